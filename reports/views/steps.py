"""The steps of a version's way, each a page of its own: prepare, send, clear, approve, issue, correct."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from audit import clock
from notices.middleware import ReaderRequest
from notices.permissions import require
from notices.roles import Role
from people.models import Organisation
from reports import permissions
from reports.actions import approving, preparing
from reports.checklist import missing
from reports.faces import annexes
from reports.figures.upgrade import read_report
from reports.forms import ClearForm, CorrectForm, PrepareForm, SendForm, StepForm, WrittenApprovalForm
from reports.models import Approval, Purpose, Report, Version, VersionState
from reports.views.finding import documents, find_report, find_version, page_of, people_as, posted, step


@require_http_methods(["GET", "POST"])
def prepare(request: ReaderRequest, notice: str, number: int) -> HttpResponse:
    """Make a draft of the figures as they are now."""
    report = find_report(request, notice, number)
    require(permissions.can_prepare(request.reader, report))
    return step(
        request,
        report,
        PrepareForm(posted(request)),
        lambda data: preparing.prepare(report=report, by=request.user, at=clock.now(), **data),
        template="reports/prepare.html",
        done="A new draft is made; its PDF is being drawn",
        context={"under_way": report.versions.filter(state__in=preparing.UNDER_WAY).first()},
    )


@require_http_methods(["GET", "POST"])
def send(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Freeze the figures and send them for clearance."""
    row = find_version(request, notice, number, version)
    taken = _asked(Version.objects.filter(pk=row.pk, state=VersionState.FOR_CLEARANCE, sent_by=request.user))
    if _again(request, taken):
        return redirect(page_of(row.report, request))
    require(permissions.can_send(request.reader, row))
    initial = {"seen_version": row.version, "left_out": list(_left_out_before(row.report))}
    return step(
        request,
        row.report,
        SendForm(posted(request), initial=initial),
        lambda data: preparing.send_for_clearance(version=row, by=request.user, at=clock.now(), **data),
        template="reports/send.html",
        done="Sent for clearance: the figures are frozen",
        taken=taken,
        context={**_frozen(row), "missing": missing(row.report)},
    )


@require_http_methods(["GET", "POST"])
def clear(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Clear the frozen figures for one's organisation."""
    row = find_version(request, notice, number, version)
    taken = _asked(row.clearances.filter(cleared_by=request.user).exclude(version_of__state=VersionState.CANCELLED))
    if _again(request, taken):
        return redirect(page_of(row.report, request))
    require(permissions.can_clear(request.reader, row))
    bodies = Organisation.objects.filter(pk__in=permissions.clears_for(request.reader, row)).order_by("name")
    only = bodies[0].pk if len(bodies) == 1 else None
    form = ClearForm(posted(request), organisations=bodies, initial={"seen_version": row.version, "organisation": only})
    return step(
        request,
        row.report,
        form,
        lambda data: approving.clear(version=row, by=request.user, at=clock.now(), **data),
        template="reports/clear.html",
        done="Cleared",
        taken=taken,
        context=_frozen(row),
    )


@require_http_methods(["GET", "POST"])
def approve(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """The chair approves what was cleared."""
    row = find_version(request, notice, number, version)
    taken = _asked(Approval.objects.filter(version_of=row, approved_by=request.user))
    if _again(request, taken):
        return redirect(page_of(row.report, request))
    require(permissions.can_approve(request.reader, row))
    return step(
        request,
        row.report,
        _step_form(request, row),
        lambda data: approving.approve(version=row, by=request.user, at=clock.now(), **data),
        template="reports/approve.html",
        done="Approved",
        taken=taken,
        context=_frozen(row),
    )


@require_http_methods(["GET", "POST"])
def approval(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Record an approval that the chair gave in writing."""
    row = find_version(request, notice, number, version)
    taken = _asked(Approval.objects.filter(version_of=row, recorded_by=request.user))
    if _again(request, taken):
        return redirect(page_of(row.report, request))
    require(permissions.can_record_approval(request.reader, row))
    form = WrittenApprovalForm(
        posted(request),
        chairs=people_as(request, Role.CHAIR),
        documents=documents(request),
        today=request.reader.on,
        initial={"seen_version": row.version},
    )

    def record(data: dict[str, object]) -> None:
        given_on = form.cleaned_data["given_on"]
        # a day without a time of day: its beginning, so that a letter of today never lies ahead
        given_at = datetime.combine(given_on, time.min, clock.LONDON)
        rest = {name: value for name, value in data.items() if name != "given_on"}
        approving.record_written_approval(version=row, given_at=given_at, by=request.user, at=clock.now(), **rest)  # type: ignore[arg-type]

    return step(
        request,
        row.report,
        form,
        record,
        template="reports/approval.html",
        done="Approval recorded",
        taken=taken,
        context=_frozen(row),
    )


@require_http_methods(["GET", "POST"])
def issue(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Issue what was approved: the final PDF is drawn and kept."""
    row = find_version(request, notice, number, version)
    taken = _asked(row.drawings.filter(purpose=Purpose.ISSUE, queued_by=request.user))
    if _again(request, taken):
        return redirect(page_of(row.report, request))
    require(permissions.can_issue(request.reader, row))
    return step(
        request,
        row.report,
        _step_form(request, row),
        lambda data: approving.issue(version=row, by=request.user, at=clock.now(), **data),
        template="reports/issue.html",
        done="The final PDF is being drawn; the report is issued once it is kept",
        taken=taken,
        context=_frozen(row),
    )


@require_http_methods(["GET", "POST"])
def correct(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Open a correction of an issued version."""
    row = find_version(request, notice, number, version)
    require(permissions.can_correct(request.reader, row))
    return step(
        request,
        row.report,
        CorrectForm(posted(request)),
        lambda data: preparing.prepare(report=row.report, corrects=row, by=request.user, at=clock.now(), **data),
        template="reports/correct.html",
        done="A correction is opened as a new draft",
        context={"version": row},
    )


def _left_out_before(report: Report) -> tuple[str, ...]:
    """The annexes that were left out when a version of this report was last sent: a correction is sent like it."""
    last = report.versions.filter(sent_at__isnull=False).select_related("snapshot").order_by("-number").first()
    return _left_out(last) if last else ()


def _left_out(version: Version) -> tuple[str, ...]:
    return read_report(version.snapshot.shape, version.snapshot.tree).left_out


def _frozen(version: Version) -> dict[str, Any]:
    """What a person has to know of the frozen figures who takes a step with them: `left_out` are annexes; of a
    correction, `corrected` names the version that it corrects and `corrections` tell all that differs from it."""
    tree = read_report(version.snapshot.shape, version.snapshot.tree)
    return {
        "version": version,
        "left_out": annexes.of(tree.left_out),
        "corrected": tree.corrected,
        "corrections": tree.corrections,
    }


def _step_form(request: ReaderRequest, row: Version) -> StepForm:
    return StepForm(posted(request), initial={"seen_version": row.version})


def _again(request: ReaderRequest, taken: Callable[[], bool]) -> bool:
    """Whether this is the second sending of a step that this person has just taken."""
    return request.method == "POST" and taken()


def _asked(rows: QuerySet[Any]) -> Callable[[], bool]:
    """Whether there is such a row, asked of the database each time: the first of two clicks may end in between."""
    return lambda: rows.all().exists()
