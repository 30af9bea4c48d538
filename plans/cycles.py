"""Which round of the board's work an update belongs to, and which window closed last."""

from datetime import date, datetime

from django.db.models import Case, Value, When

from audit.clock import day_of
from boards.models import Cycle


def cycle_for(notice_id: int, at: datetime) -> Cycle | None:
    """The cycle whose window is open at that moment, up to its cut-off; after it, or between windows, the next one."""
    is_open = Case(When(opens_on__lte=day_of(at), then=Value(0)), default=Value(1))
    found: Cycle | None = (
        Cycle.objects.filter(notice=notice_id, cutoff_at__gte=at).order_by(is_open, "cutoff_at", "pk").first()
    )
    return found


def last_closed(notice_id: int, on: date) -> Cycle | None:
    """The cycle whose window closed last before that day."""
    found: Cycle | None = Cycle.objects.filter(notice=notice_id, closes_on__lt=on).order_by("-closes_on", "-pk").first()
    return found
