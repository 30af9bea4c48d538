"""The one clock. Views, tasks and commands ask it and pass the answer on; nothing below them asks for the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")
_shown: ContextVar[datetime | None] = ContextVar("shown", default=None)


def now() -> datetime:
    """The moment, aware, in UTC: real time, or in the demo the story's time, which runs as real time does."""
    shown = _shown.get()
    if shown is not None:
        return shown.astimezone(UTC)
    real = datetime.now(UTC)
    if settings.DEMO_CLOCK is None:
        return real
    story, started = settings.DEMO_CLOCK
    return (story + (real - started)).astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day in London on which a moment falls."""
    return moment.astimezone(LONDON).date()


def today() -> date:
    """The day in London, now."""
    return day_of(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Show this moment until the block ends: so the demo's story is replayed. Refused outside the demo."""
    if not settings.DEMO:
        raise RuntimeError("The clock shows another time in the demo only.")
    before = _shown.set(moment)
    try:
        yield
    finally:
        _shown.reset(before)
