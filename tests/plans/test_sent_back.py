"""What was returned or declined is told at the top of the action's page, and where it is claimed or asked again."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from plans import actions
from plans.models import Completion, DueDateChange, Update
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.plans.browsing import here

LATER = NOW + timedelta(hours=1)
WHY = "The file covers 40 of 60."


def test_a_returned_claim_is_told_with_its_reason_until_it_is_claimed_again(
    cast: Cast, browse: Callable[[str], Client], claimed: Completion
) -> None:
    def page(view: str) -> str:
        html = browse("officer").get(here(cast, view)).content.decode()
        return html.split("What happened")[0]

    assert "was returned" not in page("action")
    actions.return_completion(completion=claimed, reader=cast.reader("lead"), at=NOW, answer=WHY)
    for view in ("action", "claim-completion"):
        assert "The claim that it is complete was returned</b> by Lead on 22 December 2023" in page(view), view
        assert WHY in page(view), view
    actions.claim_completion(action=cast.action, reader=cast.reader("officer"), at=LATER, impact_statement="All 60.")
    assert "was returned" not in page("action")


def test_a_declined_date_is_told_with_the_decision_until_the_next_update(
    cast: Cast, browse: Callable[[str], Client], asked: DueDateChange, updated: Callable[..., Update]
) -> None:
    def page(view: str) -> str:
        html = browse("officer").get(here(cast, view)).content.decode()
        return html.split("Latest update")[0]

    decision = make.Decision(notice=cast.notice, text="Families have waited long enough.")
    actions.decide_date_change(change=asked, agreed=False, decision=decision, reader=cast.reader("lead"), at=NOW)
    for view in ("action", "ask-date"):
        assert "31 March 2024 was declined as its date</b> by Lead" in page(view), view
        assert "Families have waited long enough." in page(view), view
    updated(at=LATER)
    assert "was declined as its date" not in page("action")
