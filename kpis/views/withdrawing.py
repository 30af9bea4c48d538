"""Taking out a figure that belongs nowhere."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from kpis import actions, permissions
from kpis.forms.withdrawing import WithdrawForm
from kpis.models import Measurement
from kpis.periods import Kind, inside
from kpis.reading import KpiReading
from kpis.views.finding import find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def withdraw_measurement(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """Take a figure out, with a reason: one that was put into the wrong KPI, say."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    rows = Measurement.objects.visible_to(request.reader).of(found).select_related("kpi__organisation")
    figure = get_object_or_404(rows, kpi=row, uid=uid)
    form = WithdrawForm(posted(request), initial={"seen_version": figure.version})
    if figure.corrected and not form.is_bound:
        return _gone(request, figure, reading)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_measurement(measurement=figure, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _gone(request, figure, reading)
        else:
            messages.success(request, f"Figure withdrawn: {_said(figure, reading)} counts no more")
            return redirect("kpis:kpi", notice, code)
    context = {
        "notice": found,
        "kpi": reading,
        "said": _said(figure, reading),
        "of": inside(figure.as_at, Kind(figure.period)),
        "corrects": figure.corrects_id is not None,
        "stays": figure.held,
        "may": permissions.can_withdraw(request.reader, figure),
        "form": form,
    }
    return render(request, "kpis/withdraw_measurement.html", context)


def _said(figure: Measurement, kpi: KpiReading) -> str:
    value = kpi.told_row(figure.uid, figure.value, figure.as_at)
    return f"{kpi.code}, {value} for {inside(figure.as_at, Kind(figure.period))}"


def _gone(request: ReaderRequest, figure: Measurement, kpi: KpiReading) -> HttpResponse:
    """It stands no more: somebody corrected, moved or withdrew it."""
    stored = Measurement.objects.get(pk=figure.pk)
    done = "withdrawn" if stored.withdrawn_at else "corrected"
    messages.info(request, f"{_said(figure, kpi)} was {done} already: this is what stands now")
    return redirect("kpis:kpi", request.notice.slug, kpi.code)
