"""A KPI's rows as the pure rules take them, and the state that these give."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kpis import state, targets
from kpis.models import BaselineState, Kpi, Measurement, Target
from kpis.reading.breaks import Series
from kpis.reading.shapes import BaselineReading
from kpis.state import Assessment
from kpis.targets import Direction, Rule, RuleKind, Unit, Unreadable

BEFORE_A_BREAK: Final = "the baseline is from before the series break"
NO_WHOLE_YEAR: Final = "the baseline is not a whole year’s total"


def as_target(row: Target) -> targets.Target:
    """The target as the pure rules take it. A rule that cannot be read counts as awaited until a person mends it."""
    rule = targets.parse_rule(row.rule)
    return targets.Target(row.label, row.due_on, Rule(RuleKind.AWAITED) if isinstance(rule, Unreadable) else rule)


def latest_of(standing: Sequence[Measurement], on: date) -> Measurement | None:
    """The latest figure that may count; one that is projected only where there is no other."""
    by_day = {row.as_at: row for row in standing}
    counting = state.latest((_as_figure(row) for row in standing), on)
    if counting is not None:
        return by_day[counting.as_at]
    return standing[-1] if standing else None


def _as_figure(row: Measurement, comparable: bool = True, runs_until: date | None = None) -> state.Figure:
    return state.Figure(row.value, row.as_at, state.FigureKind(row.kind), comparable, runs_until)


def assess(
    kpi: Kpi,
    approved: BaselineReading | None,
    versions: Sequence[BaselineReading],
    current: Sequence[Target],
    series: Series,
    latest: Measurement | None,
    on: date,
) -> Assessment:
    """The state as on a day by the baseline that counts, the targets of the newest edition and the latest figure."""
    to_be_developed = any(row.state == BaselineState.TO_BE_DEVELOPED for row in versions) and approved is None
    asked = [as_target(row) for row in current]
    figure = whole = None
    no_path = ""
    if latest is not None:
        milestone = state.next_target(asked, on)
        # a change from the baseline is as old as the baseline, whenever it was agreed
        relative = milestone is not None and milestone.rule.is_relative
        anchors = anchors_of(approved, [] if relative else current)
        figure = _as_figure(latest, series.compares(latest.as_at, anchors), series.runs_until(latest.as_at))
        whole = series.whole_year(latest, on)
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
        today=on,
    )


def anchors_of(approved: BaselineReading | None, current: Sequence[Target]) -> list[date]:
    """The days on which what is asked for was set: the baseline's, and those of the decisions that rebased targets."""
    since = [approved.as_at] if approved and approved.as_at else []
    return since + [row.decision.decided_on for row in current if row.decision]


def _no_path(approved: BaselineReading | None, series: Series, latest: Measurement) -> str:
    """Why nothing is expected by a baseline although it is known and dated; "" where something is."""
    if approved is None or approved.as_at is None:
        return ""
    if not series.compares(latest.as_at, [approved.as_at]):
        return BEFORE_A_BREAK
    return NO_WHOLE_YEAR if series.runs_until(approved.as_at) is not None else ""
