"""One KPI with everything that is known of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpis import permissions, shown
from kpis.models import Baseline
from kpis.pictures import LOOKS, chart_data, legend
from kpis.reading import KpiReading
from kpis.views.finding import find_kpi
from notices.middleware import ReaderRequest
from notices.permissions import can_see_evidence


@require_safe
def kpi(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """One KPI: its chart and table, what it means, its targets, baselines and figures, and the rule that decided."""
    found, row, reading = find_kpi(request, notice, code)
    data = chart_data(reading, request.reader.on)
    targets, earlier = shown.targets(reading)
    context = {
        "notice": found,
        "kpi": reading,
        "look": LOOKS[reading.state],
        "listed": shown.listed(reading, request.reader.on),
        "chart": shown.chart(data),
        "chart_words": data.text_alternative(),
        "points": shown.points(reading, data),
        "facts": shown.facts(reading),
        "targets": targets,
        "earlier_targets": earlier,
        "baselines": shown.baselines(reading),
        "figures": shown.figures(reading),
        "legend": legend(),
        "evidence": row.evidence.select_related("document").order_by("-document__dated_on", "-pk"),
        "may_open": can_see_evidence(request.reader, found),
        "can_enter": permissions.can_enter(request.reader, row),
        "can_approve": _can_approve(request, reading),
        "can_set_up": permissions.can_set_direction(request.reader, row),
    }
    return render(request, "kpis/kpi.html", context)


def _can_approve(request: ReaderRequest, reading: KpiReading) -> bool:
    if reading.proposal is None:
        return False
    proposal = Baseline.objects.visible_to(request.reader).select_related("kpi").get(uid=reading.proposal.uid)
    return permissions.can_approve_baseline(request.reader, proposal)
