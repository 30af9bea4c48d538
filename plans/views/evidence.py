"""Evidence for an action: added, described and attached in one step."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.forms import DocumentForm
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.views.finding import action_href, find_action, posted


@require_http_methods(["GET", "POST"])
def add_evidence(request: ReaderRequest, notice: str, plan: str, ref: str) -> HttpResponse:
    """Add a file or a link as evidence for the action."""
    row, told = find_action(request, notice, plan, ref)
    require(permissions.can_add_evidence(request.reader, row))
    files = request.FILES if request.method == "POST" else None
    form = DocumentForm(posted(request), files, today=request.reader.on)
    add = partial(actions.add_evidence, action=row, by=request.user, at=clock.now())
    if request.method == "POST" and (link := form.send_to(add)):
        messages.success(request, f"“{link.document}” is now evidence for {ref}")
        return redirect(action_href(told, request))
    return render(request, "plans/add_evidence.html", {"notice": request.notice, "action": told, "form": form})
