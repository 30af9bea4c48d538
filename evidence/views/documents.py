"""Documents: what there is, what each proves, and how it is taken."""

from collections.abc import Sequence
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
from evidence.forms import DocumentFilter, DocumentForm
from evidence.models import Document, DocumentRows, ScanState
from evidence.rooms import End, Rooms
from govuk.pagination import paginate
from notices.conflicts import Refused
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_evidence, require
from people import carried
from sheets.download import download as list_download
from sheets.writing import Column

COLUMNS = [
    Column("Title"),
    Column("Kind"),
    Column("Date", "date"),
    Column("Proves"),
    Column("File or link"),
    Column("Virus scan"),
    Column("SHA-256"),
    Column("Added by"),
    Column("Added on", "date"),
    Column("Replaced"),
]
SCAN_LOOKS = {
    ScanState.NOT_SCANNED: "plain",
    ScanState.PENDING: "amber",
    ScanState.CLEAN: "green",
    ScanState.INFECTED: "red",
}


@require_safe
def documents(request: ReaderRequest, notice: str, rooms: Rooms) -> HttpResponse:
    """Files and links kept as evidence, what each proves, and which areas have no evidence of impact."""
    found = notice_for(request, notice)
    require(can_see_evidence(request.reader, found))
    filters = DocumentFilter(request.GET)
    rows = _chosen(_documents(request, found), filters.chosen_values, rooms)
    if request.GET.get("format"):
        told = rooms.proved_by(request.reader, found, rows)
        listed = (_listed(row, told.get(row.pk, ())) for row in rows)
        file = list_download(f"{found.slug}-evidence", request.GET["format"], COLUMNS, listed)
        if file is not None:
            return file
    page = paginate(request, rows)
    told = rooms.proved_by(request.reader, found, page.object_list)
    shown = {
        "page": page,
        "rows": [(row, told.get(row.pk, ()), SCAN_LOOKS[ScanState(row.scan)]) for row in page.object_list],
        "filters": filters,
        "gaps": rooms.impact_gaps(found, request.reader.on),
        "can_add": may.can_add_document(request.reader, found),
    }
    return render(request, "evidence/documents.html", {**shown, "notice": found})


def _listed(row: Document, proves: Sequence[End]) -> tuple[Any, ...]:
    return (
        row.title,
        row.get_kind_display(),
        row.dated_on,
        ", ".join(end.short for end in proves) or "Nothing yet",
        row.original_name or row.link,
        row.get_scan_display() if row.file else "",
        row.sha256,
        str(row.added_by or ""),
        row.added_at,
        "Replaced" if row.is_replaced else "",  # type: ignore[attr-defined]
    )


@require_http_methods(["GET", "POST"])
def add_document(request: ReaderRequest, notice: str) -> HttpResponse:
    """Add a file or a link."""
    found = notice_for(request, notice)
    require(may.can_add_document(request.reader, found))
    files = request.FILES if request.method == "POST" else None
    form = DocumentForm(carried.data(request), files, today=request.reader.on)
    add = partial(actions.add_document, notice=found, by=request.user, at=clock.now())
    if request.method == "POST" and (document := form.send_to(add)):
        messages.success(request, f"{document.title} is added as evidence. Say next what it proves")
        return redirect("evidence:document", found.slug, document.uid)
    return render(request, "evidence/add_document.html", {"notice": found, "form": form})


@require_safe
def document(request: ReaderRequest, notice: str, uid: UUID, rooms: Rooms) -> HttpResponse:
    """What one document is and proves, its versions, who took it, and how it is proved to be unaltered."""
    found, row = _document_of(request, notice, uid)
    return render(request, "evidence/document.html", _document_page(request, found, row, rooms))


def _document_page(request: ReaderRequest, notice: Notice, row: Document, rooms: Rooms) -> dict[str, Any]:
    versions = _versions(_documents(request, notice), row)
    newest = versions[0]
    sees_downloads = may.can_see_downloads(request.reader, notice)
    return {
        "notice": notice,
        "document": row,
        "scan_look": SCAN_LOOKS[ScanState(row.scan)],
        "can_open": row.file and row.scan not in (ScanState.INFECTED, ScanState.PENDING),
        "proves": rooms.proved_by(request.reader, notice, [row]).get(row.pk, ()),
        "versions": versions if len(versions) > 1 else (),
        "newest": newest if newest != row else None,
        "sees_downloads": sees_downloads,
        "downloads": row.downloads.select_related("taken_by").order_by("-taken_at", "-pk") if sees_downloads else (),
        "can_choose": newest == row and rooms.may_choose(request.reader, notice),
        "can_replace": newest == row and may.can_replace_document(request.reader, notice, row),
    }


def _versions(rows: "QuerySet[Document]", row: Document) -> list[Document]:
    """The document in all its versions, the newest first. There are few, so each is asked for by itself."""
    found = [row]
    while found[-1].replaces_id and (older := rows.filter(pk=found[-1].replaces_id).first()):
        found.append(older)
    while newer := rows.filter(replaces=found[0]).first():
        found.insert(0, newer)
    return found


@require_safe
def download(request: ReaderRequest, notice: str, uid: UUID, rooms: Rooms) -> HttpResponseBase:
    """The file, always to be saved and never shown in the page; each download is written down."""
    found, row = _document_of(request, notice, uid)
    if not row.file:
        raise Http404
    try:
        file = actions.open_document(document=row, by=request.user, at=clock.now())
    except FileNotFoundError as gone:
        raise Http404 from gone
    except Refused as refused:
        shown = {**_document_page(request, found, row, rooms), "refused": refused.sentence}
        return render(request, "evidence/document.html", shown, status=409)
    response = FileResponse(file, as_attachment=True, filename=row.original_name, content_type=row.content_type)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _documents(request: ReaderRequest, notice: Notice) -> DocumentRows:
    """Documents of evidence's own, each with `is_replaced`: what was kept for something else opens there."""
    own = Document.objects.visible_to(request.reader).of(notice).own().with_replaced()
    rows: DocumentRows = own.select_related("added_by").order_by("-dated_on", "-pk")
    return rows


def _chosen(rows: DocumentRows, chosen: dict[str, Any], rooms: Rooms) -> "QuerySet[Document]":
    if "versions" not in chosen:
        rows = rows.newest()
    if "kind" in chosen:
        rows = rows.filter(kind=chosen["kind"])
    if "text" in chosen:
        rows = rows.filter(Q(title__icontains=chosen["text"]) | Q(description__icontains=chosen["text"]))
    return rooms.proving(rows, chosen["proves"]) if "proves" in chosen else rows


def _document_of(request: ReaderRequest, slug: str, uid: UUID) -> tuple[Notice, Document]:
    found = notice_for(request, slug)
    require(can_see_evidence(request.reader, found))
    return found, get_object_or_404(_documents(request, found), uid=uid)
