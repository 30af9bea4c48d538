"""What is known of the KPIs that a file is about, and what is asked about its numbers before they come in: each beside
what stands, and beside the file's own."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from govuk import words
from kpis import comparing
from kpis.comparing import Brought
from kpis.doubts import Asked
from kpis.importing import Found, Known, on_one_page
from kpis.models import FigureKind, Frequency
from kpis.periods import Kind, inside
from kpis.reading import FigureReading, KpiReading


def known(kpi: KpiReading, *, may_enter: bool) -> Known:
    """A KPI with the figures that are there, also those that wait for their release, and those that stood there."""
    there = (*kpi.figures, *kpi.held_figures)
    stated = kpi.frequency not in (Frequency.NOT_STATED, Frequency.AS_IT_COMES)
    former: dict[date, tuple[tuple[Decimal, str, str], ...]] = defaultdict(tuple)
    for each in sorted((*kpi.corrected_figures, *kpi.never_released), key=lambda figure: figure.entered_at):
        former[each.as_at] += ((each.value, each.kind, _became(kpi, each)),)
    return Known(
        kpi.code,
        kpi.name,
        kpi.unit,
        {each.as_at: each.value for each in there},
        may_enter,
        Kind(kpi.frequency) if stated else Kind.DAY,
        {each.as_at: Kind(each.period) for each in there},
        bool(kpi.cumulates),
        kpi.units,
        former,
        {each.as_at: each.kind for each in there},
    )


def _became(kpi: KpiReading, gone: FigureReading) -> str:
    """What became of a figure that stands no more."""
    if gone.withdrawn_at:
        return f"was withdrawn by {gone.withdrawn_by} on {words.day(gone.withdrawn_at)}, “{gone.withdrawn_why}”"
    after = next((each for each in (*kpi.figures, *kpi.corrected_figures) if each.corrects == gone.uid), None)
    if after is None:
        return "was corrected, or not released"
    if after.as_at != gone.as_at:
        return f"was moved to {inside(after.as_at, Kind(after.period))} by {after.entered_by}"
    return f"was corrected to {kpi.told(after)} by {after.entered_by}"


class Weighed:
    """The cells of a file, those with a number that looks odd asked about.

    The earlier figures of the file count as if they stood, for the later ones of their own KPI and as the last of
    another row. Not those that are asked about like this themselves, forecasts, and two of one day: a slip would make
    the next ones look odd, and a unit that drifts from some cell on would be asked about once and never again.
    """

    def __init__(self, found: Sequence[Found], kpis: Sequence[KpiReading]) -> None:
        codes = {each.code for each in found}
        self._kpis = {kpi.code: kpi for kpi in kpis if kpi.code in codes}
        self._days = {code: [each.as_at for each in kpi.figures] for code, kpi in self._kpis.items()}
        self._brought: dict[str, list[Brought]] = defaultdict(list)
        self.cells = tuple(on_one_page(self._weigh(found)))

    def asked(self, cell: Found, value: Decimal) -> tuple[Asked, ...]:
        """What is to be asked about a number in the place of a cell."""
        if cell.as_at is None:
            return ()
        others = self._others(cell.code, cell.as_at)
        kpi, brought = self._kpis[cell.code], self._brought[cell.code]
        return comparing.asked(kpi, value, cell.as_at, others=others, brought=brought)

    def _weigh(self, found: Sequence[Found]) -> list[Found]:
        days = Counter((each.code, each.as_at) for each in found if each.may_come_in)
        cells = list(found)
        at_its_day = [place for place, cell in enumerate(found) if cell.may_come_in]
        for place in sorted(at_its_day, key=lambda place: found[place].as_at or date.min):
            cell = found[place]
            if cell.as_at is None or cell.value is None:
                continue
            asked = self.asked(cell, cell.value)
            for each in asked:
                cells[place] = cells[place].doubted(each.sentence, doubt=each.doubt.value)
            if not asked and cell.kind != FigureKind.PROJECTED and days[cell.code, cell.as_at] == 1:
                called = f"the figure of {inside(cell.as_at, cell.period)} in {cell.place}"
                self._brought[cell.code].append(Brought(cell.as_at, cell.value, called))
        return cells

    def _others(self, code: str, day: date) -> Iterator[tuple[str, Decimal]]:
        """The last figures before a day of the other KPIs that the file is about."""
        for other, kpi in self._kpis.items():
            if other == code:
                continue
            brought = next((each for each in reversed(self._brought[other]) if each.as_at < day), None)
            place = bisect_left(self._days[other], day)
            figure = kpi.figures[place - 1] if place else None
            if brought is not None and (figure is None or figure.as_at <= brought.as_at):
                yield other, brought.value
            elif figure is not None:
                yield other, figure.value
