"""Two files of a plan that wait at once, and files that waited through a change of ours: what was said of one holds in
the other, and neither takes back or mixes what the other brought."""

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.reading.draft import Draft
from bringing.settling import Answer, How, key_of_row, values
from plans.models import Plan
from tests import factories as make
from tests.bringing.newer import (
    ANSWERED,
    B3,
    B4,
    FIRST,
    HEAD,
    JUDGED,
    KPIS,
    address,
    csv_of,
    draft,
    enter,
    kpis_of,
    now,
    sent_as_shown,
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
