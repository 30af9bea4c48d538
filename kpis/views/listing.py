"""The list of KPIs: are we getting better, fast enough?"""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govuk.address import with_query
from kpis import permissions, shown
from kpis.forms.lists import KpiFilter
from kpis.lists import COLUMNS, sheet_rows
from kpis.pictures import LOOKS, legend
from kpis.reading import KpiReading, count_reasons, count_states, read_kpis
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.permissions import can_see_plan, require
from sheets.download import download


@require_safe
def kpis(request: ReaderRequest, notice: str) -> HttpResponse:
    """Are we getting better, fast enough? Every KPI by section, those that the filters leave."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    everything = read_kpis(found, request.reader.on)
    sections = dict.fromkeys((each.section, each.section_title) for each in everything)
    filters = KpiFilter(request.GET, sections=sections)
    chosen = [each for each in everything if filters.keeps(each)]
    file = download(f"kpis-{found.slug}", request.GET.get("format", ""), COLUMNS, sheet_rows(chosen))
    if file is not None:
        return file
    context = {
        "notice": found,
        "filters": filters,
        "count": len(chosen),
        "counts": [(LOOKS[state], state.label, count) for state, count in count_states(chosen).items()],
        "reasons": [(reason.label, count) for reason, count in count_reasons(chosen).items()],
        "missed": sum(bool(each.missed) for each in chosen),
        "missed_href": with_query(request, missed="on"),
        "stale": sum(each.stale_since is not None for each in chosen),
        "stale_href": with_query(request, stale="on"),
        "sections": _by_section(chosen, request.reader.on),
        "legend": legend(),
        "enters": permissions.can_enter_any(request.reader, found),
        "can_import": permissions.can_import(request.reader, found),
    }
    return render(request, "kpis/kpis.html", context)


def _by_section(readings: Iterable[KpiReading], on: date) -> list[tuple[str, list[shown.ListedKpi]]]:
    found: dict[str, list[shown.ListedKpi]] = {}
    for each in readings:
        found.setdefault(f"{each.section}: {each.section_title}", []).append(shown.listed(each, on))
    return list(found.items())
