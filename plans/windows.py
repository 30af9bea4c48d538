"""Which update window closed last: who wrote nothing in it is silent."""

from datetime import date

from boards.models import Cycle
from notices.models import Notice


def last_closed_window(notice: Notice, on: date) -> Cycle | None:
    """The cycle whose window closed last before that day. What is sent until its cut-off still belongs to it."""
    rows = Cycle.objects.of(notice).filter(closes_on__lt=on)
    found: Cycle | None = rows.order_by("-closes_on", "-pk").first()
    return found
