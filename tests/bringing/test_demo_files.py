"""The demo's plan comes in from the files that the repository holds, and stands as the demo's own plan does."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from django.db import transaction

from bringing import actions, answerable, standing
from bringing.actions.entering import seen_of
from bringing.checking import Checked, check
from bringing.models import PlanDraft
from bringing.plain import FIELDS, Kind, Row, Value
from bringing.reading import Asks
from bringing.settling import Answer, How, keys
from config.demo import facts
from config.demo.files import EXCEL, WORD, making
from config.demo.replay import notices, people, plan
from config.demo.replay.steps import worker
from config.demo.replay.world import START, Told, World
from plans.models import Plan
from sheets.reading import read_file
from tests.factories import NOW

pytestmark = pytest.mark.django_db
both = pytest.mark.parametrize("path", [WORD, EXCEL], ids=["Word", "Excel"])
UNSAID: Final[Mapping[Kind, frozenset[str]]] = {
    # where the plan came from is said of the file instead; the day it starts is printed nowhere
    Kind.PLAN: frozenset({"source_note", "starts_on"}),
    # which finding of the inspection a section answers
    Kind.SECTION: frozenset({"areas"}),
    # clauses and areas are the lead's reading, milestones were set later; an action's lead is no field of a
    # file at all: people are named on the action's page
    Kind.ACTION: frozenset({"starts_on", "clauses", "possible_clauses", "areas", "milestones"}),
    # the definition sheet, which data leads wrote later, and the actions that should move a KPI
    Kind.KPI: frozenset(
        {
            *("definition", "numerator", "denominator", "source", "origin", "frequency", "cumulates", "caveats"),
            "actions",
        }
    ),
}
"""What the council's own document does not say, so that it is none of the comparison's business."""
TYPED: Final = {
    "A-K9": {"unit": "Number"},
    "A-K10": {"unit": "Number"},
    "A-K11": {"direction": "Lower is better"},  # of four, a value stands under no heading for certain
    "A-K12": {"direction": "Lower is better"},
    "A-K13": {"direction": "Lower is better"},
    "A-K14": {"direction": "Lower is better"},
    "A-K15": {"direction": "Lower is better"},
    "A-K16": {"direction": "Higher is better"},
    "A-K17": {"direction": "Higher is better"},
    "B-K1": {"direction": "Lower is better"},
    "C-K2": {"unit": "Percentage", "direction": "Higher is better"},
}
"""What neither words nor targets of a KPI tell, and the demo's lead types: nothing of it is guessed."""


@pytest.fixture
def told() -> Told:
    """The demo's notice with its people, posts and organisations, and no plan."""
    with worker() as answering:
        world = World(answering)
        people.make_everybody(world, "a-password-for-the-tests")
        found = notices.write_down(world, facts.NOTICES[0])
        notices.fill_in(found)
        for step in people.access(found):
            if step.at == START:
                step.do()
    return found


def as_the_demo_has_it(told: Told) -> tuple[Row, ...]:
    """The rows of the demo's own plan, which is taken away again."""
    with transaction.atomic():
        plan.write_down(told)
        rows = standing.rows_of(Plan.objects.get(notice=told.notice))
        transaction.set_rollback(True)
    for rows_by_key in (told.sections, told.actions, told.kpis):
        rows_by_key.clear()  # type: ignore[attr-defined]
    assert not Plan.objects.exists()
    return rows


def draft_of(told: Told, path: Path) -> PlanDraft:
    content = path.read_bytes()
    return actions.keep_draft(
        notice=told.notice,
        plan=None,
        name=path.name,
        content=content,
        document=read_file(path.name, content),
        by=told.leader,
        at=NOW,
        sent_as=uuid4(),
    )


def settle(file: PlanDraft, told: Told) -> Checked:
    """As a lead who has the plan at hand: what was read is right, what nobody knows is left open, the rest is typed."""
    checked = check(file)
    answers = {each.key: Answer(_how(each.asks, checked.may_be_right(each))) for each in checked.left}
    known = keys(checked.read)
    for number, kpi in enumerate(checked.read.kpis):
        for field, text in TYPED.get(kpi.code.value, {}).items():
            path = f"kpis/{number}/{field}"
            answers[known[path]] = Answer(How.CORRECTED, {path: text})
    assert [post.name for post in checked.unknown] == ["Children's Alliance Director"], "the one of no partner"
    whose = told.world.organisations["alliance"].name
    answers |= dict(answerable.answered(post.name, answerable.A_POST, whose) for post in checked.unknown)
    actions.say(file=file, answers=answers, by=told.leader, at=NOW, seen={})
    return check(file)


def _how(asks: Asks, right: bool) -> How:
    return How.RIGHT if right and asks is not Asks.BLANK_TARGET else How.OPEN


def said_by_a_file(rows: tuple[Row, ...]) -> dict[tuple[Kind, str], dict[str, Value]]:
    return {
        row.same: {field: row.says[field] for field in FIELDS[row.kind] if field not in UNSAID[row.kind]}
        for row in rows
    }


@both
def test_what_a_file_says_stands_as_in_the_demos_own_plan(told: Told, path: Path) -> None:
    wanted = as_the_demo_has_it(told)
    file = draft_of(told, path)
    checked = settle(file, told)
    entered = actions.enter_plan(
        file=file,
        new=actions.New(facts.PLANS[0].title, "plan"),
        settled=actions.Settled(),
        note="From the file",
        by=told.leader,
        at=NOW,
        seen=seen_of(checked),
    )
    found = standing.rows_of(entered.plan)
    assert [row.same for row in found] == [row.same for row in wanted], "in the same order"
    assert said_by_a_file(found) == said_by_a_file(wanted)
    assert (entered.new, entered.elsewhere) == (4 + 28 + 43, ())


def test_what_a_file_does_not_say_is_nothing_that_it_said(told: Told) -> None:
    for path in (WORD, EXCEL):
        said = {(row.kind, field) for row in check(draft_of(told, path)).brought for field in row.says}
        assert [each for each in said if each[1] in UNSAID[each[0]]] == []
        assert {(kind, field) for kind in Kind for field in FIELDS[kind]} - said == {
            (kind, field) for kind, fields in UNSAID.items() for field in fields
        } | ({(Kind.PLAN, "title")} if path == EXCEL else set())


@pytest.mark.parametrize(("path", "made"), [(WORD, making.in_word), (EXCEL, making.in_excel)], ids=["Word", "Excel"])
def test_the_files_say_what_the_demos_facts_say(path: Path, made: Callable[[], bytes]) -> None:
    stored, anew = read_file(path.name, path.read_bytes()), read_file(path.name, made())
    assert stored == anew, "python -m config.demo.files.making makes them anew"
