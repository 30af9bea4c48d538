"""One KPI with everything that is known of it."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from govuk import words
from govuk.address import with_query
from govuk.pagination import paginate
from kpis import outcomes, permissions, shown
from kpis.lists import FIGURE_COLUMNS, figure_rows
from kpis.models import Baseline, Kpi
from kpis.pictures import LOOKS, chart_data, legend
from kpis.reading import FrozenState, KpiReading
from kpis.reading.answers import answers_of
from kpis.reading.history import read_history
from kpis.story import KINDS, counted, story
from kpis.versions import differences, versions
from kpis.views.finding import find_kpi
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_evidence
from sheets.download import download

FrozenStates = Callable[[Notice, UUID], Sequence[FrozenState]]
STORY, STORY_PAGE = "what-happened", 20


@require_safe
def kpi(request: ReaderRequest, notice: str, code: str, frozen_states: FrozenStates) -> HttpResponse:
    """One KPI: its chart and table, what it means, its targets, baselines and figures, and what happened to it.

    `frozen_states` tells the state that it had at each meeting and in each report.
    """
    found, row, reading = find_kpi(request, notice, code)
    name = f"{found.slug}-{reading.code.lower()}"
    file = download(name, request.GET.get("format", ""), FIGURE_COLUMNS, figure_rows(reading))
    if file is not None:
        return file
    data = chart_data(reading, request.reader.on)
    targets, earlier = shown.targets(reading)
    judged, judged_look = shown.judged(reading)
    context = {
        "notice": found,
        "kpi": reading,
        "look": LOOKS[reading.state],
        "judged": judged,
        "judged_look": judged_look,
        "to_go": shown.to_go(reading),
        "missed": list(outcomes.missed_sentences(reading)),
        "doubt": outcomes.in_doubt(reading),
        "stale": shown.stale(reading),
        "listed": shown.listed(reading, request.reader.on),
        "chart": shown.chart(data),
        "chart_words": data.text_alternative(),
        "points": shown.points(reading, data),
        "facts": shown.facts(reading),
        "answers": answers_of(row),
        "targets": targets,
        "earlier_targets": earlier,
        "baselines": shown.baselines(reading),
        "figures": shown.figures(reading),
        "frozen": shown.frozen(frozen_states(found, reading.uid)),
        "legend": legend(),
        "evidence": row.evidence.select_related("document").order_by("-document__dated_on", "-pk"),
        "may_open": can_see_evidence(request.reader, found),
        "can_enter": permissions.can_enter(request.reader, row),
        "releases": permissions.can_release(request.reader, row),
        "can_compare": permissions.can_compare(request.reader, row),
        **_may_end(request, reading),
        "can_set_up": permissions.can_set_direction(request.reader, row),
        "can_judge": permissions.can_judge(request.reader, row),
        **_story(request, row),
    }
    return render(request, "kpis/kpi.html", context)


def _may_end(request: ReaderRequest, reading: KpiReading) -> dict[str, object]:
    """What the reader may do with the proposal that waits, if one does, and who may approve it."""
    if reading.proposal is None:
        return {}
    proposal = Baseline.objects.visible_to(request.reader).select_related("kpi").get(uid=reading.proposal.uid)
    return {
        "can_approve": permissions.can_approve_baseline(request.reader, proposal),
        "approvers": words.listed(permissions.approvers(proposal, request.reader.on), "or"),
        "can_withdraw": permissions.can_withdraw_baseline(request.reader, proposal),
    }


def _story(request: ReaderRequest, row: Kpi) -> dict[str, object]:
    """What happened, as the address asks for it: one kind of events or all, a page of them at a time."""
    entries = read_history(row.pk)
    known = versions(entries)
    events = story(entries, known)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    chosen = [event for event in events if kind in event.kinds] if kind else events
    kinds = [("", "Everything", len(events)), *counted(events)] if events else []
    changes = [(after, differences(before, after)) for before, after in pairwise(known)]
    return {
        "story": paginate(request, chosen, STORY_PAGE),
        "kinds": [(_kind_link(request, code), f"{called} ({number})", code == kind) for code, called, number in kinds],
        "kind": KINDS.get(kind, ""),
        "changes": changes[::-1],
    }


def _kind_link(request: ReaderRequest, kind: str) -> str:
    """The address of the same page with one kind of events, "" for all, at the place where they stand."""
    return f"{with_query(request, kind=kind or None, page=None)}#{STORY}"
