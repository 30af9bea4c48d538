"""Gathering the figures of the demo's plan, and of one ten times as large."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpis.models import Baseline, Kpi, KpiAction, Measurement, Target
from notices.models import Notice
from plans.models import (
    Accountability,
    Action,
    ActionArea,
    ActionClause,
    ActionEvidence,
    ActionVoice,
    Completion,
    DueDateChange,
    Milestone,
    Update,
)
from reports.figures.gather import gather
from tests.performance.timing import Line, interleaved, ratio, spread

TIMES = 10
OF_ACTIONS = (
    *(Accountability, ActionArea, ActionClause, ActionEvidence, ActionVoice),
    *(Completion, DueDateChange, Milestone, Update),
)
OF_KPIS = (Baseline, KpiAction, Measurement, Target)


def grow(notice: Notice, times: int = TIMES) -> None:
    """The plan that many times as large: copies of each action and KPI with everything that hangs on them, written past
    history and ledger."""
    rows = _rows(notice, Action, *OF_ACTIONS)
    for number in range(1, times):
        actions = _copies(rows[Action], lambda row, number=number: {"ref": f"{row.ref}-{number}"})
        for model in OF_ACTIONS:
            _copies(rows[model], lambda row, actions=actions: {"action_id": actions[row.action_id], "sent_as": None})
    grow_kpis(notice, times)


def grow_kpis(notice: Notice, times: int = TIMES) -> None:
    """That many times as many KPIs, with everything that hangs on them."""
    rows = _rows(notice, Kpi, *OF_KPIS)
    rows[Measurement] = [row for row in rows[Measurement] if not row.corrected and not row.corrects_id]
    for number in range(1, times):
        kpis = _copies(rows[Kpi], lambda row, number=number: {"code": f"{row.code}-{number}"})
        for model in OF_KPIS:
            _copies(rows[model], lambda row, kpis=kpis: {"kpi_id": kpis[row.kpi_id], "sent_as": None})


def _rows(notice: Notice, *models: Any) -> dict[Any, list[Any]]:
    return {model: list(model._default_manager.filter(notice=notice)) for model in models}


def _copies(rows: list[Any], change: Callable[[Any], dict[str, Any]]) -> dict[int, int]:
    """Rows like these under new ids, changed so; their ids by the ids of the first."""
    made = []
    for row in rows:
        fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        known = {name: value for name, value in change(row).items() if name in fields}
        fields |= {"id": None, **known, **({"uid": uuid4()} if "uid" in fields else {})}
        made.append(type(row)(**fields))
    new = type(rows[0])._default_manager.bulk_create(made) if rows else []
    return {old.pk: copy.pk for old, copy in zip(rows, new, strict=True)}


def measure(small: str, large: str, slug: str, on: date) -> list[Line]:
    """The time of gathering in both databases, and how many queries it takes."""
    queries: dict[str, int] = {}
    sizes: dict[str, int] = {}

    def gathered(name: str) -> Callable[[], float]:
        def once() -> float:
            with connected_to(name):
                notice = Notice.objects.select_related("council", "issuer").get(slug=slug)
                cache.clear()
                start = time.perf_counter()
                figures = gather(notice, on)
                took = time.perf_counter() - start
                if name not in queries:
                    cache.clear()
                    with CaptureQueriesContext(connection) as asked:
                        gather(notice, on)
                    queries[name], sizes[name] = len(asked), len(figures.actions)
            return took

        return once

    samples = interleaved({small: gathered(small), large: gathered(large)})
    told = {name: spread(values).told(" ms", 1000, 0) for name, values in samples.items()}
    return [
        Line(
            f"gathering {sizes[large]} actions",
            told[large],
            f"{sizes[small]} actions {told[small]}",
            ratio(samples, large, small),
            TIMES,
        ),
        Line(
            f"queries for {sizes[large]} actions",
            str(queries[large]),
            f"{sizes[small]} actions {queries[small]}",
            spread([queries[large] / queries[small]]),
            1,
        ),
    ]


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Work on another database of the same server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    cache.clear()  # what is kept of the figures knows its notice, not its database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
