"""The board pages: who gets them, what they say, what they do with what is typed."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from boards import actions
from boards.models import Attended, Authority, Board, Decision, Invitation, LogEntry, LogImpact, LogState, Meeting
from evidence.models import DocumentKind
from tests import factories as make
from tests.cast import Cast, assemble
from tests.factories import NOW

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
ALL = "/notices/devon/boards/"
ONE = ALL + "partnership/"
HELD = ONE + "2023-12-14/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture
def board(cast: Cast) -> Board:
    return make.Board(notice=cast.notice, slug="partnership", name="Partnership Board")


@pytest.fixture
def meeting(cast: Cast, board: Board) -> Meeting:
    row = make.Meeting(notice=cast.notice, board=board)
    make.Seat(notice=cast.notice, board=board, title="Chair", post=cast.post)
    make.Seat(notice=cast.notice, board=board, title="Chief Executive", required=True)
    return row


@pytest.fixture
def entry(cast: Cast, board: Board) -> LogEntry:
    return make.LogEntry(notice=cast.notice, board=board, number=1, owner=cast.post, text="Bring the figures")


@pytest.fixture
def as_(cast: Cast) -> Enter:
    def signed_in(kind: str) -> Client:
        client = Client()
        client.force_login(cast[kind], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


PAGES = [ALL, ONE, HELD]
RUN = [ONE + "plan/", HELD + "record/", ONE + "log/add/", ONE + "decisions/add/"]


@pytest.mark.parametrize("place", [*PAGES, *RUN, ONE + "log/1/", HELD + "answer/"])
def test_a_stranger_cannot_learn_that_the_page_is_there(
    meeting: Meeting, entry: LogEntry, as_: Enter, place: str
) -> None:
    assert as_("stranger").get(place).status_code == 404


@pytest.mark.parametrize("place", PAGES)
def test_those_who_may_not_see_meetings_are_told_so(meeting: Meeting, as_: Enter, place: str) -> None:
    assert [as_(kind).get(place).status_code for kind in ("adviser", "observer")] == [403, 403]


@pytest.mark.parametrize("place", PAGES)
def test_those_who_see_meetings_see_them(meeting: Meeting, as_: Enter, place: str) -> None:
    kinds = ("lead", "office", "member", "reviewer", "officer", "chair")
    assert {as_(kind).get(place).status_code for kind in kinds} == {200}


@pytest.mark.parametrize("place", RUN)
def test_a_member_reads_and_does_not_run_meetings(meeting: Meeting, as_: Enter, place: str) -> None:
    member = as_("member")
    assert (member.get(place).status_code, member.post(place).status_code) == (403, 403)
    assert as_("office").get(place).status_code == 200


def test_only_those_who_run_meetings_invite(meeting: Meeting, as_: Enter) -> None:
    assert as_("member").post(HELD + "invite/").status_code == 403
    assert as_("office").get(HELD + "invite/").status_code == 405
    assert as_("office").post(HELD + "invite/").status_code == 302
    assert Invitation.objects.count() == 2


def test_a_day_that_is_none_is_not_found(meeting: Meeting, as_: Enter) -> None:
    lead = as_("lead")
    assert [lead.get(f"{ONE}{day}/").status_code for day in ("2023-13-45", "2023-12-15", "soon")] == [404, 404, 404]


def test_another_notices_board_is_not_found_under_this_ones_address(cast: Cast, board: Board, as_: Enter) -> None:
    make.Board(notice=cast.elsewhere, slug="foreign", name="Canary board")
    lead = as_("lead")
    assert lead.get(ALL + "foreign/").status_code == 404
    assert "Canary" not in lead.get(ALL).content.decode()


# --- reading -------------------------------------------------------------------------------------


def test_a_board_warns_of_a_required_seat_that_nobody_holds(meeting: Meeting, as_: Enter) -> None:
    assert "The notice asks for the seat “Chief Executive”" in as_("member").get(ONE).content.decode()


def test_the_log_keeps_what_its_filters_leave_and_downloads_just_that(
    cast: Cast, board: Board, entry: LogEntry, as_: Enter
) -> None:
    done = make.LogEntry(notice=cast.notice, board=board, number=2, text="=Paid")
    actions.update_log_entry(
        entry=done, text="Done", impact=LogImpact.EVIDENCED, done=True, by=cast["office"], at=NOW, seen_version=1
    )
    member = as_("member")
    shown = member.get(ONE + "?state=open").content.decode()
    assert "Bring the figures" in shown
    assert "=Paid" not in shown
    sheet = load_workbook(BytesIO(member.get(ONE + "?state=done&format=xlsx").content)).worksheets[0]
    assert [row[1] for row in sheet.iter_rows(values_only=True)] == ["What is to be done", "=Paid"]
    assert "'=Paid" in member.get(ONE + "?format=csv").content.decode("utf-8-sig")
    assert "No entry fits these filters" in member.get(ONE + "?state=open&impact=evidenced").content.decode()


def test_empty_pages_say_what_to_do(cast: Cast, as_: Enter) -> None:
    member = as_("member")
    assert "No board is set up yet" in member.get(ALL).content.decode()
    make.Board(notice=cast.notice, slug="partnership")
    assert "The log is empty" in member.get(ONE).content.decode()


def test_the_pages_cost_the_same_for_one_row_as_for_three(
    cast: Cast, board: Board, meeting: Meeting, entry: LogEntry, as_: Enter
) -> None:
    member = as_("member")
    for place in PAGES:
        counts = []
        for more in (0, 2):
            for _ in range(more):
                other = make.Meeting(notice=cast.notice, board=board, on=date(2023, 1, 1 + board.meetings.count()))
                make.Seat(notice=cast.notice, board=board)
                make.Decision(notice=cast.notice, meeting=other)
                make.LogUpdate(notice=cast.notice, entry=make.LogEntry(notice=cast.notice, board=board))
            with CaptureQueriesContext(connection) as asked:
                member.get(place)
            counts.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
        assert counts[0] == counts[1] <= 12, place


def test_markup_that_somebody_typed_is_shown_and_never_run(meeting: Meeting, entry: LogEntry, as_: Enter) -> None:
    LogEntry.objects.filter(pk=entry.pk).update(text="<script>alert(1)</script>")
    assert "<script>alert" not in as_("member").get(ONE).content.decode()


# --- recording -----------------------------------------------------------------------------------


def recorded(client: Client, meeting: Meeting, **more: str) -> dict[str, str]:
    """What the form posts, with the hidden fields that the page gave."""
    form = client.get(HELD + "record/").context["form"]
    typed = {f"seat_{seat.pk}": "present" for seat in meeting.board.seats.all()}
    hidden = {name: str(form[name].value()) for name in ("sent_as", "seen_version")}
    return {**typed, **hidden, "notes": "Noted", "decisions": "First decision.\n\nSecond decision.", **more}


def test_a_meeting_is_recorded_with_its_decisions_and_a_double_click_makes_them_once(
    meeting: Meeting, as_: Enter
) -> None:
    office = as_("office")
    typed = recorded(office, meeting)
    for _ in range(2):
        assert office.post(HELD + "record/", typed).status_code == 302
    assert list(Decision.objects.order_by("number").values_list("number", "text", "decided_on")) == [
        (1, "First decision.", meeting.on),
        (2, "Second decision.", meeting.on),
    ]
    meeting.refresh_from_db()
    assert (meeting.held, meeting.notes) == (True, "Noted")


def test_a_seat_that_is_left_out_comes_back_with_what_to_do_and_nothing_is_lost(meeting: Meeting, as_: Enter) -> None:
    office = as_("office")
    typed = recorded(office, meeting)
    left_out = next(name for name in typed if name.startswith("seat_"))
    page = office.post(HELD + "record/", {**typed, left_out: ""}).content.decode()
    assert "Say how “Chair” was filled" in page
    assert "Second decision." in page
    assert not Decision.objects.exists()


def test_an_invitation_to_a_meeting_that_is_over_reads_did_not_answer(
    cast: Cast, board: Board, meeting: Meeting, as_: Enter
) -> None:
    seat = board.seats.get(title="Chair")
    make.Invitation(notice=cast.notice, meeting=meeting, seat=seat)
    ahead = make.Meeting(notice=cast.notice, board=board, on=date(2090, 1, 11), held=False)
    make.Invitation(notice=cast.notice, meeting=ahead, seat=seat)
    office = as_("office")
    page = office.get(HELD).content.decode()
    assert "Did not answer" in page
    assert "No answer yet" not in page
    assert "No answer yet" in office.get(ONE + "2090-01-11/").content.decode()


def test_a_meeting_without_an_invitation_that_the_notice_asks_for_warns_and_is_recorded(
    cast: Cast, board: Board, meeting: Meeting, as_: Enter
) -> None:
    seat = make.Seat(notice=cast.notice, board=board, title="Adviser", invited_each_time=True)
    Meeting.objects.filter(pk=meeting.pk).update(held=False)
    office = as_("office")
    warning = f"For this one none is recorded to Adviser ({seat.organisation})."
    assert warning in office.get(HELD + "record/").content.decode()
    typed = {f"seat_{each.pk}": "present" for each in board.seats.all()}
    sent_as = "00000000-0000-4000-8000-000000000001"
    sent = {**typed, "notes": "", "decisions": "", "seen_version": meeting.version, "sent_as": sent_as}
    assert office.post(HELD + "record/", sent).status_code == 302
    meeting.refresh_from_db()
    assert meeting.held
    assert warning in office.get(HELD).content.decode()
    make.Invitation(notice=cast.notice, meeting=meeting, seat=seat)
    assert warning not in office.get(HELD).content.decode()
    assert warning not in office.get(HELD + "record/").content.decode()


def test_a_stale_record_shows_both_and_can_be_sent_again(meeting: Meeting, as_: Enter) -> None:
    office = as_("office")
    mine, theirs = recorded(office, meeting, notes="Mine"), recorded(office, meeting, notes="Theirs", decisions="")
    assert office.post(HELD + "record/", theirs).status_code == 302
    stale: HttpResponse = office.post(HELD + "record/", mine)
    assert stale.status_code == 409
    assert "Theirs" in stale.content.decode()
    assert "Mine" in stale.content.decode()
    assert not Decision.objects.exists()
    assert office.post(HELD + "record/", {**mine, "seen_version": "2"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.notes == "Mine"


def test_a_meeting_is_planned_and_joins_the_cycle_of_its_day(cast: Cast, board: Board, as_: Enter) -> None:
    cycle = make.Cycle(notice=cast.notice, board_on=date(2024, 1, 16))
    typed = {"on_day": "16", "on_month": "1", "on_year": "2024", "place": "County Hall"}
    office = as_("office")
    assert office.post(ONE + "plan/", typed)["Location"] == ONE + "2024-01-16/"
    assert Meeting.objects.get().cycle == cycle
    again = office.post(ONE + "plan/", {**typed, "place": "The other hall"}).content.decode()
    assert "already meets on 16 January 2024" in again


def test_a_double_click_plans_one_meeting_and_leads_to_it(board: Board, as_: Enter) -> None:
    typed = {"on_day": "16", "on_month": "1", "on_year": "2024", "place": "County Hall"}
    answers = [as_("office").post(ONE + "plan/", typed) for _ in range(2)]
    assert [answer.headers.get("Location") for answer in answers] == [ONE + "2024-01-16/"] * 2
    assert Meeting.objects.count() == 1


# --- answers -------------------------------------------------------------------------------------


def test_an_invited_adviser_answers_without_seeing_the_meetings(cast: Cast, board: Board, as_: Enter) -> None:
    make.Meeting(notice=cast.notice, board=board, on=date(2099, 1, 16))
    post = make.Post()
    make.PostHolding(post=post, user=cast["adviser"])
    make.Seat(notice=cast.notice, board=board, post=post, title="DfE case lead")
    as_("office").post(ONE + "2099-01-16/invite/")
    adviser, address = as_("adviser"), ONE + "2099-01-16/answer/"
    assert "DfE case lead" in adviser.get(address).content.decode()
    assert adviser.post(address, {"answer": "coming"}).status_code == 302
    assert Invitation.objects.get().answer == "coming"
    assert adviser.get(ONE + "2099-01-16/").status_code == 403
    assert as_("member").get(address).status_code == 404


# --- decisions and the log -----------------------------------------------------------------------


def decision(client: Client, **more: str) -> dict[str, str]:
    form = client.get(ONE + "decisions/add/").context["form"]
    typed = {"decided_on_day": "18", "decided_on_month": "12", "decided_on_year": "2023", "text": "Agreed."}
    return {**typed, "authority": "chair", "sent_as": str(form["sent_as"].value()), **more}


def test_the_chair_records_only_their_own_decisions(board: Board, as_: Enter) -> None:
    chair = as_("chair")
    refused = chair.post(ONE + "decisions/add/", decision(chair, authority="board"))
    assert refused.status_code == 200
    assert chair.post(ONE + "decisions/add/", decision(chair)).status_code == 302
    assert Decision.objects.get().authority == Authority.CHAIR


def test_choices_come_from_the_notice_and_another_ones_ids_are_refused(cast: Cast, board: Board, as_: Enter) -> None:
    foreign = make.Document(notice=cast.elsewhere, kind=DocumentKind.LETTER)
    office = as_("office")
    typed = decision(office, authority="dfe", letter=str(foreign.pk))
    assert office.post(ONE + "decisions/add/", typed).status_code == 200
    post = make.Post(title="Canary post")
    page = office.get(ONE + "log/add/").content.decode()
    assert "Canary post" not in page
    sent_as = office.get(ONE + "log/add/").context["form"]["sent_as"].value()
    entry = {"text": "Do it", "due_on_day": "1", "due_on_month": "2", "due_on_year": "2024", "sent_as": str(sent_as)}
    assert office.post(ONE + "log/add/", {**entry, "owner": str(post.pk)}).status_code == 200
    assert not Decision.objects.exists()
    assert not LogEntry.objects.exists()
    assert office.post(ONE + "log/add/", {**entry, "owner": str(cast.post.pk)}).status_code == 302
    assert LogEntry.objects.get().owner == cast.post


def test_a_chairs_action_is_ratified_on_its_page(cast: Cast, meeting: Meeting, as_: Enter) -> None:
    office = as_("office")
    attendance = {seat.pk: Attended.PRESENT for seat in meeting.board.seats.all()}
    actions.record_meeting(meeting=meeting, attendance=attendance, notes="", by=cast["office"], at=NOW, seen_version=1)
    row = make.Decision(
        notice=cast.notice, number=1, authority=Authority.CHAIR, meeting=None, decided_on=date(2023, 12, 1)
    )
    assert "Waits to be ratified" in office.get(ONE).content.decode()
    assert as_("member").get(ONE + "decisions/1/ratify/").status_code == 403
    assert office.post(ONE + "decisions/1/ratify/", {"meeting": str(meeting.pk)}).status_code == 302
    row.refresh_from_db()
    assert row.ratified_at_meeting == meeting


def told(client: Client, **more: str) -> dict[str, str]:
    form = client.get(ONE + "log/1/").context["form"]
    hidden = {name: str(form[name].value()) for name in ("sent_as", "seen_version")}
    return {"text": "Figures shown", "impact": "emerging", "done": "on", **hidden, **more}


def test_the_owner_updates_a_log_entry_and_a_stale_update_shows_both(entry: LogEntry, as_: Enter) -> None:
    owner, office = as_("officer"), as_("office")
    mine, theirs = told(owner), told(office, text="Costs follow", impact="none_yet")
    assert owner.post(ONE + "log/1/", mine).status_code == 302
    entry.refresh_from_db()
    assert (entry.state, entry.impact) == (LogState.DONE, "emerging")
    stale = office.post(ONE + "log/1/", theirs)
    assert stale.status_code == 409
    assert "Figures shown" in stale.content.decode()
    assert "Costs follow" in stale.content.decode()
    assert as_("member").get(ONE + "log/1/").status_code == 403
