"""Filters of the pages across rooms."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from govuk import words
from govuk.forms import FilterForm, Form
from govuk.widgets import Checkboxes, Radios
from notices.calendar import OccurrenceState
from notices.models import ObligationKind
from people.models import ReminderChoice
from plans.forms.voices import seen_before


class CalendarFilter(FilterForm):
    """Which dates of a notice are shown."""

    state = forms.ChoiceField(
        label="State",
        choices=[("", "Any"), *((state.value, state.label.capitalize()) for state in OccurrenceState)],
    )
    duty = forms.ChoiceField(
        label="Whose duty",
        choices=[("", "Anybody’s"), ("ours", "The council’s and its partners’"), ("theirs", "DfE’s own")],
    )
    kind = forms.ChoiceField(label="What", choices=[("", "Everything"), *ObligationKind.choices])


class RemindersForm(Form):
    """When somebody wants to be reminded."""

    called = {"choice": "when you want to be reminded"}
    choice = forms.ChoiceField(
        label="When do you want to be reminded?",
        choices=ReminderChoice.choices,
        widget=Radios(
            hints={
                ReminderChoice.EVERY: "A week before something is due (where that is a weekend or a bank holiday, on "
                "the last working day before), on its last day, and each week while it is late.",
                ReminderChoice.LAST: "Nothing a week before, unless your duty asks for it.",
            }
        ),
    )


class AsAtForm(FilterForm):
    """The day whose figures are shown: today's, or those that were frozen."""

    as_at = forms.ChoiceField(label="Figures as at")

    def __init__(self, *args: Any, days: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].choices = [("", "Today"), *days]  # type: ignore[attr-defined]


class ProvesForm(Form):
    """What a document proves. `seen` holds what was ticked when the page was opened, so that only what was changed
    here is changed, whatever somebody else does meanwhile."""

    called = {"kpis": "the KPIs"}
    mark_optional = False
    kinds: ClassVar[Mapping[str, str]] = {
        "actions": "Actions",
        "sections": "Sections as a whole",
        "kpis": "KPIs",
        "clauses": "Clauses of the notice",
        "meetings": "Meetings",
    }
    actions = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=Checkboxes(small=True))
    sections = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=Checkboxes(small=True))
    kpis = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=Checkboxes(small=True))
    clauses = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=Checkboxes(small=True))
    meetings = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=Checkboxes(small=True))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, choices: Mapping[str, list[tuple[int, str]]], ticked: Mapping[str, set[int]], **kwargs: Any
    ) -> None:
        seen = " ".join(f"{name}:{pk}" for name, pks in ticked.items() for pk in sorted(pks))
        initial = {name: sorted(pks) for name, pks in ticked.items()} | {"seen": seen}
        super().__init__(*args, initial=initial, **kwargs)
        for name, label in self.kinds.items():
            if choices.get(name):
                self.fields[name].label = f"Which {words.lower_first(label)} does it prove something of?"
                self.fields[name].choices = choices[name]  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    @property
    def chosen(self) -> dict[str, set[int]]:
        """The ids that are ticked, by kind."""
        return {name: set(self.cleaned_data[name]) for name in self.kinds if name in self.fields}

    @property
    def seen_before(self) -> dict[str, set[int]]:
        """The ids that were ticked when the page was opened, by kind; what cannot be read was not."""
        return seen_before(self.cleaned_data["seen"])

    def parts(self) -> list[tuple[str, Any, int]]:
        """(heading, field, how many are ticked) of each kind that is offered."""
        shown = [(label, self[name]) for name, label in self.kinds.items() if name in self.fields]
        return [(label, field, len(field.value() or ())) for label, field in shown]
