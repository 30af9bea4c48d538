"""What a KPI is: how it is counted, which way is better, and where printed cells belong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from govuk.parts import Difference
from kpis import actions, permissions
from kpis.forms.sheet import DefineForm, DirectionForm, PlaceForm
from kpis.models import Direction
from kpis.views.finding import conflict, find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def define_kpi(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Write down how a KPI is counted and where its figures come from."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_define(request.reader, row))
    initial = {"definition": row.definition, "source": row.source, "seen_version": row.version}
    form = DefineForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.define_kpi(kpi=row, by=request.user, at=clock.now(), **typed)
        except ChangedMeanwhile:
            differences = [
                Difference("Definition", row.definition, typed["definition"]),
                Difference("Source", row.source, typed["source"]),
            ]
            return conflict(request, row, DefineForm(initial={**typed, "seen_version": row.version}), differences)
        messages.success(request, f"Definition of {code} saved")
        return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/define_kpi.html", {"notice": found, "kpi": reading, "form": form})


@require_http_methods(["GET", "POST"])
def set_direction(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Say which way is better."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_set_direction(request.reader, row))
    initial = {"direction": row.direction, "seen_version": row.version}
    form = DirectionForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_direction(kpi=row, by=request.user, at=clock.now(), **typed)
        except ChangedMeanwhile:
            now, wanted = Direction(row.direction).label, Direction(typed["direction"]).label
            fresh = DirectionForm(initial={**typed, "seen_version": row.version})
            return conflict(request, row, fresh, [Difference("Which way is better?", now, wanted)])
        messages.success(request, f"{code}: {words.lower_first(Direction(typed['direction']).label)}")
        return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/set_direction.html", {"notice": found, "kpi": reading, "form": form})


@require_http_methods(["GET", "POST"])
def place_cells(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Say where printed cells belong that fitted no column."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_place_cells(request.reader, row))
    if not reading.unplaced:
        messages.info(request, f"Every printed cell of {code} has its place")
        return redirect("kpis:kpi", notice, code)
    initial = {"seen_version": row.version}
    form = PlaceForm(posted(request), kpi=reading, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen, why = form.cleaned_data["seen_version"], form.cleaned_data["why"]
        try:
            actions.place_cells(
                kpi=row, places=form.places, why=why, by=request.user, at=clock.now(), seen_version=seen
            )
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            fresh = PlaceForm(kpi=reading, initial={**form.cleaned_data, "seen_version": row.version})
            differences = [Difference("Where the cells belong", "Not placed yet", form.in_words)]
            return conflict(request, row, fresh, differences)
        else:
            messages.success(request, f"Printed cells of {code} placed")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/place_cells.html", {"notice": found, "kpi": reading, "form": form})
