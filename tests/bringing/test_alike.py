"""A plan that stands already is not entered twice by accident; what is taken is told before anything is entered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bringing import standing
from bringing.alike import Known, alike, nothing_of
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.plain import Kind, Row
from kpis.models import Kpi
from plans.actions import retire_action
from plans.models import Plan
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, csv, draft, settle
from tests.bringing.newer import enter as enter_it
from tests.bringing.test_attack import hidden
from tests.bringing.test_pages import said
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
OTHERS = {"A1": "Draw a map", "A2": "Walk there"}


def rows(title: str, actions: dict[str, str]) -> list[Row]:
    plan = [Row(Kind.PLAN, "", {"title": title})] if title else []
    return plan + [Row(Kind.ACTION, ref, {"what": what}) for ref, what in actions.items()]


@pytest.mark.parametrize(
    ("title", "actions", "is_alike"),
    [
        ("Our  PLAN", {"Z1": "Something else"}, True),
        ("Another", {"Z1": "Something else"}, False),
        ("", {"Z1": "draw a  map", "Z2": "Walk there", "Z3": "Sleep"}, True),
        ("", {"Z1": "Draw a map", "Z2": "Sleep"}, False),
        ("", {"A1": "Draw a map", "a2": "Listen"}, True),
        ("", {"A1": "Look", "A2": "Listen"}, False),
        ("", {"A1": "Draw a map", "A2": "Listen", "A3": "Smell", "A4": "Taste"}, False),
        ("", {}, False),
    ],
)
def test_a_plan_is_alike_by_its_title_by_most_of_what_is_done_or_by_most_refs_of_both_and_some_words(
    title: str, actions: dict[str, str], is_alike: bool
) -> None:
    found = alike(rows(title, actions), [Known("ours", "Our plan", OTHERS)])
    assert bool(found) is is_alike


@pytest.mark.parametrize(
    ("brought", "is_told"),
    [
        ({"Z1": "Look"}, True),
        ({"Z1": "Look", "a1": "Listen"}, False),
        ({"Z1": "Walk  there"}, False),
        ({}, False),
    ],
)
def test_a_newer_file_without_any_action_of_its_plan_may_be_of_another(brought: dict[str, str], is_told: bool) -> None:
    assert bool(nothing_of("Our plan", rows("Our plan", brought), rows("", OTHERS))) is is_told
    assert nothing_of("Our plan", rows("", brought), rows("Our plan", {})) == "", "a plan to which the first ones come"


def test_that_another_plan_may_have_been_chosen_is_told_where_it_is_checked_and_entered(cast: Cast, as_: Enter) -> None:
    plan, lead = enter_it(draft(cast, FIRST), cast).plan, as_("lead")
    says = "No action in this file has a ref or the words of one of “Our plan”"
    other = "Z1,B,Plant trees,They grow,June 2024,Head of SEND"
    for content, is_told in ((csv(other), True), (csv(other, FIRST[0]), False)):
        file = brought(cast.notice, content, cast["lead"], name="p.csv", plan=plan)
        settle(cast, file)
        for name in ("check", "enter"):
            shown = said(lead.get(reverse(f"bringing:{name}", args=["devon", file.uid])))
            assert (says in shown) is is_told, name


def test_what_speaks_for_it_is_counted() -> None:
    (found,) = alike(rows("Our plan", {"A1": "Draw a map", "A3": "Sleep"}), [Known("ours", "Our plan", OTHERS)])
    assert found.says == (
        "“Our plan” stands already, with the same title, 1 of the file’s 2 refs and 1 of its actions in the same "
        "words: as a new plan it would stand twice, and whoever reads it would not know which one counts"
    )


def at(name: str, file: PlanDraft, *more: str) -> str:
    return reverse(f"bringing:{name}", args=["devon", file.uid, *more])


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return enter_it(draft(cast, FIRST), cast).plan


@pytest.fixture
def file(cast: Cast, plan: Plan) -> PlanDraft:
    """The same plan with a new action, brought as a new plan by mistake."""
    return draft(cast, [*FIRST, "B3,B,Ask schools,They answer,July 2024,Head of SEND"])


TOLD = {"title": "A plan", "slug": "a-plan", "note": "First"}


def test_it_is_told_on_both_pages_and_entered_only_with_a_tick(file: PlanDraft, as_: Enter) -> None:
    lead = as_("lead")
    for name in ("check", "enter"):
        assert "“Our plan” stands already, with 2 of the file’s 3 refs and 2 of its actions" in said(
            lead.get(at(name, file))
        )
        assert "it can be entered as a new plan all the same, with a tick at the end" in said(lead.get(at(name, file)))
    page = lead.get(at("enter", file))
    answer = lead.post(at("enter", file), {**TOLD, **hidden(page)})
    assert "Tick it if this is another plan" in said(answer)
    assert not Plan.objects.filter(slug="a-plan").exists()
    assert lead.post(at("enter", file), {**TOLD, **hidden(page), "anew": "on"}).status_code == 302
    assert Plan.objects.get(slug="a-plan").actions.count() == 3


def test_a_title_that_another_plan_has_is_asked_about_too(cast: Cast, plan: Plan, as_: Enter) -> None:
    other = draft(cast, ["C7,C,Ask nobody,They answer,July 2024,Head of SEND"])
    PlanDraft.objects.filter(pk=other.pk).update(name="other.csv")
    Plan.objects.filter(pk=plan.pk).update(title="Second plan")
    lead = as_("lead")
    page = lead.get(at("enter", other))
    assert "all the same" not in said(page)
    answer = lead.post(at("enter", other), {**TOLD, **hidden(page), "title": "second  Plan"})
    assert "Enter it as a new plan all the same" in said(answer)
    assert Plan.objects.count() == 2, "the cast’s own and the first"


def test_it_becomes_a_newer_file_of_that_plan_with_all_that_was_said(plan: Plan, file: PlanDraft, as_: Enter) -> None:
    before = {row.key for row in file.settlements.all()}
    answer = as_("office").post(at("bring-newer", file, plan.slug), follow=True)
    assert "is a newer file of “Our plan” now" in said(answer)
    stored = PlanDraft.objects.get(pk=file.pk)
    assert stored.plan == plan
    assert {row.key for row in stored.settlements.all()} >= before
    checked = check(stored)
    assert [(each.row.key, each.is_new) for each in checked.differences] == [("B3", True)]
    assert checked.alike == ()


def test_a_file_of_another_plan_or_one_that_waits_for_that_plan_stays_what_it_is(
    cast: Cast, plan: Plan, file: PlanDraft, as_: Enter
) -> None:
    lead = as_("lead")
    waits = brought(cast.notice, bytes(file.content), cast["lead"], name="plan.csv", plan=plan)
    page = lead.post(at("bring-newer", file, plan.slug), follow=True)
    assert "waits as a newer one of “Our plan” already" in said(page)
    page = lead.post(at("bring-newer", waits, cast.action.plan.slug), follow=True)
    assert "is one of “Our plan” already" in said(page)
    assert PlanDraft.objects.get(pk=waits.pk).plan == plan
    assert lead.post(at("bring-newer", file, "no-such-plan")).status_code == 404


def test_a_code_of_another_plans_kpi_is_told_with_its_row_before_anything_is_entered(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, code="B-K1")
    kpis = b"Code,Section,KPI,Unit,Baseline,Target - May 2024\nb-k1,B,Cases,Number,10,20\nB-K2,B,Days,Days,5,2\n"
    file = brought(cast.notice, kpis, cast["lead"], name="kpis.csv")
    found = {each.name: each.says for each in check(file).hindrances if "code" in each.says}
    assert found == {
        "KPI b-k1": f"“{cast.action.plan.title}” has a KPI B-K1, and a notice has each code once: choose another, or "
        "leave the row out"
    }
    assert "has a KPI B-K1" in said(as_("lead").get(at("check", file)))
    assert (Kind.KPI, "import") in standing.taken(cast.notice, None), "a page of ours has that word in its address"
    Kpi.objects.filter(code="B-K1").update(plan=cast.action.plan)
    same: Any = brought(cast.notice, kpis, cast["lead"], name="kpis.csv", plan=cast.action.plan)
    assert not [each for each in check(same).hindrances if "code" in each.says], "it is that KPI"


def test_a_ref_that_an_action_had_before_is_told_too(cast: Cast, plan: Plan) -> None:
    retire_action(action=plan.actions.get(ref="B2"), why="Merged", by=cast["lead"], at=NOW)
    file = brought(
        cast.notice, csv(*FIRST, "B3,B,Ask,They answer,July 2024,Head of SEND"), cast["lead"], name="p.csv", plan=plan
    )
    assert [(each.name, each.says) for each in check(file).hindrances] == [
        (
            "Action B2",
            (
                "B2 is the ref of an action that left the plan, or had it before: choose another, or leave the row "
                "out; one that left is brought back on its own page"
            ),
        )
    ]
