"""A form about something that changed meanwhile: what stands now beside what was typed, and nothing typed is lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from plans import actions
from plans.models import Completion, DueDateChange, Mitigation, Risk, Update
from plans.rating import Rating
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import form_of, here

Browse = Callable[[str], Client]
LATER = NOW + timedelta(hours=1)
RED = {"rating": Rating.RED, "recovery_steps": "Agency staff.", "recovery_on": date(2024, 2, 1)}


def opened(client: Client, address: str) -> dict[str, str]:
    page = client.get(address)
    assert page.status_code == 200
    return form_of(page.content.decode())


def conflict(client: Client, address: str, typed: dict[str, object], *said: str) -> str:
    """Sends it, and finds each of these on the page that tells of the conflict."""
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert [words for words in said if words not in page] == []
    return page


def test_a_request_that_was_decided_meanwhile_keeps_the_chairs_words(
    cast: Cast, browse: Browse, asked: DueDateChange
) -> None:
    chair, address = browse("chair"), here(cast, "decide-date")
    mine = {**opened(chair, address), "agreed": "no", "decision": "chair", "text": "Not while posts stand empty."}
    decision = make.Decision(notice=cast.notice, decided_on=date(2023, 12, 22), text="Moved to March.")
    actions.decide_date_change(change=asked, agreed=True, decision=decision, reader=cast.reader("office"), at=LATER)
    page = conflict(chair, address, mine, "Not while posts stand empty.", "Moved to March.", "Agreed", "Declined")
    assert "Office saved a change" in page
    assert "Record my decision" not in page
    asked.refresh_from_db()
    assert asked.state == "agreed"


def test_a_decision_never_falls_on_another_request_than_the_one_that_was_read(
    cast: Cast, browse: Browse, asked: DueDateChange
) -> None:
    chair, address = browse("chair"), here(cast, "decide-date")
    mine = {**opened(chair, address), "agreed": "yes", "decision": "chair", "text": "As asked."}
    decision = make.Decision(notice=cast.notice, decided_on=date(2023, 12, 22))
    actions.decide_date_change(change=asked, agreed=False, decision=decision, reader=cast.reader("office"), at=LATER)
    another = actions.ask_date_change(
        action=cast.action,
        reader=cast.reader("officer"),
        at=LATER,
        to_due_on=date(2024, 6, 30),
        reason="Three vacancies.",
        recovery_steps="Agency staff.",
    )
    page = conflict(chair, address, mine, "30 June 2024", "Three vacancies.", asked.reason, "As asked.")
    another.refresh_from_db()
    assert another.state == "asked"
    assert chair.post(address, {**mine, **form_of(page)}).status_code == 302
    another.refresh_from_db()
    assert another.state == "agreed"


def test_a_decision_that_was_sent_twice_complains_of_nothing(cast: Cast, browse: Browse, asked: DueDateChange) -> None:
    chair, address = browse("chair"), here(cast, "decide-date")
    mine = {**opened(chair, address), "agreed": "yes", "decision": "chair", "text": "Agreed."}
    assert [chair.post(address, mine).status_code for _ in range(2)] == [302, 302]
    assert opened_without(chair, address) == here(cast, "action")


def opened_without(client: Client, address: str) -> str:
    """Where a page leads on which nothing is asked."""
    return client.get(address)["Location"]


def test_an_answer_to_a_claim_that_somebody_else_answered_is_kept(
    cast: Cast, browse: Browse, claimed: Completion
) -> None:
    lead, address = browse("lead"), here(cast, "answer-completion")
    mine = {**opened(lead, address), "accepted": "no", "answer": "I miss the minutes."}
    actions.confirm_completion(completion=claimed, reader=cast.reader("office"), at=LATER, answer="Seen them.")
    page = conflict(lead, address, mine, "I miss the minutes.", "Seen them.", "Confirmed", "Returned")
    assert "Office saved a change" in page
    claimed.refresh_from_db()
    assert claimed.state == "confirmed"


def test_an_answer_never_falls_on_another_claim_than_the_one_that_was_read(
    cast: Cast, browse: Browse, claimed: Completion
) -> None:
    lead, address = browse("lead"), here(cast, "answer-completion")
    mine = {**opened(lead, address), "accepted": "yes", "answer": "Four weeks it is."}
    actions.return_completion(completion=claimed, reader=cast.reader("office"), at=LATER, answer="No figures.")
    again = actions.claim_completion(
        action=cast.action, reader=cast.reader("officer"), at=LATER, impact_statement="Waits are down to nine weeks."
    )
    page = conflict(lead, address, mine, "nine weeks", claimed.impact_statement, "Four weeks it is.")
    again.refresh_from_db()
    assert again.state == "waiting"
    assert lead.post(address, {**mine, **form_of(page)}).status_code == 302
    again.refresh_from_db()
    assert again.state == "confirmed"


def test_an_answer_and_a_reopening_that_were_sent_twice_complain_of_nothing(
    cast: Cast, browse: Browse, claimed: Completion
) -> None:
    lead = browse("lead")
    for view, typed in (
        ("answer-completion", {"accepted": "yes", "answer": "Seen."}),
        ("reopen-action", {"answer": "It stopped."}),
    ):
        address = here(cast, view)
        mine = {**opened(lead, address), **typed}
        assert [lead.post(address, mine).status_code for _ in range(2)] == [302, 302]
    claimed.refresh_from_db()
    assert (claimed.state, claimed.answer) == ("reopened", "It stopped.")


def test_a_reason_to_open_an_action_again_is_kept_when_somebody_else_opened_it(
    cast: Cast, browse: Browse, claimed: Completion
) -> None:
    actions.confirm_completion(completion=claimed, reader=cast.reader("office"), at=LATER)
    lead, address = browse("lead"), here(cast, "reopen-action")
    mine = {**opened(lead, address), "answer": "It stopped in March."}
    actions.reopen(completion=claimed, reader=cast.reader("office"), at=LATER, answer="Two schools left.")
    conflict(lead, address, mine, "It stopped in March.", "Two schools left.")


def test_recovery_steps_are_never_accepted_that_were_not_read(
    cast: Cast, browse: Browse, updated: Callable[..., Update]
) -> None:
    updated(**RED)
    lead, address = browse("lead"), here(cast, "accept-recovery")
    mine = {**opened(lead, address), "for_delivery_group": "on"}
    newer = updated(**{**RED, "recovery_steps": "Wait and see."}, at=LATER)
    page = conflict(lead, address, mine, "Agency staff.", "Wait and see.", "Accepted by the delivery group")
    assert "checked" in page
    newer.refresh_from_db()
    assert newer.recovery_accepted_by is None
    assert lead.post(address, {**mine, **form_of(page)}).status_code == 302
    newer.refresh_from_db()
    assert newer.recovery_accepted_by == cast["lead"]


def test_recovery_steps_that_somebody_else_accepted_are_told_as_accepted(
    cast: Cast, browse: Browse, updated: Callable[..., Update]
) -> None:
    update = updated(**RED)
    lead, address = browse("lead"), here(cast, "accept-recovery")
    mine = opened(lead, address)
    actions.accept_recovery(update=update, reader=cast.reader("office"), at=LATER, for_delivery_group=True)
    conflict(lead, address, mine, "Accepted by Office", "Accepted by you")


def test_an_acceptance_that_was_sent_twice_complains_of_nothing(
    cast: Cast, browse: Browse, updated: Callable[..., Update]
) -> None:
    updated(**RED)
    lead, address = browse("lead"), here(cast, "accept-recovery")
    mine = opened(lead, address)
    assert [lead.post(address, mine).status_code for _ in range(2)] == [302, 302]


def test_an_explanation_stands_beside_the_one_that_somebody_else_wrote(
    cast: Cast, browse: Browse, updated: Callable[..., Update]
) -> None:
    update = updated()
    officer, address = browse("officer"), here(cast, "explain-difference")
    mine = {**opened(officer, address), "explanation": "Only papers are late."}
    actions.explain_difference(update=update, reader=cast.reader("delegate"), at=LATER, explanation="It is on course.")
    page = conflict(officer, address, mine, "Only papers are late.", "It is on course.", "Delegate saved a change")
    assert [officer.post(address, {**mine, **form_of(page)}).status_code for _ in range(2)] == [302, 302]
    update.refresh_from_db()
    assert update.explanation == "Only papers are late."


def test_an_explanation_never_falls_on_another_update_than_the_one_that_was_read(
    cast: Cast, browse: Browse, updated: Callable[..., Update]
) -> None:
    updated(text="Two of three schools agreed.")
    officer, address = browse("officer"), here(cast, "explain-difference")
    mine = {**opened(officer, address), "explanation": "Only papers are late."}
    newer = updated(text="All three have left.", at=LATER)
    conflict(officer, address, mine, "All three have left.", "Two of three schools agreed.", "Only papers are late.")
    newer.refresh_from_db()
    assert newer.explanation == ""


@pytest.fixture
def risk(cast: Cast) -> Risk:
    risk = make.Risk(notice=cast.notice, owner=cast.post)
    make.RiskReview(notice=cast.notice, risk=risk)
    return risk


def on_risk(cast: Cast, view: str, risk: Risk, **more: object) -> str:
    return reverse(f"plans:{view}", kwargs={"notice": cast.notice.slug, "ref": risk.ref, **more})


def test_a_mitigation_that_somebody_else_finished_shows_both_days(cast: Cast, browse: Browse, risk: Risk) -> None:
    mitigation: Mitigation = make.Mitigation(notice=cast.notice, risk=risk, owner=cast.post)
    officer, address = browse("officer"), on_risk(cast, "finish-mitigation", risk, pk=mitigation.pk)
    mine = {**opened(officer, address), "done_on_day": 20, "done_on_month": 12, "done_on_year": 2023}
    actions.finish_mitigation(mitigation=mitigation, done_on=date(2023, 12, 12), by=cast["lead"], at=NOW)
    page = conflict(officer, address, mine, "12 December 2023", "20 December 2023")
    assert [officer.post(address, {**mine, **form_of(page)}).status_code for _ in range(2)] == [302, 302]
    mitigation.refresh_from_db()
    assert mitigation.done_on == date(2023, 12, 20)


def test_a_reason_to_close_a_risk_is_kept_when_it_was_reviewed_or_closed_meanwhile(
    cast: Cast, browse: Browse, risk: Risk
) -> None:
    lead, address = browse("lead"), on_risk(cast, "close-risk", risk)
    mine = {**opened(lead, address), "reason": "Every post is filled."}
    actions.review_risk(risk=risk, likelihood=5, text="It got worse.", by=cast["officer"], at=NOW)
    page = conflict(lead, address, mine, "Every post is filled.", "It got worse.")
    again = {**mine, **form_of(page)}
    assert [lead.post(address, again).status_code for _ in range(2)] == [302, 302]
    conflict(
        lead, address, {**again, "reason": "The programme ended."}, "Every post is filled.", "The programme ended."
    )
