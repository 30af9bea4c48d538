"""An issued version goes to its recipients; a draft is shared with an adviser for comment."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from audit import clock
from notices.middleware import ReaderRequest
from notices.models import Recipient
from notices.permissions import require
from notices.roles import Role
from reports import permissions
from reports.actions import submitting
from reports.forms import ByHandForm, ShareForm, StepForm
from reports.views.finding import documents, find_version, mailed_address, people_as, posted, step


@require_http_methods(["GET", "POST"])
def submit(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Send the issued PDF to every named recipient."""
    row = find_version(request, notice, number, version)
    require(permissions.can_submit(request.reader, row))
    sent = set(row.submissions.values_list("recipient_id", flat=True))
    recipients = Recipient.objects.filter(obligation=row.report.obligation_id).select_related("organisation")
    address = mailed_address(row.report, request)
    return step(
        request,
        row.report,
        StepForm(posted(request), initial={"seen_version": row.version}),
        lambda data: submitting.submit(version=row, address=address, by=request.user, at=clock.now(), **data),
        template="reports/submit.html",
        done="Handed to the mail server: the page says when each was sent",
        context={
            "version": row,
            "recipients": [(each, each.pk in sent) for each in recipients.order_by("pk")],
        },
    )


@require_http_methods(["GET", "POST"])
def submit_by_hand(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Record that the issued PDF was sent by other means."""
    row = find_version(request, notice, number, version)
    require(permissions.can_submit(request.reader, row))
    left = Recipient.objects.filter(obligation=row.report.obligation_id).exclude(
        pk__in=row.submissions.values("recipient_id")
    )
    form = ByHandForm(
        posted(request),
        recipients=left.select_related("organisation").order_by("pk"),
        documents=documents(request),
        today=request.reader.on,
        initial={"seen_version": row.version},
    )

    def record(data: dict[str, object]) -> None:
        rest = {name: value for name, value in data.items() if name != "seen_version"}
        submitting.submit_by_hand(version=row, by=request.user, at=clock.now(), **rest)  # type: ignore[arg-type]

    return step(
        request,
        row.report,
        form,
        record,
        template="reports/submit_by_hand.html",
        done="Recorded",
        context={"version": row},
    )


@require_http_methods(["GET", "POST"])
def share(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Share a draft with an adviser for comment."""
    row = find_version(request, notice, number, version)
    require(permissions.can_share(request.reader, row))
    form = ShareForm(posted(request), advisers=people_as(request, Role.ADVISER), initial={"seen_version": row.version})
    return step(
        request,
        row.report,
        form,
        lambda data: submitting.share_draft(version=row, adviser=data["adviser"], by=request.user, at=clock.now()),
        template="reports/share.html",
        done="Shared for comment",
        context={"version": row},
    )
