"""What is always true of boards, broken on purpose."""

from collections.abc import Callable
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError

from boards.models import Answer, Attended, Authority, LogState
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def same_board(factory: Callable[..., object], **same: object) -> None:
    board = make.Board()
    for _ in range(2):
        factory(board=board, notice=board.notice, **same)


def same_notice(factory: Callable[..., object], **same: object) -> None:
    notice = make.Notice()
    for _ in range(2):
        factory(notice=notice, **same)


def seat_twice(factory: Callable[..., object], **same: object) -> None:
    meeting = make.Meeting()
    seat = make.Seat(board=meeting.board, notice=meeting.notice)
    for _ in range(2):
        factory(meeting=meeting, seat=seat, notice=meeting.notice, **same)


def number_twice() -> None:
    same_notice(make.Decision, authority=Authority.CHAIR, meeting=None, number=1)


def ratified_decision_of_the_board() -> None:
    meeting = make.Meeting()
    make.Decision(notice=meeting.notice, meeting=meeting, ratified_at_meeting=meeting)


def paper_twice() -> None:
    link = make.MeetingEvidence()
    make.MeetingEvidence(notice=link.notice, meeting=link.meeting, document=link.document)


BROKEN: dict[str, Callable[[], object]] = {
    "boards_board_kind_known": lambda: make.Board(kind="club"),
    "boards_board_slug_once": lambda: same_notice(make.Board, slug="partnership"),
    "boards_seat_board_same_notice": lambda: make.Seat(board=make.Board()),
    "boards_seat_kind_known": lambda: make.Seat(kind="guest"),
    "boards_seat_order_once": lambda: same_board(make.Seat, order=1),
    "boards_cycle_board_day_once": lambda: same_notice(make.Cycle),
    "boards_cycle_days_in_order": lambda: make.Cycle(closes_on=date(2023, 11, 19)),
    "boards_meeting_board_same_notice": lambda: make.Meeting(board=make.Board()),
    "boards_meeting_cycle_same_notice": lambda: make.Meeting(cycle=make.Cycle()),
    "boards_meeting_recorded_together": lambda: make.Meeting(recorded_at=NOW),
    "boards_meeting_day_once": lambda: same_board(make.Meeting, on=date(2023, 12, 14)),
    "boards_meeting_held_is_recorded": lambda: make.Meeting(held=True),
    "boards_meetingevidence_meeting_same_notice": lambda: make.MeetingEvidence(meeting=make.Meeting()),
    "boards_meetingevidence_document_same_notice": lambda: make.MeetingEvidence(document=make.Document()),
    "boards_meetingevidence_once": paper_twice,
    "boards_attendance_meeting_same_notice": lambda: make.Attendance(meeting=make.Meeting(), seat=make.Seat()),
    "boards_attendance_seat_same_notice": lambda: make.Attendance(seat=make.Seat()),
    "boards_attendance_attended_known": lambda: make.Attendance(attended="late"),
    "boards_attendance_once": lambda: seat_twice(make.Attendance, attended=Attended.PRESENT),
    "boards_invitation_meeting_same_notice": lambda: make.Invitation(meeting=make.Meeting(), seat=make.Seat()),
    "boards_invitation_seat_same_notice": lambda: make.Invitation(seat=make.Seat()),
    "boards_invitation_answer_known": lambda: make.Invitation(answer="perhaps"),
    "boards_invitation_once": lambda: seat_twice(make.Invitation, answer=Answer.NONE),
    "boards_decision_meeting_same_notice": lambda: make.Decision(meeting=make.Meeting()),
    "boards_decision_letter_same_notice": lambda: make.Decision(letter=make.Document()),
    "boards_decision_ratified_at_meeting_same_notice": lambda: make.Decision(
        authority=Authority.CHAIR, meeting=None, ratified_at_meeting=make.Meeting()
    ),
    "boards_decision_authority_known": lambda: make.Decision(authority="mayor"),
    "boards_decision_number_once": lambda: same_notice(
        make.Decision, authority=Authority.CHAIR, meeting=None, number=1
    ),
    "boards_decision_of_board_has_its_meeting": lambda: make.Decision(meeting=None),
    "boards_decision_of_dfe_has_its_letter": lambda: make.Decision(authority=Authority.DFE, meeting=None),
    "boards_decision_only_chairs_action_is_ratified": ratified_decision_of_the_board,
    "boards_logentry_board_same_notice": lambda: make.LogEntry(board=make.Board()),
    "boards_logentry_meeting_same_notice": lambda: make.LogEntry(meeting=make.Meeting()),
    "boards_logentry_state_known": lambda: make.LogEntry(state="parked"),
    "boards_logentry_impact_known": lambda: make.LogEntry(impact="huge"),
    "boards_logentry_closed_together": lambda: make.LogEntry(state=LogState.DONE, closed_at=NOW),
    "boards_logentry_number_once": lambda: same_board(make.LogEntry, number=1),
    "boards_logentry_done_is_closed": lambda: make.LogEntry(state=LogState.DONE),
    "boards_logupdate_entry_same_notice": lambda: make.LogUpdate(entry=make.LogEntry()),
    "boards_logupdate_meeting_same_notice": lambda: make.LogUpdate(meeting=make.Meeting()),
}


# a state that is neither open nor done breaks two constraints, of which this one answers
SPEAKS_FIRST = {"boards_logentry_state_known": "boards_logentry_done_is_closed"}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_is_never_true(name: str) -> None:
    with pytest.raises(IntegrityError, match=rf'"{SPEAKS_FIRST.get(name, name)}"'):
        BROKEN[name]()


def test_every_named_constraint_of_boards_is_broken_on_purpose() -> None:
    models = apps.get_app_config("boards").get_models()
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    # (id, notice) stands for the composite foreign keys to lean on: the primary key alone keeps it
    assert {name for name in named if not name.endswith("_id_notice")} == set(BROKEN)
