"""Forms of figures and baselines: what is typed is checked and said back; the verbs decide and save."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from govuk import fields, words
from govuk.forms import STALE, Form, SentOnce, Versioned
from govuk.widgets import Radios, TextInput
from kpis import actions, comparing
from kpis.doubts import Asked, less_firm, of_before
from kpis.models import FigureKind, Frequency, Measurement, Period
from kpis.periods import Kind
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

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another figure stands there than before, however it is written."""
        typed = str(data or "").strip()
        try:
            return bool(typed_value(typed, self.unit) != initial)
        except NotAFigure:
            return bool(typed) or initial is not None


def figure_field(label: str = "Figure") -> FigureField:
    return FigureField(label=label, max_length=40, widget=TextInput(width=10, attrs={"inputmode": "decimal"}))


def usual_period(frequency: Frequency) -> Period:
    """Of what a KPI's figures are where nobody says otherwise: a month where no frequency is stated."""
    if frequency is Frequency.AS_IT_COMES:
        return Period.DAY
    return Period.MONTH if frequency is Frequency.NOT_STATED else Period(frequency)


class Tick(forms.CheckboxInput):
    """A tick that stands for one answer only: for another one it is not set."""

    def __init__(self, about: str) -> None:
        super().__init__(attrs={"value": about})
        self.about = about

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002  Django hands it in
        return bool(data.get(name) == self.about)


class Asking(Form):
    """A form that asks about a figure which looks odd: a person mends it, or ticks that it is right."""

    def settle(self, value: Decimal, found: Sequence[Asked], cell: str = "") -> tuple[str, ...]:
        """The codes of the doubts about a figure; those that nobody has settled become errors, with a tick beside that
        stands for this figure only. `cell` is the one that the figure is of, where a form has more than one."""
        if not found:
            return ()
        figure, right = (f"{name}_{cell}" if cell else name for name in ("value", "right"))
        row = cell or self.row_name
        label = f"{row}: it is right" if row else "It is right"
        about = " ".join([words.decimal_plain(value), *(each.about for each in found if each.about)])
        self.fields[right] = forms.BooleanField(label=label, required=False, widget=Tick(about))
        if not self[right].data:
            for each in found:
                end = "" if each.sentence.endswith("?") else "."
                self.add_error(figure, f"{each.sentence}{end} {each.instead}, or tick that it is right")
        return tuple(each.doubt.value for each in found)


class FigureForm(SentOnce, Asking):
    """What a new figure and a corrected one have in common."""

    called = {"period": "what it is a figure of", "as_at": "the day the figure is as at", "kind": "how certain it is"}
    value = figure_field()
    period = forms.TypedChoiceField(label="What is it a figure of?", choices=Period.choices, coerce=Period)
    as_at = fields.DateField(label="As at", help_text="The day, or the last day of the period: for example 30 11 2023")
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

    def __init__(
        self,
        *args: Any,
        kpi: KpiReading,
        began: date | None = None,
        corrects: Measurement | None = None,
        **kwargs: Any,
    ) -> None:
        """`began` is the plan's first day; `corrects` is the figure that this one is to take the place of."""
        super().__init__(*args, **kwargs)
        self.kpi, self.began, self.corrects = kpi, began, corrects
        day = self._day()
        self.fields["value"].measured_in(kpi.unit_at(day) if day else kpi.unit)  # type: ignore[attr-defined]
        self.fields["period"].initial = usual_period(kpi.frequency)

    def _day(self) -> date | None:
        """The day that was typed, or that the form begins with: the figure is read in its unit."""
        field = self.fields["as_at"]
        if not self.is_bound:
            begun: date | None = self.get_initial_for_field(field, "as_at")
            return begun
        try:
            typed: date | None = field.clean(self["as_at"].data)
        except forms.ValidationError:
            return None
        return typed

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        value, day, old = typed.get("value"), typed.get("as_at"), self.corrects
        typed["doubts"] = ()
        period = typed.get("period", Period.DAY)
        if value is not None and day is not None:
            found = less_firm(old.kind, typed["kind"]) if old and "kind" in typed else ()
            if old is None or (value, day, period) != (old.value, old.as_at, old.period):
                besides = old.uid if old else None
                found += comparing.asked(self.kpi, value, day, period=Kind(period), besides=besides)
                found += of_before(day, self.began) if old is None or day != old.as_at else ()
            typed["doubts"] = self.settle(value, found)
        self.order_fields(["value", "right"])
        return typed


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
        label="Why is it corrected?",
        max_length=1000,
        rows=3,
        required=False,
        help_text=(
            "Shown beside the figure. Name no child. Not needed where a firmer figure follows a projected or "
            "provisional one."
        ),
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        old, kind = self.corrects, typed.get("kind")
        follows = old is not None and kind and actions.firmer(FigureKind(old.kind), FigureKind(kind))
        if not follows and not typed.get("why") and "why" not in self.errors:
            self.add_error("why", "Enter why it is corrected")
        return typed


class BaselineForm(SentOnce, Asking):
    """A baseline to be approved by somebody else."""

    called = {"as_at": "the day the baseline is as at"}
    value = figure_field("Baseline")
    as_at = fields.DateField(label="As at", help_text="The day that the figure is of, for example 31 1 2023")
    source = forms.CharField(max_length=240, help_text="Where it comes from, so that a second person can check it")

    def __init__(self, *args: Any, kpi: KpiReading, wave: str = "", **kwargs: Any) -> None:
        """`wave` says what is to be asked about the survey wave that it comes from; "" where nothing is."""
        super().__init__(*args, **kwargs)
        self.kpi, self.wave = kpi, wave
        self.fields["value"].measured_in(kpi.unit)  # type: ignore[attr-defined]
        if wave:
            label = f"This wave asks what {kpi.code} counts"
            self.fields["wave_right"] = forms.BooleanField(label=label, required=False, help_text=wave)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if self.wave and not typed.pop("wave_right", False):
            self.add_error("wave_right", f"Tick that this wave asks what {self.kpi.code} counts, or take another one")
        value, day = typed.get("value"), typed.get("as_at")
        typed["doubts"] = ()
        if value is not None and day is not None:
            typed["doubts"] = self.settle(value, comparing.asked_of_baseline(self.kpi, value, day))
        self.order_fields(["value", "right"])
        return typed


class ApproveForm(Versioned):
    """A second person's approval of what they were shown: `seen` is its digest."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, error_messages={"required": STALE})


class ReturnBaselineForm(Versioned):
    """That a proposal goes back to who made it, with what is to be put right."""

    called = {"why": "why you return it"}
    why = forms.CharField(
        label="Why do you return it?", max_length=240, help_text="What is to be put right. Shown with the proposal."
    )


class WithdrawBaselineForm(Versioned):
    """That somebody takes their own proposal back."""

    why = forms.CharField(
        label="Why do you withdraw it?", required=False, max_length=240, help_text="Shown with the proposal."
    )
