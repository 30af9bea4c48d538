"""Where the rows that a page counts or names can be seen: the one module that knows the other rooms' addresses."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse

from reports.figures.tree import ActionFigures, Figures


def to(view: str, *args: object, **filters: str | Sequence[str]) -> str:
    """The address of a view, with filters: `to("kpis:kpis", slug, state="off_track")`."""
    address = _address(view, *args)
    return f"{address}?{urlencode(filters, doseq=True)}" if filters else address


@lru_cache(maxsize=4096)
def _address(view: str, *args: object) -> str:
    # a dashboard names some three hundred places: finding them anew took a fifth of its time
    return reverse(view, args=args)


def action(slug: str, row: ActionFigures) -> str:
    """An action's page."""
    return to("plans:action", slug, row.plan, row.ref)


def actions(slug: str, **filters: str | Sequence[str]) -> str:
    """The list of actions; the only plan of a notice opens at once."""
    return to("plans:plans", slug, **filters)


def kpi(slug: str, code: str) -> str:
    """A KPI's page."""
    return to("kpis:kpi", slug, code)


def kpis(slug: str, **filters: str | Sequence[str]) -> str:
    """The list of KPIs."""
    return to("kpis:kpis", slug, **filters)


def reports(slug: str, *, may_see: bool) -> str:
    """The list of reports; for those who may not see it, the days on which reports are due."""
    return to("reports:reports", slug) if may_see else to("desk:calendar", slug, kind="report")


def by_ref(slug: str, figures: Figures) -> Mapping[str, str]:
    """The address of each action by its ref."""
    return {row.ref: action(slug, row) for row in figures.actions}


def update(slug: str, plan: str, ref: str) -> str:
    """The form for an action's update."""
    return to("plans:update-action", slug, plan, ref)


def update_many(slug: str, plan: str) -> str:
    """The page on which somebody updates all their actions."""
    return to("plans:update-many", slug, plan)
