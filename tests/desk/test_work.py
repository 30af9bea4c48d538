"""My work: what somebody must do, by when, across notices."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from desk import questions
from desk.work import Round, WorkItem, in_order, round_of, sit_down
from notices.reader import Reader
from notices.roles import Role
from people.models import Organisation, OrganisationKind
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
FEBRUARY = {
    "opens_on": date(2024, 1, 22),
    "closes_on": date(2024, 1, 30),
    "cutoff_at": datetime(2024, 1, 31, 17, tzinfo=UTC),
    "board_on": date(2024, 2, 8),
}


@pytest.fixture
def cast(settings: Settings) -> casting.Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    people = casting.assemble()
    make.Cycle(
        notice=people.notice,
        opens_on=date(2023, 12, 18),
        closes_on=date(2024, 1, 2),
        cutoff_at=datetime(2024, 1, 3, 17, tzinfo=UTC),
        board_on=date(2024, 1, 11),
    )
    return people


def titles(cast: casting.Cast, who: str, kind: str = "") -> list[str]:
    desk = sit_down(cast.reader(who), NOW)
    return [item.title for item in questions.everything(desk) if not kind or item.kind == kind]


@pytest.mark.parametrize("who", ["officer", "delegate", "chair with the post"])
def test_whoever_answers_for_an_action_is_asked_for_its_update_in_the_open_window(cast: casting.Cast, who: str) -> None:
    assert titles(cast, who, "Update") == ["Update A1 Write a communication plan"]


@pytest.mark.parametrize("who", ["other officer", "former holder", "data lead", "adviser", "observer"])
def test_nobody_else_is_asked_for_it(cast: casting.Cast, who: str) -> None:
    assert titles(cast, who, "Update") == []


def test_an_update_of_this_cycle_is_not_asked_for_again(cast: casting.Cast) -> None:
    cycle = make.Cycle._meta.model.objects.get()
    make.Update(notice=cast.notice, action=cast.action, cycle=cycle, written_by=cast["officer"])
    assert titles(cast, "officer", "Update") == []


def test_a_rating_that_the_facts_do_not_bear_out_goes_to_its_owner_and_the_lead(cast: casting.Cast) -> None:
    cycle = make.Cycle._meta.model.objects.get()
    cast.action.due_on = cast.action.original_due_on = date(2023, 12, 10)
    cast.action.save()
    make.Update(notice=cast.notice, action=cast.action, cycle=cycle, written_by=cast["officer"])
    wanted = ["Explain or change A1: reported green, 12 days overdue"]
    assert titles(cast, "officer", "Difference") == wanted
    assert titles(cast, "lead", "Difference") == wanted
    assert titles(cast, "other officer", "Difference") == []


def test_a_claim_is_confirmed_by_lead_or_chair_but_not_by_who_is_accountable(cast: casting.Cast) -> None:
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    for who in ("lead", "chair"):
        assert titles(cast, who, "Completion"), who
    for who in ("chair with the post", "officer", "office"):
        assert not titles(cast, who, "Completion"), who


def test_a_date_change_is_decided_by_nobody_who_is_accountable(cast: casting.Cast) -> None:
    make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=cast["officer"])
    assert titles(cast, "office", "Date change") == [
        "Decide on the date of A1 Write a communication plan: 31 March 2024 is asked for"
    ]
    assert titles(cast, "chair with the post", "Date change") == []


def test_a_data_lead_is_asked_for_the_month_that_ended_until_a_figure_stands(cast: casting.Cast) -> None:
    kpi = make.Kpi(notice=cast.notice, code="A-K1", data_lead=cast["data lead"])
    make.Kpi(notice=cast.notice, code="A-K2", data_lead=cast["data lead"], origin="survey")
    assert titles(cast, "data lead", "Figures") == ["Enter A-K1 for November 2023"]
    projected = make.Measurement(notice=cast.notice, kpi=kpi, as_at=date(2023, 12, 31), kind="projected")
    assert titles(cast, "data lead", "Figures")
    projected.kind = "provisional"
    projected.save()
    assert titles(cast, "data lead", "Figures") == []


def test_figures_lead_to_where_they_are_entered(cast: casting.Cast) -> None:
    def leads_to() -> list[str]:
        desk = sit_down(cast.reader("data lead"), NOW)
        return [item.href for item in questions.everything(desk) if item.kind == "Figures"]

    make.Kpi(notice=cast.notice, code="A-K1", data_lead=cast["data lead"])
    make.Kpi(notice=cast.notice, code="A-K2", data_lead=cast["data lead"])
    assert leads_to() == ["/notices/devon/kpis/enter/?period=2023-11"]


def test_a_partner_s_figures_are_released_by_its_own_data_lead(cast: casting.Cast) -> None:
    theirs = make.Organisation(short_name="NHS Devon")
    partner = make.User(organisation=theirs)
    make.Access(notice=cast.notice, user=partner, role=Role.DATA_LEAD, organisation=theirs)
    cast.people["partner"] = partner
    kpi = make.Kpi(notice=cast.notice, code="A-K1", organisation=theirs)
    figure = make.Measurement(notice=cast.notice, kpi=kpi, held=True, as_at=date(2023, 11, 30))
    assert titles(cast, "partner", "Release") == ["Release your organisation’s figures of A-K1"]
    for who in ("lead", "data lead", "office"):
        assert titles(cast, who, "Release") == [], who
    figure.corrected = True
    figure.save()
    assert titles(cast, "partner", "Release") == []
    proposal = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_at": NOW}
    make.Baseline(notice=cast.notice, kpi=kpi, proposed_by=cast["data lead"], held=True, **proposal)
    assert titles(cast, "partner", "Release") == ["Release your organisation’s figures of A-K1"]
    assert titles(cast, "lead", "Baseline") == [], "it cannot be approved before it is released"


def test_a_baseline_is_approved_by_a_lead_who_did_not_propose_it(cast: casting.Cast) -> None:
    kpi = make.Kpi(notice=cast.notice, code="A-K1")
    proposal = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_at": NOW}
    make.Baseline(notice=cast.notice, kpi=kpi, proposed_by=cast["data lead"], **proposal)
    assert titles(cast, "lead", "Baseline") == ["Approve the baseline of A-K1 Plans issued within 20 weeks"]
    own = make.Kpi(notice=cast.notice, code="A-K2")
    make.Baseline(notice=cast.notice, kpi=own, proposed_by=cast["lead"], **proposal)
    assert len(titles(cast, "lead", "Baseline")) == 1


@pytest.mark.parametrize(
    ("state", "who", "step"),
    [
        ("draft", "lead", "Finish the draft of"),
        ("draft", "chair", "Write the chair’s statement for"),
        ("for_clearance", "accountable", "Clear"),
        ("cleared", "chair", "Approve"),
        ("approved", "office", "Issue"),
        ("issued", "lead", "Submit"),
    ],
)
def test_a_report_asks_whoever_has_its_next_step(cast: casting.Cast, state: str, who: str, step: str) -> None:
    report = make.Report(notice=cast.notice, number=4)
    sent = {} if state == "draft" else {"sent_by": cast["lead"], "sent_at": NOW}
    issued = {"issue": 1, "issued_by": cast["lead"], "issued_at": NOW} if state == "issued" else {}
    make.Version(notice=cast.notice, report=report, state=state, **sent, **issued)
    assert titles(cast, who, "Report") == [f"{step} progress report 4, due on 7 January 2024"]
    waiting = {"lead", "chair", "accountable", "office", "officer", "observer"} - {who}
    also = {"draft": {"office"}, "approved": {"lead"}, "issued": {"office"}}.get(state, set())
    if state == "draft":
        also |= {"lead", "chair"}
    assert {each for each in waiting if titles(cast, each, "Report")} <= also


@pytest.mark.parametrize("who", ["lead", "office"])
def test_what_an_adviser_asked_waits_for_lead_and_office_until_it_is_answered(cast: casting.Cast, who: str) -> None:
    report = make.Report(notice=cast.notice, number=4)
    asked = make.Feedback(notice=cast.notice, report=report, said_by=cast["adviser"])
    desk = sit_down(cast.reader(who), NOW)
    (item,) = [item for item in questions.everything(desk) if item.kind == "Feedback"]
    assert item.title == "Answer Adviser, who wrote about progress report 4 on 22 December 2023"
    assert item.href == f"/notices/devon/reports/4/feedback/{asked.uid}/"
    for other in ("adviser", "officer", "chair", "accountable"):
        assert titles(cast, other, "Feedback") == []
    asked.answer, asked.answered_by, asked.answered_at = "Two posts are filled.", cast["lead"], NOW
    asked.save()
    assert titles(cast, who, "Feedback") == []


def test_the_office_chases_what_a_report_waits_for(cast: casting.Cast) -> None:
    report = make.Report(notice=cast.notice, number=4)
    make.Commentary(notice=cast.notice, report=report, section=cast.action.section, asked_of=cast.post)
    due = "progress report 4, due on 7 January 2024"
    assert titles(cast, "office", "Chasing") == [
        f"Chase the chair’s statement for {due}",
        f"Chase 1 commentary for {due}",
    ]
    assert titles(cast, "lead", "Chasing") == []
    version = make.Version(notice=cast.notice, report=report, state="for_clearance", sent_by=cast["lead"], sent_at=NOW)
    assert titles(cast, "office", "Chasing") == [f"Chase the clearance of {due}"]
    version.state = "cleared"
    version.save()
    assert titles(cast, "office", "Chasing") == [f"Chase the approval of {due}"]


def test_the_office_chases_answers_entries_and_updates_and_each_line_leads_to_where_it_is_done(
    cast: casting.Cast,
) -> None:
    seat = make.Seat(notice=cast.notice)
    soon = make.Meeting(notice=cast.notice, board=seat.board, on=date(2024, 1, 11))
    make.Invitation(notice=cast.notice, meeting=soon, seat=seat)
    make.Invitation(notice=cast.notice, meeting=soon, answer="coming")
    make.Meeting(notice=cast.notice, board=seat.board, on=date(2024, 1, 25))
    make.Meeting(notice=cast.notice, board=seat.board, on=date(2024, 4, 25))
    make.Meeting(notice=cast.notice, board=make.Board(notice=cast.notice, slug="no-seats"), on=date(2024, 1, 12))
    make.LogEntry(notice=cast.notice, board=seat.board, number=7, owner=cast.post, due_on=date(2023, 12, 1))
    make.LogEntry(notice=cast.notice, board=seat.board, owner=cast.post, due_on=TODAY)
    items = in_order(questions.everything(sit_down(cast.reader("office"), NOW)))
    board = f"/notices/devon/boards/{seat.board.slug}/"
    assert [(item.title, item.href) for item in items] == [
        (
            "Chase log entry 7 with Head of Communications: Bring the staffing figures to the next meeting.",
            f"{board}log/7/",
        ),
        (
            "Chase the updates of 1 action: the window closes on 2 January 2024",
            "/notices/devon/plans/?sort=updated",
        ),
        (
            f"Chase 1 answer to the invitations to {seat.board} on 11 January 2024",
            f"{board}2024-01-11/",
        ),
        (f"Invite to {seat.board} on 25 January 2024: nobody is invited yet", f"{board}2024-01-25/"),
    ]
    assert not {"Meeting", "Window", "Chasing"} & {
        item.kind
        for who in ("lead", "officer", "chair")
        for item in questions.everything(sit_down(cast.reader(who), NOW))
    }


def test_a_report_that_was_cleared_for_their_body_asks_no_more(cast: casting.Cast) -> None:
    report = make.Report(notice=cast.notice, number=4)
    version = make.Version(notice=cast.notice, report=report, state="for_clearance", sent_by=cast["lead"], sent_at=NOW)
    make.Clearance(notice=cast.notice, version_of=version, organisation=cast["accountable"].organisation)
    assert titles(cast, "accountable", "Report") == []


def test_an_adviser_is_told_of_an_issued_report_until_they_took_it(cast: casting.Cast) -> None:
    report = make.Report(notice=cast.notice, number=4)
    done = {"sent_by": cast["lead"], "sent_at": NOW, "issue": 1, "issued_by": cast["lead"], "issued_at": NOW}
    version = make.Version(notice=cast.notice, report=report, state="issued", **done)
    assert titles(cast, "adviser") == ["Read progress report 4, issued on 22 December 2023"]
    drawing = make.Drawing(notice=cast.notice, version_of=version, purpose="issue")
    drawing._meta.get_field("downloads").related_model.objects.create(
        notice=cast.notice, drawing=drawing, taken_by=cast["adviser"], taken_at=NOW
    )
    assert titles(cast, "adviser") == []


def test_a_post_that_nobody_holds_goes_to_the_lead(cast: casting.Cast) -> None:
    vacant = make.Post(title="Head of Nursing")
    make.Accountability(notice=cast.notice, action=cast.action, post=vacant, order=2)
    assert titles(cast, "lead", "Post") == ["Name who holds Head of Nursing, accountable for 1 action"]
    assert titles(cast, "office", "Post") == []


def test_an_owner_reviews_a_risk_after_each_board(cast: casting.Cast) -> None:
    make.Cycle(notice=cast.notice)
    risk = make.Risk(notice=cast.notice, ref="R1", owner=cast.post)
    make.RiskReview(notice=cast.notice, risk=risk, reviewed_at=datetime(2023, 12, 1, tzinfo=UTC))
    assert titles(cast, "officer", "Risk") == ["Review the risk R1 Vacancies"]
    make.RiskReview(notice=cast.notice, risk=risk, reviewed_at=datetime(2023, 12, 20, tzinfo=UTC))
    assert titles(cast, "officer", "Risk") == []


def test_commentary_log_entry_and_invitation_reach_the_post_that_is_asked(cast: casting.Cast) -> None:
    report = make.Report(notice=cast.notice, number=4)
    make.Commentary(notice=cast.notice, report=report, section=cast.action.section, asked_of=cast.post)
    make.LogEntry(notice=cast.notice, number=3, owner=cast.post, due_on=date(2023, 12, 1))
    seat = make.Seat(notice=cast.notice, post=cast.post)
    meeting = make.Meeting(notice=cast.notice, board=seat.board, on=date(2024, 1, 11))
    make.Invitation(notice=cast.notice, meeting=meeting, seat=seat)
    kinds = [item.kind for item in questions.everything(sit_down(cast.reader("officer"), NOW))]
    assert {"Commentary", "Log entry", "Invitation"} <= set(kinds)
    assert not {"Commentary", "Log entry", "Invitation"} & {
        item.kind for item in questions.everything(sit_down(cast.reader("other officer"), NOW))
    }


def test_late_comes_first_then_by_day_then_what_has_none() -> None:
    def item(title: str, due_on: date | None, late: bool) -> WorkItem:
        return WorkItem(title, "/", due_on, late, "", "")

    rows = [item("c", None, False), item("b", date(2024, 1, 2), False), item("a", date(2023, 12, 1), True)]
    assert [row.title for row in in_order(rows)] == ["a", "b", "c"]


def test_a2_comes_before_a10() -> None:
    items = [
        WorkItem(f"Clear the update of {ref} Plan", "/", None, False, "Clearing", "Devon")
        for ref in ("A10", "A2", "B1")
    ]
    assert [item.title.split()[4] for item in in_order(items)] == ["A2", "A10", "B1"]


def test_a_window_stays_open_until_its_cut_off() -> None:
    cycle = make.Cycle.build(notice=None)
    inside = round_of([cycle], date(2023, 12, 5), datetime(2023, 12, 6, 16, tzinfo=UTC))
    after = round_of([cycle], date(2023, 12, 7), datetime(2023, 12, 7, 9, tzinfo=UTC))
    assert inside.open is cycle
    assert after == Round(cut_off=cycle, closed=cycle, next_board_on=date(2023, 12, 14))


def test_after_the_cut_off_what_the_last_window_lacks_is_late_until_it_is_sent(cast: casting.Cast) -> None:
    last, coming = make.Cycle._meta.model.objects.get(), make.Cycle(notice=cast.notice, **FEBRUARY)
    after = datetime(2024, 1, 8, 9, tzinfo=UTC)

    def late(who: str) -> list[tuple[str, date | None, bool]]:
        items = questions.updates(sit_down(cast.reader(who, after.date()), after))
        return [(item.title, item.due_on, item.late) for item in items]

    assert late("officer") == [("Update A1 Write a communication plan", last.closes_on, True)]
    assert late("other officer") == []
    sent = make.Update(notice=cast.notice, action=cast.action, cycle=last, written_by=cast["officer"])
    assert late("officer") == []
    sent.cycle = coming  # sent after the cut-off, it counts for the next round
    sent.save()
    assert late("officer") == []
    sent.delete()
    coming.delete()
    assert late("officer") == [], "without another round nobody is asked any more"


def test_who_is_silent_goes_to_the_lead_and_on_the_day_of_the_board_to_the_chair(cast: casting.Cast) -> None:
    make.Accountability(notice=cast.notice, action=cast.action, post=None, organisation=_forum(), order=2)
    told = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="A2")
    make.Update(notice=cast.notice, action=told, cycle=make.Cycle._meta.model.objects.get())

    def silent(who: str, *day: int) -> list[tuple[str, date | None, tuple[str, ...]]]:
        at = datetime(*day, 9, tzinfo=UTC)  # type: ignore[arg-type,misc]
        items = questions.silences(sit_down(cast.reader(who, at.date()), at))
        return [(item.title, item.due_on, item.about) for item in items]

    since = "1 action without an update in the window that closed on 2 January 2024"
    who_is = ("Head of Communications (A1)", "Forum (A1)")
    assert silent("lead", 2024, 1, 2) == []
    assert silent("lead", 2024, 1, 3) == [(f"Ask who is silent: {since}", date(2024, 1, 2), who_is)]
    assert silent("chair", 2024, 1, 10) == []
    assert silent("chair", 2024, 1, 11) == [(f"Ask today’s board about {since}", date(2024, 1, 11), who_is)]
    assert silent("chair", 2024, 1, 12) == []
    for other in ("office", "officer", "member", "adviser"):
        assert silent(other, 2024, 1, 11) == [], other
    assert silent("lead", 2024, 1, 12) == [], "no round is to come"
    make.Cycle(notice=cast.notice, **FEBRUARY)
    assert silent("lead", 2024, 1, 12) != []


def _forum() -> Organisation:
    return make.Organisation(name="Parent Carer Forum Devon", short_name="Forum", kind=OrganisationKind.FORUM)


def test_the_page_says_what_is_late_and_when_the_next_thing_comes(cast: casting.Cast, client: Client) -> None:
    make.LogEntry(notice=cast.notice, owner=cast.post, due_on=date(2023, 12, 1))
    client.force_login(cast["officer"])
    page = client.get("/").content.decode()
    assert "2 things to do" in page
    assert "1 late" in page
    client.force_login(cast["member"])
    idle = client.get("/").content.decode()
    assert "Nothing is waiting for you" in idle
    dates = "updates can be sent until 2 January 2024; the figures are cut off on 3 January 2024"
    assert f"{dates}; the board meets on 11 January 2024" in idle


def test_somebody_without_a_role_is_told_so(client: Client) -> None:
    client.force_login(make.User())
    assert "You have no role on any notice today" in client.get("/").content.decode()


@pytest.mark.parametrize("who", ["lead", "office", "officer", "chair with the post", "data lead", "adviser"])
def test_sixteen_queries_at_most_however_many_notices_and_rows(
    cast: casting.Cast, who: str, django_assert_max_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    for _ in range(3):
        notice = make.Notice()
        make.Access(notice=notice, user=cast[who], role=casting.ROLES[who])
        action = make.Action(notice=notice)
        make.Accountability(notice=notice, action=action, post=cast.post)
        make.LogEntry(notice=notice, owner=cast.post)
        make.Risk(notice=notice, owner=cast.post)
        make.Kpi(notice=notice, data_lead=cast[who])
    reader = Reader(cast[who], TODAY)
    assert reader.post_ids is not None  # who asks is read before: that is the same on every page
    assert reader.roles(cast.notice.pk)
    assert reader.organisation_ids is not None
    # without an open window no figures are gathered: those are counted by their own test
    cast.notice._meta.default_manager.count()
    make.Cycle._meta.model.objects.all().delete()
    with django_assert_max_num_queries(16):
        questions.everything(sit_down(reader, NOW))
