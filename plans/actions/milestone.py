"""An action's milestones: what must be true at a date."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from notices.conflicts import Refused
from people.models import User
from plans.actions.rows import locked, said, sent_before, write
from plans.models import Action, Milestone


@transaction.atomic
def add_milestone(
    *, action: Action, label: str, due_on: date, text: str, by: User, at: datetime, sent_as: UUID | None = None
) -> Milestone:
    """Say what must be true of the action at a date."""
    with ledger.chain(action.notice_id) as record:
        if first := sent_before(Milestone, sent_as, action.notice_id):
            return first
        milestone = Milestone(
            notice_id=action.notice_id,
            action=action,
            label=said(label, "Enter a short name, such as “3 months”", "label"),
            due_on=due_on,
            text=said(text, "Say what must be true by then", "text"),
            sent_as=sent_as,
        )
        keep(milestone, by=by, at=at, why="Milestone added")
        record("milestone.added", milestone, by=by, at=at, action=action.pk, due_on=due_on)
    return milestone


@transaction.atomic
def meet_milestone(
    *, milestone: Milestone, met_on: date, by: User, at: datetime, seen_version: int | None = None
) -> Milestone:
    """Say since when the milestone is true."""
    with ledger.chain(milestone.notice_id) as record:
        milestone = locked(milestone, seen_version)
        if met_on > day_of(at):
            raise Refused("A milestone is met today or earlier", "met_on")
        milestone.met_on = met_on
        write(milestone, "met_on", by=by, at=at, why="Milestone met")
        record("milestone.met", milestone, by=by, at=at, action=milestone.action_id, met_on=met_on)
    return milestone
