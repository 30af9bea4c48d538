"""Addresses that keep the filters: the current query with some of its parameters changed. And the words in addresses
that nobody's own code may be."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.http import HttpRequest, QueryDict
from django.urls import URLPattern, URLResolver, get_resolver


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


@cache
def fixed_words(page: str, part: str) -> frozenset[str]:
    """The words, in small letters, that other addresses have where this page's has a part that people choose: a code
    that is one of them would have its page hidden. `page` is a view's name as in "kpis:kpi"."""
    known = list(routes())
    found: set[str] = set()
    for name, segments in known:
        place = next((at for at, segment in enumerate(segments) if segment.endswith(f":{part}>")), None)
        if name == page and place is not None:
            beside = (other[place] for _, other in known if other[:place] == segments[:place] and place < len(other))
            found |= {word.lower() for word in beside if word and not word.startswith("<")}
    return frozenset(found)


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every view's name with the segments of its address as the URLconf writes them: notices, <slug:notice>, kpis."""
    yield from _routes(get_resolver().url_patterns, "", "")


def _routes(
    patterns: Iterable[URLPattern | URLResolver], prefix: str, names: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in patterns:
        route = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route, f"{each.namespace}:" if each.namespace else names)
        else:
            yield f"{names}{each.name}", tuple(route.split("/"))
