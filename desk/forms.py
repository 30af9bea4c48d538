"""Filters of the pages across rooms."""

from typing import Any

from django import forms

from govuk.forms import FilterForm
from notices.calendar import OccurrenceState
from notices.models import ObligationKind


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


class AsAtForm(FilterForm):
    """The day whose figures are shown: today's, or those that were frozen."""

    as_at = forms.ChoiceField(label="Figures as at")

    def __init__(self, *args: Any, days: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["as_at"].choices = [("", "Today"), *days]  # type: ignore[attr-defined]
