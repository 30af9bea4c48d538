"""The demo's story: illustrative fiction from 8 May to 22 December 2023, told as events in the order of their days."""

from datetime import datetime

from config.demo.story import delivery, elsewhere, evidence, figures, governance, reports, risks, updates, voices
from config.demo.story.boards import EVENTS as _MEETINGS
from config.demo.story.cast import TRACKED_FROM
from config.demo.story.events import Event
from config.demo.story.shapes import at

SET_UP_AT: datetime = at(f"{TRACKED_FROM} 09:00")
"""When the notices, the plans and the people are entered."""

NOW: datetime = at("2023-12-22 09:00")
"""The demo's clock starts here; nothing in the story is later."""


def _in_order(*told: tuple[Event, ...]) -> tuple[Event, ...]:
    """Events by their moment; of one moment, as they are told."""
    return tuple(sorted((event for events in told for event in events), key=lambda event: event.at))


EVENTS: tuple[Event, ...] = _in_order(
    _MEETINGS,
    governance.EVENTS,
    evidence.EVENTS,
    delivery.EVENTS,
    updates.EVENTS,
    figures.EVENTS,
    voices.EVENTS,
    risks.EVENTS,
    reports.EVENTS,
)
"""What happens under Devon's notice of 2022."""

ELSEWHERE: tuple[Event, ...] = _in_order(elsewhere.EVENTS)
"""What happens under the invented council's notice."""
