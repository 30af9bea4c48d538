"""Addresses that keep the filters: the current query with some of its parameters changed."""

from django.http import HttpRequest, QueryDict


def with_query(request: HttpRequest, **changes: str | None) -> str:
    """The current path and query with these parameters set, or taken away when None."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return _address(request, query)


def without_value(request: HttpRequest, name: str, value: str) -> str:
    """The current address without that one value of a parameter, from the first page on."""
    query = request.GET.copy()
    query.setlist(name, [each for each in query.getlist(name) if each != value])
    query.pop("page", None)
    return _address(request, query)


def _address(request: HttpRequest, query: QueryDict) -> str:
    written = query.urlencode()
    return f"{request.path}?{written}" if written else request.path
