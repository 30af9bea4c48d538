"""Which figures somebody is still to bring."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kpis.models import FigureKind, Frequency, Measurement, Origin
from kpis.periods import Kind, ends_period, span


def awaits(end: date) -> Any:
    """The condition on KPIs of which the figure is missing for the period that ended on a day: the month, and what
    else ends with it for those that come quarter by quarter, term by term or year by year.

    Survey waves have days of their own, and a projected figure awaits the real one.
    """
    counting = Measurement.objects.filter(kpi=OuterRef("pk"), corrected=False).exclude(kind=FigureKind.PROJECTED)
    missing: Any = Q(pk__in=[])
    for kind in Kind:
        if kind is not Kind.DAY and ends_period(end, kind):
            known = Exists(counting.filter(as_at__gte=span(end, kind).first))
            missing |= Q(frequency__in=_expecting(kind)) & ~known
    return missing & ~Q(origin=Origin.SURVEY)


def _expecting(kind: Kind) -> list[str]:
    """The frequencies by which a figure of this kind of period is expected: each month where none is stated."""
    return [kind.value, Frequency.NOT_STATED.value] if kind is Kind.MONTH else [kind.value]
