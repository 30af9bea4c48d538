"""What comes back to whoever writes for an action."""

from datetime import UTC, date, datetime, timedelta

import pytest

from boards.models import Cycle
from desk import questions
from desk.work import sit_down
from plans.models import Action, Completion, DueDateChange, Update
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def cast() -> casting.Cast:
    return casting.assemble()


def titles(cast: casting.Cast, who: str, kind: str) -> list[str]:
    desk = sit_down(cast.reader(who), NOW)
    return [item.title for item in questions.everything(desk) if item.kind == kind]


def window(cast: casting.Cast) -> Cycle:
    """The round whose window is open."""
    cycle: Cycle = make.Cycle(
        notice=cast.notice,
        opens_on=date(2023, 12, 18),
        closes_on=date(2024, 1, 2),
        cutoff_at=datetime(2024, 1, 3, 17, tzinfo=UTC),
        board_on=date(2024, 1, 11),
    )
    return cycle


def returned(cast: casting.Cast, state: str = "returned") -> Completion:
    answered = {"state": state, "answer": "The file covers 40 of 60.", "answered_by": cast["lead"], "answered_at": NOW}
    claim: Completion = make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["office"], **answered)
    return claim


def declined(cast: casting.Cast) -> DueDateChange:
    decision = make.Decision(notice=cast.notice, text="The date stands.")
    answered = {"state": "declined", "decision": decision, "answered_by": cast["chair"], "answered_at": NOW}
    change: DueDateChange = make.DueDateChange(
        notice=cast.notice, action=cast.action, asked_by=cast["office"], **answered
    )
    return change


@pytest.mark.parametrize("who", ["office", "officer", "delegate", "chair with the post"])
def test_a_returned_claim_comes_back_to_who_made_it_and_who_writes_for_the_action(cast: casting.Cast, who: str) -> None:
    returned(cast)
    assert titles(cast, who, "Returned") == ["A1 was returned: The file covers 40 of 60."]


@pytest.mark.parametrize("who", ["lead", "other officer", "data lead", "adviser", "observer", "former holder"])
def test_it_comes_back_to_nobody_else(cast: casting.Cast, who: str) -> None:
    returned(cast)
    declined(cast)
    assert titles(cast, who, "Returned") == []
    assert titles(cast, who, "Declined") == []


def test_it_is_told_until_the_action_is_updated_or_claimed_again(cast: casting.Cast) -> None:
    returned(cast)
    update = make.Update(notice=cast.notice, action=cast.action, written_at=LATER)
    assert titles(cast, "officer", "Returned") == []
    update.written_at = NOW - timedelta(days=1)
    update.save()
    assert titles(cast, "officer", "Returned")
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"], claimed_at=LATER)
    assert titles(cast, "officer", "Returned") == []


def test_a_completion_that_was_taken_back_is_told_too_and_a_retired_action_is_not(cast: casting.Cast) -> None:
    returned(cast, state="reopened")
    assert titles(cast, "officer", "Returned") == ["A1 was opened again: The file covers 40 of 60."]
    Action.objects.update(retired_by=cast["lead"], retired_at=NOW, retired_why="Done elsewhere.")
    assert titles(cast, "officer", "Returned") == []


def test_a_long_answer_is_told_by_its_beginning(cast: casting.Cast) -> None:
    claim = returned(cast)
    claim.answer = "Many words.\n" * 40
    claim.save()
    (title,) = titles(cast, "officer", "Returned")
    assert title.startswith("A1 was returned: Many words. Many words.")
    assert title.endswith(" …")
    assert len(title) < 150


@pytest.mark.parametrize("who", ["office", "officer", "delegate"])
def test_a_declined_date_is_told_until_the_next_update_or_request(cast: casting.Cast, who: str) -> None:
    declined(cast)
    assert titles(cast, who, "Declined") == ["A1 keeps its date, 31 January 2024: 31 March 2024 was declined"]
    make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=cast["officer"], asked_at=LATER)
    assert titles(cast, who, "Declined") == []
    DueDateChange.objects.filter(state="asked").delete()
    assert titles(cast, who, "Declined")
    make.Update(notice=cast.notice, action=cast.action, written_at=LATER)
    assert titles(cast, who, "Declined") == []


def test_a_draft_that_no_round_asks_for_is_told_to_who_wrote_it_alone(cast: casting.Cast) -> None:
    cycle = window(cast)
    for who in ("officer", "office", "former holder"):
        make.UpdateDraft(notice=cast.notice, action=cast.action, written_by=cast[who])
    wanted = ["Your draft for A1 is not sent"]
    assert titles(cast, "office", "Draft") == wanted
    assert titles(cast, "officer", "Draft") == [], "it stands there as the update that is asked for"
    assert titles(cast, "officer", "Update") == ["Go on with your draft for A1 Write a communication plan"]
    make.Update(notice=cast.notice, action=cast.action, cycle=cycle)
    assert titles(cast, "officer", "Draft") == wanted
    for who in ("delegate", "lead", "former holder"):
        assert titles(cast, who, "Draft") == [], who
    answered = {"answered_by": cast["lead"], "answered_at": NOW}
    make.Completion(notice=cast.notice, action=cast.action, state="confirmed", **answered)
    assert titles(cast, "officer", "Draft") == [], "a complete action takes no update"


def recovering(cast: casting.Cast, **more: object) -> Update:
    said = {"rating": "red", "recovery_steps": "Interim cover.", "recovery_on": TODAY, "written_by": cast["officer"]}
    update: Update = make.Update(notice=cast.notice, action=cast.action, **{**said, **more})
    return update


def test_recovery_steps_wait_for_a_lead_who_may_accept_them(cast: casting.Cast) -> None:
    recovering(cast, rating="amber", written_at=NOW - timedelta(days=9))
    update = recovering(cast)
    assert titles(cast, "lead", "Recovery") == [
        "Accept the recovery steps of A1 Write a communication plan, or ask for others: expected by 22 December 2023"
    ]
    for who in ("officer", "chair", "chair with the post", "office"):
        assert titles(cast, who, "Recovery") == [], who
    update.written_by = cast["lead"]
    update.save()
    assert titles(cast, "lead", "Recovery") == [], "nobody accepts what they wrote"


@pytest.mark.parametrize(
    "more",
    [
        {"recovery_on": TODAY - timedelta(days=1)},
        {"rating": "green", "recovery_steps": "", "recovery_on": None},
    ],
)
def test_steps_whose_day_has_passed_and_none_at_all_ask_for_nothing(
    cast: casting.Cast, more: dict[str, object]
) -> None:
    recovering(cast, **more)
    assert titles(cast, "lead", "Recovery") == []


def test_accepted_steps_and_those_of_a_claimed_action_ask_for_nothing(cast: casting.Cast) -> None:
    update = recovering(cast)
    claim = make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    assert titles(cast, "lead", "Recovery") == []
    claim.delete()
    assert titles(cast, "lead", "Recovery")
    update.recovery_accepted_by, update.recovery_accepted_at = cast["lead"], NOW
    update.save()
    assert titles(cast, "lead", "Recovery") == []


def test_a_lead_who_is_accountable_accepts_nothing(cast: casting.Cast) -> None:
    recovering(cast)
    make.PostHolding(post=cast.post, user=cast["lead"])
    assert titles(cast, "lead", "Recovery") == []


def test_each_line_leads_to_where_it_is_answered(cast: casting.Cast) -> None:
    window(cast)
    make.DueDateChange(notice=cast.notice, action=cast.action, asked_by=cast["officer"])
    cast.action.due_on = cast.action.original_due_on = TODAY - timedelta(days=9)
    cast.action.save()
    make.Update(notice=cast.notice, action=cast.action, written_by=cast["officer"])
    here = f"/notices/devon/plans/{cast.action.plan.slug}/A1"

    def hrefs() -> dict[str, str]:
        return {item.kind: item.href for item in questions.everything(sit_down(cast.reader("lead"), NOW))}

    found = hrefs()
    assert found["Difference"] == f"{here}/update/explain/"
    assert found["Date change"] == f"{here}/date/decide/"
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    assert hrefs()["Completion"] == f"{here}/complete/answer/"


def test_a_rating_is_not_asked_about_while_a_claim_waits(cast: casting.Cast) -> None:
    window(cast)
    cast.action.due_on = cast.action.original_due_on = TODAY - timedelta(days=9)
    cast.action.save()
    make.Update(notice=cast.notice, action=cast.action, written_by=cast["officer"])
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"])
    for who in ("officer", "lead"):
        assert titles(cast, who, "Difference") == [], who


def test_an_action_that_came_after_the_window_had_closed_is_not_late_in_it(cast: casting.Cast) -> None:
    make.Cycle(notice=cast.notice)
    make.Cycle(
        notice=cast.notice,
        opens_on=date(2024, 1, 22),
        closes_on=date(2024, 1, 30),
        cutoff_at=datetime(2024, 1, 31, 17, tzinfo=UTC),
        board_on=date(2024, 2, 8),
    )
    own = {"notice": cast.notice, "plan": cast.action.plan, "section": cast.action.section}
    for ref, added_at in (("A2", datetime(2023, 12, 4, 9, tzinfo=UTC)), ("A3", datetime(2023, 12, 5, 9, tzinfo=UTC))):
        added = make.Action(ref=ref, title="Charter buses", added_at=added_at, **own)
        make.Accountability(notice=cast.notice, action=added, post=cast.post)
    assert titles(cast, "officer", "Update") == ["Update A1 Write a communication plan", "Update A2 Charter buses"]
