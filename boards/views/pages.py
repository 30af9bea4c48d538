"""The boards of a notice, and one board with its meetings and its log."""

from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.forms import LogFilter
from boards.permissions import can_add_log_entry, can_record_decisions
from boards.reading import BoardReading, BoardsReading, DecisionReading, LogReading, read_boards
from boards.views.finding import read_board
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.permissions import can_run_meetings, can_see_meetings, require
from notices.reader import Reader
from notices.roles import Role
from sheets.download import download
from sheets.writing import Column, Value

LOG_COLUMNS = (
    Column("Number", "number"),
    Column("What is to be done"),
    Column("Owner"),
    Column("Agreed at", "date"),
    Column("Due", "date"),
    Column("State"),
    Column("Impact"),
    Column("Latest update"),
    Column("Updated by"),
    Column("Updated", "date"),
)


@require_safe
def boards(request: ReaderRequest, notice: str) -> HttpResponse:
    """Which boards there are, and when they meet."""
    found = notice_for(request, notice)
    require(can_see_meetings(request.reader, found))
    reading = read_boards(found, request.reader.on)
    return render(request, "boards/boards.html", {"notice": found, "boards": reading.boards})


@require_safe
def board(request: ReaderRequest, notice: str, board: str) -> HttpResponse:
    """What happens at the next meeting, what came of the last ones: meetings, decisions, the action and impact log."""
    found, reading, shown = read_board(request, notice, board)
    filters = LogFilter(request.GET)
    log = _chosen(shown.log, filters)
    file = download(f"log-{shown.slug}", request.GET.get("format", ""), LOG_COLUMNS, _log_rows(log))
    if file is not None:
        return file
    rows = [(entry, _may_update(request.reader, found.pk, entry)) for entry in log]
    context = {
        "notice": found,
        "board": shown,
        "meetings": [each for each in reversed(shown.meetings) if each is not shown.next_meeting],
        "log": rows,
        "may_update_any": any(may_update for _, may_update in rows),
        "filters": filters,
        "decisions": _decisions(shown, reading),
        "can_run": can_run_meetings(request.reader, found),
        "can_add": can_add_log_entry(request.reader, found),
        "can_decide": can_record_decisions(request.reader, found),
    }
    return render(request, "boards/board.html", context)


def _chosen(log: Iterable[LogReading], filters: LogFilter) -> list[LogReading]:
    state, impact = filters.chosen_values.get("state"), filters.chosen_values.get("impact")
    return [
        entry
        for entry in log
        if (not state or entry.state.value == state) and (not impact or entry.impact.value == impact)
    ]


def _may_update(reader: Reader, notice_id: int, entry: LogReading) -> bool:
    return reader.is_any(notice_id, {Role.LEAD, Role.OFFICE}) or entry.owner_pk in reader.post_ids


def _decisions(board: BoardReading, reading: BoardsReading) -> list[DecisionReading]:
    """The board's own, newest first; those of the chair and of DfE stand with the partnership board's."""
    own = {decision.uid for meeting in board.meetings for decision in meeting.decisions}
    main = next((each for each in reading.boards if each.kind == "partnership"), None)
    others = main is not None and main.pk == board.pk
    found = [each for each in reading.decisions if each.uid in own or (others and not each.board)]
    return sorted(found, key=lambda each: (each.decided_on, each.number), reverse=True)


def _log_rows(log: Iterable[LogReading]) -> Iterator[Sequence[Value]]:
    for entry in log:
        latest = entry.latest
        yield (
            entry.number,
            entry.text,
            entry.owner,
            entry.meeting_on,
            entry.due_on,
            entry.state.label,
            entry.impact.label,
            latest.text if latest else "",
            latest.written_by if latest else "",
            latest.written_at if latest else None,
        )
