"""Forms by which survey waves feed a KPI."""

from collections.abc import Iterable
from typing import Any

from django import forms

from govuk import fields
from govuk.forms import Form, SentOnce, Versioned
from govuk.widgets import Checkboxes


class WavesForm(Form):
    """Which waves are entered. One that feeds the KPI already enters nothing a second time."""

    called = {"waves": "the waves to enter"}
    waves = forms.TypedMultipleChoiceField(
        label="Which waves feed this KPI?", coerce=int, widget=Checkboxes(small=True)
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["waves"].choices = list(choices)  # type: ignore[attr-defined]


class CorrectWaveForm(SentOnce, Versioned):
    """The figure follows its wave, which was corrected."""

    called = {"why": "why the wave was corrected"}
    why = fields.LongText(
        label="Why was the wave corrected?",
        max_length=800,
        rows=3,
        help_text="Shown beside the figure. Name no person.",
    )
