"""The action and impact log: a new line, and what came of one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit import clock
from boards import actions
from boards.forms import AddLogForm, UpdateLogForm
from boards.models import Board, LogEntry, LogImpact, LogState, LogUpdate
from boards.permissions import can_add_log_entry, can_update_log_entry
from boards.views.finding import find_board, posted
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def add_log_entry(request: ReaderRequest, notice: str, board: str) -> HttpResponse:
    """Add a line to the log."""
    found, row = find_board(request, notice, board)
    require(can_add_log_entry(request.reader, found))
    form = AddLogForm(posted(request), board=row)
    if request.method == "POST" and form.is_valid():
        try:
            entry = actions.add_log_entry(board=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Log entry {entry.number} added")
            return redirect("boards:board", notice, board)
    return render(request, "boards/add_log_entry.html", {"notice": found, "board": row, "form": form})


@require_http_methods(["GET", "POST"])
def update_log_entry(request: ReaderRequest, notice: str, board: str, number: int) -> HttpResponse:
    """One line of the log with its story, and the form for what came of it since."""
    found, row = find_board(request, notice, board)
    rows = LogEntry.objects.visible_to(request.reader).of(found).select_related("owner", "meeting")
    entry = get_object_or_404(rows, board=row, number=number)
    require(can_update_log_entry(request.reader, entry))
    initial = {"impact": entry.impact, "done": entry.state == LogState.DONE, "seen_version": entry.version}
    form = UpdateLogForm(posted(request), board=row, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_log_entry(entry=entry, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _conflict(request, row, entry, form)
        else:
            messages.success(request, f"Log entry {number} updated")
            return redirect("boards:board", notice, board)
    told = LogUpdate.objects.of(found).filter(entry=entry).select_related("written_by")
    context = {"notice": found, "board": row, "entry": entry, "form": form}
    return render(request, "boards/update_log_entry.html", {**context, "updates": told.order_by("-written_at", "-pk")})


def _conflict(request: ReaderRequest, board: Board, entry: LogEntry, form: UpdateLogForm) -> HttpResponse:
    """Somebody else updated it meanwhile: both side by side, and what was typed in a form that can be sent."""
    stored = LogEntry.objects.get(pk=entry.pk)
    last = LogUpdate.objects.filter(entry=stored).select_related("written_by").order_by("-written_at", "-pk").first()
    typed = form.cleaned_data
    now, wanted = LogState(stored.state), LogState.DONE if typed["done"] else LogState.OPEN
    context = {
        "what": f"log entry {stored.number}",
        "by": last.written_by.name if last else "",
        "at": last.written_at if last else None,
        "differences": [
            Difference("What was done", last.text if last else "", typed["text"]),
            Difference("Impact", LogImpact(stored.impact).label, LogImpact(typed["impact"]).label),
            Difference("State", now.label, wanted.label),
        ],
        "form": UpdateLogForm(board=board, initial={**typed, "seen_version": stored.version}),
        "button": "Save mine",
        "discard_href": reverse("boards:board", args=[board.notice.slug, board.slug]),
    }
    return render(request, "errors/409.html", context, status=409)
