"""Error pages that a person can use. They say what happened, whether anything was saved, and what to do next."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from people import carried


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent could not be read."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Signed in, but the role, or what else is said, does not allow it."""
    return render(request, "403.html", {"why": str(exception)}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing there, or nothing that this person may know of: the two look alike."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault. The page asks neither the database nor who is reading."""
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is out of date. Who signed in again in another tab goes on with what they typed on its page; to
    anybody else say so, keep the way back, and show what was typed so that it can be copied."""
    typed = carried.typed_in(request)
    if typed and typed.on_its_page and carried.is_theirs(request):
        carried.keep_for_later(request, typed)
        return redirect(typed.page)
    return render(request, "errors/csrf.html", {"typed": typed}, status=HTTPStatus.FORBIDDEN)
