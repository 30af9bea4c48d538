"""What advisers ask or say of an issued report, and our answers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from audit import clock
from notices.middleware import ReaderRequest
from notices.permissions import require
from reports import permissions
from reports.actions import opening
from reports.forms import AnswerForm, FeedbackForm
from reports.models import Feedback
from reports.views.finding import find_report, page_of, posted, step
from reports.views.writing import written


@require_http_methods(["GET", "POST"])
def feedback(request: ReaderRequest, notice: str, number: int) -> HttpResponse:
    """An adviser asks or says something of an issued report."""
    report = find_report(request, notice, number)
    require(permissions.can_say(request.reader, report))
    return step(
        request,
        report,
        FeedbackForm(posted(request)),
        lambda data: opening.leave_feedback(report=report, by=request.user, at=clock.now(), **data),
        template="reports/feedback.html",
        done="Thank you. The next report will print what you said, with an answer",
        context={},
    )


@require_http_methods(["GET", "POST"])
def answer_feedback(request: ReaderRequest, notice: str, number: int, uid: UUID) -> HttpResponse:
    """Answer an adviser."""
    report = find_report(request, notice, number)
    require(permissions.can_answer(request.reader, report))
    row = get_object_or_404(
        Feedback.objects.visible_to(request.reader).filter(report=report).select_related("said_by"), uid=uid
    )
    return written(
        request,
        report,
        AnswerForm(posted(request), initial=_answer(row)),
        lambda data: opening.answer_feedback(feedback=row, by=request.user, at=clock.now(), **data),
        _answer,
        template="reports/answer_feedback.html",
        done="Answer saved",
        back=page_of(report, request),
        context={"feedback": row},
    )


def _answer(row: object) -> dict[str, object]:
    assert isinstance(row, Feedback)  # noqa: S101  what the verb raised with
    who = {"by": str(row.answered_by or ""), "at": row.answered_at}
    return {"answer": row.answer, "seen_version": row.version, **who}
