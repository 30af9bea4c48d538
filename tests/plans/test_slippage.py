from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.slippage import Revision, Slippage, slip

SEPTEMBER, OCTOBER, NOVEMBER = date(2023, 9, 30), date(2023, 10, 31), date(2023, 11, 30)
TODAY = date(2023, 12, 22)
days = st.dates(date(2023, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("revisions", "expected"),
    [
        ([], Slippage(SEPTEMBER, SEPTEMBER, 0, 0)),
        ([Revision(date(2023, 9, 12), OCTOBER)], Slippage(SEPTEMBER, OCTOBER, 31, 1)),
        (
            [Revision(date(2023, 10, 10), NOVEMBER), Revision(date(2023, 9, 12), OCTOBER)],
            Slippage(SEPTEMBER, NOVEMBER, 61, 2),
        ),
        ([Revision(date(2023, 9, 12), OCTOBER), Revision(None, NOVEMBER)], Slippage(SEPTEMBER, OCTOBER, 31, 1)),
        ([Revision(None, NOVEMBER)], Slippage(SEPTEMBER, SEPTEMBER, 0, 0)),
        ([Revision(TODAY, OCTOBER)], Slippage(SEPTEMBER, OCTOBER, 31, 1)),
        ([Revision(date(2023, 12, 23), OCTOBER)], Slippage(SEPTEMBER, SEPTEMBER, 0, 0)),
        ([Revision(date(2023, 7, 1), date(2023, 9, 20))], Slippage(SEPTEMBER, date(2023, 9, 20), -10, 1)),
        (
            [Revision(date(2023, 9, 12), NOVEMBER), Revision(date(2023, 9, 12), OCTOBER)],
            Slippage(SEPTEMBER, OCTOBER, 31, 2),
        ),
    ],
)
def test_slip_is_from_the_original_date_by_agreed_changes_alone(revisions: list[Revision], expected: Slippage) -> None:
    assert slip(SEPTEMBER, revisions, TODAY) == expected


def test_a_date_that_was_still_to_come_has_not_slipped_when_it_comes() -> None:
    agreed = [Revision(date(2023, 6, 1), SEPTEMBER), Revision(date(2023, 9, 1), OCTOBER)]
    assert slip(None, [], TODAY) == Slippage(None, None, 0, 0)
    assert slip(None, agreed[:1], TODAY) == Slippage(SEPTEMBER, SEPTEMBER, 0, 0)
    assert slip(None, agreed, TODAY) == Slippage(SEPTEMBER, OCTOBER, 31, 1)


@pytest.mark.parametrize(
    ("slippage", "said"),
    [
        (slip(SEPTEMBER, [], TODAY), "No agreed change of date"),
        (
            slip(SEPTEMBER, [Revision(date(2023, 9, 1), OCTOBER), Revision(date(2023, 10, 1), NOVEMBER)], TODAY),
            "61 days later than the original 30 September 2023, after 2 agreed changes",
        ),
        (
            slip(SEPTEMBER, [Revision(date(2023, 9, 1), date(2023, 9, 29))], TODAY),
            "1 day earlier than the original 30 September 2023, after 1 agreed change",
        ),
        (
            slip(SEPTEMBER, [Revision(date(2023, 9, 1), OCTOBER), Revision(date(2023, 9, 8), SEPTEMBER)], TODAY),
            "Back at the original 30 September 2023, after 2 agreed changes",
        ),
    ],
)
def test_a_slip_is_said_in_one_sentence(slippage: Slippage, said: str) -> None:
    assert slippage.sentence == said


@given(original=days, revisions=st.lists(st.builds(Revision, st.none() | days, days), max_size=6), today=days)
def test_a_request_not_agreed_by_the_day_never_moves_the_date(
    original: date, revisions: list[Revision], today: date
) -> None:
    agreed = [each for each in revisions if each.agreed_on is not None and each.agreed_on <= today]
    found = slip(original, revisions, today)
    assert found == slip(original, agreed, today)
    assert found.original == original
    assert found.revisions == len(agreed)
    assert found.current is not None
    assert found.days == (found.current - original).days
