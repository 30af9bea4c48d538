"""Who may do what with an action and a risk, in one table."""

from datetime import date

import pytest

from notices.reader import Reader
from plans import actions, permissions
from plans.models import Action, Completion
from tests import factories as make
from tests.cast import ROLES, Cast
from tests.factories import NOW, TODAY

WRITES = {"officer", "delegate", "chair with the post", "office"}
MAY: dict[str, set[str]] = {
    "can_update": WRITES,
    "can_ask_date": WRITES,
    "can_claim": WRITES,
    "can_attach_evidence": WRITES | {"lead"},
    "can_explain": WRITES | {"lead"},
    "is_accountable": {"officer", "delegate", "chair with the post"},
    "can_accept_recovery": {"lead", "office"},
    "can_decide_date": {"lead", "office", "chair"},
    "can_take_chairs_action": {"chair"},
}


@pytest.mark.parametrize("question", sorted(MAY))
def test_who_may_do_what_with_an_action(cast: Cast, question: str) -> None:
    ask = getattr(permissions, question)
    assert {kind for kind in cast.people if ask(cast.reader(kind), cast.action)} == MAY[question]


def test_a_claim_is_answered_by_lead_or_chair_and_not_by_who_claimed_or_is_accountable(
    cast: Cast, claimed: Completion
) -> None:
    may = {kind for kind in cast.people if permissions.can_confirm(cast.reader(kind), claimed)}
    assert may == {"lead", "chair"}
    claimed.claimed_by = cast["lead"]
    assert not permissions.can_confirm(cast.reader("lead"), claimed)


def test_who_may_do_what_with_a_risk(cast: Cast) -> None:
    risk = make.Risk(notice=cast.notice, owner=cast.post)
    holders = {"officer", "delegate", "chair with the post"}
    review = {kind for kind in cast.people if permissions.can_review_risk(cast.reader(kind), risk)}
    assert review == holders | {"lead", "office"}
    theirs = make.Risk(notice=cast.notice)
    finish = {
        kind for kind in cast.people if permissions.can_finish_mitigation(cast.reader(kind), theirs, cast.post.pk)
    }
    assert finish == holders | {"lead", "office"}
    for question in (permissions.can_raise_risk, permissions.can_close_risk):
        subject = cast.notice if question is permissions.can_raise_risk else risk
        assert {kind for kind in cast.people if question(cast.reader(kind), subject)} == {"lead", "office"}  # type: ignore[arg-type]


def test_a_post_counts_on_the_readers_day_alone(cast: Cast) -> None:
    holder = make.User()
    make.Access(notice=cast.notice, user=holder, role=ROLES["officer"], starts_on=date(2020, 1, 1))
    make.PostHolding(post=cast.post, user=holder, starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 30))
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30), date(2024, 7, 1))
    assert [permissions.can_update(Reader(holder, day), cast.action) for day in days] == [False, True, True, False]


def test_the_action_lead_and_an_organisations_contact_may_update_whatever_else_they_are(cast: Cast) -> None:
    assert not permissions.can_update(cast.reader("member"), cast.action)
    action = actions.name_action_lead(action=cast.action, lead=cast["member"], by=cast["lead"], at=NOW)
    assert permissions.can_update(cast.reader("member"), action)
    assert not permissions.is_accountable(cast.reader("member"), action)
    forum = make.Organisation()
    make.Accountability(notice=cast.notice, action=action, post=None, organisation=forum, order=2)
    make.Contact(organisation=forum, user=cast["forum"])
    assert permissions.can_update(cast.reader("forum"), action)
    assert permissions.is_accountable(cast.reader("forum"), action)


def test_a_holder_without_access_to_the_plan_may_nothing(cast: Cast) -> None:
    make.PostHolding(post=cast.post, user=cast["stranger"])
    make.PostHolding(post=cast.post, user=cast["adviser"])
    for kind in ("stranger", "adviser"):
        assert not permissions.can_update(cast.reader(kind), cast.action)


def test_my_actions_are_those_that_i_answer_for_today(cast: Cast) -> None:
    def mine(kind: str, on: date = TODAY) -> list[Action]:
        return list(Action.objects.accountable_to(cast.reader(kind, on)).order_by("pk"))

    make.Accountability(notice=cast.notice, action=make.Action(notice=cast.notice, ref="B1"))
    assert mine("officer") == mine("delegate") == [cast.action]
    assert mine("officer", date(2022, 6, 1)) == mine("former holder") == mine("lead") == []


def test_nobody_sees_rows_that_their_roles_do_not_show(cast: Cast) -> None:
    seen = {kind for kind in cast.people if Action.objects.visible_to(cast.reader(kind)).filter(ref="A1").exists()}
    assert seen == set(ROLES) - {"adviser", "observer", "expired reviewer", "disabled"}
