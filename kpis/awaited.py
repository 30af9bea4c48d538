"""Which figures somebody is still to bring."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from kpis.models import FigureKind, Frequency, Measurement, Origin, Period
from kpis.periods import Kind, ends_period, span


def expected(end: date, kind: Kind = Kind.MONTH) -> Mapping[Frequency, Period]:
    """Of what the figures are that are expected for a period, by the frequency of their KPIs.

    For a month these are the month's own, and what else ends with it for those that come quarter by quarter, term by
    term or year by year; where no frequency is stated, a figure of each month.
    """
    kinds = [each for each in Kind if each is not Kind.DAY and ends_period(end, each)] if kind is Kind.MONTH else [kind]
    return {Frequency(each.value): Period(each.value) for each in kinds} | {Frequency.NOT_STATED: Period(kind.value)}


def awaits(end: date) -> Any:
    """The condition on KPIs of which the figure is missing for the month that ended on a day, and for what else ends
    with it.

    Survey waves have days of their own, and a projected figure awaits the real one.
    """
    counting = Measurement.objects.filter(kpi=OuterRef("pk"), corrected=False).exclude(kind=FigureKind.PROJECTED)
    missing: Any = Q(pk__in=[])
    for frequency, period in expected(end).items():
        known = Exists(counting.filter(as_at__gte=span(end, Kind(period)).first))
        missing |= Q(frequency=frequency) & ~known
    return missing & ~Q(origin=Origin.SURVEY)
