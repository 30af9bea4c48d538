"""A newer file of a plan: what is new, changed and gone, field by field; what is left out; what both have changed."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions, standing
from bringing.actions.applying import not_here
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.plain import Change, Difference, Kind
from bringing.reading import Asks, Role
from bringing.settling import Answer, How, key_of, key_of_row
from kpis.quality import Matter, of_actions
from notices.conflicts import Refused
from people.models import Post
from plans.models import Action, Plan
from plans.reading.actions import answering, undated
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import FIRST, changes, csv, draft, enter, now
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]


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


def test_a_date_that_moves_by_a_decision_is_told_and_not_moved(cast: Cast, plan: Plan) -> None:
    file = draft(cast, [FIRST[0].replace("June", "August").replace("It is", "All is"), FIRST[1]], plan)
    done = enter(file, cast)
    assert done.elsewhere == (
        "Action B1: Its date is settled and moves by a decision: ask for another one on the action’s page",
    )
    row = plan.actions.get(ref="B1")
    assert (row.due_on.month, row.success) == (6, "All is written")  # type: ignore[union-attr]
    assert row.by_when_printed == "June 2024", "the printed words name no other date than the one that counts"


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


def test_what_is_in_place_since_a_day_that_is_yet_to_come_is_not_in_place(cast: Cast, plan: Plan) -> None:
    row = "B7,B,Do it,Done,Established March 2030,Head of SEND"
    (hindrance,) = now(draft(cast, [*FIRST, row], plan)).hindrances
    assert hindrance.name == "Action B7"
    assert hindrance.says.startswith("It is said to be in place since 31 March 2030, which is yet to come")
    assert now(draft(cast, [*FIRST, row.replace("2030", "2022")], plan)).hindrances == ()


def test_a_baseline_that_is_a_figure_of_a_day_to_come_is_asked_about_and_hinders(cast: Cast, plan: Plan) -> None:
    content = b"Code,Section,KPI,Baseline,Baseline date\nB-K9,B,Calls,12,31 March 2030\n"
    file = brought(cast.notice, content, cast["lead"], name="kpis.csv", plan=plan)
    (doubt,) = [each for each in now(file).left if each.asks is Asks.BASELINE_TO_COME]
    (hindrance,) = now(file).hindrances
    assert hindrance.name == "KPI B-K9"
    assert hindrance.says == (
        "Its baseline is a figure of 31 March 2030, which was yet to come when the file was brought: enter the day "
        "that it is of"
    )
    said = {doubt.key: Answer(How.OPEN)}
    actions.say(file=file, answers=said, by=cast["lead"], at=NOW, seen={})
    assert (now(file).hindrances, now(file).rows["kpis/0"].says["baseline_on_printed"]) == ((), "31 March 2030")


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
    rows = plan.actions.select_related("plan", "section").prefetch_related(answering(NOW.date()), undated())
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


def test_rows_in_another_order_are_told_and_the_plan_keeps_its_own(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    told = "The file has its actions in another order than the plan, which keeps its own."
    for rows, is_told in ((FIRST[::-1], True), (FIRST, False), (FIRST[1:], False)):
        file = draft(cast, rows, plan)
        for name in ("check", "enter"):
            page = as_("lead").get(reverse(f"bringing:{name}", args=["devon", file.uid])).content.decode()
            assert (told in page) is is_told
    assert [each.ref for each in Action.objects.filter(plan=plan, ref__in=("B1", "B2"))] == ["B1", "B2"]
