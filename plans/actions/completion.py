"""Completion: claimed with evidence and an impact statement, confirmed or returned by a second person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.history import keep
from notices.conflicts import Refused
from notices.reader import Reader
from plans import permissions
from plans.actions.rows import in_the_plan, locked, said, sent_before, write
from plans.models import Action, Completion, CompletionState

UNPROVED = "Attach the evidence first: an action is complete when a second person can see that it is"
UNSAID = "Say what is missing"


@transaction.atomic
def claim_completion(
    *,
    action: Action,
    reader: Reader,
    at: datetime,
    impact_statement: str,
    seen_version: int | None = None,
    sent_as: UUID | None = None,
) -> Completion:
    """Say that the action is complete. It needs evidence, attached beforehand, and what difference it made."""
    with ledger.chain(action.notice_id) as record:
        if first := sent_before(
            Completion, sent_as, action.notice_id, action_id=action.pk, impact_statement=impact_statement
        ):
            return first
        action = in_the_plan(action, seen_version)
        if action.completions.filter(state__in=[CompletionState.WAITING, CompletionState.CONFIRMED]).exists():
            raise Refused("Completion has been claimed already")
        if not action.evidence.exists():
            raise Refused(UNPROVED)
        completion = Completion(
            notice_id=action.notice_id,
            action=action,
            claimed_by=reader.user,
            claimed_at=at,
            impact_statement=said(impact_statement, "Say what difference the action made", "impact_statement"),
            sent_as=sent_as,
        )
        keep(completion, by=reader.user, at=at, why="Completion claimed")
        write(action, by=reader.user, at=at, why="Completion claimed")
        digest = ledger.digest(completion.impact_statement)
        record("completion.claimed", completion, by=reader.user, at=at, action=action.pk, impact=digest)
    return completion


@transaction.atomic
def confirm_completion(
    *, completion: Completion, reader: Reader, at: datetime, answer: str = "", seen_version: int | None = None
) -> Completion:
    """Accept the evidence: the action is blue from now on. Only a second person who is not accountable may."""
    return _answer(
        completion, CompletionState.WAITING, CompletionState.CONFIRMED, reader, at, answer.strip(), seen_version
    )


@transaction.atomic
def return_completion(
    *, completion: Completion, reader: Reader, at: datetime, answer: str, seen_version: int | None = None
) -> Completion:
    """Send the claim back with what is missing; lateness counts on as if it had not been made."""
    answer = said(answer, UNSAID, "answer")
    return _answer(completion, CompletionState.WAITING, CompletionState.RETURNED, reader, at, answer, seen_version)


@transaction.atomic
def reopen(
    *, completion: Completion, reader: Reader, at: datetime, answer: str, seen_version: int | None = None
) -> Completion:
    """Take back a confirmed completion, with the reason: the action runs on."""
    answer = said(answer, "Say why the action is opened again", "answer")
    return _answer(completion, CompletionState.CONFIRMED, CompletionState.REOPENED, reader, at, answer, seen_version)


def _answer(
    completion: Completion,
    was: CompletionState,
    becomes: CompletionState,
    reader: Reader,
    at: datetime,
    answer: str,
    seen_version: int | None,
) -> Completion:
    with ledger.chain(completion.notice_id) as record:
        completion = locked(completion, seen_version)
        if completion.state != was:
            raise Refused(f"This claim is {CompletionState(completion.state).label.lower()} by now")
        if completion.claimed_by_id == reader.user.pk:
            raise Refused("You claimed this completion: a second person answers it")
        if permissions.is_accountable(reader, completion.action):
            raise Refused("You are accountable for this action: somebody who is not answers the claim")
        completion.state, completion.answer = becomes, answer
        completion.answered_by, completion.answered_at = reader.user, at
        fields = ("state", "answer", "answered_by", "answered_at")
        write(completion, *fields, by=reader.user, at=at, why=f"Completion {becomes}")
        digest = ledger.digest(answer) if answer else ""
        record(f"completion.{becomes}", completion, by=reader.user, at=at, action=completion.action_id, answer=digest)
    return completion
