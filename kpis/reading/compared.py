"""What others published of the same measure, as a KPI's readers are told it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef
from django.db.models.functions import Cast, JSONObject

from kpis.models import Comparator, Period
from kpis.reading.breaks import Series
from kpis.reading.shapes import ComparatorReading


def others_of_kpi() -> ArraySubquery:
    """The standing comparators of a KPI, the first entered first, as the database's JSON tells them."""
    standing = Comparator.objects.filter(kpi=OuterRef("pk"), taken_out_at=None).order_by("pk")
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
    )
    return ArraySubquery(standing.values(told=told))


def read_others(rows: Sequence[Mapping[str, Any]], series: Series) -> tuple[ComparatorReading, ...]:
    """By name, the one that was entered first at the head, and each name's values by date."""
    names = list(dict.fromkeys(each["name"] for each in rows))
    found = [_reading(each, series) for each in rows]
    return tuple(sorted(found, key=lambda each: (names.index(each.name), each.as_at)))


def _reading(each: Mapping[str, Any], series: Series) -> ComparatorReading:
    as_at = date.fromisoformat(each["as_at"])
    return ComparatorReading(
        uid=UUID(each["uid"]),
        version=each["version"],
        name=each["name"],
        as_at=as_at,
        period=Period(each["period"]),
        value=Decimal(each["value"]),
        unit=series.unit_at(as_at),
        source=each["source"],
        entered_by=each["by"],
        entered_at=datetime.fromisoformat(each["at"]),
    )
