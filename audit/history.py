"""The one door to history: a row is saved with who, when and why, and leaves a history row that says so."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from audit.ledger import Person
from audit.models import Tracked

Row = TypeVar("Row", bound=Tracked)
MOST = 1_000
"""Rows of one statement."""
MOST_CHANGED = 250
"""The same, where each row has its own case of each field."""


def keep(row: Row, *, by: Person | None, at: datetime, why: str = "", only: Iterable[str] | None = None) -> Row:
    """Save a new or changed row. `why` is a short sentence for the timeline; `only` names the fields to write.

    The history attributes are cleared again: left on the instance they would mark its next save too.
    """
    with _said([row], by, at, why):
        row.save(update_fields=None if only is None else list(only))
    return row


def keep_new(rows: Sequence[Row], *, by: Person | None, at: datetime, why: str = "") -> Sequence[Row]:
    """Save new rows of one kind, as `keep` saves each: in two statements, however many they are. They have their keys
    then."""
    with _said(rows, by, at, why):
        if rows:
            bulk_create_with_history(rows, type(rows[0]), batch_size=MOST)
    return rows


def keep_changed(
    rows: Sequence[Row], fields: Iterable[str], *, by: Person | None, at: datetime, why: str = ""
) -> Sequence[Row]:
    """Save these fields of changed rows of one kind, as `keep` saves each with `only`: in two statements for each few
    hundred."""
    with _said(rows, by, at, why):
        if rows:
            kind = type(rows[0])
            told: Any = {"batch_size": MOST_CHANGED, "manager": kind._base_manager}
            bulk_update_with_history(rows, kind, list(fields), **told)
    return rows


@contextmanager
def _said(rows: Sequence[Tracked], by: Person | None, at: datetime, why: str) -> Iterator[None]:
    """The history attributes on all of the rows, and cleared again."""
    for row in rows:
        row._history_user, row._history_date, row._change_reason = by, at, why  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for row in rows:
            del row._history_user, row._history_date, row._change_reason  # type: ignore[attr-defined]


def remove(row: Tracked, *, by: Person | None, at: datetime, why: str) -> None:
    """Take away a row that only says that two others belong together. Its history stays, and says who, when and why."""
    row._history_user, row._history_date, row._change_reason = by, at, why  # type: ignore[attr-defined]
    row.delete()
