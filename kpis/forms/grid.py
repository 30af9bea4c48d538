"""Forms of the page on which the figures of a period are entered: which period, a row for each KPI, what is pasted."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms

from govuk.forms import FilterForm, Form, SentOnce
from kpis import actions, comparing
from kpis.doubts import keeps_its_period, less_firm
from kpis.forms.figures import Asking, figure_field
from kpis.models import FigureKind, Measurement
from kpis.periods import Kind, called, code, ended
from kpis.reading import KpiReading

OFFERED: Final = (
    ("Months", Kind.MONTH, 12),
    ("Quarters", Kind.QUARTER, 6),
    ("Terms", Kind.TERM, 6),
    ("Academic years", Kind.ACADEMIC_YEAR, 3),
    ("Financial years", Kind.FINANCIAL_YEAR, 3),
)
TYPED: Final = frozenset({"value", "kind", "note"})


class PeriodForm(FilterForm):
    """The period whose figures are entered: the month that ended last, until another one is chosen."""

    period = forms.ChoiceField()

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(label, [(last, kind) for last in ended(on, kind, number)]) for label, kind, number in OFFERED]
        self._periods = {code(*each): each for _, periods in groups for each in periods}
        choices = [(label, [(code(*each), called(*each)) for each in periods]) for label, periods in groups]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_period(self) -> tuple[date, Kind]:
        """Its last day and its kind: where none is asked for that is offered, the newest month."""
        return self._periods.get(self.asked) or next(iter(self._periods.values()))

    @property
    def asked(self) -> str:
        """What the address asks for, offered or not."""
        return str(self.data.get("period") or "")

    @property
    def is_offered(self) -> bool:
        """Whether the figures of what is asked for can be entered here; without a question they can."""
        return not self.asked or self.asked in self._periods


class RowForm(SentOnce, Asking):
    """The figure of one KPI for the period; with one that was `seen`, what takes its place and why."""

    mark_optional = False
    called = {"kind": "how certain it is"}
    value = figure_field()
    kind = forms.ChoiceField(label="How certain is it?", choices=FigureKind.choices, initial=FigureKind.ACTUAL)
    note = forms.CharField(max_length=1000, required=False)
    seen_row = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kpi: KpiReading,
        day: date,
        period: Kind,
        seen: Measurement | None,
        others: Iterable[tuple[str, Decimal]],
        **kwargs: Any,
    ) -> None:
        """`day` is the last of the period, of this kind; `others` are the other rows' codes with their last values."""
        initial = (
            {"seen_row": seen.uid, "seen_version": seen.version, "value": seen.value, "kind": seen.kind} if seen else {}
        )
        super().__init__(*args, prefix=str(kpi.pk), initial=initial, **kwargs)
        self.row_name, self.kpi, self.day, self.seen, self.others = kpi.code, kpi, day, seen, others
        self.period = period
        self.fields["value"].measured_in(kpi.unit_at(day))  # type: ignore[attr-defined]
        self.fields["value"].label = f"Figure of {kpi.code}"
        self.fields["kind"].label = f"How certain is it? {kpi.code}"
        settled = seen is not None and seen.kind == FigureKind.ACTUAL
        self.fields["note"].label = f"Why is {kpi.code} corrected?" if settled else f"Note on {kpi.code}"

    @property
    def is_begun(self) -> bool:
        """Whether anything was typed that the page did not show first."""
        return bool(TYPED & set(self.changed_data))

    def says(self, figure: Measurement, *, note_may_be_empty: bool = False) -> bool:
        """Whether just this figure is typed here, with its note."""
        note = str(self["note"].value() or "").strip()
        if self.fields["value"].has_changed(figure.value, self["value"].value()):
            return False
        same = note == figure.note.strip() or (note_may_be_empty and not note)
        return same and bool(self["kind"].value() == figure.kind)

    @property
    def typed_figure(self) -> str:
        """The figure as it was typed, whether or not it can be read."""
        return str(self["value"].value() or "").strip()

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        value, seen = typed.get("value"), self.seen
        follows = seen and "kind" in typed and actions.firmer(FigureKind(seen.kind), FigureKind(typed["kind"]))
        if seen and not follows and not typed.get("note") and "note" not in self.errors:
            self.add_error("note", "Say why the figure is corrected")
        typed["doubts"] = ()
        if value is not None:
            found = less_firm(seen.kind, typed["kind"]) if seen and "kind" in typed else ()
            if seen and value != seen.value and not self.kpi.cumulates:
                found += keeps_its_period(self.day, Kind(seen.period), self.period)
            if seen is None or value != seen.value:
                besides = seen.uid if seen else None
                # a figure that is corrected keeps the period that it was entered for
                period = Kind(seen.period) if seen else self.period
                found += comparing.asked(self.kpi, value, self.day, period=period, besides=besides, others=self.others)
            typed["doubts"] = self.settle(value, found)
        return typed


class PasteForm(Form):
    """A column or a block out of a spreadsheet."""

    paste = forms.CharField(
        label="A column or a block from Excel",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "One column: a value for each row, in their order. Two or more: code or name, value, then kind and note if "
            "there are any; a row of headings may stand above. Nothing is saved before you have looked at it."
        ),
    )
