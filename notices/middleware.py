"""Gives each request its reader: who asks, and on which day."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from audit import clock
from notices.models import Notice
from notices.reader import Reader
from people.models import User


class ReaderRequest(HttpRequest):
    """A request of somebody who is signed in. Only for annotations: the middleware and `lookup` set the attributes."""

    user: User
    reader: Reader
    notice: Notice


class ReaderMiddleware:
    """Sets `request.reader` for whoever is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            request.reader = Reader(request.user, clock.today())  # type: ignore[attr-defined]
        return self.get_response(request)
