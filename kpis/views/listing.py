"""The list of KPIs: are we getting better, fast enough?"""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govuk.address import with_query
from kpis import permissions, shown
from kpis.awaited import awaits
from kpis.forms.lists import KpiFilter
from kpis.lists import COLUMNS, sheet_rows
from kpis.models import Kpi, Origin
from kpis.pictures import LOOKS, legend
from kpis.reading import KpiReading, count_reasons, count_states, read_kpis
from kpis.typed import months_ended, period_code
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from sheets.download import download


@require_safe
def kpis(request: ReaderRequest, notice: str) -> HttpResponse:
    """Are we getting better, fast enough? Every KPI by section, those that the filters leave."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    everything = read_kpis(found, request.reader.on)
    sections = dict.fromkeys((each.section, each.section_title) for each in everything)
    filters = KpiFilter(request.GET, sections=sections, awaits=months_asked_for(request, found))
    month = filters.month
    awaited = awaited_codes(request, found, month) if month else None
    chosen = [each for each in everything if filters.keeps(each) and (awaited is None or each.code in awaited)]
    file = download(f"kpis-{found.slug}", request.GET.get("format", ""), COLUMNS, sheet_rows(chosen))
    if file is not None:
        return file
    context = {
        "notice": found,
        "filters": filters,
        "count": len(chosen),
        "counts": [(LOOKS[state], state.label, count) for state, count in count_states(chosen).items()],
        "reasons": [(reason.label, count) for reason, count in count_reasons(chosen).items()],
        "stale": sum(each.stale_since is not None for each in chosen),
        "stale_href": with_query(request, stale="on"),
        "sections": _by_section(chosen, request.reader.on),
        "legend": legend(),
        "enters": permissions.can_enter_any(request.reader, found),
        "month": month,
        "can_import": permissions.can_import(request.reader, found),
        "period": period_code(month) if month else "",
    }
    return render(request, "kpis/kpis.html", context)


def months_asked_for(request: ReaderRequest, notice: Notice) -> list[date]:
    """The months for which this reader may be asked for figures: none without a KPI of their own to enter for."""
    own = Kpi.objects.visible_to(request.reader).of(notice).filter(data_lead=request.user).exclude(origin=Origin.SURVEY)
    enters = request.reader.is_any(notice.pk, permissions.ENTERS) and own.exists()
    return months_ended(request.reader.on) if enters else []


def awaited_codes(request: ReaderRequest, notice: Notice, month_end: date) -> list[str]:
    """The codes of the KPIs whose figure of that month they are still to enter, in the list's order."""
    rows = Kpi.objects.visible_to(request.reader).of(notice)
    theirs = rows.filter(data_lead=request.user).filter(awaits(month_end))
    return list(theirs.order_by("section__order", "order", "pk").values_list("code", flat=True))


def _by_section(readings: Iterable[KpiReading], on: date) -> list[tuple[str, list[shown.ListedKpi]]]:
    found: dict[str, list[shown.ListedKpi]] = {}
    for each in readings:
        found.setdefault(f"{each.section}: {each.section_title}", []).append(shown.listed(each, on))
    return list(found.items())
