"""How a KPI stands against its next milestone: the first rule that fits decides, and says which it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from kpis.periods import Kind, counts_from, waited_until
from kpis.targets import (
    Direction,
    Flag,
    NotAssessable,
    Reason,
    Resolved,
    Target,
    Unit,
    resolve,
    shown,
    still_to_go,
)
from kpis.trend import expected_at
from notices.calendar import in_words

TOLERANCE: Final = Decimal("0.1")
"""At risk: behind the expected position by no more than this share of the way from the baseline to the milestone."""


class FigureKind(StrEnum):
    ACTUAL = "actual"
    PROVISIONAL = "provisional"
    PROJECTED = "projected"


class State(StrEnum):
    """A KPI's state for its next milestone. Each KPI has exactly one, so the states of a plan sum to its KPIs."""

    MET = "met"
    MEETING_NOW = "meeting_now"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    PATH_UNKNOWN = "path_unknown"
    NO_DATA = "no_data"
    NOT_ASSESSABLE = "not_assessable"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final = {
    State.MET: "Met",
    State.MEETING_NOW: "Meeting it now",
    State.ON_TRACK: "On track",
    State.AT_RISK: "At risk",
    State.OFF_TRACK: "Off track",
    State.PATH_UNKNOWN: "Not yet met, path unknown",
    State.NO_DATA: "No data",
    State.NOT_ASSESSABLE: "Not assessable",
}


_PLACES: Final = {State.OFF_TRACK: 0, State.AT_RISK: 1, State.ON_TRACK: 2, State.MEETING_NOW: 3, State.MET: 4}


def better(was: State, now: State) -> bool | None:
    """Whether a KPI that moved stands better: from off track over at risk, on track, meeting it now to met.

    Not yet met, path unknown, stands below what meets its milestone, and beside the rest. None where nothing can be
    said: without data, not assessable, or the same.
    """
    if State.PATH_UNKNOWN in (was, now):
        meets = [state in (State.MEETING_NOW, State.MET) for state in (was, now)]
        return meets[1] if any(meets) else None
    if was is now or was not in _PLACES or now not in _PLACES:
        return None
    return _PLACES[now] > _PLACES[was]


@dataclass(frozen=True)
class Baseline:
    """An approved baseline and its date, which may be unknown; without a value it is awaited.

    `no_path` says why nothing is expected by it although it is known: it lies before a series break, for example.
    """

    value: Decimal | None = None
    as_at: date | None = None
    to_be_developed: bool = False
    no_path: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement. `comparable` is False when a series break lies between it and what the target was set against;
    `first` is the first day of its period, None for a figure of its day alone.

    `runs_until` is set for a running total: the last day of the year over which it adds up. It never falls within that
    year. The year's whole total, and a figure that adds nothing up, have none.
    """

    value: Decimal
    as_at: date
    kind: FigureKind = FigureKind.ACTUAL
    comparable: bool = True
    runs_until: date | None = None
    first: date | None = None

    def settles(self, asked: Decimal, due: date, direction: Direction) -> bool:
        """Whether a running total answers for good what is asked by a day: wanted higher and reached, since it only
        grows; or wanted lower and beyond it, in a year that reaches that day. A figure of any other kind always does.
        """
        if self.runs_until is None:
            return True
        if direction == Direction.HIGHER:
            return self.value >= asked
        return self.value > asked and due <= self.runs_until


@dataclass(frozen=True)
class Assessment:
    """A KPI's state and `rule`, the sentence that says why. Values are in the KPI's unit.

    `milestone` is the next target, or the last once all have passed; `distance` is positive while there is way to go;
    `expected` is the position on the figure's day; `reason` is set for NOT_ASSESSABLE alone; `provisional` marks a
    state that rests on a provisional figure.
    """

    state: State
    rule: str
    reason: Reason | None = None
    milestone: Target | None = None
    target_value: Decimal | None = None
    expected: Decimal | None = None
    distance: Decimal | None = None
    provisional: bool = False
    flags: tuple[Flag, ...] = ()


def next_target(targets: Iterable[Target], today: date) -> Target | None:
    """The first target due today or later; the last one when all have passed; None when there is none."""
    ordered = sorted(targets, key=lambda target: target.due)
    return next((target for target in ordered if target.due >= today), ordered[-1] if ordered else None)


def latest(figures: Iterable[Figure], today: date) -> Figure | None:
    """The latest figure up to today that may count: never a projected one; of one day, the actual one."""
    known = [figure for figure in figures if figure.as_at <= today and figure.kind != FigureKind.PROJECTED]
    return max(known, key=lambda figure: (figure.as_at, figure.kind == FigureKind.ACTUAL), default=None)


def assess(
    *,
    unplaced: bool,
    targets: Sequence[Target],
    baseline: Baseline,
    direction: Direction,
    unit: Unit,
    figure: Figure | None,
    today: date,
    whole_year: Figure | None = None,
    year_before: Figure | None = None,
    frequency: Kind | None = None,
    tolerance: Decimal = TOLERANCE,
) -> Assessment:
    """How a KPI stands for its next milestone, by the first rule that fits.

    - not assessable, by its first reason; no figure, or a projected one: no data; not comparable: not assessable
    - a running total counts once it cannot change the answer: it reaches what is wanted higher, or is beyond what is
      wanted lower in a year that reaches the milestone (off track). Of a milestone whose year has ended `whole_year`
      decides, the total of the latest year that has; of any other year: not assessable, its total is not known yet.
      `year_before`, the running total of the same day of the year before, is told beside it and decides nothing
    - it meets the milestone: met when it is of the due day or later, meeting it now when it is earlier. Of one that has
      passed and was due at a month's end every day of that month is its day
    - it is of the due day or later and does not meet it: off track
    - it is earlier, and the milestone has passed so long ago that the figure of its day is missing: no data. How long
      that is depends on `frequency`, how often figures come
    - against the expected position: on track, at risk within `tolerance` (a share of the way from the baseline to the
      milestone), or off track
    - without a path: not yet met, path unknown
    """
    milestone = next_target(targets, today)
    found = Reason.UNPLACED_CELLS if unplaced else _value_of(milestone, baseline, unit)
    if isinstance(found, Resolved) and direction == Direction.NOT_SET:
        found = Reason.DIRECTION_NOT_SET
    if milestone is None or isinstance(found, Reason):
        reason = found if isinstance(found, Reason) else Reason.TARGET_AWAITED
        return Assessment(State.NOT_ASSESSABLE, _why_not(reason, baseline), reason, milestone)
    if figure is None or figure.kind == FigureKind.PROJECTED:
        said = "No figure yet" if figure is None else "Projected figures only: they never count as met"
        return Assessment(State.NO_DATA, said, milestone=milestone, target_value=found.value, flags=found.flags)
    if not figure.comparable:
        reason = Reason.SERIES_BREAK
        return Assessment(State.NOT_ASSESSABLE, _why_not(reason, baseline), reason, milestone, found.value)
    if not figure.settles(found.value, milestone.due, direction):
        if whole_year is None or whole_year.as_at < milestone.due:
            reason = Reason.YEAR_NOT_ENDED
            said = f"{_why_not(reason, baseline)}, {_running(figure, whole_year, year_before, unit, today)}"
            return Assessment(State.NOT_ASSESSABLE, said, reason, milestone, found.value, flags=found.flags)
        figure = whole_year
    elif figure.runs_until is not None and direction == Direction.LOWER:
        return _lost(milestone, found, direction, unit, figure)
    of_its_day = figure.as_at >= milestone.due
    if milestone.due < today:
        of_its_day = figure.as_at >= counts_from(milestone.due) or _stays_reached(figure, milestone)
    waits = waited_until(milestone.due, frequency) if milestone.due < today and not of_its_day else None
    if waits is not None and waits < today:
        said = f"No figure of the milestone’s day or later: it passed on {in_words(milestone.due)}, and the latest "
        said += f"figure is {_figure_said(figure, unit)}"
        return Assessment(State.NO_DATA, said, milestone=milestone, target_value=found.value, flags=found.flags)
    return _against(milestone, found, targets, baseline, direction, unit, figure, of_its_day, waits, tolerance)


def _stays_reached(figure: Figure, milestone: Target) -> bool:
    """Whether a running total that has reached what is asked answers for a milestone of its year that has passed."""
    return figure.runs_until is not None and milestone.due <= figure.runs_until


def _running(figure: Figure, whole_year: Figure | None, year_before: Figure | None, unit: Unit, today: date) -> str:
    """A running total in words: when it compares, and how it stands beside the same day of the year before."""
    said = f"the running total of {_figure_said(figure, unit)} compares once the year has ended"
    if figure.runs_until is not None:
        ended = f"{said.removesuffix('compares once the year has ended')}is the last one of the year that ended"
        said = f"{ended if figure.runs_until < today else said} on {in_words(figure.runs_until)}"
    if year_before is not None:
        said += f"; at the same point of the year before it was {shown(year_before.value, unit)}"
    if whole_year is not None:
        said += f"; the last whole year’s total was {_figure_said(whole_year, unit)}"
    return said


def _lost(milestone: Target, target: Resolved, direction: Direction, unit: Unit, figure: Figure) -> Assessment:
    """A running total that is beyond the milestone, whatever else the year brings."""
    distance = still_to_go(figure.value, target.value, direction)
    provisional = figure.kind == FigureKind.PROVISIONAL
    latest_said, target_said = _said(milestone, target, unit, figure)
    said = f"The running total is already beyond the milestone: {latest_said}, {target_said}"
    return Assessment(State.OFF_TRACK, said, None, milestone, target.value, None, distance, provisional, target.flags)


def _value_of(milestone: Target | None, baseline: Baseline, unit: Unit) -> Resolved | Reason:
    if milestone is None:
        return Reason.TARGET_AWAITED
    found = resolve(milestone.rule, baseline.value, unit)
    return found.reason if isinstance(found, NotAssessable) else found


def _why_not(reason: Reason, baseline: Baseline) -> str:
    if reason is Reason.BASELINE_AWAITED and baseline.to_be_developed:
        return "Not assessable: baseline awaited, the measure is still to be developed"
    return f"Not assessable: {reason.label}"


def _against(
    milestone: Target,
    target: Resolved,
    targets: Sequence[Target],
    baseline: Baseline,
    direction: Direction,
    unit: Unit,
    figure: Figure,
    of_its_day: bool,
    waits: date | None,
    tolerance: Decimal,
) -> Assessment:
    start = None if baseline.no_path else baseline.as_at
    expected = expected_at(figure.as_at, start, baseline.value, _path(targets, baseline, unit))
    distance = still_to_go(figure.value, target.value, direction)
    provisional = figure.kind == FigureKind.PROVISIONAL
    latest_said, target_said = _said(milestone, target, unit, figure)
    if distance <= 0 and of_its_day:
        state, said = State.MET, f"Met: {latest_said}, {target_said} was asked for"
    elif distance <= 0:
        state, said = State.MEETING_NOW, f"The latest figure already meets the milestone: {latest_said}, {target_said}"
    elif of_its_day:
        passed = "unmet" if figure.as_at <= milestone.due else "and the latest figure does not meet it"
        state, said = State.OFF_TRACK, f"The milestone has passed {passed}: {latest_said}, {target_said}"
    elif expected is None or baseline.value is None:
        state, said = (
            State.PATH_UNKNOWN,
            f"Not yet met, path unknown ({_no_path(baseline)}): {latest_said}, {target_said}",
        )
    else:
        behind = still_to_go(figure.value, expected, direction)
        state = _placed(behind, tolerance * abs(target.value - baseline.value))
        position = shown(_like(expected, figure.value), unit)
        said = f"Against the expected position of {position}: {latest_said}, {target_said}"
    if waits is not None:
        said += f"; it has passed, and its figure is waited for until {in_words(waits)}"
    return Assessment(state, said, None, milestone, target.value, expected, distance, provisional, target.flags)


def _said(milestone: Target, target: Resolved, unit: Unit, figure: Figure) -> tuple[str, str]:
    """The figure and what is asked for, in words."""
    return _figure_said(figure, unit), f"{shown(target.value, unit)} by {in_words(milestone.due)}"


def _figure_said(figure: Figure, unit: Unit) -> str:
    provisional = "provisional " if figure.kind == FigureKind.PROVISIONAL else ""
    return f"{provisional}{shown(figure.value, unit)} at {in_words(figure.as_at)}"


def _placed(behind: Decimal, tolerated: Decimal) -> State:
    if behind <= 0:
        return State.ON_TRACK
    return State.AT_RISK if behind <= tolerated else State.OFF_TRACK


def _path(targets: Sequence[Target], baseline: Baseline, unit: Unit) -> list[tuple[date, Decimal]]:
    """The targets that have a value, by date; those still awaited leave the path straight."""
    found = [(target.due, resolve(target.rule, baseline.value, unit)) for target in targets]
    return [(due, resolved.value) for due, resolved in found if isinstance(resolved, Resolved)]


def _no_path(baseline: Baseline) -> str:
    if baseline.value is None:
        return "no baseline"
    if baseline.no_path:
        return baseline.no_path
    return "the baseline has no date" if baseline.as_at is None else "the figure is older than the baseline"


def _like(expected: Decimal, value: Decimal) -> Decimal:
    """The expected value for a sentence, with one decimal place more than the figure beside it."""
    exponent = value.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return expected.quantize(Decimal(1).scaleb(-places - 1))
