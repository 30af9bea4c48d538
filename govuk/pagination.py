"""Lists in pages and in an order that the address holds."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 50


def paginate(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], per_page: int = PER_PAGE, name: str = "page"
) -> Page[Any]:
    """The page that `?page=` asks for; the nearest one when there is none such. `name` is that of a further list."""
    return Paginator(rows, per_page).get_page(request.GET.get(name))


def sort_key(request: HttpRequest, allowed: Collection[str], default: str) -> str:
    """What `?sort=` asks for ("due", or "-due" for descending) when it is allowed, else the default."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in allowed else default
