"""A meeting of the partnership board meets the notice's obligation to meet."""

from datetime import UTC, date, datetime

import pytest

from boards.actions import record_meeting
from boards.models import BoardKind
from notices.models import Fulfilment, ObligationKind
from tests import factories as make
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    found = assemble()
    make.Obligation(notice=found.notice, kind=ObligationKind.BOARD, every=1, last_day=True, code="board")
    return found


def _hold(cast: Cast, on: date, kind: BoardKind = BoardKind.PARTNERSHIP) -> None:
    meeting = make.Meeting(notice=cast.notice, board=make.Board(notice=cast.notice, kind=kind), on=on)
    at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC)
    record_meeting(meeting=meeting, attendance={}, notes="", by=cast["office"], at=at, seen_version=1)


def _met() -> list[tuple[date, date]]:
    return list(Fulfilment.objects.order_by("due_on").values_list("due_on", "met_on"))


def test_a_meeting_meets_the_occurrence_of_its_month(cast: Cast) -> None:
    _hold(cast, date(2023, 12, 14))
    assert _met() == [(date(2023, 12, 31), date(2023, 12, 14))]


def test_each_month_is_met_by_its_own_meeting(cast: Cast) -> None:
    _hold(cast, date(2023, 11, 16))
    _hold(cast, date(2023, 12, 14))
    assert [due for due, _ in _met()] == [date(2023, 11, 30), date(2023, 12, 31)]


def test_a_second_meeting_in_a_month_answers_nothing_more(cast: Cast) -> None:
    _hold(cast, date(2023, 12, 7))
    _hold(cast, date(2023, 12, 14))
    assert _met() == [(date(2023, 12, 31), date(2023, 12, 7))]


def test_a_missed_month_stays_missed(cast: Cast) -> None:
    _hold(cast, date(2023, 10, 19))
    _hold(cast, date(2023, 12, 14))
    assert [due for due, _ in _met()] == [date(2023, 10, 31), date(2023, 12, 31)]


def test_the_delivery_groups_meeting_proves_nothing(cast: Cast) -> None:
    _hold(cast, date(2023, 12, 14), BoardKind.DELIVERY)
    assert _met() == []
