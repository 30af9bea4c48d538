"""Evidence for an action: added, described and attached in one step, on a page of its own or within another form."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.forms import DocumentForm
from evidence.models import Document, ScanState
from govuk.words import day
from notices.middleware import ReaderRequest
from notices.permissions import require
from plans import actions, permissions
from plans.models import Action, UpdateDraft
from plans.reading import ActionReading
from plans.views.drafting import EVIDENCE, as_typed, holds_evidence
from plans.views.finding import action_href, find_action, posted


def to_attach(request: ReaderRequest, told: ActionReading) -> dict[int, Document]:
    """The documents that are there and could be evidence for the action, the newest first."""
    there = Document.objects.visible_to(request.reader).of(request.notice).own().newest()
    there = there.exclude(scan=ScanState.INFECTED)
    if request.method != "POST":  # a second click sends what the first has attached
        there = there.exclude(pk__in=[each.pk for each in told.evidence])
    return {each.pk: each for each in there.order_by("-dated_on", "-pk")}


def offered(documents: Mapping[int, Document]) -> list[tuple[int, str]]:
    """The same as choices."""
    return [(pk, f"{each.title} ({each.get_kind_display()}, {day(each.dated_on)})") for pk, each in documents.items()]


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


def evidence_within(request: ReaderRequest, row: Action, draft: UpdateDraft | None = None) -> DocumentForm | None:
    """The form of a document within another; bound only when something of it was typed, or is in the draft. None for
    those who may not add any."""
    if not permissions.can_add_evidence(request.reader, row):
        return None
    told: dict[str, Any] = {"prefix": EVIDENCE, "today": request.reader.on}
    sent, form = posted(request), DocumentForm(**told)
    if sent is None and draft is not None and holds_evidence(draft):
        return DocumentForm(as_typed(draft), **told)
    names = [form.add_prefix(name) for name in form.fields if name != "sent_as"]
    typed = sent is not None and any(
        value.strip() for name in sent for value in sent.getlist(name) if name.startswith(tuple(names))
    )
    if not typed and not request.FILES:
        return form
    return DocumentForm(sent, request.FILES if request.method == "POST" else None, **told)


def attach_within(request: ReaderRequest, row: Action, form: DocumentForm | None) -> DocumentForm | None:
    """Attach what was chosen before the rest is looked at: a file cannot be shown again to be sent once more."""
    if form is None or not form.is_bound:
        return form
    link = form.send_to(partial(actions.add_evidence, action=row, by=request.user, at=clock.now()))
    if link is None:
        return form
    messages.success(request, f"“{link.document}” is now evidence for {row.ref}")
    return DocumentForm(prefix=EVIDENCE, today=request.reader.on)
