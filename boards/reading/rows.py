"""Reads the boards' rows into values: ten queries whatever their size."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import TypeVar

from boards.models import (
    Answer,
    Attendance,
    Attended,
    Authority,
    Board,
    BoardKind,
    Cycle,
    Decision,
    Invitation,
    LogEntry,
    LogImpact,
    LogState,
    LogUpdate,
    Meeting,
    Seat,
    SeatKind,
)
from boards.reading.values import (
    AttendedReading,
    BoardReading,
    BoardsReading,
    CycleReading,
    DecisionReading,
    InvitationReading,
    LogReading,
    LogUpdateReading,
    MeetingReading,
    SeatReading,
)
from notices.models import Notice
from people.models import OrganisationKind, PostHolding

Row = TypeVar("Row")


def read_boards(notice: Notice, on: date) -> BoardsReading:
    """Everything of a notice's boards; `on` decides what is overdue, next, last, and who holds a post."""
    decisions = {row.pk: row for row in _decisions(notice)}
    told = {pk: _decision(row) for pk, row in decisions.items()}
    of_meeting = _by((row for row in decisions.values() if row.meeting_id), "meeting_id")
    attendance = _by(_attendance(notice), "meeting_id")
    invitations = _by(_invitations(notice), "meeting_id")
    meetings = [
        (
            row.board_id,
            _meeting(row, attendance[row.pk], invitations[row.pk], [told[each.pk] for each in of_meeting[row.pk]]),
        )
        for row in Meeting.objects.of(notice).select_related("recorded_by").order_by("on", "pk")
    ]
    seats = _by(_seats(notice), "board_id")
    holders = _holders(notice, on)
    log = _by(_log(notice), "board_id")
    updates = _by(_log_updates(notice), "entry_id")
    boards = tuple(
        _board(
            row,
            tuple(_seat(seat, holders.get(seat.post_id or 0, ())) for seat in seats[row.pk]),
            tuple(meeting for board, meeting in meetings if board == row.pk),
            tuple(_entry(entry, updates[entry.pk], on) for entry in log[row.pk]),
            on,
        )
        for row in Board.objects.of(notice).select_related("chair").order_by("pk")
    )
    cycles = tuple(_cycle(row) for row in Cycle.objects.of(notice).order_by("cutoff_at", "pk"))
    main = next((board for board in boards if board.kind is BoardKind.PARTNERSHIP), None)
    closed = [cycle for cycle in cycles if cycle.cutoff_at.date() < on]
    return BoardsReading(
        boards=boards,
        decisions=tuple(told.values()),
        cycles=cycles,
        last_closed=closed[-1] if closed else None,
        last_meeting=main.last_meeting if main else None,
        next_meeting=main.next_meeting if main else None,
    )


def _decisions(notice: Notice) -> Iterable[Decision]:
    related = ("meeting__board", "letter", "ratified_at_meeting", "recorded_by")
    rows: Iterable[Decision] = Decision.objects.of(notice).select_related(*related).order_by("number", "pk")
    return rows


def _attendance(notice: Notice) -> Iterable[Attendance]:
    rows = Attendance.objects.of(notice).select_related("seat__organisation")
    ordered: Iterable[Attendance] = rows.order_by("seat__order", "pk")
    return ordered


def _invitations(notice: Notice) -> Iterable[Invitation]:
    rows = Invitation.objects.of(notice).select_related("seat__organisation", "sent_by")
    ordered: Iterable[Invitation] = rows.order_by("seat__order", "pk")
    return ordered


def _seats(notice: Notice) -> Iterable[Seat]:
    rows: Iterable[Seat] = Seat.objects.of(notice).select_related("organisation", "post").order_by("order", "pk")
    return rows


def _log(notice: Notice) -> Iterable[LogEntry]:
    rows: Iterable[LogEntry] = LogEntry.objects.of(notice).select_related("owner", "meeting").order_by("number", "pk")
    return rows


def _log_updates(notice: Notice) -> Iterable[LogUpdate]:
    rows = LogUpdate.objects.of(notice).select_related("written_by", "meeting")
    ordered: Iterable[LogUpdate] = rows.order_by("-written_at", "-pk")
    return ordered


def _holders(notice: Notice, on: date) -> dict[int, tuple[str, ...]]:
    """The names of those who hold the seats' posts on that day, by post."""
    posts = Seat.objects.of(notice).filter(post__isnull=False).values("post")
    found: dict[int, tuple[str, ...]] = {}
    for row in PostHolding.objects.filter(post__in=posts).on(on).select_related("user").order_by("pk"):
        found[row.post_id] = (*found.get(row.post_id, ()), row.user.name)
    return found


def _by(rows: Iterable[Row], field: str) -> dict[int, list[Row]]:
    key = attrgetter(field)
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _board(
    row: Board,
    seats: tuple[SeatReading, ...],
    meetings: tuple[MeetingReading, ...],
    log: tuple[LogReading, ...],
    on: date,
) -> BoardReading:
    held = [meeting for meeting in meetings if meeting.held and meeting.on <= on]
    ahead = [meeting for meeting in meetings if not meeting.held and meeting.on >= on]
    return BoardReading(
        pk=row.pk,
        uid=row.uid,
        slug=row.slug,
        name=row.name,
        kind=BoardKind(row.kind),
        chair=row.chair.title if row.chair else "",
        rhythm=row.rhythm,
        seats=seats,
        meetings=meetings,
        log=log,
        last_meeting=held[-1] if held else None,
        next_meeting=ahead[0] if ahead else None,
    )


def _seat(row: Seat, holders: tuple[str, ...]) -> SeatReading:
    warning = ""
    if row.post is None:
        warning = "No post is named for this seat"
    elif not holders:
        warning = "Nobody holds this post today"
    return SeatReading(
        pk=row.pk,
        uid=row.uid,
        title=row.title,
        kind=SeatKind(row.kind),
        organisation=str(row.organisation),
        post=row.post.title if row.post else "",
        post_pk=row.post_id,
        holders=holders,
        required=row.required,
        invited_each_time=row.invited_each_time,
        warning=warning,
    )


def _meeting(
    row: Meeting, attendance: list[Attendance], invitations: list[Invitation], decisions: list[DecisionReading]
) -> MeetingReading:
    counted = Counter(Attended(each.attended) for each in attendance)
    return MeetingReading(
        pk=row.pk,
        uid=row.uid,
        version=row.version,
        on=row.on,
        place=row.place,
        held=row.held,
        notes=row.notes,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        recorded_at=row.recorded_at,
        attendance=tuple(
            AttendedReading(
                each.seat.title, str(each.seat.organisation), SeatKind(each.seat.kind), Attended(each.attended)
            )
            for each in attendance
        ),
        counts={each: counted[each] for each in Attended},
        invitations=tuple(_invitation(each) for each in invitations),
        decisions=tuple(decisions),
    )


def _invitation(row: Invitation) -> InvitationReading:
    return InvitationReading(
        pk=row.pk,
        uid=row.uid,
        version=row.version,
        seat=row.seat.title,
        post_pk=row.seat.post_id,
        organisation=str(row.seat.organisation),
        to=OrganisationKind(row.seat.organisation.kind),
        sent_by=row.sent_by.name,
        sent_at=row.sent_at,
        answer=Answer(row.answer),
    )


def _decision(row: Decision) -> DecisionReading:
    return DecisionReading(
        uid=row.uid,
        number=row.number,
        authority=Authority(row.authority),
        board=row.meeting.board.name if row.meeting else "",
        meeting_on=row.meeting.on if row.meeting else None,
        letter=row.letter.title if row.letter else "",
        decided_on=row.decided_on,
        text=row.text,
        ratified_on=row.ratified_at_meeting.on if row.ratified_at_meeting else None,
        recorded_by=row.recorded_by.name,
        recorded_at=row.recorded_at,
    )


def _entry(row: LogEntry, updates: list[LogUpdate], on: date) -> LogReading:
    return LogReading(
        pk=row.pk,
        uid=row.uid,
        version=row.version,
        number=row.number,
        text=row.text,
        owner=row.owner.title,
        owner_pk=row.owner_id,
        meeting_on=row.meeting.on if row.meeting else None,
        due_on=row.due_on,
        state=LogState(row.state),
        impact=LogImpact(row.impact),
        closed_at=row.closed_at,
        updates=tuple(
            LogUpdateReading(
                each.uid, each.text, each.meeting.on if each.meeting else None, each.written_by.name, each.written_at
            )
            for each in updates
        ),
        overdue=row.state == LogState.OPEN and row.due_on < on,
    )


def _cycle(row: Cycle) -> CycleReading:
    return CycleReading(
        pk=row.pk,
        uid=row.uid,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        cutoff_at=row.cutoff_at,
        moderated_on=row.moderated_on,
        board_on=row.board_on,
    )
