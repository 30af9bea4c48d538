"""The story holds together: nobody acts whom the rules would refuse, and nothing happens after the demo's day."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.demo import facts, story
from config.demo.facts import devon_plan
from config.demo.story import cast, events, reports
from config.demo.story.boards import BOARDS, CYCLES, MEETINGS, SEATS
from config.demo.story.reading import blocks
from notices.roles import Role
from tests.demo.telling import ACCOUNTS, ACTIONS, EVERYTHING, KPIS, POSTS, TODAY, told

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings(item)


def holders(post: str, on: date) -> set[str]:
    """Who holds a post on a day, or may write for it."""
    rows = (*cast.HOLDINGS, *cast.DELEGATIONS)
    return {r.account for r in rows if r.post == post and r.starts_on <= on and (r.ends_on is None or on <= r.ends_on)}


def answering(ref: str, on: date) -> set[str]:
    """Everybody who may act for an action on a day: holders, delegates and contacts."""
    people: set[str] = set()
    for who in ACTIONS[ref].accountable:
        people |= holders(who.post, on) if who.post else {c.account for c in cast.CONTACTS}
    return people


def last_updates() -> dict[str, events.Updated]:
    return {update.ref: update for update in told(events.Updated)}


def confirmed() -> dict[str, date]:
    return {event.ref: event.at.date() for event in told(events.CompletionConfirmed)}


def test_nothing_happens_before_the_start_or_after_the_demos_day() -> None:
    assert str(story.NOW) == "2023-12-22 09:00:00+00:00"
    for event in EVERYTHING:
        assert story.SET_UP_AT <= event.at <= story.NOW, event
    assert [event.at for event in story.EVENTS] == sorted(event.at for event in story.EVENTS)


def test_what_an_event_says_was_done_was_done_by_then() -> None:
    for event in EVERYTHING:
        for name in ("changed_on", "met_on", "dated_on", "heard_on", "as_at"):
            done = getattr(event, name, None)
            assert done is None or done <= event.at.date(), event
    for cycle in CYCLES[:-1]:
        assert cycle.board_on <= TODAY
    assert CYCLES[-1].opens_on <= TODAY < CYCLES[-1].closes_on


def test_whoever_acts_has_access_that_day() -> None:
    for notice, among in ((cast.DEVON, story.EVENTS), (cast.WEXCOMBE, story.ELSEWHERE)):
        for event in among:
            grants = [grant for grant in ACCOUNTS[event.by].grants if grant.notice == notice]
            on = event.at.date()
            assert any(g.starts_on <= on and (g.ends_on is None or on <= g.ends_on) for g in grants), event


def test_accounts_have_known_roles_and_organisations_and_the_thirteen_named_ones_exist() -> None:
    named = "lead office officer data director icb chair member dfe nhse reviewer observer stranger"
    assert set(named.split()) <= set(ACCOUNTS)
    organisations = {organisation.key for organisation in (*facts.ORGANISATIONS, *cast.ORGANISATIONS)}
    slugs = {notice.slug for notice in facts.NOTICES}
    for account in cast.ACCOUNTS:
        assert account.email == f"{account.key}@demo.example"
        assert account.organisation in organisations
        assert account.grants
        for grant in account.grants:
            assert grant.notice in slugs
            assert Role(grant.role)
    assert any(grant.ends_on for grant in ACCOUNTS["reviewer"].grants)
    assert {grant.notice for grant in ACCOUNTS["stranger"].grants} == {cast.WEXCOMBE}


def test_every_post_and_ref_that_the_story_names_exists() -> None:
    codes, meetings, seats = set(KPIS), {m.key for m in MEETINGS}, {seat.key for seat in SEATS}
    for event in EVERYTHING:
        for name, known in (("ref", set(ACTIONS)), ("kpi", codes), ("meeting", meetings), ("seat", seats)):
            value = getattr(event, name, None)
            if isinstance(event, events.RiskRaised | events.RiskReviewed | events.MitigationDone | events.RiskClosed):
                continue
            assert value is None or value in known, event
        for name in ("owner", "for_post", "asked_of"):
            assert getattr(event, name, "") in POSTS | {""}, event
        assert set(getattr(event, "refs", ())) <= set(ACTIONS)
    assert {row.post for row in (*cast.HOLDINGS, *cast.DELEGATIONS)} <= POSTS
    assert {row.account for row in (*cast.HOLDINGS, *cast.DELEGATIONS, *cast.CONTACTS)} <= set(ACCOUNTS)
    assert {seat.post for seat in SEATS} <= POSTS
    assert {board.chair for board in BOARDS} <= POSTS
    assert set(cast.ACTION_LEADS) <= set(ACTIONS)


def test_every_accountable_post_is_held_today_but_one() -> None:
    posts = {who.post for action in devon_plan.ACTIONS for who in action.accountable if who.post}
    assert {post for post in posts if not holders(post, TODAY)} == {"public-health-nursing"}
    assert holders("public-health-nursing", date(2023, 11, 30)) == {"phn"}
    assert holders("women-children", TODAY) == {"officer"}
    assert holders("board-chair", TODAY) == {"chair"}
    assert holders("send-director", TODAY) == {"strategic", "delegate"}
    assert {holding.post for holding in cast.HOLDINGS if holding.interim} >= {"send-director", "childrens-director"}


def test_an_update_is_written_by_somebody_who_may_for_a_post_that_is_accountable() -> None:
    for among in (story.EVENTS, story.ELSEWHERE):
        for update in told(events.Updated, among):
            on = update.at.date()
            if update.for_post:
                assert update.for_post in {who.post for who in ACTIONS[update.ref].accountable}, update
                assert update.by in holders(update.for_post, on) | {"office"}, update
            else:
                assert update.by in answering(update.ref, on), update


def test_updates_fall_into_windows_and_an_action_has_one_a_cycle() -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for update in told(events.Updated):
        cycle = next(cycle for cycle in CYCLES if update.at <= cycle.cut_off)
        assert cycle.opens_on <= update.at.date() <= cycle.closes_on, update
        seen[update.ref, cycle.key] += 1
    assert max(seen.values()) == 1
    assert len(told(events.Updated)) >= 130
    assert {ref for ref, _ in seen} == {action.ref for action in devon_plan.ACTIONS}


def test_amber_and_red_have_recovery_steps_with_a_date_ahead() -> None:
    for update in told(events.Updated, EVERYTHING):
        assert update.rating in {"not_started", "green", "amber", "red"}
        assert update.impact in {"none_yet", "emerging", "evidenced"}
        assert update.text
        if update.rating in {"amber", "red"}:
            assert update.recovery_steps, update
            assert update.recovery_on is not None, update
            assert update.recovery_on > update.at.date(), update


def test_recovery_is_accepted_by_the_lead_after_an_amber_update_and_d1_waits_for_it() -> None:
    open_steps: dict[str, events.Updated] = {}
    for event in story.EVENTS:
        if isinstance(event, events.Updated):
            open_steps[event.ref] = event
        elif isinstance(event, events.RecoveryAccepted):
            assert open_steps.pop(event.ref).rating == "amber", event
            assert event.by not in answering(event.ref, event.at.date())
    assert [ref for ref, update in open_steps.items() if update.rating == "amber" and ref not in confirmed()] == ["D1"]


def test_silent_windows_exist() -> None:
    december = CYCLES[-2]
    written = {u.ref for u in told(events.Updated) if december.opens_on <= u.at.date() <= december.closes_on}
    waiting = {c.ref for c in told(events.CompletionClaimed)}
    silent = {action.ref for action in devon_plan.ACTIONS} - written - waiting
    assert silent == {"D3"}


def test_nine_actions_are_complete_and_one_waits_for_confirmation() -> None:
    standing: dict[str, events.CompletionClaimed] = {}
    added: dict[str, date] = {}
    for event in story.EVENTS:
        on = event.at.date()
        if isinstance(event, events.EvidenceAdded):
            added[event.key] = on
        elif isinstance(event, events.CompletionClaimed):
            assert event.by in answering(event.ref, on)
            assert event.evidence
            assert set(event.evidence) <= set(added)
            standing[event.ref] = event
        elif isinstance(event, events.CompletionConfirmed | events.CompletionReturned):
            claim = standing[event.ref] if isinstance(event, events.CompletionConfirmed) else standing.pop(event.ref)
            assert event.by != claim.by
            assert event.by not in answering(event.ref, on)
        elif isinstance(event, events.Updated):
            assert event.ref not in standing, event
    assert set(confirmed()) == {"A1", "A2", "A3", "A6", "B1", "C3", "D2", "D5", "D6"}
    assert set(standing) - set(confirmed()) == {"A11"}


def test_five_actions_are_red_and_two_are_green_though_overdue_one_of_them_explained() -> None:
    done = set(confirmed()) | {"A11"}
    moved = {"A10": date(2024, 1, 31)}
    rated = {ref: update.rating for ref, update in last_updates().items() if ref not in done}
    assert {ref for ref, rating in rated.items() if rating == "red"} == {"A5", "A12", "A13", "D3", "D4"}
    overdue = {ref for ref in rated if (due := moved.get(ref, ACTIONS[ref].due_on)) is not None and due < TODAY}
    assert {ref for ref in overdue if rated[ref] == "green"} == {"B2", "C1"}
    assert overdue == {"A5", "A12", "A13", "B2", "C1", "D3", "D4"}
    assert [event.ref for event in told(events.DifferenceExplained)] == ["C1"]


def test_the_officer_has_updates_left_to_write_in_the_open_window() -> None:
    window = CYCLES[-1]
    written = {u.ref for u in told(events.Updated) if u.at.date() >= window.opens_on}
    done = set(confirmed()) | {"A11"}
    hers = {
        action.ref for action in devon_plan.ACTIONS if any(who.post == "women-children" for who in action.accountable)
    }
    assert hers - written - done == {"A9", "B2", "B3", "C4", "D4"}


def test_one_date_change_is_agreed_and_one_declined_each_by_a_decision_of_that_day() -> None:
    decisions = {event.number: event for event in told(events.Decided)}
    answers = {event.ref: event for event in told(events.DateChangeAnswered)}
    asked = {event.ref: event for event in told(events.DateChangeAsked)}
    assert {ref: answer.agreed for ref, answer in answers.items()} == {"A10": True, "A12": False}
    assert asked["A10"].to == date(2024, 1, 31)
    for ref, answer in answers.items():
        decision = decisions[answer.decision]
        assert ref in decision.text
        assert asked[ref].at < decision.at < answer.at
        assert decision.at.date() == answer.at.date()
        assert asked[ref].by in answering(ref, asked[ref].at.date())


def test_decisions_and_log_entries_are_numbered_and_made_at_meetings_that_were_held() -> None:
    held = {event.meeting: event.at for event in told(events.MeetingHeld)}
    assert [event.number for event in told(events.Decided)] == list(range(1, 14))
    assert [event.number for event in told(events.LogEntryAdded)] == list(range(1, 13))
    made = (events.Decided, events.LogEntryAdded, events.LogEntryUpdated)
    for event in story.EVENTS:
        if isinstance(event, made):
            assert held[event.meeting] < event.at
    closed: set[int] = set()
    for update in told(events.LogEntryUpdated):
        assert update.number not in closed
        if update.done:
            closed.add(update.number)
    assert closed == {1, 2, 3, 4, 5, 7}


def test_eight_boards_were_held_one_a_month_and_every_one_had_its_invitations_first() -> None:
    held = [meeting for meeting in MEETINGS if meeting.board == "partnership-board" and meeting.on <= TODAY]
    assert [meeting.on.month for meeting in held] == list(range(5, 13))
    sent = {event.meeting: event for event in told(events.InvitationsSent)}
    answered = {(event.meeting, event.seat) for event in told(events.InvitationAnswered)}
    for meeting in held:
        assert sent[meeting.key].at.date() < meeting.on
        assert {"dfe", "nhse"} <= set(sent[meeting.key].seats)
        assert {(meeting.key, "dfe"), (meeting.key, "nhse")} <= answered
    assert "board-2024-01" in sent


def test_an_empty_required_seat_was_met_once() -> None:
    empty = [
        (meeting.key, seat.key)
        for meeting in MEETINGS
        if meeting.board == "partnership-board" and meeting.on <= TODAY
        for seat in SEATS
        if seat.board == meeting.board and seat.required_by and not holders(seat.post, meeting.on)
    ]
    assert empty == [("board-2023-08", "care")]
    required = {seat.required_by for seat in SEATS if seat.kind == "member"}
    assert "4(b)" in required
    assert sum(seat.required_by == "4(b)" for seat in SEATS) == 7


def test_evidence_voices_and_risks_are_many_and_varied() -> None:
    documents = told(events.EvidenceAdded)
    assert 12 <= len(documents) <= 18
    assert all(bool(d.link) != bool(d.file_name and d.content) for d in documents)
    assert all(".example/" in d.link for d in documents if d.link)
    assert {"output", "practice", "lived_experience", "survey", "audit", "data"} == {d.kind for d in documents}
    voices = told(events.VoiceAdded)
    assert len(voices) >= 16
    assert {voice.group for voice in voices} == {"parents", "young_people", "schools", "staff"}
    assert {voice.how_heard for voice in voices} == {"survey", "meeting", "complaints", "visit"}
    answered = {event.key for event in told(events.VoiceAnswered)} | {voice.key for voice in voices if voice.changed}
    assert {voice.key for voice in voices} - answered == {"v18", "v19"}
    for voice in voices:
        assert (voice.answered or 0) <= (voice.asked or 0)
    raised = told(events.RiskRaised)
    assert 8 <= len(raised) <= 10
    moved = set()
    score = {risk.ref: risk.now[0] * risk.now[1] for risk in raised}
    for review in told(events.RiskReviewed):
        now = review.now[0] * review.now[1]
        moved.add((now > score[review.ref]) - (now < score[review.ref]))
        score[review.ref] = now
    assert moved == {-1, 0, 1}
    assert len({milestone.ref for milestone in told(events.MilestoneSet)}) >= 8


def test_reports_are_due_every_two_months_from_the_day_of_issue_and_go_before() -> None:
    assert [report.due_on for report in reports.REPORTS] == [
        date(2023, 7, 7),
        date(2023, 9, 7),
        date(2023, 11, 7),
        date(2024, 1, 7),
    ]
    for report in reports.REPORTS:
        mine = [event for event in story.EVENTS if getattr(event, "report", None) == report.due_on]
        sent = next(event for event in mine if isinstance(event, events.ReportSent))
        written = (events.StatementWritten, events.AreaJudged, events.SectionCommented)
        before = [event for event in mine if isinstance(event, written)]
        assert len(before) == 9
        assert all(event.at < sent.at for event in before)
        assert sent.at.date() == report.cut_off_on
        cleared = [event for event in mine if isinstance(event, events.ReportCleared)]
        assert {(event.by, event.organisation) for event in cleared} == {("director", "dcc"), ("icb", "nhs-devon")}
        assert all(event.at > sent.at for event in cleared)
        issued = [event for event in mine if isinstance(event, events.ReportIssued)]
        approved = [event for event in mine if isinstance(event, events.ReportApproved)]
        if report.number < 4:
            assert max(event.at for event in cleared) < approved[0].at < issued[0].at
            assert issued[0].at.date() < report.due_on
        else:
            assert not [*approved, *issued]
    first, second = reports.REPORTS[:2]
    assert second.period_from == first.cut_off_on


def test_every_adviser_question_is_answered_before_the_next_report_is_sent() -> None:
    answers = {event.key: event for event in told(events.FeedbackAnswered)}
    sent = sorted(event.at for event in told(events.ReportSent))
    assert len(told(events.FeedbackLeft)) == 6
    for feedback in told(events.FeedbackLeft):
        assert feedback.at < answers[feedback.key].at < next(moment for moment in sent if moment > feedback.at)


def test_canary_words_stand_nowhere_in_devons_story() -> None:
    ours = " ".join(text for event in story.EVENTS for text in strings(event)).lower()
    theirs = " ".join(text for event in story.ELSEWHERE for text in strings(event)).lower()
    for word in facts.CANARIES:
        assert word.lower() not in ours
        assert word.lower() in theirs


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside this checkout")
def test_no_person_named_in_the_documents_stands_in_the_story() -> None:
    plan = (SEEDS / "devon-send-improvement-plan-2023.txt").read_text(encoding="utf-8")
    named = re.findall(r"\u2022 ([A-Z][a-z]+ [A-Z][a-z]+) \(", plan)
    assert len(named) == 5
    ours = " ".join(text for value in (EVERYTHING, cast.ACCOUNTS, cast.POSTS) for text in strings(value))
    assert not [name for name in named if name in ours]


def test_a_text_block_that_names_a_paragraph_twice_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "twice.txt").write_text("A1 head\nText.\nnext: one\nnext: two\n", encoding="utf-8")
    monkeypatch.setattr("config.demo.story.reading._TEXT", tmp_path)
    with pytest.raises(ValueError, match="next comes twice"):
        blocks("twice", "next")
