"""What was typed of a KPI and is odd beside the rest of it is told where the file is checked and entered."""

from collections.abc import Callable

import pytest
from django.test import Client

from bringing.models import PlanDraft
from bringing.oddly import oddly_typed
from bringing.reading import Asks
from bringing.settling import Answer, How, settle
from plans.models import Plan
from tests.bringing.newer import KPIS, address, csv_of, now
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_figures import kpi
from tests.bringing.test_of_one_row import type_in
from tests.bringing.test_pages import said
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]


def odd(row: str, typed: dict[str, str]) -> list[str]:
    """What is odd of a KPI after some of its values were typed at their doubts."""
    draft = kpi(row)
    doubts = [each for each in draft.doubts if set(each.about) & {f"kpis/0/{path}" for path in typed}]
    values = {f"kpis/0/{path}": text for path, text in typed.items()}
    settled = settle(draft, {each.key: Answer(How.CORRECTED, values) for each in doubts})
    return list(oddly_typed(draft.kpis[0], settled.kpis[0]))


NOT_SET = "By the file’s figures {} is better, and with what was typed nothing says which way is better"


@pytest.mark.parametrize(
    ("row", "typed", "says"),
    [
        (
            "Plans,A,Percentage,50%,n/k,70%",
            {"targets/0/rule": "120%"},
            ["Target (31 March 2024) asks for 120%, which cannot be reached", NOT_SET.format("higher")],
        ),
        ("Waits,A,Days,50,40,n/k", {"targets/1/rule": "60"}, [NOT_SET.format("lower")]),
        ("Waits,A,Days,n/k,40,30", {"baseline": "20"}, [NOT_SET.format("lower")]),
        (
            "Waits,A,Days,50,40,n/k",
            {"targets/1/rule": "10% increase"},
            ["By the file’s figures lower is better, and with what was typed higher is better"],
        ),
        ("Waits,A,Days,50,40,n/k", {"targets/1/rule": "30"}, []),
    ],
)
def test_a_typed_value_that_is_odd_beside_the_others_is_told(row: str, typed: dict[str, str], says: list[str]) -> None:
    assert odd(row, typed) == says


def test_what_the_file_itself_says_is_asked_about_and_not_told() -> None:
    draft = kpi("Plans,A,Percentage,50%,120%,70%")
    (doubt, *_) = asked(draft, Asks.ODD_TARGET)
    settled = settle(draft, {doubt.key: Answer(How.RIGHT)})
    assert list(oddly_typed(draft.kpis[0], settled.kpis[0])) == []


def test_it_is_told_where_the_file_is_checked_and_entered_with_the_page_of_its_row(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    file: PlanDraft = csv_of(cast, plan, f"{KPIS}B-K1,Waits,B,10,8\n")
    told = "Typed here: look at it once more"
    lead = as_("lead")
    assert told not in said(lead.get(address("check", file)))
    type_in(cast, file, "kpis/0/targets/0/rule", "8% increase")
    type_in(cast, file, "kpis/0/unit", "Percentage")
    type_in(cast, file, "kpis/0/baseline", "98%")
    assert now(file).is_ready
    for name in ("check", "enter"):
        page = lead.get(address(name, file))
        assert told in said(page)
        assert "which cannot be reached" in said(page)
        assert f'href="{address("change-row", file, "kpis", 0)}"' in page.content.decode()
