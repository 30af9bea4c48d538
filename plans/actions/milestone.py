"""An action's milestones: what must be true at a date, that it is, and by which evidence."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from evidence.models import Document
from notices.conflicts import Refused
from people.models import User
from plans.actions.checks import not_before_the_plan
from plans.actions.evidence import attach_evidence
from plans.actions.rows import in_the_plan, locked, said, sent_before, write
from plans.models import Action, Milestone, Plan

LABEL, TEXT = "Enter a short name, such as “3 months”", "Say what must be true by then"


@transaction.atomic
def add_milestone(
    *, action: Action, label: str, due_on: date, text: str, by: User, at: datetime, sent_as: UUID | None = None
) -> Milestone:
    """Say what must be true of the action at a date."""
    with ledger.chain(action.notice_id) as record:
        if first := sent_before(
            Milestone, sent_as, action.notice_id, action_id=action.pk, label=label, text=text, due_on=due_on
        ):
            return first
        action = in_the_plan(action, None)
        check_milestone(action.plan, action.starts_on, label, due_on, text)
        milestone = milestone_of(action, label, due_on, text, sent_as)
        keep(milestone, by=by, at=at, why="Milestone added")
        record("milestone.added", milestone, by=by, at=at, action=action.pk, due_on=due_on)
    return milestone


@transaction.atomic
def edit_milestone(
    *,
    milestone: Milestone,
    label: str,
    due_on: date | None,
    text: str,
    why: str,
    by: User,
    at: datetime,
    seen_version: int | None = None,
) -> Milestone:
    """Change what must be true, or by when; the history keeps what was there, and why it changed."""
    with ledger.chain(milestone.notice_id) as record:
        milestone = _standing(milestone, seen_version)
        if due_on is None and milestone.due_on is not None:
            raise Refused("Enter the day: one that is set is changed, and not taken away", "due_on")
        if due_on is not None and due_on != milestone.due_on:
            _check_day(milestone.action.plan, milestone.action.starts_on, due_on)
        why = said(why, "Say why you change it", "why")
        fields = {"label": said(label, LABEL, "label"), "due_on": due_on, "text": said(text, TEXT, "text")}
        changed = [name for name, value in fields.items() if getattr(milestone, name) != value]
        for name in changed:
            setattr(milestone, name, fields[name])
        if changed:
            write(milestone, *changed, by=by, at=at, why=why)
            digest = ledger.digest(why)
            record("milestone.edited", milestone, by=by, at=at, action=milestone.action_id, due_on=due_on, why=digest)
    return milestone


@transaction.atomic
def meet_milestone(
    *,
    milestone: Milestone,
    met_on: date,
    by: User,
    at: datetime,
    evidence: Document | None = None,
    seen_version: int | None = None,
) -> Milestone:
    """Say since when the milestone is true, and what shows it: that document is then evidence for the action too."""
    with ledger.chain(milestone.notice_id) as record:
        milestone = _standing(milestone, seen_version)
        if met_on > day_of(at):
            raise Refused("A milestone is met today or earlier", "met_on")
        if evidence is not None:
            attach_evidence(action=milestone.action, document=evidence, by=by, at=at)
        milestone.met_on, milestone.evidence = met_on, evidence
        write(milestone, "met_on", "evidence", by=by, at=at, why="Milestone met")
        shown = evidence.pk if evidence else None
        about = milestone.action_id
        record("milestone.met", milestone, by=by, at=at, action=about, met_on=met_on, document=shown)
    return milestone


def not_met(why: str) -> str:
    """The line that history keeps of it, as long as history takes."""
    return f"Not met after all: {why}"[:100]


@transaction.atomic
def take_back_milestone(
    *, milestone: Milestone, why: str, by: User, at: datetime, seen_version: int | None = None
) -> Milestone:
    """Say that the milestone is not met after all. The document stays attached to the action."""
    with ledger.chain(milestone.notice_id) as record:
        milestone = _standing(milestone, seen_version)
        if milestone.met_on is None:
            raise Refused(f"Nobody says that “{milestone.label}” is met")
        why = said(why, "Say why it is not met after all", "why")
        milestone.met_on, milestone.evidence = None, None
        write(milestone, "met_on", "evidence", by=by, at=at, why=not_met(why))
        digest = ledger.digest(why)
        record("milestone.taken_back", milestone, by=by, at=at, action=milestone.action_id, why=digest)
    return milestone


@transaction.atomic
def remove_milestone(
    *, milestone: Milestone, why: str, by: User, at: datetime, seen_version: int | None = None
) -> Milestone:
    """Take a milestone away, with the reason; its row stays, and nobody is asked about it any more."""
    with ledger.chain(milestone.notice_id) as record:
        milestone = _standing(milestone, seen_version)
        milestone.removed_by, milestone.removed_at = by, at
        milestone.removed_why = said(why, "Say why it is removed", "why")
        fields = ("removed_by", "removed_at", "removed_why")
        write(milestone, *fields, by=by, at=at, why="Milestone removed")
        digest = ledger.digest(milestone.removed_why)
        record("milestone.removed", milestone, by=by, at=at, action=milestone.action_id, why=digest)
    return milestone


def _standing(milestone: Milestone, seen_version: int | None) -> Milestone:
    milestone = locked(milestone, seen_version)
    if milestone.removed_at is not None:
        raise Refused(f"“{milestone.label}” was removed meanwhile")
    in_the_plan(milestone.action, None)
    return milestone


def milestone_of(action: Action, label: str, due_on: date | None, text: str, sent_as: UUID | None = None) -> Milestone:
    """A milestone that was checked, not saved yet."""
    return Milestone(
        notice_id=action.notice_id,
        action=action,
        label=label.strip(),
        due_on=due_on,
        text=text.strip(),
        sent_as=sent_as,
    )


def check_milestone(plan: Plan, starts_on: date | None, label: str, due_on: date | None, text: str) -> None:
    """A milestone of an action that starts then: it has a name, says something, and lies within the plan, unless its
    day is still to be settled."""
    if due_on is not None:
        _check_day(plan, starts_on, due_on)
    said(label, LABEL, "label")
    said(text, TEXT, "text")


def _check_day(plan: Plan, starts_on: date | None, due_on: date) -> None:
    not_before_the_plan(plan, due_on, "due_on")
    if starts_on is not None and due_on < starts_on:
        raise Refused("A milestone must not lie before the action’s start", "due_on")
