"""The sheets that tell what goes on in a plan: each row and each column of them."""

from datetime import date

import pytest

from kpis.models import Kpi
from notices.reader import Reader
from plans.models import Plan
from reports.faces.wording import COVER
from reports.figures.gather import gather
from tests import factories as make
from tests.bringing.test_taking import sheet, taken
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]


@pytest.fixture
def small(cast: Cast) -> Plan:
    """A plan of one action and one KPI."""
    action = make.Action(notice=cast.notice, plan__slug="send-plan", ref="A1")
    make.Kpi(notice=cast.notice, plan=action.plan, section=action.section, code="A-K1")
    found: Plan = action.plan
    return found


def test_each_update_of_each_action_the_newest_first(cast: Cast, small: Plan) -> None:
    action = small.actions.get()
    make.Update(notice=cast.notice, action=action, written_by=cast["officer"], text="Begun")
    make.Update(
        notice=cast.notice,
        action=action,
        written_by=cast["officer"],
        rating="red",
        text="Stopped",
        next_steps="Ask again",
        recovery_steps="A second team",
        recovery_on=date(2024, 1, 31),
        needed="Money",
    )
    later, first = sheet(taken(small, cast), "Updates")
    assert (first["What happened and why this rating"], later["What happened and why this rating"]) == (
        "Begun",
        "Stopped",
    )
    told = [str(value) for value in later.values()]
    wanted = ("A1", "Red", "Ask again", "A second team", "2024-01-31 00:00:00", "Money")
    assert set(wanted) <= set(told)
    assert str(cast["officer"]) in told


def test_each_risk_with_its_last_review_and_what_is_done_about_it(cast: Cast, small: Plan) -> None:
    risk = make.Risk(notice=cast.notice, ref="R7", title="Vacancies")
    make.RiskReview(notice=cast.notice, risk=risk, likelihood=4, impact=5, text="It is worse")
    make.Mitigation(notice=cast.notice, risk=risk, text="Hire two people", due_on=date(2024, 2, 1))
    (row,) = [each for each in sheet(taken(small, cast), "Risks") if each["Ref"] == "R7"]
    told = [str(value) for value in row.values()]
    assert {"Vacancies", risk.cause, risk.event, risk.effect, "4", "5", "20", "It is worse"} <= set(told)
    assert any("Hire two people" in each and "1 February 2024" in each for each in told)


def test_each_clause_is_covered_as_the_notices_page_says_it(cast: Cast, small: Plan) -> None:
    action = small.actions.get()
    sure, possible, none = (make.Clause(notice=cast.notice, number=f"9.{at}", asks=True) for at in (1, 2, 3))
    make.ActionClause(notice=cast.notice, action=action, clause=sure, confirmed_by=cast["lead"], confirmed_at=NOW)
    make.ActionClause(notice=cast.notice, action=action, clause=possible)
    rows = {row["Clause"]: row for row in sheet(taken(small, cast), "Clauses and coverage")}
    answers = [
        (rows[each.number]["Actions that answer it"], rows[each.number]["Possible matches"])
        for each in (sure, possible, none)
    ]
    assert answers == [("A1", None), (None, "A1"), (None, None)]
    covers = gather(cast.notice, Reader(cast["lead"], NOW.date()).on).clauses
    assert {each.number: (COVER[each.cover].word, each.says) for each in covers if each.cover} == {
        number: (row["Coverage"], row["Why"]) for number, row in rows.items() if row["Coverage"]
    }
    assert [rows[each.number]["Coverage"] for each in (sure, possible, none)] == [
        "Covered",
        "Partly covered",
        "Not covered",
    ]


def test_targets_that_were_replaced_stand_on_a_sheet_of_their_own(cast: Cast, small: Plan) -> None:
    kpi = Kpi.objects.get(plan=small)
    decision = make.Decision(notice=cast.notice)
    make.Target(notice=cast.notice, kpi=kpi, label="First", due_on=date(2024, 1, 31), rule="10", edition=1)
    make.Target(
        notice=cast.notice, kpi=kpi, label="First", due_on=date(2024, 1, 31), rule="20", edition=2, decision=decision
    )
    (row,) = sheet(taken(small, cast), "Earlier targets")
    assert [str(value) for value in row.values()] == ["A-K1", "First", "2024-01-31 00:00:00", "10", "1"]
