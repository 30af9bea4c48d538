"""What the KPI pages share: the KPI of an address, what was sent, and two texts side by side."""

from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from evidence.models import HowHeard, VoiceEntry
from govuk.forms import Form
from govuk.parts import Difference
from kpis import permissions
from kpis.models import Baseline, Kpi, Measurement
from kpis.reading import KpiReading, read_kpi, read_kpis, with_parts
from kpis.reading.answers import with_answers
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from people import carried


def find_kpi(request: ReaderRequest, notice: str, code: str) -> tuple[Notice, Kpi, KpiReading]:
    """The notice, the KPI's row, and the KPI as this reader is told it on their day. 404 for who may not know of it."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    rows = with_answers(with_parts(Kpi.objects.visible_to(request.reader).of(found)))
    row: Kpi = get_object_or_404(rows, code=code)
    return found, row, read_kpi(row, found, request.reader.on, knows=partial(permissions.can_enter, request.reader))


class Told:
    """Figures and baselines, of any KPI of a notice, in the unit in which they were written; what waits for its release
    to who may know it. The KPIs are read once one is told."""

    def __init__(self, request: ReaderRequest, notice: Notice) -> None:
        self._request, self._notice = request, notice

    @cached_property
    def _kpis(self) -> dict[int, KpiReading]:
        reader = self._request.reader
        told = read_kpis(self._notice, reader.on, knows=partial(permissions.can_enter, reader))
        return {each.pk: each for each in told}

    def __call__(self, row: Measurement | Baseline) -> str:
        return "" if row.value is None else self._kpis[row.kpi_id].told_row(row.uid, row.value, row.as_at)


def waves_of(request: ReaderRequest, notice: Notice) -> Any:
    """The survey waves of the notice that have a result, the latest first."""
    rows = VoiceEntry.objects.visible_to(request.reader).of(notice)
    return rows.filter(how_heard=HowHeard.SURVEY, result_count__isnull=False).order_by("-heard_on", "-pk")


def wave_of(request: ReaderRequest, notice: Notice, uid: str) -> Any:
    """One of them, None where the address names none."""
    try:
        return waves_of(request, notice).filter(uid=UUID(uid)).first()
    except ValueError:
        return None


def feeding_waves(kpi: Kpi) -> list[VoiceEntry]:
    """The waves of which a KPI has standing figures."""
    rows = Measurement.objects.filter(kpi=kpi, corrected=False, wave__isnull=False).select_related("wave")
    return [each.wave for each in rows.order_by("pk") if each.wave]


def posted(request: ReaderRequest) -> QueryDict | None:
    """What was sent, or typed before signing in again. An empty POST is a form sent empty, not one that is opened."""
    return carried.data(request)


def conflict(request: ReaderRequest, row: Kpi, form: Form, differences: list[Difference]) -> HttpResponse:
    """Somebody else wrote meanwhile: both texts side by side, and what was typed in a form that can be sent."""
    context = {
        "what": row.code,
        "by": "",
        "at": None,
        "differences": differences,
        "form": form,
        "button": "Save mine",
        "discard_href": reverse("kpis:kpi", args=[request.notice.slug, row.code]),
    }
    return render(request, "errors/409.html", context, status=409)
