"""An issued version is withdrawn."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from audit import clock
from notices.middleware import ReaderRequest
from notices.permissions import require
from reports import permissions
from reports.actions import withdrawing
from reports.forms import WithdrawForm
from reports.models import VersionState
from reports.views.finding import find_version, mailed_address, page_of, posted, step


@require_http_methods(["GET", "POST"])
def withdraw(request: ReaderRequest, notice: str, number: int, version: int) -> HttpResponse:
    """Withdraw an issued version, after reading what that does and to whom it is told."""
    row = find_version(request, notice, number, version)
    again = row.state == VersionState.WITHDRAWN and row.withdrawn_by_id == request.user.pk
    if request.method == "POST" and again:
        return redirect(page_of(row.report, request))
    require(permissions.can_withdraw(request.reader, row))
    address = mailed_address(row.report, request)
    at = clock.now()

    def act(data: dict[str, object]) -> None:
        rest = {name: value for name, value in data.items() if name != "sure"}
        withdrawing.withdraw(version=row, address=address, by=request.user, at=at, **rest)  # type: ignore[arg-type]

    return step(
        request,
        row.report,
        WithdrawForm(posted(request), initial={"seen_version": row.version}),
        act,
        template="reports/withdraw.html",
        done=f"Version {row.issue} is withdrawn",
        context={"version": row, "told": withdrawing.to_be_told(row, at)},
    )
