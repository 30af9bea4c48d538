"""The KPI pages: the list, one KPI, and the forms by which its figures and its baseline come in."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from govuk import words
from govuk.forms import Form
from govuk.parts import Difference
from kpis import actions, permissions, shown
from kpis.awaited import awaits
from kpis.forms import (
    ApproveForm,
    BaselineForm,
    CorrectForm,
    DefineForm,
    DirectionForm,
    EnterForm,
    KpiFilter,
    PlaceForm,
)
from kpis.lists import COLUMNS, sheet_rows
from kpis.models import Baseline, BaselineState, Direction, FigureKind, Kpi, Measurement, Origin
from kpis.pictures import LOOKS, chart_data, legend
from kpis.reading import KpiReading, count_reasons, count_states, read_kpis
from kpis.typed import months_ended, period_code
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_evidence, can_see_plan, require
from people import carried
from sheets.download import download


@require_safe
def kpis(request: ReaderRequest, notice: str) -> HttpResponse:
    """Are we getting better, fast enough? Every KPI by section, those that the filters leave."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    everything = read_kpis(found, request.reader.on)
    sections = dict.fromkeys((each.section, each.section_title) for each in everything)
    filters = KpiFilter(request.GET, sections=sections, awaits=_asked_for(request, found))
    month = filters.month
    awaited = _awaited(request, found, month) if month else None
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
        "sections": _by_section(chosen, request.reader.on),
        "legend": legend(),
        "month": month,
        "period": period_code(month) if month else "",
    }
    return render(request, "kpis/kpis.html", context)


def _asked_for(request: ReaderRequest, notice: Notice) -> list[date]:
    """The months for which this reader may be asked for figures: none without a KPI of their own to enter for."""
    own = Kpi.objects.visible_to(request.reader).of(notice).filter(data_lead=request.user).exclude(origin=Origin.SURVEY)
    enters = request.reader.is_any(notice.pk, permissions.ENTERS) and own.exists()
    return months_ended(request.reader.on) if enters else []


def _awaited(request: ReaderRequest, notice: Notice, month_end: date) -> list[str]:
    """The codes of the KPIs whose figure of that month they are still to enter, in the list's order."""
    rows = Kpi.objects.visible_to(request.reader).of(notice)
    theirs = rows.filter(data_lead=request.user).filter(awaits(month_end))
    return list(theirs.order_by("section__order", "order", "pk").values_list("code", flat=True))


def _by_section(readings: Iterable[KpiReading], on: date) -> list[tuple[str, list[shown.ListedKpi]]]:
    found: dict[str, list[shown.ListedKpi]] = {}
    for each in readings:
        found.setdefault(f"{each.section}: {each.section_title}", []).append(shown.listed(each, on))
    return list(found.items())


@require_safe
def kpi(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """One KPI: its chart and table, what it means, its targets, baselines and figures, and the rule that decided."""
    found, row, reading = _find(request, notice, code)
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


def _find(request: ReaderRequest, notice: str, code: str) -> tuple[Notice, Kpi, KpiReading]:
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    row = get_object_or_404(Kpi.objects.visible_to(request.reader).of(found), code=code)
    (reading,) = read_kpis(found, request.reader.on, only=row.pk)
    return found, row, reading


def _can_approve(request: ReaderRequest, reading: KpiReading) -> bool:
    if reading.proposal is None:
        return False
    proposal = Baseline.objects.visible_to(request.reader).select_related("kpi").get(uid=reading.proposal.uid)
    return permissions.can_approve_baseline(request.reader, proposal)


def _posted(request: ReaderRequest) -> QueryDict | None:
    """What was sent, or typed before signing in again. An empty POST is a form sent empty, not one that is opened."""
    return carried.data(request)


@require_http_methods(["GET", "POST"])
def enter_measurement(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Enter one figure."""
    found, row, reading = _find(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    month = _month(request, found)
    form = EnterForm(_posted(request), kpi=reading, initial={"as_at": month})
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_measurement(kpi=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            value, as_at = reading.shown(form.cleaned_data["value"]), words.day(form.cleaned_data["as_at"])
            messages.success(request, f"Figure entered: {code} was {value} at {as_at}")
            return _after_entering(request, found, code, month)
    last = reading.shown(reading.latest.value) if reading.latest else ""
    left = _awaited(request, found, month) if month else []
    context = {"notice": found, "kpi": reading, "last": last, "form": form, "month": month, "left": len(left)}
    return render(request, "kpis/enter_measurement.html", {**context, "list_href": _list_href(found, month)})


def _month(request: ReaderRequest, notice: Notice) -> date | None:
    """The month of the address, when somebody goes through the figures that are awaited of them."""
    asked = request.GET.get("period")
    return next((each for each in _asked_for(request, notice) if period_code(each) == asked), None) if asked else None


def _list_href(notice: Notice, month: date | None) -> str:
    href = reverse("kpis:kpis", args=[notice.slug])
    return f"{href}?awaited={period_code(month)}" if month else href


def _after_entering(request: ReaderRequest, notice: Notice, code: str, month: date | None) -> HttpResponse:
    """The KPI; for who goes through a month, the next figure that is awaited, after this one in the list or before."""
    if month is None:
        return redirect("kpis:kpi", notice.slug, code)
    left = _awaited(request, notice, month)
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
    found, row, reading = _find(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    figure = get_object_or_404(Measurement.objects.visible_to(request.reader).of(found), kpi=row, uid=uid)
    initial = {"value": figure.value, "as_at": figure.as_at, "kind": figure.kind, "seen_version": figure.version}
    form = CorrectForm(_posted(request), kpi=reading, initial=initial)
    context = {"notice": found, "kpi": reading, "figure": figure, "form": form, "differences": []}
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_measurement(measurement=figure, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            return _corrected_meanwhile(request, figure, reading, form)
        else:
            said = f"{code} was {reading.shown(new.value)} at {words.day(new.as_at)}"
            messages.success(request, f"Figure corrected: {said}")
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
        Difference("As at", words.day(stored.as_at), words.day(typed["as_at"])),
        Difference("How certain is it?", FigureKind(stored.kind).label, FigureKind(typed["kind"]).label),
        Difference("Why is it corrected?", stored.note, typed["why"]),
    ]
    fresh = CorrectForm(kpi=kpi, initial={**typed, "seen_version": stored.version})
    context = {"notice": request.notice, "kpi": kpi, "figure": stored, "form": fresh, "differences": differences}
    return render(request, "kpis/correct_measurement.html", context, status=409)


@require_http_methods(["GET", "POST"])
def propose_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Propose a baseline; a second person approves it."""
    found, row, reading = _find(request, notice, code)
    require(permissions.can_propose_baseline(request.reader, row))
    form = BaselineForm(_posted(request), kpi=reading)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_baseline(kpi=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"Baseline proposed for {code}: it counts once a second person approves it")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/propose_baseline.html", {"notice": found, "kpi": reading, "form": form})


@require_http_methods(["GET", "POST"])
def approve_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Approve the latest proposal, seeing what each target then asks for."""
    found, row, reading = _find(request, notice, code)
    proposals = Baseline.objects.visible_to(request.reader).of(found).filter(kpi=row, state=BaselineState.PROPOSED)
    proposal = proposals.select_related("kpi", "proposed_by").order_by("-number").first()
    if proposal is None or reading.proposal is None:
        messages.info(request, f"No baseline of {code} waits for approval")
        return redirect("kpis:kpi", notice, code)
    require(permissions.can_approve_baseline(request.reader, proposal))
    form = ApproveForm(_posted(request), initial={"seen_version": proposal.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_baseline(baseline=proposal, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"The baseline of {code} was changed meanwhile: this is what stands now")
            return redirect("kpis:kpi", notice, code)
        else:
            messages.success(request, f"Baseline of {code} approved: its targets and figures are rated anew")
            return redirect("kpis:kpi", notice, code)
    context = {
        "notice": found,
        "kpi": reading,
        "facts": shown.proposal(reading, reading.proposal),
        "asked": shown.asked(reading, reading.proposal),
        "form": form,
    }
    return render(request, "kpis/approve_baseline.html", context)


@require_http_methods(["GET", "POST"])
def define_kpi(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Write down how a KPI is counted and where its figures come from."""
    found, row, reading = _find(request, notice, code)
    require(permissions.can_define(request.reader, row))
    initial = {"definition": row.definition, "source": row.source, "seen_version": row.version}
    form = DefineForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.define_kpi(kpi=row, by=request.user, at=clock.now(), **typed)
        except ChangedMeanwhile:
            differences = [
                Difference("Definition", row.definition, typed["definition"]),
                Difference("Source", row.source, typed["source"]),
            ]
            return _conflict(request, row, DefineForm(initial={**typed, "seen_version": row.version}), differences)
        messages.success(request, f"Definition of {code} saved")
        return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/define_kpi.html", {"notice": found, "kpi": reading, "form": form})


@require_http_methods(["GET", "POST"])
def set_direction(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Say which way is better."""
    found, row, reading = _find(request, notice, code)
    require(permissions.can_set_direction(request.reader, row))
    initial = {"direction": row.direction, "seen_version": row.version}
    form = DirectionForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_direction(kpi=row, by=request.user, at=clock.now(), **typed)
        except ChangedMeanwhile:
            now, wanted = Direction(row.direction).label, Direction(typed["direction"]).label
            fresh = DirectionForm(initial={**typed, "seen_version": row.version})
            return _conflict(request, row, fresh, [Difference("Which way is better?", now, wanted)])
        messages.success(request, f"{code}: {words.lower_first(Direction(typed['direction']).label)}")
        return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/set_direction.html", {"notice": found, "kpi": reading, "form": form})


@require_http_methods(["GET", "POST"])
def place_cells(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Say where printed cells belong that fitted no column."""
    found, row, reading = _find(request, notice, code)
    require(permissions.can_place_cells(request.reader, row))
    if not reading.unplaced:
        messages.info(request, f"Every printed cell of {code} has its place")
        return redirect("kpis:kpi", notice, code)
    initial = {"seen_version": row.version}
    form = PlaceForm(_posted(request), kpi=reading, initial=initial)
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
            return _conflict(request, row, fresh, differences)
        else:
            messages.success(request, f"Printed cells of {code} placed")
            return redirect("kpis:kpi", notice, code)
    return render(request, "kpis/place_cells.html", {"notice": found, "kpi": reading, "form": form})


def _conflict(request: ReaderRequest, row: Kpi, form: Form, differences: list[Difference]) -> HttpResponse:
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
