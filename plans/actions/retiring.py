"""An action that leaves the plan, with the reason; and one that comes back."""

from datetime import datetime

from django.db import transaction

from audit import ledger
from notices.conflicts import Refused
from people.models import User
from plans.actions.rows import in_the_plan, locked, said, write
from plans.models import Action, ChangeState, CompletionState

FIELDS = ("retired_by", "retired_at", "retired_why")


@transaction.atomic
def retire_action(*, action: Action, why: str, by: User, at: datetime, seen_version: int | None = None) -> Action:
    """Take an action out of the plan: it is listed, counted and reported no more; what was said of it stays.

    Raises Refused while somebody waits for an answer on it, and for a complete one: what was done stays in the plan.
    """
    with ledger.chain(action.notice_id) as record:
        action = in_the_plan(action, seen_version)
        why = said(why, "Say why it leaves the plan", "why")
        claims = set(action.completions.values_list("state", flat=True))
        if CompletionState.CONFIRMED in claims:
            raise Refused(f"{action.ref} is complete, and what was done stays in the plan: open it again first")
        if CompletionState.WAITING in claims:
            raise Refused(f"Somebody claims that {action.ref} is complete: answer the claim first")
        if action.date_changes.filter(state=ChangeState.ASKED).exists():
            raise Refused(f"Another date was asked for {action.ref}: record the decision on it first")
        action.retired_by, action.retired_at, action.retired_why = by, at, why
        write(action, *FIELDS, by=by, at=at, why="Retired from the plan")
        record("action.retired", action, by=by, at=at, ref=action.ref, why=ledger.digest(why))
    return action


def brought_back(why: str) -> str:
    """The line that history keeps of it, as long as history takes."""
    return f"Brought back: {why}"[:100]


@transaction.atomic
def bring_back_action(*, action: Action, why: str, by: User, at: datetime, seen_version: int | None = None) -> Action:
    """Put a retired action back into the plan, with all that was said of it."""
    with ledger.chain(action.notice_id) as record:
        action = locked(action, seen_version)
        if action.retired_at is None:
            raise Refused(f"{action.ref} stands in the plan")
        why = said(why, "Say why it comes back", "why")
        action.retired_by, action.retired_at, action.retired_why = None, None, ""
        write(action, *FIELDS, by=by, at=at, why=brought_back(why))
        record("action.brought_back", action, by=by, at=at, ref=action.ref, why=ledger.digest(why))
    return action
