"""What a meeting of the partnership board proves: that the board met as the notice asks."""

from datetime import date, datetime

from boards.models import BoardKind, Meeting
from govuk import words
from notices.actions import record_fulfilment
from notices.models import Fulfilment, Obligation, ObligationKind
from notices.reading import read_obligation
from people.models import User


def meet(meeting: Meeting, *, by: User, at: datetime) -> list[Fulfilment]:
    """Record, for each tracked obligation to meet, the occurrence that this meeting answers: the one whose due day is
    the next from its own day on. One that was missed before stays missed, and a second meeting answers nothing more."""
    if meeting.board.kind != BoardKind.PARTNERSHIP:
        return []
    asked = Obligation.objects.of(meeting.notice).filter(kind=ObligationKind.BOARD, tracked=True)
    return [
        record_fulfilment(
            obligation=obligation,
            due_on=due_on,
            met_on=meeting.on,
            how=f"The board met on {words.day(meeting.on)}; its attendance is recorded",
            by=by,
            at=at,
        )
        for obligation in asked.select_related("clause", "confirmed_by").order_by("pk")
        if (due_on := _answered(obligation, meeting))
    ]


def _answered(obligation: Obligation, meeting: Meeting) -> date | None:
    """The round in which it met, when no other meeting met that one already."""
    known = list(Fulfilment.objects.filter(obligation=obligation).order_by("due_on", "pk"))
    read = read_obligation(obligation, meeting.notice, known, meeting.on)
    its_own = next((each for each in read.occurrences if each.due_on >= meeting.on), None)
    return its_own.due_on if its_own and its_own.met_on is None else None
