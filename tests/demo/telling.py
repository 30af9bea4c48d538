"""The story and who is in it, by their keys, for the tests of the story."""

from typing import TypeVar

from config.demo import facts, story
from config.demo.story import cast, events

E = TypeVar("E", bound=events.Event)

ACTIONS = {action.ref: action for plan in facts.PLANS for action in plan.actions}
KPIS = {kpi.code: kpi for kpis in facts.KPIS.values() for kpi in kpis}
ACCOUNTS = {account.key: account for account in cast.ACCOUNTS}
POSTS = {post.key for post in (*facts.POSTS, *cast.POSTS)}
EVERYTHING = (*story.EVENTS, *story.ELSEWHERE)
TODAY = story.NOW.date()


def told(kind: type[E], among: tuple[events.Event, ...] = story.EVENTS) -> list[E]:
    return [event for event in among if isinstance(event, kind)]
