"""Reads the boards' rows into values: five queries whatever their size."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from boards.models import (
    Answer,
    Attendance,
    Attended,
    Authority,
    Board,
    BoardKind,
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
    DecisionReading,
    InvitationReading,
    LogReading,
    LogUpdateReading,
    MeetingReading,
    SeatReading,
)
from notices.models import Notice
from people.models import OrganisationKind, PostHolding

Told = TypeVar("Told")


def read_boards(notice: Notice, on: date) -> BoardsReading:
    """Everything of a notice's boards; `on` decides what is overdue, next, last, and who holds a post."""
    decisions = [_decision(row) for row in _decisions(notice)]
    meetings = _by_board((row.board_id, _meeting(row, decisions, on)) for row in _meetings(notice))
    seats = _by_board((row.board_id, _seat(row)) for row in _seats(notice, on))
    log = _by_board((row.board_id, _entry(row, on)) for row in _log(notice))
    rows = Board.objects.of(notice).select_related("chair").order_by("pk")
    boards = tuple(_board(row, seats[row.pk], meetings[row.pk], log[row.pk], on) for row in rows)
    main = next((board for board in boards if board.kind is BoardKind.PARTNERSHIP), None)
    return BoardsReading(
        boards=boards,
        decisions=tuple(decisions),
        last_meeting=main.last_meeting if main else None,
        next_meeting=main.next_meeting if main else None,
    )


def _decisions(notice: Notice) -> Iterable[Any]:
    related = ("meeting__board", "letter", "ratified_at_meeting", "recorded_by")
    return Decision.objects.of(notice).select_related(*related).order_by("number", "pk")


def _meetings(notice: Notice) -> Iterable[Any]:
    """The meetings, each with its attendance and its invitations as plain values."""
    seat = {"seat": "seat__title", "organisation": _name_of("seat__organisation"), "kind": "seat__kind"}
    filled = Attendance.objects.filter(meeting=OuterRef("pk")).order_by("seat__order", "pk")
    sent = Invitation.objects.filter(meeting=OuterRef("pk")).order_by("seat__order", "pk")
    invited = {
        **{name: name for name in ("pk", "uid", "version", "sent_at", "answer")},
        **seat,
        "post_pk": "seat__post",
        "to": "seat__organisation__kind",
        "sent_by": "sent_by__name",
    }
    rows = Meeting.objects.of(notice).select_related("recorded_by").order_by("on", "pk")
    return rows.annotate(
        attendance=ArraySubquery(filled.values(told=JSONObject(attended="attended", **seat))),
        invited=ArraySubquery(sent.values(told=JSONObject(**invited))),
    )


def _seats(notice: Notice, on: date) -> Iterable[Any]:
    """The seats, each with the names of those who hold its post on that day."""
    holders = PostHolding.objects.filter(post=OuterRef("post")).on(on).order_by("pk").values("user__name")
    rows = Seat.objects.of(notice).select_related("organisation", "post").order_by("order", "pk")
    return rows.annotate(holders=ArraySubquery(holders))


def _log(notice: Notice) -> Iterable[Any]:
    """The log, each entry with its updates as plain values, the latest first."""
    updates = LogUpdate.objects.filter(entry=OuterRef("pk")).order_by("-written_at", "-pk")
    told = JSONObject(
        uid="uid", text="text", meeting_on="meeting__on", written_by="written_by__name", written_at="written_at"
    )
    rows = LogEntry.objects.of(notice).select_related("owner", "meeting").order_by("number", "pk")
    return rows.annotate(told=ArraySubquery(updates.values(told=told)))


def _name_of(organisation: str) -> Coalesce:
    """An organisation's short name, or its name where it has none."""
    return Coalesce(NullIf(f"{organisation}__short_name", Value("")), f"{organisation}__name")


def _by_board(pairs: Iterable[tuple[int, Told]]) -> dict[int, tuple[Told, ...]]:
    found: dict[int, tuple[Told, ...]] = defaultdict(tuple)
    for board, told in pairs:
        found[board] += (told,)
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


def _seat(row: Any) -> SeatReading:
    warning = ""
    if row.post is None:
        warning = "No post is named for this seat"
    elif not row.holders:
        warning = "Nobody holds this post today"
    return SeatReading(
        pk=row.pk,
        uid=row.uid,
        title=row.title,
        kind=SeatKind(row.kind),
        organisation=str(row.organisation),
        post=row.post.title if row.post else "",
        post_pk=row.post_id,
        holders=tuple(row.holders),
        required=row.required,
        invited_each_time=row.invited_each_time,
        warning=warning,
    )


def _meeting(row: Any, decisions: Iterable[DecisionReading], on: date) -> MeetingReading:
    attendance = tuple(
        AttendedReading(each["seat"], each["organisation"], SeatKind(each["kind"]), Attended(each["attended"]))
        for each in row.attendance
    )
    counted = Counter(each.attended for each in attendance)
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
        attendance=attendance,
        counts={each: counted[each] for each in Attended},
        invitations=tuple(_invitation(each, over=row.held or row.on < on) for each in row.invited),
        decisions=tuple(each for each in decisions if each.meeting_pk == row.pk),
    )


def _invitation(told: dict[str, Any], *, over: bool) -> InvitationReading:
    answer = Answer(told["answer"])
    return InvitationReading(
        pk=told["pk"],
        uid=UUID(told["uid"]),
        version=told["version"],
        seat=told["seat"],
        post_pk=told["post_pk"],
        organisation=told["organisation"],
        to=OrganisationKind(told["to"]),
        sent_by=told["sent_by"],
        sent_at=datetime.fromisoformat(told["sent_at"]),
        answer=answer,
        answered="Did not answer" if over and answer is Answer.NONE else answer.label,
    )


def _decision(row: Decision) -> DecisionReading:
    return DecisionReading(
        uid=row.uid,
        number=row.number,
        authority=Authority(row.authority),
        board=row.meeting.board.name if row.meeting else "",
        meeting_pk=row.meeting_id,
        meeting_on=row.meeting.on if row.meeting else None,
        letter=row.letter.title if row.letter else "",
        decided_on=row.decided_on,
        text=row.text,
        ratified_on=row.ratified_at_meeting.on if row.ratified_at_meeting else None,
        recorded_by=row.recorded_by.name,
        recorded_at=row.recorded_at,
    )


def _entry(row: Any, on: date) -> LogReading:
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
        updates=tuple(_log_update(told) for told in row.told),
        overdue=row.state == LogState.OPEN and row.due_on < on,
    )


def _log_update(told: dict[str, Any]) -> LogUpdateReading:
    return LogUpdateReading(
        uid=UUID(told["uid"]),
        text=told["text"],
        meeting_on=date.fromisoformat(told["meeting_on"]) if told["meeting_on"] else None,
        written_by=told["written_by"],
        written_at=datetime.fromisoformat(told["written_at"]),
    )
