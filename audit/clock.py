"""The one clock. Views, tasks and commands ask it and pass the answer on; nothing below them asks for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The moment, aware, in UTC: real time, or in the demo the story's time, which runs as real time does."""
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
