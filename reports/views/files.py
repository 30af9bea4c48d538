"""The PDFs: downloads that are written down, and another try for one that failed."""

import hashlib

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from audit import clock
from notices.middleware import ReaderRequest
from notices.permissions import require
from reports import permissions
from reports.actions import finishing, submitting
from reports.models import Drawing
from reports.views.finding import find_version, page_of


@require_GET
def pdf(request: ReaderRequest, notice: str, number: int, version: int, purpose: str) -> HttpResponse:
    """One PDF, always as an attachment, exactly the bytes that were kept. Who took it is written down."""
    drawing = _find(request, notice, number, version, purpose)
    require(permissions.can_open(request.reader, drawing))
    document = drawing.document
    if document is None:
        raise Http404("This PDF is not drawn yet")
    try:
        with default_storage.open(document.file) as file:
            content = file.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != document.sha256:
        context = {"notice": request.notice, "document": document, "back": page_of(drawing.version_of.report, request)}
        return render(request, "reports/altered.html", context, status=500)
    submitting.record_download(drawing=drawing, by=request.user, at=clock.now())
    return HttpResponse(
        content,
        headers={
            "Content-Type": "application/pdf",
            "Content-Disposition": f'attachment; filename="{document.original_name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@require_POST
def try_again(request: ReaderRequest, notice: str, number: int, version: int, purpose: str) -> HttpResponse:
    """Queue a failed drawing again."""
    drawing = _find(request, notice, number, version, purpose)
    require(permissions.can_try_again(request.reader, drawing))
    finishing.try_again(drawing=drawing, by=request.user, at=clock.now())
    messages.success(request, "The PDF is being drawn again")
    return redirect(page_of(drawing.version_of.report, request))


def _find(request: ReaderRequest, notice: str, number: int, version: int, purpose: str) -> Drawing:
    row = find_version(request, notice, number, version)
    rows = Drawing.objects.visible_to(request.reader).filter(version_of=row)
    drawing: Drawing = get_object_or_404(rows.select_related("document", "version_of__report"), purpose=purpose)
    return drawing
