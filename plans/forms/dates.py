"""Forms about an action's due date."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk import fields
from govuk.forms import SentOnce, Versioned
from govuk.widgets import Radios
from plans.forms.about import About

CHAIR = "chair"


class AskDateForm(SentOnce, Versioned):
    """Ask for another due date."""

    called = {"reason": "why another date is needed"}
    to_due_on = fields.DateField(label="New due date", help_text="A day to come, for example 31 3 2024")
    reason = fields.LongText(label="Why is another date needed?", rows=4, max_length=2000)
    recovery_steps = fields.LongText(
        label="Recovery steps", help_text="What will be done so that the new date is met", rows=4, max_length=2000
    )


class DecideDateForm(About):
    """Record what was decided about a request."""

    called = {"decision": "which decision it is"}
    sometimes_needed = ("text",)
    agreed = forms.TypedChoiceField(
        label="What was decided?",
        choices=[("yes", "Agreed: the date moves"), ("no", "Declined: the date stays")],
        coerce=lambda typed: typed == "yes",
        widget=Radios(),
    )
    decision = forms.ChoiceField(label="Which decision is it?", widget=Radios())
    text = fields.LongText(
        label="What you decide, and why",
        help_text="Needed for chair’s action: it counts at once, and the board is asked to ratify it",
        required=False,
        rows=3,
        max_length=1000,
    )

    def __init__(self, *args: Any, decisions: Iterable[tuple[str, str]], chairs_action: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*decisions, *([(CHAIR, "Chair’s action, taken now")] if chairs_action else [])]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        if not chairs_action:
            del self.fields["text"]

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("decision") == CHAIR and not typed.get("text"):
            self.add_error("text", "Write what you decide, and why")
        return typed
