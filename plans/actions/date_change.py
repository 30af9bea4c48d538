"""Due dates: asked for, then agreed or declined by citing a decision. Until it is agreed the old date counts."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from boards.actions import record_decision
from boards.models import Authority, Board, Decision
from notices.calendar import in_words
from notices.conflicts import Refused
from notices.reader import Reader
from plans import permissions
from plans.actions.rows import in_the_plan, locked, said, same_notice, sent_before, write
from plans.models import Action, ChangeState, CompletionState, DueDateChange


@transaction.atomic
def ask_date_change(
    *,
    action: Action,
    reader: Reader,
    at: datetime,
    to_due_on: date,
    reason: str,
    recovery_steps: str,
    seen_version: int | None = None,
    sent_as: UUID | None = None,
) -> DueDateChange:
    """Ask for another due date, with the reason and the recovery steps. It moves nothing yet."""
    with ledger.chain(action.notice_id) as record:
        if first := sent_before(
            DueDateChange, sent_as, action.notice_id, action_id=action.pk, reason=reason, to_due_on=to_due_on
        ):
            return first
        action = in_the_plan(action, seen_version)
        change = DueDateChange(
            notice_id=action.notice_id,
            action=action,
            asked_by=reader.user,
            asked_at=at,
            from_due_on=_movable(action, to_due_on, day_of(at)),
            to_due_on=to_due_on,
            reason=said(reason, "Say why another date is needed", "reason"),
            recovery_steps=said(recovery_steps, "Say what will be done to meet the new date", "recovery_steps"),
            sent_as=sent_as,
        )
        keep(change, by=reader.user, at=at, why="Another date asked for")
        record(
            "date_change.asked",
            change,
            by=reader.user,
            at=at,
            action=action.pk,
            from_due_on=change.from_due_on,
            to_due_on=to_due_on,
            reason=ledger.digest(change.reason),
        )
    return change


@transaction.atomic
def decide_date_change(
    *,
    change: DueDateChange,
    agreed: bool,
    decision: Decision,
    reader: Reader,
    at: datetime,
    seen_version: int | None = None,
) -> DueDateChange:
    """Record what was decided, by citing the decision; agreed, the action's date moves at once.

    Raises Refused for somebody accountable for the action, for chair's action where the chair is, and for agreeing a
    date that had passed when the decision was taken: declining it stays possible.
    """
    with ledger.chain(change.notice_id) as record:
        same_notice(change.notice_id, decision)
        change = locked(change, seen_version)
        action = locked(change.action, None)
        if change.state != ChangeState.ASKED:
            raise Refused("This request was decided already")
        _check_who_decides(reader, action, decision)
        if agreed:
            _check_still_ahead(change, decision)
        change.state = ChangeState.AGREED if agreed else ChangeState.DECLINED
        change.decision, change.answered_by, change.answered_at = decision, reader.user, at
        fields = ("state", "decision", "answered_by", "answered_at")
        write(change, *fields, by=reader.user, at=at, why=f"Date change {change.state}")
        if agreed:
            action.due_on = change.to_due_on
            write(action, "due_on", by=reader.user, at=at, why=f"Date moved by decision {decision.number}")
        record(
            f"date_change.{change.state}",
            change,
            by=reader.user,
            at=at,
            action=action.pk,
            decision=decision.pk,
            due_on=action.due_on,
        )
    return change


@transaction.atomic
def take_chairs_action(
    *,
    change: DueDateChange,
    agreed: bool,
    text: str,
    reader: Reader,
    at: datetime,
    seen_version: int | None = None,
) -> DueDateChange:
    """Decide between meetings as the chair: it counts at once, and is listed for the board to ratify."""
    with ledger.chain(change.notice_id):
        decision = record_decision(
            notice=change.notice,
            authority=Authority.CHAIR,
            decided_on=day_of(at),
            text=_in_full(change, agreed, said(text, "Write what you decide, and why", "text")),
            by=reader.user,
            at=at,
        )
        return decide_date_change(
            change=change, agreed=agreed, decision=decision, reader=reader, at=at, seen_version=seen_version
        )


def _in_full(change: DueDateChange, agreed: bool, text: str) -> str:
    """The chair's words with what they are about: whoever ratifies them reads them far from the action."""
    ref, to, was = change.action.ref, in_words(change.to_due_on), in_words(change.from_due_on)
    about = f"{ref} is due on {to} instead of {was}." if agreed else f"{ref} stays due on {was}, not on {to}."
    return f"{about} {text}"


def _movable(action: Action, to_due_on: date, today: date) -> date:
    """The date that the request would move. Raises Refused where there is none to move, or nowhere to move it to.

    It may be brought forward, to a day that is still to come: nobody can be asked to have finished already.
    """
    if action.due_on is None:
        raise Refused("This action has no due date to move")
    if to_due_on == action.due_on:
        raise Refused(f"It is due on {in_words(action.due_on)} already: enter another date", "to_due_on")
    if to_due_on <= today:
        raise Refused(f"The new date must lie after today, {in_words(today)}: enter a day to come", "to_due_on")
    if action.starts_on and to_due_on < action.starts_on:
        raise Refused(f"The new date must not lie before the start on {in_words(action.starts_on)}", "to_due_on")
    if action.completions.filter(state__in=[CompletionState.WAITING, CompletionState.CONFIRMED]).exists():
        raise Refused("Completion has been claimed: its date no longer moves")
    if action.date_changes.filter(state=ChangeState.ASKED).exists():
        raise Refused("Another date is asked for already: wait until that request is decided")
    return action.due_on


def _check_still_ahead(change: DueDateChange, decision: Decision) -> None:
    """The day of the decision counts, not that of recording it: what the board agreed in time may be written later."""
    if change.to_due_on < decision.decided_on:
        raise Refused(
            f"{in_words(change.to_due_on)} had passed by {in_words(decision.decided_on)}, the day of this decision: "
            "decline the request, so that another date can be asked for",
            "agreed",
        )


def _check_who_decides(reader: Reader, action: Action, decision: Decision) -> None:
    if permissions.is_accountable(reader, action):
        raise Refused("You are accountable for this action: somebody else records the decision on its date")
    if decision.authority != Authority.CHAIR:
        return
    if DueDateChange.objects.filter(decision=decision).exists():
        about = f"Decision {decision.number} was the chair’s on another request"
        raise Refused(f"{about}: the chair decides on each one, or the board does", "decision")
    posts = [each.post_id for each in action.accountabilities.all() if each.post_id]
    if Board.objects.filter(notice=action.notice_id, chair__in=posts).exists():
        raise Refused("The chair is accountable for this action: the board or DfE decides on its date", "decision")
