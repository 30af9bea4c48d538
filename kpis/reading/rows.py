"""A figure as it is read of the database: values in a tuple, of which a list of KPIs needs tens of thousands.

A model's row for each, with those of the people beside it, takes several times as long and tells no more.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from kpis.models import Measurement
from notices.models import Notice


class FigureRow(NamedTuple):
    """A row of Measurement, its fields by their names; people and the partner by theirs."""

    pk: int
    kpi_id: int
    uid: UUID
    as_at: date
    period: str
    value: Decimal
    kind: str
    source: str
    note: str
    series_break: bool
    corrects_id: int | None
    corrected: bool
    held: bool
    entered_at: datetime
    released_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    wave_id: int | None
    enterer: str
    releaser: str | None
    withdrawer: str | None
    partner_short: str | None
    partner_name: str | None

    @property
    def owner(self) -> str:
        """The partner whose it was when it was entered, as an organisation calls itself; "" for the council's own."""
        return self.partner_short or self.partner_name or ""


_ASKED = {
    "enterer": "entered_by__name",
    "releaser": "released_by__name",
    "withdrawer": "withdrawn_by__name",
    "partner_short": "organisation__short_name",
    "partner_name": "organisation__name",
}


def figure_rows(notice: Notice, of_kpis: Mapping[str, object]) -> list[FigureRow]:
    """The figures of a notice's KPIs, each KPI's by date."""
    rows = Measurement.objects.of(notice).filter(**of_kpis).order_by("as_at", "entered_at", "pk")
    asked: Any = rows.values_list(*(_ASKED.get(name, name) for name in FigureRow._fields))
    return [FigureRow._make(each) for each in asked]
