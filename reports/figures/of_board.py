"""The board's part of the tree: the partnership board's seats, meetings, decisions and log."""

from audit.clock import day_of
from boards.models import Attended, Authority, LogState
from boards.models import BoardKind as Kind
from boards.reading import BoardReading, BoardsReading, LogReading, MeetingReading
from reports.figures.tree import BoardFigures, DecisionFigures, LogFigures, MeetingFigures, SeatFigures


def board_figures(boards: BoardsReading) -> BoardFigures | None:
    """The partnership board, or None for a notice without one."""
    board = next((each for each in boards.boards if each.kind is Kind.PARTNERSHIP), None)
    if board is None:
        return None
    return BoardFigures(
        name=board.name,
        slug=board.slug,
        seats=tuple(
            SeatFigures(each.title, each.organisation, str(each.kind), each.required, bool(each.warning))
            for each in board.seats
        ),
        meetings=tuple(_meeting(board, meeting) for meeting in board.meetings),
        decisions=tuple(
            DecisionFigures(
                uid=str(each.uid),
                number=each.number,
                authority=Authority(each.authority).label,
                decided_on=each.decided_on,
                meeting_on=each.meeting_on,
                text=each.text,
            )
            for each in boards.decisions
        ),
        log=tuple(_log(each) for each in board.log),
        last_meeting_on=board.last_meeting.on if board.last_meeting else None,
        next_meeting_on=board.next_meeting.on if board.next_meeting else None,
    )


def _meeting(board: BoardReading, meeting: MeetingReading) -> MeetingFigures:
    there = meeting.counts[Attended.PRESENT] + meeting.counts[Attended.REPRESENTED]
    away = [each for each in meeting.attendance if each.attended in (Attended.APOLOGIES, Attended.ABSENT)]
    return MeetingFigures(
        uid=str(meeting.uid),
        board=board.name,
        on=meeting.on,
        held=meeting.held,
        present=there,
        seats=len(meeting.attendance),
        apologies=tuple(each.seat for each in away),
        invited=tuple((each.organisation, day_of(each.sent_at), each.answered) for each in meeting.invitations),
    )


def _log(entry: LogReading) -> LogFigures:
    return LogFigures(
        uid=str(entry.uid),
        number=entry.number,
        text=entry.text,
        owner=entry.owner,
        due_on=entry.due_on,
        state=LogState(entry.state).label,
        impact=entry.impact.label,
        latest=entry.updates[0].text if entry.updates else "",
        late=entry.overdue,
    )
