"""A KPI as its pages show it: values with their units, and what stands in a cell where there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from audit.clock import day_of
from govuk import words
from govuk.parts import Row
from kpis.charts import ChartData, kpi_chart, sparkline
from kpis.models import BaselineState, FigureKind, JudgedState, Period
from kpis.outcomes import CameOut, came_out, in_doubt, missed
from kpis.periods import GRACE, Kind, called, inside
from kpis.pictures import LOOKS, chart_data
from kpis.reading import (
    BaselineReading,
    ComparatorReading,
    FigureReading,
    FrozenState,
    KpiReading,
    TargetReading,
    WaitingReading,
    would_ask,
)
from kpis.state import State
from kpis.targets import Unit, Unreadable, difference, formula, parse_rule
from kpis.versions import LABELS, in_words

LATEST: Final = 6
"""So many figures stand beside a proposed baseline."""


@dataclass(frozen=True)
class ListedKpi:
    """A KPI in the list, a cell each; the second line of a cell in `…_on`."""

    kpi: KpiReading
    look: str
    missed: str
    doubt: str
    judged: str
    spark: SafeString
    baseline: str
    baseline_on: str
    last: str
    last_on: str
    milestone: str
    milestone_on: str
    to_go: str


@dataclass(frozen=True)
class ShownTarget:
    """A target with the value that it asks for, how that follows from the baseline ("" where it does not), and how it
    came out once its day has passed."""

    target: TargetReading
    asks: str
    formula: str = ""
    came: CameOut | None = None


@dataclass(frozen=True)
class ShownFigure:
    """A figure with its value, and of one that was corrected what became of it. One that waits for its release, for
    who may not know it, is `withheld`."""

    figure: FigureReading | WaitingReading
    value: str = ""
    became: str = ""
    withheld: bool = False


@dataclass(frozen=True)
class ShownBaseline:
    """One version of a baseline, its state in words."""

    baseline: BaselineReading
    value: str
    state: str
    on: str
    counts: str
    last: bool


def chart(data: ChartData) -> SafeString:
    """The chart in two widths, of which a page shows the one that fits: text in a shrunken drawing cannot be read. The
    narrow one fits into a screen of 320 pixels."""
    wide = kpi_chart(data, width=540, ident="chart")
    narrow = kpi_chart(data, width=290, height=280, ident="chart-narrow")
    return drawn(f'<div class="app-chart__wide">{wide}</div><div class="app-chart__narrow">{narrow}</div>')


def drawn(svg: str) -> SafeString:
    """A drawing of ours as markup."""
    return mark_safe(svg)  # noqa: S308  drawn by kpis.charts, which escapes every name and label


def listed(kpi: KpiReading, on: date) -> ListedKpi:
    """A KPI as a row of the list."""
    latest, milestone = kpi.latest, kpi.milestone
    return ListedKpi(
        kpi=kpi,
        look=LOOKS[kpi.state],
        missed=missed(kpi),
        doubt=in_doubt(kpi),
        judged=judged(kpi)[0],
        spark=drawn(sparkline(chart_data(kpi, on), ident=f"spark-{kpi.code}")),
        baseline=kpi.told(kpi.baseline) if kpi.baseline else kpi.baseline_state.label,
        baseline_on=_period_of(kpi.baseline) if kpi.baseline else "",
        last=kpi.told(latest) if latest else "None yet",
        last_on=_last_on(latest) if latest else "",
        milestone=_asks(kpi, milestone) if milestone else "None",
        milestone_on=period(milestone.due_on) if milestone else "",
        to_go=_to_go(kpi),
    )


def _last_on(latest: FigureReading) -> str:
    """November 2023, projected, 24 answers: a figure that is not counted yet never passes for one that is."""
    kind = "" if latest.kind is FigureKind.ACTUAL else words.lower_first(latest.kind.label)
    when = period(latest.as_at).replace(" ", "\N{NO-BREAK SPACE}")
    return ", ".join(filter(None, [when, kind, latest.answers]))


def period(on: date) -> str:
    """November 2023 for its last day, which stands for the month; any other day in full."""
    return words.month(on) if (on + timedelta(days=1)).day == 1 else words.day(on)


def _period_of(baseline: BaselineReading) -> str:
    return period(baseline.as_at) if baseline.as_at else baseline.as_at_printed


def _as_at(baseline: BaselineReading) -> str:
    return words.day(baseline.as_at) if baseline.as_at else baseline.as_at_printed


def _asks(kpi: KpiReading, target: TargetReading) -> str:
    return kpi.shown(target.value) or target.rule or "Blank"


def _to_go(kpi: KpiReading) -> str:
    if kpi.distance is None:
        return ""
    return difference(kpi.distance, kpi.unit) if kpi.distance > 0 else "Nothing"


def to_go(kpi: KpiReading) -> str:
    """How far the latest figure is from the next milestone, as a sentence; "" where nothing can be said."""
    if kpi.distance is None or kpi.milestone is None:
        return ""
    asked = f"the {kpi.shown(kpi.milestone.value)} of {period(kpi.milestone.due_on)}"
    if kpi.distance <= 0:
        return f"Nothing is left to go to {asked}"
    return f"Still to go to {asked}: {difference(kpi.distance, kpi.unit)}"


def shown_target(kpi: KpiReading, target: TargetReading, baseline: BaselineReading | None) -> ShownTarget:
    """A target that was resolved from this baseline."""
    rule = parse_rule(target.rule)
    start = baseline.value if baseline and target.value is not None else None
    how = "" if start is None or isinstance(rule, Unreadable) else formula(rule, start)
    return ShownTarget(target, kpi.shown(target.value), how, came_out(kpi, target))


def targets(kpi: KpiReading) -> tuple[list[ShownTarget], list[ShownTarget]]:
    """The targets that count, and those of earlier editions."""
    now, before = (
        [shown_target(kpi, target, kpi.baseline) for target in rows] for rows in (kpi.targets, kpi.earlier_targets)
    )
    return now, before


def figures(kpi: KpiReading) -> list[ShownFigure]:
    """All figures, the latest first, each corrected one beneath the one that took its place."""
    released = [*kpi.figures, *kpi.corrected_figures]
    successors = {figure.corrects: figure for figure in released if figure.corrects}
    every = [*released, *kpi.held_figures, *kpi.never_released]
    told = [ShownFigure(each, kpi.told(each), became(kpi, each, successors.get(each.uid))) for each in every]
    told += [ShownFigure(each, withheld=True) for each in kpi.waiting]
    return sorted(told, key=lambda row: (row.figure.as_at, row.figure.entered_at), reverse=True)


def became(kpi: KpiReading, figure: FigureReading, after: FigureReading | None) -> str:
    """What became of a figure that was corrected; `after` is the one that took its place, None where none is known."""
    if not figure.corrected:
        return ""
    if after is None:
        return "Corrected"
    if after.withdrawn_at:
        return f"Corrected to {kpi.told(after)}, which was withdrawn on {words.day(day_of(after.withdrawn_at))}"
    if after.corrected:
        return f"Corrected to {kpi.told(after)}"
    if is_same_but_kind(figure, after):
        return f"{after.kind.label} now, {words.lower_first(figure.kind.label)} until then"
    return f"Corrected: now {kpi.told(after)}"


def is_same_but_kind(figure: FigureReading, after: FigureReading) -> bool:
    """Whether only how certain it is was changed."""
    one, other = ((each.value, each.unit, each.as_at, each.period) for each in (figure, after))
    return one == other and figure.kind is not after.kind


def baselines(kpi: KpiReading) -> list[ShownBaseline]:
    """Every version of the baseline, the newest first."""
    last = kpi.baselines[-1] if kpi.baselines else None
    return [
        ShownBaseline(row, kpi.told(row), BaselineState(row.state).label, _as_at(row), _counts(kpi, row), row is last)
        for row in reversed(kpi.baselines)
    ]


def _counts(kpi: KpiReading, row: BaselineReading) -> str:
    """Whether a version is the one that counts, in words; "" for all others."""
    if row is not kpi.baseline:
        return ""
    return "does not count since the series break" if kpi.outlived else "counts now"


def proposal(kpi: KpiReading, proposed: BaselineReading) -> list[Row]:
    """What is proposed, beside what counts now."""
    now = f"{kpi.told(kpi.baseline)} at {_as_at(kpi.baseline)}" if kpi.baseline else "None"
    now = f"{now}, which does not count since the series break" if kpi.outlived else now
    return [
        Row("Proposed baseline", kpi.told(proposed)),
        Row("As at", _as_at(proposed)),
        Row("Source", proposed.source),
        Row("Proposed by", proposed.proposed_by),
        Row("Counts now", now),
    ]


def follows(kpi: KpiReading, then: Mapping[str, KpiReading]) -> list[Row]:
    """How the KPI stands now and how it would then, by words for when that is, each with the rule that decides."""
    return [Row("State now", _stands(kpi)), *(Row(f"State {when}", _stands(each)) for when, each in then.items())]


def came_out_beside(kpi: KpiReading, then: Iterable[KpiReading]) -> list[tuple[ShownTarget, list[CameOut | None]]]:
    """The milestones that have passed, each with how it came out now, and how it would then."""
    every = [kpi, *then]
    passed = {each.uid for reading in every for each in reading.passed}
    found = [{each.uid: came_out(reading, each) for each in reading.targets} for reading in every]
    return [
        (shown_target(kpi, each, kpi.baseline), [came[each.uid] for came in found])
        for each in kpi.targets
        if each.uid in passed
    ]


def _stands(kpi: KpiReading) -> str:
    label = kpi.state.label
    return kpi.rule if kpi.rule.startswith(label) else f"{label}. {kpi.rule}"


def latest_figures(kpi: KpiReading) -> list[ShownFigure]:
    """The last figures that stand, the latest first."""
    return [each for each in figures(kpi) if each.figure in kpi.figures][:LATEST]


def asked(kpi: KpiReading, proposed: BaselineReading, long_stop: date | None) -> list[ShownTarget]:
    """What each target would ask for, and what would be odd about it."""
    told = would_ask(kpi, kpi.targets, proposed.value, long_stop)
    return [shown_target(kpi, each, proposed) for each in told]


def points(kpi: KpiReading, data: ChartData) -> list[tuple[str, str, str]]:
    """The chart as a table, in the order of time: day, value, what it is; a series break has no value. What others
    published is all there, drawn or not."""
    rows = [(mark.on, 1, kpi.shown(mark.value), mark.label) for mark in data.milestones]
    rows += [
        (mark.on, 1, kpi.shown(mark.value), f"{mark.label}: set before the series started anew, not drawn")
        for mark in data.outlived
    ]
    told = {figure.as_at: _of_what(figure) for figure in kpi.figures}
    rows += [
        (point.on, 1, kpi.shown(point.value), f"{point.kind.capitalize()} figure{told.get(point.on, '')}")
        for point in data.points
    ]
    if data.baseline:
        on, value = data.baseline
        rows.append((on, 1, kpi.shown(value), "Baseline"))
    rows += [(each.as_at, 2, each.shown, f"{each.name}, for comparison: {each.source}") for each in kpi.compared]
    rows += [(on, 0, "", _anew(data.why_broken.get(on, ""))) for on in data.breaks]
    return [(words.day(on), value, what) for on, _, value, what in sorted(rows)]


def _of_what(figure: FigureReading) -> str:
    """Of which period a figure is, and how many answered; "" for a day's figure that no survey gave."""
    of = f" of {inside(figure.as_at, Kind(figure.period))}" if figure.period is not Period.DAY else ""
    return f"{of}, {figure.answers}" if figure.answers else of


def _anew(why: str) -> str:
    return f"The series starts anew: {why}" if why else "The series starts anew"


def period_words(figure: FigureReading | ComparatorReading) -> str:
    """November 2023, Autumn term 2023; "" for a figure of a day."""
    return called(figure.as_at, Kind(figure.period)) if figure.period is not Period.DAY else ""


def stale(kpi: KpiReading) -> str:
    """That its figure is late, and by which measure; "" where it is not."""
    if kpi.stale_since is None:
        return ""
    missing = called(kpi.stale_since, Kind(kpi.frequency.value))
    said = f"No figure for {missing} has come"
    if (gone := kpi.late_withdrawn) is not None and gone.withdrawn_at:
        said = (
            f"The figure for {missing} was withdrawn on {words.day(day_of(gone.withdrawn_at))}, and no other has come"
        )
    return f"{said}: it reads stale from {GRACE} days after its period has ended"


JUDGED_LOOKS: dict[JudgedState, str] = {each: LOOKS[State(each.value)] for each in JudgedState}


def judged(kpi: KpiReading) -> tuple[str, str]:
    """The standing judgement in a few words, and its look; both "" without one."""
    if kpi.judgement is None:
        return "", ""
    state = kpi.judgement.state
    return f"Judged {words.lower_first(state.label)}", JUDGED_LOOKS[state]


def frozen(states: Iterable[FrozenState]) -> list[tuple[FrozenState, str]]:
    """The states that were frozen, each with its look."""
    known = {str(state): look for state, look in LOOKS.items()}
    return [(each, known.get(each.code, "none")) for each in states]


def facts(kpi: KpiReading) -> list[Row]:
    """The definition sheet, without what the KPI answers."""
    percent = kpi.unit is Unit.PERCENT
    missing = "Not written down yet"
    part = f"{missing}: a percentage is of something, out of something"
    rows = [
        ("definition", missing),
        ("numerator", part if percent else ""),
        ("denominator", part if percent else ""),
        ("unit", ""),
        ("direction", ""),
        ("cumulates", ""),
        ("source", missing),
        ("origin", ""),
        ("frequency", ""),
        ("caveats", "None written down"),
        ("data_lead", "Nobody named: any data lead of the council"),
        ("organisation", "The council’s own"),
    ]
    told = [(LABELS[name], in_words(name, getattr(kpi, name)) or empty) for name, empty in rows]
    return [Row(label, value) for label, value in told if value]
