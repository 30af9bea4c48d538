"""Where values and days stand on a chart, and where words find room."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.charts.data import number
from kpis.charts.labels import Box, Label, Room, shortened, width_of, wrapped
from kpis.charts.scales import month_ticks, mostly_month_ends, tick_words, value_ticks, whole_months


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["16", "45"], ["0", "10", "20", "30", "40", "50"]),
        (["0", "100"], ["0", "20", "40", "60", "80", "100"]),
        (["1600", "0"], ["0", "500", "1,000", "1,500", "2,000"]),
        (["81", "97"], ["80", "85", "90", "95", "100"]),
        (["80", "97"], ["75", "80", "85", "90", "95", "100"]),
        (["100", "100"], ["0", "20", "40", "60", "80", "100"]),
        (["0", "0"], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (["-4", "-11.5"], ["-12.5", "-10.0", "-7.5", "-5.0", "-2.5", "0.0"]),
        (["0.0083", "0.0056"], ["0.005", "0.006", "0.007", "0.008", "0.009"]),
    ],
)
def test_ticks_are_round_numbers(values: list[str], expected: list[str]) -> None:
    ticks = tick_words(value_ticks([Decimal(value) for value in values]))
    assert [tick.replace("\N{MINUS SIGN}", "-") for tick in ticks] == expected


@given(st.lists(st.decimals(-(10**9), 10**9, allow_nan=False, places=3), min_size=1, max_size=20))
@settings(max_examples=100)
def test_ticks_enclose_every_value_and_are_few(values: list[Decimal]) -> None:
    ticks = value_ticks(values)
    assert ticks[0] <= min(values) <= max(values) <= ticks[-1]
    assert 2 <= len(ticks) <= 8
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert len(set(tick_words(ticks))) == len(ticks)


def test_a_months_name_stands_where_its_figures_stand() -> None:
    first, last = whole_months([date(2023, 11, 30), date(2024, 2, 29)])
    assert (first, last) == (date(2023, 11, 1), date(2024, 2, 29))
    ends = month_ticks(first, last, 8, at_month_end=True)
    assert [(tick.centre, tick.words, tick.year) for tick in ends] == [
        (date(2023, 11, 30), "Nov", "2023"),
        (date(2023, 12, 31), "Dec", ""),
        (date(2024, 1, 31), "Jan", "2024"),
        (date(2024, 2, 29), "Feb", ""),
    ]
    middles = month_ticks(first, last, 8, at_month_end=False)
    assert [(tick.mark.day, tick.centre.day) for tick in middles] == [(1, 15)] * 4


@pytest.mark.parametrize("months", [1, 2, 5, 11, 18, 30, 80, 200])
@pytest.mark.parametrize("at_most", [2, 5, 12])
def test_months_are_never_more_than_have_room(months: int, at_most: int) -> None:
    first, last = whole_months([date(2023, 3, 9), date(2023, 3, 9) + timedelta(days=30 * months)])
    ticks = month_ticks(first, last, at_most, at_month_end=True)
    assert len(ticks) <= at_most + 1


def test_month_ends_are_recognised() -> None:
    assert mostly_month_ends([date(2023, 5, 31), date(2024, 2, 29), date(2023, 6, 12)])
    assert not mostly_month_ends([date(2023, 5, 31), date(2023, 6, 1), date(2023, 6, 12)])


def test_a_label_without_any_place_is_left_out_and_never_laid_over_another() -> None:
    room = Room(Box(0, 0, 60, 60))
    first = room.place(Label(30, 30, (("24%",),)))
    assert first is not None
    assert first.lines == ("24%",)
    room.add_marker(30, 30, 60)
    assert room.place(Label(30, 30, (("24%", "End September 2023"), ("24%",)))) is None


def between_two_markers(above: float) -> Room:
    """Room under a point at (50, `above`), with another point below it."""
    room = Room(Box(0, 0, 100, 200))
    room.add_marker(50, above, 4)
    room.add_marker(50, above + 40, 4)
    return room


def test_fewer_words_that_are_clearly_its_own_are_better_than_more_that_seem_anothers() -> None:
    clear = between_two_markers(60).place(Label(50, 60, (("24%", "November"), ("24%",))))
    assert clear is not None
    assert clear.lines == ("24%", "November")
    tight = between_two_markers(10).place(Label(50, 10, (("24%", "November"), ("24%",))))
    assert tight is not None
    assert tight.lines == ("24%",)


def test_words_that_are_said_elsewhere_too_are_left_out_rather_than_put_where_they_mislead() -> None:
    for spare, placed in ((False, True), (True, False)):
        room = between_two_markers(10)
        room.add_marker(50, 20, 30)
        label = Label(50, 10, (("England",),), spare=spare)
        assert (room.place(label) is not None) is placed


def test_a_faint_marker_is_gone_round_where_there_is_room_and_crossed_where_there_is_none() -> None:
    room = Room(Box(0, 0, 200, 60))
    room.add_faint(100, 15, 6)
    free = room.place(Label(100, 30, (("24%",),)))
    assert free is not None
    assert not free.box.overlaps(Box(94, 9, 106, 21))
    narrow = Room(Box(80, 0, 120, 30))
    narrow.add_faint(100, 12, 6)
    crossed = narrow.place(Label(100, 26, (("24%",),)))
    assert crossed is not None
    assert crossed.box.overlaps(Box(94, 6, 106, 18))


def test_text_is_cut_or_wrapped_to_its_width() -> None:
    assert shortened("Short", 100) == "Short"
    cut = shortened("Percentage of parents who feel heard", 100)
    assert cut.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert width_of(cut) <= 100
    assert shortened("Wide", 3) == ""
    assert wrapped("End of September 2023", 100) == ("End of", "September 2023")
    assert wrapped("Unbreakableverylongword indeed", 60)[0].endswith("\N{HORIZONTAL ELLIPSIS}")
    assert wrapped("  ", 60) == ()
    assert number(Decimal("0.10")) == "0.1"
