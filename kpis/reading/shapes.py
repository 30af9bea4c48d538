"""A KPI as its readers are told it: values and sentences, no rows."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from audit.clock import day_of
from govuk import words
from kpis import targets, unsure
from kpis.models import BaselineState, Cumulates, FigureKind, Frequency, JudgedState, Origin, Period
from kpis.passed import Outcome
from kpis.periods import Kind, called, inside
from kpis.state import State
from kpis.targets import Direction, Flag, Reason, Unit


@dataclass(frozen=True)
class BaselineReading:
    """One version of a baseline. Names are those of the people, "" for the plan itself. `ended_by`, `ended_at` and
    `ended_why` tell of a proposal that was returned or withdrawn."""

    uid: UUID
    number: int
    state: BaselineState
    value: Decimal | None
    unit: Unit
    as_at: date | None
    as_at_printed: str
    source: str
    proposed_by: str
    proposed_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    held: bool
    ended_by: str = ""
    ended_at: datetime | None = None
    ended_why: str = ""


@dataclass(frozen=True)
class PassedReading:
    """How a milestone that has passed came out; `figure` is what is set against it, `why` it cannot be said, or ""."""

    outcome: Outcome
    figure: "FigureReading | None"
    why: str = ""


@dataclass(frozen=True)
class TargetReading:
    """A dated target. `value` is what its rule resolves to today; without one, `why_not` says why.

    `oddities` are (flag, sentence) pairs. `decision` is the number of the one that agreed it, `agreed_by` whose it was
    and `agreed_on` its day; None, "" and None as printed. These are its edition's: one that an edition left as it was
    stood before in `kept_from`, and keeps what agreed that one. `passed` is how it came out, None before its day and in
    earlier editions. `holds` says whether a figure of its day can be held against it: no series break lies between.
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
    agreed_by: str = ""
    agreed_on: date | None = None
    kept_from: "TargetReading | None" = None
    passed: PassedReading | None = None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class FigureReading:
    """A measurement. `corrected` ones stand no more; `corrects` is the uid of the one that this one replaced, past
    those that nobody had released. One that is `held` waits for the partner whose it is, and does not count yet.

    `series_break`: the series starts anew with it, by its own word or by a redefinition. `unit` is the one in which it
    was written. `owner` is the partner whose it was when it was entered, "" for the council's own. One that was
    withdrawn says by whom, when and why; it counts as `corrected`.

    Of one that comes from a survey wave `answers` says how many answered, and `differs` whether the wave gives another
    value now.
    """

    uid: UUID
    as_at: date
    period: Period
    value: Decimal
    unit: Unit
    kind: FigureKind
    source: str
    note: str
    series_break: bool
    corrected: bool
    corrects: UUID | None
    entered_by: str
    entered_at: datetime
    held: bool
    released_by: str
    released_at: datetime | None
    answers: str = ""
    differs: bool = False
    owner: str = ""
    withdrawn_by: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_why: str = ""

    @property
    def period_words(self) -> str:
        """Of what it is: November 2023, Autumn term 2023, or its day."""
        return called(self.as_at, Kind(self.period))


@dataclass(frozen=True)
class WaitingReading:
    """That a figure waits for the partner whose it is, for who may not know it: of what, and who brought it."""

    uid: UUID
    as_at: date
    period: Period
    entered_by: str
    entered_at: datetime

    @property
    def period_words(self) -> str:
        """Of what it is: November 2023, Autumn term 2023, or its day."""
        return called(self.as_at, Kind(self.period))


@dataclass(frozen=True)
class ComparatorReading:
    """What others (`name`) published of the same measure, and where: `source`. It counts for nothing. `unit` is the one
    in which it was written."""

    uid: UUID
    version: int
    name: str
    as_at: date
    period: Period
    value: Decimal
    unit: Unit
    source: str
    entered_by: str
    entered_at: datetime

    @property
    def period_words(self) -> str:
        """Of what it is: July 2023, Academic year 2022/23, or its day."""
        return called(self.as_at, Kind(self.period))

    @property
    def when(self) -> str:
        """The same as a sentence says it: in July 2023, in the academic year 2022/23, on 14 July 2023."""
        kind = Kind(self.period)
        return f"{'on' if kind is Kind.DAY else 'in'} {inside(self.as_at, kind)}"

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return targets.shown(self.value, self.unit)


@dataclass(frozen=True)
class BreakReading:
    """That figures from a day on are not compared with those before it, who said so and why."""

    on: date
    why: str
    by: str
    at: datetime


@dataclass(frozen=True)
class JudgementReading:
    """What a person says of a KPI's state, beside what the rules say. `outdated`: what they judged by
    is not the latest figure any more; `withdrawn_at`: when that one was withdrawn, if it was."""

    uid: UUID
    version: int
    state: JudgedState
    reason: str
    by: str
    at: datetime
    outdated: bool
    withdrawn_at: datetime | None = None

    @property
    def aside(self) -> str:
        """Why it may hold no more, in a few words; "" where it was made on the latest figure."""
        if not self.outdated:
            return ""
        if self.withdrawn_at is None:
            return "not on the latest figure"
        return f"on a figure that was withdrawn on {words.day(day_of(self.withdrawn_at))}"


@dataclass(frozen=True)
class FrozenState:
    """The state that a KPI had on a day whose figures were frozen. `says` names the day and what it was; `code` is the
    state's, perhaps one that is known no more."""

    uid: UUID
    says: str
    code: str
    words: str
    rule: str


@dataclass(frozen=True)
class LinkedAction:
    """An action that should move a KPI."""

    pk: int
    plan: str
    ref: str
    title: str


@dataclass(frozen=True)
class KpiReading:
    """A KPI on a day. `rule` is the sentence that says which rule decided the state; `trend` is information only, and
    `travel` its direction in two or three words.

    `targets` are the newest edition's by date, `earlier_targets` those of editions before; `figures` are the standing
    ones by date, `corrected_figures` those that were corrected, `held_figures` those that wait for the partner whose
    they are: till then a released one that they correct stands; `never_released` those that were corrected while they
    waited. Both are told to those alone who enter its figures; for others `waiting` says that there are any, and a
    baseline that is held has neither value nor source. `milestone` is the next target, `distance` how far the
    latest figure is from it in the KPI's unit (positive: still to go), `expected` where it should be on its day.
    `breaks` are the days on which the series starts anew; `baseline_compares` says whether none lies between the
    baseline and the latest figure; `resets` are the days on which running totals start again from nothing.
    `stale_since` is the last day of the period whose figure is missing longer than the grace. `judgement` is the
    standing one. `comparators` are what others published, name by name, each by date: information only.
    `units` are (day, unit) pairs: figures of before the day are in that unit, later ones in `unit`.
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
    numerator: str
    denominator: str
    origin: Origin
    frequency: Frequency
    cumulates: Cumulates
    caveats: str
    organisation: str
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
    held_figures: tuple[FigureReading, ...]
    never_released: tuple[FigureReading, ...]
    waiting: tuple[WaitingReading, ...]
    latest: FigureReading | None
    state: State
    reason: Reason | None
    rule: str
    provisional: bool
    milestone: TargetReading | None
    expected: Decimal | None
    distance: Decimal | None
    trend: str
    travel: str
    breaks: tuple[BreakReading, ...]
    resets: tuple[date, ...]
    baseline_compares: bool
    stale_since: date | None
    judgement: JudgementReading | None
    comparators: tuple[ComparatorReading, ...]
    actions: tuple[LinkedAction, ...]
    units: tuple[tuple[date, Unit], ...] = ()

    def unit_at(self, day: date) -> Unit:
        """The unit that a figure of this day is in."""
        return next((unit for since, unit in sorted(self.units) if day < since), self.unit)

    @property
    def baseline_state(self) -> BaselineState:
        """What is known of where it started: approved, a proposal that waits, or as the plan prints it."""
        if self.baseline is not None:
            return BaselineState.APPROVED
        if self.proposal is not None:
            return BaselineState.PROPOSED
        states = {row.state for row in self.baselines}
        # one that was approved in a former unit counts no more
        developing = BaselineState.TO_BE_DEVELOPED in states and BaselineState.APPROVED not in states
        return BaselineState.TO_BE_DEVELOPED if developing else BaselineState.AWAITED

    @property
    def outlived(self) -> BreakReading | None:
        """The series break since which figures are not compared with the approved baseline any more."""
        if self.baseline is None or self.baseline_compares or self.latest is None:
            return None
        since, until = self.baseline.as_at, self.latest.as_at
        parting = [each for each in self.breaks if (since is None or since < each.on) and each.on <= until]
        return parting[-1] if parting else None

    @property
    def late_withdrawn(self) -> FigureReading | None:
        """The figure of the period whose figure is late, where one had come and was withdrawn."""
        gone = [each for each in self.corrected_figures if each.withdrawn_at and each.as_at == self.stale_since]
        return gone[-1] if gone else None

    @property
    def returned(self) -> BaselineReading | None:
        """The proposal that was made last, where it was returned and nothing has come in its place."""
        last = self.baselines[-1] if self.baselines else None
        return last if last is not None and last.state is BaselineState.RETURNED else None

    @property
    def passed(self) -> tuple[TargetReading, ...]:
        """The milestones that have passed and had a value or a figure, by date."""
        return tuple(each for each in self.targets if each.passed and (each.value is not None or each.passed.figure))

    @property
    def missed(self) -> tuple[TargetReading, ...]:
        """The milestones that were missed, by date."""
        return tuple(each for each in self.passed if each.passed and each.passed.outcome is Outcome.MISSED)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Codes of what makes its state less sure than it looks, each once."""
        undated = self.baseline is not None and self.baseline.as_at is None
        return unsure.codes((flag for flag, _ in self.oddities), undated=undated)

    @property
    def doubt(self) -> str:
        """The same shortly, in words; "" where nothing is in doubt, or nothing is stated."""
        return unsure.words(self.state, self.doubts)

    @property
    def from_survey(self) -> bool:
        """Whether its figures come wave by wave."""
        return self.origin is Origin.SURVEY

    @property
    def drawn(self) -> tuple[FigureReading, ...]:
        """The figures in today's unit: others have no place beside them."""
        return tuple(figure for figure in self.figures if figure.unit is self.unit)

    @property
    def compared(self) -> tuple[ComparatorReading, ...]:
        """What others published in today's unit."""
        return tuple(each for each in self.comparators if each.unit is self.unit)

    @property
    def counted_in_parts(self) -> bool:
        """Whether it says of what, and out of what, its percentage is; True for all that is no percentage."""
        return self.unit is not Unit.PERCENT or bool(self.numerator and self.denominator)

    @property
    def oddities(self) -> tuple[tuple[Flag, str], ...]:
        """Everything odd about its targets, each sentence once, in the order of the targets."""
        return tuple(dict.fromkeys(oddity for target in self.targets for oddity in target.oddities))

    @property
    def action_pks(self) -> tuple[int, ...]:
        return tuple(action.pk for action in self.actions)

    def shown(self, value: Decimal | None, day: date | None = None) -> str:
        """A value of this KPI with its unit, today's or that of its day; "" for None."""
        return "" if value is None else targets.shown(value, self.unit_at(day) if day else self.unit)

    def told_row(self, uid: UUID, value: Decimal, day: date | None) -> str:
        """The value of a figure's or a baseline's row with its unit: the one in which it was written, where it is
        known, else that of its day."""
        every: tuple[FigureReading | BaselineReading, ...] = (
            *(*self.figures, *self.held_figures, *self.corrected_figures, *self.never_released),
            *self.baselines,
        )
        return next((self.told(each) for each in every if each.uid == uid), "") or self.shown(value, day)

    @staticmethod
    def told(each: FigureReading | BaselineReading | None) -> str:
        """A figure or a baseline with its own unit; "" for None and for a baseline without a value."""
        return "" if each is None or each.value is None else targets.shown(each.value, each.unit)
