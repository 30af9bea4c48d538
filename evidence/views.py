"""Pages of evidence: documents, and what the four groups said."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from evidence import actions
from evidence import permissions as may
from evidence.forms import AnswerForm, DocumentFilter, DocumentForm, VoiceForm
from evidence.models import Document, VoiceEntry
from evidence.voices import by_group, numbers
from govuk.pagination import paginate
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_evidence, can_see_plan, require
from people import carried
from sheets.download import download as list_download
from sheets.writing import Column

DOCUMENT_COLUMNS = [
    Column("Title"),
    Column("Kind"),
    Column("Date", "date"),
    Column("File or link"),
    Column("SHA-256"),
    Column("Added by"),
    Column("Added on", "date"),
]
VOICE_COLUMNS = [
    Column("Group"),
    Column("Heard on", "date"),
    Column("How"),
    Column("Source"),
    Column("Answers"),
    Column("What was said"),
    Column("What was decided or changed"),
    Column("On", "date"),
]


@require_safe
def documents(request: ReaderRequest, notice: str) -> HttpResponse:
    """Files and links kept as evidence."""
    found = notice_for(request, notice)
    require(can_see_evidence(request.reader, found))
    filters = DocumentFilter(request.GET)
    rows = _chosen(_documents(request, found), filters.chosen_values)
    listed = (
        (
            row.title,
            row.get_kind_display(),
            row.dated_on,
            row.original_name or row.link,
            row.sha256,
            str(row.added_by),
            row.added_at,
        )
        for row in rows
    )
    file = list_download(f"{found.slug}-evidence", request.GET.get("format", ""), DOCUMENT_COLUMNS, listed)
    if file is not None:
        return file
    shown = {
        "page": paginate(request, rows),
        "filters": filters,
        "can_add": may.can_add_document(request.reader, found),
    }
    return render(request, "evidence/documents.html", {**shown, "notice": found})


@require_http_methods(["GET", "POST"])
def add_document(request: ReaderRequest, notice: str) -> HttpResponse:
    """Add a file or a link."""
    found = notice_for(request, notice)
    require(may.can_add_document(request.reader, found))
    files = request.FILES if request.method == "POST" else None
    form = DocumentForm(carried.data(request), files, today=request.reader.on)
    add = partial(actions.add_document, notice=found, by=request.user, at=clock.now())
    if request.method == "POST" and (document := form.send_to(add)):
        messages.success(request, f"{document.title} is added as evidence")
        return redirect("evidence:document", found.slug, document.uid)
    return render(request, "evidence/add_document.html", {"notice": found, "form": form})


@require_safe
def document(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """What one document is, who added it, and how it is proved to be unaltered."""
    found, row = _document_of(request, notice, uid)
    return render(request, "evidence/document.html", {"notice": found, "document": row})


@require_safe
def download(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponseBase:
    """The file, always to be saved and never shown in the page; each download is written down."""
    _, row = _document_of(request, notice, uid)
    if not row.file:
        raise Http404
    try:
        file = actions.open_document(document=row, by=request.user, at=clock.now())
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(file, as_attachment=True, filename=row.original_name, content_type=row.content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def voices(request: ReaderRequest, notice: str) -> HttpResponse:
    """You said, we did: by group, gaps named."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    entries = VoiceEntry.objects.visible_to(request.reader).of(found).select_related("attributed_to")
    groups = by_group(entries, request.reader.on)
    listed = (
        (
            group.label,
            row.heard_on,
            row.get_how_heard_display(),
            row.source,
            numbers(row.asked, row.answered),
            row.said,
            row.changed,
            row.changed_on,
        )
        for group in groups
        for row in group.entries
    )
    file = list_download(f"{found.slug}-voices", request.GET.get("format", ""), VOICE_COLUMNS, listed)
    if file is not None:
        return file
    shown = {
        "groups": [(group, [(row, numbers(row.asked, row.answered)) for row in group.entries]) for group in groups],
        "gaps": [group for group in groups if group.gap],
        "number": sum(len(group.entries) for group in groups),
        "can_add": may.can_add_voice(request.reader, found),
        "can_answer": may.can_answer_voice(request.reader, found),
    }
    return render(request, "evidence/voices.html", {**shown, "notice": found})


@require_http_methods(["GET", "POST"])
def add_voice(request: ReaderRequest, notice: str) -> HttpResponse:
    """Write down what a group said."""
    found = notice_for(request, notice)
    require(may.can_add_voice(request.reader, found))
    form = VoiceForm(carried.data(request), notice=found, today=request.reader.on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_voice_entry(notice=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "What was said is written down. You can name the actions that it bears on")
            return redirect("evidence:voices", found.slug)
    return render(request, "evidence/add_voice.html", {"notice": found, "form": form})


@require_http_methods(["GET", "POST"])
def answer_voice(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Say what was decided or changed because of what was said."""
    found = notice_for(request, notice)
    require(may.can_answer_voice(request.reader, found))
    entry = get_object_or_404(VoiceEntry.objects.visible_to(request.reader).of(found), uid=uid)
    stored = {"changed": entry.changed, "changed_on": entry.changed_on, "seen_version": entry.version}
    days = {"heard_on": entry.heard_on, "today": request.reader.on}
    form = AnswerForm(carried.data(request), initial=stored, **days)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_voice(entry=entry, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _conflict(request, form, entry, days)
        else:
            messages.success(request, "What was decided or changed is written down")
            return redirect("evidence:voices", found.slug)
    return render(request, "evidence/answer_voice.html", {"notice": found, "form": form, "entry": entry})


def _documents(request: ReaderRequest, notice: Notice) -> QuerySet[Document]:
    """Documents of evidence's own: what was kept for something else opens there."""
    own = Document.objects.visible_to(request.reader).of(notice).filter(keeper="")
    return own.select_related("added_by").order_by("-dated_on", "-pk")


def _chosen(rows: QuerySet[Document], chosen: dict[str, Any]) -> QuerySet[Document]:
    if "kind" in chosen:
        rows = rows.filter(kind=chosen["kind"])
    if "text" in chosen:
        rows = rows.filter(Q(title__icontains=chosen["text"]) | Q(description__icontains=chosen["text"]))
    return rows


def _document_of(request: ReaderRequest, slug: str, uid: UUID) -> tuple[Notice, Document]:
    found = notice_for(request, slug)
    require(can_see_evidence(request.reader, found))
    return found, get_object_or_404(_documents(request, found), uid=uid)


def _conflict(request: ReaderRequest, form: AnswerForm, entry: VoiceEntry, days: dict[str, Any]) -> HttpResponse:
    """Both texts side by side; the form holds what was typed and sends against what is stored now."""
    typed = form.cleaned_data
    shown = {
        "what": "what was decided or changed",
        "differences": [Difference("What was decided or changed", entry.changed, typed["changed"])],
        "form": AnswerForm(initial={**typed, "seen_version": entry.version}, **days),
        "button": "Save",
        "discard_href": request.path.removesuffix(f"{entry.uid}/answer/"),
    }
    return render(request, "errors/409.html", shown, status=409)
