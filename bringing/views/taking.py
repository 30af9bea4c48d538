"""A plan as files to take away: the workbook, the Word document, and the empty workbook to fill in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_safe

from audit import clock
from bringing import actions, permissions, standing
from bringing.writing import About, told_of, write_document, write_empty, write_workbook
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from plans.models import Plan
from sheets.download import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def plan_workbook(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """The plan with all that goes on in it, as its readers are told it: to read, to change and to bring back."""
    found, row = _find(request, notice, plan)
    rows, about = standing.rows_of(row), _about(request, found, row)
    content = write_workbook(about, rows, told_of(row, request.reader))
    actions.take_plan(plan=row, form=actions.Form.WORKBOOK, rows=rows, by=request.user, at=about.at)
    return _file(content, XLSX, f"{found.slug}-{row.slug}.xlsx")


@require_GET
def plan_document(request: ReaderRequest, notice: str, plan: str) -> HttpResponse:
    """The plan as a Word document, as the council would publish it."""
    found, row = _find(request, notice, plan)
    rows, about = standing.rows_of(row), _about(request, found, row)
    content = write_document(about, rows)
    actions.take_plan(plan=row, form=actions.Form.DOCUMENT, rows=rows, by=request.user, at=about.at)
    return _file(content, DOCX, f"{found.slug}-{row.slug}.docx")


@require_safe
def plan_template(request: ReaderRequest, notice: str) -> HttpResponse:
    """The empty workbook, for whoever may bring it back. It holds nothing of the notice."""
    require(permissions.can_bring(request.reader, notice_for(request, notice)))
    return _file(write_empty(), XLSX, "improvement-plan-to-fill-in.xlsx")


def _find(request: ReaderRequest, notice: str, plan: str) -> tuple[Notice, Plan]:
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    rows = Plan.objects.visible_to(request.reader).of(found).select_related("notice")
    row: Plan = get_object_or_404(rows, slug=plan)
    return found, row


def _about(request: ReaderRequest, notice: Notice, plan: Plan) -> About:
    return About(plan.uid, plan.title, str(notice), str(request.user), clock.now())


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
