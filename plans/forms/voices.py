"""The form in which a voice is said to bear on actions and sections."""

from collections import defaultdict
from typing import Any

from django import forms

from govuk.forms import Form
from govuk.widgets import Checkboxes

Choices = list[tuple[int, str]]


LONGEST_ID = 18  # digits: what the database can hold, and no more than a number may have


def seen_before(text: str) -> dict[str, set[int]]:
    """The ids that a page said were ticked when it was opened, by kind: "actions:1 sections:2". What cannot be read
    was not ticked."""
    found: dict[str, set[int]] = defaultdict(set)
    for each in text.split():
        name, _, pk = each.partition(":")
        if pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_ID:
            found[name].add(int(pk))
    return found


class NameActionsForm(Form):
    """The actions and sections that a voice bears on. `seen` holds what was ticked when the page was opened: what
    somebody else ticks meanwhile stands."""

    called = {"actions": "the actions that it bears on", "sections": "the sections that it bears on"}
    mark_optional = False
    actions = forms.TypedMultipleChoiceField(
        label="Which actions does it bear on?",
        required=False,
        coerce=int,
        widget=Checkboxes(small=True),
        help_text="Choose all that what was said is about. The report prints them behind it.",
    )
    sections = forms.TypedMultipleChoiceField(
        label="Which sections does it bear on as a whole?",
        required=False,
        coerce=int,
        widget=Checkboxes(small=True),
        help_text="Where what was said is about more than single actions.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        actions: Choices,
        sections: Choices,
        named: tuple[list[int], list[int]],
        **kwargs: Any,
    ) -> None:
        seen = " ".join([*(f"actions:{pk}" for pk in named[0]), *(f"sections:{pk}" for pk in named[1])])
        initial = {"actions": named[0], "sections": named[1], "seen": seen}
        super().__init__(*args, initial=initial, **kwargs)
        for name, choices in (("actions", actions), ("sections", sections)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("actions") or cleaned.get("sections") or cleaned["seen"]):
            self.add_error(next(iter(self.fields)), "Select the actions that it bears on, or the sections")
        return cleaned

    def wanted(self, name: str, named: list[int]) -> set[int]:
        """The ids that are to be named: what is named now, less what was unticked here, and what was ticked here."""
        chosen = set(self.cleaned_data.get(name, ()))
        seen = seen_before(self.cleaned_data["seen"])[name]
        return (set(named) - (seen - chosen)) | (chosen - seen)
