"""Forms of the risk register."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk import fields
from govuk.forms import SentOnce, Versioned
from govuk.widgets import Radios
from plans.words import SCORE_WORDS

SCORES = [(score, f"{score}, {words}") for score, words in SCORE_WORDS.items()]
NO_CHANGE, CHANGE = "no_change", "change"


def score_field(label: str, required: bool = True) -> forms.TypedChoiceField:
    """A score from 1 to 5 with its word."""
    return forms.TypedChoiceField(
        label=label, choices=[("", "Choose"), *SCORES], coerce=int, empty_value=None, required=required
    )


class ReviewForm(SentOnce, Versioned):
    """Review a risk: reviewed without a change, or with new scores and the reason."""

    called = {"outcome": "what the review found"}
    outcome = forms.ChoiceField(
        label="What did the review find?",
        choices=[(NO_CHANGE, "Reviewed, no change"), (CHANGE, "The scores change")],
        widget=Radios(),
    )
    likelihood = score_field("Likelihood", required=False)
    impact = score_field("Impact", required=False)
    text = fields.LongText(
        label="What you want to say", help_text="If the scores change, why", required=False, rows=4, max_length=2000
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("outcome") == CHANGE and not typed.get("text") and "text" not in self.errors:
            self.add_error("text", "Say why the scores change")
        return typed


class RaiseForm(SentOnce):
    """Put a risk on the register."""

    title = forms.CharField(label="Short name", max_length=160)
    cause = fields.LongText(label="Cause", help_text="What makes it possible", rows=3, max_length=2000)
    event = fields.LongText(label="Event", help_text="What may happen", rows=3, max_length=2000)
    effect = fields.LongText(label="Effect", help_text="What would follow", rows=3, max_length=2000)
    owner = forms.TypedChoiceField(label="Owner", coerce=int)
    likelihood = score_field("Likelihood now")
    impact = score_field("Impact now")
    target_likelihood = score_field("Target likelihood")
    target_impact = score_field("Target impact")

    def __init__(self, *args: Any, owners: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose a post"), *owners]  # type: ignore[attr-defined]


class MitigationForm(SentOnce):
    """Say what is done about a risk."""

    called = {
        "owner": "who will do it",
        "due_on": "the day by which it will be done",
    }
    text = fields.LongText(label="What will be done?", rows=3, max_length=2000)
    owner = forms.TypedChoiceField(label="By whom", coerce=int)
    due_on = fields.DateField(label="By when", help_text="For example 31 3 2024")

    def __init__(self, *args: Any, owners: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose a post"), *owners]  # type: ignore[attr-defined]


class FinishForm(Versioned):
    """Say when a mitigation was done."""

    called = {"done_on": "the day it was done"}
    done_on = fields.DateField(label="Done on", help_text="For example 15 12 2023")


class CloseForm(Versioned):
    """Take a risk off the register."""

    called = {"reason": "why it is closed"}
    reason = fields.LongText(label="Why is it closed?", rows=3, max_length=2000)
