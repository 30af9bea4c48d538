"""Forms of figures and baselines: what is typed is checked and said back; the verbs decide and save."""

from decimal import Decimal
from typing import Any

from django import forms

from govuk import fields, words
from govuk.forms import SentOnce, Versioned
from govuk.widgets import Radios, TextInput
from kpis.models import FigureKind
from kpis.reading import KpiReading
from kpis.targets import Unit
from kpis.typed import NotAFigure, typed_value

SUFFIXES = {Unit.PERCENT: "%", Unit.DAYS: "days"}


class FigureField(forms.CharField):
    """A figure in a KPI's unit, read strictly; cleans to a Decimal, or None when left empty."""

    unit: Unit = Unit.NOT_STATED

    def measured_in(self, unit: Unit) -> None:
        """Take figures of this unit, and show it beside the input."""
        self.unit = unit
        self.widget.suffix = SUFFIXES.get(unit, "")

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return typed_value(typed, self.unit)
        except NotAFigure as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from wrong

    def prepare_value(self, value: Any) -> Any:
        return words.decimal_plain(value) if isinstance(value, Decimal) else value


def figure_field(label: str = "Figure") -> FigureField:
    return FigureField(label=label, max_length=40, widget=TextInput(width=10, attrs={"inputmode": "decimal"}))


class FigureForm(SentOnce):
    """What a new figure and a corrected one have in common."""

    called = {"as_at": "the day the figure is as at", "kind": "how certain it is"}
    value = figure_field()
    as_at = fields.DateField(label="As at", help_text="The last day of the period, for example 30 11 2023")
    kind = forms.ChoiceField(
        label="How certain is it?",
        choices=FigureKind.choices,
        initial=FigureKind.ACTUAL,
        widget=Radios(
            hints={
                FigureKind.PROVISIONAL: "It may be revised: it counts, marked, and is rated again when it is",
                FigureKind.PROJECTED: "A forecast: it never counts as met",
            }
        ),
    )

    def __init__(self, *args: Any, kpi: KpiReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].measured_in(kpi.unit)  # type: ignore[attr-defined]


class EnterForm(FigureForm):
    """One measurement."""

    source = forms.CharField(max_length=160, required=False, help_text="Where it comes from, if not the usual source")
    note = fields.LongText(
        max_length=1000, rows=3, required=False, help_text="What a reader needs to know. Name no child."
    )
    series_break = forms.BooleanField(
        required=False,
        label="The way of counting changed",
        help_text="Figures before this one cannot be compared with it",
    )


class CorrectForm(FigureForm, Versioned):
    """A figure in the place of one that was wrong or provisional."""

    called = {"why": "why it is corrected"}
    why = fields.LongText(
        label="Why is it corrected?", max_length=1000, rows=3, help_text="Shown beside the figure. Name no child."
    )


class BaselineForm(SentOnce):
    """A baseline to be approved by somebody else."""

    called = {"as_at": "the day the baseline is as at"}
    value = figure_field("Baseline")
    as_at = fields.DateField(label="As at", help_text="The day that the figure is of, for example 31 1 2023")
    source = forms.CharField(max_length=240, help_text="Where it comes from, so that a second person can check it")

    def __init__(self, *args: Any, kpi: KpiReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].measured_in(kpi.unit)  # type: ignore[attr-defined]


class ApproveForm(Versioned):
    """A second person's approval."""
