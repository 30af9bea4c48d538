"""The digest of reminders: one mail for each person and day, of what stands on their own page, and to nobody else."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings as configured
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from audit.history import keep
from audit.models import Event
from desk import digests, questions, tasks, work
from desk.digests import NOUNS, Digest, Line, digest_for, remind
from notices.models import NoticeStatus
from notices.roles import Role
from people import doorbell, reminding
from people import tasks as people_tasks
from people.models import Delegate, Mail, MailState, ReminderChoice, ReminderDay, User
from tests import cast as casting
from tests import factories as make
from tests.architecture.source import calls, modules
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
CLOSES, CUT_OFF, BOARD = date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 11)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def cast() -> casting.Cast:
    """The people in the open window of January; nobody writes for another's post yet."""
    people = casting.assemble()
    Delegate.objects.all().delete()
    make.Cycle(
        notice=people.notice,
        opens_on=date(2023, 12, 18),
        closes_on=CLOSES,
        cutoff_at=at(CUT_OFF, 17),
        board_on=BOARD,
    )
    make.Cycle(
        notice=people.notice,
        opens_on=date(2024, 1, 22),
        closes_on=date(2024, 1, 30),
        cutoff_at=at(date(2024, 1, 31), 17),
        board_on=date(2024, 2, 8),
    )
    return people


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, ...]]]:
    heard: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(doorbell, "_send", lambda name, keys: heard.append((name, keys)))
    return heard


@contextmanager
def shown(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr("desk.tasks.clock.now", lambda: moment)
        yield


def told(who: User, on: date) -> Digest:
    digest = digest_for(who, at(on))
    assert digest is not None
    return digest


def late_days(who: User, *days: date) -> list[date]:
    """On which of these days a digest goes out, each day after the other."""
    return [day for day in days if remind(who, at(day))]


# --- who is told what, when ----------------------------------------------------------------------


def test_an_officer_is_told_before_the_window_closes_on_its_last_day_and_each_week_while_late(
    cast: casting.Cast,
) -> None:
    days = [date(2023, 12, 18) + timedelta(days=each) for each in range(34)]
    assert late_days(cast["officer"], *days) == [
        date(2023, 12, 22),  # a week before is Boxing Day: the working day before it
        CLOSES,
        CUT_OFF,  # late, and still in time for the cut-off
        date(2024, 1, 10),
        date(2024, 1, 17),
    ]
    subjects = list(Mail.objects.order_by("digest_on", "pk").values_list("subject", flat=True))
    assert subjects == [
        "Improvement board: 1 thing due by 2 January 2024",
        "Improvement board: 1 thing due today",
        *["Improvement board: 1 thing late"] * 3,
    ]


@pytest.mark.parametrize("who", ["officer", "lead", "office", "chair with the post", "delegate"])
def test_a_digest_lists_what_the_page_lists(cast: casting.Cast, who: str) -> None:
    if who == "delegate":
        cast.post.holdings.all().delete()
        make.Delegate(post=cast.post, user=cast[who])
    make.LogEntry(notice=cast.notice, number=7, owner=cast.post, due_on=date(2023, 12, 1))
    make.Risk(notice=cast.notice, ref="R1", owner=cast.post)
    items = questions.everything(work.sit_down(cast.reader(who, CUT_OFF), at(CUT_OFF)))
    assert items
    assert list(told(cast[who], CUT_OFF).items) == work.in_order(items)


def test_nothing_to_do_is_no_mail(cast: casting.Cast) -> None:
    for who in ("member", "observer", "reviewer", "adviser", "other officer", "former holder"):
        assert remind(cast[who], NOW) is None, who
    make.Update(notice=cast.notice, action=cast.action, cycle=first_cycle(cast))
    assert remind(cast["officer"], NOW) is None
    assert not Mail.objects.exists()


def first_cycle(cast: casting.Cast) -> object:
    return make.Cycle._meta.model.objects.filter(notice=cast.notice).order_by("board_on").first()


def test_what_has_no_day_is_listed_and_reminds_nobody_by_itself(cast: casting.Cast) -> None:
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    assert digest_for(cast["chair"], NOW) is None
    make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=cast["officer"])
    digest = told(cast["chair"], BOARD - timedelta(days=7))
    assert [line.says for line in digest.undated] == ["1 completion to confirm: A1"]
    assert [line.says for line in digest.dated] == ["1 date change to decide on: A1"]


def test_the_lead_is_told_the_day_after_who_is_silent_and_the_chair_on_the_day_of_the_board(
    cast: casting.Cast,
) -> None:
    says = (
        "1 action without an update in the window that closed on 2 January 2024: Head of Communications (A1)"  # no name
    )
    assert digest_for(cast["lead"], at(CLOSES)) is None
    assert told(cast["lead"], CUT_OFF).late == [Line(f"Ask who is silent: {says}", cast.notice.title, CLOSES)]
    assert remind(cast["lead"], at(CUT_OFF))
    assert digest_for(cast["lead"], at(date(2024, 1, 9))) is None
    assert told(cast["lead"], date(2024, 1, 10)).late, "and again each week"
    assert digest_for(cast["chair"], at(date(2024, 1, 10))) is None
    assert told(cast["chair"], BOARD).dated == [Line(f"Ask today’s board about {says}", cast.notice.title, BOARD)]
    assert digest_for(cast["chair"], at(date(2024, 1, 12))) is None


def told_of_post(cast: casting.Cast, on: date) -> dict[str, bool]:
    """Who is told of the post's work on a day: its holder, its delegate."""
    return {who: digest_for(cast[who], at(on)) is not None for who in ("officer", "delegate")}


def test_while_a_delegate_is_named_they_are_told_and_the_holder_of_what_is_late_alone(cast: casting.Cast) -> None:
    make.Delegate(post=cast.post, user=cast["delegate"], starts_on=date(2024, 1, 2), ends_on=date(2024, 1, 3))
    assert told_of_post(cast, TODAY) == {"officer": True, "delegate": False}
    assert told_of_post(cast, CLOSES) == {"officer": False, "delegate": True}
    assert told_of_post(cast, CUT_OFF) == {"officer": True, "delegate": True}
    assert told_of_post(cast, date(2024, 1, 4)) == {"officer": True, "delegate": False}


def test_a_holder_is_told_when_their_delegate_cannot_be(cast: casting.Cast) -> None:
    make.Delegate(post=cast.post, user=cast["disabled"])
    assert told_of_post(cast, CLOSES) == {"officer": True, "delegate": False}, "an account that was closed"
    make.Delegate(post=cast.post, user=cast["stranger"])
    assert told_of_post(cast, CLOSES) == {"officer": True, "delegate": False}, "no role on the notice"
    make.Delegate(post=cast.post, user=cast["observer"])
    assert told_of_post(cast, CLOSES) == {"officer": True, "delegate": False}, "a role that sees no plan"
    make.Delegate(post=cast.post, user=cast["officer"])
    assert told_of_post(cast, CLOSES) == {"officer": True, "delegate": False}, "the holder themselves"
    make.Delegate(post=cast.post, user=cast["delegate"])
    assert told_of_post(cast, CLOSES) == {"officer": False, "delegate": True}


def test_a_delegate_on_one_notice_leaves_the_holder_told_on_another(cast: casting.Cast) -> None:
    make.Delegate(post=cast.post, user=cast["delegate"])
    other = make.Notice(title="Somerset notice")
    make.Access(notice=other, user=cast["officer"], role=Role.OFFICER)
    make.LogEntry(notice=other, number=4, owner=cast.post, due_on=CLOSES)
    assert [line.notice for line in told(cast["officer"], CLOSES).dated] == ["Somerset notice"]


def test_what_holders_do_themselves_is_not_taken_from_them(cast: casting.Cast) -> None:
    make.Delegate(post=cast.post, user=cast["delegate"])
    seat = make.Seat(notice=cast.notice, post=cast.post)
    meeting = make.Meeting(notice=cast.notice, board=seat.board, on=BOARD)
    make.Invitation(notice=cast.notice, meeting=meeting, seat=seat)
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    digest = told(cast["chair with the post"], BOARD)
    assert [item.kind for item in digest.items] == ["Invitation"], "nor is what they may not do given to them"


def test_a_notice_whose_next_dates_are_told_is_one_that_the_digest_tells_of(cast: casting.Cast) -> None:
    other = make.Notice(slug="somerset", title="Somerset notice")
    make.Access(notice=other, user=cast["officer"], role=Role.OFFICER)
    days = {"opens_on": date(2023, 12, 20), "closes_on": date(2024, 1, 20), "board_on": date(2024, 2, 1)}
    make.Cycle(notice=other, cutoff_at=datetime(2024, 1, 25, 17, tzinfo=UTC), **days)
    remind(cast["officer"], NOW)
    mail = Mail.objects.get()
    assert "- Somerset notice: " in mail.text.partition("Next dates")[2], mail.text
    assert mail.digest_of == sorted([cast.notice.pk, other.pk])


def test_roles_on_two_notices_make_one_mail_that_names_both(cast: casting.Cast) -> None:
    other = make.Notice(slug="somerset", title="Somerset notice")
    make.Access(notice=other, user=cast["officer"], role=Role.OFFICER)
    make.LogEntry(notice=other, number=4, owner=cast.post, due_on=date(2023, 12, 29))
    remind(cast["officer"], NOW)
    mail = Mail.objects.get()
    assert mail.digest_of == sorted([cast.notice.pk, other.pk])
    assert "1 update of an action: A1, Devon SEND notice, by 2 January 2024" in mail.text
    assert "1 entry of the action and impact log: 4, Somerset notice, by 29 December 2023" in mail.text
    assert mail.text.count("http") == mail.html.count("http") == 1


# --- to nobody else ------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [NoticeStatus.LIFTED, NoticeStatus.REPLACED, NoticeStatus.ESCALATED])
def test_a_notice_that_is_over_reminds_nobody(cast: casting.Cast, status: NoticeStatus) -> None:
    assert digest_for(cast["officer"], NOW) is not None
    other = make.Notice(title="Somerset notice")
    make.Access(notice=other, user=cast["officer"], role=Role.OFFICER)
    make.LogEntry(notice=other, owner=cast.post, due_on=TODAY)
    cast.notice.status = status
    cast.notice.save()
    assert {line.notice for line in told(cast["officer"], TODAY).dated} == {"Somerset notice"}
    assert cast["lead"] not in digests.to_look_at(TODAY)
    assert digest_for(cast["lead"], at(CUT_OFF)) is None


def test_a_notice_that_is_issued_later_reminds_nobody(cast: casting.Cast) -> None:
    cast.notice.issued_on = date(2023, 12, 27)
    cast.notice.save()
    assert digest_for(cast["officer"], NOW) is None
    assert digest_for(cast["officer"], at(date(2023, 12, 27))) is not None


def test_nobody_is_reminded_who_has_no_access_that_day_or_no_account(
    cast: casting.Cast, rung: list[tuple[str, tuple[int, ...]]]
) -> None:
    make.PostHolding(post=cast.post, user=cast["expired reviewer"])
    make.PostHolding(post=cast.post, user=cast["disabled"])
    make.PostHolding(post=cast.post, user=cast["stranger"])
    for who in ("expired reviewer", "disabled", "stranger"):
        assert remind(cast[who], NOW) is None, who
    people = set(digests.to_look_at(TODAY))
    assert cast["officer"] in people
    assert people.isdisjoint({cast["expired reviewer"], cast["disabled"]})


def test_an_account_that_is_closed_before_its_mail_goes_gets_none(cast: casting.Cast) -> None:
    mail = remind(cast["officer"], NOW)
    assert mail is not None
    cast["officer"].is_active = False
    cast["officer"].save()
    people_tasks.send_mail(mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED
    assert mail.error == "The account of this person was closed: nobody is reminded there."


def test_an_account_that_is_closed_while_its_digest_is_written_gets_none(cast: casting.Cast) -> None:
    stale = User.objects.get(pk=cast["officer"].pk)
    cast["officer"].is_active = False
    cast["officer"].save()
    assert digest_for(stale, NOW) is not None
    assert remind(stale, NOW) is None


# --- what it says --------------------------------------------------------------------------------

CANARIES = ("zebra", "walrus", "heron", "otter")


def test_a_digest_holds_no_name_and_no_words_that_somebody_typed(cast: casting.Cast) -> None:
    """Every question is asked; titles of actions, risks, entries and KPIs, names and texts all bear a canary."""
    lead, officer = cast["lead"], cast["officer"]
    for user in cast.people.values():
        user.name = f"Zebra {user.name}"
        user.save()
    cast.action.title = "Walrus of a family"
    cast.action.due_on = cast.action.original_due_on = date(2023, 12, 10)
    cast.action.save()
    own = {"notice": cast.notice, "plan": cast.action.plan, "section": cast.action.section, "title": "Walrus"}
    for ref, more in (("A2", {}), ("A3", {"due_on": date(2023, 12, 10), "original_due_on": date(2023, 12, 10)})):
        action = make.Action(ref=ref, **own, **more)
        make.Accountability(notice=cast.notice, action=action, post=cast.post)
        if ref == "A3":
            make.Update(notice=cast.notice, action=action, cycle=first_cycle(cast), written_by=officer, text="Otter")
    cast.action.plan.updates_cleared = True
    keep(cast.action.plan, by=lead, at=at(date(2023, 6, 1)))
    body = cast.post.organisation
    make.Access(notice=cast.notice, user=cast["accountable"], role=Role.ACCOUNTABLE, organisation=body)
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=officer, impact_statement="Otter")
    make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=officer, reason="Otter")
    answered = {"answered_by": lead, "answered_at": NOW}
    back = make.Action(ref="A4", **own)
    make.Completion(notice=cast.notice, action=back, claimed_by=officer, state="returned", answer="Otter", **answered)
    steps = {
        "rating": "red",
        "recovery_steps": "Otter",
        "recovery_on": date(2024, 2, 1),
        "written_at": at(date(2023, 9, 1)),
    }
    make.Update(notice=cast.notice, action=back, written_by=officer, text="Otter", **steps)
    make.UpdateDraft(notice=cast.notice, action=back, written_by=cast["office"], fields={"text": ["Otter"]})
    decided = {"state": "declined", "decision": make.Decision(notice=cast.notice, text="Otter"), **answered}
    make.DueDateChange(notice=cast.notice, action=back, asked_by=officer, **decided)
    kpi = make.Kpi(notice=cast.notice, code="A-K1", name="Heron", data_lead=cast["data lead"])
    proposal = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_at": NOW}
    make.Baseline(notice=cast.notice, kpi=kpi, proposed_by=officer, **proposal)
    partners = make.Kpi(notice=cast.notice, code="A-K2", name="Heron", organisation=cast.notice.council)
    make.Measurement(notice=cast.notice, kpi=partners, held=True, note="Otter")
    report = make.Report(notice=cast.notice, number=4)
    make.Commentary(notice=cast.notice, report=report, section=cast.action.section, asked_of=cast.post)
    make.Feedback(notice=cast.notice, report=report, said_by=cast["adviser"], text="Otter")
    make.Accountability(notice=cast.notice, action=cast.action, post=make.Post(title="Head of Nursing"), order=2)
    make.Cycle(notice=cast.notice)
    make.Risk(notice=cast.notice, ref="R1", title="Heron", owner=cast.post)
    seat = make.Seat(notice=cast.notice, post=cast.post, title="Heron")
    meeting = make.Meeting(notice=cast.notice, board=seat.board, on=date(2024, 1, 25))
    make.Invitation(notice=cast.notice, meeting=meeting, seat=seat)
    make.LogEntry(notice=cast.notice, number=3, owner=cast.post, text="Otter", due_on=date(2023, 12, 1))
    make.LogEntry(notice=cast.notice, number=5, owner=make.Post(title="Nurse"), text="Otter", due_on=date(2023, 12, 1))
    found: set[str] = set()
    for who in ("lead", "office", "officer", "accountable", "data lead", "chair"):
        desk = work.sit_down(cast.reader(who), NOW)
        items = questions.everything(desk)
        found |= {item.kind for item in items}
        for day in (TODAY, CLOSES, CUT_OFF, BOARD):
            mail = remind(cast[who], at(day))
            if mail:
                said = f"{mail.subject} {mail.text} {mail.html}".lower()
                assert not [word for word in (*CANARIES, "demo.example") if word in said], (who, said)
    assert found == set(NOUNS)
    text = Mail.objects.get(to_user=lead, digest_on=CUT_OFF).text
    assert "Head of Communications (A2)" in text, "the lead is told which post is silent"


def kinds_asked() -> set[str]:
    """The kinds of things that the questions speak of, read in their source."""
    found = set()
    for module in modules():
        if module.path in ("desk/questions.py", "desk/own.py", "desk/deciding.py", "desk/silences.py"):
            for name, call in calls(module):
                if name == "desk.item":
                    found.add(call.args[1].value)  # type: ignore[attr-defined]
    return found


def test_a_mail_has_words_for_everything_that_is_asked() -> None:
    assert kinds_asked() == set(NOUNS)


def test_what_a_mail_has_no_words_for_is_counted_and_not_named() -> None:
    item = work.WorkItem("Zebra", "/", None, False, "Unheard of", "Devon", 1)
    assert digests.lines([item]) == [Line("1 other thing to do", "Devon", None)]


def test_a_digest_has_both_parts_one_link_and_no_markup_of_anybody(cast: casting.Cast) -> None:
    cast.notice.title = "Devon <script>alert(1)</script>"
    cast.notice.save()
    mail = remind(cast["officer"], NOW)
    assert mail is not None
    assert f"\n{configured.SITE_URL}/\n" in mail.text
    assert f'<a href="{configured.SITE_URL}/">' in mail.html
    assert mail.text.count("http") == mail.html.count("http") == 1
    assert "<script" not in mail.html
    assert "updates can be sent until 2 January 2024; the figures are cut off on 3 January 2024" in mail.text


def test_several_things_of_one_kind_are_one_line_and_a_day_is_said_once(cast: casting.Cast) -> None:
    for ref in ("A13", "B1", "A5"):
        action = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=ref)
        make.Accountability(notice=cast.notice, action=action, post=cast.post)
    title = cast.notice.title
    assert told(cast["officer"], TODAY).dated == [Line("4 updates of actions: A1, A5, A13 and B1", title, CLOSES)]
    assert Line("1 update of an action: A1", title, CLOSES).day == CLOSES
    assert Line("Enter the figures by 2 January 2024", title, CLOSES).day is None
    assert Line("1 completion to confirm: A1", title, None).day is None


# --- choices -------------------------------------------------------------------------------------


def test_somebody_may_be_told_only_on_the_last_day_and_when_late(cast: casting.Cast) -> None:
    reminding.choose_reminders(user=cast["officer"], choice=ReminderChoice.LAST, at=NOW)
    cast["officer"].refresh_from_db()
    days = [date(2023, 12, 18) + timedelta(days=each) for each in range(24)]
    assert late_days(cast["officer"], *days) == [CLOSES, CUT_OFF, date(2024, 1, 10)]


def test_a_choice_is_written_down_once_with_its_history(cast: casting.Cast) -> None:
    for _ in range(2):
        reminding.choose_reminders(user=cast["officer"], choice=ReminderChoice.LAST, at=NOW)
    (event,) = Event.objects.filter(verb="user.reminders_chosen")
    assert (event.chain, event.by_id, event.at) == ("site", cast["officer"].pk, NOW)
    assert [row.reminders for row in cast["officer"].history.order_by("history_id")][-1] == "last"


# --- once ----------------------------------------------------------------------------------------


def test_the_sweep_rings_for_those_with_a_role_until_their_day_is_worked_out(
    cast: casting.Cast,
    rung: list[tuple[str, tuple[int, ...]]],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def swept(moment: datetime) -> set[int]:
        rung.clear()
        with shown(monkeypatch, moment), django_capture_on_commit_callbacks(execute=True):
            tasks.sweep_reminders()
        assert {name for name, _ in rung} <= {"desk.remind"}
        return {keys[0] for _, keys in rung}

    everybody = {user.pk for who, user in cast.people.items() if who not in ("disabled", "expired reviewer")}
    assert swept(at(TODAY, 6)) == set(), "at night nobody is rung for"
    assert swept(NOW) == everybody
    with shown(monkeypatch, NOW):
        for pk in everybody:
            tasks.remind(pk)
    assert swept(at(TODAY, 15)) == set()
    assert swept(at(TODAY + timedelta(days=1))) == everybody


def test_the_task_run_twice_makes_one_mail(cast: casting.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with shown(monkeypatch, NOW):
        tasks.remind(cast["officer"].pk)
        tasks.remind(cast["officer"].pk)
        ReminderDay.objects.all().delete()
        tasks.remind(cast["officer"].pk)
        tasks.remind(0)
    assert Mail.objects.count() == Event.objects.filter(verb="mail.posted").count() == 1


def test_what_comes_up_later_in_a_day_makes_no_second_mail(cast: casting.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with shown(monkeypatch, NOW):
        tasks.remind(cast["officer"].pk)
    make.LogEntry(notice=cast.notice, owner=cast.post, due_on=TODAY)
    assert remind(cast["officer"], at(TODAY, 15)) == Mail.objects.get()


def test_a_task_that_is_killed_before_it_commits_leaves_nothing_and_runs_again(
    cast: casting.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(**_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("desk.digests.reminding.settle_day", killed)
        with pytest.raises(Killed):
            remind(cast["officer"], NOW)
    assert not Mail.objects.exists()
    assert remind(cast["officer"], NOW) == remind(cast["officer"], NOW) == Mail.objects.get()


def test_a_digest_that_could_not_be_sent_does_not_count_as_told(cast: casting.Cast) -> None:
    mail = remind(cast["officer"], NOW)
    assert mail is not None
    monday = date(2023, 12, 27)
    assert digest_for(cast["officer"], at(monday)) is None
    mail.state = MailState.FAILED
    mail.save()
    assert digest_for(cast["officer"], at(monday)) is not None


@pytest.mark.parametrize(("who", "queries"), [("lead", 21), ("officer", 28)])
def test_a_digest_costs_the_same_queries_for_three_actions_as_for_one(
    cast: casting.Cast,
    who: str,
    queries: int,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    """The officer's page is asked twice, because a delegate writes for them."""
    make.Delegate(post=cast.post, user=cast["delegate"])
    digest_for(cast[who], at(CUT_OFF))  # the day's figures are gathered once
    with django_assert_num_queries(queries):
        digest_for(cast[who], at(CUT_OFF))
    for ref in ("A2", "A3"):
        action = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=ref)
        make.Accountability(notice=cast.notice, action=action, post=cast.post)
        make.LogEntry(notice=cast.notice, owner=cast.post)
    with django_assert_num_queries(queries):
        digest_for(cast[who], at(CUT_OFF))
