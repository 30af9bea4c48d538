"""A retired action: it leaves every list, count and report, takes nothing new, says why, and can come back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk import questions
from desk.work import sit_down
from kpis.reading import read_kpis
from notices.conflicts import Refused
from plans import actions
from plans.models import Action, Completion, DueDateChange, Milestone
from plans.rating import Rating
from plans.reading import read_plan
from reports.figures.gather import gather
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.plans.browsing import form_of, here, sent

Browse = Callable[[str], Client]
WHY = "It stands in the transport plan now."
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def late(cast: Cast) -> Action:
    """An action that is late and silent, moves a KPI, has a voice and a clause, and nobody holds its post."""
    action = make.Action(
        notice=cast.notice,
        plan=cast.action.plan,
        section=cast.action.section,
        ref="A2",
        due_on=date(2023, 11, 1),
        original_due_on=date(2023, 11, 1),
        title="Charter more buses",
    )
    make.Accountability(notice=cast.notice, action=action)
    make.Cycle(notice=cast.notice)
    make.KpiAction(notice=cast.notice, action=action)
    make.ActionVoice(notice=cast.notice, action=action)
    make.ActionClause(notice=cast.notice, action=action, confirmed_by=cast["lead"], confirmed_at=NOW)
    return action


def retire(cast: Cast, action: Action) -> Action:
    return actions.retire_action(action=action, why=WHY, by=cast["lead"], at=NOW)


def test_a_retired_action_is_in_no_list_count_or_figure(cast: Cast, late: Action) -> None:
    before = gather(cast.notice, TODAY)
    assert {row.ref for row in before.actions} == {"A1", "A2"}
    assert [row.actions for row in before.voices] == [("A2",)]
    assert [kpi.actions for kpi in before.kpis] == [("A2",)]
    assert any("A2" in row.actions for row in before.clauses)
    retire(cast, late)
    now = gather(cast.notice, TODAY)
    assert {row.ref for row in now.actions} == {"A1"}
    assert [row.actions for row in now.voices] == [()]
    assert [kpi.actions for kpi in now.kpis] == [()]
    assert not any("A2" in row.actions for row in now.clauses)
    assert [row.ref for row in read_plan(cast.notice, TODAY).actions] == ["A1"]
    assert [reading.action_pks for reading in read_kpis(cast.notice, TODAY)] == [()]
    assert list(Action.objects.overdue(TODAY)) == []


def test_a_retired_action_waits_for_nobody(cast: Cast, late: Action) -> None:
    def asked() -> str:
        desk = sit_down(cast.reader("lead"), NOW)
        return " ".join(item.title for item in questions.uncovered_posts(desk))

    title = late.accountabilities.get().post.title
    assert title in asked()
    retire(cast, late)
    assert title not in asked()


def test_the_plan_leaves_it_out_and_its_filter_shows_it(cast: Cast, browse: Browse, late: Action) -> None:
    retire(cast, late)
    lead, address = browse("lead"), reverse("plans:plan", args=[cast.notice.slug, late.plan.slug])
    assert "Charter more buses" not in lead.get(address).content.decode()
    assert "Charter more buses" not in lead.get(address + "?late=on").content.decode()
    filtered = lead.get(address + "?retired=on").content.decode()
    assert "Charter more buses" in filtered
    assert "Retired" in filtered
    assert "late" not in filtered.partition("<tbody")[2].partition("</tbody")[0]
    file = lead.get(address + "?format=csv").content.decode()
    assert "Charter more buses" not in file


def test_its_page_says_that_it_is_retired_by_whom_and_why(cast: Cast, browse: Browse, late: Action) -> None:
    retire(cast, late)
    page = browse("officer").get(here(cast, "action", ref="A2")).content.decode()
    assert WHY in page
    assert "A2 was retired on 22 December 2023" in page
    assert "Update this action" not in page
    assert "Bring it back" not in page
    assert "days late" not in page


def test_what_is_said_of_it_is_refused_and_kept_in_the_form(cast: Cast, browse: Browse) -> None:
    officer, address = browse("officer"), here(cast, "update-action")
    typed = {
        **form_of(officer.get(address).content.decode()),
        "rating": "green",
        "text": "My text.",
        "impact": "none_yet",
    }
    retire(cast, cast.action)
    answer = officer.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "A1 was retired on 22 December 2023, and nothing is said of it any more" in page
    assert "My text." in page
    assert "A1 was retired on" in officer.get(address).content.decode()


@pytest.mark.parametrize("verb", ["update", "date", "claim", "milestone", "edit", "move", "retire", "lead"])
def test_no_verb_says_anything_new_of_it(cast: Cast, verb: str) -> None:
    make.ActionEvidence(notice=cast.notice, action=cast.action)
    retire(cast, cast.action)
    mine: dict[str, Any] = {"action": cast.action, "at": LATER}
    as_officer, as_lead = {**mine, "reader": cast.reader("officer")}, {**mine, "by": cast["lead"]}
    asked = {"to_due_on": date(2024, 3, 1), "reason": "Late.", "recovery_steps": "More hands."}
    stone = {"label": "x", "due_on": TODAY, "text": "x"}
    say: dict[str, Callable[[], object]] = {
        "update": lambda: actions.add_update(rating=Rating.GREEN, text="x", **as_officer),
        "date": lambda: actions.ask_date_change(**asked, **as_officer),
        "claim": lambda: actions.claim_completion(impact_statement="x", **as_officer),
        "milestone": lambda: actions.add_milestone(**stone, **as_lead),
        "edit": lambda: actions.edit_action(
            ref="A1", title="x", what="x", accountable=[], success="", by_when_printed="", due_on=None, in_place=False,
            starts_on=None, clauses=[], areas=[], lead=None, why="x", **as_lead,
        ),
        "move": lambda: actions.move_action(up=True, **as_lead),
        "retire": lambda: actions.retire_action(why="x", **as_lead),
        "lead": lambda: actions.name_action_lead(lead=None, **as_lead),
    }  # fmt: skip
    with pytest.raises(Refused, match="nothing is said of it any more"):
        say[verb]()


def test_an_action_is_not_retired_while_somebody_waits_for_an_answer(cast: Cast, asked: DueDateChange) -> None:
    with pytest.raises(Refused, match="record the decision on it first"):
        retire(cast, cast.action)


def test_nor_while_a_claim_waits_nor_once_it_is_complete(cast: Cast, claimed: Completion) -> None:
    with pytest.raises(Refused, match="answer the claim first"):
        retire(cast, cast.action)
    actions.confirm_completion(completion=claimed, reader=cast.reader("lead"), at=NOW)
    with pytest.raises(Refused, match="open it again first"):
        retire(cast, cast.action)


def test_it_is_retired_with_a_reason_and_brought_back_with_one(cast: Cast, browse: Browse) -> None:
    lead = browse("lead")
    page = sent(lead, here(cast, "retire-action"), why=" ").content.decode()
    assert "Enter why it leaves the plan" in page
    assert sent(lead, here(cast, "retire-action"), why=WHY).status_code == 302
    assert not Action.objects.filter(pk=cast.action.pk).exists()
    row = Action.whole.get(pk=cast.action.pk)
    assert (row.retired_by, row.retired_at, row.retired_why) == (cast["lead"], NOW, WHY)
    assert "Bring it back" in lead.get(here(cast, "action")).content.decode()
    assert sent(lead, here(cast, "bring-back-action"), why="The transport plan ended.").status_code == 302
    row = Action.objects.get(pk=cast.action.pk)
    assert (row.retired_by, row.retired_at, row.retired_why) == (None, None, "")
    assert "The transport plan ended." in row.history.order_by("-history_id")[0].history_change_reason
    page = sent(lead, here(cast, "bring-back-action"), why="Again.").content.decode()
    assert "A1 stands in the plan" in page


def test_the_ref_of_a_retired_action_is_given_to_no_other(cast: Cast) -> None:
    retire(cast, cast.action)
    with pytest.raises(Refused, match="A1 is a retired action’s reference"):
        actions.add_action(
            section=cast.action.section, ref="A1", title="x", what="x", accountable=[], by=cast["lead"], at=NOW
        )


def test_two_who_retire_one_action_are_told_of_each_other(cast: Cast, browse: Browse) -> None:
    lead, address = browse("lead"), here(cast, "retire-action")
    mine = {**form_of(lead.get(address).content.decode()), "why": "What I typed."}
    actions.name_action_lead(action=cast.action, lead=cast["officer"], by=cast["office"], at=NOW)
    answer = lead.post(address, mine)
    assert answer.status_code == 409
    assert "What I typed." in answer.content.decode()


def test_a_removed_milestone_is_asked_about_no_more(cast: Cast) -> None:
    milestone = make.Milestone(notice=cast.notice, action=cast.action)
    assert "milestone" in str(read_plan(cast.notice, TODAY).actions[0].suggestion.reasons)
    actions.remove_milestone(milestone=milestone, why="Asked for twice.", by=cast["lead"], at=NOW)
    assert read_plan(cast.notice, TODAY).actions[0].milestones == ()
    assert Milestone.whole.get().removed_why == "Asked for twice."


def test_a_form_that_is_sent_twice_complains_of_nothing(cast: Cast, browse: Browse) -> None:
    lead = browse("lead")
    for view in ("retire-action", "bring-back-action"):
        address = here(cast, view)
        mine = {**form_of(lead.get(address).content.decode()), "why": WHY}
        assert [lead.post(address, mine).status_code for _ in range(2)] == [302, 302], view
