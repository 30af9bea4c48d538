"""What comes in from the demo's two files of its plan is what the demo's facts say."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
from django.db import transaction

from bringing import standing
from bringing.actions import New
from bringing.checking import check
from bringing.plain import FIELDS, Kind, Row, Value
from config.demo import facts
from config.demo.files import EXCEL, WORD, making
from config.demo.replay import bringing, notices, people, plan
from config.demo.replay.steps import worker
from config.demo.replay.world import START, Told, World
from config.demo.story.from_files import WHOSE
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


def as_printed(told: Told) -> tuple[Row, ...]:
    """The rows of the plan as it is typed in from the demo's facts, which is taken away again."""
    with transaction.atomic():
        rows = standing.rows_of(plan.type_in(told, facts.PLANS[0]))
        transaction.set_rollback(True)
    for rows_by_key in (told.sections, told.actions, told.kpis):
        rows_by_key.clear()  # type: ignore[attr-defined]
    assert not Plan.objects.exists()
    return rows


def said_by_a_file(rows: tuple[Row, ...]) -> dict[tuple[Kind, str], dict[str, Value]]:
    return {
        row.same: {field: row.says[field] for field in FIELDS[row.kind] if field not in UNSAID[row.kind]}
        for row in rows
    }


@both
def test_what_a_file_says_stands_as_the_facts_say_it(told: Told, path: Path) -> None:
    wanted = as_printed(told)
    file = bringing.bring_in(told, path, None, at=NOW)
    assert [post.name for post in check(file).draft.posts if post.name in WHOSE] == [*WHOSE], "the one of no partner"
    entered = bringing.enter(told, file, New(facts.PLANS[0].title, "plan"), note="From the file", at=NOW)
    found = standing.rows_of(entered.plan)
    assert [row.same for row in found] == [row.same for row in wanted], "in the same order"
    assert said_by_a_file(found) == said_by_a_file(wanted)
    assert (entered.new, entered.elsewhere) == (4 + 28 + 43, ())


def test_what_a_file_does_not_say_is_nothing_that_it_said(told: Told) -> None:
    for path in (WORD, EXCEL):
        said = {
            (row.kind, field)
            for row in check(bringing.bring_in(told, path, None, at=NOW)).brought
            for field in row.says
        }
        assert [each for each in said if each[1] in UNSAID[each[0]]] == []
        assert {(kind, field) for kind in Kind for field in FIELDS[kind]} - said == {
            (kind, field) for kind, fields in UNSAID.items() for field in fields
        } | ({(Kind.PLAN, "title")} if path == EXCEL else set())


@pytest.mark.parametrize(("path", "made"), [(WORD, making.in_word), (EXCEL, making.in_excel)], ids=["Word", "Excel"])
def test_the_files_say_what_the_demos_facts_say(path: Path, made: Callable[[], bytes]) -> None:
    stored, anew = read_file(path.name, path.read_bytes()), read_file(path.name, made())
    assert stored == anew, "python -m config.demo.files.making makes them anew"
