"""Forms of the KPI pages: what is typed is checked and said back; the verbs decide and save."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from govuk import fields, words
from govuk.forms import FilterForm, SentOnce, Versioned
from govuk.widgets import Radios, TextInput
from kpis.models import Direction, FigureKind
from kpis.reading import KpiReading
from kpis.state import State
from kpis.targets import Unit
from kpis.typed import NotAFigure, period_code, typed_value

SUFFIXES = {Unit.PERCENT: "%", Unit.DAYS: "days"}
NO_TARGET = "none"
GROUPS = {
    "good": (State.MET, State.MEETING_NOW, State.ON_TRACK),
    "behind": (State.AT_RISK, State.OFF_TRACK),
}


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


class DefineForm(Versioned):
    """How a KPI is counted, and where its figures come from."""

    definition = fields.LongText(
        max_length=4000, required=False, help_text="What is counted, of whom, over which period, and what is left out"
    )
    source = forms.CharField(
        max_length=160, required=False, help_text="The system or survey that the figures come from"
    )


class DirectionForm(Versioned):
    """Which way is better."""

    direction = forms.ChoiceField(
        label="Which way is better?",
        choices=Direction.choices,
        widget=Radios(hints={Direction.NOT_SET: "The KPI is not rated: it reads “Not assessable: direction not set”"}),
    )


class PlaceForm(Versioned):
    """Where each printed cell belongs that fitted no column."""

    called = {"why": "how you know"}
    why = fields.LongText(label="How do you know?", max_length=500, rows=3)

    def __init__(self, *args: Any, kpi: KpiReading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = kpi.unplaced
        choices = [("", "Choose a place")]
        choices += [(each.due_on.isoformat(), f"{each.label} ({words.day(each.due_on)})") for each in kpi.targets]
        choices.append((NO_TARGET, "It is no target"))
        self.names = [f"cell_{number}" for number in range(1, len(self.cells) + 1)]
        for name, cell in zip(self.names, self.cells, strict=True):
            message = {"required": f"Say where “{cell}” belongs"}
            self.fields[name] = forms.ChoiceField(label=f"“{cell}”", choices=choices, error_messages=message)
        self.order_fields([*self.names, "why"])

    @property
    def places(self) -> list[date | None]:
        """The chosen targets' days in the order of the cells, None for a cell that is no target."""
        chosen = [self.cleaned_data[name] for name in self.names]
        return [None if value == NO_TARGET else date.fromisoformat(value) for value in chosen]

    @property
    def in_words(self) -> str:
        """What was chosen, for somebody who reads it beside what is stored."""
        places = [words.day(place) if place else "no target" for place in self.places]
        return "; ".join(f"“{cell}”: {place}" for cell, place in zip(self.cells, places, strict=True))


class KpiFilter(FilterForm):
    """Filters of the list of KPIs."""

    section = forms.ChoiceField()
    state = forms.ChoiceField(
        choices=[
            ("", "All states"),
            ("good", "On track or better"),
            ("behind", "At risk or off track"),
            *((state.value, state.label) for state in State),
        ]
    )
    awaited = forms.ChoiceField(label="Your figures awaited for")

    def __init__(self, *args: Any, sections: Iterable[tuple[str, str]], awaits: Iterable[date], **kwargs: Any) -> None:
        """`awaits` are the ended months for which the reader may be asked for figures; none for other readers."""
        super().__init__(*args, **kwargs)
        self._months = {period_code(each): each for each in awaits}
        months = [(code, words.month(each)) for code, each in self._months.items()]
        self.fields["awaited"].choices = [("", "Any month"), *months]  # type: ignore[attr-defined]
        if not months:
            del self.fields["awaited"]
        named = [(letter, f"{letter}: {title}") for letter, title in sections]
        self.fields["section"].choices = [("", "All sections"), *named]  # type: ignore[attr-defined]

    @property
    def month(self) -> date | None:
        """The last day of the month whose awaited figures are to be shown."""
        return self._months.get(self.chosen_values.get("awaited", ""))

    def keeps(self, kpi: KpiReading) -> bool:
        """Whether section and state leave this KPI in the list."""
        section, state = self.chosen_values.get("section"), self.chosen_values.get("state")
        states = GROUPS.get(state, (state,)) if state else tuple(State)
        return kpi.state in states and (not section or kpi.section == section)
