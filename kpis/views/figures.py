"""Entering a figure, and correcting one."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk.parts import Difference
from kpis import actions, permissions
from kpis.forms.figures import CorrectForm, EnterForm
from kpis.models import FigureKind, Kpi, Measurement
from kpis.periods import Kind, called, inside
from kpis.reading import KpiReading
from kpis.views.finding import find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def enter_measurement(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Enter one figure."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    form = EnterForm(posted(request), kpi=reading, began=_began(row, found))
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.enter_measurement(kpi=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            value, of = reading.shown(new.value, new.as_at), _of(form.cleaned_data)
            messages.success(request, f"Figure entered: {code} was {value} {of}{_held(new, reading)}")
            return redirect("kpis:kpi", notice, code)
    last = reading.told(reading.latest)
    context = {"notice": found, "kpi": reading, "last": last, "form": form}
    return render(request, "kpis/enter_measurement.html", context)


def _began(kpi: Kpi, notice: Notice) -> date | None:
    """The first day of the plan, that of the notice's issue where it names none."""
    return kpi.plan.starts_on or notice.issued_on


def _of(typed: Mapping[str, Any]) -> str:
    """Of when a figure is, behind its value: in November 2023, at 15 November 2023."""
    kind = Kind(typed["period"])
    return f"{'at' if kind is Kind.DAY else 'in'} {inside(typed['as_at'], kind)}"


def _held(figure: Measurement, kpi: KpiReading) -> str:
    """That a figure does not count before the partner whose it is has released it."""
    return f". It counts once {kpi.organisation} has released it" if figure.held else ""


@require_http_methods(["GET", "POST"])
def correct_measurement(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """Put a figure in the place of one that was wrong, or that was provisional."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    figure = get_object_or_404(Measurement.objects.visible_to(request.reader).of(found), kpi=row, uid=uid)
    initial = {name: getattr(figure, name) for name in ("value", "period", "as_at", "kind")}
    initial["seen_version"] = figure.version
    form = CorrectForm(posted(request), kpi=reading, began=_began(row, found), corrects=figure, initial=initial)
    context = {"notice": found, "kpi": reading, "figure": figure, "form": form, "differences": []}
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_measurement(measurement=figure, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _corrected_meanwhile(request, figure, reading, form)
        else:
            said = f"{code} was {reading.shown(new.value, new.as_at)} {_of(form.cleaned_data)}"
            messages.success(request, f"Figure corrected: {said}{_held(new, reading)}")
            return redirect("kpis:kpi", notice, code)
    elif figure.corrected and not form.is_bound:
        stands = _standing(figure)
        if stands is None:
            messages.info(request, f"{code} has no figure {_of(initial)} any more: enter one if it should")
            return redirect("kpis:kpi", notice, code)
        return redirect("kpis:correct-measurement", notice, code, stands.uid)
    return render(request, "kpis/correct_measurement.html", context)


def _standing(figure: Measurement) -> Measurement | None:
    """The figure that stands in the place of a corrected one; None where it was withdrawn, or never released."""
    found: Measurement | None = figure
    while found is not None and found.corrected:
        found = Measurement.objects.filter(corrects=found).first()
    return found


def _corrected_meanwhile(
    request: ReaderRequest, figure: Measurement, kpi: KpiReading, form: CorrectForm
) -> HttpResponse:
    """Both figures side by side; the form goes to the figure that stands now, with everything typed."""
    stored = _standing(Measurement.objects.get(pk=figure.pk))
    if stored is None:
        who = Measurement.objects.select_related("withdrawn_by").get(pk=figure.pk).withdrawn_by or "Somebody else"
        said = f"{who} took this figure out meanwhile: enter yours as a new one if it is right"
        form.add_error(None, said)
        context = {"notice": request.notice, "kpi": kpi, "figure": figure, "form": form, "differences": []}
        return render(request, "kpis/correct_measurement.html", context, status=409)
    typed = form.cleaned_data
    differences = [
        Difference(
            "Figure", kpi.told_row(stored.uid, stored.value, stored.as_at), kpi.shown(typed["value"], typed["as_at"])
        ),
        Difference("As at", called(stored.as_at, Kind(stored.period)), called(typed["as_at"], Kind(typed["period"]))),
        Difference("How certain is it?", FigureKind(stored.kind).label, FigureKind(typed["kind"]).label),
        Difference("Why is it corrected?", stored.note, typed["why"]),
    ]
    fresh = CorrectForm(kpi=kpi, corrects=stored, initial={**typed, "seen_version": stored.version})
    context = {"notice": request.notice, "kpi": kpi, "figure": stored, "form": fresh, "differences": differences}
    return render(request, "kpis/correct_measurement.html", context, status=409)
