"""What every page's shell shows: whose notice it is, where the reader may go, and what on the page is invented."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from desk import navigation
from govuk.parts import Banner, Link
from notices.models import Notice
from notices.reader import Reader
from people import carried

SERVICE = "Improvement board"
REST = "The notices and the plan are real; the rest was invented and is illustrative."
CLOCK = "The clock starts at 22 December 2023."
AHEAD = "The demo’s clock stands before this notice was issued: it is here to read."


def shell(request: HttpRequest) -> dict[str, Any]:
    """For `base.html`. A page of no notice, or one that the reader may not know of, has no navigation."""
    notice, reader = getattr(request, "notice", None), getattr(request, "reader", None)
    page: dict[str, Any] = {
        "service_name": SERVICE,
        "account": _account(request, reader),
        "banner": _banner(notice, reader),
        "typed_here": carried.shown_here(request),
        "typed_waits": carried.waits(request),
    }
    if isinstance(notice, Notice) and isinstance(reader, Reader):
        page |= {
            "organisation": notice.council.name,
            "notice_name": notice.title,
            "notice_href": reverse("desk:dashboard", args=[notice.slug]),
            "navigation": navigation.links(reader, notice, request.path),
        }
    return page


def _account(request: HttpRequest, reader: object) -> list[Link]:
    if not isinstance(reader, Reader):
        return []
    named = {"Notices": reverse("desk:notices"), "Reminders": reverse("desk:choose-reminders")}
    return [Link(text, href, current=request.path == href) for text, href in named.items()]


def _banner(notice: object, reader: object) -> Banner | None:
    illustrative = notice.illustrative if isinstance(notice, Notice) else ""
    if settings.DEMO:
        ahead = isinstance(notice, Notice) and isinstance(reader, Reader) and notice.is_ahead(reader.on)
        return Banner("Demonstration", f"{illustrative or REST} {AHEAD if ahead else CLOCK}")
    return Banner("Illustrative", illustrative) if illustrative else None
