"""How a milestone that has passed came out: by the figure of its day, else by those round it where they agree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.passed import BREAK, UNLIKE, Asked, Outcome, Passed, passed
from kpis.periods import Kind
from kpis.state import Figure, FigureKind
from kpis.targets import Direction

D = Decimal
MET, MISSED, UNKNOWN = Outcome.MET, Outcome.MISSED, Outcome.UNKNOWN
DUE, TODAY = date(2023, 9, 30), date(2023, 12, 22)
JUNE, JULY, OCTOBER, NOVEMBER = date(2023, 6, 30), date(2023, 7, 31), date(2023, 10, 31), date(2023, 11, 30)


def at(day: date, value: int, **more: object) -> Figure:
    return Figure(D(value), day, **more)  # type: ignore[arg-type]


def came(*figures: Figure, value: int | None = 40, on: date = TODAY, **more: object) -> Passed:
    return passed(Asked(DUE, None if value is None else D(value), **more), figures, Direction.HIGHER, on)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figures", "outcome", "of"),
    [
        # the figure of its day decides, whatever stands round it
        ((at(JULY, 10), at(DUE, 40), at(OCTOBER, 10)), MET, DUE),
        ((at(JULY, 50), at(DUE, 39), at(OCTOBER, 50)), MISSED, DUE),
        # of one that is due at a month's end a figure of that month does, the last of them
        ((at(date(2023, 9, 22), 33), at(NOVEMBER, 52)), MISSED, date(2023, 9, 22)),
        ((at(date(2023, 9, 1), 33), at(date(2023, 9, 22), 41), at(NOVEMBER, 12)), MET, date(2023, 9, 22)),
        # and so does one of a period that holds its day
        ((at(JULY, 50), at(NOVEMBER, 39, first=date(2023, 9, 1))), MISSED, NOVEMBER),
        # without one, those before and after it where they agree
        ((at(JUNE, 17), at(NOVEMBER, 24)), MISSED, JUNE),
        ((at(JUNE, 41), at(JULY, 44), at(NOVEMBER, 42)), MET, JULY),
        ((at(JUNE, 17), at(NOVEMBER, 44)), UNKNOWN, JUNE),
        ((at(JUNE, 44), at(NOVEMBER, 17)), UNKNOWN, JUNE),
        # what was measured first after it alone decides, what was measured before it never
        ((at(OCTOBER, 44), at(NOVEMBER, 12)), MET, OCTOBER),
        ((at(NOVEMBER, 12),), MISSED, NOVEMBER),
        ((at(JULY, 44),), UNKNOWN, JULY),
        ((at(JULY, 12),), UNKNOWN, JULY),
        ((), UNKNOWN, None),
        # a forecast is no figure, and one that lies ahead is not there yet
        ((at(DUE, 44, kind=FigureKind.PROJECTED),), UNKNOWN, None),
        ((at(JULY, 12), at(date(2023, 12, 31), 12)), UNKNOWN, JULY),
        ((at(DUE, 44, kind=FigureKind.PROVISIONAL),), MET, DUE),
    ],
)
def test_a_passed_milestone_is_met_or_missed_by(figures: tuple[Figure, ...], outcome: Outcome, of: date | None) -> None:
    found = came(*figures)
    assert (found.outcome, found.figure and found.figure.as_at) == (outcome, of)
    assert bool(found.why) is (outcome is UNKNOWN)


def test_figures_beyond_the_milestones_round_it_say_nothing_of_it() -> None:
    found = came(at(JUNE, 50), at(NOVEMBER, 50), after=JULY, before=OCTOBER)
    assert (found.outcome, found.figure, found.why) == (UNKNOWN, None, "no figure")


def test_a_figure_across_a_series_break_is_set_against_it_without_a_word() -> None:
    found = came(at(DUE, 50, comparable=False))
    assert (found.outcome, found.why) == (UNKNOWN, BREAK)
    assert came(at(JULY, 50, comparable=False)).why == BREAK
    assert came(at(JULY, 50), at(NOVEMBER, 50, comparable=False)).outcome is UNKNOWN


def test_why_nothing_can_be_said_is_named() -> None:
    assert came(at(DUE, 50), value=None, why_not="baseline awaited").why == "baseline awaited"
    assert passed(Asked(DUE, D(40)), [at(DUE, 50)], Direction.NOT_SET, TODAY).why == "direction not set"
    assert came(at(JUNE, 17), at(NOVEMBER, 44)).why == UNLIKE


def test_the_figure_of_its_day_is_waited_for_as_often_as_figures_come() -> None:
    asked, figures = Asked(DUE, D(40)), [at(JULY, 12)]
    assert passed(asked, figures, Direction.HIGHER, date(2023, 11, 11)).why == (
        "its figure is waited for until 11 November 2023"
    )
    assert passed(asked, figures, Direction.HIGHER, date(2023, 11, 12)).why == "no figure of its day"
    assert "11 February 2024" in passed(asked, figures, Direction.HIGHER, TODAY, Kind.TERM).why


YEAR_ENDS = date(2024, 8, 31)


@pytest.mark.parametrize(
    ("direction", "figures", "outcome"),
    [
        # the total of its year decides
        (Direction.LOWER, (at(YEAR_ENDS, 40),), MET),
        (Direction.LOWER, (at(YEAR_ENDS, 41),), MISSED),
        # so does what nothing can change
        (Direction.LOWER, (at(NOVEMBER, 41, runs_until=YEAR_ENDS),), MISSED),
        (Direction.HIGHER, (at(NOVEMBER, 40, runs_until=YEAR_ENDS),), MET),
        (Direction.LOWER, (at(NOVEMBER, 4, runs_until=YEAR_ENDS),), UNKNOWN),
        (Direction.HIGHER, (at(NOVEMBER, 39, runs_until=YEAR_ENDS),), UNKNOWN),
        # no other year's total does
        (Direction.LOWER, (at(date(2023, 8, 31), 4),), UNKNOWN),
        (Direction.LOWER, (at(YEAR_ENDS, 4, comparable=False),), UNKNOWN),
    ],
)
def test_a_running_total_answers_by_its_year(
    direction: Direction, figures: tuple[Figure, ...], outcome: Outcome
) -> None:
    asked = Asked(DUE, D(40), year_ends=YEAR_ENDS)
    assert passed(asked, figures, direction, date(2024, 9, 30)).outcome is outcome


days = st.integers(-300, 80).map(lambda number: DUE + timedelta(days=number))
figures = st.builds(at, days, st.integers(0, 80), kind=st.sampled_from(FigureKind), comparable=st.booleans())


@given(st.lists(figures, max_size=8, unique_by=lambda each: each.as_at), st.sampled_from([40, None]))
def test_an_outcome_has_a_figure_that_bears_it_out_and_no_outcome_a_reason(
    known: list[Figure], value: int | None
) -> None:
    found = came(*known, value=value)
    if found.outcome is UNKNOWN:
        assert found.why
    else:
        assert found.figure in known
        assert found.figure is not None
        assert found.figure.comparable
        assert (found.figure.value >= 40) is (found.outcome is MET)
        assert not found.why
