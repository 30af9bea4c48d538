"""What goes with a post: who may read it, and what it says."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from plans import actions
from plans.rating import Rating
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Settings) -> casting.Cast:
    settings.DEMO_CLOCK = (NOW, datetime.now(UTC))
    return casting.assemble()


@pytest.fixture
def address(cast: casting.Cast) -> str:
    return f"/notices/devon/people/posts/{cast.post.pk}/"


def seen(client: Client, cast: casting.Cast, who: str, address: str) -> tuple[int, str]:
    client.force_login(cast[who])
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_who_holds_it_writes_for_it_or_runs_the_notice_reads_it(
    client: Client, cast: casting.Cast, address: str
) -> None:
    for who in ("officer", "delegate", "chair with the post", "lead", "office", "accountable"):
        assert seen(client, cast, who, address)[0] == 200, who
    for who in ("other officer", "former holder", "data lead", "reviewer", "adviser", "observer", "member"):
        assert seen(client, cast, who, address)[0] == 403, who
    assert seen(client, cast, "stranger", address)[0] == 404


def test_whoever_takes_it_up_reads_it_beforehand_and_finds_it_in_my_work(
    client: Client, cast: casting.Cast, address: str
) -> None:
    make.PostHolding(post=cast.post, user=cast["other officer"], starts_on=date(2024, 1, 15))
    status, page = seen(client, cast, "other officer", address)
    assert (status, "from 15 January 2024" in page) == (200, True)
    assert f'href="{address}"' in seen(client, cast, "other officer", "/")[1]
    assert f'href="{address}"' in seen(client, cast, "officer", "/")[1]
    assert "Your posts" not in seen(client, cast, "former holder", "/")[1]


def test_whoever_holds_it_without_seeing_the_plan_does_not_read_it(
    client: Client, cast: casting.Cast, address: str
) -> None:
    make.PostHolding(post=cast.post, user=cast["observer"], starts_on=date(2024, 1, 15))
    assert seen(client, cast, "observer", address)[0] == 403


def test_a_post_of_another_council_is_not_found(client: Client, cast: casting.Cast) -> None:
    post = make.Post(organisation=cast.elsewhere.council)
    assert seen(client, cast, "lead", f"/notices/devon/people/posts/{post.pk}/")[0] == 404


def test_it_says_what_is_late_what_is_open_and_what_was_promised(
    client: Client, cast: casting.Cast, address: str
) -> None:
    late = cast.action
    late.due_on = late.original_due_on = date(2023, 12, 10)
    late.save()
    said = {
        "recovery_steps": "Agency staff from January.",
        "recovery_on": date(2024, 2, 15),
        "next_steps": "Ask again.",
    }
    actions.add_update(  # type: ignore[call-overload]
        action=late, reader=cast.reader("officer"), at=NOW, rating=Rating.RED, text="Nobody came.", **said
    )
    make.Milestone(notice=cast.notice, action=late, label="6 months", due_on=date(2024, 5, 1), text="Half are trained.")
    make.DueDateChange(notice=cast.notice, action=late, asked_by=cast["officer"], to_due_on=date(2024, 3, 31))
    page = seen(client, cast, "officer", address)[1]
    assert "12 days late" in page
    for promised in ("Recovery, 15 February 2024", "Ask again.", "6 months, 1 May 2024", "31 March 2024"):
        assert promised in page, promised
    assert "Actions that are open" not in page


def test_a_recovery_of_which_the_latest_update_says_no_more_is_still_told_of_a_late_action(
    client: Client, cast: casting.Cast, address: str
) -> None:
    late = cast.action
    late.due_on = late.original_due_on = date(2023, 12, 10)
    late.save()
    own = {"notice": cast.notice, "action": late}
    said = {"recovery_steps": "Agency staff.", "recovery_on": date(2023, 12, 15)}
    make.Update(**own, rating=Rating.RED, written_at=NOW.replace(day=1), **said)
    make.Update(**own, rating=Rating.GREEN, written_at=NOW.replace(day=20))
    page = seen(client, cast, "officer", address)[1]
    assert "Recovery, as it was said on 1 December 2023, 15 December 2023:" in page
    assert "Agency staff." in page


def test_an_action_that_waits_for_confirmation_is_not_late(client: Client, cast: casting.Cast, address: str) -> None:
    cast.action.due_on = cast.action.original_due_on = date(2023, 12, 10)
    cast.action.save()
    make.Completion(notice=cast.notice, action=cast.action, claimed_by=cast["officer"], claimed_at=NOW)
    page = seen(client, cast, "officer", address)[1]
    assert "Awaiting confirmation" in page
    assert "Actions that are late" not in page


def test_it_names_risks_and_log_entries_of_the_post_and_nobody_elses(
    client: Client, cast: casting.Cast, address: str
) -> None:
    board = make.Board(notice=cast.notice)
    other = make.Post(organisation=cast.post.organisation)
    for owner, text in ((cast.post, "Ours to do"), (other, "Theirs to do")):
        make.LogEntry(notice=cast.notice, board=board, owner=owner, text=text)
        risk = make.Risk(notice=cast.notice, owner=owner, title=f"{text} risk")
        make.RiskReview(notice=cast.notice, risk=risk)
    page = seen(client, cast, "officer", address)[1]
    assert "Ours to do" in page
    assert "Ours to do risk" in page
    assert "Theirs" not in page


def test_a_post_that_nobody_holds_says_so_and_one_with_nothing_open_too(client: Client, cast: casting.Cast) -> None:
    post = make.Post(organisation=cast.notice.council)
    page = seen(client, cast, "lead", f"/notices/devon/people/posts/{post.pk}/")[1]
    assert "Nobody holds this post today" in page
    assert "Nothing is open" in page
    assert "Hand it over" in page


def test_the_page_costs_the_same_queries_for_one_action_as_for_three(
    client: Client,
    cast: casting.Cast,
    address: str,
    django_assert_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    client.force_login(cast["lead"])
    with CaptureQueriesContext(connection) as once:
        client.get(address)
    for ref in ("B1", "B2"):
        action = make.Action(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, ref=ref)
        make.Accountability(notice=cast.notice, action=action, post=cast.post)
    with django_assert_num_queries(len(once)):
        client.get(address)
