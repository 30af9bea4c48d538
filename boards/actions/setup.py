"""Boards, their seats, the cycles of their work and the meetings to come."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from audit import ledger
from audit.clock import day_of
from audit.history import keep
from boards.models import Board, BoardKind, Cycle, Meeting, Seat, SeatKind
from govuk import words
from notices.conflicts import Refused
from notices.models import Notice
from people.models import Organisation, Post, User


@transaction.atomic
def create_board(
    *,
    notice: Notice,
    slug: str,
    name: str,
    kind: BoardKind,
    by: User | None,
    at: datetime,
    chair: Post | None = None,
    rhythm: str = "",
) -> Board:
    """Set up a board. `slug` names it in addresses; `rhythm` is as people say it: "Monthly"."""
    with ledger.chain(notice.pk) as record:
        if Board.objects.filter(notice=notice, slug=slug).exists():
            raise Refused(f"There is a board {slug} already: choose another name for its address", "slug")
        board = Board(notice=notice, slug=slug, name=name, kind=kind, chair=chair, rhythm=rhythm)
        keep(board, by=by, at=at, why="Set up")
        record("board.created", board, by=by, at=at, slug=slug, kind=kind)
    return board


@transaction.atomic
def add_seat(
    *,
    board: Board,
    title: str,
    kind: SeatKind,
    organisation: Organisation,
    by: User | None,
    at: datetime,
    post: Post | None = None,
    required: bool = False,
    invited_each_time: bool = False,
) -> Seat:
    """Add a place on a board, behind those that are there. `required`: the notice asks for it."""
    with ledger.chain(board.notice_id) as record:
        last: int | None = board.seats.aggregate(last=Max("order"))["last"]
        seat = Seat(
            notice_id=board.notice_id,
            board=board,
            title=title,
            kind=kind,
            organisation=organisation,
            post=post,
            required=required,
            invited_each_time=invited_each_time,
            order=(last or 0) + 1,
        )
        keep(seat, by=by, at=at, why="Added")
        record("seat.added", seat, by=by, at=at, board=board.slug, kind=kind, required=required)
    return seat


@transaction.atomic
def plan_cycle(
    *,
    notice: Notice,
    opens_on: date,
    closes_on: date,
    cutoff_at: datetime,
    board_on: date,
    by: User | None,
    at: datetime,
    moderated_on: date | None = None,
) -> Cycle:
    """Plan one round of work: when updates are asked for, when figures are cut off, when the board meets.

    Raises Refused when its days are out of order, or its window overlaps another one's.
    """
    with ledger.chain(notice.pk) as record:
        if not opens_on <= closes_on <= board_on:
            raise Refused(
                "The window opens, then closes, then the board meets: put the days in that order", "closes_on"
            )
        if not closes_on <= day_of(cutoff_at) <= board_on:
            raise Refused("Figures are cut off after the window closes and before the board meets", "cutoff_at")
        clash = Cycle.objects.filter(notice=notice, opens_on__lte=closes_on, closes_on__gte=opens_on).first()
        if clash is not None:
            said = f"The window overlaps the one of the board of {words.day(clash.board_on)}: choose other days"
            raise Refused(said, "opens_on")
        cycle = Cycle(
            notice=notice,
            opens_on=opens_on,
            closes_on=closes_on,
            cutoff_at=cutoff_at,
            moderated_on=moderated_on,
            board_on=board_on,
        )
        keep(cycle, by=by, at=at, why="Planned")
        record("cycle.planned", cycle, by=by, at=at, opens_on=opens_on, closes_on=closes_on, board_on=board_on)
    return cycle


@transaction.atomic
def plan_meeting(
    *, board: Board, on: date, by: User | None, at: datetime, cycle: Cycle | None = None, place: str = ""
) -> Meeting:
    """Plan a meeting of a board. Asked twice, it gives the first; raises Refused for another one on the same day."""
    with ledger.chain(board.notice_id) as record:
        there: Meeting | None = board.meetings.filter(on=on).first()
        if there is not None and not there.held and there.place == place:
            return there
        if there is not None:
            raise Refused(f"{board.name} already meets on {words.day(on)}: choose another day", "on")
        meeting = Meeting(notice_id=board.notice_id, board=board, cycle=cycle, on=on, place=place)
        keep(meeting, by=by, at=at, why="Planned")
        record("meeting.planned", meeting, by=by, at=at, board=board.slug, on=on)
    return meeting
