"""My work: who is asked to approve a proposed baseline."""

import pytest

from desk import questions
from desk.work import sit_down
from kpis.permissions import can_approve_baseline
from tests import cast as casting
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> casting.Cast:
    return casting.assemble()


def titles(cast: casting.Cast, who: str, kind: str) -> list[str]:
    desk = sit_down(cast.reader(who), NOW)
    return [item.title for item in questions.everything(desk) if item.kind == kind]


def test_a_baseline_is_approved_by_who_holds_a_post_accountable_for_an_action_behind_its_kpi(
    cast: casting.Cast,
) -> None:
    kpi = make.Kpi(notice=cast.notice, code="A-K1")
    proposal = {"state": "proposed", "approved_by": None, "approved_at": None, "proposed_at": NOW}
    row = make.Baseline(notice=cast.notice, kpi=kpi, proposed_by=cast["lead"], **proposal)
    assert titles(cast, "officer", "Baseline") == []
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    asked = {who for who in cast.people if titles(cast, who, "Baseline")}
    assert asked == {who for who in cast.people if can_approve_baseline(cast.reader(who), row)}
    assert "officer" in asked
    assert not asked & {"lead", "delegate", "former holder"}
    row.state, row.ended_by, row.ended_at, row.ended_why = "returned", cast["officer"], NOW, "Counted twice"
    row.save()
    assert titles(cast, "officer", "Baseline") == []
