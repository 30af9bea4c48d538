"""Setting up, dates, completion, evidence, risks: what the verbs do, refuse and leave behind."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from audit import ledger
from audit.models import Event
from boards.models import Authority
from notices.conflicts import ChangedMeanwhile, Refused
from notices.rows import NoticeRow
from plans import actions
from plans.models import Action, ActionClause, Completion, DueDateChange, Risk, RiskReview
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY


def last(row: NoticeRow) -> tuple[int | None, str | None]:
    """Who changed a row last, and why."""
    kept: Any = row.history.order_by("-history_id")[0]  # type: ignore[attr-defined]
    return kept.history_user_id, kept.history_change_reason


def verbs(cast: Cast) -> list[str]:
    return list(
        Event.objects.filter(chain=f"notice:{cast.notice.pk}").order_by("number").values_list("verb", flat=True)
    )


# --- setting up ----------------------------------------------------------------------------------


@pytest.fixture
def section(cast: Cast) -> Any:
    plan = actions.create_plan(notice=cast.notice, slug="send", title="SEND plan", by=cast["lead"], at=NOW)
    area = make.Area(notice=cast.notice, code="A")
    return actions.add_section(
        plan=plan,
        letter="A",
        title="Strategy",
        needs_improvement=["Roles are unclear", "Partners plan apart"],
        areas=[area],
        by=cast["lead"],
        at=NOW,
    )


def add(cast: Cast, section: Any, **more: Any) -> Action:
    given = {"ref": "A1", "title": "Governance", "what": "Set up governance.", "by": cast["lead"], "at": NOW}
    answerable = [actions.Answerable("Head of Comms", post=cast.post)]
    return actions.add_action(**({"section": section, "accountable": answerable} | given | more))


def test_a_plan_is_set_up_with_everything_that_hangs_on_an_action(cast: Cast, section: Any) -> None:
    clause = make.Clause(notice=cast.notice)
    forum = make.Organisation()
    action = add(
        cast,
        section,
        due_on=date(2024, 1, 31),
        by_when_printed="January 2024",
        accountable=[actions.Answerable("Head of Comms", post=cast.post), actions.Answerable("", organisation=forum)],
        clauses=[clause],
        areas=[section.areas.get().area],
    )
    assert section.needs_improvement == "Roles are unclear\nPartners plan apart"
    assert (action.original_due_on, action.due_on, action.order) == (date(2024, 1, 31), date(2024, 1, 31), 1)
    printed = list(action.accountabilities.order_by("order").values_list("printed", "order"))
    assert printed == [("Head of Comms", 1), (forum.name, 2)]
    matches = {match.clause: match.confirmed_by for match in ActionClause.objects.all()}
    assert matches == {clause: cast["lead"]}
    assert verbs(cast) == ["plan.created", "section.added", "action.added"]
    assert last(action) == (cast["lead"].pk, "Action added")
    assert ledger.verify(f"notice:{cast.notice.pk}") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"accountable": []}, "accountable"),
        ({"accountable": [actions.Answerable("Nobody")]}, "accountable"),
        ({"in_place": True, "due_on": date(2024, 1, 31)}, "due_on"),
        ({"starts_on": date(2024, 2, 1), "due_on": date(2024, 1, 31)}, "due_on"),
    ],
)
def test_an_action_that_cannot_be_is_refused(cast: Cast, section: Any, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        add(cast, section, **wrong)
    assert no.value.field == field
    assert not Action.objects.filter(section=section).exists()


def test_what_is_there_already_or_belongs_elsewhere_is_refused(cast: Cast, section: Any) -> None:
    twice = [actions.Answerable("Head of Comms", post=cast.post)] * 2
    add(cast, section)
    for wrong in ({}, {"ref": "A2", "accountable": twice}, {"ref": "A3", "areas": [make.Area(notice=cast.elsewhere)]}):
        with pytest.raises(Refused):
            add(cast, section, **wrong)
    with pytest.raises(Refused):
        actions.create_plan(notice=cast.notice, slug="send", title="x", by=cast["lead"], at=NOW)
    with pytest.raises(Refused):
        actions.add_section(plan=section.plan, letter="A", title="x", by=cast["lead"], at=NOW)


def test_an_action_lead_must_see_the_plan(cast: Cast) -> None:
    for kind in ("stranger", "expired reviewer", "adviser"):
        with pytest.raises(Refused, match="has no access"):
            actions.name_action_lead(action=cast.action, lead=cast[kind], by=cast["lead"], at=NOW)
    assert (
        actions.name_action_lead(action=cast.action, lead=cast["member"], by=cast["lead"], at=NOW).lead
        == cast["member"]
    )
    assert actions.name_action_lead(action=cast.action, lead=None, by=cast["lead"], at=NOW, seen_version=2).lead is None


def test_a_possible_match_is_proposed_and_confirmed_once(cast: Cast) -> None:
    clause = make.Clause(notice=cast.notice)
    for _ in range(2):
        match = actions.propose_clause_match(action=cast.action, clause=clause, by=cast["lead"], at=NOW)
    assert (match.confirmed_by, last(match)) == (None, (cast["lead"].pk, "Possible match"))
    for _ in range(2):
        confirmed = actions.confirm_clause_match(match=match, by=cast["lead"], at=NOW)
    assert confirmed.confirmed_by == cast["lead"]
    again = actions.propose_clause_match(action=cast.action, clause=clause, by=cast["lead"], at=NOW)
    assert again.confirmed_by == cast["lead"], "what was confirmed is no possible match again"
    assert verbs(cast) == ["clause_match.proposed", "clause_match.confirmed"]


def test_a_possible_match_is_with_a_clause_of_the_same_notice(cast: Cast) -> None:
    with pytest.raises(Refused):
        actions.propose_clause_match(
            action=cast.action, clause=make.Clause(notice=cast.elsewhere), by=cast["lead"], at=NOW
        )


def test_a_milestone_is_met_today_or_before_and_sent_once(cast: Cast) -> None:
    form = uuid4()
    given = {"label": "3 months", "due_on": TODAY, "text": "A draft.", "by": cast["lead"], "at": NOW, "sent_as": form}
    milestone = actions.add_milestone(action=cast.action, **given)
    assert actions.add_milestone(action=cast.action, **given) == milestone
    with pytest.raises(Refused):
        actions.meet_milestone(milestone=milestone, met_on=TODAY + timedelta(1), by=cast["officer"], at=NOW)
    assert actions.meet_milestone(milestone=milestone, met_on=TODAY, by=cast["officer"], at=NOW).met_on == TODAY


# --- dates ---------------------------------------------------------------------------------------


def ask(cast: Cast, **more: Any) -> DueDateChange:
    given = {"to_due_on": date(2024, 3, 31), "reason": "Two vacancies.", "recovery_steps": "Agency staff."}
    return actions.ask_date_change(
        **({"action": cast.action, "reader": cast.reader("officer"), "at": NOW} | given | more)
    )


def test_a_request_moves_nothing_and_is_made_once(cast: Cast) -> None:
    form = uuid4()
    change = ask(cast, sent_as=form, seen_version=1)
    assert ask(cast, sent_as=form, seen_version=1) == change
    cast.action.refresh_from_db()
    assert (cast.action.due_on, change.from_due_on) == (date(2024, 1, 31), date(2024, 1, 31))
    with pytest.raises(Refused, match="asked for already"):
        ask(cast)
    assert "vacancies" not in Event.objects.get().body


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"to_due_on": date(2024, 1, 31)}, "to_due_on"),
        ({"to_due_on": TODAY + timedelta(9)}, "to_due_on"),
        ({"to_due_on": TODAY}, "to_due_on"),
        ({"to_due_on": date(2023, 8, 31)}, "to_due_on"),
        ({"reason": " "}, "reason"),
        ({"recovery_steps": ""}, "recovery_steps"),
    ],
)
def test_a_request_that_says_too_little_or_goes_nowhere_is_refused(
    cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    Action.objects.filter(pk=cast.action.pk).update(starts_on=TODAY + timedelta(10))
    with pytest.raises(Refused) as no:
        ask(cast, **wrong)
    assert no.value.field == field


def test_a_date_is_brought_forward_only_to_a_day_to_come(cast: Cast) -> None:
    Action.objects.filter(pk=cast.action.pk).update(original_due_on=date(2023, 9, 30), due_on=date(2023, 9, 30))
    with pytest.raises(Refused, match="must lie after today, 22 December 2023: enter a day to come"):
        ask(cast, to_due_on=date(2023, 8, 31))
    Action.objects.filter(pk=cast.action.pk).update(due_on=date(2024, 1, 31))
    assert ask(cast, to_due_on=TODAY + timedelta(1)).to_due_on == date(2023, 12, 23)


def test_what_is_in_place_or_claimed_has_no_date_to_move(cast: Cast, claimed: Completion) -> None:
    with pytest.raises(Refused, match="Completion has been claimed"):
        ask(cast)
    Action.objects.filter(pk=cast.action.pk).update(due_on=None, original_due_on=None)
    with pytest.raises(Refused, match="no due date"):
        ask(cast)


def decide(cast: Cast, change: DueDateChange, kind: str = "office", agreed: bool = True, **more: Any) -> DueDateChange:
    decision = more.pop("decision", None) or make.Decision(notice=cast.notice)
    return actions.decide_date_change(
        change=change, agreed=agreed, decision=decision, reader=cast.reader(kind), at=NOW, **more
    )


@pytest.mark.parametrize(("agreed", "due_on"), [(True, date(2024, 3, 31)), (False, date(2024, 1, 31))])
def test_a_decision_moves_the_date_or_leaves_it_and_never_touches_the_original(
    cast: Cast, asked: DueDateChange, agreed: bool, due_on: date
) -> None:
    decided = decide(cast, asked, agreed=agreed)
    cast.action.refresh_from_db()
    assert (cast.action.due_on, cast.action.original_due_on) == (due_on, date(2024, 1, 31))
    assert decided.state == ("agreed" if agreed else "declined")
    assert (decided.answered_by, decided.decision is None) == (cast["office"], False)
    assert last(decided) == (cast["office"].pk, f"Date change {decided.state}")
    assert verbs(cast) == [f"date_change.{decided.state}"]
    with pytest.raises(Refused, match="decided already"):
        decide(cast, decided)


def test_a_date_that_passed_while_it_was_asked_for_is_declined_and_never_agreed(
    cast: Cast, asked: DueDateChange
) -> None:
    DueDateChange.objects.filter(pk=asked.pk).update(to_due_on=date(2023, 12, 20))
    with pytest.raises(Refused, match="had passed by 22 December 2023, the day of this decision: decline") as no:
        decide(cast, asked, decision=make.Decision(notice=cast.notice, decided_on=TODAY))
    assert no.value.field == "agreed"
    cast.action.refresh_from_db()
    assert cast.action.due_on == date(2024, 1, 31)
    assert decide(cast, asked, decision=make.Decision(notice=cast.notice), agreed=False).state == "declined"


def test_what_the_board_agreed_in_time_may_be_recorded_after_that_date(cast: Cast, asked: DueDateChange) -> None:
    DueDateChange.objects.filter(pk=asked.pk).update(to_due_on=date(2023, 12, 20))
    decided = decide(cast, asked, decision=make.Decision(notice=cast.notice, decided_on=date(2023, 12, 14)))
    assert decided.state == "agreed"


def test_nobody_decides_on_an_action_that_they_are_accountable_for(cast: Cast, asked: DueDateChange) -> None:
    make.PostHolding(post=cast.post, user=cast["office"])
    for kind in ("office", "chair with the post", "delegate"):
        with pytest.raises(Refused, match="You are accountable"):
            decide(cast, asked, kind)


def test_chairs_action_counts_at_once_but_not_where_the_chairs_post_is_accountable(
    cast: Cast, asked: DueDateChange
) -> None:
    board = make.Board(notice=cast.notice, chair=cast.post)
    taken = {"change": asked, "agreed": True, "text": "Agreed by telephone.", "at": NOW}
    with pytest.raises(Refused, match="the board or DfE decides"):
        actions.take_chairs_action(**taken, reader=cast.reader("chair"))
    board.delete()
    decided = actions.take_chairs_action(**taken, reader=cast.reader("chair"))
    assert (decided.decision.authority, decided.decision.recorded_by) == (Authority.CHAIR, cast["chair"])
    cast.action.refresh_from_db()
    assert cast.action.due_on == date(2024, 3, 31)
    assert verbs(cast) == ["decision.recorded", "date_change.agreed"]


def test_what_the_chair_decided_says_what_it_is_about(cast: Cast, asked: DueDateChange) -> None:
    taken = {"change": asked, "text": "Two vacancies are filled by then.", "at": NOW, "reader": cast.reader("chair")}
    decided = actions.take_chairs_action(**taken, agreed=True)
    assert decided.decision.text == (
        "A1 is due on 31 March 2024 instead of 31 January 2024. Two vacancies are filled by then."
    )


def test_what_the_chair_decided_on_one_request_decides_no_other(cast: Cast, asked: DueDateChange) -> None:
    taken = {"change": asked, "agreed": True, "text": "Agreed.", "at": NOW, "reader": cast.reader("chair")}
    first = actions.take_chairs_action(**taken)
    another = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref="B1")
    later = make.DueDateChange(notice=cast.notice, action=another)
    with pytest.raises(Refused, match="the chair’s on another request") as no:
        decide(cast, later, decision=first.decision)
    assert no.value.field == "decision"


def test_what_is_complete_takes_no_update_until_it_is_opened_again(cast: Cast) -> None:
    make.Completion(
        notice=cast.notice, action=cast.action, state="confirmed", answered_by=cast["lead"], answered_at=NOW
    )
    said = {"action": cast.action, "reader": cast.reader("officer"), "at": NOW, "rating": Rating.GREEN}
    with pytest.raises(Refused, match="A1 is complete, as was confirmed on"):
        actions.add_update(**said, text="It goes on.")
    make.Update(notice=cast.notice, action=cast.action, written_at=NOW - timedelta(days=60))
    with pytest.raises(Refused, match="is complete"):
        actions.confirm_no_change(action=cast.action, reader=cast.reader("officer"), at=NOW)


def test_another_notices_decision_and_a_stale_request_are_refused(cast: Cast, asked: DueDateChange) -> None:
    with pytest.raises(Refused, match="belongs to this notice"):
        decide(cast, asked, decision=make.Decision(notice=cast.elsewhere))
    with pytest.raises(ChangedMeanwhile):
        decide(cast, asked, seen_version=9)


# --- completion ----------------------------------------------------------------------------------


def claim(cast: Cast, **more: Any) -> Completion:
    given = {"action": cast.action, "reader": cast.reader("officer"), "at": NOW, "impact_statement": "Waits are down."}
    return actions.claim_completion(**(given | more))


def test_a_claim_needs_evidence_and_what_difference_it_made(cast: Cast) -> None:
    with pytest.raises(Refused, match="Attach the evidence first"):
        claim(cast)
    document = make.Document(notice=cast.notice)
    actions.attach_evidence(action=cast.action, document=document, by=cast["officer"], at=NOW)
    with pytest.raises(Refused) as no:
        claim(cast, impact_statement=" ")
    assert no.value.field == "impact_statement"
    form = uuid4()
    made = claim(cast, sent_as=form, seen_version=1)
    assert claim(cast, sent_as=form, seen_version=1) == made
    with pytest.raises(Refused, match="claimed already"):
        claim(cast)
    assert verbs(cast) == ["evidence.attached", "completion.claimed"]
    cast.action.refresh_from_db()
    assert cast.action.version == 2


def test_only_a_second_person_who_is_not_accountable_answers(cast: Cast, claimed: Completion) -> None:
    for kind, words in {
        "officer": "You claimed",
        "chair with the post": "You are accountable",
        "delegate": "You are",
    }.items():
        with pytest.raises(Refused, match=words):
            actions.confirm_completion(completion=claimed, reader=cast.reader(kind), at=NOW)
    confirmed = actions.confirm_completion(completion=claimed, reader=cast.reader("chair"), at=NOW, seen_version=1)
    assert (confirmed.state, confirmed.answered_by) == ("confirmed", cast["chair"])
    assert last(confirmed) == (cast["chair"].pk, "Completion confirmed")


def test_a_return_says_why_and_another_claim_may_follow(cast: Cast, claimed: Completion) -> None:
    with pytest.raises(Refused, match="what is missing"):
        actions.return_completion(completion=claimed, reader=cast.reader("lead"), at=NOW, answer="")
    returned = actions.return_completion(completion=claimed, reader=cast.reader("lead"), at=NOW, answer="No minutes.")
    assert returned.state == "returned"
    with pytest.raises(Refused, match="returned by now"):
        actions.confirm_completion(completion=returned, reader=cast.reader("lead"), at=NOW)
    assert claim(cast).state == "waiting"


def test_a_confirmed_action_is_reopened_with_a_reason(cast: Cast, claimed: Completion) -> None:
    with pytest.raises(Refused, match="awaiting confirmation by now"):
        actions.reopen(completion=claimed, reader=cast.reader("lead"), at=NOW, answer="It stopped.")
    actions.confirm_completion(completion=claimed, reader=cast.reader("lead"), at=NOW)
    reopened = actions.reopen(completion=claimed, reader=cast.reader("chair"), at=NOW, answer="It stopped.")
    assert reopened.state == "reopened"
    assert "stopped" not in "".join(Event.objects.values_list("body", flat=True))
    with pytest.raises(ChangedMeanwhile):
        actions.reopen(completion=claimed, reader=cast.reader("lead"), at=NOW, answer="x", seen_version=1)


# --- evidence ------------------------------------------------------------------------------------


def test_a_document_and_a_voice_are_linked_once_and_only_of_the_same_notice(cast: Cast) -> None:
    of = {"action": cast.action, "by": cast["officer"], "at": NOW}
    document, voice = make.Document(notice=cast.notice), make.VoiceEntry(notice=cast.notice)
    assert actions.attach_evidence(document=document, **of) == actions.attach_evidence(document=document, **of)
    assert actions.link_voice(voice=voice, **of) == actions.link_voice(voice=voice, **of)
    with pytest.raises(Refused):
        actions.attach_evidence(document=make.Document(notice=cast.elsewhere), **of)
    with pytest.raises(Refused):
        actions.link_voice(voice=make.VoiceEntry(notice=cast.elsewhere), **of)


@pytest.mark.parametrize("wrong", [{"keeper": "reports.drawing:12"}, {"scan": "infected"}])
def test_a_reports_own_file_and_an_infected_one_are_no_evidence(cast: Cast, wrong: dict[str, str]) -> None:
    document = make.Document(notice=cast.notice, **wrong)
    with pytest.raises(Refused):
        actions.attach_evidence(action=cast.action, document=document, by=cast["officer"], at=NOW)


# --- risks ---------------------------------------------------------------------------------------


@pytest.fixture
def raised(cast: Cast) -> Callable[..., Risk]:
    def raise_it(**more: Any) -> Risk:
        words = {"title": "Vacancies", "cause": "c", "event": "e", "effect": "f", "owner": cast.post}
        scores = {"likelihood": 4, "impact": 5, "target_likelihood": 2, "target_impact": 3}
        return actions.raise_risk(**({"notice": cast.notice, "by": cast["lead"], "at": NOW} | words | scores | more))

    return raise_it


def test_a_risk_is_raised_with_its_first_review_and_the_next_free_ref(cast: Cast, raised: Callable[..., Risk]) -> None:
    form = uuid4()
    first = raised(sent_as=form)
    assert raised(sent_as=form) == first
    assert [first.ref, raised(title="b", ref="R3").ref, raised(title="c").ref] == ["R1", "R3", "R4"]
    assert first.reviews.get().likelihood == 4
    with pytest.raises(Refused):
        raised(ref="R1")
    with pytest.raises(Refused) as no:
        raised(target_impact=6)
    assert no.value.field == "target_impact"


def test_reviewed_without_a_change_is_a_dated_act_and_a_change_needs_its_reason(
    cast: Cast, raised: Callable[..., Risk]
) -> None:
    risk, by = raised(), {"by": cast["officer"], "at": NOW + timedelta(days=1)}
    same = actions.review_risk(risk=risk, no_change=True, **by)
    assert (same.likelihood, same.impact, same.reviewed_at) == (4, 5, NOW + timedelta(days=1))
    with pytest.raises(Refused, match="no change"):
        actions.review_risk(risk=risk, likelihood=4, impact=5, text="Still.", **by)
    with pytest.raises(Refused) as no:
        actions.review_risk(risk=risk, likelihood=3, **by)
    assert no.value.field == "text"
    assert actions.review_risk(risk=risk, likelihood=3, text="Two filled.", **by).impact == 5
    with pytest.raises(ChangedMeanwhile):
        actions.review_risk(risk=risk, no_change=True, seen_version=1, **by)
    assert verbs(cast) == ["risk.raised", "risk.reviewed", "risk.reviewed"]


def test_a_mitigation_is_added_once_and_done_today_or_before(cast: Cast, raised: Callable[..., Risk]) -> None:
    form, by = uuid4(), {"by": cast["officer"], "at": NOW}
    given = {"risk": raised(), "text": "Advertise again.", "owner": cast.post, "due_on": TODAY, "sent_as": form}
    mitigation = actions.add_mitigation(**given, **by)
    assert actions.add_mitigation(**given, **by) == mitigation
    with pytest.raises(Refused):
        actions.finish_mitigation(mitigation=mitigation, done_on=TODAY + timedelta(1), **by)
    assert actions.finish_mitigation(mitigation=mitigation, done_on=TODAY, **by).done_on == TODAY


def test_a_risk_form_that_was_gone_back_to_and_sent_again_saves_nothing_twice(
    cast: Cast, raised: Callable[..., Risk]
) -> None:
    risk, by = raised(), {"by": cast["officer"], "at": NOW + timedelta(days=1)}
    mitigation = {"risk": risk, "text": "Advertise again.", "owner": cast.post, "due_on": date(2024, 1, 31)}
    actions.review_risk(risk=risk, no_change=True, text="Looked at.", **by)
    actions.add_mitigation(**mitigation, **by)
    again = (
        lambda: raised(sent_as=uuid4()),
        lambda: actions.review_risk(risk=risk, no_change=True, text="Looked at. ", sent_as=uuid4(), **by),
        lambda: actions.add_mitigation(**mitigation, sent_as=uuid4(), **by),
    )
    for send in again:
        with pytest.raises(Refused, match="nothing was saved a second time"):
            send()
    assert (Risk.objects.count(), risk.reviews.count(), risk.mitigations.count()) == (1, 2, 1)
    next_day = NOW + timedelta(days=2)
    actions.review_risk(risk=risk, no_change=True, text="Looked at.", by=cast["officer"], at=next_day)
    actions.review_risk(risk=risk, no_change=True, text="Looked at.", by=cast["lead"], at=next_day)
    assert risk.reviews.count() == 4


def test_a_closed_risk_keeps_why_and_is_reviewed_no_more(cast: Cast, raised: Callable[..., Risk]) -> None:
    by = {"by": cast["lead"], "at": NOW}
    closed = actions.close_risk(risk=raised(), reason="Fully staffed.", **by)
    assert closed.closed_on == TODAY
    assert RiskReview.objects.order_by("-pk")[0].text == "Fully staffed."
    with pytest.raises(Refused, match="closed"):
        actions.review_risk(risk=closed, no_change=True, **by)
    with pytest.raises(Refused, match="closed already"):
        actions.close_risk(risk=closed, reason="Again.", **by)


def test_the_ledger_holds_after_a_whole_story(cast: Cast, updated: Callable[..., Any], claimed: Completion) -> None:
    updated(rating=Rating.NOT_STARTED)
    actions.confirm_completion(completion=claimed, reader=cast.reader("lead"), at=NOW)
    assert verbs(cast) == ["completion.claimed", "action.updated", "completion.confirmed"]
    assert ledger.verify(f"notice:{cast.notice.pk}") is None
