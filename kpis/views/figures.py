"""Entering a figure, and correcting one."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from govuk.parts import Difference
from kpis import actions, permissions
from kpis.forms.figures import CorrectForm, EnterForm
from kpis.models import FigureKind, Measurement
from kpis.periods import Kind, called, inside
from kpis.reading import KpiReading, read_kpis
from kpis.typed import period_code
from kpis.views.finding import find_kpi, posted
from kpis.views.listing import awaited_codes, months_asked_for
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def enter_measurement(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Enter one figure."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    month = _month(request, found)
    form = EnterForm(posted(request), kpi=reading, initial={"as_at": month})
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.enter_measurement(kpi=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            value, of = reading.shown(form.cleaned_data["value"]), _of(form.cleaned_data)
            messages.success(request, f"Figure entered: {code} was {value} {of}{_held(new, reading)}")
            return _after_entering(request, found, code, month)
    last = reading.shown(reading.latest.value) if reading.latest else ""
    left = awaited_codes(request, found, month) if month else []
    context = {"notice": found, "kpi": reading, "last": last, "form": form, "month": month, "left": len(left)}
    return render(request, "kpis/enter_measurement.html", {**context, "list_href": _list_href(found, month)})


def _of(typed: Mapping[str, Any]) -> str:
    """Of when a figure is, behind its value: in November 2023, at 15 November 2023."""
    kind = Kind(typed["period"])
    return f"{'at' if kind is Kind.DAY else 'in'} {inside(typed['as_at'], kind)}"


def _held(figure: Measurement, kpi: KpiReading) -> str:
    """That a figure does not count before the partner whose it is has released it."""
    return f". It counts once {kpi.organisation} has released it" if figure.held else ""


def _month(request: ReaderRequest, notice: Notice) -> date | None:
    """The month of the address, when somebody goes through the figures that are awaited of them."""
    asked = request.GET.get("period")
    return (
        next((each for each in months_asked_for(request, notice) if period_code(each) == asked), None)
        if asked
        else None
    )


def _list_href(notice: Notice, month: date | None) -> str:
    href = reverse("kpis:kpis", args=[notice.slug])
    return f"{href}?awaited={period_code(month)}" if month else href


def _after_entering(request: ReaderRequest, notice: Notice, code: str, month: date | None) -> HttpResponse:
    """The KPI; for who goes through a month, the next figure that is awaited, after this one in the list or before."""
    if month is None:
        return redirect("kpis:kpi", notice.slug, code)
    left = awaited_codes(request, notice, month)
    if not left:
        messages.success(request, f"That was the last figure awaited of you for {words.month(month)}")
        return redirect("kpis:kpi", notice.slug, code)
    order = [each.code for each in read_kpis(notice, request.reader.on)]
    following = next((each for each in left if order.index(each) > order.index(code)), left[0])
    href = reverse("kpis:enter-measurement", args=[notice.slug, following])
    return redirect(f"{href}?period={period_code(month)}")


@require_http_methods(["GET", "POST"])
def correct_measurement(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """Put a figure in the place of one that was wrong, or that was provisional."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    figure = get_object_or_404(Measurement.objects.visible_to(request.reader).of(found), kpi=row, uid=uid)
    initial = {name: getattr(figure, name) for name in ("value", "period", "as_at", "kind")}
    initial["seen_version"] = figure.version
    form = CorrectForm(posted(request), kpi=reading, corrects=figure, initial=initial)
    context = {"notice": found, "kpi": reading, "figure": figure, "form": form, "differences": []}
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_measurement(measurement=figure, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _corrected_meanwhile(request, figure, reading, form)
        else:
            said = f"{code} was {reading.shown(new.value)} {_of(form.cleaned_data)}"
            messages.success(request, f"Figure corrected: {said}{_held(new, reading)}")
            return redirect("kpis:kpi", notice, code)
    elif figure.corrected and not form.is_bound:
        return redirect("kpis:correct-measurement", notice, code, _standing(figure).uid)
    return render(request, "kpis/correct_measurement.html", context)


def _standing(figure: Measurement) -> Measurement:
    """The figure that stands in the place of a corrected one."""
    while figure.corrected:
        figure = figure.corrected_by_row
    return figure


def _corrected_meanwhile(
    request: ReaderRequest, figure: Measurement, kpi: KpiReading, form: CorrectForm
) -> HttpResponse:
    """Both figures side by side; the form goes to the figure that stands now, with everything typed."""
    stored = _standing(Measurement.objects.get(pk=figure.pk))
    typed = form.cleaned_data
    differences = [
        Difference("Figure", kpi.shown(stored.value), kpi.shown(typed["value"])),
        Difference("As at", called(stored.as_at, Kind(stored.period)), called(typed["as_at"], Kind(typed["period"]))),
        Difference("How certain is it?", FigureKind(stored.kind).label, FigureKind(typed["kind"]).label),
        Difference("Why is it corrected?", stored.note, typed["why"]),
    ]
    fresh = CorrectForm(kpi=kpi, corrects=stored, initial={**typed, "seen_version": stored.version})
    context = {"notice": request.notice, "kpi": kpi, "figure": stored, "form": fresh, "differences": differences}
    return render(request, "kpis/correct_measurement.html", context, status=409)
