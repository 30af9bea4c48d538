"""Every page needs sign-in. What was typed on a page whose session ran out comes with the sign-in page, and is let go
when the page that shows it again is left. No page is kept by a browser, and no address with a NUL in it gets as far as
the database."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequired
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from people import carried
from people.views import sign_in_again


class LoginRequiredMiddleware(DjangoLoginRequired):
    """Django's own, except that a sending with something typed in it is answered with the sign-in page at once."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know redirects only; Django takes any answer
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        packed = carried.pack(request) if request.method == "POST" else ""
        if packed:
            return sign_in_again(request, packed)
        return super().handle_no_permission(request, view_func)


class LeftMiddleware:
    """What was typed before signing in again stays until another page is opened: files and figures are no pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if request.method == "GET" and response.status_code == HTTPStatus.OK and is_page:
            carried.leave(request)
        return response


class NotKeptMiddleware:
    """No browser keeps a page: after signing out, going back shows nothing to whoever sits down next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class ReadableAddressMiddleware:
    """A NUL in an address names nothing: 404, before PostgreSQL is asked for a text that it cannot hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)
