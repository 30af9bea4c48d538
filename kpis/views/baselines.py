"""Proposing a baseline, and approving one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.voices import numbers
from govuk import words
from kpis import actions, comparing, permissions, shown, waves
from kpis.doubts import Asked
from kpis.forms.figures import ApproveForm, BaselineForm
from kpis.models import Baseline, BaselineState
from kpis.reading import BaselineReading, KpiReading, read_as_if_approved
from kpis.targets import Unit
from kpis.views.finding import find_kpi, posted, wave_of
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require


@require_http_methods(["GET", "POST"])
def propose_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Propose a baseline; a second person approves it."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_propose_baseline(request.reader, row))
    form = BaselineForm(posted(request), kpi=reading, initial=_from_wave(request, found, reading))
    if request.method == "POST" and form.is_valid():
        try:
            proposed = actions.propose_baseline(kpi=row, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            first = f"{reading.organisation} has released it and " if proposed.held else ""
            messages.success(
                request, f"Baseline proposed for {code}: it counts once {first}a second person approves it"
            )
            return redirect("kpis:kpi", notice, code)
    values = [reading.shown(each.value) if each else "" for each in (reading.baseline, reading.proposal)]
    context = {"notice": found, "kpi": reading, "form": form, "baseline": values[0], "proposed": values[1]}
    return render(request, "kpis/propose_baseline.html", context)


def _from_wave(request: ReaderRequest, notice: Notice, kpi: KpiReading) -> dict[str, Any]:
    """What the wave that the address names gives for a percentage, with its n in the source; nothing where it may not
    be told."""
    wave = wave_of(request, notice, request.GET.get("wave", "")) if kpi.unit is Unit.PERCENT else None
    if wave is None or wave.answered is None or waves.why_not_fed(wave, waves.told_in(notice.pk)):
        return {}
    n = f"{numbers(wave.asked, wave.answered)}{' (few)' if waves.is_few(wave.answered) else ''}"
    source = f"{wave.source}, {words.day(wave.heard_on)}: {n}"
    return {"value": waves.share(wave.result_count, wave.answered), "as_at": wave.heard_on, "source": source}


def _odd(kpi: KpiReading, proposed: BaselineReading) -> tuple[Asked, ...]:
    """What its proposer was asked about, or would be now."""
    if proposed.value is None or proposed.as_at is None:
        return ()
    return comparing.asked_of_baseline(kpi, proposed.value, proposed.as_at)


@require_http_methods(["GET", "POST"])
def approve_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Approve the latest proposal, seeing what each target then asks for."""
    found, row, reading = find_kpi(request, notice, code)
    proposals = Baseline.objects.visible_to(request.reader).of(found).filter(kpi=row, state=BaselineState.PROPOSED)
    proposal = proposals.select_related("kpi", "proposed_by").order_by("-number").first()
    if proposal is None or reading.proposal is None:
        messages.info(request, f"No baseline of {code} waits for approval")
        return redirect("kpis:kpi", notice, code)
    require(permissions.can_approve_baseline(request.reader, proposal))
    if proposal.held:
        messages.info(request, f"The baseline of {code} waits for {reading.organisation} to release it first")
        return redirect("kpis:kpi", notice, code)
    form = ApproveForm(posted(request), initial={"seen_version": proposal.version})
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
        "odd": _odd(reading, reading.proposal),
        "follows": shown.follows(reading, read_as_if_approved(row, found, request.reader.on)),
        "figures": shown.latest_figures(reading),
        "asked": shown.asked(reading, reading.proposal, found.deliver_by),
        "form": form,
    }
    return render(request, "kpis/approve_baseline.html", context)
