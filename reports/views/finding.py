"""What the views share: finding a report and its version as far as the reader may see them, and answering a form."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from evidence.models import Document
from govuk.forms import Form
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Access
from notices.permissions import can_see_reports, require
from notices.roles import Role
from people import carried
from people.models import User
from reports.models import Report, Version, VersionState


def find_report(request: ReaderRequest, notice: str, number: int) -> Report:
    """The report, for readers of reports; whether they may see drafts is another question."""
    found = notice_for(request, notice)
    require(can_see_reports(request.reader, found))
    rows = Report.objects.visible_to(request.reader).of(found).select_related("obligation", "statement_by")
    report: Report = get_object_or_404(rows, number=number)
    return report


def find_version(request: ReaderRequest, notice: str, number: int, version: int) -> Version:
    """A version of a report, whatever its state."""
    report = find_report(request, notice, number)
    rows = Version.objects.visible_to(request.reader).filter(report=report)
    found: Version = get_object_or_404(rows.select_related("report", "snapshot"), number=version)
    return found


def posted(request: ReaderRequest) -> QueryDict | None:
    """What was sent, or typed before signing in again. An empty POST is a form sent empty, not one that is opened."""
    return carried.data(request)


def page_of(report: Report, request: ReaderRequest) -> str:
    """The address of the report's page."""
    return reverse("reports:report", args=[request.notice.slug, report.number])


def mailed_address(report: Report, request: ReaderRequest) -> str:
    """The same for a mail: never by the request's Host, into which anybody can write another site."""
    return f"{settings.SITE_URL}{page_of(report, request)}"


def step(
    request: ReaderRequest,
    report: Report,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    template: str,
    done: str,
    context: dict[str, Any],
    taken: Callable[[], bool] = lambda: False,
) -> HttpResponse:
    """One step's own page: act and go back to the report, or say what is wrong and keep what was typed.

    `taken` asks whether this person has taken the step already: the slower of two clicks then goes the same way.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile as changed:
            if taken():
                return redirect(page_of(report, request))
            return moved_on(request, report, changed.row)
        else:
            messages.success(request, done)
            return redirect(page_of(report, request))
    page = {"notice": request.notice, "report": report, "form": form, "back": page_of(report, request), **context}
    return render(request, template, page)


def moved_on(request: ReaderRequest, report: Report, row: object) -> HttpResponse:
    """409: somebody moved the version on since its page was opened. There is nothing typed to keep."""
    state = VersionState(row.state).label if isinstance(row, Version) else ""
    context = {
        "what": f"progress report {report.number}",
        "by": "",
        "at": None,
        "differences": [Difference("Where it is", state, "As it was when you opened the page")] if state else [],
        "form": None,
        "discard_href": page_of(report, request),
    }
    return render(request, "errors/409.html", context, status=409)


def documents(request: ReaderRequest) -> Iterable[Document]:
    """The notice's evidence that can serve as proof, newest first: nothing that belongs to something else."""
    rows = Document.objects.visible_to(request.reader).of(request.notice).own().newest()
    return rows.order_by("-dated_on", "-pk")


def people_as(request: ReaderRequest, role: Role) -> Iterable[User]:
    """Those who hold a role on the notice today."""
    held = Access.objects.of(request.notice).filter(role=role).on(request.reader.on)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name", "pk")
