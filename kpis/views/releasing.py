"""Releasing a partner's figures and baselines: its own data lead says that they may count."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from govuk import words
from kpis import actions, permissions
from kpis.forms.releasing import ReleaseForm
from kpis.models import Baseline, BaselineState, Measurement
from kpis.views.finding import Told, posted
from notices.conflicts import Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from notices.roles import Role


@require_http_methods(["GET", "POST"])
def release(request: ReaderRequest, notice: str) -> HttpResponse:
    """What waits for release: with a form for the partner's data lead, told to who enters it."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    require(permissions.can_enter_any(request.reader, found))
    theirs = Q(kpi__organisation__in=request.reader.acts_for(found.pk, Role.DATA_LEAD))
    figures, baselines = _waiting(request, found)
    told = Told(request, found)
    form = ReleaseForm(posted(request), told=told, figures=figures.filter(theirs), baselines=baselines.filter(theirs))
    if request.method == "POST":
        require(permissions.releases_any(request.reader, found))
        if form.is_valid() and _release(request, found, form):
            return redirect("kpis:release", notice)
    context = {
        "notice": found,
        "form": form,
        "releases": not {"figures", "baselines"}.isdisjoint(form.fields),
        "others": [
            (row, f"{name} {told(row)}")
            for name, rows in (("Figure", figures), ("Baseline", baselines))
            for row in rows.exclude(theirs)
            if permissions.can_enter(request.reader, row.kpi)
        ],
    }
    return render(request, "kpis/release.html", context)


def _waiting(request: ReaderRequest, notice: Notice) -> tuple[Any, Any]:
    """The figures and the baselines of this notice that wait for a partner."""
    order = ("kpi__section__order", "kpi__order", "as_at", "pk")
    figures = Measurement.objects.visible_to(request.reader).of(notice).filter(held=True, corrected=False)
    later = Baseline.objects.filter(kpi=OuterRef("kpi"), number__gt=OuterRef("number"))
    baselines = Baseline.objects.visible_to(request.reader).of(notice).filter(~Exists(later), held=True)
    baselines = baselines.filter(state=BaselineState.PROPOSED)
    return (
        figures.select_related("kpi__organisation", "entered_by").order_by(*order),
        baselines.select_related("kpi__organisation", "proposed_by").order_by(*order),
    )


def _release(request: ReaderRequest, notice: Notice, form: ReleaseForm) -> bool:
    """Release what was ticked, or take it out; False when a rule said no."""
    at, figures, baselines = clock.now(), form.cleaned_data.get("figures", ()), form.cleaned_data.get("baselines", ())
    try:
        if form.refuses:
            why = form.cleaned_data["why"]
            done = len(actions.refuse_figures(notice=notice, figures=figures, why=why, by=request.user, at=at))
            for each in baselines:
                actions.refuse_baseline(baseline=each, why=why, by=request.user, at=at)
        else:
            done = len(actions.release_figures(notice=notice, figures=figures, by=request.user, at=at))
            for each in baselines:
                actions.release_baseline(baseline=each, by=request.user, at=at)
    except Refused as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, _answered(done, len(baselines), refuses=form.refuses))
    return True


def _answered(figures: int, baselines: int, *, refuses: bool) -> str:
    """What was done, in a sentence."""
    of_figures = [words.plural(figures, "figure")] if figures else []
    of_baselines = [words.plural(baselines, "baseline")] if baselines else []
    if not refuses:
        waits = (
            f", and the {'baseline waits' if baselines == 1 else 'baselines wait'} for approval" if baselines else ""
        )
        return f"Released: {words.listed(of_figures + of_baselines)}{waits}"
    taken = [f"{each} taken out" for each in of_figures]
    taken += [f"{each} returned to who proposed {'it' if baselines == 1 else 'them'}" for each in of_baselines]
    return f"Not released: {words.listed(taken)}"
