"""What others published of the same measure, as a KPI's readers are told it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject

from kpis.models import Comparator, Period
from kpis.reading.breaks import Series
from kpis.reading.shapes import ComparatorReading


def others_of_kpi() -> ArraySubquery:
    """The standing comparators of a KPI, the first entered first, as the database's JSON tells them."""
    standing = Comparator.objects.filter(kpi=OuterRef("pk"), taken_out_at=None).order_by("pk")
    versions = Comparator.history.model.objects.filter(id=OuterRef("pk")).order_by("-history_date", "-history_id")
    told = JSONObject(
        uid="uid",
        version="version",
        name="name",
        as_at="as_at",
        period="period",
        value=Cast("value", CharField()),  # as text: JSON would make a float of it
        source="source",
        by="entered_by__name",
        at="entered_at",
        written=Subquery(versions.values("history_date")[:1]),
    )
    return ArraySubquery(standing.values(told=told))


def read_others(rows: Sequence[Mapping[str, Any]], series: Series) -> tuple[ComparatorReading, ...]:
    """By name, the one that was entered first at the head, and each name's values by date."""
    names = list(dict.fromkeys(each["name"] for each in rows))
    found = [_reading(each, series) for each in rows]
    return tuple(sorted(found, key=lambda each: (names.index(each.name), each.as_at)))


def _reading(each: Mapping[str, Any], series: Series) -> ComparatorReading:
    as_at, entered = date.fromisoformat(each["as_at"]), datetime.fromisoformat(each["at"])
    written = datetime.fromisoformat(each["written"]) if each["written"] else entered
    return ComparatorReading(
        uid=UUID(each["uid"]),
        version=each["version"],
        name=each["name"],
        as_at=as_at,
        period=Period(each["period"]),
        value=Decimal(each["value"]),
        unit=series.unit_written(as_at, written),
        source=each["source"],
        entered_by=each["by"],
        entered_at=entered,
    )
