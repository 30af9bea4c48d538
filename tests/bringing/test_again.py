"""A newer file of a plan: what is new, changed and gone, field by field; what is left out; what both have changed."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions, standing
from bringing.actions.applying import not_here
from bringing.actions.entering import seen_of
from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.plain import Change, Difference, Kind
from bringing.reading import Role
from bringing.settling import Answer, How, key_of, key_of_row
from kpis.quality import Matter, of_actions
from notices.conflicts import Refused
from people.models import Post
from plans.models import Action, Plan
from plans.reading.actions import answering
from tests.bringing.files import brought, settle_all
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
HEAD = "Ref,Section,Action,Outcome,By when,Accountable"
FIRST = (
    "B1,B,Write the strategy,It is written,June 2024,Head of Communications",
    "B2,B,Tell families,They know,July 2024,Head of SEND",
)
LEFT = actions.Settled(left_out=frozenset({("action", "B2", "success")}))


def csv(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def draft(cast: Cast, rows: Iterable[str], plan: Plan | None = None, stamp: str = "") -> PlanDraft:
    file = brought(cast.notice, csv(*rows), cast["lead"], name="plan.csv", plan=plan)
    PlanDraft.objects.filter(pk=file.pk).update(stamp=stamp)
    settle(cast, file)
    return file


def settle(cast: Cast, file: PlanDraft) -> None:
    checked = check(file)
    titles = {
        f"sections/{at}/title": "Communication" for at, each in enumerate(checked.read.sections) if not each.title.value
    }
    asked = {each.key: Answer(How.CORRECTED, titles) for each in checked.left if set(each.about) & titles.keys()}
    wanted = {
        each.key: Answer(How.CORRECTED, {"title": "Our plan"}) for each in checked.left if each.about == ("title",)
    }
    actions.say(file=file, answers=asked | wanted, by=cast["lead"], at=NOW, seen={})
    settle_all(file, cast["lead"], cast.notice.council.name)


def now(file: PlanDraft) -> Checked:
    return check(PlanDraft.objects.get(pk=file.pk))


def enter(file: PlanDraft, cast: Cast, settled: actions.Settled | None = None) -> actions.Entered:
    file = PlanDraft.objects.get(pk=file.pk)
    new = None if file.plan else actions.New("Our plan", "our-plan")
    told: dict[str, Any] = {"note": "Newer", "by": cast["lead"], "at": NOW, "seen": seen_of(check(file))}
    return actions.enter_plan(file=file, new=new, settled=settled or actions.Settled(), **told)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return enter(draft(cast, FIRST), cast).plan


def changes(file: PlanDraft) -> dict[str, list[tuple[str, Any, Any]]]:
    return {
        each.row.key: [(change.field, change.before, change.after) for change in each.changes]
        for each in now(file).differences
        if each.changes
    }


def test_a_newer_file_says_what_is_new_changed_and_gone(cast: Cast, plan: Plan) -> None:
    file = draft(
        cast,
        [FIRST[0].replace("strategy", "whole strategy"), "B3,B,Ask schools,They answer,July 2024,Head of SEND"],
        plan,
    )
    found = now(file)
    assert changes(file) == {"B1": [("what", "Write the strategy", "Write the whole strategy")]}
    assert [each.row.key for each in found.differences if each.is_new] == ["B3"]
    assert [each.row.key for each in found.differences if each.is_gone and each.row.kind is Kind.ACTION] == ["B2"]


def test_it_is_entered_as_the_next_version_and_updates_and_history_stay(cast: Cast, plan: Plan) -> None:
    action = plan.actions.get(ref="B1")
    before = action.history.count()
    file = draft(cast, [FIRST[0].replace("strategy", "whole strategy"), FIRST[1]], plan)
    done = enter(file, cast)
    assert (done.new, done.changed, done.retired) == (0, 1, 0)
    assert done.edition is not None
    assert done.edition.number == 2
    again = Action.objects.get(pk=action.pk)
    assert (again.what, again.uid) == ("Write the whole strategy", action.uid)
    assert again.title == "Write the whole strategy", "a short name that was made of the first words follows them"
    assert again.history.count() == before + 1


def test_an_action_that_is_gone_stays_unless_somebody_retires_it_with_a_reason(cast: Cast, plan: Plan) -> None:
    file = draft(cast, [FIRST[0].replace("strategy", "whole strategy")], plan)
    enter(file, cast)
    assert plan.actions.filter(ref="B2").exists()
    file = draft(cast, [FIRST[0].replace("strategy", "strategy again")], plan)
    enter(file, cast, actions.Settled(retired={"B2": "Done elsewhere"}))
    assert Action.whole.get(plan=plan, ref="B2").retired_why == "Done elsewhere"


def test_what_is_left_as_it_stands_stays(cast: Cast, plan: Plan) -> None:
    file = draft(cast, [FIRST[0].replace("strategy", "plan").replace("It is", "All is"), FIRST[1]], plan)
    enter(file, cast, actions.Settled(left_out=frozenset({("action", "B1", "what")})))
    row = plan.actions.get(ref="B1")
    assert (row.what, row.success) == ("Write the strategy", "All is written")


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


def test_a_due_date_and_its_words_stay_or_change_together(cast: Cast, plan: Plan) -> None:
    awaited = FIRST[0].replace("June 2024", "TBC").replace("B1", "B3")
    enter(draft(cast, [*FIRST, awaited], plan), cast)
    Action.objects.filter(plan=plan, ref="B3").update(by_when_printed="To be confirmed by the board")
    file = draft(cast, [*FIRST, awaited.replace("TBC", "August 2024")], plan)
    found = {change.field: change.is_conflict for each in now(file).differences for change in each.changes}
    assert found == {"by_when": True, "due_on": True}


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
    sent |= {"seen": form["seen"].value(), "leave": form["leave"].value()}
    assert as_("lead").post(address, sent).status_code == 302
    assert plan.actions.get(ref="B2").success == "They know it by heart"


def test_a_date_that_moves_by_a_decision_is_told_and_not_moved(cast: Cast, plan: Plan) -> None:
    file = draft(cast, [FIRST[0].replace("June", "August").replace("It is", "All is"), FIRST[1]], plan)
    done = enter(file, cast)
    assert done.elsewhere == (
        "Action B1: Its date is settled and moves by a decision: ask for another one on the action’s page",
    )
    row = plan.actions.get(ref="B1")
    assert (row.due_on.month, row.success) == (6, "All is written")  # type: ignore[union-attr]
    assert row.by_when_printed == "June 2024", "the printed words name no other date than the one that counts"


def test_what_no_file_changes_is_told_again_below_what_is_new_and_is_nothing_to_enter(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    later = FIRST[0].replace("June", "August")
    enter(draft(cast, [later.replace("It is", "All is"), FIRST[1]], plan), cast)
    file = draft(cast, [later.replace("It is", "All is"), FIRST[1].replace("July", "May")], plan)
    address = reverse("bringing:enter", args=["devon", file.uid])
    page = as_("lead").get(address)
    assert [(row[0], row[3]) for row in page.context["elsewhere"]] == [("Action B2", "May 2024; 31 May 2024")]
    assert [(row[0], row[3]) for row in page.context["elsewhere_before"]] == [
        ("Action B1", "August 2024; 31 August 2024")
    ]
    assert "1 difference that an earlier file had already" in page.content.decode()
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
    assert found.overtaken == NOW
    page = as_("lead").get(reverse("bringing:enter", args=["devon", file.uid]))
    assert "This very file was entered on" in page.content.decode()
    assert page.context["changed"] == []
    assert "2 differences that an earlier file had already" in page.content.decode()
    assert len(page.context["form"]["leave"].value()) == 2


def test_printed_words_of_another_day_are_not_changed_without_the_day(cast: Cast, plan: Plan) -> None:
    stamp = actions.keep_taken(plan=plan, rows=standing.rows_of(plan), at=NOW)
    file = draft(cast, [FIRST[0].replace("June 2024", "30 June 2024"), FIRST[1]], plan, stamp=stamp)
    assert [change.field for each in now(file).differences for change in each.changes] == ["by_when"]
    assert enter(file, cast).elsewhere == (), "they name the same day"
    action = plan.actions.get(ref="B1")
    row = next(each for each in standing.rows_of(plan) if each.key == "B1")
    for words in ("Spring term 2025", "July 2024", "TBC"):
        alone = Difference(row, row, row, (Change("by_when", "June 2024", words),))
        assert list(not_here(alone, action)) == ["by_when"]


def test_an_emptied_short_name_is_no_other_one(cast: Cast, plan: Plan) -> None:
    Action.objects.filter(plan=plan, ref="B1").update(title="The strategy")
    content = (
        csv(*FIRST).replace(b"Ref,", b"Short title,Ref,").replace(b"B1,B", b",B1,B").replace(b"B2,B", b"Families,B2,B")
    )
    file = brought(cast.notice, content, cast["lead"], name="plan.csv", plan=plan)
    assert changes(file) == {"B2": [("title", "Tell families", "Families")]}


def test_a_new_action_that_is_due_before_the_plan_hinders_before_anything_is_entered(cast: Cast, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(starts_on="2023-01-01")
    rows = [f"B{at},B,Do it,Done,June 202{at},Head of SEND" for at in (2, 3)]
    file = draft(cast, [FIRST[0], *(row.replace("B2", "B8").replace("B3", "B9") for row in rows)], plan)
    (hindrance,) = now(file).hindrances
    assert hindrance.name == "Action B8"
    assert hindrance.says.startswith("It is due on 30 June 2022, before the plan, which runs from 1 January 2023")


def test_a_section_that_has_another_letter_here_is_no_second_one(cast: Cast, plan: Plan) -> None:
    plan.sections.update(letter="D")
    (hindrance,) = now(draft(cast, FIRST, plan)).hindrances
    assert hindrance.says == (
        "“Communication” is section D of the plan: give it and its rows that letter, or another title"
    )


def test_an_edited_workbook_changes_only_what_was_edited_and_what_both_changed_is_a_conflict(
    cast: Cast, plan: Plan
) -> None:
    stamp = actions.keep_taken(plan=plan, rows=standing.rows_of(plan), at=NOW)
    here = draft(cast, [FIRST[0].replace("strategy", "strategy here").replace("It is", "All is"), FIRST[1]], plan)
    enter(here, cast)
    file = draft(
        cast,
        [FIRST[0].replace("strategy", "strategy there"), FIRST[1].replace("They know", "They feel it")],
        plan,
        stamp=stamp,
    )
    found = {each.row.key: each.changes for each in now(file).differences}
    assert found == {
        "B1": (Change("what", "Write the strategy here", "Write the strategy there", is_conflict=True),),
        "B2": (Change("success", "They know", "They feel it"),),
    }, "B1’s outcome was changed here alone, and is no change of the workbook’s"


def test_an_older_file_of_ours_that_nobody_changed_says_where_the_plan_has_moved_on(cast: Cast, plan: Plan) -> None:
    stamp = actions.keep_taken(plan=plan, rows=standing.rows_of(plan), at=NOW)
    unedited = draft(cast, FIRST, plan, stamp=stamp)
    assert now(unedited).says_nothing == "Nothing differs: the plan says all of this already"
    whole = [FIRST[0].replace("strategy", "whole strategy"), FIRST[1]]
    enter(draft(cast, [*whole, "B3,B,Ask schools,They answer,July 2024,Head of SEND"], plan), cast)
    found = now(unedited)
    assert found.differences == ()
    since = "changed in this file since it was taken; meanwhile the plan has moved on in B1 and B3"
    assert found.says_nothing == f"Nothing was {since}"
    assert now(draft(cast, whole, plan, stamp=stamp)).says_nothing == f"The plan says already what was {since}"


def test_a_row_that_is_left_out_does_not_come_in_and_asks_nothing(cast: Cast) -> None:
    file = brought(cast.notice, csv(*FIRST, "B2,B,Twice,It is,soon,Nobody known"), cast["lead"], name="plan.csv")
    checked = check(file)
    of_row = [each for each in checked.left if all(path.startswith("actions/2") for path in each.about)]
    assert of_row
    key = key_of_row("actions/2", checked.read)
    actions.say(file=file, answers={key: Answer(How.OUT)}, by=cast["lead"], at=NOW, seen={})
    after = now(file)
    assert [row.key for row in after.brought if row.kind is Kind.ACTION] == ["B1", "B2"]
    assert not any(each in after.left for each in of_row)


def test_a_value_that_nobody_doubted_can_be_changed(cast: Cast, plan: Plan) -> None:
    file = draft(cast, FIRST, plan)
    read = dict(now(file).read.values())["actions/0/what"]
    answers = {key_of("actions/0/what", read): Answer(How.CORRECTED, {"actions/0/what": "Write it well"})}
    actions.say(file=file, answers=answers, by=cast["lead"], at=NOW, seen={})
    assert changes(file) == {"B1": [("what", "Write the strategy", "Write it well")]}


def test_a_post_of_several_people_enters_as_one_to_be_split(cast: Cast) -> None:
    enter(draft(cast, ["B1,B,Do it,Done,June 2024,Delivery leads"]), cast)
    assert Post.objects.get(title="Delivery leads").plural


def test_an_outcome_that_nobody_said_is_in_the_data_quality_list(cast: Cast) -> None:
    plan = enter(draft(cast, ["B1,B,Do it,,June 2024,Head of SEND"]), cast).plan
    rows = plan.actions.select_related("plan", "section").prefetch_related(answering(NOW.date()))
    assert Matter.NO_OUTCOME in {each.matter for each in of_actions(rows)}


def test_a_plan_that_changed_meanwhile_refuses_nothing_that_was_not_shown(cast: Cast, plan: Plan) -> None:
    with pytest.raises(Refused, match="says all of this already"):
        enter(draft(cast, FIRST, plan), cast)


def test_a_file_changes_nothing_of_that_for_which_it_has_no_column(cast: Cast, plan: Plan) -> None:
    few = b"Ref,Section,Action\nB1,B,Write the whole strategy\nB2,B,Tell families\n"
    file = brought(cast.notice, few, cast["lead"], name="few.csv", plan=plan)
    assert changes(file) == {"B1": [("what", "Write the strategy", "Write the whole strategy")]}
    assert now(file).hindrances == ()


def test_a_new_action_of_such_a_file_has_to_say_who_is_accountable(cast: Cast, plan: Plan) -> None:
    few = b"Ref,Section,Action\nB1,B,Write the strategy\nB2,B,Tell families\nB3,B,Ask schools\n"
    file = brought(cast.notice, few, cast["lead"], name="few.csv", plan=plan)
    assert [(each.name, each.says) for each in now(file).hindrances] == [
        ("Action B3", "It is new, and the file does not say who is accountable: enter it, or leave the row out")
    ]


def test_what_a_column_holds_is_chosen_by_hand_and_remembered_for_the_next_file(cast: Cast, plan: Plan) -> None:
    head = b"Ref,Section,Action,Effect on us,Accountable\n"
    odd = head + b"B1,B,Write the strategy,%s,Head of Communications\nB2,B,Tell families,They know,Head of SEND\n"
    file = brought(cast.notice, odd % b"All is written", cast["lead"], name="odd.csv", plan=plan)
    table = now(file).read.tables[0]
    column = next(each for each in table.columns if each.heading == "Effect on us")
    assert column.role.value is Role.IGNORE
    said = {"holds": "actions", "heading_row": 1, "columns": {str(column.number): "success"}, "section": ""}
    actions.choose_tables(file=file, chosen={table.key: said}, seen_version=1)
    assert changes(file) == {"B1": [("success", "It is written", "All is written")]}
    settle_all(PlanDraft.objects.get(pk=file.pk), cast["lead"], cast.notice.council.name)
    enter(file, cast)
    after = brought(cast.notice, odd % b"More is written", cast["lead"], name="odd.csv", plan=plan)
    assert changes(after) == {"B1": [("success", "All is written", "More is written")]}
