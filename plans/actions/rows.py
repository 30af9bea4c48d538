"""How every verb here finds, locks and writes a row."""

from datetime import datetime
from typing import TypeVar

from audit.clock import day_of
from audit.history import keep
from notices.calendar import in_words
from notices.conflicts import ChangedMeanwhile, Refused, sent_before
from notices.rows import NoticeRow
from people.models import User
from plans.models import Action

# sent_before is defined lower, for the verbs of every room
__all__ = ["in_force", "in_the_plan", "locked", "said", "same_notice", "sent_before", "write"]

Row = TypeVar("Row", bound=NoticeRow)


def locked(row: Row, seen_version: int | None) -> Row:
    """The row as it is stored now, locked. Raises ChangedMeanwhile when it is not the version that was seen.

    None for `seen_version` is for a program that has just read the row; a form always says what it saw.
    """
    fresh: Row = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if seen_version is not None and fresh.version != seen_version:
        raise ChangedMeanwhile(fresh)
    return fresh


def in_the_plan(action: Action, seen_version: int | None) -> Action:
    """The action, locked, to say something of it. Raises Refused when it is retired, and what `locked` raises."""
    fresh = locked(action, None)
    in_force(fresh)
    if seen_version is not None and fresh.version != seen_version:
        raise ChangedMeanwhile(fresh)
    return fresh


def in_force(action: Action) -> None:
    """Raises Refused for an action that is retired."""
    if action.retired_at is not None:
        when = in_words(day_of(action.retired_at))
        said = f"{action.ref} was retired on {when}, and nothing is said of it any more: the lead can bring it back"
        raise Refused(said)


def write(row: Row, *changed: str, by: User, at: datetime, why: str) -> Row:
    """Save these fields of an edited row, its version one higher."""
    row.version += 1
    return keep(row, by=by, at=at, why=why, only=[*changed, "version"])


def said(text: str, sentence: str, field: str) -> str:
    """The text without blanks around it. Raises Refused with the sentence when nothing is left."""
    text = text.strip()
    if not text:
        raise Refused(sentence, field)
    return text


def same_notice(notice_id: int, *others: NoticeRow | None) -> None:
    """Raises Refused for a row of another notice: a forged id, or a slip."""
    if any(other is not None and other.notice_id != notice_id for other in others):
        raise Refused("Choose something that belongs to this notice")
