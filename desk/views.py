"""Pages across rooms: my work, the dashboard, the notice, its calendar."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audit import clock
from desk import dates, demands, digests, places, questions, standing, work
from desk import legend as legends
from desk.ahead import ahead
from desk.forms import AsAtForm, CalendarFilter, RemindersForm
from desk.frozen import FrozenDay, figures_of, frozen_days, last_board
from desk.handover import can_read, own_posts, read_handover
from desk.proving import clause_documents
from govuk.parts import Link
from notices.choices import posts_for
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.permissions import can_give_access, can_see_plan, can_see_reports, require
from notices.reading import NoticeReading, read_notice
from people import carried, reminding
from people.models import ReminderChoice
from reports.changes import changes
from reports.figures.gather import gather
from reports.figures.tree import Figures

SENT = 10
"""So many digests are listed on one's own page."""


@require_safe
def my_work(request: ReaderRequest) -> HttpResponse:
    """What must I do, by when?"""
    desk = work.sit_down(request.reader, clock.now())
    items = work.in_order(questions.everything(desk))
    shown = {
        "items": items,
        "late": [item for item in items if item.late],
        "dated": [item for item in items if not item.late and item.due_on],
        "together": work.several(items),
        "undated": [item for item in items if not item.due_on],
        "coming": list(work.coming(desk)) if questions.sees_plans(desk) else [],
        "several": len({item.notice for item in items}) > 1,
        "notices": desk.notices.values(),
        "posts": own_posts(request.reader, desk.notices),
    }
    return render(request, "desk/my_work.html", shown)


@require_safe
def handover(request: ReaderRequest, notice: str, pk: int) -> HttpResponse:
    """What goes with a post: what is open, what is late, what was promised."""
    found = notice_for(request, notice)
    post = get_object_or_404(posts_for(found), pk=pk)
    require(can_read(request.reader, found, post))
    shown = {"notice": found, "told": read_handover(found, post, request.reader)}
    return render(request, "desk/handover.html", shown | {"may_hand": can_give_access(request.reader, found)})


@require_safe
def notices(request: ReaderRequest) -> HttpResponse:
    """The notices on which the reader has a role today."""
    found = Notice.objects.visible_to(request.reader).select_related("council", "issuer")
    rows = list(found.order_by("council__name", "-issued_on", "pk"))
    ahead = [each for each in rows if each.is_ahead(request.reader.on)]
    return render(request, "desk/notices.html", {"notices": rows, "ahead": ahead})


@require_http_methods(["GET", "POST"])
def choose_reminders(request: ReaderRequest) -> HttpResponse:
    """When am I reminded by e-mail, of what, and what was sent to me?"""
    form = RemindersForm(carried.data(request), initial={"choice": request.user.reminders})
    if request.method == "POST" and form.is_valid():
        choice = ReminderChoice(form.cleaned_data["choice"])
        reminding.choose_reminders(user=request.user, choice=choice, at=clock.now())
        messages.success(request, "Your choice of reminders is saved")
        return redirect("desk:choose-reminders")
    shown = {
        "form": form,
        "duties": digests.duties_of(request.reader),
        "written_for": digests.written_for(request.reader),
        "writes_for": digests.writes_for(request.reader),
        "sent": digests.digests_of(request.user)[:SENT],
    }
    return render(request, "desk/choose_reminders.html", shown)


@require_safe
def legend(request: ReaderRequest) -> HttpResponse:
    """What the ratings and the words mean."""
    return render(request, "desk/legend.html", {"groups": legends.groups()})


@require_safe
def dashboard(request: ReaderRequest, notice: str) -> HttpResponse:
    """Where do we stand, what has changed, what needs attention?"""
    found = notice_for(request, notice)
    if not can_see_plan(request.reader, found):
        return _without_plan(request, found)
    days = frozen_days(found)
    chosen = _chosen(request.GET.get("as_at", ""), days)
    figures = figures_of(chosen) if chosen else gather(found, request.reader.on)
    shown: dict[str, Any] = {
        **_standing(figures, [day for day in days if chosen is None or day.on < chosen.on]),
        "sentence": standing.sentence(figures, sees_reports=can_see_reports(request.reader, found)),
        "days": AsAtForm(request.GET, days=[(str(day.uid), day.says) for day in days]) if days else None,
        "chosen": chosen,
        "ahead": () if chosen else ahead(figures, found, request.reader),
    }
    return render(request, "desk/dashboard.html", shown)


def _without_plan(request: ReaderRequest, found: Notice) -> HttpResponse:
    """Advisers have their reports; an observer is told what there is to read."""
    if can_see_reports(request.reader, found):
        return redirect(places.to("reports:reports", found.slug))
    return render(request, "desk/observer.html")


def _chosen(asked: str, days: list[FrozenDay]) -> FrozenDay | None:
    if not asked:
        return None
    try:
        uid = UUID(asked)
    except ValueError:
        raise Http404 from None
    found = next((day for day in days if day.uid == uid), None)
    if found is None:
        raise Http404
    return found


def _standing(figures: Figures, before: list[FrozenDay]) -> dict[str, Any]:
    """The dashboard's parts, from the figures and the days before them."""
    compared = last_board(before)
    moved = changes(figures_of(compared), figures) if compared else ()
    since = compared.on if compared else figures.board.last_meeting_on if figures.board else None
    slug = figures.notice.slug
    return {
        "figures": figures,
        "compared": compared,
        "better": standing.moves(moved, figures, better=True),
        "worse": standing.moves(moved, figures, better=False),
        "otherwise": standing.moves(moved, figures, better=None),
        "actions": standing.actions_of_concern(figures),
        "kpis": standing.kpis_of_concern(figures),
        "kpis_beside": standing.kpis_beside(figures),
        "kpis_href": places.kpis(slug, state="behind"),
        "gaps": demands.gaps(figures) if figures.actions else [],
        "contributions": standing.contributions(figures),
        "sections": standing.sections(figures),
        "since": since,
        "risks": standing.risks_that_moved(figures, since),
        "risks_href": places.to("plans:risks", slug),
        "voices_href": places.to("evidence:voices", slug),
        "voices": standing.voices(figures, since) if figures.actions else (),
    }


@require_safe
def notice(request: ReaderRequest, notice: str) -> HttpResponse:
    """What does the notice demand, and is each clause covered?"""
    found = notice_for(request, notice)
    reading = read_notice(found, request.reader.on)
    readable = can_see_plan(request.reader, found)
    figures = gather(found, request.reader.on) if readable else None
    documents = clause_documents(request.reader, found)
    shown = _demands(reading, figures if figures and figures.actions else None, documents)
    return render(request, "desk/notice.html", {**shown, "plan_readable": readable})


def _demands(
    reading: NoticeReading, figures: Figures | None, documents: Mapping[str, Sequence[Link]]
) -> dict[str, Any]:
    """Clauses and obligations; with the figures of a plan also how each clause is covered, the gaps first."""
    covers = demands.covers_of(figures, places.by_ref(reading.slug, figures)) if figures else {}
    return {
        "reading": reading,
        "clauses": demands.lines(reading.clauses, covers, reading.obligations, documents),
        "figures": figures,
        "gaps": demands.gaps(figures) if figures else [],
        "counts": demands.counts(figures) if figures else [],
    }


@require_safe
def calendar(request: ReaderRequest, notice: str) -> HttpResponse:
    """What is due when?"""
    found = notice_for(request, notice)
    filters = CalendarFilter(request.GET)
    reading = read_notice(found, request.reader.on)
    shown = dates.dates_of(reading, **filters.chosen_values)
    return render(request, "desk/calendar.html", {"reading": reading, "dates": shown, "filters": filters})
