"""How a page of a board finds what its address names, for whoever may see it."""

from datetime import date

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from boards.models import Board, Meeting
from boards.reading import BoardReading, BoardsReading, read_boards
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_meetings, require
from people import carried


def find_board(request: ReaderRequest, notice: str, board: str) -> tuple[Notice, Board]:
    """The notice and the board; 404 for strangers, 403 for those who may not see meetings."""
    found = notice_for(request, notice)
    require(can_see_meetings(request.reader, found))
    rows = Board.objects.visible_to(request.reader).of(found).select_related("notice__council", "chair")
    return found, get_object_or_404(rows, slug=board)


def read_board(request: ReaderRequest, notice: str, board: str) -> tuple[Notice, BoardsReading, BoardReading]:
    """The notice, its boards as its readers are told them, and the one that the address names."""
    found = notice_for(request, notice)
    require(can_see_meetings(request.reader, found))
    reading = read_boards(found, request.reader.on)
    shown = next((each for each in reading.boards if each.slug == board), None)
    if shown is None:
        raise Http404
    return found, reading, shown


def find_meeting(request: ReaderRequest, notice: str, board: str, on: date) -> tuple[Notice, Meeting]:
    """The notice and the meeting of that day."""
    found, there = find_board(request, notice, board)
    rows = Meeting.objects.visible_to(request.reader).of(found).select_related("board")
    return found, get_object_or_404(rows, board=there, on=on)


def posted(request: ReaderRequest) -> QueryDict | None:
    """What was sent, or typed before signing in again. An empty POST is a form sent empty, not one that is opened."""
    return carried.data(request)
