"""Filters of the pages across rooms."""

from typing import Any

from django import forms

from govuk.forms import FilterForm, Form
from govuk.widgets import Radios
from notices.calendar import OccurrenceState
from notices.models import ObligationKind
from people.models import ReminderChoice


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
                ReminderChoice.EVERY: "A week before something is due, on its last day, each week while it is late.",
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
