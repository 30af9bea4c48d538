"""Which round of the board's work a moment belongs to. An update sent after a cut-off belongs to the next round."""

from datetime import date, datetime

from boards.models import BoardKind, Cycle, Meeting
from notices.models import Notice


def cycle_for(notice: Notice, at: datetime) -> Cycle | None:
    """The round that something written at that moment belongs to: the one whose cut-off comes next."""
    rows = Cycle.objects.of(notice).filter(cutoff_at__gte=at)
    found: Cycle | None = rows.order_by("cutoff_at", "pk").first()
    return found


def last_closed(notice: Notice, at: datetime) -> Cycle | None:
    """The round that was cut off last."""
    rows = Cycle.objects.of(notice).filter(cutoff_at__lt=at)
    found: Cycle | None = rows.order_by("-cutoff_at", "-pk").first()
    return found


def next_board(notice: Notice, on: date) -> Meeting | None:
    """The partnership board's next meeting, on that day or later, that was not held yet."""
    rows = Meeting.objects.of(notice).filter(board__kind=BoardKind.PARTNERSHIP, held=False, on__gte=on)
    found: Meeting | None = rows.order_by("on", "pk").first()
    return found
