"""Error pages that a person can use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is out of date: say so, and keep the way back."""
    return render(request, "errors/csrf.html", status=403)
