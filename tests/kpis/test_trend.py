from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.trend import Point, expected_at, trend

D = Decimal
START = date(2023, 1, 31)
PATH = [(date(2023, 11, 30), D(12)), (date(2023, 7, 31), D("14.4")), (date(2024, 1, 31), D(8))]
days = st.dates(date(2022, 6, 1), date(2025, 1, 1))
values = st.decimals(min_value=-1000, max_value=1000, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 1, 30), None),
        (START, D(16)),
        (date(2023, 7, 31), D("14.4")),
        (date(2023, 9, 29), D("14.4") - D("2.4") * 60 / 122),
        (date(2023, 11, 30), D(12)),
        (date(2023, 12, 31), D(10)),
        (date(2024, 1, 31), D(8)),
        (date(2024, 6, 30), D(8)),
    ],
)
def test_the_expected_position_runs_through_each_target_in_date_order(day: date, expected: Decimal | None) -> None:
    assert expected_at(day, START, D(16), PATH) == expected


def test_there_is_no_path_without_a_baseline_its_date_or_a_target_after_it() -> None:
    day = date(2023, 9, 30)
    assert expected_at(day, START, None, PATH) is None
    assert expected_at(day, None, D(16), PATH) is None
    assert expected_at(day, START, D(16), []) is None
    assert expected_at(day, START, D(16), [(START, D(8))]) is None


@given(day=days, baseline=values, targets=st.dictionaries(days, values, min_size=1, max_size=5))
def test_the_expected_position_never_leaves_the_span_of_its_ends(
    day: date, baseline: Decimal, targets: dict[date, Decimal]
) -> None:
    expected = expected_at(day, START, baseline, list(targets.items()))
    if expected is not None:
        assert min(baseline, *targets.values()) <= expected <= max(baseline, *targets.values())
    if day in targets and day > START:
        assert expected == targets[day]


def monthly(*figures: str, breaks: int | None = None) -> list[Point]:
    ends = [date(2023, month, 28) for month in range(1, 13)]
    return [Point(ends[number], D(value), number == breaks) for number, value in enumerate(figures)]


def test_six_regular_figures_have_a_trend_and_five_have_none() -> None:
    assert trend(monthly("1", "2", "3", "4", "5")) is None
    found = trend(monthly("1", "2", "3", "4", "5", "6"))
    assert found is not None
    assert found.heading == 1
    assert found.points == 6
    assert found.sentence == "Rising by about 1 a month over 6 figures from January 2023 to June 2023 (for information)"


def test_the_order_in_which_figures_come_does_not_matter() -> None:
    points = monthly("10", "9", "8.2", "7", "6.1", "5")
    assert trend(points[::-1]) == trend(points)
    found = trend(points)
    assert found is not None
    assert found.sentence.startswith("Falling by about 1 a month")


def test_figures_that_scatter_more_than_they_move_have_no_clear_direction() -> None:
    found = trend(monthly("10", "14", "9", "13", "10", "12", "9", "14"))
    assert found is not None
    assert found.heading == 0
    assert found.sentence == ("No clear direction over 8 figures from January 2023 to August 2023 (for information)")
    level = trend(monthly("10", "10", "10", "10", "10", "10"))
    assert level is not None
    assert level.heading == 0


def test_a_cumulative_series_has_no_trend() -> None:
    assert trend(monthly("1", "2", "3", "4", "5", "6"), cumulative=True) is None


def test_figures_before_a_series_break_do_not_count() -> None:
    assert trend(monthly("1", "2", "3", "4", "5", "6", "7", breaks=2)) is None
    found = trend(monthly("90", "80", "3", "4", "5", "6", "7", "8", breaks=2))
    assert found is not None
    assert (found.points, found.heading, found.first) == (6, 1, date(2023, 3, 28))


def test_irregular_figures_have_no_trend() -> None:
    waves = [Point(date(2023, month, 1), D(month)) for month in (1, 2, 5, 6, 9, 10, 12)]
    assert trend(waves) is None
    twice = [Point(date(2023, 1, 1), D(1))] * 8
    assert trend(twice) is None
    missing = [point for point in monthly(*[str(n) for n in range(9)]) if point.on.month != 2]
    found = trend(missing)
    assert found is not None
    assert found.first == date(2023, 3, 28)


@given(slope=st.integers(-500, 500).filter(bool), start=values, gap=st.integers(1, 120), number=st.integers(6, 15))
def test_points_on_a_line_give_back_the_line(slope: int, start: Decimal, gap: int, number: int) -> None:
    points = [Point(START + timedelta(days=gap * step), start + D(slope) * gap * step / 10) for step in range(number)]
    found = trend(points)
    assert found is not None
    assert found.heading == (1 if slope > 0 else -1)
    assert abs(found.a_month - D(slope) / 10 * D("30.4375")) < D("1e-15")


@pytest.mark.parametrize(
    ("step", "higher", "travel"),
    [
        (1, True, "Getting better"),
        (1, False, "Getting worse"),
        (1, None, "Rising"),
        (-1, True, "Getting worse"),
        (-1, False, "Getting better"),
        (-1, None, "Falling"),
        (0, True, "No clear direction"),
    ],
)
def test_the_direction_of_travel_is_the_trends_and_not_that_of_the_last_point(
    step: int, higher: bool | None, travel: str
) -> None:
    # the last point goes back half a step: the trend still leads on
    values = [D(50) + step * D(place) for place in range(8)] + [D(50) + step * D("6.5")]
    found = trend([Point(START + timedelta(days=30 * place), value) for place, value in enumerate(values)])
    assert found is not None
    assert found.travel(higher_is_better=higher) == travel
