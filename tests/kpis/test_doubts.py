"""Which figures are asked about before they are taken, and which are not."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.doubts import Against, Doubt, doubts, of_another_period, of_before
from kpis.periods import Kind, last_ended
from kpis.targets import Unit

OTHERS = (("A-K2", Decimal(23)), ("A-K3", Decimal(3)))
above_nothing = st.decimals(Decimal("0.01"), Decimal(99_999), places=2)
units = st.sampled_from(list(Unit))


def codes(value: str | Decimal, unit: Unit, before: str | Decimal | None) -> list[Doubt]:
    """The doubts about a value beside the one before it."""
    was = None if before is None else Against(Decimal(before), "the figure of October 2023")
    return [each.doubt for each in doubts(Decimal(value), unit, was, OTHERS)]


@pytest.mark.parametrize(
    ("value", "unit", "before", "asked"),
    [
        # as expected
        ("16", Unit.COUNT, "15", []),
        ("149", Unit.COUNT, "15", []),
        ("1.6", Unit.COUNT, "15", []),
        ("5", Unit.COUNT, None, []),
        ("100", Unit.PERCENT, "90", []),
        ("0.83", Unit.PERCENT, "0.63", []),
        ("0.45", Unit.COUNT, "45", [Doubt.TENTH]),
        # ten times as much, or a tenth
        ("150", Unit.COUNT, "15", [Doubt.TENFOLD]),
        ("1.5", Unit.COUNT, "15", [Doubt.TENTH]),
        ("1600", Unit.DAYS, "16", [Doubt.TENFOLD]),
        # a fall to nothing
        ("0", Unit.COUNT, "10", [Doubt.TO_NOTHING]),
        ("0", Unit.COUNT, "9", []),
        ("5", Unit.COUNT, "0", []),
        # a percentage outside 0 to 100
        ("100.1", Unit.PERCENT, "90", [Doubt.ABOVE_100]),
        ("100.1", Unit.NOT_STATED, "90", []),
        ("-1", Unit.COUNT, "9", [Doubt.BELOW_0]),
        # drift of the unit, both ways, instead of a tenth or ten times as much
        ("0.45", Unit.PERCENT, "45", [Doubt.FRACTION]),
        ("0.45", Unit.PERCENT, None, [Doubt.FRACTION]),
        ("1", Unit.PERCENT, None, []),
        ("1", Unit.PERCENT, "95", [Doubt.FRACTION]),
        ("0.45", Unit.PERCENT, "0.4", []),
        ("45", Unit.PERCENT, "0.45", [Doubt.HUNDREDFOLD]),
        ("13.02", Unit.PERCENT, "0.13", [Doubt.HUNDREDFOLD]),
        # what another row had
        ("23", Unit.COUNT, "15", [Doubt.ANOTHERS]),
        ("23", Unit.COUNT, "22", []),
        ("23", Unit.COUNT, None, []),
        ("3", Unit.COUNT, "5", []),
        ("230", Unit.COUNT, "23", [Doubt.TENFOLD]),
    ],
)
def test_a_figure_is_asked_about_when_it_looks_like_a_slip(
    value: str, unit: Unit, before: str | None, asked: list[Doubt]
) -> None:
    assert codes(value, unit, before) == asked


@pytest.mark.parametrize(
    ("value", "before", "says"),
    [
        ("0.45", "45", "0.45% looks like a fraction, because the figure of October 2023 was 45%: is it 45%?"),
        (
            "45",
            "0.45",
            "45% is about a hundred times as much, because the figure of October 2023 was 0.45%: is it 0.45%?",
        ),
        ("101", "99", "101% is more than 100%"),
        ("80", "8", "80% is ten times as much as before or more: the figure of October 2023 was 8%"),
        ("8", "80", "8% is a tenth of what it was before or less: the figure of October 2023 was 80%"),
        ("0", "80", "0% is nothing, and the figure of October 2023 was 80%"),
        ("23", "80", "23% is what A-K2 last had, and the figure of October 2023 was 80%"),
    ],
)
def test_a_doubt_says_what_looks_odd_and_beside_what(value: str, before: str, says: str) -> None:
    was = Against(Decimal(before), "the figure of October 2023")
    assert [each.sentence for each in doubts(Decimal(value), Unit.PERCENT, was, OTHERS)] == [says]


@pytest.mark.parametrize(
    ("value", "later", "says"),
    [
        ("80", "8", "80% is ten times as much as afterwards or more: the figure of May 2023 is 8%"),
        ("8", "80", "8% is a tenth of what it is afterwards or less: the figure of May 2023 is 80%"),
        ("0.45", "45", "0.45% looks like a fraction, because the figure of May 2023 is 45%: is it 45%?"),
        ("23", "80", "23% is what A-K2 last had, and the figure of May 2023 is 80%"),
    ],
)
def test_a_figure_that_is_compared_with_a_later_one_says_so(value: str, later: str, says: str) -> None:
    after = Against(Decimal(later), "the figure of May 2023", later=True)
    assert [each.sentence for each in doubts(Decimal(value), Unit.PERCENT, after, OTHERS)] == [says]


def test_a_day_before_the_plan_began_is_asked_about() -> None:
    began = date(2022, 9, 7)
    (found,) = of_before(date(1999, 1, 1), began)
    assert found.doubt is Doubt.BEFORE_PLAN
    assert found.sentence == "1 January 1999 is before the plan began, on 7 September 2022: is the day right?"
    assert of_before(began, began) == ()
    assert of_before(date(1999, 1, 1), None) == ()


@given(above_nothing, units)
def test_a_figure_that_stays_as_it_was_is_asked_about_only_where_it_lies_outside_0_to_100(
    value: Decimal, unit: Unit
) -> None:
    assert codes(value, unit, value) == ([Doubt.ABOVE_100] if unit is Unit.PERCENT and value > 100 else [])


@given(above_nothing, above_nothing)
def test_ten_times_as_much_one_way_is_a_tenth_the_other(one: Decimal, other: Decimal) -> None:
    assert (Doubt.TENFOLD in codes(one, Unit.COUNT, other)) == (Doubt.TENTH in codes(other, Unit.COUNT, one))


@given(above_nothing, above_nothing)
def test_a_percentage_is_never_asked_about_as_drift_and_as_ten_times_as_much_at_once(
    one: Decimal, other: Decimal
) -> None:
    found = set(codes(one, Unit.PERCENT, other))
    assert not (found & {Doubt.FRACTION, Doubt.HUNDREDFOLD} and found & {Doubt.TENFOLD, Doubt.TENTH})


@given(above_nothing)
def test_a_fraction_beside_its_percentage_is_asked_about_both_ways(value: Decimal) -> None:
    fraction = value / 100
    if value <= 100:
        assert Doubt.FRACTION in codes(fraction, Unit.PERCENT, value)
        assert Doubt.HUNDREDFOLD in codes(value, Unit.PERCENT, fraction)


@given(st.decimals(-1000, 1000, places=4), units, st.none() | st.decimals(-1000, 1000, places=4))
def test_each_doubt_is_told_once_in_a_sentence_that_shows_the_figure(
    value: Decimal, unit: Unit, before: Decimal | None
) -> None:
    was = None if before is None else Against(before, "the baseline")
    found = doubts(value, unit, was, OTHERS)
    assert len({each.doubt for each in found}) == len(found)
    assert all(each.sentence and len(each.doubt.value) <= 12 for each in found)


JULY, AUGUST, SEPTEMBER, OCTOBER = (date(2023, month, day) for month, day in ((7, 31), (8, 31), (9, 30), (10, 31)))
MONTH, QUARTER, DAY = Kind.MONTH, Kind.QUARTER, Kind.DAY


@pytest.mark.parametrize(
    ("day", "kind", "others", "asked"),
    [
        (SEPTEMBER, QUARTER, [(JULY, MONTH), (AUGUST, MONTH)], True),
        (SEPTEMBER, QUARTER, [(AUGUST, MONTH), (OCTOBER, MONTH)], True),
        (SEPTEMBER, MONTH, [(date(2023, 6, 30), QUARTER), (date(2023, 12, 31), QUARTER)], True),
        (AUGUST, Kind.TERM, [(JULY, MONTH)], True),
        (SEPTEMBER, MONTH, [(JULY, MONTH), (AUGUST, MONTH)], False),
        # a month after the quarter that was said to be right, and a second quarter after a change
        (OCTOBER, MONTH, [(AUGUST, MONTH), (SEPTEMBER, QUARTER)], False),
        (date(2023, 12, 31), QUARTER, [(AUGUST, MONTH), (SEPTEMBER, QUARTER)], False),
        # a day's figure stands in line with all others, and nothing with nothing
        (SEPTEMBER, DAY, [(AUGUST, MONTH)], False),
        (SEPTEMBER, QUARTER, [(AUGUST, DAY), (JULY, DAY)], False),
        (SEPTEMBER, QUARTER, [], False),
        (SEPTEMBER, QUARTER, [(SEPTEMBER, MONTH)], False),
    ],
)
def test_a_figure_of_another_kind_of_period_than_those_around_it_is_asked_about(
    day: date, kind: Kind, others: list[tuple[date, Kind]], asked: bool
) -> None:
    assert [each.doubt for each in of_another_period(day, kind, others)] == [Doubt.OTHER_PERIOD] * asked


def test_a_quarter_among_months_is_named_with_the_nearest_of_them() -> None:
    (found,) = of_another_period(SEPTEMBER, QUARTER, [(JULY, MONTH), (AUGUST, MONTH)])
    assert found.sentence == (
        "July to September 2023 is a quarter, and the figure of August 2023 is of a month: "
        "figures of unlike periods do not compare"
    )


@given(st.lists(st.dates(date(2020, 1, 1), date(2024, 1, 1)), unique=True), st.sampled_from(list(Kind)))
def test_a_series_of_one_kind_of_period_is_never_asked_about(days: list[date], kind: Kind) -> None:
    others = [(last_ended(each, kind), kind) for each in days]
    assert of_another_period(SEPTEMBER, kind, others) == ()
