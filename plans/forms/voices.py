"""The form in which a voice is said to bear on actions."""

from typing import Any

from django import forms

from govuk.forms import Form
from govuk.widgets import Checkboxes


class NameActionsForm(Form):
    """The actions that a voice bears on."""

    called = {"actions": "the actions that it bears on"}
    actions = forms.TypedMultipleChoiceField(
        label="Which actions does it bear on?",
        coerce=int,
        widget=Checkboxes(),
        help_text="Choose all that what was said is about. The report prints them behind it.",
    )

    def __init__(self, *args: Any, actions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].choices = actions  # type: ignore[attr-defined]
