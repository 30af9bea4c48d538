"""The action and impact log: what was agreed, who does it by when, what came of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from audit import ledger
from audit.history import keep
from boards.models import Board, LogEntry, LogImpact, LogState, LogUpdate, Meeting
from notices.conflicts import ChangedMeanwhile, Refused, refuse_repeated, sent_before
from people.models import Post, User


@transaction.atomic
def add_log_entry(
    *,
    board: Board,
    text: str,
    owner: Post,
    due_on: date,
    by: User,
    at: datetime,
    meeting: Meeting | None = None,
    sent_as: UUID | None = None,
) -> LogEntry:
    """Add a line to the log under the board's next number. `meeting` is the one at which it was agreed."""
    with ledger.chain(board.notice_id) as record:
        if sent := sent_before(LogEntry, sent_as, board.notice_id):
            return sent
        if not text.strip():
            raise Refused("Write what is to be done", "text")
        if meeting is not None and due_on < meeting.on:
            raise Refused("The day it is due must not be before the meeting that agreed it", "due_on")
        last: int | None = board.log.aggregate(last=Max("number"))["last"]
        entry = LogEntry(
            notice_id=board.notice_id,
            board=board,
            number=(last or 0) + 1,
            meeting=meeting,
            text=text,
            owner=owner,
            due_on=due_on,
            added_by=by,
            added_at=at,
            sent_as=sent_as,
        )
        before = board.log.filter(added_by=by).order_by("-number").first()
        refuse_repeated(before, entry, ("meeting_id", "text", "owner_id", "due_on"), "added_at")
        keep(entry, by=by, at=at, why="Added")
        record("log.added", entry, by=by, at=at, number=entry.number, due_on=due_on, text=ledger.digest(text))
    return entry


@transaction.atomic
def update_log_entry(
    *,
    entry: LogEntry,
    text: str,
    impact: LogImpact,
    done: bool,
    by: User,
    at: datetime,
    seen_version: int,
    meeting: Meeting | None = None,
    sent_as: UUID | None = None,
) -> LogUpdate:
    """Say what was done, what difference it made and whether it is finished. A finished entry can be opened again."""
    with ledger.chain(entry.notice_id) as record:
        if sent := sent_before(LogUpdate, sent_as, entry.notice_id):
            return sent
        stored = LogEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
        if stored.version != seen_version:
            raise ChangedMeanwhile(stored)
        if not text.strip():
            raise Refused("Write what was done since the last time", "text")
        update = LogUpdate(
            notice_id=stored.notice_id,
            entry=stored,
            meeting=meeting,
            text=text,
            written_by=by,
            written_at=at,
            sent_as=sent_as,
        )
        if (stored.impact, stored.state == LogState.DONE) == (impact, done):
            before = stored.updates.order_by("-written_at", "-pk").first()
            refuse_repeated(before, update, ("meeting_id", "text", "written_by_id"), "written_at")
        stored.impact = impact
        if done and stored.state == LogState.OPEN:
            stored.state, stored.closed_by, stored.closed_at = LogState.DONE, by, at
        elif not done:
            stored.state, stored.closed_by, stored.closed_at = LogState.OPEN, None, None
        stored.version += 1
        fields = ["impact", "state", "closed_by", "closed_at", "version"]
        keep(stored, by=by, at=at, why="Done" if done else "Updated", only=fields)
        keep(update, by=by, at=at, why="Added")
        record("log.updated", stored, by=by, at=at, number=stored.number, impact=impact, state=stored.state)
    return update
