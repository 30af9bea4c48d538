"""How a KPI's state looks, and what its chart shows: pure functions on a reading."""

from datetime import date

from kpis.charts import ChartData, Mark, Point, Published
from kpis.charts.data import Direction as ChartDirection
from kpis.charts.data import Kind
from kpis.models import Cumulates, FigureKind
from kpis.periods import Kind as PeriodKind
from kpis.periods import gaps, regular
from kpis.reading import KpiReading
from kpis.state import State
from kpis.targets import Direction, Unit
from kpis.trend import path_until

LOOKS: dict[State, str] = {
    State.MET: "blue",
    State.MEETING_NOW: "blue",
    State.ON_TRACK: "green",
    State.AT_RISK: "amber",
    State.OFF_TRACK: "red",
    State.PATH_UNKNOWN: "claimed",
    State.NO_DATA: "hollow",
    State.NOT_ASSESSABLE: "none",
}

MEANINGS: dict[State, str] = {
    State.MET: "a figure of the milestone’s day or later meets it",
    State.MEETING_NOW: "the latest figure already meets the next milestone, whose own figure is still to come",
    State.ON_TRACK: "the latest figure is at or ahead of the straight line from the baseline to the milestone",
    State.AT_RISK: "behind that line by no more than a tenth of the way from the baseline to the milestone",
    State.OFF_TRACK: "further behind, or the milestone has passed and the latest figure does not meet it",
    State.PATH_UNKNOWN: "not yet met, and without a dated baseline nobody can say how fast it should move",
    State.NO_DATA: "there is a milestone but no figure that counts, or none of its day although it passed long ago",
    State.NOT_ASSESSABLE: "a target, a baseline, a direction or a year’s total is missing: neither good nor bad",
}

UNIT_WORDS: dict[Unit, str] = {Unit.PERCENT: "%", Unit.DAYS: "days", Unit.COUNT: "", Unit.NOT_STATED: ""}

ADDS_UP: dict[Cumulates, str] = {
    Cumulates.NO: "",
    Cumulates.ACADEMIC_YEAR: "academic year",
    Cumulates.FINANCIAL_YEAR: "financial year",
    Cumulates.CALENDAR_YEAR: "calendar year",
}

_WAYS: dict[Direction, ChartDirection] = {
    Direction.HIGHER: "higher",
    Direction.LOWER: "lower",
    Direction.NOT_SET: "",
}
_KINDS: dict[FigureKind, Kind] = {
    FigureKind.ACTUAL: "actual",
    FigureKind.PROVISIONAL: "provisional",
    FigureKind.PROJECTED: "projected",
}


def legend() -> list[tuple[str, str, str]]:
    """What the states mean, for the legend: look, word, meaning."""
    return [(LOOKS[state], state.label, MEANINGS[state]) for state in State]


def chart_data(kpi: KpiReading, on: date) -> ChartData:
    """What a KPI's chart shows as on a day: standing figures, resolved targets, and the path from a dated baseline.

    The path ends where a series break makes it void, targets that were set before one and are due after it are told and
    not drawn, and no path leads through running totals.
    What others published goes along; which of it is drawn the chart decides.
    """
    baseline = None
    start = kpi.baseline
    if start and start.value is not None and start.as_at is not None:
        baseline = (start.as_at, start.value)
    resolved = [
        (target.holds, Mark(target.due_on, target.value, target.label, final=target is kpi.targets[-1]))
        for target in kpi.targets
        if target.value is not None
    ]
    path = [baseline, *((mark.on, mark.value) for _, mark in resolved if mark.on > baseline[0])] if baseline else []
    reach = max([on, *(figure.as_at for figure in kpi.drawn)])
    breaks = [each for each in kpi.breaks if each.on <= reach]
    ends = min((each.on for each in breaks if baseline and each.on > baseline[0]), default=None)
    if ends and any(each.agreed_on and each.agreed_on >= ends for each in kpi.targets):
        path = []  # what was expected before the break is not what was set anew after it
    days = [(figure.as_at, PeriodKind(figure.period)) for figure in kpi.drawn]
    return ChartData(
        name=kpi.name,
        unit=UNIT_WORDS[kpi.unit],
        direction=_WAYS[kpi.direction],
        baseline=baseline,
        undated=start.value if start and start.as_at is None else None,
        points=[Point(figure.as_at, figure.value, _KINDS[figure.kind]) for figure in kpi.drawn],
        milestones=[mark for holds, mark in resolved if holds],
        outlived=[mark for holds, mark in resolved if not holds],
        expected=[] if kpi.cumulates else path_until(path, ends),
        gaps=gaps(days, regular(kpi.frequency), baseline[0] if baseline else None),
        breaks=list(dict.fromkeys(each.on for each in breaks)),
        why_broken={each.on: each.why for each in breaks},
        resets=kpi.resets,
        adds_up=ADDS_UP[kpi.cumulates],
        as_at=on,
        comparators=[Published(each.name, each.as_at, each.value, each.when) for each in kpi.compared],
    )
