"""Forms of what others published: read as strictly as a KPI's own figures."""

from typing import Any

from django import forms

from govuk import fields
from govuk.forms import SentOnce, Versioned
from kpis import comparing
from kpis.forms.figures import Asking, figure_field, usual_period
from kpis.models import Comparator, Period
from kpis.reading import KpiReading


class ComparatorForm(Asking):
    """Whose value it is, of when, how much, and where it was published."""

    called = {"name": "whose value it is", "period": "what it is a value of", "as_at": "the day the value is as at"}
    name = forms.CharField(
        label="Whose value is it?",
        max_length=60,
        help_text="For example England, South West or Statistical neighbours: each name has its own line",
    )
    value = figure_field("Value")
    period = forms.TypedChoiceField(label="What is it a value of?", choices=Period.choices, coerce=Period)
    as_at = fields.DateField(label="As at", help_text="The day, or the last day of the period: for example 31 3 2023")
    source = forms.CharField(
        max_length=240, help_text="Who published it, where and when, so that a reader can find it again"
    )

    def __init__(self, *args: Any, kpi: KpiReading, corrects: Comparator | None = None, **kwargs: Any) -> None:
        """`corrects` is the value that is to be written over."""
        super().__init__(*args, **kwargs)
        self.kpi, self.corrects = kpi, corrects
        self.fields["value"].measured_in(kpi.unit)  # type: ignore[attr-defined]
        self.fields["period"].initial = usual_period(kpi.frequency)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        value, day, old = typed.get("value"), typed.get("as_at"), self.corrects
        typed["doubts"] = ()
        known = old is not None and (value, day) == (old.value, old.as_at)
        if value is not None and day is not None and not known:
            typed["doubts"] = self.settle(value, comparing.asked(self.kpi, value, day))
        self.order_fields(["name", "value", "right"])
        return typed


class AddComparatorForm(SentOnce, ComparatorForm):
    """A value that others published."""


class CorrectComparatorForm(Versioned, ComparatorForm):
    """What should have stood there."""

    called = {"why": "why it is corrected"}
    why = forms.CharField(label="Why is it corrected?", max_length=100, help_text="It stays in the KPI’s story.")


class TakeOutForm(Versioned):
    """That a value is drawn and listed no more."""

    called = {"why": "why it is taken out"}
    why = forms.CharField(label="Why is it taken out?", max_length=100, help_text="It stays in the KPI’s story.")
