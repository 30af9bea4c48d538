"""Forms of a person's judgement of a KPI."""

from django import forms

from govuk import fields
from govuk.forms import SentOnce, Versioned
from govuk.widgets import Radios
from kpis.models import JudgedState


class JudgeForm(SentOnce, Versioned):
    """How somebody judges a KPI to stand, and why."""

    called = {"state": "how it stands", "reason": "why you judge it so"}
    state = forms.ChoiceField(label="How does it stand?", choices=JudgedState.choices, widget=Radios())
    reason = fields.LongText(
        label="Why do you judge it so?",
        max_length=1000,
        rows=4,
        help_text="What you know that the figures do not say. Shown beside the computed state. Name no child.",
    )


class TakeBackForm(Versioned):
    """That a judgement stands no more."""

    called = {"why": "why you take it back"}
    why = forms.CharField(label="Why do you take it back?", max_length=100, help_text="It stays in the KPI’s story.")
