"""The KPIs' part of the tree."""

from collections.abc import Iterator
from decimal import Decimal

from audit.clock import day_of
from kpis.periods import Kind, called
from kpis.reading import KpiReading, TargetReading
from reports.figures.tree import (
    BreakFigures,
    ComparatorFigures,
    FigurePoint,
    FormerFigures,
    KpiFigures,
    KpiJudgementFigures,
    TargetFigures,
    WithdrawnFigures,
)


def kpi_figures(kpi: KpiReading) -> KpiFigures:
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
        targets=tuple(_target(each) for each in kpi.targets),
        measurements=_points(kpi),
        former=tuple(_former(kpi)),
        withdrawn=tuple(_withdrawn(kpi)),
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
        doubts=kpi.doubts,
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
        withdrawn_on=day_of(said.withdrawn_at) if said.withdrawn_at else None,
    )


def _target(target: TargetReading) -> TargetFigures:
    came = target.passed
    actual = came.figure if came else None
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
        past=str(came.outcome) if came else "",
        past_why=came.why if came else "",
        decision=target.decision,
        agreed_by=target.agreed_by,
        agreed_on=target.agreed_on,
    )


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


def _former(kpi: KpiReading) -> Iterator[FormerFigures]:
    """What has no place beside the others, in the unit in which it was written."""
    for each in kpi.figures:
        if each.unit is not kpi.unit:
            told = (each.as_at, str(each.period), each.value, str(each.unit), str(each.kind), each.note, each.answers)
            yield FormerFigures(*told)


def _withdrawn(kpi: KpiReading) -> Iterator[WithdrawnFigures]:
    """What counted once and was taken out; what nobody had released is not among it."""
    for each in kpi.corrected_figures:
        if each.withdrawn_at is not None:
            said = (each.withdrawn_by, day_of(each.withdrawn_at), each.withdrawn_why)
            yield WithdrawnFigures(each.as_at, str(each.period), each.value, str(each.unit), *said)


def _unlike(before: Decimal | None, now: Decimal) -> Decimal | None:
    """The value of before, where it is another one."""
    return None if before == now else before
