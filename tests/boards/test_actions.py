"""What a board does, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from audit.models import Event
from boards import actions, cycles
from boards.models import (
    Answer,
    Attended,
    Authority,
    Board,
    BoardKind,
    Decision,
    LogEntry,
    LogImpact,
    LogState,
    Meeting,
    SeatKind,
)
from evidence.models import DocumentKind
from notices.conflicts import ChangedMeanwhile, Refused
from notices.models import Notice
from people.models import Mail, User
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 14)


@pytest.fixture
def office() -> User:
    return make.User(name="Office")


@pytest.fixture
def board(office: User) -> Board:
    board = actions.create_board(
        notice=make.Notice(),
        slug="partnership",
        name="Partnership Board",
        kind=BoardKind.PARTNERSHIP,
        by=office,
        at=NOW,
    )
    for title in ("Chair", "Chief Executive"):
        actions.add_seat(
            board=board, title=title, kind=SeatKind.MEMBER, organisation=make.Organisation(), by=office, at=NOW
        )
    return board


@pytest.fixture
def meeting(board: Board, office: User) -> Meeting:
    return actions.plan_meeting(board=board, on=DAY, by=office, at=NOW)


def last_event(notice: Notice) -> Event:
    return Event.objects.filter(chain=f"notice:{notice.pk}").latest("number")


# --- setting up ----------------------------------------------------------------------------------


def test_seats_stand_in_the_order_in_which_they_are_added(board: Board) -> None:
    assert list(board.seats.order_by("order").values_list("order", "title")) == [(1, "Chair"), (2, "Chief Executive")]


def test_a_second_board_of_one_name_and_a_second_meeting_of_one_day_are_refused(meeting: Meeting, office: User) -> None:
    board = meeting.board
    with pytest.raises(Refused, match="There is a board partnership already"):
        actions.create_board(
            notice=board.notice, slug="partnership", name="Again", kind=BoardKind.DELIVERY, by=office, at=NOW
        )
    with pytest.raises(Refused, match="already meets on 14 December 2023"):
        actions.plan_meeting(board=board, on=DAY, place="The other hall", by=office, at=NOW)


def plan(notice: Notice, board_on: date = DAY, *, opens: int = 24, closes: int = 10, cutoff: int = 8) -> object:
    moment = datetime(board_on.year, board_on.month, board_on.day, 17, tzinfo=UTC) - timedelta(days=cutoff)
    return actions.plan_cycle(
        notice=notice,
        opens_on=board_on - timedelta(days=opens),
        closes_on=board_on - timedelta(days=closes),
        cutoff_at=moment,
        board_on=board_on,
        by=None,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"opens": 5}, "put the days in that order"),
        ({"cutoff": 20}, "Figures are cut off after the window closes"),
        ({"cutoff": -1}, "Figures are cut off after the window closes"),
    ],
)
def test_a_cycles_days_stand_in_their_order(days: dict[str, int], says: str) -> None:
    with pytest.raises(Refused, match=says):
        plan(make.Notice(), **days)


def test_two_windows_of_one_notice_never_overlap_and_those_of_two_notices_may() -> None:
    notice = make.Notice()
    plan(notice)
    plan(make.Notice())
    with pytest.raises(Refused, match="overlaps the one of the board of 14 December 2023"):
        plan(notice, DAY + timedelta(days=7))


def test_what_is_written_after_a_cut_off_belongs_to_the_next_cycle() -> None:
    notice = make.Notice()
    november, december = plan(notice, date(2023, 11, 14)), plan(notice)
    assert cycles.cycle_for(notice, datetime(2023, 11, 6, 17, 0, tzinfo=UTC)) == november
    assert cycles.cycle_for(notice, datetime(2023, 11, 6, 17, 1, tzinfo=UTC)) == december
    assert cycles.last_closed(notice, datetime(2023, 11, 7, tzinfo=UTC)) == november
    assert cycles.last_closed(notice, datetime(2023, 11, 1, tzinfo=UTC)) is None
    assert cycles.cycle_for(notice, NOW) is None


def test_the_next_board_is_the_partnership_boards_first_one_that_was_not_held(meeting: Meeting, office: User) -> None:
    notice = meeting.notice
    later = actions.plan_meeting(board=meeting.board, on=date(2024, 1, 16), by=office, at=NOW)
    make.Meeting(notice=notice, board=make.Board(notice=notice, kind=BoardKind.DELIVERY), on=date(2024, 1, 2))
    assert cycles.next_board(notice, DAY) == meeting
    assert cycles.next_board(notice, DAY + timedelta(days=1)) == later
    assert cycles.next_board(notice, date(2024, 2, 1)) is None


# --- meetings ------------------------------------------------------------------------------------


def record(
    meeting: Meeting, by: User, how: Attended = Attended.PRESENT, notes: str = "Noted", seen: int = 1
) -> Meeting:
    attendance = {seat.pk: how for seat in meeting.board.seats.all()}
    return actions.record_meeting(meeting=meeting, attendance=attendance, notes=notes, by=by, at=NOW, seen_version=seen)


def test_a_recorded_meeting_says_how_each_seat_was_filled_and_by_whom_it_was_recorded(
    meeting: Meeting, office: User
) -> None:
    held = record(meeting, office)
    assert (held.held, held.recorded_by, held.recorded_at, held.version) == (True, office, NOW, 2)
    assert held.attendances.filter(attended=Attended.PRESENT).count() == 2
    assert last_event(held.notice).verb == "meeting.recorded"
    assert "Noted" not in last_event(held.notice).body


def test_a_seat_that_is_left_out_is_asked_for(meeting: Meeting, office: User) -> None:
    with pytest.raises(Refused, match="Say how “Chair” was filled"):
        actions.record_meeting(meeting=meeting, attendance={}, notes="", by=office, at=NOW, seen_version=1)


def test_a_meeting_to_come_cannot_be_recorded(board: Board, office: User) -> None:
    ahead = actions.plan_meeting(board=board, on=date(2024, 1, 16), by=office, at=NOW)
    with pytest.raises(Refused, match="record it once it was held"):
        record(ahead, office)


def test_the_same_record_sent_twice_is_kept_once_and_another_one_is_a_conflict(meeting: Meeting, office: User) -> None:
    record(meeting, office)
    before = last_event(meeting.notice).number
    record(meeting, office)
    assert last_event(meeting.notice).number == before
    with pytest.raises(ChangedMeanwhile):
        record(meeting, office, Attended.APOLOGIES)


def test_a_record_can_be_corrected_and_only_what_changed_is_written(meeting: Meeting, office: User) -> None:
    record(meeting, office)
    corrected = record(meeting, office, Attended.APOLOGIES, seen=2)
    assert corrected.version == 3
    row = corrected.attendances.first()
    assert row is not None
    assert [each.attended for each in row.history.order_by("pk")] == [Attended.PRESENT, Attended.APOLOGIES]
    record(meeting, office, Attended.APOLOGIES, notes="More", seen=3)
    assert row.history.count() == 2


# --- invitations ---------------------------------------------------------------------------------


def test_everybody_is_invited_once_and_those_who_hold_the_posts_get_a_mail(meeting: Meeting, office: User) -> None:
    holding = make.PostHolding(starts_on=date(2023, 1, 1))
    make.PostHolding(post=holding.post, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31))
    make.PostHolding(post=holding.post, user=make.User(is_active=False))
    meeting.board.seats.filter(title="Chair").update(post=holding.post)
    assert len(actions.send_invitations(meeting=meeting, by=office, at=NOW)) == 2
    assert actions.send_invitations(meeting=meeting, by=office, at=NOW) == []
    mail = Mail.objects.get()
    assert mail.to_user == holding.user
    assert mail.subject == "Partnership Board on 14 December 2023: will you attend?"
    assert f"/notices/{meeting.notice.slug}/boards/partnership/2023-12-14/answer/" in mail.text


def test_nobody_is_invited_to_a_meeting_that_was_held(meeting: Meeting, office: User) -> None:
    (first, _) = actions.send_invitations(meeting=meeting, by=office, at=NOW)
    record(meeting, office)
    with pytest.raises(Refused, match="held already"):
        actions.send_invitations(meeting=meeting, by=office, at=NOW)
    with pytest.raises(Refused, match="what counts now is who came"):
        actions.answer_invitation(invitation=first, answer=Answer.COMING, by=office, at=NOW)


def test_the_last_answer_to_an_invitation_counts_and_the_same_one_is_kept_once(meeting: Meeting, office: User) -> None:
    (row, _) = actions.send_invitations(meeting=meeting, by=office, at=NOW)
    for answer in (Answer.COMING, Answer.COMING, Answer.NOT_COMING):
        row = actions.answer_invitation(invitation=row, answer=answer, by=office, at=NOW)
    assert (row.answer, row.version) == (Answer.NOT_COMING, 3)
    assert row.history.count() == 3


# --- decisions -----------------------------------------------------------------------------------


def decide(notice: Notice, by: User, authority: Authority = Authority.CHAIR, **more: object) -> Decision:
    more = {"decided_on": date(2023, 12, 18), "text": "Agreed.", **more}
    return actions.record_decision(notice=notice, authority=authority, by=by, at=NOW, **more)


def test_decisions_are_numbered_for_each_notice(meeting: Meeting, office: User) -> None:
    notice = meeting.notice
    assert [decide(notice, office).number for _ in range(2)] == [1, 2]
    assert decide(make.Notice(), office).number == 1


def test_a_decision_of_the_board_bears_the_day_of_its_meeting(meeting: Meeting, office: User) -> None:
    assert decide(meeting.notice, office, Authority.BOARD, meeting=meeting).decided_on == DAY


def test_a_letter_of_dfe_is_cited_by_its_decision(office: User) -> None:
    letter = make.Document(kind=DocumentKind.LETTER)
    assert decide(letter.notice, office, Authority.DFE, letter=letter).letter == letter


@pytest.mark.parametrize(
    ("authority", "more", "says"),
    [
        (Authority.BOARD, {}, "Choose the meeting"),
        (Authority.DFE, {}, "Add the letter"),
        (Authority.CHAIR, {"decided_on": date(2024, 1, 1)}, "cannot be of a day to come"),
        (Authority.CHAIR, {"text": " "}, "Write what was decided"),
    ],
)
def test_a_decision_without_what_it_stands_on_is_refused(
    office: User, authority: Authority, more: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        decide(make.Notice(), office, authority, **more)


def test_chairs_action_is_taken_between_meetings(meeting: Meeting, office: User) -> None:
    with pytest.raises(Refused, match="between meetings"):
        decide(meeting.notice, office, meeting=meeting)


def test_a_decision_sent_twice_is_recorded_once(office: User) -> None:
    notice, sent_as = make.Notice(), uuid4()
    assert decide(notice, office, sent_as=sent_as) == decide(notice, office, sent_as=sent_as)
    assert Decision.objects.count() == 1


def test_a_form_of_another_notice_records_nothing(board: Board, office: User) -> None:
    decided, added, said = uuid4(), uuid4(), uuid4()
    decide(board.notice, office, sent_as=decided)
    update(add(board, office, sent_as=added), office, done=False, sent_as=said)
    other = make.Board(notice=make.Notice(slug="elsewhere"))
    entry = add(other, office)
    for send in (
        lambda: decide(other.notice, office, sent_as=decided),
        lambda: add(other, office, sent_as=added),
        lambda: update(entry, office, done=False, sent_as=said),
    ):
        with pytest.raises(Refused, match="sent already"):
            send()


def test_chairs_action_is_ratified_at_a_meeting_held_after_it_and_only_once(meeting: Meeting, office: User) -> None:
    decision = decide(meeting.notice, office, decided_on=date(2023, 12, 1))
    with pytest.raises(Refused, match="held after the chair decided"):
        actions.ratify(decision=decision, meeting=meeting, by=office, at=NOW)
    record(meeting, office)
    meeting.refresh_from_db()
    ratified = actions.ratify(decision=decision, meeting=meeting, by=office, at=NOW)
    assert ratified.ratified_at_meeting == meeting
    assert actions.ratify(decision=decision, meeting=meeting, by=office, at=NOW).version == 2
    other = make.Meeting(notice=meeting.notice, board=meeting.board, on=date(2023, 12, 20))
    with pytest.raises(Refused, match="ratified at another meeting already"):
        actions.ratify(decision=decision, meeting=other, by=office, at=NOW)


def test_a_decision_of_the_board_needs_no_ratification(meeting: Meeting, office: User) -> None:
    decision = decide(meeting.notice, office, Authority.BOARD, meeting=meeting)
    with pytest.raises(Refused, match="Only a chair’s action is ratified"):
        actions.ratify(decision=decision, meeting=meeting, by=office, at=NOW)


# --- the log -------------------------------------------------------------------------------------


def add(board: Board, by: User, **more: object) -> LogEntry:
    more = {"text": "Bring the figures", "owner": make.Post(), "due_on": date(2024, 1, 16), **more}
    return actions.add_log_entry(board=board, by=by, at=NOW, **more)


def update(entry: LogEntry, by: User, *, done: bool, seen: int = 1, text: str = "Shown", **more: object) -> object:
    return actions.update_log_entry(
        entry=entry, text=text, impact=LogImpact.EMERGING, done=done, by=by, at=NOW, seen_version=seen, **more
    )


def test_log_entries_are_numbered_for_each_board_and_sent_twice_make_one(board: Board, office: User) -> None:
    sent_as = uuid4()
    assert add(board, office, sent_as=sent_as) == add(board, office, sent_as=sent_as)
    assert add(board, office).number == 2


def test_a_log_entry_says_what_is_to_be_done_and_is_not_due_before_it_was_agreed(
    meeting: Meeting, office: User
) -> None:
    with pytest.raises(Refused, match="Write what is to be done"):
        add(meeting.board, office, text=" ")
    with pytest.raises(Refused, match="must not be before the meeting"):
        add(meeting.board, office, meeting=meeting, due_on=date(2023, 12, 1))


def test_a_finished_log_entry_has_who_and_when_and_can_be_opened_again(board: Board, office: User) -> None:
    entry = add(board, office)
    update(entry, office, done=True)
    entry.refresh_from_db()
    assert (entry.state, entry.impact, entry.closed_by) == (LogState.DONE, LogImpact.EMERGING, office)
    update(entry, office, done=False, seen=2)
    entry.refresh_from_db()
    assert (entry.state, entry.closed_by) == (LogState.OPEN, None)
    assert entry.updates.count() == 2


def test_a_log_form_that_was_gone_back_to_and_saved_again_is_refused(board: Board, office: User) -> None:
    owner = make.Post()
    entry = add(board, office, owner=owner)
    with pytest.raises(Refused, match="nothing was saved a second time"):
        add(board, office, owner=owner)
    update(entry, office, done=False)
    with pytest.raises(Refused, match="nothing was saved a second time"):
        update(entry, office, done=False, seen=2)
    assert (LogEntry.objects.count(), entry.updates.count()) == (1, 1)


def test_a_stale_log_update_is_a_conflict_and_an_empty_one_is_refused(board: Board, office: User) -> None:
    entry = add(board, office)
    with pytest.raises(Refused, match="Write what was done"):
        update(entry, office, done=False, text=" ")
    sent_as = uuid4()
    assert update(entry, office, done=False, sent_as=sent_as) == update(entry, office, done=False, sent_as=sent_as)
    with pytest.raises(ChangedMeanwhile):
        update(entry, office, done=True)
