"""The form on which a partner's data lead releases its figures."""

from collections.abc import Callable
from typing import Any

from django import forms

from govuk import words
from govuk.forms import Form
from govuk.widgets import Checkboxes, Radios
from kpis.models import Baseline, FigureKind, Measurement
from kpis.periods import Kind, inside

Told = Callable[[Measurement | Baseline], str]
"""The value of a figure or a baseline with its unit."""


class FiguresField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Figures that wait, each in a line."""

    told: Told

    def label_from_instance(self, obj: Any) -> str:
        figure: Measurement = obj
        kind = "" if figure.kind == FigureKind.ACTUAL else f", {FigureKind(figure.kind).label.lower()}"
        of = inside(figure.as_at, Kind(figure.period))
        return f"{figure.kpi}: {self.told(figure)}{kind} for {of}, entered by {figure.entered_by}{_note(figure.note)}"


class BaselinesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Baselines that wait, each in a line."""

    told: Told

    def label_from_instance(self, obj: Any) -> str:
        row: Baseline = obj
        on = f" at {words.day(row.as_at)}" if row.as_at else ""
        return f"{row.kpi}: {self.told(row)}{on}, proposed by {row.proposed_by}{_note(row.source)}"


def _note(said: str) -> str:
    return f": “{said}”" if said else ""


class ReleaseForm(Form):
    """What a partner's data lead releases, or does not release and why."""

    called = {"why": "why you do not release them", "answer": "an answer"}
    mark_optional = False
    figures = FiguresField(Measurement.objects.none(), required=False, widget=Checkboxes())
    baselines = BaselinesField(Baseline.objects.none(), required=False, widget=Checkboxes())
    answer = forms.ChoiceField(
        label="What do you say of what is ticked?",
        choices=[
            ("release", "Release it: a figure counts from now on, a baseline waits for approval"),
            ("refuse", "Do not release it: figures go, baselines are returned"),
        ],
        initial="release",
        required=False,
        widget=Radios(),
    )
    why = forms.CharField(
        label="Why do you not release it?",
        max_length=80,
        required=False,
        help_text="Only if you do not. Everybody who reads the plan reads it beside the KPI",
    )

    def __init__(self, *args: Any, told: Told, figures: Any, baselines: Any, **kwargs: Any) -> None:
        """What waits for the reader, as querysets of rows with their KPI and who wrote them; of what none waits is not
        asked."""
        super().__init__(*args, **kwargs)
        for name, rows in (("figures", figures), ("baselines", baselines)):
            self.fields[name].told = told  # type: ignore[attr-defined]
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                del self.fields[name]
        if not {"figures", "baselines"} & set(self.fields):
            del self.fields["answer"], self.fields["why"]

    @property
    def refuses(self) -> bool:
        """Whether what is ticked is not released."""
        return self.cleaned_data.get("answer") == "refuse"

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors and not typed.get("figures") and not typed.get("baselines"):
            self.add_error(None, "Tick what you release")
        elif not self.errors and self.refuses and not typed.get("why", "").strip():
            self.add_error("why", "Say why you do not release it")
        return typed
