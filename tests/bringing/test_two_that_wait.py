"""Two files of a plan that wait at once, and files that waited through a change of ours: what was said of one holds in
the other, and neither takes back or mixes what the other brought."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading.draft import Draft
from bringing.settling import Answer, How, key_of_row, values
from plans import actions as plan_actions
from plans.models import Plan
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.newer import (
    ANSWERED,
    B3,
    B4,
    FIRST,
    HEAD,
    JUDGED,
    KPIS,
    address,
    csv,
    csv_of,
    draft,
    enter,
    kpis_of,
    now,
    sent_as_shown,
    settle,
)
from tests.bringing.test_of_one_row import type_in
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
As = Callable[[str], Client]


def test_what_was_typed_in_one_of_two_files_that_wait_is_not_taken_back_by_the_other(cast: Cast, plan: Plan) -> None:
    """Both say the same words of B1."""
    one, other = draft(cast, [*FIRST, B3], plan), draft(cast, [*FIRST, B3, B4], plan)
    type_in(cast, one, "actions/0/what", "Write it well")
    enter(one, cast)
    enter(other, cast)
    assert plan.actions.get(ref="B1").what == "Write it well"


def test_a_row_that_was_left_out_of_one_of_two_files_that_wait_is_not_in_the_other(cast: Cast, plan: Plan) -> None:
    one, other = draft(cast, [*FIRST, B3], plan), draft(cast, [*FIRST, B3, B4], plan)
    actions.say(
        file=one,
        answers={key_of_row("actions/2", check(one).read): Answer(How.OUT)},
        by=cast["lead"],
        at=NOW,
        seen={},
    )
    enter(one, cast)  # it is kept: nothing else differs
    enter(other, cast)
    assert not plan.actions.filter(ref="B3").exists()


def test_new_actions_of_a_file_are_not_put_into_anothers_new_section(cast: Cast, plan: Plan, as_: As) -> None:
    def waits(title: str, ref: str, what: str) -> PlanDraft:
        rows = [*FIRST, f"{ref},C – {title},{what},Done,June 2024,Head of SEND"]
        return csv_of(cast, plan, "\n".join([HEAD, *rows]))

    one, other = waits("Health", "C1", "Ask doctors"), waits("Housing", "C2", "Ask landlords")
    enter(one, cast)
    sent_as_shown(as_("lead"), other)
    assert ("C2", "Health") not in set(plan.actions.values_list("ref", "section__title"))


def test_a_new_action_whose_ref_was_taken_here_meanwhile_does_not_go_under(cast: Cast, plan: Plan, as_: As) -> None:
    """A KPI in the same place hinders the file; an action is dropped with the ticks that stand, and folded away as
    “an earlier file said this already” in each newer one."""
    file = draft(cast, [*FIRST, B3], plan)
    make.Action(
        notice=plan.notice, plan=plan, section=plan.sections.get(letter="B"), ref="B3", title="Open", what="Open it"
    )
    sent_as_shown(as_("lead"), file)
    hindered = [each.row.key for each in now(file).hindrances] if PlanDraft.objects.get(pk=file.pk).draft else []
    assert hindered == ["B3"] or plan.actions.filter(what="Ask schools").exists()


def test_a_new_kpi_of_a_file_that_waited_through_the_upgrade_is_written_over_nothing(
    cast: Cast, plan: Plan, as_: As
) -> None:
    """At 7c71ca9 it was hindered: its code was given (`NEXT`), and is another one's by now."""
    file = csv_of(cast, plan, KPIS.removeprefix("Code,") + "Plans judged good,B,10,20\n")
    PlanDraft.objects.filter(pk=file.pk).update(shape=2, stood="")
    as_("lead").get(address("check", file))  # reads it again
    code = now(file).draft.kpis[0].code.value
    make.Kpi(notice=plan.notice, plan=plan, section=plan.sections.get(letter="B"), code=code, name="Calls in a day")
    assert [each.row.key for each in now(file).hindrances] == [code]


def test_a_row_that_was_left_out_before_labels_were_values_stays_out(cast: Cast, plan: Plan, as_: As) -> None:
    file = kpis_of(cast, plan, JUDGED, ANSWERED)
    key = row_key_of_before("kpis/1", check(file).read)
    actions.say(file=file, answers={key: Answer(How.OUT)}, by=cast["lead"], at=NOW, seen={})
    PlanDraft.objects.filter(pk=file.pk).update(shape=2, stood="")
    as_("lead").get(address("check", file))
    assert now(file).out == {"kpis/1"}


def row_key_of_before(path: str, read: Draft) -> str:
    """`settling.key_of_row` at 7c71ca9, where a label was no value. Checked against that commit."""
    own = [each for name, each in values(read, path).items() if not name.endswith("/label")]
    told = ["row", path, *(f"{source.place}\x1e{source.words}" for each in own for source in each.sources)]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:16]


def test_files_of_an_earlier_version_leave_a_newer_one_compared_with_the_plan_alone(cast: Cast, plan: Plan) -> None:
    """As docs/limits.md says; a file of KPIs alone that is entered since makes each action one that was added here."""
    PlanDraft.objects.filter(plan=plan).update(brought="", became="")
    enter(kpis_of(cast, plan, JUDGED), cast)
    file = draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan)
    assert [(one.field, one.stays) for each in now(file).differences for one in each.changes] == [("success", False)]


def test_what_was_said_of_a_file_that_waits_counts_before_what_is_said_of_another(cast: Cast, plan: Plan) -> None:
    doubted = "B3,B,Ask schools,They answer,Summer 2024 or so,Head of SEND"
    one = brought(cast.notice, csv(*FIRST, doubted), cast["lead"], name="plan.csv", plan=plan)
    other = brought(cast.notice, csv(*FIRST, doubted, B4), cast["lead"], name="plan.csv", plan=plan)
    (doubt,) = (each for each in check(other).left if "actions/2/by_when" in each.about)
    typed = Answer(How.CORRECTED, {"actions/2/by_when": "31 July 2024"})
    actions.say(file=other, answers={doubt.key: typed}, by=cast["lead"], at=NOW, seen={})
    type_in(cast, one, "actions/2/by_when", "30 June 2024")
    settle(cast, one)
    settle(cast, other)
    enter(one, cast)
    assert now(other).draft.actions[2].by_when.value.due_on == date(2024, 7, 31)


def test_a_row_that_somebody_worked_on_is_not_left_out_for_another_file(cast: Cast, plan: Plan) -> None:
    one, other = draft(cast, [*FIRST, B3], plan), draft(cast, [*FIRST, B3, B4], plan)
    type_in(cast, other, "actions/2/what", "Ask all schools and colleges")
    out = {key_of_row("actions/2", check(one).read): Answer(How.OUT)}
    actions.say(file=one, answers=out, by=cast["lead"], at=NOW, seen={})
    enter(one, cast)
    enter(other, cast)
    assert plan.actions.filter(ref="B3").exists()


def test_a_row_that_was_taken_in_again_stays_in(cast: Cast, plan: Plan) -> None:
    one = draft(cast, [*FIRST, B3], plan)
    key = key_of_row("actions/2", check(one).read)
    actions.say(file=one, answers={key: Answer(How.OUT)}, by=cast["lead"], at=NOW, seen={})
    enter(one, cast)
    waiting = draft(cast, [*FIRST, B3, B4], plan)
    assert now(waiting).out == {"actions/2"}
    actions.take_back(file=waiting, keys=[key_of_row("actions/2", check(waiting).read)])
    enter(draft(cast, [FIRST[0].replace("It is", "All is"), FIRST[1]], plan), cast)
    assert now(waiting).out == frozenset()
    stored = PlanDraft.objects.get(pk=waiting.pk)
    actions.choose_tables(file=stored, chosen={}, seen_version=stored.version)
    assert now(waiting).out == frozenset(), "also when its tables are chosen anew"


def test_new_actions_go_into_no_section_that_was_given_their_letter_here(cast: Cast, plan: Plan) -> None:
    file = draft(cast, [*FIRST, B3], plan)
    told: dict[str, Any] = {"by": cast["lead"], "at": NOW, "needs_improvement": (), "families_said": (), "areas": []}
    old = plan.sections.get(letter="B")
    plan_actions.edit_section(section=old, why="Reordered", letter="C", title=old.title, **told)
    plan_actions.add_section(plan=plan, letter="B", title="Housing", **told)
    assert f"“{old.title}” is section C of the plan: give it and its rows that letter, or another title" in [
        each.says for each in now(file).hindrances
    ]


def test_a_file_of_an_older_shape_takes_up_what_was_said_meanwhile(cast: Cast, plan: Plan, as_: As) -> None:
    one, other = draft(cast, [*FIRST, B3], plan), draft(cast, [*FIRST, B3, B4], plan)
    PlanDraft.objects.filter(pk=other.pk).update(shape=2, stood="")
    type_in(cast, one, "actions/0/what", "Write it well")
    enter(one, cast)
    as_("lead").get(address("check", other))
    enter(other, cast)
    assert plan.actions.get(ref="B1").what == "Write it well"


def test_rows_that_are_read_once_their_columns_are_chosen_take_up_what_was_said(cast: Cast, plan: Plan) -> None:
    one = draft(cast, [*FIRST, B3], plan)
    type_in(cast, one, "actions/0/what", "Write it well")
    enter(one, cast)
    head = HEAD.replace("Action", "Stuff").replace("Outcome", "Things")
    file = brought(cast.notice, "\n".join([head, *FIRST, B3, B4]).encode(), cast["lead"], name="plan.csv", plan=plan)
    table = check(file).read.tables[0]
    roles = ("ref", "section", "what", "success", "by_when", "posts")
    columns = {str(number): role for number, role in enumerate(roles, start=1)}
    holds = {"holds": "actions", "heading_row": table.heading_row or 1, "columns": columns, "section": ""}
    stored = PlanDraft.objects.get(pk=file.pk)
    actions.choose_tables(file=stored, chosen={table.key: holds}, seen_version=stored.version)
    settle(cast, file)
    enter(file, cast)
    assert plan.actions.get(ref="B1").what == "Write it well"
