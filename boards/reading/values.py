"""What readers are told of a notice's boards: frozen values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from boards.models import (
    Answer,
    Attended,
    Authority,
    BoardKind,
    LogImpact,
    LogState,
    SeatKind,
)
from people.models import OrganisationKind


@dataclass(frozen=True)
class SeatReading:
    """A place on a board. `warning` says why it counts as vacant; "" when somebody holds its post."""

    pk: int
    uid: UUID
    title: str
    kind: SeatKind
    organisation: str
    post: str
    post_pk: int | None
    holders: tuple[str, ...]
    required: bool
    invited_each_time: bool
    warning: str

    @property
    def vacancy(self) -> str:
        """The warning as a sentence of its own."""
        return f"The notice asks for the seat “{self.title}”. {self.warning}."


@dataclass(frozen=True)
class AttendedReading:
    """How a seat was filled at a meeting."""

    seat: str
    organisation: str
    kind: SeatKind
    attended: Attended


@dataclass(frozen=True)
class InvitationReading:
    """That a seat was invited. `to` is the organisation's kind: DfE and NHS England are asked for by the notice.
    `answered` says the answer as it stands: nobody answers a meeting that is over any more."""

    pk: int
    uid: UUID
    version: int
    seat: str
    post_pk: int | None
    organisation: str
    to: OrganisationKind
    sent_by: str
    sent_at: datetime
    answer: Answer
    answered: str


@dataclass(frozen=True)
class DecisionReading:
    """What was decided, by whose authority. `ratified_on` is the day of the meeting that ratified a chair's action."""

    uid: UUID
    number: int
    authority: Authority
    board: str
    meeting_pk: int | None
    meeting_on: date | None
    letter: str
    decided_on: date
    text: str
    ratified_on: date | None
    recorded_by: str
    recorded_at: datetime

    @property
    def awaits_ratification(self) -> bool:
        return self.authority is Authority.CHAIR and self.ratified_on is None


@dataclass(frozen=True)
class LogUpdateReading:
    """What was said of a log entry."""

    uid: UUID
    text: str
    meeting_on: date | None
    written_by: str
    written_at: datetime


@dataclass(frozen=True)
class LogReading:
    """A line of the action and impact log with its updates, the latest first."""

    pk: int
    uid: UUID
    version: int
    number: int
    text: str
    owner: str
    owner_pk: int
    meeting_on: date | None
    due_on: date
    state: LogState
    impact: LogImpact
    closed_at: datetime | None
    updates: tuple[LogUpdateReading, ...]
    overdue: bool

    @property
    def latest(self) -> LogUpdateReading | None:
        return self.updates[0] if self.updates else None


@dataclass(frozen=True)
class MeetingReading:
    """A meeting. `counts` says how many seats were filled in which way; `invitations` holds those to everybody."""

    pk: int
    uid: UUID
    version: int
    on: date
    place: str
    held: bool
    notes: str
    recorded_by: str
    recorded_at: datetime | None
    attendance: tuple[AttendedReading, ...]
    counts: Mapping[Attended, int]
    invitations: tuple[InvitationReading, ...]
    decisions: tuple[DecisionReading, ...]

    @property
    def apologies(self) -> tuple[str, ...]:
        """The seats that sent apologies."""
        return tuple(row.seat for row in self.attendance if row.attended is Attended.APOLOGIES)

    @property
    def came(self) -> int:
        """How many seats were filled, in person or by somebody else."""
        return self.counts.get(Attended.PRESENT, 0) + self.counts.get(Attended.REPRESENTED, 0)

    def invited(self, kind: OrganisationKind) -> tuple[InvitationReading, ...]:
        """The invitations to one kind of organisation, such as DfE or NHS England."""
        return tuple(row for row in self.invitations if row.to is kind)


@dataclass(frozen=True)
class BoardReading:
    """A board with its seats in order, its meetings by date and its log by number."""

    pk: int
    uid: UUID
    slug: str
    name: str
    kind: BoardKind
    chair: str
    rhythm: str
    seats: tuple[SeatReading, ...]
    meetings: tuple[MeetingReading, ...]
    log: tuple[LogReading, ...]
    last_meeting: MeetingReading | None
    next_meeting: MeetingReading | None

    @property
    def vacant(self) -> tuple[SeatReading, ...]:
        """Seats that the notice asks for and nobody holds."""
        return tuple(seat for seat in self.seats if seat.required and seat.warning)

    @property
    def open_log(self) -> tuple[LogReading, ...]:
        return tuple(entry for entry in self.log if entry.state is LogState.OPEN)


@dataclass(frozen=True)
class BoardsReading:
    """All boards of a notice on a day. `last_meeting` and `next_meeting` are the partnership board's."""

    boards: tuple[BoardReading, ...]
    decisions: tuple[DecisionReading, ...]
    last_meeting: MeetingReading | None
    next_meeting: MeetingReading | None
