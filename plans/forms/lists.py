"""Filters of the lists."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk.forms import FilterForm
from plans.words import LEVEL_LOOKS, RATING_CHOICES


class ActionFilter(FilterForm):
    """Which actions to show."""

    q = forms.CharField(label="Words", max_length=80)
    section = forms.ChoiceField()
    who = forms.ChoiceField(label="Accountable")
    rating = forms.ChoiceField(choices=[("", "All"), *RATING_CHOICES])
    late = forms.BooleanField(label="Late")
    silent = forms.BooleanField(label="Silent in the last window")

    def __init__(
        self, *args: Any, sections: Iterable[tuple[str, str]], who: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "All"), *sections]  # type: ignore[attr-defined]
        self.fields["who"].choices = [("", "Anybody"), *who]  # type: ignore[attr-defined]


class RiskFilter(FilterForm):
    """Which risks to show."""

    level = forms.ChoiceField(choices=[("", "All"), *((code, code.capitalize()) for code in LEVEL_LOOKS)])
    owner = forms.ChoiceField()
    closed = forms.BooleanField(label="Closed ones too")

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Anybody"), *owners]  # type: ignore[attr-defined]
