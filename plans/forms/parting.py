"""A rating that is better than the facts is asked about before it is saved: changed, explained, or left for later."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from plans.actions.update import NEEDS_RECOVERY
from plans.forms.on_behalf import OnBehalf
from plans.rating import Facts, difference, facts_suggest


class AsksWhy(OnBehalf):
    """An update with its `rating`, `recovery_on` and `explanation`, held against the `facts` that it would leave.

    Recovery steps can only be accepted once they were sent, so here they count as if they were; and the update itself
    is the end of a silence.
    """

    unexplained = forms.BooleanField(
        label="Save it without an explanation for now",
        help_text="You are asked again until the figures are cut off.",
        required=False,
    )

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._facts = facts
        self.asks_why = self._left_open = False
        if not self.is_bound:
            del self.fields["unexplained"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        self._left_open = typed.pop("unexplained", False)
        self.ask_why(typed)
        return typed

    def ask_why(self, said: Mapping[str, Any], otherwise: str = "choose another rating") -> None:
        """Put an error where the rating that is `said` is better than the facts, and not explained."""
        parts = self._parts(said)
        if not parts or said.get("explanation") or "explanation" in self.errors:
            return
        self.asks_why = True
        if not self._left_open:
            self.add_error("explanation", f"{parts}: say why {said['rating'].label} stands, or {otherwise}")

    def _parts(self, typed: Mapping[str, Any]) -> str:
        """Reported green, 12 days overdue; "" where rating and facts agree, or no rating was chosen."""
        rating = typed.get("rating")
        if not rating:
            return ""
        expected_on = typed.get("recovery_on") if rating in NEEDS_RECOVERY else None
        left = replace(self._facts, silent=False, expected_on=expected_on, recovery_accepted=True)
        said = difference(rating, facts_suggest(left)) or ""
        return said[:1].upper() + said[1:]
