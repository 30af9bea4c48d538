"""What a figure of a KPI is compared with when it is entered, and which doubts that gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from govuk import words
from kpis.doubts import Against, Asked, Doubt, doubts, not_whole, of_another_period, too_late, unlike
from kpis.models import FigureKind
from kpis.periods import Kind, Year, inside, year_of
from kpis.reading import KpiReading
from kpis.targets import shown


@dataclass(frozen=True)
class Brought:
    """A figure that comes in together with others, which does not stand yet, and how it is called."""

    as_at: date
    value: Decimal
    called: str


def before(kpi: KpiReading, day: date, besides: UUID | None = None, brought: Sequence[Brought] = ()) -> Against | None:
    """The figure before a day, else the first standing one after it, else the day's own, else the baseline; None where
    nothing compares.

    Forecasts are no measure, a series that starts anew is not compared across its break, and one that adds up over a
    year not with another year's figures. `besides` is the figure that is to be corrected; those that are `brought`
    together with this one count before it as if they stood, in the order of their days, in the place of others.
    """
    known = [each for each in kpi.figures if each.kind is not FigureKind.PROJECTED and each.uid != besides]
    known = [each for each in known if _comparable(kpi, each.as_at, day)]
    earlier = [each for each in known if each.as_at < day]
    with_it = [each for each in brought if each.as_at < day and _comparable(kpi, each.as_at, day)]
    if with_it and (not earlier or earlier[-1].as_at <= with_it[-1].as_at):
        return Against(with_it[-1].value, with_it[-1].called)
    after = sorted((each for each in known if each.as_at >= day), key=lambda each: each.as_at == day)
    figure = next(iter([*earlier[-1:], *after]), None)
    if figure is not None:
        named = f"the figure of {inside(figure.as_at, Kind(figure.period))}"
        return Against(figure.value, named, later=figure.as_at > day)
    if kpi.baseline is None or kpi.baseline.value is None or kpi.cumulates:
        return None
    if any(each.on <= day for each in kpi.breaks):
        return None
    return Against(kpi.baseline.value, "the baseline")


def _comparable(kpi: KpiReading, one: date, other: date) -> bool:
    """Whether no break of the series and no turn of its year lies between two days."""
    first, last = sorted((one, other))
    if any(first < each.on <= last for each in kpi.breaks):
        return False
    return not kpi.cumulates or year_of(one, Year(kpi.cumulates)) == year_of(other, Year(kpi.cumulates))


def asked(
    kpi: KpiReading,
    value: Decimal,
    day: date,
    *,
    period: Kind = Kind.DAY,
    besides: UUID | None = None,
    others: Iterable[tuple[str, Decimal]] = (),
    brought: Sequence[Brought] = (),
) -> tuple[Asked, ...]:
    """What is to be asked about a figure of this KPI and day, or of the period that ends on it; `others` as in
    `kpis.doubts.doubts`."""
    unit = kpi.unit_at(day)
    around = [
        (each.as_at, Kind(each.period))
        for each in kpi.figures
        if each.uid != besides and not kpi.cumulates and _comparable(kpi, each.as_at, day)
    ]
    found = (
        *doubts(value, unit, before(kpi, day, besides, brought), others),
        *unlike(value, unit, _baseline_of(kpi, day)),
        *not_whole(value, unit, _in_this_unit(kpi, day, besides, brought)),
        *of_another_period(day, period, around),
    )
    if unit is kpi.unit:
        return found
    said = f"Figures of {words.day(day)} are not in today’s unit: {shown(value, unit)} is what would stand"
    return (Asked(Doubt.FORMER_UNIT, said), *found)


def _in_this_unit(kpi: KpiReading, day: date, besides: UUID | None, brought: Sequence[Brought]) -> Iterator[Decimal]:
    """The figures in the unit of a day, with those of before it that come in together with its own."""
    unit = kpi.unit_at(day)
    yield from (each.value for each in kpi.figures if each.unit is unit and each.uid != besides)
    yield from (each.value for each in brought if each.as_at < day and kpi.unit_at(each.as_at) is unit)


def asked_of_baseline(kpi: KpiReading, value: Decimal, day: date) -> tuple[Asked, ...]:
    """What is to be asked about a baseline: all that is asked about a figure, and what it contradicts."""
    fraction = not_whole(value, kpi.unit, (each.value for each in kpi.drawn))
    return (*doubts(value, kpi.unit, before(kpi, day)), *fraction, *contradictions(kpi, value, day))


def contradictions(kpi: KpiReading, value: Decimal, day: date) -> tuple[Asked, ...]:
    """Where a baseline says another thing than the figure of its day, or is no start of the way to a milestone."""
    return (*unlike(value, kpi.unit, _figure_of(kpi, day)), *too_late(_due_by(kpi, day)))


def _figure_of(kpi: KpiReading, day: date) -> Against | None:
    for each in kpi.drawn:
        if each.as_at == day and each.kind is not FigureKind.PROJECTED:
            return Against(each.value, f"the figure of {inside(day, Kind(each.period))}")
    return None


def _baseline_of(kpi: KpiReading, day: date) -> Against | None:
    if kpi.baseline is None or kpi.baseline.value is None or kpi.baseline.as_at != day:
        return None
    return Against(kpi.baseline.value, "the baseline of that day")


def _due_by(kpi: KpiReading, day: date) -> list[str]:
    """The milestones that were due by a day, without those of a series that had ended before it."""
    since = max((each.on for each in kpi.breaks if each.on <= day), default=date.min)
    rows = [each for each in kpi.targets if since <= each.due_on <= day]
    return [f"{each.label} of {words.day(each.due_on)}" for each in rows]
