"""What readers are told of a notice's boards."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Attended, Authority, Board, BoardKind, LogState
from boards.reading import read_boards
from notices.models import Notice
from people.models import OrganisationKind
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


def met(notice: Notice | None = None, on: date = date(2023, 12, 14)) -> Notice:
    """A notice with a board that met once, with everything that hangs on a meeting."""
    notice = notice or make.Notice()
    board = make.Board(notice=notice)
    dfe = make.Organisation(kind=OrganisationKind.DFE)
    meeting = make.Meeting(notice=notice, board=board, on=on, held=True, recorded_by=make.User(), recorded_at=NOW)
    seat = make.Seat(notice=notice, board=board, organisation=dfe, title="DfE case lead", invited_each_time=True)
    make.Attendance(notice=notice, meeting=meeting, seat=seat, attended=Attended.APOLOGIES)
    make.Invitation(notice=notice, meeting=meeting, seat=seat)
    make.Decision(notice=notice, meeting=meeting, decided_on=on)
    make.LogUpdate(notice=notice, entry=make.LogEntry(notice=notice, board=board, meeting=meeting))
    make.Cycle(notice=notice, opens_on=on - timedelta(days=24), closes_on=on - timedelta(days=10), board_on=on)
    return notice


def test_a_meeting_is_told_with_attendance_apologies_invitations_and_decisions() -> None:
    meeting = read_boards(met(), TODAY).boards[0].meetings[0]
    assert (meeting.came, meeting.apologies) == (0, ("DfE case lead",))
    assert meeting.counts[Attended.APOLOGIES] == 1
    assert len(meeting.invited(OrganisationKind.DFE)) == 1
    assert meeting.invited(OrganisationKind.NHSE) == ()
    assert len(meeting.decisions) == 1


def test_last_and_next_meeting_are_told() -> None:
    notice = met()
    board = notice_board(notice)
    make.Meeting(notice=notice, board=board, on=date(2024, 1, 16))
    reading = read_boards(notice, TODAY)
    assert reading.last_meeting is not None
    assert reading.next_meeting is not None
    assert (reading.last_meeting.on, reading.next_meeting.on) == (date(2023, 12, 14), date(2024, 1, 16))


def notice_board(notice: Notice) -> object:
    return Board.objects.of(notice).first()


def test_a_required_seat_without_a_post_or_without_a_holder_is_a_warning() -> None:
    board = make.Board()
    held, empty = make.PostHolding().post, make.Post()
    make.PostHolding(post=empty, ends_on=date(2023, 6, 30))
    for title, post, required in (
        ("Held", held, True),
        ("Nobody", empty, True),
        ("No post", None, True),
        ("Optional", None, False),
    ):
        make.Seat(notice=board.notice, board=board, title=title, post=post, required=required)
    told = read_boards(board.notice, TODAY).boards[0]
    assert [(seat.title, seat.warning) for seat in told.vacant] == [
        ("Nobody", "Nobody holds this post today"),
        ("No post", "No post is named for this seat"),
    ]


def test_an_open_entry_past_its_day_is_overdue_and_a_finished_one_is_not() -> None:
    board, who = make.Board(), make.User()
    early = date(2023, 12, 1)
    make.LogEntry(notice=board.notice, board=board, due_on=early)
    make.LogEntry(notice=board.notice, board=board, due_on=early, state=LogState.DONE, closed_by=who, closed_at=NOW)
    make.LogEntry(notice=board.notice, board=board, due_on=TODAY)
    told = read_boards(board.notice, TODAY).boards[0]
    assert [entry.overdue for entry in told.log] == [True, False, False]
    assert len(told.open_log) == 2


def test_chairs_action_waits_for_ratification_until_a_meeting_ratified_it() -> None:
    meeting = make.Meeting()
    chair = {"notice": meeting.notice, "authority": Authority.CHAIR, "meeting": None}
    make.Decision(**chair)
    make.Decision(**chair, ratified_at_meeting=meeting)
    waiting, ratified = read_boards(meeting.notice, TODAY).decisions
    assert (waiting.awaits_ratification, ratified.awaits_ratification) == (True, False)
    assert ratified.ratified_on == meeting.on


def test_the_partnership_board_is_the_one_whose_meetings_lead() -> None:
    notice = make.Notice()
    make.Meeting(notice=notice, board=make.Board(notice=notice, kind=BoardKind.DELIVERY), on=date(2024, 1, 2))
    assert read_boards(notice, TODAY).next_meeting is None


def test_reading_costs_five_queries_for_one_board_as_for_three() -> None:
    notice = met()
    with CaptureQueriesContext(connection) as one:
        read_boards(notice, TODAY)
    met(notice, date(2023, 11, 14))
    met(notice, date(2023, 10, 17))
    with CaptureQueriesContext(connection) as three:
        assert len(read_boards(notice, TODAY).boards) == 3
    assert len(one) == len(three) == 5


def test_another_notices_boards_are_not_read() -> None:
    notice, other = met(), met()
    mine, theirs = read_boards(notice, TODAY), read_boards(other, TODAY)
    assert {board.pk for board in mine.boards}.isdisjoint(board.pk for board in theirs.boards)
    assert {each.uid for each in mine.decisions}.isdisjoint(each.uid for each in theirs.decisions)
