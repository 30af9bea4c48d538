"""Pages across rooms: my work, the dashboard, the notice, its calendar."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk import dates, demands
from desk.forms import CalendarFilter
from notices.lookup import notice_for
from notices.middleware import ReaderRequest
from notices.models import Notice
from notices.reading import read_notice


@require_safe
def my_work(request: ReaderRequest) -> HttpResponse:
    """What must I do, by when?"""
    return render(request, "desk/my_work.html", {})


@require_safe
def notices(request: ReaderRequest) -> HttpResponse:
    """The notices on which the reader has a role today."""
    found = Notice.objects.visible_to(request.reader).select_related("council", "issuer")
    return render(request, "desk/notices.html", {"notices": found.order_by("council__name", "-issued_on", "pk")})


@require_safe
def legend(request: ReaderRequest) -> HttpResponse:
    """What the ratings and the words mean."""
    return render(request, "desk/legend.html")


@require_safe
def dashboard(request: ReaderRequest, notice: str) -> HttpResponse:
    """Where do we stand, what has changed, what needs attention?"""
    notice_for(request, notice)
    return render(request, "desk/my_work.html", {})


@require_safe
def notice(request: ReaderRequest, notice: str) -> HttpResponse:
    """What does the notice demand, and is each clause covered?"""
    found = notice_for(request, notice)
    reading = read_notice(found, request.reader.on)
    shown = {"reading": reading, "clauses": demands.lines(reading.clauses, {}, reading.obligations)}
    return render(request, "desk/notice.html", shown)


@require_safe
def calendar(request: ReaderRequest, notice: str) -> HttpResponse:
    """What is due when?"""
    found = notice_for(request, notice)
    filters = CalendarFilter(request.GET)
    reading = read_notice(found, request.reader.on)
    shown = dates.dates_of(reading, **filters.chosen_values)
    return render(request, "desk/calendar.html", {"reading": reading, "dates": shown, "filters": filters})
