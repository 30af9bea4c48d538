"""A KPI whose name speaks of two units: what was said of it holds in newer files of the plan."""

import pytest

from bringing.reading import Asks
from kpis.models import Kpi
from plans.models import Plan
from tests.bringing.test_held import As, asked, becomes, entered, settle, uploaded
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
HEAD = "Code,KPI,Section,Baseline,Target – End March 2024"
ROW = "B-K7,Percentage of plans written within the number of days agreed,B,45,60"


@pytest.mark.parametrize(("how", "unit"), [("corrected", "percent"), ("open", "not_stated")])
def test_what_was_said_of_two_units_holds_in_a_newer_file(cast: Cast, plan: Plan, as_: As, how: str, unit: str) -> None:
    lead = as_("lead")
    file = uploaded(lead, plan, HEAD, ROW)
    settle(lead, file, Asks.UNIT, *(["Percentage"] if how == "corrected" else []), how=how)
    entered(lead, file, cast)
    assert Kpi.objects.get(plan=plan, code="B-K7").unit == unit
    for row, fields in ((ROW, {}), (ROW.replace("60", "70"), {"B-K7": ["targets"]})):
        again = uploaded(lead, plan, HEAD, row)
        assert (becomes(again), Asks.UNIT in asked(again)) == (fields, False)
