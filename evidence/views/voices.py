"""What the four groups said, how it was heard, and what was decided or changed because of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from evidence import actions
from evidence import permissions as may
from evidence.forms import AnswerForm, VoiceFilter, VoiceForm, WaveForm
from evidence.models import VoiceEntry
from evidence.rooms import End, Rooms
from evidence.voices import Group, Quarter, Told, by_group, heard_by_quarter, quarters, told_of, versions_in
from govuk.parts import Difference
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from people import carried
from sheets.download import download as list_download
from sheets.writing import Column

COLUMNS = [
    Column("Group"),
    Column("Heard on", "date"),
    Column("How"),
    Column("Source"),
    Column("Answers"),
    Column("Question"),
    Column("Result"),
    Column("What was said"),
    Column("Bears on"),
    Column("What was decided or changed"),
    Column("On", "date"),
    Column("Fit for publishing"),
]


@require_safe
def voices(request: ReaderRequest, notice: str, rooms: Rooms) -> HttpResponse:
    """You said, we did: by group, gaps named by group and quarter."""
    found = notice_for(request, notice)
    require(can_see_plan(request.reader, found))
    everything = VoiceEntry.objects.visible_to(request.reader).of(found).select_related("attributed_to")
    on, entries = request.reader.on, list(everything)
    told = quarters(on, since=found.tracked_from)
    filters = VoiceFilter(request.GET, quarters=told)
    chosen = list(_chosen(everything, filters.chosen_values, told)) if filters.chosen_values else entries
    groups, ends, counted = by_group(chosen, on), rooms.bears_on(found, chosen), told_of(entries, versions_in(found.pk))
    listed = (_listed(row, counted[row.pk], ends) for group in groups for row in group.entries)
    file = list_download(f"{found.slug}-voices", request.GET.get("format", ""), COLUMNS, listed)
    if file is not None:
        return file
    shown = {
        "filters": filters,
        "groups": [(group, _shown(request, found, group, counted, ends)) for group in groups],
        "gaps": [group for group in by_group(entries, on) if group.gap],
        "quarters": told,
        "heard": heard_by_quarter(entries, told, on) if entries else (),
        "running": bool(told) and told[-1].last >= on,
        "number": len(chosen),
        "can_add": may.can_add_voice(request.reader, found),
        "can_answer": may.can_answer_voice(request.reader, found),
    }
    return render(request, "evidence/voices.html", {**shown, "notice": found})


def _shown(
    request: ReaderRequest,
    notice: Notice,
    group: Group,
    counted: Mapping[int, Told],
    ends: Mapping[int, Sequence[End]],
) -> list[dict[str, Any]]:
    return [
        {
            "entry": row,
            "numbers": counted[row.pk].numbers,
            "result": counted[row.pk].result,
            "ends": ends.get(row.pk, ()),
            "can_publish": bool(row.changed) and may.can_publish_voice(request.reader, notice, row),
            "can_unpublish": may.can_unpublish_voice(request.reader, notice, row),
        }
        for row in group.entries
    ]


def _listed(row: VoiceEntry, told: Told, ends: Mapping[int, Sequence[End]]) -> tuple[Any, ...]:
    return (
        row.get_group_display(),
        row.heard_on,
        row.get_how_heard_display(),
        row.source,
        told.numbers,
        row.question,
        told.result,
        row.said,
        ", ".join(end.short for end in ends.get(row.pk, ())),
        row.changed,
        row.changed_on,
        "Yes" if row.fit_at else "No",
    )


def _chosen(rows: "QuerySet[VoiceEntry]", chosen: dict[str, Any], told: list[Quarter]) -> "QuerySet[VoiceEntry]":
    rows = rows.filter(**{name: chosen[name] for name in ("group", "how_heard") if name in chosen})
    if "quarter" in chosen:
        quarter = next(each for each in told if each.code == chosen["quarter"])
        rows = rows.filter(heard_on__range=(quarter.first, quarter.last))
    if "text" in chosen:
        words = chosen["text"]
        rows = rows.filter(Q(said__icontains=words) | Q(changed__icontains=words) | Q(source__icontains=words))
    states = {
        "unanswered": Q(changed=""),
        "answered": ~Q(changed=""),
        "fit": Q(fit_at__isnull=False),
        "unfit": ~Q(changed="") & Q(fit_at__isnull=True),
    }
    return rows.filter(states[chosen["state"]]) if "state" in chosen else rows


@require_http_methods(["GET", "POST"])
def add_voice(request: ReaderRequest, notice: str) -> HttpResponse:
    """Write down what a group said."""
    found = notice_for(request, notice)
    require(may.can_add_voice(request.reader, found))
    form = VoiceForm(carried.data(request), notice=found, today=request.reader.on)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_voice_entry(notice=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(
                request, "What was said is written down. You can name the actions and sections that it bears on"
            )
            return redirect("evidence:voices", found.slug)
    return render(request, "evidence/add_voice.html", {"notice": found, "form": form})


@require_http_methods(["GET", "POST"])
def answer_voice(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Say what was decided or changed because of what was said."""
    found = notice_for(request, notice)
    require(may.can_answer_voice(request.reader, found))
    entry = get_object_or_404(VoiceEntry.objects.visible_to(request.reader).of(found), uid=uid)
    stored = {"changed": entry.changed, "changed_on": entry.changed_on, "seen_version": entry.version}
    days = {"heard_on": entry.heard_on, "today": request.reader.on}
    form = AnswerForm(carried.data(request), initial=stored, **days)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_voice(entry=entry, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile as changed:
            return _conflict(request, form, changed.row, days)
        else:
            messages.success(request, "What was decided or changed is written down")
            return redirect("evidence:voices", found.slug)
    return render(request, "evidence/answer_voice.html", {"notice": found, "form": form, "entry": entry})


def _conflict(request: ReaderRequest, form: AnswerForm, entry: Any, days: dict[str, Any]) -> HttpResponse:
    """Both texts side by side; the form holds what was typed and sends against what is stored now."""
    typed = form.cleaned_data
    shown = {
        "what": "what was decided or changed",
        "differences": [Difference("What was decided or changed", entry.changed, typed["changed"])],
        "form": AnswerForm(initial={**typed, "seen_version": entry.version}, **days),
        "button": "Save",
        "discard_href": request.path.removesuffix(f"{entry.uid}/answer/"),
    }
    return render(request, "errors/409.html", shown, status=409)


@require_http_methods(["GET", "POST"])
def correct_wave(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Correct the numbers of a survey wave, with the reason."""
    found = notice_for(request, notice)
    require(may.can_add_voice(request.reader, found))
    waves = VoiceEntry.objects.visible_to(request.reader).of(found).filter(result_count__isnull=False)
    entry = get_object_or_404(waves, uid=uid)
    form = WaveForm(carried.data(request), initial={"seen_version": entry.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_wave(entry=entry, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile as changed:
            return _wave_conflict(request, form, changed.row)
        else:
            messages.success(
                request, "The numbers are corrected. Figures that were made of them say so and wait for you"
            )
            return redirect("evidence:voices", found.slug)
    context = {"notice": found, "form": form, "entry": entry, "told": _told_numbers(entry)}
    return render(request, "evidence/correct_wave.html", context)


def _told_numbers(entry: Any) -> str:
    """The numbers in words, as every page tells them: none from which one under 5 can be worked out."""
    every = VoiceEntry.objects.of(entry.notice).filter(answered__isnull=False)
    told = told_of(every, versions_in(entry.notice_id))[entry.pk]
    return "; ".join(filter(None, [told.numbers, told.result]))


def _wave_conflict(request: ReaderRequest, form: WaveForm, entry: Any) -> HttpResponse:
    """Both sides; the form holds what was typed and sends against what is stored now."""
    typed = form.cleaned_data
    yours = f"{typed['asked']} asked, {typed['answered']} answered, {typed['result_count']}: {entry.result}"
    shown = {
        "what": "this wave",
        "differences": [Difference("Numbers", _told_numbers(entry), yours)],
        "form": WaveForm(initial={**typed, "seen_version": entry.version}),
        "button": "Save",
        "discard_href": request.path.removesuffix(f"{entry.uid}/numbers/"),
    }
    return render(request, "errors/409.html", shown, status=409)
