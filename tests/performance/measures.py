"""The list of 430 KPIs against that of 43, each KPI with a figure for every month of ten years."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.clock import day_of
from kpis.models import FigureKind, Kpi, Measurement, Period
from kpis.periods import Kind, ended
from kpis.reading import read_kpis
from notices.models import Notice
from people.models import User
from tests.performance.gathering import connected_to
from tests.performance.timing import Line, spread

MONTHS = 120
ASKED = 5
# the whole list is read and rated whatever is asked of it, and its rows are drawn on one page
LISTS: Final[Mapping[str, tuple[str, float]]] = {
    "list of KPIs, ten years of figures": ("", 11),
    "list of KPIs, those off track": ("?state=off_track", 11),
    "list of KPIs, as CSV": ("?format=csv", 11),
}


def ten_years(notice: Notice, at: datetime) -> None:
    """A figure of each KPI for every month of the ten years before a moment, where there is none yet; written past
    history and ledger."""
    by = User.objects.earliest("pk")
    known = set(Measurement.objects.filter(notice=notice, corrected=False).values_list("kpi", "as_at"))
    rows = [
        Measurement(
            notice=notice,
            kpi=kpi,
            as_at=day,
            period=Period.MONTH,
            value=Decimal(20 + (7 * place + kpi.pk) % 60),
            kind=FigureKind.ACTUAL,
            entered_by=by,
            entered_at=at,
        )
        for kpi in Kpi.objects.filter(notice=notice).order_by("pk")
        for place, day in enumerate(ended(day_of(at), Kind.MONTH, MONTHS))
        if (kpi.pk, day) not in known
    ]
    Measurement.objects.bulk_create(rows, batch_size=5_000)


def queries(few: str, many: str, slug: str, on: date) -> Line:
    """How many queries the reading of the list takes in both databases."""
    counts = {}
    for name in (few, many):
        with connected_to(name):
            notice = Notice.objects.get(slug=slug)
            with CaptureQueriesContext(connection) as asked:
                number = len(read_kpis(notice, on))
            counts[number] = len(asked)
    less, more = sorted(counts)
    of_both = spread([counts[more] / counts[less]])
    return Line(f"queries for {more} KPIs, ten years", str(counts[more]), f"{less} KPIs {counts[less]}", of_both, 1)
