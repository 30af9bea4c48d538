"""A milestone whose day the file does not say enters the plan all the same: its day is to be settled, and listed so."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import standing
from bringing.checking import check
from bringing.reading import Asks
from bringing.settling import may_be_open
from bringing.writing import About, write_document
from plans.models import Milestone, Plan
from tests.bringing.files import brought
from tests.bringing.newer import HEAD, changes, enter, now, saved, steps
from tests.bringing.test_taking import again, taken
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
SAYS = "A draft is out"


@pytest.fixture
def lead(as_: Callable[[str], Client]) -> Client:
    return as_("lead")


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """A plan with a milestone of which the file says no day, which was left open."""
    return enter(steps(cast, None, "Milestone 1", SAYS), cast).plan


def with_day(content: bytes, text: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    column = [cell.value for cell in book["Milestones"][1]].index("Due date") + 1
    book["Milestones"].cell(2, column).value = text  # type: ignore[assignment]
    return saved(book)


def test_its_day_may_be_left_open_and_it_enters(cast: Cast, plan: Plan) -> None:
    content = f"{HEAD},Milestone 1\nB1,B,Do it,Done,TBC,Head,{SAYS}\n".encode()
    file = brought(cast.notice, content, cast["lead"], name="plan.csv")
    (doubt,) = [each for each in check(file).left if each.asks is Asks.TARGET_DATE]
    assert doubt.says.endswith("enter the day, or leave it open")
    assert may_be_open(doubt)
    step = Milestone.objects.get()
    assert (step.action.plan, step.label, step.due_on, step.text) == (plan, "Milestone 1", None, SAYS)


def test_it_is_listed_among_what_is_open_and_told_on_its_actions_pages(plan: Plan, lead: Client) -> None:
    listed = lead.get(reverse("kpis:data-quality", args=["devon"])).content.decode()
    action = reverse("plans:action", args=["devon", plan.slug, "B1"])
    assert "Nobody has said by which day “Milestone 1” must be true" in listed
    assert action in listed
    assert "To be settled" in lead.get(action).content.decode()
    assert "Its day still to be settled: A draft is out" in lead.get(f"{action}?show=all").content.decode()


def test_once_it_is_met_nobody_asks_for_its_day(plan: Plan, lead: Client) -> None:
    Milestone.objects.update(met_on=date(2023, 12, 1))
    listed = lead.get(reverse("kpis:data-quality", args=["devon"])).content.decode()
    assert "must be true" not in listed


def test_the_same_file_again_changes_nothing_and_one_with_the_day_sets_it(cast: Cast, plan: Plan) -> None:
    assert now(steps(cast, plan, "Milestone 1", SAYS)).differences == ()
    newer = steps(cast, plan, "Milestone 1 – June 2024", SAYS)
    ((field, before, after),) = changes(newer)["B1"]
    assert (field, before) == ("milestones", (("Milestone 1", None, SAYS),))
    assert after == (("Milestone 1", date(2024, 6, 30), SAYS),)
    enter(newer, cast)
    assert Milestone.objects.get().due_on == date(2024, 6, 30)


def test_it_comes_back_from_the_workbook_and_the_document_as_it_stands(cast: Cast, plan: Plan) -> None:
    checked = again(plan, cast, taken(plan, cast))
    assert (checked.left, checked.differences) == ((), ())
    about = About(plan.uid, plan.title, str(plan.notice), "Lead", NOW)
    document = write_document(about, standing.rows_of(plan))
    whole = check(brought(cast.notice, document, cast["lead"], name="plan.docx", plan=plan))
    assert (whole.left, whole.differences) == ((), ())


@pytest.mark.parametrize("text", ["soon", None])
def test_what_is_no_day_in_the_workbook_is_asked_about(cast: Cast, plan: Plan, text: Any) -> None:
    first, *_ = again(plan, cast, with_day(taken(plan, cast), text)).left
    assert first.asks is Asks.DATE


def test_a_day_that_is_set_is_not_taken_away_by_a_workbook(cast: Cast) -> None:
    plan = enter(steps(cast, None, "Milestone 1 – June 2024", SAYS), cast).plan
    checked = again(plan, cast, with_day(taken(plan, cast), "not settled"))
    assert checked.left == ()
    entered = enter(checked.file, cast)
    assert entered.elsewhere == ("Action B1: Milestone “Milestone 1” keeps its day: one that is set is not taken away",)
    assert Milestone.objects.get().due_on == date(2024, 6, 30)
