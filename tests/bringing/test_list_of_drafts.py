"""Drafts of one name are told apart in the list of those that wait."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bringing import actions
from bringing.checking import check
from bringing.models import PlanDraft
from bringing.settling import Answer, How
from tests.bringing.files import brought
from tests.bringing.newer import FIRST, csv, draft
from tests.bringing.newer import enter as enter_it
from tests.bringing.test_pages import PAGE, said
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]


def test_a_draft_is_told_with_how_much_was_read_from_where_and_how_far_it_is_settled(cast: Cast, as_: Enter) -> None:
    file = brought(cast.notice, csv(*FIRST), cast["office"], name="plan.csv")
    doubts = check(file).left
    shown = said(as_("lead").get(PAGE))
    assert f"plan.csv , a new plan 2 actions, 0 KPIs, from the file. {len(doubts)} doubts when it was read" in shown
    assert "no answer yet Brought by Office" in shown
    actions.say(file=file, answers={doubts[0].key: Answer(How.OPEN)}, by=cast["lead"], at=NOW, seen={})
    assert "1 answer so far, the last by Lead on" in said(as_("lead").get(PAGE))


def test_of_a_newer_file_only_those_doubts_count_that_are_asked(cast: Cast) -> None:
    plan = enter_it(draft(cast, FIRST), cast).plan
    file = brought(
        cast.notice, csv(*FIRST, "B3,B,Ask,They answer,Q1 2024,Head of SEND"), cast["lead"], plan=plan, name="p.csv"
    )
    assert file.counted["doubts"] == len(check(file).left) < len(check(file).read.doubts)
    assert PlanDraft.objects.get(pk=file.pk).counted == file.counted


def test_a_file_that_is_read_again_is_counted_again(cast: Cast) -> None:
    file = brought(cast.notice, csv(*FIRST), cast["lead"], name="plan.csv")
    PlanDraft.objects.filter(pk=file.pk).update(counted={})
    assert actions.read_again(file=file).counted["actions"] == len(FIRST)


def test_the_list_costs_the_same_for_one_draft_as_for_three(cast: Cast, as_: Enter) -> None:
    lead, asked = as_("lead"), []
    for number in (1, 2):
        for each in range(number):
            brought(
                cast.notice,
                csv(FIRST[0], f"B{number}{each},B,Tell,They know,Q1 2024,Head"),
                cast["lead"],
                name="plan.csv",
            )
        with CaptureQueriesContext(connection) as queries:
            shown = said(lead.get(PAGE))
        asked.append(len(queries))
    assert shown.count("plan.csv , a new plan") == 3
    assert asked[0] == asked[1]


def test_of_many_files_that_wait_the_last_five_stand_above_the_form_and_the_others_fold_away(
    cast: Cast, as_: Enter
) -> None:
    names = [f"plan{number}.csv" for number in range(7)]
    for number, name in enumerate(names):
        brought(cast.notice, csv(f"B{number},B,Tell,They know,Q1 2024,Head"), cast["lead"], name=name)
    above, _, below = as_("lead").get(PAGE).content.decode().partition("<details")
    folded = below.partition("</details>")[0]
    assert ([each for each in names if each in above], [each for each in names if each in folded]) == (
        names[2:],
        names[:2],
    )
    assert "2 more files" in folded
