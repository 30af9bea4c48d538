"""Who was silent in the window that closed last: a question of my work for those who ask why."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Final

from desk import places
from desk.work import Desk, WorkItem
from govuk import words
from notices.roles import Role
from plans.models import Action

LEADS: Final = frozenset({Role.LEAD})
CHAIRS: Final = frozenset({Role.CHAIR})
HOLDERS: Final = (
    "accountabilities__post__title",
    "accountabilities__organisation__short_name",
    "accountabilities__organisation__name",
)


def silences(desk: Desk) -> Iterator[WorkItem]:
    """Who was silent in the window that closed last: for the lead, and on the day of the board for its chair."""
    today = {pk for pk in desk.where(CHAIRS) if desk.rounds[pk].next_board_on == desk.on}
    rounds = {pk: desk.rounds[pk] for pk in {*desk.where(LEADS), *today} if desk.rounds[pk].goes_on}
    closed = {pk: each.closed.closes_on for pk, each in rounds.items() if each.closed}
    if not closed:
        return
    rows = Action.objects.filter(notice__in=closed).silent(desk.on)
    rows = rows.order_by("notice", "section__order", "order", "pk", "accountabilities__order")
    silent: dict[int, dict[str, dict[str, None]]] = {}
    for pk, ref, *named in rows.values_list("notice", "ref", *HOLDERS):
        holder = next((name for name in named if name), "nobody named")
        silent.setdefault(pk, {}).setdefault(holder, {})[ref] = None
    for pk, refs in silent.items():
        yield _silence(desk, pk, refs, closed[pk], at_board=pk in today)


def _silence(
    desk: Desk, pk: int, silent: Mapping[str, Collection[str]], closed_on: date, *, at_board: bool
) -> WorkItem:
    """All who are silent on one notice; due at today's board, or since the window closed."""
    count = words.plural(len({ref for refs in silent.values() for ref in refs}), "action")
    since = f"without an update in the window that closed on {words.day(closed_on)}"
    title = f"Ask today’s board about {count} {since}" if at_board else f"Ask who is silent: {count} {since}"
    about = [f"{holder} ({', '.join(refs)})" for holder, refs in silent.items()]
    href = places.actions(desk.notices[pk].slug, silent="on")
    return desk.item(pk, "Silence", title, href, desk.on if at_board else closed_on, about)
