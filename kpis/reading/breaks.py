"""Where a KPI's series starts anew, and what can be compared across such days. Pure functions on values and rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self, TypeVar
from uuid import UUID

from kpis.models import FigureKind, Kpi
from kpis.periods import Year, year_of
from kpis.reading.rows import FigureRow
from kpis.reading.shapes import BreakReading
from kpis.targets import Unit
from notices.calendar import month_end

Said = TypeVar("Said")


@dataclass(frozen=True)
class Series:
    """A KPI's standing figures by date, where they start anew, and over which year they add up, if they do.

    `units` are (day, unit) pairs: figures of before the day are in that unit, later ones in today's; and so are `years`
    with the year over which they added up, None where they did not. `said` are the moments at which a unit was said.
    """

    figures: tuple[FigureRow, ...]
    breaks: tuple[BreakReading, ...]
    restarts: frozenset[UUID]
    adds_up: Year | None
    unit: Unit
    units: tuple[tuple[date, Unit], ...]
    years: tuple[tuple[date, Year | None], ...] = ()
    said: tuple[tuple[datetime, Unit], ...] = ()

    @classmethod
    def of(
        cls,
        kpi: Kpi,
        figures: Sequence[FigureRow],
        redefined: Iterable[Mapping[str, Any]],
        units: Sequence[Mapping[str, Any]],
    ) -> Self:
        """`redefined` (on, why, by, at) are redefinitions and `units` (unit, cumulates, at) every unit that the KPI
        ever had and whether its figures added up, as the database's JSON tells them."""
        anew = [
            BreakReading(date.fromisoformat(each["on"]), each["why"], each["by"], datetime.fromisoformat(each["at"]))
            for each in redefined
        ]
        firsts = [next((row for row in figures if row.as_at >= each.on), None) for each in anew]
        restarts = {row.uid for row in firsts if row is not None}
        # a figure's own break is told once: the redefinition says more
        own = [row for row in figures if row.series_break and row.uid not in restarts]
        told = anew + [BreakReading(row.as_at, row.note, row.enterer, row.entered_at) for row in own]
        return cls(
            tuple(figures),
            tuple(sorted(told, key=lambda each: each.on)),
            frozenset(restarts | {row.uid for row in own}),
            _year(kpi.cumulates),
            Unit(kpi.unit),
            tuple(_former(anew, [(each["at"], Unit(each["unit"])) for each in units])),
            tuple(_former(anew, [(each["at"], _year(each["cumulates"])) for each in units])),
            tuple((datetime.fromisoformat(each["at"]), Unit(each["unit"])) for each in units),
        )

    def unit_at(self, day: date) -> Unit:
        """The unit that a figure of this day is in."""
        if not self.units:
            return self.unit
        return next((unit for since, unit in sorted(self.units) if day < since), self.unit)

    def unit_written(self, day: date | None, moment: datetime | None) -> Unit:
        """The unit of a value that was written at a moment: what is said of the unit later does not change it."""
        if not self.units or moment is None:
            return self.unit_at(day) if day else self.unit
        then = next((unit for at, unit in reversed(self.said) if at <= moment), self.said[0][1])
        said_at = {each.on: each.at for each in self.breaks}
        known = [(since, unit) for since, unit in sorted(self.units) if said_at[since] <= moment]
        return next((unit for since, unit in known if day and day < since), then)

    def unit_of_figure(self, day: date) -> Unit:
        """The unit of what stands for a day: the one in which it was written, else that of the day."""
        figure = next((row for row in self.figures if row.as_at == day), None) if self.units else None
        return self.unit_written(day, figure.entered_at) if figure else self.unit_at(day)

    def in_one_unit(self) -> list[FigureRow]:
        """The figures without those that were written in a former unit for a day on which today's counts."""
        if not self.units:
            return list(self.figures)
        return [row for row in self.figures if self.unit_of_figure(row.as_at) is self.unit_at(row.as_at)]

    def adds_up_at(self, day: date) -> Year | None:
        """Over which year a figure of this day adds up; None where it stands for its own period or day."""
        if not self.years:
            return self.adds_up
        return next((year for since, year in sorted(self.years, key=_day) if day < since), self.adds_up)

    def compares(self, day: date, anchors: Sequence[date]) -> bool:
        """Whether no break lies between a day and one of the days on which what is asked for was set.

        Without any such day it was set with the plan, before every break. A figure in a former unit compares with
        nothing, nor does one from before figures began or ceased to add up.
        """
        if not self.breaks:  # nor units or years of before one
            return True
        today = (self.unit, self.adds_up)
        return (self.unit_of_figure(day), self.adds_up_at(day)) == today and any(
            not any(min(day, anchor) < each.on <= max(day, anchor) for each in self.breaks)
            for anchor in anchors or [date.min]
        )

    def runs_until(self, day: date) -> date | None:
        """The last day of the year over which a figure of this day still adds up; None for a year's whole total."""
        year = self.adds_up_at(day)
        if year is None:
            return None
        last = year_of(day, year).last
        return None if day == last else last

    def whole_year(self, latest: FigureRow, on: date) -> FigureRow | None:
        """The total of the latest year that has ended, where it compares with the latest figure."""
        if self.adds_up_at(latest.as_at) is None:
            return None
        known = [row for row in self.figures if row.kind != FigureKind.PROJECTED and row.as_at <= on]
        whole = [row for row in known if self.runs_until(row.as_at) is None]
        return next((row for row in reversed(whole) if self.compares(row.as_at, [latest.as_at])), None)

    def year_before(self, latest: FigureRow) -> FigureRow | None:
        """The running total of the same day of the year before, where it compares with the latest figure."""
        if self.runs_until(latest.as_at) is None:
            return None
        then = month_end(latest.as_at.year - 1, latest.as_at.month)
        then = then if latest.as_at == month_end(latest.as_at.year, latest.as_at.month) else _year_earlier(latest.as_at)
        same = (row for row in self.figures if row.as_at == then and row.kind != FigureKind.PROJECTED)
        return next((row for row in same if self.compares(row.as_at, [latest.as_at])), None)

    def resets(self) -> tuple[date, ...]:
        """The first days of the years in which figures start again from nothing, from the second one on."""
        added = [(row.as_at, year) for row in self.figures if (year := self.adds_up_at(row.as_at)) is not None]
        return tuple(dict.fromkeys(year_of(day, year).first for day, year in added))[1:]


def _year_earlier(day: date) -> date:
    last = month_end(day.year - 1, day.month)
    return last.replace(day=min(day.day, last.day))


def _day(dated: tuple[date, object]) -> date:
    return dated[0]


def _year(cumulates: str | None) -> Year | None:
    return Year(cumulates) if cumulates else None


def _former(redefined: Iterable[BreakReading], said: Sequence[tuple[str, Said]]) -> Iterator[tuple[date, Said]]:
    """For each redefinition that changed what was `said` (moments with values): its day, and what held before it."""
    known = [(datetime.fromisoformat(at), value) for at, value in said]
    for each in redefined:
        before = [value for at, value in known if at < each.at]
        after = [value for at, value in known if at <= each.at]
        if before and before[-1] != after[-1]:
            yield each.on, before[-1]
