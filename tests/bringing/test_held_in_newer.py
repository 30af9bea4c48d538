"""What was corrected by hand stays so in each newer file of the plan, until it is taken back there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from plans.models import Plan
from tests.bringing.files import brought, settle_all
from tests.bringing.newer import FIRST, changes, csv, draft
from tests.bringing.newer import enter as enter_it
from tests.bringing.test_carrying import CORRECTED, NEW, said_of
from tests.bringing.test_pages import said, upload
from tests.cast import Cast
from tests.factories import NOW
from tests.sheets.making import document


def correct(file: PlanDraft, cast: Cast, path: str, text: str) -> None:
    actions.say(file=file, answers=said_of(path, check(file).read, text), by=cast["lead"], at=NOW, seen={})


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_newer_file_offers_no_change_of_what_was_corrected_by_hand(cast: Cast) -> None:
    first = draft(cast, FIRST)
    correct(first, cast, "actions/0/what", CORRECTED)
    plan = enter_it(first, cast).plan
    assert plan.actions.get(ref="B1").what == CORRECTED
    second = brought(cast.notice, csv(NEW, *FIRST), cast["office"], name="newer.csv", plan=plan)
    assert changes(second) == {}
    assert [each.row.key for each in check(second).differences if each.is_new] == ["B0"]
    (held,) = (row for row in second.settlements.all() if CORRECTED in row.values.values())
    assert held.said_by == cast["lead"], "whoever said it, not who brings the newer file"
    settle_all(second, cast["lead"], cast.notice.council.name)
    enter_it(second, cast)
    third = brought(cast.notice, csv(FIRST[1], FIRST[0]), cast["office"], name="third.csv", plan=plan)
    assert changes(third) == {}, "it holds from file to file"
    other = brought(cast.notice, csv(FIRST[0].replace("strategy", "plan")), cast["office"], name="other.csv", plan=plan)
    assert changes(other) == {"B1": [("what", CORRECTED, "Write the plan")]}, "other words are another matter"


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_an_answer_that_was_taken_back_does_not_rise_again(cast: Cast) -> None:
    first = draft(cast, FIRST)
    correct(first, cast, "actions/0/what", CORRECTED)
    plan = enter_it(first, cast).plan
    second = brought(cast.notice, csv(*reversed(FIRST)), cast["office"], name="newer.csv", plan=plan)
    (held,) = (row for row in second.settlements.all() if CORRECTED in row.values.values())
    actions.take_back(file=second, keys=[held.key])
    settle_all(second, cast["lead"], cast.notice.council.name)
    enter_it(second, cast)
    assert plan.actions.get(ref="B1").what == "Write the strategy"
    third = brought(cast.notice, csv(*FIRST, NEW), cast["office"], name="third.csv", plan=plan)
    assert changes(third) == {}, "the file says again what the plan says"
    assert third.settlements.exists(), "what was not taken back holds"


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_that_a_file_is_a_newer_one_is_recorded(cast: Cast) -> None:
    plan = enter_it(draft(cast, FIRST), cast).plan
    file = brought(cast.notice, csv(*reversed(FIRST)), cast["lead"], name="newer.csv")
    for _ in range(2):
        actions.bring_as_newer(file=file, plan=plan, by=cast["office"], at=NOW)
    (event,) = Event.objects.filter(verb="plan_file.newer")
    assert (event.by_id, event.subject_id) == (cast["office"].pk, str(file.pk))
    assert file.sha256 in event.body


def in_word(*rows: str) -> bytes:
    def fill(made: Any) -> None:
        made.add_heading("Local Improvement Plan 2023", 0)
        made.add_heading("Section B: Communication", 1)
        cells = [row.split(",") for row in ("Ref,Section,Action,Outcome,By when,Accountable", *rows)]
        table = made.add_table(len(cells), len(cells[0]))
        for row, texts in zip(table.rows, cells, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return document(fill)


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_plan_that_is_called_otherwise_here_is_not_called_so_by_each_newer_file(cast: Cast) -> None:
    first = brought(cast.notice, in_word(*FIRST), cast["lead"])
    settle_all(first, cast["lead"], cast.notice.council.name)
    plan = enter_it(first, cast).plan
    assert plan.title == "Our plan"
    second = brought(cast.notice, in_word(NEW, *FIRST), cast["lead"], plan=plan)
    assert changes(second) == {}
    # brought as a new plan by mistake, it is told the same once it is a newer file
    third = brought(cast.notice, in_word(FIRST[1], FIRST[0]), cast["lead"])
    told: dict[str, Any] = {"plan": Plan.objects.get(pk=plan.pk), "by": cast["lead"], "at": NOW}
    assert changes(actions.bring_as_newer(file=third, **told)) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_how_many_answers_hold_is_told_when_the_file_is_brought(cast: Cast, as_: Callable[[str], Client]) -> None:
    first = draft(cast, FIRST)
    answers = said_of("actions/0/what", check(first).read, CORRECTED)
    actions.say(file=first, answers=answers, by=cast["lead"], at=NOW - timedelta(days=1), seen={})
    plan = enter_it(first, cast).plan
    client = as_("office")
    answer = upload(client, csv(NEW, *FIRST), "newer.csv", plan=plan.slug)
    told = "1 answer to earlier files of this plan holds for the same words in this one"
    assert told in said(client.get(answer["Location"]))
