"""Decisions: of the board at a meeting, of the chair between meetings, of DfE in a letter."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from boards.models import Authority, Decision, Meeting
from evidence.models import Document
from notices.conflicts import Refused, sent_before
from notices.models import Notice
from people.models import User


@transaction.atomic
def record_decision(
    *,
    notice: Notice,
    authority: Authority,
    decided_on: date,
    text: str,
    by: User,
    at: datetime,
    meeting: Meeting | None = None,
    letter: Document | None = None,
    sent_as: UUID | None = None,
) -> Decision:
    """Record a decision under the notice's next number. The board's bears its meeting's day, DfE's its letter.

    Raises Refused for a day to come, a board's decision without a meeting, or one of DfE without a letter.
    """
    with ledger.chain(notice.pk) as record:
        if sent := sent_before(Decision, sent_as, notice.pk):
            return sent
        if authority == Authority.BOARD:
            if meeting is None:
                raise Refused("Choose the meeting at which the board decided", "meeting")
            decided_on = meeting.on
        if authority == Authority.DFE and letter is None:
            raise Refused("Add the letter in which DfE decided, then choose it here", "letter")
        if authority == Authority.CHAIR and meeting is not None:
            raise Refused("Chair’s action is taken between meetings: leave the meeting empty", "meeting")
        if decided_on > day_of(at):
            raise Refused("A decision cannot be of a day to come: record it once it was taken", "decided_on")
        if not text.strip():
            raise Refused("Write what was decided", "text")
        last: int | None = Decision.objects.filter(notice=notice).aggregate(last=Max("number"))["last"]
        decision = Decision(
            notice=notice,
            number=(last or 0) + 1,
            authority=authority,
            meeting=meeting,
            letter=letter,
            decided_on=decided_on,
            text=text,
            recorded_by=by,
            recorded_at=at,
            sent_as=sent_as,
        )
        keep(decision, by=by, at=at, why="Recorded")
        record(
            "decision.recorded",
            decision,
            by=by,
            at=at,
            number=decision.number,
            authority=authority,
            decided_on=decided_on,
            text=ledger.digest(text),
        )
    return decision


@transaction.atomic
def ratify(*, decision: Decision, meeting: Meeting, by: User, at: datetime) -> Decision:
    """Say at which meeting the board ratified a chair's action. Raises Refused for any other decision or meeting."""
    with ledger.chain(decision.notice_id) as record:
        stored = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if stored.authority != Authority.CHAIR:
            raise Refused("Only a chair’s action is ratified", "decision")
        if stored.ratified_at_meeting_id == meeting.pk:
            return stored
        if stored.ratified_at_meeting_id is not None:
            raise Refused("This was ratified at another meeting already", "decision")
        if not meeting.held or meeting.on < stored.decided_on:
            raise Refused("Choose a meeting that was held after the chair decided", "meeting")
        stored.ratified_at_meeting = meeting
        stored.version += 1
        keep(stored, by=by, at=at, why="Ratified", only=["ratified_at_meeting", "version"])
        record("decision.ratified", stored, by=by, at=at, number=stored.number, on=meeting.on)
    return stored
