"""What a KPI is: its definition sheet, which way is better, where printed cells belong, what should move it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from govuk.parts import Difference
from kpis import actions, permissions
from kpis.actions import Sheet
from kpis.actions.sheet import has_figures
from kpis.forms.sheet import DefineForm, DirectionForm, LinksForm, PlaceForm
from kpis.models import Direction, Kpi, Unit
from kpis.versions import LABELS, in_words
from kpis.views.finding import conflict, find_kpi, posted
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Access, Notice, Partner
from notices.permissions import require
from people.models import Organisation, User
from plans.models import Action


@require_http_methods(["GET", "POST"])
def define_kpi(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Write down how a KPI is counted, where its figures come from, and, as the lead, who brings them."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_define(request.reader, row))
    stored = Sheet.of(row)
    offers = _offers(request, found, row)
    form = DefineForm(posted(request), stored=stored, **offers, initial=_initial(stored, row))
    if request.method == "POST" and form.is_valid():
        try:
            after = actions.define_kpi(
                kpi=row,
                sheet=form.sheet,
                why=form.cleaned_data["why"],
                comparable=form.compares,
                from_on=form.cleaned_data.get("from_on"),
                by=request.user,
                at=clock.now(),
                seen_version=form.cleaned_data["seen_version"],
            )
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            typed = {**form.cleaned_data, "seen_version": row.version}
            again = DefineForm(stored=stored, **offers, initial=typed)
            return conflict(request, row, again, _differences(stored, form.sheet))
        else:
            said = f"Definition of {code} saved" if after.version > row.version else "Nothing was changed"
            messages.success(request, said)
            if not _is_whole(after):
                messages.info(request, f"{code} is a percentage: say also what is counted, and out of what")
            from_on = None if form.compares else form.cleaned_data.get("from_on")
            if from_on and reading.baseline and (reading.baseline.as_at is None or reading.baseline.as_at < from_on):
                needed = "the baseline is from before it and does not count for its figures. Propose a new one"
                messages.info(request, f"The new series of {code} begins on {words.day(from_on)}: {needed}")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/define_kpi.html", {"notice": found, "kpi": reading, "form": form})


def _is_whole(kpi: Kpi) -> bool:
    """Whether a percentage says what is counted, and out of what. It is asked for, never refused: one part is more
    than none."""
    return kpi.unit != Unit.PERCENT or bool(kpi.numerator and kpi.denominator)


def _initial(stored: Sheet, row: Kpi) -> dict[str, Any]:
    return {**vars(stored), "seen_version": row.version}


def _offers(request: ReaderRequest, notice: Notice, row: Kpi) -> dict[str, Any]:
    """What the form asks of this reader: who brings the figures is for the lead to say."""
    if not permissions.can_name_data_lead(request.reader, row):
        return {"asks": has_figures(row)}
    enter = Access.objects.of(notice).on(request.reader.on).filter(role__in=permissions.ENTERS).values("user")
    people = User.objects.filter(pk__in=enter, is_active=True) | User.objects.filter(pk__in=_one(row.data_lead_id))
    partners = Partner.objects.of(notice).values("organisation")
    bodies = Organisation.objects.filter(pk__in=partners) | Organisation.objects.filter(
        pk__in=_one(row.organisation_id)
    )
    return {
        "asks": has_figures(row),
        "data_leads": people.distinct().order_by("name", "pk"),
        "partners": bodies.distinct().order_by("name", "pk"),
    }


def _one(pk: int | None) -> list[int]:
    return [] if pk is None else [pk]


def _differences(stored: Sheet, typed: Sheet) -> list[Difference]:
    return [
        Difference(LABELS[name], in_words(name, getattr(stored, name)), in_words(name, getattr(typed, name)))
        for name in stored.changed(typed)
    ]


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
                kpi=row,
                places=form.places,
                rules=form.rules,
                why=why,
                by=request.user,
                at=clock.now(),
                seen_version=seen,
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


@require_http_methods(["GET", "POST"])
def link_actions(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Say which actions should move a KPI."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_link(request.reader, row))
    rows = Action.objects.visible_to(request.reader).of(found).select_related("section")
    offered = {each.pk: each for each in rows.order_by("plan", "section__order", "order", "pk")}
    linked = [pk for pk in reading.action_pks if pk in offered]
    form = LinksForm(posted(request), offered=offered, initial={"actions": linked, "seen_version": row.version})
    if request.method == "POST" and form.is_valid():
        why, seen = form.cleaned_data["why"], form.cleaned_data["seen_version"]
        try:
            new, gone = actions.link_actions(
                kpi=row, actions=form.chosen, why=why, by=request.user, at=clock.now(), seen_version=seen
            )
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            both = [Difference("Actions that should move it", _refs(offered, linked), _refs(offered, form.chosen_pks))]
            again = LinksForm(offered=offered, initial={**form.cleaned_data, "seen_version": row.version})
            return conflict(request, row, again, both)
        else:
            said = [f"{words.listed([each.ref for each in rows])} {what}" for rows, what in _done(new, gone) if rows]
            messages.success(request, f"{code}: {'; '.join(said)}" if said else "Nothing was changed")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/link_actions.html", {"notice": found, "kpi": reading, "form": form})


def _done(new: list[Action], gone: list[Action]) -> list[tuple[list[Action], str]]:
    return [(new, "should move it"), (gone, "should move it no longer")]


def _refs(offered: dict[int, Action], pks: Iterable[int]) -> str:
    return ", ".join(offered[pk].ref for pk in pks)
