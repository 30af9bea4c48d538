"""Finds the notice that an address names, for whoever may know that it exists."""

from django.shortcuts import get_object_or_404

from notices.middleware import ReaderRequest
from notices.models import Notice


def notice_for(request: ReaderRequest, slug: str) -> Notice:
    """The notice, when the reader has a role on it today; a stranger gets 404, as if there were none.

    It is kept on the request, where the page's shell finds it for its navigation.
    """
    found = Notice.objects.visible_to(request.reader).select_related("council", "issuer")
    request.notice = get_object_or_404(found, slug=slug)
    return request.notice
