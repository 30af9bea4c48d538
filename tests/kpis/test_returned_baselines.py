"""A proposed baseline that is returned with a reason or withdrawn: who may, what stands then, what is told of it."""

import html
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from kpis import actions
from kpis.models import Baseline, BaselineState, Kpi, Unit
from kpis.permissions import approvers, can_approve_baseline, can_end_proposal
from kpis.quality import Matter, of_kpis
from kpis.reading import KpiReading, read_kpis
from kpis.reading.history import read_history
from kpis.story import story
from notices.conflicts import ChangedMeanwhile, Refused
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/A-K1/"
WHY = "Five leavers are counted twice"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT)


@pytest.fixture
def proposal(cast: Cast, kpi: Kpi) -> Baseline:
    return propose(cast, kpi)


def propose(cast: Cast, kpi: Kpi, value: str = "16") -> Baseline:
    given: dict[str, Any] = {"as_at": date(2023, 1, 31), "source": "HR", "by": cast["data lead"], "at": NOW}
    return actions.propose_baseline(kpi=kpi, value=Decimal(value), **given)


def read(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    return found


def events(kpi: Kpi) -> dict[str, str]:
    """The story's titles with what was said."""
    return {each.title: each.text for each in story(read_history(kpi.pk), [])}


def last_event(kpi: Kpi) -> dict[str, Any]:
    row = Event.objects.filter(chain=f"notice:{kpi.notice_id}").latest("number")
    return dict(json.loads(row.body))


def test_it_is_returned_with_a_reason_and_waits_for_nobody_then(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    propose(cast, kpi)
    lead = as_("lead")
    address = PAGE + "baseline/return/"
    assert "Enter why you return it" in lead.post(address, {"why": "", "seen_version": "1"}).content.decode()
    assert lead.post(address, {"why": WHY, "seen_version": "1"}).status_code == 302
    found = read(kpi)
    assert found.proposal is None
    assert found.baseline_state is BaselineState.AWAITED
    assert {each.matter for each in of_kpis([found])} & {Matter.BASELINE_AWAITED, Matter.BASELINE_PROPOSED} == {
        Matter.BASELINE_AWAITED
    }
    page = html.unescape(as_("data lead").get(PAGE).content.decode())
    assert f"returned the baseline that {cast['data lead'].name} had proposed, 22 December 2023: {WHY}" in page
    assert lead.get(PAGE + "baseline/approve/").status_code == 302


def test_its_return_is_an_event_of_the_ledger_and_of_the_story(cast: Cast, kpi: Kpi, proposal: Baseline) -> None:
    actions.end_proposal(baseline=proposal, why=WHY, by=cast["lead"], at=NOW, seen_version=1)
    told = last_event(kpi)
    assert told["verb"] == "baseline.returned"
    assert (told["facts"]["kpi"], told["facts"]["value"]) == ("A-K1", "16.0000")
    assert WHY not in json.dumps(told)
    assert events(kpi)["Proposed baseline returned: 16 at 31 January 2023"] == WHY


def test_its_proposer_withdraws_it_without_a_reason(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    propose(cast, kpi)
    data = as_("data lead")
    assert "Withdraw your proposal" in data.get(PAGE).content.decode()
    assert "Withdraw it" in data.get(PAGE + "baseline/return/").content.decode()
    assert data.post(PAGE + "baseline/return/", {"why": "", "seen_version": "1"}).status_code == 302
    assert read(kpi).proposal is None
    assert Baseline.objects.get(kpi=kpi).state == BaselineState.WITHDRAWN
    assert "Proposed baseline withdrawn: 16 at 31 January 2023" in events(kpi)


def test_the_same_is_proposed_again_after_it_was_put_right_and_the_one_that_counted_counts(
    cast: Cast, kpi: Kpi, proposal: Baseline
) -> None:
    actions.approve_baseline(baseline=proposal, by=cast["lead"], at=NOW, seen_version=1)
    for value in ("20", "20"):
        again = propose(cast, kpi, value)
        actions.end_proposal(baseline=again, why=WHY, by=cast["lead"], at=NOW, seen_version=1)
    found = read(kpi)
    assert found.baseline is not None
    assert (found.baseline.value, found.baseline_state) == (16, BaselineState.APPROVED)
    last = propose(cast, kpi, "21")
    actions.approve_baseline(baseline=last, by=cast["lead"], at=NOW, seen_version=1)
    assert last_event(kpi)["facts"]["old_value"] == "16.0000"


@pytest.mark.parametrize("why", ["", "  "])
def test_it_is_not_returned_without_a_reason(cast: Cast, proposal: Baseline, why: str) -> None:
    with pytest.raises(Refused, match="Say why you return it"):
        actions.end_proposal(baseline=proposal, why=why, by=cast["lead"], at=NOW, seen_version=1)


def test_what_was_approved_or_replaced_or_changed_meanwhile_is_not_returned(
    cast: Cast, kpi: Kpi, proposal: Baseline
) -> None:
    with pytest.raises(ChangedMeanwhile):
        actions.end_proposal(baseline=proposal, why=WHY, by=cast["lead"], at=NOW, seen_version=7)
    propose(cast, kpi, "17")
    with pytest.raises(Refused, match="no longer the latest proposal"):
        actions.end_proposal(baseline=proposal, why=WHY, by=cast["lead"], at=NOW, seen_version=1)


def test_what_a_partner_has_not_released_is_withdrawn_unread_and_never_released(
    cast: Cast, kpi: Kpi, proposal: Baseline, as_: Enter
) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(organisation=make.Organisation())
    Baseline.objects.update(held=True)
    with pytest.raises(Refused, match="to release it"):
        actions.end_proposal(baseline=proposal, why=WHY, by=cast["lead"], at=NOW, seen_version=1)
    done = actions.end_proposal(baseline=proposal, why="", by=cast["data lead"], at=NOW, seen_version=1)
    assert done.held
    assert "Not released" in as_("member").get(PAGE).content.decode()
    assert actions.release_baseline(baseline=done, by=cast["lead"], at=NOW).held
    assert as_("lead").get("/notices/devon/kpis/release/").context["others"] == []


def test_a_second_click_ends_it_once(cast: Cast, proposal: Baseline) -> None:
    first = actions.end_proposal(baseline=proposal, why=WHY, by=cast["lead"], at=NOW, seen_version=1)
    again = actions.end_proposal(baseline=proposal, why=WHY, by=cast["lead"], at=NOW, seen_version=1)
    assert (first.version, again.version) == (2, 2)


def test_whoever_proposed_it_and_whoever_may_approve_it_may_end_it(cast: Cast, kpi: Kpi, proposal: Baseline) -> None:
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    may = {kind for kind in cast.people if can_end_proposal(cast.reader(kind), proposal)}
    assert {"lead", "data lead"} <= may
    assert not may & {"member", "office", "stranger", "observer", "reviewer"}


@pytest.mark.parametrize("proposer", ["data lead", "lead", "officer"])
def test_the_page_names_those_who_may_approve_it(cast: Cast, kpi: Kpi, as_: Enter, proposer: str) -> None:
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    row = propose(cast, kpi)
    row.proposed_by = cast[proposer]
    row.save()
    may = sorted(user.name for kind, user in cast.people.items() if can_approve_baseline(cast.reader(kind), row))
    assert may
    assert approvers(row, TODAY) == may
    page = html.unescape(as_("data lead").get(PAGE).content.decode())
    assert "a second person approves it: " in page
    assert may[0] in page.partition("a second person approves it: ")[2].partition("</p>")[0]


def test_where_nobody_else_may_approve_it_the_page_says_what_is_needed(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = propose(cast, kpi)
    row.proposed_by = cast["lead"]
    row.save()
    assert "Nobody but its proposer may approve it today" in as_("data lead").get(PAGE).content.decode()


def test_who_opens_their_own_proposal_to_approve_it_reads_that_they_proposed_it(
    cast: Cast, kpi: Kpi, proposal: Baseline, as_: Enter
) -> None:
    answer = as_("data lead").get(PAGE + "baseline/approve/")
    assert answer.status_code == 403
    assert "You proposed this baseline yourself" in answer.content.decode()
    assert "You proposed" not in as_("member").get(PAGE + "baseline/approve/").content.decode()
