"""A notice's KPIs as its readers are told them: each with its baseline, targets, figures and state, in four queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from kpis import state, targets, trend
from kpis.models import Baseline, BaselineState, FigureKind, Kpi, KpiAction, Measurement, Target
from kpis.state import Assessment, State
from kpis.targets import Direction, Flag, NotAssessable, Reason, Resolved, Rule, RuleKind, Unit, Unreadable
from notices.models import Notice
from plans.models import Action

Part = TypeVar("Part", Baseline, Target, Measurement)


@dataclass(frozen=True)
class BaselineReading:
    """One version of a baseline. Names are those of the people, "" for the plan itself."""

    uid: UUID
    number: int
    state: BaselineState
    value: Decimal | None
    as_at: date | None
    as_at_printed: str
    source: str
    proposed_by: str
    proposed_at: datetime | None
    approved_by: str
    approved_at: datetime | None


@dataclass(frozen=True)
class TargetReading:
    """A dated target. `value` is what its rule resolves to today; without one, `why_not` says why.

    `oddities` are (flag, sentence) pairs. `decision` is the number of the one that agreed it, None as printed.
    """

    uid: UUID
    edition: int
    printed_order: int
    label: str
    due_on: date
    rule: str
    value: Decimal | None
    why_not: str
    oddities: tuple[tuple[Flag, str], ...]
    decision: int | None


@dataclass(frozen=True)
class FigureReading:
    """A measurement. `corrected` ones stand no more; `corrects` is the uid of the one that this one replaced."""

    uid: UUID
    as_at: date
    value: Decimal
    kind: FigureKind
    source: str
    note: str
    series_break: bool
    corrected: bool
    corrects: UUID | None
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True)
class LinkedAction:
    """An action that should move a KPI."""

    pk: int
    plan: str
    ref: str
    title: str


@dataclass(frozen=True)
class KpiReading:
    """A KPI on a day. `rule` is the sentence that says which rule decided the state; `trend` is information only.

    `targets` are the newest edition's by date, `earlier_targets` those of editions before; `figures` are the standing
    ones by date, `corrected_figures` those that were corrected. `milestone` is the next target, `distance` how far the
    latest figure is from it in the KPI's unit (positive: still to go), `expected` where it should be on its day.
    """

    pk: int
    uid: UUID
    version: int
    code: str
    name: str
    unit: Unit
    direction: Direction
    definition: str
    source: str
    from_survey: bool
    data_lead: str
    section: str
    section_title: str
    unplaced: tuple[str, ...]
    baseline_printed: str
    baseline: BaselineReading | None
    proposal: BaselineReading | None
    baselines: tuple[BaselineReading, ...]
    edition: int
    targets: tuple[TargetReading, ...]
    earlier_targets: tuple[TargetReading, ...]
    figures: tuple[FigureReading, ...]
    corrected_figures: tuple[FigureReading, ...]
    latest: FigureReading | None
    state: State
    reason: Reason | None
    rule: str
    provisional: bool
    milestone: TargetReading | None
    expected: Decimal | None
    distance: Decimal | None
    trend: str
    actions: tuple[LinkedAction, ...]

    @property
    def baseline_state(self) -> BaselineState:
        """What is known of where it started: approved, a proposal that waits, or as the plan prints it."""
        if self.baseline is not None:
            return BaselineState.APPROVED
        return self.baselines[-1].state if self.baselines else BaselineState.AWAITED

    @property
    def oddities(self) -> tuple[tuple[Flag, str], ...]:
        """Everything odd about its targets, each sentence once, in the order of the targets."""
        return tuple(dict.fromkeys(oddity for target in self.targets for oddity in target.oddities))

    @property
    def action_pks(self) -> tuple[int, ...]:
        return tuple(action.pk for action in self.actions)

    def shown(self, value: Decimal | None) -> str:
        """A value of this KPI with its unit; "" for None."""
        return "" if value is None else targets.shown(value, self.unit)


def read_kpis(
    notice: Notice, on: date, *, only: int | None = None, moved_by: tuple[str, str] | None = None
) -> tuple[KpiReading, ...]:
    """All KPIs of a notice in printed order, rated as on that day; or the one whose id is `only`; or those that the
    action of this plan and ref should move."""
    of_kpi: dict[str, object] = {} if only is None else {"pk": only}
    if moved_by is not None:
        of_kpi = {"actions__action__plan__slug": moved_by[0], "actions__action__ref": moved_by[1]}
    of_kpis = {"kpi" if name == "pk" else f"kpi__{name}": value for name, value in of_kpi.items()}
    standing = KpiAction.objects.filter(action__in=Action.objects.values("pk"))
    links = standing.filter(kpi=OuterRef("pk")).order_by("action__order", "pk")
    told = JSONObject(pk="action_id", plan="action__plan__slug", ref="action__ref", title="action__title")
    rows = Kpi.objects.of(notice).filter(**of_kpi).select_related("section", "data_lead")
    rows = rows.annotate(links=ArraySubquery(links.values(told=told)))
    baselines = Baseline.objects.of(notice).filter(**of_kpis).select_related("proposed_by", "approved_by")
    asked = Target.objects.of(notice).filter(**of_kpis).select_related("decision")
    figures = Measurement.objects.of(notice).filter(**of_kpis).select_related("entered_by", "corrects")
    baselines_of = _by_kpi(baselines.order_by("number", "pk"))
    targets_of = _by_kpi(asked.order_by("edition", "printed_order", "pk"))
    figures_of = _by_kpi(figures.order_by("as_at", "entered_at", "pk"))
    return tuple(
        _reading(
            kpi,
            baselines_of[kpi.pk],
            targets_of[kpi.pk],
            figures_of[kpi.pk],
            on=on,
            long_stop=notice.deliver_by,
        )
        for kpi in rows.order_by("section__order", "order", "pk")
    )


def count_states(readings: Iterable[KpiReading]) -> dict[State, int]:
    """How many KPIs are in each state, every state named, in the order in which they are told."""
    counted = Counter(reading.state for reading in readings)
    return {each: counted[each] for each in State}


def count_reasons(readings: Iterable[KpiReading]) -> dict[Reason, int]:
    """How many KPIs cannot be assessed, by their first reason; reasons that none has are left out."""
    counted = Counter(reading.reason for reading in readings if reading.reason is not None)
    return {reason: counted[reason] for reason in Reason if counted[reason]}


def failing_by_action(readings: Iterable[KpiReading]) -> dict[int, tuple[KpiReading, ...]]:
    """The KPIs that are off track, by the id of each action that should move them."""
    found: dict[int, list[KpiReading]] = defaultdict(list)
    for reading in readings:
        if reading.state is State.OFF_TRACK:
            for action in reading.actions:
                found[action.pk].append(reading)
    return {action: tuple(kpis) for action, kpis in found.items()}


def would_ask(kpi: KpiReading, baseline: Decimal | None) -> list[tuple[TargetReading, Decimal | None]]:
    """Each target with the value that it would ask for from another baseline; None where it would still have none."""
    found = []
    for target in kpi.targets:
        rule = targets.parse_rule(target.rule)
        resolved = None if isinstance(rule, Unreadable) else targets.resolve(rule, baseline, kpi.unit)
        found.append((target, resolved.value if isinstance(resolved, Resolved) else None))
    return found


def _by_kpi(rows: Iterable[Part]) -> Mapping[int, list[Part]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.kpi_id].append(row)
    return found


def _reading(
    kpi: Kpi,
    baselines: Sequence[Baseline],
    asked: Sequence[Target],
    figures: Sequence[Measurement],
    *,
    on: date,
    long_stop: date | None,
) -> KpiReading:
    versions = tuple(_baseline(row) for row in baselines)
    approved = next((row for row in reversed(versions) if row.state == BaselineState.APPROVED), None)
    proposal = versions[-1] if versions and versions[-1].state == BaselineState.PROPOSED else None
    edition = max((row.edition for row in asked), default=1)
    current = [row for row in asked if row.edition == edition]
    value = approved.value if approved else None
    read = _targets(kpi, current, value, long_stop)
    earlier = _targets(kpi, [row for row in asked if row.edition < edition], value, long_stop)
    standing = [row for row in figures if not row.corrected]
    latest = _latest(standing, on)
    found = _assess(kpi, approved, versions, current, standing, latest, on)
    told = {row.uid: _figure(row) for row in figures}
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
        from_survey=kpi.from_survey,
        data_lead=kpi.data_lead.name if kpi.data_lead else "",
        section=kpi.section.letter,
        section_title=kpi.section.title,
        unplaced=tuple(kpi.unplaced),
        baseline_printed=kpi.baseline_printed,
        baseline=approved,
        proposal=proposal,
        baselines=versions,
        edition=edition,
        targets=tuple(sorted(read, key=lambda target: target.due_on)),
        earlier_targets=tuple(sorted(earlier, key=lambda target: (target.edition, target.due_on))),
        figures=tuple(told[row.uid] for row in standing),
        corrected_figures=tuple(told[row.uid] for row in figures if row.corrected),
        latest=told[latest.uid] if latest else None,
        state=found.state,
        reason=found.reason,
        rule=found.rule,
        provisional=found.provisional,
        milestone=next((each for each in read if found.milestone and each.due_on == found.milestone.due), None),
        expected=found.expected,
        distance=found.distance,
        trend=_trend(standing, on),
        actions=tuple(LinkedAction(**each) for each in kpi.links),  # type: ignore[attr-defined]
    )


def _baseline(row: Baseline) -> BaselineReading:
    return BaselineReading(
        uid=row.uid,
        number=row.number,
        state=BaselineState(row.state),
        value=row.value,
        as_at=row.as_at,
        as_at_printed=row.as_at_printed,
        source=row.source,
        proposed_by=row.proposed_by.name if row.proposed_by else "",
        proposed_at=row.proposed_at,
        approved_by=row.approved_by.name if row.approved_by else "",
        approved_at=row.approved_at,
    )


def _figure(row: Measurement) -> FigureReading:
    return FigureReading(
        uid=row.uid,
        as_at=row.as_at,
        value=row.value,
        kind=FigureKind(row.kind),
        source=row.source,
        note=row.note,
        series_break=row.series_break,
        corrected=row.corrected,
        corrects=row.corrects.uid if row.corrects else None,
        entered_by=row.entered_by.name,
        entered_at=row.entered_at,
    )


def _pure(row: Target) -> targets.Target:
    """The target as the pure rules take it. A rule that cannot be read counts as awaited until a person mends it."""
    rule = targets.parse_rule(row.rule)
    return targets.Target(row.label, row.due_on, Rule(RuleKind.AWAITED) if isinstance(rule, Unreadable) else rule)


def _targets(kpi: Kpi, rows: Sequence[Target], baseline: Decimal | None, long_stop: date | None) -> list[TargetReading]:
    unit, direction = Unit(kpi.unit), Direction(kpi.direction)
    pure = {row.uid: _pure(row) for row in rows}
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
    )


def _latest(standing: Sequence[Measurement], on: date) -> Measurement | None:
    """The latest figure that may count; one that is projected only where there is no other."""
    by_day = {row.as_at: row for row in standing}
    counting = state.latest((_as_figure(row) for row in standing), on)
    if counting is not None:
        return by_day[counting.as_at]
    return standing[-1] if standing else None


def _as_figure(row: Measurement, comparable: bool = True) -> state.Figure:
    return state.Figure(row.value, row.as_at, state.FigureKind(row.kind), comparable)


def _assess(
    kpi: Kpi,
    approved: BaselineReading | None,
    versions: Sequence[BaselineReading],
    current: Sequence[Target],
    standing: Sequence[Measurement],
    latest: Measurement | None,
    on: date,
) -> Assessment:
    to_be_developed = any(row.state == BaselineState.TO_BE_DEVELOPED for row in versions) and approved is None
    return state.assess(
        unplaced=bool(kpi.unplaced),
        targets=[_pure(row) for row in current],
        baseline=state.Baseline(
            approved.value if approved else None, approved.as_at if approved else None, to_be_developed
        ),
        direction=Direction(kpi.direction),
        unit=Unit(kpi.unit),
        figure=_as_figure(latest, _comparable(latest, approved, current, standing)) if latest else None,
        today=on,
    )


def _comparable(
    latest: Measurement, approved: BaselineReading | None, current: Sequence[Target], standing: Sequence[Measurement]
) -> bool:
    """Whether no series break lies between the figure and what its targets were set against."""
    breaks = [row.as_at for row in standing if row.series_break and row.as_at <= latest.as_at]
    if not breaks:
        return True
    rebased = [row.decision.decided_on for row in current if row.decision]
    since = [approved.as_at] if approved and approved.as_at else []
    return any(day >= max(breaks) for day in rebased + since)


def _trend(standing: Sequence[Measurement], on: date) -> str:
    known = [row for row in standing if row.kind != FigureKind.PROJECTED and row.as_at <= on]
    found = trend.trend([trend.Point(row.as_at, row.value, row.series_break) for row in known])
    return found.sentence if found else ""
