"""Milestones of a file that comes back: those of one name are told apart, one that is met keeps its day."""

import io
from datetime import date

import openpyxl
import pytest

from bringing import actions, standing
from bringing.actions.steps import Step, matched
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.writing import About, write_workbook
from plans.models import Action, Milestone
from plans.reading.history import read_history
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import HEAD, csv_of
from tests.bringing.test_entering import enter
from tests.cast import Cast
from tests.factories import NOW

JUNE, DECEMBER, MARCH = date(2023, 6, 30), date(2023, 12, 31), date(2024, 3, 31)
ONE, TWO = ("Review", JUNE, "One"), ("Review", DECEMBER, "Two")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([ONE, TWO], {0: 0, 1: 1}),
        ([TWO, ONE], {0: 1, 1: 0}),
        ([ONE, ("Review", DECEMBER, "Two and more")], {0: 0, 1: 1}),
        ([("Review", DECEMBER, "Two and more"), ("REVIEW", JUNE, "One and more")], {0: 1, 1: 0}),
        ([("Review", MARCH, "Two"), ONE], {1: 0, 0: 1}),
        ([("Review", MARCH, "Three"), ONE], {1: 0, 0: 1}),
        ([ONE, TWO, ("Review", MARCH, "Three")], {0: 0, 1: 1}),
        ([("Review", MARCH, "Three"), ("Review", MARCH, "Four")], {}),
        ([("Review", MARCH, "Three")], {}),
    ],
)
def test_milestones_of_one_name_are_told_apart_by_day_and_words(wanted: list[Step], found: dict[int, int]) -> None:
    assert matched([ONE, TWO], wanted) == found


def test_one_without_a_day_is_known_by_its_words_when_it_gets_a_day_and_another_name() -> None:
    there = [("Milestones", None, "One"), ("Review", DECEMBER, "Two")]
    assert matched(there, [("Draft", MARCH, "One"), ("Agreed", MARCH, "Two")]) == {0: 0}


def test_by_its_words_alone_it_is_none_that_was_known_already_by_more_than_these() -> None:
    undated = ("Milestones", None, "One")
    assert matched([undated], [undated, ("Draft", MARCH, "One")]) == {0: 0}
    assert matched([ONE, undated], [ONE]) == {0: 0}


def returned(cast: Cast, typed: dict[str, object]) -> PlanDraft:
    """The plan's workbook as it comes back, with these cells of its milestones typed over."""
    plan = cast.action.plan
    about = About(plan.uid, plan.title, str(cast.notice), str(cast["lead"]), NOW)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(about, standing.rows_of(plan))))
    for cell in (cell for row in book["Milestones"].iter_rows() for cell in row):
        said = cell.value.isoformat()[:10] if hasattr(cell.value, "isoformat") else cell.value
        cell.value = typed.get(str(said), cell.value)
    out = io.BytesIO()
    book.save(out)
    file = brought(cast.notice, out.getvalue(), cast["lead"], name="plan.xlsx", plan=plan)
    settle_all(file, cast["lead"], cast.notice.council.name)
    return file


def twins(cast: Cast) -> Action:
    Milestone.objects.filter(action=cast.action).delete()
    for label, due_on, text in (ONE, TWO):
        made = make.Milestone(notice=cast.notice, action=cast.action, label=label, due_on=due_on, text=text)
        made.history.model.objects.filter(id=made.pk).update(history_date=NOW)
    return cast.action


def stand(action: Action) -> list[tuple[date, str]]:
    return list(Milestone.objects.filter(action=action).order_by("due_on", "pk").values_list("due_on", "text"))


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_the_second_of_two_milestones_of_one_name_is_changed_where_it_stands(cast: Cast) -> None:
    action = twins(cast)
    said = enter(returned(cast, {"Two": "Two and more"}), cast)
    assert (stand(action), said.elsewhere) == ([(JUNE, "One"), (DECEMBER, "Two and more")], ())


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_those_that_cannot_be_told_apart_are_left_alone_and_told(cast: Cast) -> None:
    action = twins(cast)
    moved = {str(JUNE): date(2023, 8, 31), str(DECEMBER): MARCH, "One": "A", "Two": "B", action.title: "Another"}
    file = returned(cast, moved)
    assert check(PlanDraft.objects.get(pk=file.pk)).differences
    said = enter(file, cast)
    assert stand(action) == [(JUNE, "One"), (DECEMBER, "Two")]
    assert said.changed == 0
    assert said.elsewhere == (
        "Action A1: Milestones “Review” cannot be told apart by day or words: change them on the action’s page",
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_milestone_that_is_met_keeps_its_day_and_of_one_that_moves_the_day_before_is_told(cast: Cast) -> None:
    action = twins(cast)
    Milestone.objects.filter(action=action, due_on=JUNE).update(met_on=JUNE)
    said = enter(returned(cast, {str(JUNE): date(2023, 8, 31), str(DECEMBER): MARCH}), cast)
    assert stand(action) == [(JUNE, "One"), (MARCH, "Two")]
    assert said.elsewhere == ("A1: milestone “Review” is met: change it on the milestone’s page",)
    written = [each.said["due_on"] for each in read_history(action) if each.kind == "milestone" and each.sign == "~"]
    assert written == [MARCH.isoformat()]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_ref_that_is_left_as_it_stands_stays_though_other_words_are_entered(cast: Cast) -> None:
    plan, action = cast.action.plan, cast.action
    rows = f"Ref,Section,Action\na1,{action.section.letter},Write the whole of it\n"
    file = brought(cast.notice, rows.encode(), cast["lead"], name="plan.csv", plan=plan)
    settle_all(file, cast["lead"], cast.notice.council.name)
    enter(file, cast, settled=actions.Settled(left_out=frozenset({("action", "a1", "key")})))
    action.refresh_from_db()
    assert (action.ref, action.what) == ("A1", "Write the whole of it")


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_what_was_reported_of_a_month_is_no_milestone_of_the_plan_that_is_entered(cast: Cast) -> None:
    row = "B1,B,Do it,Done,September 2024,Head of SEND,Amber,Two were seen,It is agreed"
    enter(csv_of(cast, None, f"{HEAD},RAG July 2023,Progress July 2023,Phase 1 – July 2024\n{row}\n"), cast)
    assert [(each.label, each.text) for each in Milestone.objects.all()] == [("Phase 1", "It is agreed")]
