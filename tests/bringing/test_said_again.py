"""What a council’s own file says as an earlier one did is no news: what was changed or left here since stays, unless
somebody chooses otherwise."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions
from bringing.models import PlanDraft
from bringing.plain import Change
from bringing.writing import write_empty
from notices.conflicts import Refused
from plans.models import Action, Milestone, Plan
from tests.bringing.files import brought
from tests.bringing.newer import B3, FIRST, address, draft, enter, now, sent_as_shown, settle
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
LEFT = actions.Settled(left_out=frozenset({("action", "B2", "success")}))


def test_what_a_file_says_again_stays_as_it_was_left_or_changed_here_since(cast: Cast, plan: Plan) -> None:
    """Else the council’s document, which knows nothing of what was changed here, would take it back."""
    first = draft(cast, [FIRST[0].replace("strategy", "plan").replace("It is", "All is"), FIRST[1]], plan)
    enter(first, cast, actions.Settled(left_out=frozenset({("action", "B1", "what")})))
    Action.objects.filter(plan=plan, ref="B2").update(success="They know it by heart")
    again = draft(cast, [FIRST[0].replace("strategy", "plan").replace("It is", "Most is"), FIRST[1]], plan)
    found = {each.row.key: each.changes for each in now(again).differences if each.changes}
    assert found == {
        "B1": (
            Change("what", "Write the strategy", "Write the plan", is_old=True),
            Change("success", "All is written", "Most is written"),
        ),
        "B2": (Change("success", "They know it by heart", "They know", is_old=True),),
    }


def test_what_was_changed_here_and_in_the_councils_own_file_is_a_conflict(cast: Cast, plan: Plan) -> None:
    Action.objects.filter(plan=plan, ref="B2").update(success="They know it by heart")
    enter(draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan), cast, LEFT)
    file = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1].replace("They know", "They feel it")], plan)
    (found,) = [each.changes for each in now(file).differences if each.changes]
    assert found == (Change("success", "They know it by heart", "They feel it", is_conflict=True),)


def test_the_same_file_after_a_change_here_takes_nothing_back_unless_that_is_chosen(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    Action.objects.filter(plan=plan, ref="B2").update(success="They know it by heart")
    file = draft(cast, FIRST, plan)
    address = reverse("bringing:enter", args=["devon", file.uid])
    page = as_("lead").get(address)
    assert "An earlier file said this already" in page.content.decode()
    form = page.context["form"]
    assert form["leave"].value() == ["action|B2|success"]
    sent = {"note": "Again", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()}
    left = as_("lead").post(address, sent | {"leave": form["leave"].value()}, follow=True).content.decode()
    assert "Nothing of “Our plan” was changed" in left
    assert plan.editions.count() == 1, "no version for that"
    assert plan.actions.get(ref="B2").success == "They know it by heart"
    again = draft(cast, FIRST, plan)
    address = reverse("bringing:enter", args=["devon", again.uid])
    form = as_("lead").get(address).context["form"]
    sent = {"note": "Again", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()}
    assert as_("lead").post(address, sent).status_code == 302
    assert plan.actions.get(ref="B2").success == "They know"


def test_a_wording_that_was_left_and_is_put_right_later_is_no_conflict(cast: Cast, plan: Plan) -> None:
    left = actions.Settled(left_out=frozenset({("action", "B1", "success")}))
    enter(draft(cast, [FIRST[0].replace("It is written", "It is writen"), FIRST[1]], plan), cast, left)
    file = draft(cast, [FIRST[0].replace("It is written", "It is written well"), FIRST[1]], plan)
    assert [change for each in now(file).differences for change in each.changes] == [
        Change("success", "It is written", "It is written well")
    ]


def test_a_milestone_that_stayed_makes_no_conflict_of_the_next_one(cast: Cast) -> None:
    def steps(*told: str) -> bytes:
        head = "Ref,Section,Action,Outcome,By when,Accountable,One – End July 2024,Two – End August 2024"
        return f"{head}\nB1,B,Do it,Done,September 2024,Head of SEND,{','.join(told)}\n".encode()

    def file(*told: str, plan: Plan | None = None) -> PlanDraft:
        found = brought(cast.notice, steps(*told), cast["lead"], name="plan.csv", plan=plan)
        settle(cast, found)
        return found

    plan = enter(file("Begun", "Drafted"), cast).plan
    enter(file("", "Drafted", plan=plan), cast)
    changes = [change for each in now(file("", "Agreed", plan=plan)).differences for change in each.changes]
    assert [(each.field, each.stays) for each in changes] == [("milestones", False)]
    Milestone.objects.filter(action__plan=plan, label="One").update(text="Begun well")
    enter(file("", "Drafted", plan=plan), cast)
    changes = [change for each in now(file("Begun again", "Drafted", plan=plan)).differences for change in each.changes]
    assert [(each.field, each.is_conflict) for each in changes] == [("milestones", True)], "it was changed here"


def test_a_due_date_and_its_words_stay_or_change_together(cast: Cast, plan: Plan) -> None:
    awaited = FIRST[0].replace("June 2024", "TBC").replace("B1", "B3")
    enter(draft(cast, [*FIRST, awaited], plan), cast)
    Action.objects.filter(plan=plan, ref="B3").update(by_when_printed="To be confirmed by the board")
    file = draft(cast, [*FIRST, awaited.replace("TBC", "August 2024")], plan)
    found = {change.field: change.is_conflict for each in now(file).differences for change in each.changes}
    assert found == {"by_when": True, "due_on": True}
    with pytest.raises(Refused, match="stay or change together: tick both, or neither"):
        enter(file, cast, actions.Settled(left_out=frozenset({("action", "B3", "by_when")})))


def test_a_page_that_is_shown_again_leaves_what_was_changed_here_meanwhile(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    file = draft(cast, [FIRST[0], FIRST[1].replace("They know", "They feel it")], plan)
    address = reverse("bringing:enter", args=["devon", file.uid])
    form = as_("lead").get(address).context["form"]
    Action.objects.filter(plan=plan, ref="B2").update(success="They know it by heart")
    sent = {"note": "Again", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()}
    page = as_("lead").post(address, sent)
    assert "have changed since you opened this page" in page.content.decode()
    form = page.context["form"]
    assert form["leave"].value() == ["action|B2|success"]
    unticked = sent | {"seen": form["seen"].value(), "ticked": form["ticked"].value()}
    Action.objects.filter(plan=plan, ref="B1").update(success="It is read")
    form = as_("lead").post(address, unticked).context["form"]
    assert form["leave"].value() == ["action|B1|success"], "what was unticked stays so, what is new is ticked"
    sent |= {"seen": form["seen"].value(), "leave": ["action|B1|success", "action|B2|success"]}
    assert as_("lead").post(address, sent).status_code == 302
    assert plan.actions.get(ref="B2").success == "They know it by heart"


def test_a_difference_that_was_left_and_is_gone_meanwhile_is_a_plan_that_changed(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    rows = [FIRST[0].replace("It is", "All is"), FIRST[1].replace("They know", "They feel it")]
    file = draft(cast, rows, plan)
    address = reverse("bringing:enter", args=["devon", file.uid])
    form = as_("lead").get(address).context["form"]
    Action.objects.filter(plan=plan, ref="B2").update(success="They feel it")
    sent = {"note": "", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()}
    page = as_("lead").post(address, sent | {"leave": ["action|B1|success", "action|B2|success"]})
    assert page.context["form"].errors["__all__"] == [
        "Plan or draft have changed since you opened this page: look at it, then enter it"
    ]
    assert page.context["form"]["leave"].value() == ["action|B1|success"]
    assert plan.actions.get(ref="B1").success == "It is written"


def test_a_file_that_agrees_with_the_plan_is_kept_and_newer_ones_are_compared_with_it(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    """Else a third file that takes the second back would be taken for one that says again what the first said."""
    rows = [FIRST[0], FIRST[1].replace("They know", "They feel it")]
    Action.objects.filter(plan=plan, ref="B2").update(success="They feel it")
    file = draft(cast, rows, plan)
    assert "Keep the file" in as_("lead").get(reverse("bringing:check", args=["devon", file.uid])).content.decode()
    address = reverse("bringing:enter", args=["devon", file.uid])
    page = as_("lead").get(address)
    assert "Nothing differs: the plan says all of this already" in page.content.decode()
    form = page.context["form"]
    sent = {"seen": form["seen"].value(), "sent_as": form["sent_as"].value()}
    said = as_("lead").post(address, sent, follow=True).content.decode()
    assert "Nothing of “Our plan” was changed: it says all of this already. The file is kept" in said
    assert plan.editions.count() == 1
    assert PlanDraft.objects.get(pk=file.pk).document is not None
    again = draft(cast, FIRST, plan)
    (found,) = (each.changes for each in now(again).differences if each.changes)
    assert found == (Change("success", "They feel it", "They know", is_old=True),), "an older file takes nothing back"
    third = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan)
    taken_back = {each.row.key: each.changes for each in now(third).differences if each.changes}["B2"]
    assert taken_back == (Change("success", "They feel it", "They know"),), "a newer one does"


def test_of_a_file_whose_differences_are_all_made_elsewhere_nothing_is_entered_and_it_is_said_so_before(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    """“Enter the plan” and “The new version” stood there, and then nothing was changed."""
    moved = [FIRST[0].replace("June 2024", "August 2024"), FIRST[1]]
    file = draft(cast, moved, plan)
    page = as_("lead").get(address("enter", file))
    shown = page.content.decode()
    assert "Nothing in the plan changes: what differs stays as it stands, or is changed where it is said" in shown
    assert ("Keep the file" in shown, "The new version" in shown, "note" in page.context["form"].fields) == (
        True,
        False,
        False,
    )
    sent_as_shown(as_("lead"), file)
    assert PlanDraft.objects.get(pk=file.pk).entered_at is not None
    assert plan.editions.count() == 1
    worded = draft(cast, [moved[0], FIRST[1].replace("They know", "They feel it")], plan)
    shown = as_("lead").get(address("enter", worded)).content.decode()
    assert ("Keep the file" in shown, "The new version" in shown) == (False, True)


def test_where_all_is_ticked_to_stay_it_is_said_that_nothing_changes(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    lead, says = as_("lead"), "Nothing in the plan changes</b> as long as all of it is ticked to stay"
    rows = [FIRST[0], FIRST[1].replace("They know", "They feel it")]
    file = draft(cast, rows, plan)
    assert says not in lead.get(address("enter", file)).content.decode()
    Action.objects.filter(plan=plan, ref="B2").update(success="They know it by heart")
    again = draft(cast, FIRST, plan)
    assert says in lead.get(address("enter", again)).content.decode()
    new = draft(cast, [*FIRST, B3], plan)
    assert says not in lead.get(address("enter", new)).content.decode(), "a row is new"


def test_the_empty_cell_of_the_template_for_where_a_plan_is_from_takes_nothing_back(cast: Cast) -> None:
    """The file’s own name was put there, and the same file again would empty it."""
    book = openpyxl.load_workbook(io.BytesIO(write_empty()))
    told = {"Plan": ["Our plan"], "Sections": ["A", "Strategy"], "Actions": ["A1", "A", "Do it", "Do it well"]}
    for sheet, row in told.items():
        book[sheet].append(row)
    out = io.BytesIO()
    book.save(out)
    first = brought(cast.notice, out.getvalue(), cast["lead"], name="filled.xlsx")
    settle(cast, first)
    plan = enter(first, cast).plan
    assert plan.source_note == "Read from filled.xlsx"
    again = brought(cast.notice, out.getvalue(), cast["lead"], name="filled.xlsx", plan=plan)
    assert now(again).differences == ()
    book["Plan"]["B3"] = "The board’s papers"
    out = io.BytesIO()
    book.save(out)
    changed = brought(cast.notice, out.getvalue(), cast["lead"], name="filled.xlsx", plan=plan)
    (found,) = now(changed).differences
    assert found.changes == (Change("source_note", "Read from filled.xlsx", "The board’s papers"),)


def test_the_same_file_that_changed_nothing_is_not_kept_twice(cast: Cast, plan: Plan) -> None:
    again = draft(cast, FIRST, plan)
    assert (now(again).differences, now(again).is_ready) == ((), False)
    with pytest.raises(Refused, match="the plan says all of this already"):
        enter(again, cast)


def test_what_no_file_changes_is_told_again_below_what_is_new_and_is_nothing_to_enter(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    later = FIRST[0].replace("June", "August")
    enter(draft(cast, [later.replace("It is", "All is"), FIRST[1]], plan), cast)
    file = draft(cast, [later.replace("It is", "All is"), FIRST[1].replace("July", "May")], plan)
    address = reverse("bringing:enter", args=["devon", file.uid])
    page = as_("lead").get(address)
    assert [(row[0], row[4]) for row in page.context["elsewhere"]] == [
        ("Action B2 Tell families", "May 2024; 31 May 2024")
    ]
    assert [(row[0], row[4]) for row in page.context["elsewhere_before"]] == [
        ("Action B1 Write the strategy", "August 2024; 31 August 2024")
    ]
    assert "1 difference that an earlier file had already" in page.content.decode()
    assert reverse("plans:action", args=["devon", plan.slug, "B2"]) in page.content.decode(), "there it is changed"
    done = enter(file, cast)
    assert (done.changed, done.edition) == (0, None)
    assert done.elsewhere == (
        "Action B2: Its date is settled and moves by a decision: ask for another one on the action’s page",
    ), "what was told before is not told again"


def test_an_older_file_takes_back_nothing_of_a_newer_one(cast: Cast, plan: Plan, as_: Callable[[str], Client]) -> None:
    newer = [FIRST[0].replace("strategy", "whole strategy"), FIRST[1].replace("They know", "They feel it")]
    enter(draft(cast, newer, plan), cast)
    file = draft(cast, FIRST, plan)
    found = now(file)
    assert {change.is_old for each in found.differences for change in each.changes} == {True}
    assert found.against.overtaken == NOW
    page = as_("lead").get(reverse("bringing:enter", args=["devon", file.uid]))
    assert "This very file was entered on" in page.content.decode()
    assert page.context["changed"] == []
    assert "2 differences that an earlier file had already" in page.content.decode()
    assert len(page.context["form"]["leave"].value()) == 2
