"""What milestones and targets are called: typed once for all rows of a heading or for one row alone, it is that of the
same milestone and the same target, here and in our own files."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading import Asks
from bringing.settling import Answer, How
from kpis.models import Target
from plans.models import Milestone, Plan
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import (
    ANSWERED,
    FIRST,
    HEAD,
    JUDGED,
    KPIS,
    address,
    draft,
    enter,
    kpis_of,
    now,
    saved,
    settle,
    steps,
)
from tests.bringing.test_of_one_row import type_in
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
As = Callable[[str], Client]
LONG = "Milestone – " + "word " * 30 + "end – End March 2024"


def test_a_milestone_that_is_called_otherwise_is_the_same_one(cast: Cast) -> None:
    plan = enter(steps(cast, None, "Milestone 1 – End July 2024", "Begun"), cast).plan
    file = steps(cast, plan, "Milestone 1 – End July 2024", "Begun")
    type_in(cast, file, "actions/0/milestones/0/label", "The first step")
    enter(file, cast)
    assert [each.label for each in Milestone.objects.filter(action__plan=plan)] == ["The first step"]


def test_a_milestone_that_is_called_otherwise_in_our_document_is_the_same_one(cast: Cast, plan: Plan, as_: As) -> None:
    action = plan.actions.get(ref="B1")
    make.Milestone(notice=plan.notice, action=action, label="Milestone 1", due_on=date(2024, 5, 31), text="Begun")
    taken = as_("lead").get(reverse("bringing:plan-document", args=["devon", plan.slug])).content
    book: Any = docx.Document(io.BytesIO(taken))
    for line in book.paragraphs:
        if "Milestone 1" in line.text:
            line.text = line.text.replace("Milestone 1", "The first step")
    file = brought(cast.notice, saved(book), cast["lead"], name="plan.docx", plan=plan)
    settle(cast, file)
    enter(file, cast)
    assert [each.label for each in Milestone.objects.filter(action=action)] == ["The first step"]


@pytest.mark.parametrize("label", ["The end", "By then", "Baseline plus", "June 2023 position", "Section"])
def test_our_document_comes_back_whatever_a_target_is_called(cast: Cast, plan: Plan, as_: As, label: str) -> None:
    file = kpis_of(cast, plan, JUDGED, ANSWERED)
    for number in (0, 1):
        type_in(cast, file, f"kpis/{number}/targets/0/label", label)
    enter(file, cast)
    taken = as_("lead").get(reverse("bringing:plan-document", args=["devon", plan.slug])).content
    again = brought(cast.notice, taken, cast["lead"], name="plan.docx", plan=plan)
    assert [each.says for each in now(again).left] == []


def test_a_row_that_is_added_to_our_document_has_its_target(cast: Cast, plan: Plan, as_: As) -> None:
    file = kpis_of(cast, plan, JUDGED, ANSWERED)
    for number in (0, 1):
        type_in(cast, file, f"kpis/{number}/targets/0/label", "The end")
    enter(file, cast)
    taken = as_("lead").get(reverse("bringing:plan-document", args=["devon", plan.slug])).content
    book: Any = docx.Document(io.BytesIO(taken))
    (table,) = (each for each in book.tables if each.rows[0].cells[0].text == "Code")
    told = {"Code": "B-K3", "KPI": "A third one", "Baseline": "1", "Target: The end – 31 March 2024": "50"}
    for cell, heading in zip(table.add_row().cells, [each.text for each in table.rows[0].cells], strict=True):
        cell.text = told.get(heading, "")
    again = brought(cast.notice, saved(book), cast["lead"], name="plan.docx", plan=plan)
    (new,) = (each.row for each in now(again).differences if each.is_new)
    assert new.says.get("targets") == (("The end", date(2024, 3, 31), "50"),)


def test_what_is_typed_last_counts(cast: Cast, plan: Plan, as_: As) -> None:
    """The heading’s page shows a field for the row that was typed alone, takes what is typed there, lists it as
    corrected, and nothing comes of it."""
    text = (
        f"{HEAD},{LONG}\nB1,B,Do it,Done,June 2024,Head of SEND,Begun\nB2,B,Tell it,Told,June 2024,Head of SEND,Told\n"
    )
    file = brought(cast.notice, text.encode(), cast["lead"], name="plan.csv", plan=plan)
    type_in(cast, file, "actions/1/milestones/0/label", "Alone")
    (doubt,) = (each for each in check(file).left if each.asks is Asks.TOO_LONG)
    lead = as_("lead")
    form = lead.get(address("settle", file, doubt.key)).context["form"]
    assert list(form.paths.values()) == [f"actions/{number}/milestones/0/label" for number in (0, 1)]
    shown = form["value_1"].value()
    sent = {"how": "corrected", "seen_version": 0, "value_0": "One", "value_1": "Two"}
    assert lead.post(address("settle", file, doubt.key), sent).status_code == 302
    labels = [each.milestones[0].label.value for each in now(file).draft.actions]
    assert (shown, labels) == ("Alone", ["One", "Two"])


def test_a_heading_of_many_rows_can_be_shortened(cast: Cast, plan: Plan, as_: As) -> None:
    rows = [f"B{number},B,Do thing {number},Done,June 2024,Head of SEND,Begun" for number in range(1, 901)]
    file = brought(cast.notice, "\n".join([f"{HEAD},{LONG}", *rows]).encode(), cast["lead"], name="plan.csv", plan=plan)
    (doubt,) = (each for each in check(file).left if each.asks is Asks.TOO_LONG)
    label = "Strategy agreed with schools, health partners and families, and published"
    assert len(label) <= 80
    sent = {"how": "corrected", "seen_version": 0, "value_0": label}
    done = as_("lead").post(address("settle", file, doubt.key), sent)
    assert done.status_code == 302, done.context["form"].errors


@pytest.mark.parametrize("typed", ["", "x" * 81])
def test_a_heading_is_not_settled_by_a_name_that_hinders_every_row(cast: Cast, plan: Plan, as_: As, typed: str) -> None:
    rows = [f"B{number},B,Do thing {number},Done,June 2024,Head of SEND,Begun" for number in range(1, 41)]
    file = brought(cast.notice, "\n".join([f"{HEAD},{LONG}", *rows]).encode(), cast["lead"], name="plan.csv", plan=plan)
    (doubt,) = (each for each in check(file).left if each.asks is Asks.TOO_LONG)
    sent = {"how": "corrected", "seen_version": 0, "value_0": typed}
    page = as_("lead").post(address("settle", file, doubt.key), sent)
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"value_0"}
    assert doubt in now(file).left


def test_a_target_that_is_called_nothing_in_the_plan_hinders_no_other_row_of_its_workbook(
    cast: Cast, plan: Plan, as_: As
) -> None:
    """Until 264cf1c a blank cell of the sheet of targets was entered as that. No file changes a target that stands."""
    enter(kpis_of(cast, plan, JUDGED), cast)
    Target.objects.filter(kpi__plan=plan).update(label="")
    taken = as_("lead").get(reverse("bringing:plan-workbook", args=["devon", plan.slug])).content
    file = brought(cast.notice, taken, cast["lead"], name="plan.xlsx", plan=plan)
    assert [each.says for each in now(file).hindrances] == []


def test_a_row_that_is_saved_as_it_was_shown_changes_nothing_of_a_label_of_two_lines(
    cast: Cast, plan: Plan, as_: As
) -> None:
    taken = as_("lead").get(reverse("bringing:plan-workbook", args=["devon", plan.slug])).content
    book = openpyxl.load_workbook(io.BytesIO(taken))
    book["Milestones"].append(["B1", "Milestone 1\nof two", date(2024, 5, 31), "Begun"])
    file = brought(cast.notice, saved(book), cast["lead"], name="plan.xlsx", plan=plan)
    settle(cast, file)
    form = as_("lead").get(address("change-row", file, "actions", 0)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    (label,) = (name for name, path in form.paths.items() if path.endswith("/label"))
    sent[label] = str(sent[label]).replace("\n", "")  # as a browser does with a field of one line
    as_("lead").post(address("change-row", file, "actions", 0), sent)
    assert now(file).draft.actions[0].milestones[0].label.value != "Milestone 1of two"


@pytest.mark.parametrize("met", [False, True])
def test_a_milestone_of_another_name_and_day_is_another_one_also_in_the_same_words(cast: Cast, met: bool) -> None:
    """A plan that reports to its board each quarter drops the last one and adds the next."""

    def rolling(plan: Plan | None, *quarters: tuple[int, str]) -> PlanDraft:
        head = ",".join(f"Milestone {number} – {day}" for number, day in quarters)
        return steps(cast, plan, head, ",".join("Report to the board" for _ in quarters))

    plan = enter(rolling(None, (1, "End March 2024"), (2, "End June 2024")), cast).plan
    first = Milestone.objects.filter(label="Milestone 1")
    first.update(met_on=date(2024, 2, 20) if met else None)
    enter(rolling(plan, (2, "End June 2024"), (3, "End September 2024")), cast)
    assert set(Milestone.objects.values_list("label", flat=True)) == {"Milestone 1", "Milestone 2", "Milestone 3"}
    assert first.get().due_on == date(2024, 3, 31)


def test_the_day_of_a_heading_of_kpis_is_not_that_of_milestones(cast: Cast, plan: Plan) -> None:
    text = "Code,KPI,Section,Baseline,Milestone 1\nB-K1,Plans judged good,B,10,20\nB-K2,Calls answered,B,30,40\n"
    one = brought(cast.notice, text.encode(), cast["lead"], name="kpis.csv", plan=plan)
    (asked,) = (each for each in check(one).left if each.asks is Asks.TARGET_DATE)
    days = {path: "31 January 2024" for path in asked.about if path.startswith("kpis/")}
    actions.say(file=one, answers={asked.key: Answer(How.CORRECTED, days)}, by=cast["lead"], at=NOW, seen={})
    settle(cast, one)
    enter(one, cast)
    text = f"{HEAD},Milestone 1\n{FIRST[0]},Begun\n{FIRST[1]},\n"
    two = brought(cast.notice, text.encode(), cast["lead"], name="plan.csv", plan=plan)
    assert [each.asks for each in check(two).left] == [Asks.TARGET_DATE]


def test_a_long_target_is_left_open(cast: Cast, plan: Plan, as_: As) -> None:
    words = "To be agreed with partners after the review of the pathway in the autumn term of the coming year"
    file = brought(
        cast.notice, f"{KPIS}B-K1,Plans judged good,B,10,{words}\n".encode(), cast["lead"], name="plan.csv", plan=plan
    )
    (doubt,) = (each for each in check(file).left if each.about == ("kpis/0/targets/0/rule",))
    assert as_("lead").post(address("settle", file, doubt.key), {"how": "open", "seen_version": 0}).status_code == 302
    assert [each.says for each in now(file).left if "kpis/0/targets/0/rule" in each.about] == []


def test_what_a_page_says_of_ticks_that_is_nonsense_is_no_error_of_ours(cast: Cast, plan: Plan, as_: As) -> None:
    file = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan)
    for ticked in ("[" * 100_000, "{}", "[1]", "nonsense"):
        sent = {"seen": "x", "ticked": ticked, "note": "x"}
        assert as_("lead").post(address("enter", file), sent).status_code == 200
