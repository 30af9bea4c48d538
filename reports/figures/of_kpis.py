"""The KPIs' part of the tree."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from audit.clock import day_of
from kpis.models import FigureKind
from kpis.periods import Kind, called
from kpis.reading import FigureReading, KpiReading, TargetReading
from kpis.targets import Direction, Flag, meets
from reports.figures.tree import (
    BreakFigures,
    ComparatorFigures,
    FigurePoint,
    KpiFigures,
    KpiJudgementFigures,
    TargetFigures,
)

UNDATED: Final = "baseline_undated"
DOUBTFUL: Final = (
    Flag.OUT_OF_ORDER,
    Flag.NOT_MONOTONIC,
    Flag.UNATTAINABLE,
    Flag.UNIT_DIFFERS,
    Flag.AGAINST_DIRECTION,
    Flag.SAME_AS_BEFORE,
)
"""What is odd about a target and bears on the state; a target after the notice's end does not."""


def kpi_figures(kpi: KpiReading, on: date) -> KpiFigures:
    """One KPI as on a day."""
    approved = kpi.baseline.approved_at if kpi.baseline else None
    return KpiFigures(
        uid=str(kpi.uid),
        code=kpi.code,
        section=kpi.section,
        name=kpi.name,
        unit=str(kpi.unit),
        direction=str(kpi.direction),
        definition=kpi.definition,
        numerator=kpi.numerator,
        denominator=kpi.denominator,
        source=kpi.source,
        from_survey=kpi.from_survey,
        frequency=str(kpi.frequency),
        cumulates=str(kpi.cumulates),
        caveats=kpi.caveats,
        organisation=kpi.organisation,
        baseline_state=str(kpi.baseline_state),
        baseline=kpi.baseline.value if kpi.baseline else None,
        baseline_on=kpi.baseline.as_at if kpi.baseline else None,
        baseline_printed=kpi.baseline_printed,
        baseline_approved_on=day_of(approved) if approved else None,
        unplaced=kpi.unplaced,
        edition=kpi.edition,
        targets=_targets(kpi, on),
        measurements=_points(kpi),
        breaks=tuple(BreakFigures(each.on, each.why) for each in kpi.breaks),
        resets=kpi.resets,
        stale=called(kpi.stale_since, Kind(kpi.frequency.value)) if kpi.stale_since else "",
        judgement=_judgement(kpi),
        comparators=tuple(
            ComparatorFigures(each.name, each.as_at, str(each.period), each.value, each.source) for each in kpi.compared
        ),
        state=str(kpi.state),
        state_words=kpi.state.label,
        reason=kpi.reason.label if kpi.reason else "",
        rule=kpi.rule,
        next_label=kpi.milestone.label if kpi.milestone else "",
        next_due_on=kpi.milestone.due_on if kpi.milestone else None,
        next_value=kpi.milestone.value if kpi.milestone else None,
        expected=kpi.expected,
        distance=kpi.distance,
        trend=kpi.trend,
        actions=tuple(action.ref for action in kpi.actions),
        flags=tuple(sentence for _, sentence in kpi.oddities),
        doubts=tuple(_doubts(kpi)),
    )


def _judgement(kpi: KpiReading) -> KpiJudgementFigures | None:
    said = kpi.judgement
    if said is None:
        return None
    return KpiJudgementFigures(
        state=str(said.state),
        state_words=said.state.label,
        reason=said.reason,
        by=said.by,
        on=day_of(said.at),
        outdated=said.outdated,
    )


def _doubts(kpi: KpiReading) -> Iterator[str]:
    """Codes of what makes the state less sure than it looks, each once."""
    found = {flag for flag, _ in kpi.oddities}
    yield from (str(flag) for flag in DOUBTFUL if flag in found)
    if kpi.baseline and kpi.baseline.as_at is None:
        yield UNDATED


def _targets(kpi: KpiReading, on: date) -> tuple[TargetFigures, ...]:
    found, since = [], date.min
    for target in kpi.targets:
        found.append(_target(kpi, target, _actual(kpi.figures, since, target.due_on) if target.due_on <= on else None))
        since = target.due_on
    return tuple(found)


def _target(kpi: KpiReading, target: TargetReading, actual: FigureReading | None) -> TargetFigures:
    # a figure across a series break, or a running total, is printed without a word on whether it met the milestone
    compared = actual.value if actual and actual.compares else None
    return TargetFigures(
        label=target.label,
        due_on=target.due_on,
        rule=target.rule,
        value=target.value,
        reason=target.why_not,
        flags=tuple(sentence for _, sentence in target.oddities),
        past_actual=actual.value if actual else None,
        past_on=actual.as_at if actual else None,
        past_kind=str(actual.kind) if actual else "",
        past=past(compared, target.value, str(kpi.direction)),
        decision=target.decision,
        agreed_by=target.agreed_by,
        agreed_on=target.agreed_on,
    )


def past(actual: Decimal | None, asked: Decimal | None, direction: str) -> str:
    """Whether a milestone that has passed was met or missed; "" without a figure, a value or a direction."""
    if actual is None or asked is None or direction == Direction.NOT_SET:
        return ""
    return "met" if meets(actual, asked, Direction(direction)) else "missed"


def _actual(figures: Sequence[FigureReading], after: date, until: date) -> FigureReading | None:
    """What was measured for a past milestone: the last figure since the one before, projections apart."""
    known = [each for each in figures if after < each.as_at <= until and each.kind != FigureKind.PROJECTED]
    return max(known, key=lambda each: each.as_at, default=None)


def _points(kpi: KpiReading) -> tuple[FigurePoint, ...]:
    # what nobody had released is not among them: a report never prints it
    released = {each.uid: each.value for each in kpi.corrected_figures}
    return tuple(
        FigurePoint(
            as_at=each.as_at,
            value=each.value,
            kind=str(each.kind),
            note=each.note,
            series_break=each.series_break,
            corrected_from=_unlike(released.get(each.corrects), each.value) if each.corrects else None,
            period=str(each.period),
            answers=each.answers,
        )
        for each in kpi.drawn
    )


def _unlike(before: Decimal | None, now: Decimal) -> Decimal | None:
    """The value of before, where it is another one."""
    return None if before == now else before
