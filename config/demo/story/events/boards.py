"""What boards do: invitations, meetings, decisions, the log."""

from dataclasses import dataclass
from datetime import date

from config.demo.story.events.base import Event


@dataclass(frozen=True)
class InvitationsSent(Event):
    """Invitations to a meeting, to these seats."""

    meeting: str
    seats: tuple[str, ...]


@dataclass(frozen=True)
class InvitationAnswered(Event):
    """What an invited seat answered: "coming" or "not_coming"."""

    meeting: str
    seat: str
    answer: str


@dataclass(frozen=True)
class MeetingHeld(Event):
    """That a meeting was held; each pair is a seat and how it was filled, as in `boards.Attended`."""

    meeting: str
    attendance: tuple[tuple[str, str], ...]
    notes: str = ""


@dataclass(frozen=True)
class Decided(Event):
    """A numbered decision of the board at a meeting."""

    number: int
    meeting: str
    text: str
    authority: str = "board"


@dataclass(frozen=True)
class LogEntryAdded(Event):
    """A line of the action and impact log; `owner` is a post."""

    number: int
    meeting: str
    text: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class LogEntryUpdated(Event):
    """What was said of a log entry at a meeting; `impact` as in `boards.LogImpact`."""

    number: int
    meeting: str
    text: str
    impact: str
    done: bool = False
