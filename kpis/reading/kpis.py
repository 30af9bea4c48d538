"""A notice's KPIs as its readers are told them: each with its baseline, targets, figures and state, in four queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from boards.models import Authority
from kpis import periods, targets, trend
from kpis.models import (
    Baseline,
    BaselineState,
    Cumulates,
    FigureKind,
    Frequency,
    Kpi,
    KpiAction,
    KpiJudgement,
    Measurement,
    Origin,
    Period,
    Redefinition,
    Target,
)
from kpis.reading.answered import Waves, of_wave, read_waves
from kpis.reading.assessing import anchors_of, as_target, assess, frequency_of, latest_of, with_outcomes
from kpis.reading.baselines import baseline_reading
from kpis.reading.breaks import Series
from kpis.reading.compared import others_of_kpi, read_others
from kpis.reading.holding import Knows, nobody, released, released_before, standing, waiting
from kpis.reading.judged import judgement
from kpis.reading.kept import with_kept
from kpis.reading.rows import FigureRow, figure_rows
from kpis.reading.shapes import (
    FigureReading,
    KpiReading,
    LinkedAction,
    TargetReading,
)
from kpis.targets import Direction, Flag, NotAssessable, Resolved, Unit, Unreadable
from notices.models import Notice
from plans.models import Action

Part = TypeVar("Part", Baseline, Target, FigureRow)

_HIGHER: Final = {Direction.HIGHER: True, Direction.LOWER: False}
_REDEFINED: Final = JSONObject(on="from_on", why="why", by="written_by__name", at="written_at")
_JUDGED: Final = JSONObject(
    uid="uid", version="version", state="state", reason="reason", by="judged_by__name", at="judged_at"
)


def read_kpis(
    notice: Notice,
    on: date,
    *,
    only: int | None = None,
    moved_by: tuple[str, str] | None = None,
    knows: Knows = nobody,
) -> tuple[KpiReading, ...]:
    """All KPIs of a notice in printed order, rated as on that day; or the one whose id is `only`; or those that the
    action of this plan and ref should move. What a partner has not released is told where `knows` says so."""
    of_kpi: dict[str, object] = {} if only is None else {"pk": only}
    if moved_by is not None:
        of_kpi = {"actions__action__plan__slug": moved_by[0], "actions__action__ref": moved_by[1]}
    of_kpis = {"kpi" if name == "pk" else f"kpi__{name}": value for name, value in of_kpi.items()}
    rows = with_parts(Kpi.objects.of(notice).filter(**of_kpi))
    return _readings(rows.order_by("section__order", "order", "pk"), notice, on, of_kpis, knows)


def read_kpi(row: Kpi, notice: Notice, on: date, *, knows: Knows = nobody) -> KpiReading:
    """One KPI whose row was found `with_parts`: three queries more."""
    (reading,) = _readings([row], notice, on, {"kpi": row.pk}, knows)
    return reading


def read_as_if_approved(row: Kpi, notice: Notice, on: date) -> KpiReading:
    """The same as it would be told once its proposed baseline was approved, by the same rules."""
    (reading,) = _readings([row], notice, on, {"kpi": row.pk}, nobody, approving=True)
    return reading


def read_as_if_withdrawn(
    row: Kpi, notice: Notice, on: date, figure: Measurement, *, break_stays: bool = False
) -> KpiReading:
    """The same as it would be told once a figure that counts was withdrawn; with `break_stays` the series that starts
    anew with it does so with the next one."""
    supposed = copy(row)
    if break_stays:
        begun = {"on": str(figure.as_at), "why": figure.note, "by": "", "at": figure.entered_at.isoformat()}
        redefined = [*row.redefined, begun]  # type: ignore[attr-defined]
        supposed.redefined = sorted(redefined, key=lambda each: each["on"])  # type: ignore[attr-defined]
    (reading,) = _readings([supposed], notice, on, {"kpi": row.pk}, nobody, without=figure.pk)
    return reading


def with_parts(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """KPIs with what is told of them from other tables in their own query."""
    standing = KpiAction.objects.filter(action__in=Action.objects.values("pk"))
    links = standing.filter(kpi=OuterRef("pk")).order_by("action__order", "pk")
    told = JSONObject(pk="action_id", plan="action__plan__slug", ref="action__ref", title="action__title")
    redefined = Redefinition.objects.filter(kpi=OuterRef("pk")).order_by("from_on")
    judged = KpiJudgement.objects.filter(kpi=OuterRef("pk"), ended_at__isnull=True)
    units = Kpi.history.model.objects.filter(id=OuterRef("pk")).order_by("history_date", "history_id")
    return rows.select_related("section", "data_lead", "organisation").annotate(
        units=ArraySubquery(units.values(told=JSONObject(unit="unit", cumulates="cumulates", at="history_date"))),
        links=ArraySubquery(links.values(told=told)),
        redefined=ArraySubquery(redefined.values(told=_REDEFINED)),
        judged=ArraySubquery(judged.values(told=_JUDGED)),
        others=others_of_kpi(),
    )


def _readings(
    rows: Iterable[Kpi],
    notice: Notice,
    on: date,
    of_kpis: Mapping[str, object],
    knows: Knows,
    *,
    approving: bool = False,
    without: int | None = None,
) -> tuple[KpiReading, ...]:
    baselines = Baseline.objects.of(notice).filter(**of_kpis).select_related("proposed_by", "approved_by", "ended_by")
    asked = Target.objects.of(notice).filter(**of_kpis).select_related("decision")
    figures = figure_rows(notice, of_kpis)
    if without is not None:  # supposed, and never saved
        figures = [each._replace(corrected=True) if each.pk == without else each for each in figures]
    baselines_of = _by_kpi(baselines.order_by("number", "pk"))
    targets_of = _by_kpi(asked.order_by("edition", "printed_order", "pk"))
    figures_of = _by_kpi(figures)
    found = []
    waves = read_waves(notice, figures)
    for row in rows:
        known = baselines_of[row.pk]
        if approving and known and known[-1].state == BaselineState.PROPOSED:
            known[-1].state = BaselineState.APPROVED  # supposed, and never saved
        parts = known, targets_of[row.pk], figures_of[row.pk]
        found.append(_reading(row, *parts, on, notice, waves, told_all=knows(row)))
    return tuple(found)


def _by_kpi(rows: Iterable[Part]) -> Mapping[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.kpi_id].append(row)
    return found


def _reading(
    kpi: Kpi,
    baselines: Sequence[Baseline],
    asked: Sequence[Target],
    figures: Sequence[FigureRow],
    on: date,
    notice: Notice,
    waves: Waves,
    *,
    told_all: bool,
) -> KpiReading:
    stand = standing(figures)
    series = Series.of(kpi, stand, kpi.redefined, kpi.units)  # type: ignore[attr-defined]
    every = tuple(baseline_reading(row, series) for row in baselines)
    versions = every if told_all else released(every)
    approved = next((row for row in reversed(versions) if row.state == BaselineState.APPROVED), None)
    proposal = versions[-1] if versions and versions[-1].state == BaselineState.PROPOSED else None
    edition = max((row.edition for row in asked), default=1)
    current = [row for row in asked if row.edition == edition]
    # one in a former unit is awaited anew in today's
    counts = approved if approved and approved.unit is Unit(kpi.unit) else None
    value = counts.value if counts else None
    read = _targets(kpi, current, value, notice.deliver_by)
    earlier = _targets(kpi, [row for row in asked if row.edition < edition], value, notice.deliver_by)
    kept = with_kept([*read, *earlier])
    read, earlier = kept[: len(read)], kept[len(read) :]
    latest = latest_of(stand, on)
    found = assess(kpi, counts, versions, current, series, latest, on)
    rows = {row.pk: row for row in figures}
    corrects = {row.uid: released_before(row, rows) for row in figures}
    stands = {row.uid for row in stand}
    told = {
        row.uid: _figure(row, series, waves, corrects[row.uid], stands=row.uid in stands)
        for row in figures
        if told_all or not row.held or row.uid in stands
    }
    read = list(with_outcomes(kpi, read, counts, current, series, on, told))
    held = [told[row.uid] for row in figures if row.held] if told_all else []
    heading = _trend(series, on)
    return KpiReading(
        pk=kpi.pk,
        uid=kpi.uid,
        version=kpi.version,
        code=kpi.code,
        name=kpi.name,
        unit=Unit(kpi.unit),
        direction=Direction(kpi.direction),
        definition=kpi.definition,
        source=kpi.source,
        numerator=kpi.numerator,
        denominator=kpi.denominator,
        origin=Origin(kpi.origin),
        frequency=Frequency(kpi.frequency),
        cumulates=Cumulates(kpi.cumulates),
        caveats=kpi.caveats,
        organisation=str(kpi.organisation) if kpi.organisation else "",
        data_lead=kpi.data_lead.name if kpi.data_lead else "",
        section=kpi.section.letter,
        section_title=kpi.section.title,
        unplaced=tuple(kpi.unplaced),
        baseline_printed=kpi.baseline_printed,
        baseline=counts,
        proposal=proposal,
        baselines=versions,
        edition=edition,
        targets=tuple(sorted(read, key=lambda target: target.due_on)),
        earlier_targets=tuple(sorted(earlier, key=lambda target: (target.edition, target.due_on))),
        figures=tuple(told[row.uid] for row in stand),
        corrected_figures=tuple(
            told[row.uid] for row in figures if row.corrected and not row.held and row.uid not in stands
        ),
        held_figures=tuple(each for each in held if not each.corrected),
        never_released=tuple(each for each in held if each.corrected),
        waiting=() if told_all else waiting(figures),
        latest=told[latest.uid] if latest else None,
        state=found.state,
        reason=found.reason,
        rule=found.rule,
        provisional=found.provisional,
        milestone=next((each for each in read if found.milestone and each.due_on == found.milestone.due), None),
        expected=found.expected,
        distance=found.distance,
        trend=heading.sentence if heading else "",
        travel=heading.travel(higher_is_better=_HIGHER.get(Direction(kpi.direction))) if heading else "",
        breaks=series.breaks,
        resets=series.resets(),
        baseline_compares=latest is None or series.compares(latest.as_at, anchors_of(approved, [])),
        stale_since=_stale_since(kpi, latest, on, notice.tracked_from),
        judgement=judgement(kpi.judged, latest, figures, corrects),  # type: ignore[attr-defined]
        comparators=read_others(kpi.others, series),  # type: ignore[attr-defined]
        units=series.units,
        actions=tuple(LinkedAction(**each) for each in kpi.links),  # type: ignore[attr-defined]
    )


def _figure(
    row: FigureRow, series: Series, waves: Waves, before: FigureRow | None, *, stands: bool = False
) -> FigureReading:
    return FigureReading(
        uid=row.uid,
        as_at=row.as_at,
        period=Period(row.period),
        value=row.value,
        unit=series.unit_written(row.as_at, row.entered_at),
        kind=FigureKind(row.kind),
        source=row.source,
        note=row.note,
        series_break=row.uid in series.restarts,
        corrected=row.corrected and not stands,
        corrects=before.uid if before else None,
        entered_by=row.enterer,
        entered_at=row.entered_at,
        held=row.held,
        released_by=row.releaser or "",
        released_at=row.released_at,
        owner=row.owner,
        withdrawn_by=row.withdrawer or "",
        withdrawn_at=row.withdrawn_at,
        withdrawn_why=row.withdrawn_why,
        **of_wave(row, waves),
    )


def _targets(kpi: Kpi, rows: Sequence[Target], baseline: Decimal | None, long_stop: date | None) -> list[TargetReading]:
    unit, direction = Unit(kpi.unit), Direction(kpi.direction)
    pure = {row.uid: as_target(row) for row in rows}
    odd: dict[tuple[int, targets.Target], list[tuple[Flag, str]]] = defaultdict(list)
    for edition in {row.edition for row in rows}:
        of_edition = [pure[row.uid] for row in rows if row.edition == edition]
        for oddity in targets.oddities(
            of_edition, baseline=baseline, unit=unit, direction=direction, long_stop=long_stop
        ):
            odd[edition, oddity.target].append((oddity.flag, oddity.sentence))
    return [_target(row, pure[row.uid], baseline, unit, tuple(odd[row.edition, pure[row.uid]])) for row in rows]


def _target(
    row: Target, pure: targets.Target, baseline: Decimal | None, unit: Unit, oddities: tuple[tuple[Flag, str], ...]
) -> TargetReading:
    resolved = targets.resolve(pure.rule, baseline, unit)
    unreadable = targets.parse_rule(row.rule)
    why_not = resolved.reason.label if isinstance(resolved, NotAssessable) else ""
    return TargetReading(
        uid=row.uid,
        edition=row.edition,
        printed_order=row.printed_order,
        label=row.label,
        due_on=row.due_on,
        rule=row.rule,
        value=resolved.value if isinstance(resolved, Resolved) else None,
        why_not=unreadable.reason if isinstance(unreadable, Unreadable) else why_not,
        oddities=oddities,
        decision=row.decision.number if row.decision else None,
        agreed_by=Authority(row.decision.authority).label if row.decision else "",
        agreed_on=row.decision.decided_on if row.decision else None,
    )


def _trend(series: Series, on: date) -> trend.Trend | None:
    known = [row for row in series.in_one_unit() if row.kind != FigureKind.PROJECTED and row.as_at <= on]
    # the first figure after a break may be a projected one, which is not among these
    before = [date.min, *(row.as_at for row in known)]
    # a quarter among months compares with none of them: neither it nor what was before it counts with those after it
    parted = {row.as_at for earlier, row in pairwise(known) if periods.unlike(_period(earlier), _period(row))}
    points = [
        trend.Point(
            row.as_at, row.value, row.as_at in parted or any(earlier < each.on <= row.as_at for each in series.breaks)
        )
        for earlier, row in zip(before, known, strict=False)
    ]
    return trend.trend(points, cumulative=series.adds_up is not None)


def _period(row: FigureRow) -> periods.Kind:
    return periods.Kind(row.period)


def _stale_since(kpi: Kpi, latest: FigureRow | None, on: date, tracked_from: date | None) -> date | None:
    """The last day of the period whose figure is late; what ended before tracking is never late."""
    counts = latest is not None and latest.kind != FigureKind.PROJECTED and latest.as_at <= on
    since = periods.stale_since(latest.as_at if latest and counts else None, frequency_of(kpi), on)
    return None if since and tracked_from and since < tracked_from else since
