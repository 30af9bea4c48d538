"""Nobody is silent about an action that was not in the plan when the window closed."""

from datetime import date, datetime, timedelta

import pytest

from audit.clock import day_of
from boards.models import Cycle
from plans import actions
from plans.models import Action
from plans.rating import Fact
from plans.reading import read_plan
from plans.reading.suggested import suggested
from tests import factories as make
from tests.cast import Cast
from tests.factories import BEGUN, NOW, TODAY


@pytest.fixture
def closed_on(cast: Cast) -> date:
    """The last day of the window that closed before today."""
    cycle: Cycle = make.Cycle(notice=cast.notice)
    return cycle.closes_on


def silent(cast: Cast, ref: str) -> bool:
    """Whether it is silent, by each of the three ways in which that is asked: they agree."""
    rows = Action.objects.of(cast.notice).filter(ref=ref)
    (told,) = (each for each in read_plan(cast.notice, TODAY).actions if each.ref == ref)
    (facts,) = suggested(rows, TODAY, {}).values()
    found = rows.silent(TODAY).exists()
    assert told.silent == found == any(reason.fact is Fact.SILENT for reason in facts.reasons)
    return told.silent


def test_an_action_is_asked_about_from_the_window_in_which_it_came_into_the_plan(cast: Cast, closed_on: date) -> None:
    own = {"notice": cast.notice, "plan": cast.action.plan, "section": cast.action.section}
    late = NOW - timedelta(days=(day_of(NOW) - closed_on).days)
    make.Action(ref="A2", added_at=late, **own)
    make.Action(ref="A3", added_at=late + timedelta(days=1), **own)
    make.Action(ref="A4", added_at=NOW, **own)
    assert {ref: silent(cast, ref) for ref in ("A1", "A2", "A3", "A4")} == {
        "A1": True,
        "A2": True,
        "A3": False,
        "A4": False,
    }


def test_an_action_that_is_added_today_is_not_silent(cast: Cast, closed_on: date) -> None:
    section = cast.action.section
    added = {
        "title": "Charter buses",
        "what": "Charter more buses.",
        "accountable": [actions.Answerable("Head", post=cast.post)],
    }
    actions.add_action(section=section, ref="A2", by=cast["lead"], at=NOW, **added)
    assert not silent(cast, "A2")


def test_an_action_that_came_back_is_asked_about_from_then_on(cast: Cast, closed_on: date) -> None:
    def goes_and_comes_back(goes: datetime, comes: datetime) -> None:
        gone = actions.retire_action(action=cast.action, why="Done elsewhere.", by=cast["lead"], at=goes)
        actions.bring_back_action(action=gone, why="It was not.", by=cast["lead"], at=comes)

    goes_and_comes_back(BEGUN + timedelta(days=9), NOW - timedelta(days=60))
    assert silent(cast, "A1")
    goes_and_comes_back(NOW - timedelta(days=59), NOW)
    assert not silent(cast, "A1")
