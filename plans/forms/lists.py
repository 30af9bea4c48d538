"""Filters of the lists."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from govuk.forms import FilterForm
from plans.rating import Rating
from plans.words import LEVEL_LOOKS, RATING_CHOICES

Choices = Iterable[tuple[str, str]]
NO_CLAUSE, POSSIBLE_CLAUSE = "none", "possible"


class ActionFilter(FilterForm):
    """Which actions to show."""

    q = forms.CharField(label="Words", max_length=80)
    section = forms.ChoiceField()
    who = forms.ChoiceField(label="Accountable")
    organisation = forms.ChoiceField()
    rating = forms.ChoiceField(choices=[("", "All"), *RATING_CHOICES])
    suggested = forms.ChoiceField(
        label="Facts suggest", choices=[("", "All"), *((each.value, each.label) for each in Rating)]
    )
    clause = forms.ChoiceField(label="Clause answered")
    late = forms.BooleanField(label="Late")
    silent = forms.BooleanField(label="Silent in the last window")
    slipped = forms.BooleanField(label="Slipped")
    no_evidence = forms.BooleanField(label="No evidence")
    retired = forms.BooleanField(label="Retired from the plan")

    def __init__(
        self, *args: Any, sections: Choices, who: Choices, organisations: Choices, clauses: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        matches = [(POSSIBLE_CLAUSE, "A possible match"), (NO_CLAUSE, "None yet")]
        self._choose_from("section", "All", sections)
        self._choose_from("who", "Anybody", who)
        self._choose_from("organisation", "Any", organisations)
        self._choose_from("clause", "Any", [*((number, number) for number in clauses), *matches])

    def _choose_from(self, name: str, everything: str, choices: Choices) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]


class RiskFilter(FilterForm):
    """Which risks to show."""

    level = forms.ChoiceField(choices=[("", "All"), *((code, code.capitalize()) for code in LEVEL_LOOKS)])
    owner = forms.ChoiceField()
    closed = forms.BooleanField(label="Closed ones too")

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Anybody"), *owners]  # type: ignore[attr-defined]


class VersionsForm(FilterForm):
    """Two versions of an action to compare."""

    older = forms.TypedChoiceField(label="From", coerce=int)
    newer = forms.TypedChoiceField(label="To", coerce=int)

    def __init__(self, asked: Mapping[str, Any], *, versions: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(asked, **kwargs)
        self.fields["older"].choices = self.fields["newer"].choices = versions  # type: ignore[attr-defined]

    def chosen_two(self, last: int) -> tuple[int, int]:
        """The numbers of both, the older one first; what was not chosen, or cannot be read, is the last step."""
        chosen = self.chosen_values
        newer = chosen.get("newer", last)
        older = chosen.get("older", max(newer - 1, 1))
        return min(older, newer), max(older, newer)


class EditionFilter(FilterForm):
    """Which two versions of the plan to lay side by side."""

    before = forms.ChoiceField(label="From")
    after = forms.ChoiceField(label="To")

    def __init__(self, *args: Any, versions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(versions)
        self.fields["before"].choices = [("", "The last version"), *choices]  # type: ignore[attr-defined]
        self.fields["after"].choices = [("", "The plan as it stands now"), *choices]  # type: ignore[attr-defined]
