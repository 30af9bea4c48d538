"""The KPIs' part of the tree."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from audit.clock import day_of
from kpis.models import FigureKind
from kpis.reading import FigureReading, KpiReading, TargetReading
from reports.figures.tree import FigurePoint, KpiFigures, TargetFigures


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
        source=kpi.source,
        from_survey=kpi.from_survey,
        baseline_state=str(kpi.baseline_state),
        baseline=kpi.baseline.value if kpi.baseline else None,
        baseline_on=kpi.baseline.as_at if kpi.baseline else None,
        baseline_printed=kpi.baseline_printed,
        baseline_approved_on=day_of(approved) if approved else None,
        unplaced=kpi.unplaced,
        targets=_targets(kpi, on),
        measurements=_points(kpi),
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
    )


def _targets(kpi: KpiReading, on: date) -> tuple[TargetFigures, ...]:
    found, since = [], date.min
    for target in kpi.targets:
        found.append(_target(target, _actual(kpi.figures, since, target.due_on) if target.due_on <= on else None))
        since = target.due_on
    return tuple(found)


def _target(target: TargetReading, past_actual: Decimal | None) -> TargetFigures:
    return TargetFigures(
        label=target.label,
        due_on=target.due_on,
        rule=target.rule,
        value=target.value,
        reason=target.why_not,
        flags=tuple(sentence for _, sentence in target.oddities),
        past_actual=past_actual,
    )


def _actual(figures: Sequence[FigureReading], after: date, until: date) -> Decimal | None:
    """What was measured for a past milestone: the last figure since the one before, projections apart."""
    known = [each for each in figures if after < each.as_at <= until and each.kind != FigureKind.PROJECTED]
    return max(known, key=lambda each: each.as_at).value if known else None


def _points(kpi: KpiReading) -> tuple[FigurePoint, ...]:
    replaced = {each.uid: each.value for each in kpi.corrected_figures}
    return tuple(
        FigurePoint(
            as_at=each.as_at,
            value=each.value,
            kind=str(each.kind),
            note=each.note,
            series_break=each.series_break,
            corrected_from=replaced.get(each.corrects) if each.corrects else None,
        )
        for each in kpi.figures
    )
