"""Where a KPI's series starts anew, and what can be compared across such days. Pure functions on values and rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from kpis.models import Cumulates, FigureKind, Kpi, Measurement
from kpis.periods import Year, year_of
from kpis.reading.shapes import BreakReading
from kpis.targets import Unit


@dataclass(frozen=True)
class Series:
    """A KPI's standing figures by date, where they start anew, and over which year they add up, if they do.

    `units` are (day, unit) pairs: figures of before the day are in that unit, later ones in today's.
    """

    figures: tuple[Measurement, ...]
    breaks: tuple[BreakReading, ...]
    restarts: frozenset[UUID]
    adds_up: Year | None
    unit: Unit
    units: tuple[tuple[date, Unit], ...]

    @classmethod
    def of(
        cls,
        kpi: Kpi,
        figures: Sequence[Measurement],
        redefined: Iterable[Mapping[str, Any]],
        units: Sequence[Mapping[str, Any]],
    ) -> Self:
        """`redefined` (on, why, by, at) are redefinitions and `units` (unit, at) every unit that the KPI ever had, as
        the database's JSON tells them."""
        anew = [
            BreakReading(date.fromisoformat(each["on"]), each["why"], each["by"], datetime.fromisoformat(each["at"]))
            for each in redefined
        ]
        firsts = [next((row for row in figures if row.as_at >= each.on), None) for each in anew]
        restarts = {row.uid for row in firsts if row is not None}
        # a figure's own break is told once: the redefinition says more
        own = [row for row in figures if row.series_break and row.uid not in restarts]
        told = anew + [BreakReading(row.as_at, row.note, row.entered_by.name, row.entered_at) for row in own]
        return cls(
            tuple(figures),
            tuple(sorted(told, key=lambda each: each.on)),
            frozenset(restarts | {row.uid for row in own}),
            Year(kpi.cumulates) if kpi.cumulates != Cumulates.NO else None,
            Unit(kpi.unit),
            tuple(_former_units(anew, units)),
        )

    def unit_at(self, day: date) -> Unit:
        """The unit that a figure of this day is in."""
        return next((unit for since, unit in sorted(self.units) if day < since), self.unit)

    def compares(self, day: date, anchors: Sequence[date]) -> bool:
        """Whether no break lies between a day and one of the days on which what is asked for was set.

        Without any such day it was set with the plan, before every break. A figure in a former unit compares with
        nothing.
        """
        return self.unit_at(day) is self.unit and any(
            not any(min(day, anchor) < each.on <= max(day, anchor) for each in self.breaks)
            for anchor in anchors or [date.min]
        )

    def runs_until(self, day: date) -> date | None:
        """The last day of the year over which a figure of this day still adds up; None for a year's whole total."""
        if self.adds_up is None:
            return None
        last = year_of(day, self.adds_up).last
        return None if day == last else last

    def whole_year(self, latest: Measurement, on: date) -> Measurement | None:
        """The total of the latest year that has ended, where it compares with the latest figure."""
        if self.adds_up is None:
            return None
        known = [row for row in self.figures if row.kind != FigureKind.PROJECTED and row.as_at <= on]
        whole = [row for row in known if self.runs_until(row.as_at) is None]
        return next((row for row in reversed(whole) if self.compares(row.as_at, [latest.as_at])), None)

    def resets(self) -> tuple[date, ...]:
        """The first days of the years in which figures start again from nothing, from the second one on."""
        if self.adds_up is None:
            return ()
        return tuple(dict.fromkeys(year_of(row.as_at, self.adds_up).first for row in self.figures))[1:]


def _former_units(redefined: Iterable[BreakReading], units: Sequence[Mapping[str, Any]]) -> Iterator[tuple[date, Unit]]:
    """For each redefinition that changed the unit: its day, and the unit of the figures before it."""
    known = [(datetime.fromisoformat(each["at"]), Unit(each["unit"])) for each in units]
    for each in redefined:
        before = [unit for at, unit in known if at < each.at]
        after = [unit for at, unit in known if at <= each.at]
        if before and before[-1] is not after[-1]:
            yield each.on, before[-1]
