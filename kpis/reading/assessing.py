"""A KPI's rows as the pure rules take them, and the state that these give."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from kpis import passed, state, targets
from kpis.models import BaselineState, Kpi, Period, Target
from kpis.periods import Kind, regular, span, year_of
from kpis.reading.breaks import Series
from kpis.reading.rows import FigureRow
from kpis.reading.shapes import BaselineReading, FigureReading, PassedReading, TargetReading
from kpis.state import Assessment
from kpis.targets import Direction, Rule, RuleKind, Unit, Unreadable

BEFORE_A_BREAK: Final = "the baseline is from before the series break"
NO_WHOLE_YEAR: Final = "the baseline is not a whole year’s total"


def as_target(row: Target) -> targets.Target:
    """The target as the pure rules take it. A rule that cannot be read counts as awaited until a person mends it."""
    rule = targets.parse_rule(row.rule)
    return targets.Target(row.label, row.due_on, Rule(RuleKind.AWAITED) if isinstance(rule, Unreadable) else rule)


def latest_of(standing: Sequence[FigureRow], on: date) -> FigureRow | None:
    """The latest figure that may count, of those by date; one that is projected only where there is no other."""
    for row in reversed(standing):
        if state.latest([_as_figure(row)], on) is not None:
            return row
    return standing[-1] if standing else None


def _as_figure(row: FigureRow, comparable: bool = True, runs_until: date | None = None) -> state.Figure:
    first = None if row.period == Period.DAY else span(row.as_at, Kind(row.period)).first
    return state.Figure(row.value, row.as_at, state.FigureKind(row.kind), comparable, runs_until, first)


def assess(
    kpi: Kpi,
    approved: BaselineReading | None,
    versions: Sequence[BaselineReading],
    current: Sequence[Target],
    series: Series,
    latest: FigureRow | None,
    on: date,
) -> Assessment:
    """The state as on a day by the baseline that counts, the targets of the newest edition and the latest figure."""
    to_be_developed = any(row.state == BaselineState.TO_BE_DEVELOPED for row in versions) and approved is None
    asked = [as_target(row) for row in current]
    figure = whole = earlier = None
    no_path = ""
    if latest is not None:
        milestone = state.next_target(asked, on)
        anchors = _anchors(approved, current, milestone)
        figure = _as_figure(latest, series.compares(latest.as_at, anchors), series.runs_until(latest.as_at))
        whole, earlier = series.whole_year(latest, on), series.year_before(latest)
        no_path = _no_path(approved, series, latest)
    return state.assess(
        unplaced=bool(kpi.unplaced),
        targets=asked,
        baseline=state.Baseline(
            approved.value if approved else None, approved.as_at if approved else None, to_be_developed, no_path
        ),
        direction=Direction(kpi.direction),
        unit=Unit(kpi.unit),
        figure=figure,
        whole_year=_as_figure(whole) if whole else None,
        year_before=_as_figure(earlier) if earlier else None,
        frequency=frequency_of(kpi),
        today=on,
    )


def frequency_of(kpi: Kpi) -> Kind | None:
    """How often its figures come; None where that is not stated, or as it comes."""
    return regular(kpi.frequency)


def _anchors(
    approved: BaselineReading | None, current: Sequence[Target], milestone: targets.Target | None
) -> list[date]:
    """The days on which a milestone was set: a change from the baseline is as old as that, whenever it was agreed."""
    relative = milestone is not None and milestone.rule.is_relative
    return anchors_of(approved, [] if relative else current)


def with_outcomes(
    kpi: Kpi,
    read: Sequence[TargetReading],
    approved: BaselineReading | None,
    current: Sequence[Target],
    series: Series,
    on: date,
    told: Mapping[UUID, FigureReading],
) -> Iterator[TargetReading]:
    """The targets of the newest edition, each with how it came out and whether it holds on its day.

    `told` are the figures that stand, by their uids.
    """
    rows = {row.uid: row for row in current}
    days = sorted(row.due_on for row in current)
    by_anchors: dict[tuple[date, ...], list[state.Figure]] = {}
    uids = {row.as_at: row.uid for row in series.figures}
    for each in read:
        anchors = tuple(_anchors(approved, current, as_target(rows[each.uid])))
        holds = series.compares(each.due_on, anchors)
        if each.due_on > on:
            yield replace(each, holds=holds)
            continue
        if anchors not in by_anchors:
            by_anchors[anchors] = [_told(row, series, anchors) for row in series.in_one_unit()]
        year = series.adds_up_at(each.due_on)
        asked = passed.Asked(
            each.due_on,
            each.value,
            each.why_not,
            max((day for day in days if day < each.due_on), default=date.min),
            min((day for day in days if day > each.due_on), default=date.max),
            year_of(each.due_on, year).last if year else None,
        )
        found = passed.passed(asked, by_anchors[anchors], targets.Direction(kpi.direction), on, frequency_of(kpi))
        figure = told[uids[found.figure.as_at]] if found.figure else None
        yield replace(each, holds=holds, passed=PassedReading(found.outcome, figure, found.why))


def _told(row: FigureRow, series: Series, anchors: Sequence[date]) -> state.Figure:
    return _as_figure(row, series.compares(row.as_at, anchors), series.runs_until(row.as_at))


def anchors_of(approved: BaselineReading | None, current: Sequence[Target]) -> list[date]:
    """The days on which what is asked for was set: the baseline's, and those of the decisions that rebased targets."""
    since = [approved.as_at] if approved and approved.as_at else []
    return since + [row.decision.decided_on for row in current if row.decision]


def _no_path(approved: BaselineReading | None, series: Series, latest: FigureRow) -> str:
    """Why nothing is expected by a baseline although it is known and dated; "" where something is."""
    if approved is None or approved.as_at is None:
        return ""
    if not series.compares(latest.as_at, [approved.as_at]):
        return BEFORE_A_BREAK
    return NO_WHOLE_YEAR if series.runs_until(approved.as_at) is not None else ""
