"""Pages about a document that reach into every room: what it proves, and putting a newer version in its place."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from desk import proving
from desk.forms import ProvesForm
from evidence.forms import DocumentForm
from evidence.models import Document
from evidence.permissions import can_replace_document
from govuk import words
from notices.conflicts import Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_evidence, require
from people import carried


@require_http_methods(["GET", "POST"])
def prove(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Choose what a document proves: actions, sections, KPIs, clauses, meetings, in one place."""
    found, row = _document(request, notice, uid)
    offered = proving.offered(request.reader, found)
    require(any(offered.values()))
    if row.is_replaced:  # type: ignore[attr-defined]
        return _replaced(request, found, row)
    choices = {name: [(pk, proving.called(each)) for pk, each in rows.items()] for name, rows in offered.items()}
    ticked = {name: pks & set(offered.get(name, ())) for name, pks in proving.proved(row).items()}
    form = ProvesForm(carried.data(request), choices=choices, ticked=ticked)
    if request.method == "POST" and form.is_valid():
        choose = partial(proving.choose, document=row, offered=offered, by=request.user, at=clock.now())
        try:
            changed = choose(chosen=form.chosen, seen=form.seen_before)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            said = f"{words.plural(changed, 'change')} saved" if changed else "Nothing was changed"
            messages.success(request, f"{said}: this is what “{row}” proves")
            return redirect("evidence:document", found.slug, row.uid)
    return render(request, "desk/prove.html", {"notice": found, "document": row, "form": form})


@require_http_methods(["GET", "POST"])
def replace_document(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Put a newer version in the place of a document."""
    found, row = _document(request, notice, uid)
    require(can_replace_document(request.reader, found, row))
    if row.is_replaced and request.method != "POST":  # type: ignore[attr-defined]
        return _replaced(request, found, row)
    files = request.FILES if request.method == "POST" else None
    stored = {"title": row.title, "kind": row.kind, "description": row.description}
    form = DocumentForm(carried.data(request), files, today=request.reader.on, initial=stored)
    replace = partial(proving.replace, document=row, by=request.user, at=clock.now())
    if request.method == "POST" and (newer := form.send_to(replace)):
        messages.success(request, "The newer version stands in its place; the older one can still be opened")
        return redirect("evidence:document", found.slug, newer.uid)
    return render(request, "desk/replace_document.html", {"notice": found, "document": row, "form": form})


def _document(request: ReaderRequest, slug: str, uid: UUID) -> tuple[Notice, Document]:
    found = notice_for(request, slug)
    require(can_see_evidence(request.reader, found))
    rows = Document.objects.visible_to(request.reader).of(found).own().with_replaced()
    return found, get_object_or_404(rows, uid=uid)


def _replaced(request: ReaderRequest, notice: Notice, row: Document) -> HttpResponse:
    """Its own page says by what it was replaced, and leads there."""
    messages.warning(request, "This document was replaced by a newer version: open that one and go on from there")
    return redirect("evidence:document", notice.slug, row.uid)
