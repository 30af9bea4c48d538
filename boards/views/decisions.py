"""Decisions that are recorded apart from a meeting: the chair's, DfE's, one that was forgotten; and ratification."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from boards import actions
from boards.forms import DecisionForm, RatifyForm
from boards.models import Authority, Decision, Meeting
from boards.permissions import authorities, can_record_decisions
from boards.views.finding import find_board, posted
from notices.conflicts import Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import can_run_meetings, require


@require_http_methods(["GET", "POST"])
def record_decision(request: ReaderRequest, notice: str, board: str) -> HttpResponse:
    """Record a decision of the board, of the chair between meetings, or of DfE in a letter."""
    found, row = find_board(request, notice, board)
    require(can_record_decisions(request.reader, found))
    form = DecisionForm(posted(request), board=row, authorities=authorities(request.reader, found))
    if request.method == "POST" and form.is_valid():
        try:
            decision = actions.record_decision(notice=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Decision {decision.number} recorded")
            return redirect("boards:board", notice, board)
    return render(request, "boards/record_decision.html", {"notice": found, "board": row, "form": form})


@require_http_methods(["GET", "POST"])
def ratify(request: ReaderRequest, notice: str, board: str, number: int) -> HttpResponse:
    """Say at which meeting the board ratified a chair's action."""
    found, row = find_board(request, notice, board)
    require(can_run_meetings(request.reader, found))
    chairs = Decision.objects.visible_to(request.reader).of(found).filter(authority=Authority.CHAIR)
    decision = get_object_or_404(chairs, number=number)
    held = Meeting.objects.visible_to(request.reader).of(found).filter(board=row, held=True)
    form = RatifyForm(posted(request), meetings=held.filter(on__gte=decision.decided_on).order_by("-on", "-pk"))
    if request.method == "POST" and form.is_valid():
        try:
            actions.ratify(decision=decision, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Decision {number} ratified")
            return redirect("boards:board", notice, board)
    return render(request, "boards/ratify.html", {"notice": found, "board": row, "decision": decision, "form": form})
