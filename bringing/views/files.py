"""Files of plans: brought in, gone on with, taken away again, downloaded once they are entered."""

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from bringing import actions
from bringing.forms.checking import BringForm
from bringing.models import PlanDraft, Settlement
from bringing.views.finding import bringing, find, posted
from evidence.actions.documents import open_document
from evidence.uploads import HEAD, check_upload
from evidence.uploads import Refused as NotTaken
from govuk.words import plural
from notices.conflicts import Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from plans.models import Plan
from sheets.reading import CannotRead, Document, page_of, read_file, read_pasted

LARGEST = 20 * 1024 * 1024
READ = frozenset({".docx", ".xlsx", ".csv", ".txt", ".html", ".htm"})
PASTED = "pasted text.txt"
PASTED_PAGE = "pasted page.html"
BEGINS = '<!doctype html><meta charset="utf-8">\n'
"""Put before a page that was pasted: so its file is one, whatever it begins with, and browsers show its letters."""
ITS_TABLES_GONE = (
    "What stands in the box is not what the copied page says, so it was read as plain text, without the page’s tables: "
    "paste the page again to keep them"
)
SHOWN = 50


@require_http_methods(["GET", "POST"])
def bring_plan(request: ReaderRequest, notice: str) -> HttpResponse:
    """Bring a plan's file in, or go on with one."""
    found = bringing(request, notice)
    plans = list(Plan.objects.visible_to(request.reader).of(found).order_by("pk"))
    sent = posted(request)
    given: dict[str, Any] = {"plans": [(plan.slug, f"“{plan.title}” ({plan.slug})") for plan in plans]}
    form = BringForm(sent, request.FILES if sent is not None else None, **given)
    if request.method == "POST" and form.is_valid():
        try:
            file = _keep(request, found, form, {plan.slug: plan for plan in plans})
        except Refused as refused:
            show_refusal(form, refused)
        else:
            if held := file.settlements.filter(said_at__lt=file.added_at).count():
                told = f"{plural(held, 'answer')} to earlier files of this plan"
                messages.success(request, f"{told} hold{'s' if held == 1 else ''} for the same words in this one")
            if form.cleaned_data["page"] and file.name == PASTED:
                messages.warning(request, ITS_TABLES_GONE)
            return redirect("bringing:check", notice, file.uid)
    rows = PlanDraft.objects.visible_to(request.reader).of(found).defer("content", "draft", "brought", "became")
    rows = rows.select_related("plan", "added_by", "entered_by")
    said = Settlement.objects.filter(draft=OuterRef("pk")).order_by("-said_at", "-pk")
    waiting = rows.filter(entered_at=None).annotate(
        answers=Count("settlements"),
        said_at=Subquery(said.values("said_at")[:1]),
        said_by=Subquery(said.values("said_by__name")[:1]),
    )
    context = {
        "notice": found,
        "form": form,
        "open": waiting.order_by("-added_at", "-pk"),
        "entered": rows.exclude(entered_at=None).order_by("-entered_at", "-pk")[:SHOWN],
    }
    return render(request, "bringing/bring_plan.html", context)


def _keep(request: ReaderRequest, notice: Notice, form: BringForm, plans: dict[str, Plan]) -> PlanDraft:
    said = form.cleaned_data
    field = "file" if said["file"] else "text"
    try:
        name, content, document = _uploaded(said["file"]) if said["file"] else _pasted(said["text"], said["page"])
        return actions.keep_draft(
            notice=notice,
            plan=plans.get(said["plan"]),
            name=name,
            content=content,
            document=document,
            by=request.user,
            at=clock.now(),
            sent_as=said["sent_as"],
        )
    except CannotRead as wrong:
        raise Refused(str(wrong), field) from wrong
    except Refused as refused:
        raise Refused(refused.sentence, field if refused.field == "file" else refused.field) from refused


def _uploaded(upload: Any) -> tuple[str, bytes, Document]:
    """The file as it came, and what stands in it. What none reads is told by its own advice first."""
    if upload.size > LARGEST:
        raise Refused("The file is larger than 20 MB: keep the plan alone in it, without pictures, and save it", "file")
    content = upload.read()
    upload.seek(0)
    name = PurePath(upload.name or "plan").name
    document = read_file(name, content)
    if PurePath(name).suffix.lower() not in READ:
        raise Refused("Word (.docx), Excel (.xlsx) and CSV files are read: save the plan as one of these", "file")
    judged = check_upload(name, content[:HEAD], upload.size, lambda: upload.file, pages=True)
    if isinstance(judged, NotTaken):
        raise Refused(judged.sentence, "file")
    return judged.name, content, document


def _pasted(text: str, copied: str) -> tuple[str, bytes, Document]:
    """What was pasted as the file that is kept of it, which is read again as it is read now."""
    if page := page_of(text, copied):
        return PASTED_PAGE, f"{BEGINS}{page}".encode(), read_pasted(html=page, file=PASTED_PAGE)
    return PASTED, text.encode(), read_pasted(text, file=PASTED)


@require_POST
def bring_newer(request: ReaderRequest, notice: str, uid: UUID, plan: str) -> HttpResponse:
    """The file is no new plan, but a newer file of one that stands."""
    file = find(request, notice, uid)
    row: Plan = get_object_or_404(Plan.objects.visible_to(request.reader).of(file.notice), slug=plan)
    try:
        actions.bring_as_newer(file=file, plan=row, by=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, f"{file.name} is a newer file of “{row.title}” now; what was said of it is kept")
    return redirect("bringing:check", notice, uid)


@require_POST
def drop_plan(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """The file is not wanted any more."""
    file = find(request, notice, uid)
    try:
        actions.drop_draft(file=file, by=request.user, at=clock.now())
    except Refused as refused:
        messages.warning(request, refused.sentence)
    else:
        messages.success(request, f"{file.name} is taken away: nothing of it was entered")
    return redirect("bringing:bring-plan", notice)


@require_safe
def plan_file(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponseBase:
    """The file that a version of the plan came from."""
    file = find(request, notice, uid)
    if file.document is None:
        raise Http404
    opened = open_document(document=file.document, by=request.user, at=clock.now())
    return FileResponse(opened, as_attachment=True, filename=file.name, content_type=file.document.content_type)
