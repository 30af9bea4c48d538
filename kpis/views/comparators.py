"""What others published, beside a KPI's own figures: added, corrected, taken out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk.parts import Difference
from kpis import actions, permissions
from kpis.forms.comparators import AddComparatorForm, CorrectComparatorForm, TakeOutForm
from kpis.models import Comparator, Kpi
from kpis.periods import Kind, called, inside
from kpis.reading import KpiReading
from kpis.views.finding import conflict, find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def comparators(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Every value with its source, and a form to add one."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_compare(request.reader, row))
    form = AddComparatorForm(posted(request), kpi=reading)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.add_comparator(kpi=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Added beside {code}: {_said(new, reading)}")
            return redirect("kpis:comparators", notice, code)
    return render(request, "kpis/comparators.html", {"notice": found, "kpi": reading, "form": form})


@require_http_methods(["GET", "POST"])
def correct_comparator(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """Write over what was wrong."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_compare(request.reader, row))
    comparator = _comparator(request, found, row, uid)
    form = CorrectComparatorForm(posted(request), kpi=reading, corrects=comparator, initial=_initial(comparator))
    context = {"notice": found, "kpi": reading, "comparator": comparator, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            after = actions.correct_comparator(
                comparator=comparator, by=request.user, at=clock.now(), **form.cleaned_data
            )
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _changed_meanwhile(request, comparator, reading, row, form.cleaned_data)
        else:
            messages.success(request, f"Corrected beside {code}: {_said(after, reading)}")
            return redirect("kpis:comparators", notice, code)
    elif comparator.taken_out_at is not None and not form.is_bound:
        return _gone(request, comparator, reading)
    return render(request, "kpis/correct_comparator.html", context)


@require_http_methods(["GET", "POST"])
def take_out_comparator(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """Draw and list a value no more."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_compare(request.reader, row))
    comparator = _comparator(request, found, row, uid)
    form = TakeOutForm(posted(request), initial={"seen_version": comparator.version})
    context = {"notice": found, "kpi": reading, "said": _said(comparator, reading), "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_out_comparator(comparator=comparator, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            stored = Comparator.objects.get(pk=comparator.pk)
            if stored.taken_out_at is not None:
                return _gone(request, stored, reading)
            again = TakeOutForm(initial={**form.cleaned_data, "seen_version": stored.version})
            return conflict(request, row, again, [Difference("What stands now", _said(stored, reading), "Taken out")])
        else:
            messages.success(request, f"Taken out beside {code}: {_said(comparator, reading)}")
            return redirect("kpis:comparators", notice, code)
    elif comparator.taken_out_at is not None and not form.is_bound:
        return _gone(request, comparator, reading)
    return render(request, "kpis/take_out_comparator.html", context)


def _comparator(request: ReaderRequest, notice: Notice, row: Kpi, uid: UUID) -> Comparator:
    found: Comparator = get_object_or_404(Comparator.objects.visible_to(request.reader).of(notice), kpi=row, uid=uid)
    return found


def _initial(row: Comparator) -> dict[str, Any]:
    fields = ("name", "value", "period", "as_at", "source")
    return {**{field: getattr(row, field) for field in fields}, "seen_version": row.version}


def _said(row: Comparator, kpi: KpiReading) -> str:
    return f"{row.name}, {kpi.shown(row.value)} for {inside(row.as_at, Kind(row.period))}"


def _gone(request: ReaderRequest, row: Comparator, kpi: KpiReading) -> HttpResponse:
    messages.info(request, f"{_said(row, kpi)} was taken out")
    return redirect("kpis:comparators", request.notice.slug, kpi.code)


def _changed_meanwhile(
    request: ReaderRequest, seen: Comparator, kpi: KpiReading, row: Kpi, typed: Mapping[str, Any]
) -> HttpResponse:
    """What stands now beside what was typed, in a form that can be sent: as a new value where it was taken out."""
    stored = Comparator.objects.get(pk=seen.pk)
    if stored.taken_out_at is not None:
        messages.info(request, f"{_said(stored, kpi)} was taken out meanwhile: what you typed is not saved")
        form = AddComparatorForm(kpi=kpi, initial=dict(typed))
        context = {"notice": request.notice, "kpi": kpi, "form": form}
        return render(request, "kpis/comparators.html", context, status=409)
    differences = [
        Difference("Whose value is it?", stored.name, typed["name"]),
        Difference("Value", kpi.shown(stored.value), kpi.shown(typed["value"])),
        Difference("As at", called(stored.as_at, Kind(stored.period)), called(typed["as_at"], Kind(typed["period"]))),
        Difference("Source", stored.source, typed["source"]),
    ]
    again = CorrectComparatorForm(kpi=kpi, corrects=stored, initial={**typed, "seen_version": stored.version})
    return conflict(request, row, again, differences)
