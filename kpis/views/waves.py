"""Survey waves that feed a KPI: which of them, what they say, and how many answered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit import clock
from evidence.models import VoiceEntry
from govuk import words
from govuk.parts import Difference
from kpis import actions, permissions, waves
from kpis.forms.waves import CorrectWaveForm, WavesForm
from kpis.models import Kpi, Measurement
from kpis.reading import KpiReading
from kpis.targets import Unit
from kpis.views.finding import conflict, find_kpi, posted, waves_of
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.middleware import ReaderRequest
from notices.permissions import require


@dataclass(frozen=True)
class ListedWave:
    """A wave with the value it gives, "" where it is withheld, and the figure that was made of it, or that somebody
    entered by hand for its day. `stays`: what the wave says now would tell, beside the figure, what a few answered."""

    entry: VoiceEntry
    value: str
    answers: str
    withheld: str
    figure: Measurement | None
    stands: str
    differs: bool
    stays: bool
    unlike: str
    by_hand: str


@require_http_methods(["GET", "POST"])
def feed_waves(request: ReaderRequest, notice: str, code: str) -> HttpResponse:
    """Choose the waves that feed a percentage; its figures are worked out from them."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    entries = list(waves_of(request, found))
    listed = list(_listed(reading, row, entries))
    feeding = [each.entry for each in listed if each.figure]
    form = WavesForm(posted(request), kpi=f"{code}, “{row.name}”,", entries=entries, feeding=feeding)
    if request.method == "POST" and form.is_valid():
        new, refused = _enter(request, row, form.cleaned_data["chosen"])
        if new:
            named = words.listed([words.day(each.as_at) for each in new])
            messages.success(request, f"{words.plural(len(new), 'wave')} entered for {code}: {named}")
        for each in refused:
            show_refusal(form, each)
        if not refused:
            if not new:
                messages.info(request, "Nothing was entered: these waves feed this KPI already")
            return redirect("kpis:feed-waves", notice, code)
        listed = list(_listed(reading, row, entries))
    context = {
        "notice": found,
        "kpi": reading,
        "waves": [each for each in listed if not each.unlike],
        "others": [each for each in listed if each.unlike],
        "form": form,
        "unfolded": bool(form["others"].value()),
        "percentage": reading.unit is Unit.PERCENT,
        "left": any(each.figure is None and not each.withheld for each in listed),
    }
    return render(request, "kpis/feed_waves.html", context)


def _enter(request: ReaderRequest, kpi: Kpi, chosen: Iterable[VoiceEntry]) -> tuple[list[Measurement], list[Refused]]:
    """Each wave by itself: what can be entered is, and what cannot says why."""
    new, refused = [], []
    for wave in chosen:
        try:
            figure, entered = actions.enter_wave(kpi=kpi, wave=wave, by=request.user, at=clock.now())
        except Refused as why:
            refused.append(why)
        else:
            new += [figure] if entered else []
    return new, refused


def _listed(kpi: KpiReading, row: Kpi, entries: Iterable[VoiceEntry]) -> Iterator[ListedWave]:
    figures = Measurement.objects.filter(kpi=row, corrected=False, wave__isnull=False).order_by("pk")
    made = {each.wave_id: each for each in figures}
    rows = list(entries)
    fed = [each for each in rows if each.pk in made]
    by_hand = {each.as_at: kpi.shown(each.value) for each in kpi.figures}
    told = waves.told_in(row.notice_id)
    for entry in rows:
        answered, count = entry.answered or 0, entry.result_count or 0
        alone, withheld = waves.why_withheld(count, answered), waves.why_not_fed(entry, told)
        figure = made.get(entry.pk)
        value = None if withheld else waves.share(count, answered)
        yield ListedWave(
            entry=entry,
            value=kpi.shown(value),
            answers="" if withheld else waves.answers(answered),
            withheld=withheld,
            figure=figure,
            stands=kpi.shown(figure.value) if figure else "",
            differs=figure is not None and value != figure.value and not (withheld and not alone),
            stays=figure is not None and bool(withheld) and not alone,
            unlike=waves.unlike(entry, fed),
            by_hand=by_hand.get(entry.heard_on, "") if figure is None else "",
        )


@require_http_methods(["GET", "POST"])
def correct_from_wave(request: ReaderRequest, notice: str, code: str, uid: UUID) -> HttpResponse:
    """A wave was corrected after its figure was entered: the figure follows, with the reason."""
    found, row, reading = find_kpi(request, notice, code)
    require(permissions.can_enter(request.reader, row))
    rows = Measurement.objects.visible_to(request.reader).of(found).filter(kpi=row, wave__isnull=False)
    figure = get_object_or_404(rows.select_related("wave", "kpi"), uid=uid)
    wave = figure.wave
    if wave is None or wave.answered is None or wave.result_count is None or figure.corrected:
        messages.info(request, "This figure was corrected already: this is what stands now")
        return redirect("kpis:feed-waves", notice, code)
    form = CorrectWaveForm(posted(request), initial={"seen_version": figure.version})
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct_from_wave(figure=figure, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile as changed:
            return _changed_meanwhile(request, row, reading, form, changed)
        else:
            messages.success(
                request, f"Figure corrected: {code} was {reading.shown(new.value)} at {words.day(new.as_at)}"
            )
            return redirect("kpis:feed-waves", notice, code)
    withheld = waves.why_not_fed(wave, waves.told_in(wave.notice_id))
    context = {
        "notice": found,
        "kpi": reading,
        "wave": wave,
        "form": form,
        "stands": reading.shown(figure.value),
        "gives": "" if withheld else reading.shown(waves.share(wave.result_count, wave.answered)),
        "withheld": withheld,
        "answers": "" if withheld else waves.answers(wave.answered),
    }
    return render(request, "kpis/correct_from_wave.html", context)


def _changed_meanwhile(
    request: ReaderRequest, kpi: Kpi, reading: KpiReading, form: CorrectWaveForm, changed: ChangedMeanwhile
) -> HttpResponse:
    stored = Measurement.objects.get(pk=changed.row.pk)
    fresh = CorrectWaveForm(initial={"why": form.cleaned_data["why"], "seen_version": stored.version})
    now = f"{reading.shown(stored.value)} at {words.day(stored.as_at)}"
    both = [
        Difference("Figure", now, ""),
        Difference("Why was the wave corrected?", stored.note, form.cleaned_data["why"]),
    ]
    return conflict(request, kpi, fresh, both)
