"""What comes back to whoever writes for an action."""

from datetime import timedelta

import pytest

from desk import questions
from desk.work import sit_down
from plans.models import Action, Completion, DueDateChange
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def cast() -> casting.Cast:
    return casting.assemble()


def titles(cast: casting.Cast, who: str, kind: str) -> list[str]:
    desk = sit_down(cast.reader(who), NOW)
    return [item.title for item in questions.everything(desk) if item.kind == kind]


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
