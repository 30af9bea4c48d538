"""The shapes of the story's standing parts: accounts and posts, boards, cycles, meetings, reports."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def at(moment: str) -> datetime:
    """A moment in London, from "2023-06-05 10:20"."""
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)


def day(text: str) -> date:
    """A day, from "2023-06-05"."""
    return date.fromisoformat(text)


@dataclass(frozen=True)
class Grant:
    """Access to a notice in a role (a value of `notices.roles.Role`), from a day, perhaps to a day."""

    notice: str
    role: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Account:
    """Somebody who signs in as `key`@demo.example. The name shown is a role or post title, never a person's."""

    key: str
    name: str
    organisation: str
    grants: tuple[Grant, ...] = ()

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.key}@demo.example"


@dataclass(frozen=True)
class Holding:
    """Who holds a post, from when, to when (the last day included)."""

    post: str
    account: str
    starts_on: date
    ends_on: date | None = None
    interim: bool = False


@dataclass(frozen=True)
class Delegation:
    """Who may write for a post, from when, to when."""

    post: str
    account: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Contact:
    """Who acts for an organisation that is itself accountable."""

    organisation: str
    account: str
    starts_on: date


@dataclass(frozen=True)
class Recipient:
    """A named recipient of written reports, and for which organisation."""

    account: str
    organisation: str


@dataclass(frozen=True)
class Board:
    """A board, its chair's post and how often it meets, as people say it. `kind` as in `boards.BoardKind`."""

    slug: str
    name: str
    kind: str
    chair: str
    rhythm: str


@dataclass(frozen=True)
class Seat:
    """A place on a board; `required_by` is the clause that asks for it (or "plan"); empty while its post is."""

    key: str
    board: str
    title: str
    kind: str
    organisation: str
    post: str = ""
    required_by: str = ""
    invited_each_time: bool = False


@dataclass(frozen=True)
class Cycle:
    """One round of the board's work; `key` is the month of its board, "2023-06"."""

    key: str
    opens_on: date
    closes_on: date
    cut_off: datetime
    moderated_on: date
    pack_on: date
    board_on: date


@dataclass(frozen=True)
class Meeting:
    """A meeting, planned or held. Held ones have a `MeetingHeld` event."""

    key: str
    board: str
    on: date
    place: str
    cycle: str = ""


@dataclass(frozen=True)
class Report:
    """A written report under the two-monthly obligation, known by the day it is due."""

    number: int
    due_on: date
    period_from: date
    cut_off_on: date
