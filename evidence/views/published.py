"""What is fit for publishing: marked by somebody who looked, shown to whoever has a role, printed and taken away."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from evidence import actions
from evidence import permissions as may
from evidence.forms import PublishForm
from evidence.models import VoiceEntry, VoiceGroup
from evidence.voices import Told, told_of, versions_in
from notices.choices import names_of
from notices.conflicts import ChangedMeanwhile, Refused, show_refusal
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_see_plan, require
from people import carried
from sheets.download import download as list_download
from sheets.writing import Column

COLUMNS = [
    Column("Who said it"),
    Column("When", "date"),
    Column("How we heard it"),
    Column("Answers"),
    Column("Question"),
    Column("Result"),
    Column("You said"),
    Column("We did"),
    Column("When we did", "date"),
]


@require_safe
def published_voices(request: ReaderRequest, notice: str) -> HttpResponse:
    """You said, we did, as it may be published: no names, nothing internal, good on paper."""
    found = notice_for(request, notice)
    require(may.can_read_published(request.reader, found))
    rows = list(VoiceEntry.objects.published_to(request.reader).of(found).order_by("-heard_on", "-pk"))
    counted = _counted(found)
    listed = (
        (
            row.get_group_display(),
            row.heard_on,
            _heard(row),
            counted[row.pk].numbers,
            row.question,
            counted[row.pk].result,
            row.said,
            row.changed,
            row.changed_on,
        )
        for row in rows
    )
    file = list_download(f"{found.slug}-you-said-we-did", request.GET.get("format", ""), COLUMNS, listed)
    if file is not None:
        return file
    shown = {
        "notice": found,
        "groups": list(_by_group(rows, counted)),
        "number": len(rows),
        "can_choose": can_see_plan(request.reader, found),
    }
    return render(request, "evidence/published_voices.html", shown)


def _counted(notice: Notice) -> Mapping[int, Told]:
    """What may be said of numbers follows from all that was heard, published or not: who reads both pages must not be
    able to put them together."""
    return told_of(VoiceEntry.objects.of(notice).filter(answered__isnull=False), versions_in(notice.pk))


def _by_group(rows: list[VoiceEntry], counted: Mapping[int, Told]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for group in VoiceGroup:
        yield group.label, [_as_published(row, counted[row.pk]) for row in rows if row.group == group]


def _as_published(row: VoiceEntry, told: Told) -> dict[str, Any]:
    return {
        "said": row.said,
        "changed": row.changed,
        "heard_on": row.heard_on,
        "changed_on": row.changed_on or row.heard_on,
        "heard": _heard(row),
        "numbers": told.numbers,
        "question": row.question,
        "result": told.result,
    }


def _heard(row: VoiceEntry) -> str:
    return f"{row.source} ({row.get_how_heard_display().lower()})"


@require_http_methods(["GET", "POST"])
def publish_voice(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Look at an entry as it would be published, and mark it as fit."""
    found, entry = _entry(request, notice, uid)
    require(may.can_publish_voice(request.reader, found, entry))
    form = PublishForm(carried.data(request), initial={"seen_version": entry.version})
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen_version"]
        try:
            actions.mark_fit(entry=entry, names=names_of(found), seen_version=seen, by=request.user, at=clock.now())
        except Refused as refused:
            show_refusal(form, refused)
        except ChangedMeanwhile as changed:
            return _look_again(request, found, changed.row)
        else:
            messages.success(request, "It is marked as fit for publishing")
            return redirect("evidence:voices", found.slug)
    return _look(request, found, entry, form)


def _look(request: ReaderRequest, notice: Notice, entry: VoiceEntry, form: PublishForm) -> HttpResponse:
    told = _as_published(entry, _counted(notice)[entry.pk])
    shown = {"notice": notice, "entry": entry, "told": told, "form": form}
    return render(request, "evidence/publish_voice.html", shown)


def _look_again(request: ReaderRequest, notice: Notice, entry: Any) -> HttpResponse:
    """What was looked at is not what is stored now: it is shown anew, and has to be ticked anew."""
    form = PublishForm(initial={"seen_version": entry.version})
    told = _as_published(entry, _counted(notice)[entry.pk])
    shown = {"notice": notice, "entry": entry, "told": told, "form": form, "changed": True}
    return render(request, "evidence/publish_voice.html", shown, status=409)


@require_POST
def unpublish_voice(request: ReaderRequest, notice: str, uid: UUID) -> HttpResponse:
    """Take an entry back from what is published, as it stands now: what is taken back needs no second look."""
    found, entry = _entry(request, notice, uid)
    require(may.can_unpublish_voice(request.reader, found, entry))
    actions.mark_unfit(entry=entry, by=request.user, at=clock.now())
    messages.success(request, "It is taken back from publishing")
    return redirect("evidence:voices", found.slug)


def _entry(request: ReaderRequest, slug: str, uid: UUID) -> tuple[Notice, VoiceEntry]:
    found = notice_for(request, slug)
    require(can_see_plan(request.reader, found))
    rows = VoiceEntry.objects.visible_to(request.reader).of(found).select_related("attributed_to")
    return found, get_object_or_404(rows, uid=uid)
