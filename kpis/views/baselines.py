"""Proposing a baseline, approving one, and returning or withdrawing a proposal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.models import VoiceEntry
from evidence.voices import numbers
from govuk import words
from govuk.parts import Row
from kpis import actions, comparing, permissions, shown, waves
from kpis.doubts import Asked
from kpis.forms.figures import ApproveForm, BaselineForm, ReturnBaselineForm, WithdrawBaselineForm
from kpis.models import Baseline, BaselineState, Kpi
from kpis.reading import BaselineReading, KpiReading, read_as_if_approved, seen_of
from kpis.targets import Unit
from kpis.views.finding import feeding_waves, find_kpi, posted, wave_of, waves_of
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import require

OWN = "You proposed this baseline yourself: a second person has to approve it"


@require_http_methods(["GET", "POST"])
def propose_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Propose a baseline; a second person approves it."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_propose_baseline(request.reader, row))
    wave = _told_wave(request, found, reading)
    asked = _asked_about(row, wave) if wave else ""
    form = BaselineForm(posted(request), kpi=reading, wave=asked, initial=_from_wave(wave) if wave else {})
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


def _told_wave(request: ReaderRequest, notice: Notice, kpi: KpiReading) -> VoiceEntry | None:
    """The wave that the address names for a percentage; None where it may not be told."""
    wave: VoiceEntry | None = (
        wave_of(request, notice, request.GET.get("wave", "")) if kpi.unit is Unit.PERCENT else None
    )
    if wave is None or wave.answered is None or waves.why_not_fed(wave, waves.told_in(notice.pk)):
        return None
    return wave


def _n(wave: VoiceEntry) -> str:
    few = " (few)" if waves.is_few(wave.answered or 0) else ""
    return f"{numbers(wave.asked, wave.answered)}{few}"


def _from_wave(wave: VoiceEntry) -> dict[str, Any]:
    """What a wave gives, with its n in the source."""
    source = f"{wave.source}, {words.day(wave.heard_on)}: {_n(wave)}"
    value = waves.share(wave.result_count or 0, wave.answered or 0)
    return {"value": value, "as_at": wave.heard_on, "source": source}


def _asked_about(kpi: Kpi, wave: VoiceEntry) -> str:
    """What is to be asked about a wave of which the KPI has no like figure yet; "" for one like those that feed it."""
    feeding = feeding_waves(kpi)
    differs = waves.unlike(wave, feeding) or ("" if feeding else "no wave feeds this KPI yet")
    return f"{waves.asked_in_words(wave)}: {differs}" if differs else ""


def _waves_behind(request: ReaderRequest, kpi: Kpi, baseline: Baseline) -> list[Row]:
    """The waves of the baseline's day that give its value: whom they asked what, and what differs from those that feed
    the KPI."""
    told, feeding = waves.told_in(kpi.notice_id), feeding_waves(kpi)
    rows = []
    for wave in waves_of(request, kpi.notice).filter(heard_on=baseline.as_at) if kpi.unit == Unit.PERCENT else ():
        if waves.why_not_fed(wave, told) or waves.share(wave.result_count, wave.answered) != baseline.value:
            continue
        differs = waves.unlike(wave, feeding)
        check = f". Check: {differs}" if differs else "" if feeding else ". Check: no wave feeds this KPI yet"
        rows.append(Row("Survey wave", f"{wave.source}: {waves.asked_in_words(wave)}; {_n(wave)}{check}"))
    return rows


def _odd(kpi: KpiReading, proposed: BaselineReading) -> tuple[Asked, ...]:
    """What its proposer was asked about, or would be now."""
    if proposed.value is None or proposed.as_at is None:
        return ()
    return comparing.asked_of_baseline(kpi, proposed.value, proposed.as_at)


def _proposal(request: ReaderRequest, notice: Notice, kpi: Kpi) -> Baseline | None:
    rows = Baseline.objects.visible_to(request.reader).of(notice).filter(kpi=kpi)
    last: Baseline | None = rows.select_related("kpi", "proposed_by").order_by("-number").first()
    return last if last is not None and last.state == BaselineState.PROPOSED else None


def _none_waits(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    messages.info(request, f"No baseline of {code} waits for approval")
    return redirect("kpis:kpi", notice, code)


@require_http_methods(["GET", "POST"])
def approve_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Approve the latest proposal, seeing what each target then asks for."""
    found, row, reading = find_kpi(request, notice, code)
    proposal = _proposal(request, found, row)
    if proposal is None or reading.proposal is None:
        return _none_waits(request, notice, code)
    own = permissions.can_withdraw_baseline(request.reader, proposal)
    require(permissions.can_approve_baseline(request.reader, proposal), OWN if own else "")
    if proposal.held:
        messages.info(request, f"The baseline of {code} waits for {reading.organisation} to release it first")
        return redirect("kpis:kpi", notice, code)
    if lapsed := actions.in_former_unit(reading):
        messages.info(request, lapsed)
        return redirect("kpis:kpi", notice, code)
    seen = seen_of(reading, found.deliver_by)
    form = ApproveForm(posted(request), initial={"seen_version": proposal.version, "seen": seen})
    if request.method == "POST" and form.is_valid():
        try:
            actions.approve_baseline(baseline=proposal, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            said = f"What stands here was changed meanwhile, and nothing is approved yet: look at {code} once more"
            messages.info(request, said)
            return redirect("kpis:approve-baseline", notice, code)
        else:
            messages.success(request, f"Baseline of {code} approved: its targets and figures are rated anew")
            return redirect("kpis:kpi", notice, code)
    context = {
        "notice": found,
        "kpi": reading,
        "facts": [*shown.proposal(reading, reading.proposal), *_waves_behind(request, row, proposal)],
        "odd": _odd(reading, reading.proposal),
        "follows": shown.follows(reading, {"once approved": read_as_if_approved(row, found, request.reader.on)}),
        "figures": shown.latest_figures(reading),
        "asked": shown.asked(reading, reading.proposal, found.deliver_by),
        "form": form,
    }
    return render(request, "kpis/approve_baseline.html", context)


@require_http_methods(["GET", "POST"])
def return_baseline(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Return a proposal with a reason, or withdraw one's own: it waits for nobody any more."""
    found, row, reading = find_kpi(request, notice, code)
    proposal = _proposal(request, found, row)
    if proposal is None or reading.proposal is None:
        return _none_waits(request, notice, code)
    require(permissions.can_end_proposal(request.reader, proposal))
    own = permissions.can_withdraw_baseline(request.reader, proposal)
    if proposal.held and not own:
        messages.info(request, f"The baseline of {code} waits for {reading.organisation} to release it first")
        return redirect("kpis:kpi", notice, code)
    kind = WithdrawBaselineForm if own else ReturnBaselineForm
    form = kind(posted(request), initial={"seen_version": proposal.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_proposal(baseline=proposal, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile:
            messages.info(request, f"The baseline of {code} was changed meanwhile: this is what stands now")
            return redirect("kpis:kpi", notice, code)
        else:
            done = "withdrawn" if own else f"returned to {reading.proposal.proposed_by}"
            messages.success(request, f"The proposed baseline of {code} is {done}")
            return redirect("kpis:kpi", notice, code)
    facts = shown.proposal(reading, reading.proposal)
    context = {"notice": found, "kpi": reading, "facts": facts, "form": form, "own": own}
    return render(request, "kpis/return_baseline.html", context)
