"""What was added to the plan here is not written over by a file that knows nothing of it: neither what was added while
the file waited, nor what no file of the council’s ever said."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bringing import actions, standing
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.plain import Change
from bringing.reading import Asks
from bringing.settling import Answer, How
from kpis.models import Kpi
from plans.models import Action, Plan
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, HEAD, draft, enter, now, settle
from tests.bringing.test_of_one_row import type_in
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
KPIS = "Code,KPI,Section,Baseline,Target – End March 2024\n"
PRINTED, ADDED = "Plans judged good by auditors", "Calls answered within one day"
THIRD = "B3,B,Ask schools,They answer,July 2024,Head of SEND"


def kpis(cast: Cast, plan: Plan, rows: str, stamp: str = "") -> PlanDraft:
    file = brought(cast.notice, (KPIS + rows).encode(), cast["lead"], name="plan.csv", plan=plan)
    PlanDraft.objects.filter(pk=file.pk).update(stamp=stamp)
    settle(cast, file)
    return file


def add_kpi(plan: Plan, code: str, name: str) -> Kpi:
    section = plan.sections.get(letter="B")
    found: Kpi = make.Kpi(notice=plan.notice, plan=plan, section=section, code=code, name=name)
    return found


def add_action(plan: Plan, ref: str, what: str) -> Action:
    section = plan.sections.get(letter="B")
    found: Action = make.Action(notice=plan.notice, plan=plan, section=section, ref=ref, title=what, what=what)
    return found


def names(plan: Plan) -> dict[str, str]:
    return dict(Kpi.objects.filter(plan=plan).values_list("code", "name"))


@pytest.fixture
def waiting(cast: Cast, plan: Plan) -> PlanDraft:
    """A file that prints a code which a KPI gets here while it waits."""
    file = kpis(cast, plan, f"B-K1,{PRINTED},B,10,20\n")
    assert now(file).is_ready
    add_kpi(plan, "B-K1", ADDED)
    return file


def test_a_kpi_that_got_a_printed_code_here_meanwhile_hinders_the_file(
    cast: Cast, plan: Plan, waiting: PlanDraft, as_: Callable[[str], Client]
) -> None:
    (hindrance,) = now(waiting).hindrances
    assert hindrance.says == (
        f"B-K1 has become the code of “{ADDED}” in the meantime, and is “{PRINTED}” here: enter another code; if it is "
        "that KPI, enter its name as it stands"
    )
    for name in ("check", "enter"):
        page = as_("lead").get(reverse(f"bringing:{name}", args=["devon", waiting.uid])).content.decode()
        assert hindrance.says in page
        assert reverse("bringing:change-row", args=["devon", waiting.uid, "kpis", 0]) in page
    type_in(cast, waiting, "kpis/0/code", "B-K2")
    enter(waiting, cast)
    assert names(plan) == {"B-K1": ADDED, "B-K2": PRINTED}


def test_it_is_said_to_be_that_kpi_by_its_name(cast: Cast, plan: Plan, waiting: PlanDraft) -> None:
    type_in(cast, waiting, "kpis/0/name", ADDED)
    assert now(waiting).hindrances == ()
    for each in now(waiting).differences:
        assert {change.is_conflict for change in each.changes} <= {True}, "what else differs is chosen one by one"


def test_a_code_that_was_chosen_for_a_new_kpi_and_got_anothers_hinders_too(cast: Cast, plan: Plan) -> None:
    file = brought(cast.notice, (KPIS + f",{PRINTED},B,10,20\n").encode(), cast["lead"], name="plan.csv", plan=plan)
    type_in(cast, file, "kpis/0/code", "B-K7")
    settle(cast, file)
    assert now(file).hindrances == ()
    add_kpi(plan, "B-K7", ADDED)
    assert [each.row.key for each in now(file).hindrances] == ["B-K7"]


def test_a_kpi_that_stood_before_may_get_another_name(cast: Cast, plan: Plan) -> None:
    add_kpi(plan, "B-K1", ADDED)
    file = kpis(cast, plan, f"B-K1,{PRINTED},B,10,20\n")
    assert now(file).hindrances == ()


def test_tables_that_are_chosen_anew_leave_it_known_what_stood(cast: Cast, plan: Plan, waiting: PlanDraft) -> None:
    stored = PlanDraft.objects.get(pk=waiting.pk)
    actions.choose_tables(file=stored, chosen={}, seen_version=stored.version)
    assert len(now(waiting).hindrances) == 1


def test_a_kpi_that_was_added_since_a_workbook_was_made_hinders_its_own_new_one(cast: Cast, plan: Plan) -> None:
    stamp = actions.keep_taken(plan=plan, rows=standing.rows_of(plan), at=NOW)
    add_kpi(plan, "B-K1", ADDED)
    file = kpis(cast, plan, f"B-K1,{PRINTED},B,10,20\n", stamp)
    assert [each.row.key for each in now(file).hindrances] == ["B-K1"]


def test_an_action_that_was_added_while_the_file_waited_stays_unless_that_is_chosen(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    file = draft(cast, [*FIRST, THIRD], plan)
    add_action(plan, "B3", "Ask all schools")
    (found,) = (each for each in now(file).differences if each.row.key == "B3" and each.changes)
    assert {"what", "success"} <= {each.field for each in found.changes}
    assert all(each.is_conflict for each in found.changes)
    address = reverse("bringing:enter", args=["devon", file.uid])
    page = as_("lead").get(address)
    assert "In the meantime somebody changed or added this here" in page.content.decode()
    form = page.context["form"]
    told = {"note": "Newer", "seen": form["seen"].value(), "sent_as": form["sent_as"].value()}
    assert as_("lead").post(address, told | {"leave": form["leave"].value()}).status_code == 302
    assert plan.actions.get(ref="B3").what == "Ask all schools"


def test_an_action_that_no_file_ever_had_is_changed_by_none_unless_that_is_chosen(cast: Cast, plan: Plan) -> None:
    add_action(plan, "B3", "Open the centre")
    file = draft(cast, [*FIRST, THIRD], plan)
    (found,) = (each for each in now(file).differences if each.row.key == "B3" and each.changes)
    assert all(each.is_conflict for each in found.changes)


def test_what_was_entered_here_of_a_field_that_no_file_had_is_in_conflict_with_one_that_has(
    cast: Cast, plan: Plan
) -> None:
    """Where nobody said anything, or the short name is the one that was made, the file says it first."""
    plan.actions.filter(ref="B1").update(starts_on="2024-02-01")
    rows = [f"{HEAD},Start,Title", f"{FIRST[0]},March 2024,Strategy", f"{FIRST[1]},April 2024,Families"]
    file = brought(cast.notice, "\n".join(rows).encode(), cast["lead"], name="plan.csv", plan=plan)
    settle(cast, file)
    found = {
        (each.row.key, change.field): change.is_conflict for each in now(file).differences for change in each.changes
    }
    assert found == {
        ("B1", "starts_on"): True,
        ("B1", "title"): False,
        ("B2", "starts_on"): False,
        ("B2", "title"): False,
    }


def test_a_ref_in_other_letters_that_was_left_is_not_offered_again(cast: Cast, plan: Plan) -> None:
    rows = [FIRST[0], FIRST[1].replace("B2", "b2")]
    left = actions.Settled(left_out=frozenset({("action", "b2", "key")}))
    first = draft(cast, [rows[0].replace("It is", "All is"), rows[1]], plan)
    assert Change("key", "B2", "b2") in [change for each in now(first).differences for change in each.changes]
    enter(first, cast, left)
    again = draft(cast, [rows[0].replace("It is", "Most is"), rows[1]], plan)
    (change,) = (change for each in now(again).differences for change in each.changes if change.field == "key")
    assert change == Change("key", "B2", "b2", is_old=True)


def test_an_older_files_column_that_is_chosen_now_is_no_news_of_an_earlier_file(cast: Cast, plan: Plan) -> None:
    rows = [f"{HEAD},Begins then", f"{FIRST[0]},March 2024", f"{FIRST[1]},April 2024"]

    def older() -> PlanDraft:
        file = brought(cast.notice, "\n".join(rows).encode(), cast["lead"], name="plan.csv", plan=plan)
        asked = {each.key: Answer(How.RIGHT) for each in check(file).left if each.asks is Asks.COLUMN}
        actions.say(file=file, answers=asked, by=cast["lead"], at=NOW, seen={})
        settle(cast, file)
        return file

    enter(older(), cast)
    enter(draft(cast, [FIRST[0].replace("strategy", "whole strategy"), FIRST[1]], plan), cast)
    file = older()
    table = check(file).read.tables[0]
    columns = {str(each.number): each.role.value.value for each in table.columns} | {"7": "starts"}
    holds = {"holds": "actions", "heading_row": table.heading_row, "columns": columns, "section": ""}
    file = actions.choose_tables(file=file, chosen={table.key: holds}, seen_version=file.version)
    settle(cast, file)
    found = {(each.row.key, change.field): change.stays for each in now(file).differences for change in each.changes}
    assert found == {("B1", "what"): True, ("B1", "starts_on"): False, ("B2", "starts_on"): False}


def test_a_file_of_kpis_alone_asks_nothing_of_the_actions(cast: Cast, plan: Plan, as_: Callable[[str], Client]) -> None:
    file = kpis(cast, plan, f",{PRINTED},B,10,20\n")
    assert [each.row.key for each in now(file).differences] == ["B-K1"]
    page = as_("lead").get(reverse("bringing:enter", args=["devon", file.uid])).content.decode()
    assert "The file has no actions: those of the plan stay as they are." in page
    assert "What becomes of B1?" not in page
    enter(file, cast)
    actions_alone = draft(cast, [FIRST[0].replace("It is", "All is")], plan)
    page = as_("lead").get(reverse("bringing:enter", args=["devon", actions_alone.uid])).content.decode()
    assert "The file has no KPIs: those of the plan stay as they are." in page
    assert "What becomes of B2?" in page


def test_of_a_file_that_becomes_a_newer_one_counts_what_the_plan_has_then(cast: Cast, plan: Plan) -> None:
    add_kpi(plan, "B-K1", ADDED)
    file = brought(cast.notice, (KPIS + f"B-K1,{PRINTED},B,10,20\n").encode(), cast["lead"], name="plan.csv")
    actions.bring_as_newer(file=file, plan=plan, by=cast["lead"], at=NOW)
    settle(cast, file)
    assert now(file).hindrances == ()
    add_kpi(plan, "B-K2", "Plans")
    type_in(cast, file, "kpis/0/code", "B-K2")
    assert [each.row.key for each in now(file).hindrances] == ["B-K2"]


def test_what_was_changed_here_while_the_first_file_of_a_plan_waited_stays_unless_that_is_chosen(
    cast: Cast, plan: Plan, as_: Callable[[str], Client]
) -> None:
    """Nothing is known of earlier files then."""
    PlanDraft.objects.filter(plan=plan).update(brought="", became="")
    file = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan)
    plan.actions.filter(ref="B1").update(what="Write the strategy with families")
    plan.actions.filter(ref="B2").update(success="They know it by heart")
    found = {each.row.key: each.changes for each in now(file).differences if each.changes}
    assert found == {
        "B1": (
            Change("what", "Write the strategy with families", "Write the strategy", is_conflict=True),
            Change("success", "It is written", "All is written"),
        ),
        "B2": (Change("success", "They know it by heart", "They know", is_conflict=True),),
    }
    form = as_("lead").get(reverse("bringing:enter", args=["devon", file.uid])).context["form"]
    assert form["leave"].value() == ["action|B1|what", "action|B2|success"]


def test_a_file_that_waited_while_another_was_entered_takes_nothing_of_that_back(cast: Cast, plan: Plan) -> None:
    older = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan)
    enter(draft(cast, [FIRST[0], FIRST[1].replace("They know", "They feel it")], plan), cast)
    found = {each.row.key: each.changes for each in now(older).differences if each.changes}
    assert found == {
        "B1": (Change("success", "It is written", "All is written"),),
        "B2": (Change("success", "They feel it", "They know", is_conflict=True),),
    }
