from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.models import Cumulates
from kpis.periods import (
    GRACE,
    Kind,
    Span,
    Year,
    called,
    code,
    ended,
    ends_period,
    inside,
    last_ended,
    not_its_end,
    span,
    stale_since,
    year_of,
)

days = st.dates(date(2013, 1, 1), date(2040, 12, 31))
kinds = st.sampled_from(list(Kind))


@pytest.mark.parametrize(
    ("kind", "first", "last", "name"),
    [
        (Kind.DAY, date(2023, 11, 15), date(2023, 11, 15), "15 November 2023"),
        (Kind.MONTH, date(2023, 11, 1), date(2023, 11, 30), "November 2023"),
        (Kind.QUARTER, date(2023, 10, 1), date(2023, 12, 31), "October to December 2023"),
        (Kind.TERM, date(2023, 9, 1), date(2023, 12, 31), "Autumn term 2023"),
        (Kind.ACADEMIC_YEAR, date(2023, 9, 1), date(2024, 8, 31), "Academic year 2023/24"),
        (Kind.FINANCIAL_YEAR, date(2023, 4, 1), date(2024, 3, 31), "Financial year 2023/24"),
    ],
)
def test_the_period_that_a_day_lies_in_and_its_name(kind: Kind, first: date, last: date, name: str) -> None:
    assert span(date(2023, 11, 15), kind) == Span(first, last)
    assert called(last, kind) == name


@pytest.mark.parametrize(
    ("last", "name"),
    [(date(2024, 3, 31), "Spring term 2024"), (date(2024, 8, 31), "Summer term 2024")],
)
def test_terms_are_those_of_the_returns(last: date, name: str) -> None:
    assert called(last, Kind.TERM) == name


def test_a_year_over_the_turn_of_a_century_keeps_two_digits() -> None:
    assert called(date(2100, 8, 31), Kind.ACADEMIC_YEAR) == "Academic year 2099/00"


@given(days, kinds)
def test_every_day_lies_in_its_period_and_periods_follow_each_other(day: date, kind: Kind) -> None:
    found = span(day, kind)
    assert found.first <= day <= found.last
    assert ends_period(found.last, kind)
    assert span(found.first, kind) == found
    assert span(found.last + timedelta(days=1), kind).first == found.last + timedelta(days=1)


@given(days, kinds)
def test_the_period_that_ended_last_has_ended(on: date, kind: Kind) -> None:
    ended = last_ended(on, kind)
    assert ended <= on
    assert ends_period(ended, kind)
    assert ended == on or span(on, kind).first == ended + timedelta(days=1)


@pytest.mark.parametrize(
    ("latest", "on", "since"),
    [
        (date(2023, 10, 31), date(2023, 12, 20), None),  # November is asked for, and not late yet
        (date(2023, 10, 31), date(2023, 11, 30) + timedelta(days=GRACE - 1), None),
        (date(2023, 10, 31), date(2023, 11, 30) + timedelta(days=GRACE), date(2023, 11, 30)),
        (date(2023, 11, 15), date(2024, 1, 11), None),  # a figure of a day within the month is one of that month
        (None, date(2024, 1, 11), date(2023, 11, 30)),
    ],
)
def test_a_monthly_figure_is_stale_when_its_month_and_the_grace_have_passed(
    latest: date | None, on: date, since: date | None
) -> None:
    assert stale_since(latest, Kind.MONTH, on) == since


def test_a_figure_of_the_first_day_of_a_period_is_of_that_period() -> None:
    on = date(2023, 12, 20)
    assert stale_since(date(2023, 10, 1), Kind.MONTH, on) is None
    assert stale_since(date(2023, 9, 30), Kind.MONTH, on) == date(2023, 10, 31)


def test_yearly_figures_are_stale_by_their_own_year_and_without_a_frequency_none_is() -> None:
    assert stale_since(date(2022, 8, 31), Kind.ACADEMIC_YEAR, date(2023, 12, 1)) == date(2023, 8, 31)
    assert stale_since(date(2023, 8, 31), Kind.ACADEMIC_YEAR, date(2024, 8, 30)) is None
    assert stale_since(None, None, date(2024, 1, 1)) is None


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Kind.MONTH, "a month: give 30 November 2023 for November 2023, or choose “A day”"),
        (Kind.QUARTER, "a quarter: give 31 December 2023 for October to December 2023, or choose “A day”"),
        (Kind.TERM, "a term: give 31 December 2023 for the autumn term 2023, or choose “A day”"),
        (Kind.ACADEMIC_YEAR, "an academic year: give 31 August 2024 for the academic year 2023/24, or choose “A day”"),
        (Kind.FINANCIAL_YEAR, "a financial year: give 31 March 2024 for the financial year 2023/24, or choose “A day”"),
    ],
)
def test_a_day_that_ends_no_period_is_told_the_right_one(kind: Kind, says: str) -> None:
    assert not_its_end(date(2023, 11, 15), kind) == f"15 November 2023 is not the last day of {says}"


@given(days, kinds)
def test_a_day_is_told_nothing_just_where_a_period_ends_on_it(day: date, kind: Kind) -> None:
    assert (not_its_end(day, kind) == "") == ends_period(day, kind)
    assert not_its_end(span(day, kind).last, kind) == ""


@given(days, kinds, st.integers(1, 8))
def test_the_latest_periods_follow_upon_each_other_and_have_ended(day: date, kind: Kind, number: int) -> None:
    found = ended(day, kind, number)
    assert found[0] == last_ended(day, kind)
    assert [span(later, kind).first - timedelta(days=1) for later in found[:-1]] == found[1:]


def test_a_period_has_a_name_in_a_sentence_and_a_code_in_an_address() -> None:
    assert inside(date(2023, 8, 31), Kind.ACADEMIC_YEAR) == "the academic year 2022/23"
    assert inside(date(2023, 11, 30), Kind.MONTH) == "November 2023"
    assert code(date(2023, 11, 30), Kind.MONTH) == "2023-11"
    assert code(date(2023, 12, 31), Kind.QUARTER) == "quarter-2023-12"


@pytest.mark.parametrize(
    ("year", "day", "first", "last"),
    [
        (Year.ACADEMIC, date(2023, 8, 31), date(2022, 9, 1), date(2023, 8, 31)),
        (Year.ACADEMIC, date(2023, 9, 1), date(2023, 9, 1), date(2024, 8, 31)),
        (Year.FINANCIAL, date(2024, 2, 29), date(2023, 4, 1), date(2024, 3, 31)),
        (Year.CALENDAR, date(2023, 12, 31), date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_running_total_has_a_year_that_every_day_lies_in(year: Year, day: date, first: date, last: date) -> None:
    assert year_of(day, year) == Span(first, last)


def test_the_years_are_those_over_which_a_kpi_can_add_up() -> None:
    assert {str(each) for each in Year} == set(Cumulates.values) - {""}
