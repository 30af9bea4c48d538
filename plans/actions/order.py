"""The order in which the plan prints its sections and actions. It is no wording: no open form grows stale."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from audit import ledger
from audit.history import keep
from people.models import User
from plans.actions.rows import in_the_plan, locked
from plans.models import Action, Section


@transaction.atomic
def move_section(*, section: Section, up: bool, by: User, at: datetime, seen_at: int | None = None) -> bool:
    """Move a section one place up or down; whether it moved. `seen_at` is the place, from 1, at which the reader saw
    it: a second click finds it elsewhere and moves nothing."""
    with ledger.chain(section.notice_id) as record:
        section = locked(section, None)
        rows = list(Section.objects.filter(plan=section.plan_id).order_by("order", "pk"))
        moved = _move(rows, section, up, seen_at, by, at)
        if moved:
            record("section.moved", section, by=by, at=at, up=up)
    return moved


@transaction.atomic
def move_action(*, action: Action, up: bool, by: User, at: datetime, seen_at: int | None = None) -> bool:
    """Move an action one place up or down among those of its section that stand in the plan; whether it moved."""
    with ledger.chain(action.notice_id) as record:
        action = in_the_plan(action, None)
        rows = list(Action.objects.filter(section=action.section_id).order_by("order", "pk"))
        moved = _move(rows, action, up, seen_at, by, at)
        if moved:
            record("action.moved", action, by=by, at=at, up=up)
    return moved


def _move(
    rows: Sequence[Section] | Sequence[Action],
    row: Section | Action,
    up: bool,
    seen_at: int | None,
    by: User,
    at: datetime,
) -> bool:
    here = next(index for index, each in enumerate(rows) if each.pk == row.pk)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(rows) or seen_at not in (None, here + 1):
        return False
    places = [each.order for each in rows]
    ordered: list[Section | Action] = list(rows)
    ordered[here], ordered[there] = ordered[there], ordered[here]
    if len(set(places)) < len(places):  # two that stood at one place have to be told apart first
        places = list(range(1, len(rows) + 1))
    for each, order in zip(ordered, places, strict=True):
        if each.order != order:
            each.order = order
            why = f"Moved {'up' if up else 'down'}" if each.pk == row.pk else "Made room"
            keep(each, by=by, at=at, why=why, only=["order"])
    return True
