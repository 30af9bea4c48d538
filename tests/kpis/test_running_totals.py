"""How a running total stands: compared once its year has ended, or once nothing can change the answer."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.state import Assessment, Baseline, Figure, FigureKind, State, assess
from kpis.targets import Direction, Reason, Target, Unit, parse_rule

D = Decimal
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER
LAST_YEAR, YEAR_ENDS = date(2023, 8, 31), date(2024, 8, 31)
NOVEMBER, JANUARY = date(2023, 11, 30), date(2024, 1, 31)
STARTED = Baseline(D(16), date(2022, 8, 31))
STATES = {
    "met": State.MET,
    "meeting": State.MEETING_NOW,
    "on track": State.ON_TRACK,
    "off": State.OFF_TRACK,
    "unknown": State.PATH_UNKNOWN,
    "not": State.NOT_ASSESSABLE,
}


def stand(
    direction: Direction,
    value: str,
    *,
    target: str = "12",
    due: date = JANUARY,
    as_at: date = NOVEMBER,
    whole: str | None = None,
    baseline: Baseline = STARTED,
    unit: Unit = Unit.COUNT,
    kind: FigureKind = FigureKind.ACTUAL,
    before: str | None = None,
    today: date = date(2023, 12, 22),
) -> Assessment:
    """A running total of the school year from September 2023, and perhaps the whole total of the year before."""
    rule = parse_rule(target)
    ends = None if as_at == YEAR_ENDS else YEAR_ENDS
    return assess(
        unplaced=False,
        targets=[Target("Target", due, rule)],  # type: ignore[arg-type]
        baseline=baseline,
        direction=direction,
        unit=unit,
        figure=Figure(D(value), as_at, kind, runs_until=ends),
        whole_year=Figure(D(whole), LAST_YEAR) if whole else None,
        year_before=Figure(D(before), date(2022, 11, 30)) if before else None,
        today=today,
    )


@pytest.mark.parametrize(
    ("direction", "value", "due", "whole", "expected"),
    [
        # lower is better: beyond it in a year that reaches the milestone is off track, whatever else comes
        (LOWER, "13", JANUARY, None, "off"),
        (LOWER, "13", YEAR_ENDS, None, "off"),
        (LOWER, "13", LAST_YEAR, "10", "off"),
        (LOWER, "13", date(2025, 1, 31), None, "not"),  # the milestone is of a later year
        # at it or below, more may come
        (LOWER, "12", JANUARY, None, "not"),
        (LOWER, "4", JANUARY, None, "not"),
        (LOWER, "0", YEAR_ENDS, None, "not"),
        # the whole of the year before says nothing of this year
        (LOWER, "4", YEAR_ENDS, "11", "not"),
        (LOWER, "4", YEAR_ENDS, "15", "not"),
        # of a milestone of that year it does
        (LOWER, "4", LAST_YEAR, "11", "met"),
        (LOWER, "4", LAST_YEAR, "13", "off"),
        (LOWER, "4", date(2023, 5, 31), "13", "off"),
        # higher is better: what is reached stays reached
        (HIGHER, "12", JANUARY, None, "meeting"),
        (HIGHER, "20", date(2025, 1, 31), None, "meeting"),
        (HIGHER, "20", date(2023, 10, 31), None, "met"),
        (HIGHER, "11", JANUARY, None, "not"),
        (HIGHER, "11", date(2023, 10, 31), None, "not"),  # its year goes on: it can still be reached
        (HIGHER, "11", JANUARY, "30", "not"),
        (HIGHER, "11", LAST_YEAR, "11", "off"),
    ],
)
def test_a_running_total_is_judged_only_when_nothing_can_change_the_answer(
    direction: Direction, value: str, due: date, whole: str | None, expected: str
) -> None:
    assert stand(direction, value, due=due, whole=whole).state is STATES[expected]


def test_a_running_total_that_says_nothing_yet_says_when_it_will() -> None:
    found = stand(LOWER, "4")
    assert (found.reason, found.distance) == (Reason.YEAR_NOT_ENDED, None)
    assert found.rule == (
        "Not assessable: the year’s total is not known yet, "
        "the running total of 4 at 30 November 2023 compares once the year has ended on 31 August 2024"
    )


def test_it_is_told_beside_the_same_point_of_the_year_before_and_the_last_whole_year() -> None:
    said = stand(LOWER, "4", due=YEAR_ENDS, whole="14", before="6").rule
    assert said.endswith(
        "; at the same point of the year before it was 6; the last whole year’s total was 14 at 31 August 2023"
    )


def test_the_last_running_total_of_a_year_whose_whole_never_came_says_so() -> None:
    said = stand(LOWER, "4", as_at=NOVEMBER, today=date(2024, 12, 1)).rule
    assert said.endswith("4 at 30 November 2023 is the last one of the year that ended on 31 August 2024")


def test_what_was_reached_within_its_year_is_met_once_its_milestone_has_passed() -> None:
    assert stand(HIGHER, "12", due=JANUARY).state is State.MEETING_NOW
    assert stand(HIGHER, "12", due=JANUARY, today=date(2025, 1, 31)).state is State.MET


def test_the_total_of_a_whole_year_is_compared_as_any_figure() -> None:
    assert stand(LOWER, "12", due=YEAR_ENDS, as_at=YEAR_ENDS).state is State.MET
    assert stand(LOWER, "13", due=YEAR_ENDS, as_at=YEAR_ENDS).state is State.OFF_TRACK


def test_a_provisional_running_total_beyond_its_milestone_is_marked() -> None:
    found = stand(LOWER, "13", kind=FigureKind.PROVISIONAL)
    assert (found.state, found.provisional, found.distance) == (State.OFF_TRACK, True, 1)
    assert "already beyond the milestone: provisional 13 at 30 November 2023" in found.rule


def test_a_baseline_from_which_no_path_leads_says_why() -> None:
    odd = replace(STARTED, no_path="the baseline is not a whole year’s total")
    found = stand(LOWER, "14", due=date(2025, 8, 31), as_at=YEAR_ENDS, baseline=odd)
    assert found.state is State.PATH_UNKNOWN
    assert "the baseline is not a whole year’s total" in found.rule


totals = st.integers(0, 60)
days = st.integers(0, 364).map(lambda number: date(2023, 9, 1) + timedelta(days=number))
dues = st.integers(-500, 900).map(lambda number: NOVEMBER + timedelta(days=number))
AHEAD = {State.MET, State.MEETING_NOW}


@given(st.sampled_from([HIGHER, LOWER]), totals, totals, totals, days, dues)
def test_what_a_running_total_says_its_year_never_takes_back(
    direction: Direction, value: int, more: int, target: int, day: date, due: date
) -> None:
    told = {"target": str(target), "due": due}
    running = stand(direction, str(value), as_at=day, **told)  # type: ignore[arg-type]
    ended = stand(direction, str(value + more), as_at=YEAR_ENDS, **told)  # type: ignore[arg-type]
    if running.state in AHEAD:
        assert ended.state in AHEAD
    elif running.state is State.OFF_TRACK:
        assert ended.state is State.OFF_TRACK
    elif day != YEAR_ENDS:
        assert running.reason is Reason.YEAR_NOT_ENDED


@given(st.sampled_from([HIGHER, LOWER]), totals, totals, totals, dues)
def test_the_year_before_decides_of_milestones_of_its_time_alone(
    direction: Direction, value: int, whole: int, target: int, due: date
) -> None:
    without = stand(direction, str(value), target=str(target), due=due)
    beside = stand(direction, str(value), target=str(target), due=due, whole=str(whole))
    if without.reason is not Reason.YEAR_NOT_ENDED:
        assert beside == without
    elif due <= LAST_YEAR:
        assert beside.state in (State.MET, State.OFF_TRACK)
    else:
        assert beside.reason is Reason.YEAR_NOT_ENDED
