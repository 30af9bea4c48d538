"""Every page needs sign-in. What was typed on a page whose session ran out comes with the sign-in page."""

from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequired
from django.http import HttpRequest, HttpResponseBase

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
