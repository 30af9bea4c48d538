"""Many actions are added and changed at once within their plan alone; a row of another is refused."""

import pytest

from audit.models import Event
from notices.conflicts import Refused
from plans import actions
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("of_another_notice", [True, False])
def test_an_action_of_another_plan_is_not_changed_with_those_of_this_one(cast: Cast, of_another_notice: bool) -> None:
    notice = cast.elsewhere if of_another_notice else cast.notice
    other = make.Action(notice=notice, plan=make.Plan(notice=notice), ref="E1")
    edit = actions.Edit(
        action=other,
        ref="E1",
        title="Another",
        what="Another",
        success="",
        by_when_printed="",
        due_on=other.due_on,
        in_place=other.in_place,
        starts_on=other.starts_on,
        lead=other.lead,
    )
    with pytest.raises(Refused, match="Action E1 is none of this plan’s"):
        actions.edit_actions(plan=cast.action.plan, edits=[edit], why="Newer", by=cast["lead"], at=NOW)
    other.refresh_from_db()
    assert other.what != "Another"
    assert not Event.objects.filter(verb="action.edited").exists()


def test_an_action_is_added_in_a_section_of_its_own_plan_alone(cast: Cast) -> None:
    other = make.Section(notice=cast.notice, plan=make.Plan(notice=cast.notice))
    new = actions.NewAction(other, "Z9", "Title", "What", [actions.Answerable("Post", post=cast.post)])
    with pytest.raises(Refused, match="Choose a section of this plan"):
        actions.add_actions(plan=cast.action.plan, actions=[new], by=cast["lead"], at=NOW)
