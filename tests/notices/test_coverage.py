from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from notices.calendar import Horizon, horizons
from notices.coverage import covered

ISSUED = date(2022, 9, 7)
HORIZONS = horizons(ISSUED, (3, 6, 12, 18))
P2023 = [date(2023, 7, 31), date(2023, 9, 30), date(2023, 11, 30), date(2024, 1, 31), date(2024, 5, 31)]
days = st.dates(date(2022, 1, 1), date(2025, 12, 31))


def test_the_demos_plan_leaves_3_and_6_months_uncovered_and_covers_12_and_18() -> None:
    assert covered(HORIZONS, P2023) == [
        (3, date(2022, 12, 7), False, ()),
        (6, date(2023, 3, 7), False, ()),
        (12, date(2023, 9, 7), True, (date(2023, 7, 31),)),
        (18, date(2024, 3, 7), True, (date(2023, 9, 30), date(2023, 11, 30), date(2024, 1, 31))),
    ]


def test_a_target_on_the_horizon_covers_it_and_one_a_day_later_covers_the_next() -> None:
    on_the_day = covered(HORIZONS, [date(2022, 12, 7)])
    assert [horizon.covered for horizon in on_the_day] == [True, False, False, False]
    a_day_later = covered(HORIZONS, [date(2022, 12, 8)])
    assert [horizon.covered for horizon in a_day_later] == [False, True, False, False]


def test_a_target_dated_on_or_before_the_issue_date_covers_nothing() -> None:
    assert not any(horizon.covered for horizon in covered(HORIZONS, [ISSUED], after=ISSUED))
    assert covered(HORIZONS, [ISSUED + timedelta(days=1)], after=ISSUED)[0].covered


def test_a_date_given_twice_is_told_once_and_horizons_come_in_date_order() -> None:
    found = covered([Horizon(6, date(2023, 3, 7)), Horizon(3, date(2022, 12, 7))], [date(2023, 1, 31)] * 2)
    assert found == [(3, date(2022, 12, 7), False, ()), (6, date(2023, 3, 7), True, (date(2023, 1, 31),))]


@given(targets=st.lists(days, max_size=8))
def test_every_target_up_to_the_last_horizon_covers_exactly_one(targets: list[date]) -> None:
    used = [day for horizon in covered(HORIZONS, targets) for day in horizon.dates]
    assert used == sorted({day for day in targets if day <= HORIZONS[-1].due_on})
