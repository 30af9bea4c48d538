"""A baseline, and the one that corrects it: what is recorded, what resolves anew, what is rated again."""

import html
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from audit import ledger
from audit.models import Event
from kpis import actions
from kpis.models import Baseline, BaselineState, Direction, Kpi, Unit
from kpis.reading import KpiReading, read_kpis
from kpis.state import State
from kpis.targets import Reason
from people.models import User
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST = "/notices/devon/kpis/A-K1/"
JANUARY = date(2023, 1, 31)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A 25% reduction by the end of January, of which the baseline is awaited; 13 was counted in November."""
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, direction=Direction.LOWER)
    awaited = {"value": None, "as_at": None, "approved_by": None, "approved_at": None}
    make.Baseline(notice=cast.notice, kpi=row, state=BaselineState.AWAITED, **awaited)
    make.Target(notice=cast.notice, kpi=row, rule="25% reduction", due_on=date(2024, 1, 31), printed_order=1)
    make.Target(notice=cast.notice, kpi=row, rule="8", due_on=date(2024, 3, 31), printed_order=2)
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(13), as_at=date(2023, 11, 30))
    return row


def agree(kpi: Kpi, value: str, proposer: User, approver: User, as_at: date = JANUARY) -> Baseline:
    proposed = actions.propose_baseline(
        kpi=kpi, value=Decimal(value), as_at=as_at, source="HR system", by=proposer, at=NOW
    )
    return actions.approve_baseline(baseline=proposed, by=approver, at=NOW, seen_version=proposed.version)


def told(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY)
    return found


def facts(kpi: Kpi) -> dict[str, Any]:
    return dict(json.loads(Event.objects.filter(chain=f"notice:{kpi.notice_id}").latest("number").body)["facts"])


def test_an_approval_records_the_old_state_the_new_value_and_how_each_target_follows_from_it(
    cast: Cast, kpi: Kpi
) -> None:
    agree(kpi, "16", cast["data lead"], cast["lead"])
    found = facts(kpi)
    assert (found["old_state"], found["old_value"], found["value"]) == ("awaited", None, "16.0000")
    assert found["target_1"] == "2024-01-31: 16 × (1 − 25/100) = 12"
    assert "target_2" not in found


def test_a_correction_records_the_value_that_it_corrects(cast: Cast, kpi: Kpi) -> None:
    agree(kpi, "16", cast["data lead"], cast["lead"])
    agree(kpi, "20", cast["data lead"], cast["lead"])
    found = facts(kpi)
    assert (found["old_state"], found["old_value"], found["value"]) == ("approved", "16.0000", "20.0000")
    assert found["target_1"] == "2024-01-31: 20 × (1 − 25/100) = 15"


def test_a_rule_longer_than_the_ledger_takes_stands_there_as_a_digest(cast: Cast, kpi: Kpi) -> None:
    amount = "25." + "1" * 60
    kpi.targets.filter(printed_order=1).update(rule=f"{amount}% reduction")
    agree(kpi, "16", cast["data lead"], cast["lead"])
    assert len(facts(kpi)["target_1"]) == 64
    assert ledger.verify(f"notice:{kpi.notice_id}") is None


def test_a_baseline_that_arrives_resolves_what_depends_on_it_and_rates_past_figures(cast: Cast, kpi: Kpi) -> None:
    before = told(kpi)
    assert (before.state, before.reason) == (State.NOT_ASSESSABLE, Reason.BASELINE_AWAITED)
    agree(kpi, "16", cast["data lead"], cast["lead"])
    after = told(kpi)
    assert [target.value for target in after.targets] == [12, 8]
    assert after.state in (State.ON_TRACK, State.AT_RISK, State.OFF_TRACK)


def test_a_corrected_baseline_resolves_and_rates_anew_and_the_wrong_one_stays_to_be_seen(cast: Cast, kpi: Kpi) -> None:
    agree(kpi, "16", cast["data lead"], cast["lead"])
    assert told(kpi).state is not State.MEETING_NOW
    agree(kpi, "20", cast["data lead"], cast["lead"])
    after = told(kpi)
    assert [target.value for target in after.targets] == [15, 8]
    assert after.state is State.MEETING_NOW
    assert [(row.number, row.value) for row in after.baselines] == [(1, None), (2, 16), (3, 20)]


def test_a_correction_counts_for_nothing_before_a_second_person_approves_it(cast: Cast, kpi: Kpi) -> None:
    agree(kpi, "16", cast["data lead"], cast["lead"])
    actions.propose_baseline(
        kpi=kpi, value=Decimal(20), as_at=JANUARY, source="Counted again", by=cast["data lead"], at=NOW
    )
    after = told(kpi)
    assert after.baseline is not None
    assert (after.baseline.value, after.targets[0].value) == (16, 12)


def test_whoever_approves_sees_the_latest_figures_and_the_state_that_follows(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    day = {"as_at": JANUARY, "source": "HR", "at": NOW}
    proposed = actions.propose_baseline(kpi=kpi, value=Decimal(16), by=cast["data lead"], **day)
    page = as_("lead").get(LIST + "baseline/approve/")
    shown = html.unescape(page.content.decode())
    now, then = (row.value for row in page.context["follows"])
    assert now == "Not assessable: baseline awaited"
    assert "30 November 2023" in shown
    assert [row.value for row in page.context["figures"]] == ["13"]
    assert told(kpi).baseline is None, "looking at it approves nothing"
    actions.approve_baseline(baseline=proposed, by=cast["lead"], at=NOW, seen_version=proposed.version)
    after = told(kpi)
    assert then == f"{after.state.label}. {after.rule}"
    assert after.state is not State.NOT_ASSESSABLE


def test_the_pages_lead_from_a_wrong_baseline_to_its_correction_and_show_how_targets_follow(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    agree(kpi, "16", cast["data lead"], cast["lead"])
    data, lead = as_("data lead"), as_("lead")
    page = data.get(LIST + "baseline/")
    assert "The baseline that counts now is 16" in html.unescape(page.content.decode())
    day = {"as_at_day": "31", "as_at_month": "1", "as_at_year": "2023"}
    typed = {
        "value": "20",
        **day,
        "source": "Four leavers were missing",
        "sent_as": page.context["form"]["sent_as"].value(),
    }
    assert data.post(LIST + "baseline/", typed).status_code == 302
    assert "has proposed 20 already" in data.get(LIST + "baseline/").content.decode()
    page = lead.get(LIST + "baseline/approve/")
    shown = html.unescape(page.content.decode())
    assert "20 × (1 − 25/100)" in shown
    assert lead.post(LIST + "baseline/approve/", page.context["form"].initial).status_code == 302
    page = html.unescape(lead.get(LIST).content.decode())
    for words in ("20 × (1 − 25/100)", "Approved, counts now", "Four leavers were missing"):
        assert words in page
