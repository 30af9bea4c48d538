"""Who decides: the board’s seats, meetings, decisions and log."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SeatFigures:
    """A place on the board."""

    title: str
    organisation: str
    kind: str
    required: bool
    vacant: bool


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """A meeting that was held or is planned. `invited`: (organisation, day sent, answer) of those invited each time."""

    uid: str
    board: str
    on: date
    held: bool
    present: int
    seats: int
    apologies: tuple[str, ...]
    invited: tuple[tuple[str, date, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """What was decided."""

    uid: str
    number: int
    authority: str
    decided_on: date
    meeting_on: date | None
    text: str


@dataclass(frozen=True, slots=True)
class LogFigures:
    """One line of the action and impact log."""

    uid: str
    number: int
    text: str
    owner: str
    due_on: date
    state: str
    impact: str
    latest: str
    late: bool


@dataclass(frozen=True, slots=True)
class BoardFigures:
    """The partnership board: its seats, meetings, decisions and log."""

    name: str
    slug: str
    seats: tuple[SeatFigures, ...]
    meetings: tuple[MeetingFigures, ...]
    decisions: tuple[DecisionFigures, ...]
    log: tuple[LogFigures, ...]
    last_meeting_on: date | None
    next_meeting_on: date | None
