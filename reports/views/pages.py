"""The list of reports, one report, and the preview of a version."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notices.calendar import warnings_for
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.permissions import can_see_reports, require
from reports import permissions, shown, signing
from reports.faces.html import report_body
from reports.figures.gather import gather
from reports.figures.upgrade import read_report
from reports.models import VersionState
from reports.views.finding import find_report, find_version, page_of


@require_safe
def reports(request: ReaderRequest, notice: str) -> HttpResponse:
    """What did we tell DfE and NHS England, what comes next?"""
    found = notice_for(request, notice)
    require(can_see_reports(request.reader, found))
    lines = shown.lines(request.reader, found)
    ahead = [line for line in lines if line.met_on is None and not line.days_late]
    context = {"notice": found, "lines": lines, "next": ahead[-1] if ahead else None}
    return render(request, "reports/reports.html", context)


@require_safe
def report(request: ReaderRequest, notice: str, number: int) -> HttpResponse:
    """One report: what is still missing, who has to do what, and every version with its files."""
    row = find_report(request, notice, number)
    reader, found = request.reader, request.notice
    versions = shown.version_lines(reader, row, found.slug)
    whole = permissions.can_see_drafts(reader, row)
    require(whole or bool(versions))
    issued = any(line.version.issue for line in versions)
    texts = shown.written(row)
    context = {
        "notice": found,
        "report": row,
        "here": f"Progress report {row.number}",
        "due_warnings": warnings_for(row.due_on),
        "whole": whole,
        "to_be_cut_off": whole and not issued and _to_be_sent(versions),
        "versions": versions,
        "drawing": any(line.drawing for line in versions),
        "sending": any(line.sending for line in versions),
        "feedback": texts.feedback,
        "can_say": issued and permissions.can_say(reader, row),
        "can_answer": permissions.can_answer(reader, row),
        "can_try_again": permissions.can_prepare(reader, row),
        "can_prepare": permissions.can_prepare(reader, row) and not issued,
    }
    if whole:
        figures = gather(found, reader.on)
        tasks = shown.tasks(reader, row, found.slug, texts, figures)
        context |= {
            "tasks": tasks,
            "finished": all(task.look == "green" for task in tasks),
            "differences": shown.differences(figures.actions) if _to_be_sent(versions) else [],
        }
    return render(request, "reports/report.html", context)


def _to_be_sent(versions: list[shown.VersionLine]) -> bool:
    """Whether the figures of today are still to be frozen."""
    return not versions or versions[0].version.state in (VersionState.DRAFT, VersionState.CANCELLED)


@require_safe
def version(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """The frozen figures of one version as a page, just as its PDF says them."""
    row = find_version(request, notice, number, version)
    require(permissions.can_read(request.reader, row))
    tree = read_report(row.snapshot.shape, row.snapshot.tree)
    context = {
        "notice": request.notice,
        "report": row.report,
        "version": row,
        "body": report_body(tree, state=signing.for_page(row, tree)),
        "back": page_of(row.report, request),
    }
    return render(request, "reports/version.html", context)
