"""Where a value and a date stand on paper, and which of them are written beside the axes."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kpis.charts.data import MONTHS, number

NICE = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
YEAR = 12
MONTH_STEPS = (1, 2, 3, 6, YEAR, 2 * YEAR, 5 * YEAR, 10 * YEAR)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from numbers to pixels."""

    low: float
    high: float
    start: float
    end: float

    def at(self, place: float) -> float:
        return self.start + (place - self.low) / (self.high - self.low) * (self.end - self.start)


def value_ticks(values: Sequence[Decimal], at_most: int = 5) -> list[Decimal]:
    """Round numbers that enclose all values, about `at_most` of them. Zero is one unless the values lie far from it."""
    low, high = min(values), max(values)
    if low >= 0 and (low <= high / 2 or low == high):
        low = Decimal(0)
    if high <= 0 and (high >= low / 2 or low == high):
        high = Decimal(0)
    if low == high:
        high = low + 1
    rough = (high - low) / at_most
    magnitude = Decimal(1).scaleb(rough.adjusted())
    step = next(nice * magnitude for nice in NICE if nice * magnitude >= rough)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    if low > 0 and first * step == low:  # an axis that is cut leaves room under its lowest figure
        first -= 1
    return [step * count for count in range(first, last + 1)]


def tick_words(ticks: Sequence[Decimal]) -> list[str]:
    """The ticks as written: all with as many decimal places as the finest one needs."""
    places = max(len(number(tick).partition(".")[2]) for tick in ticks)
    return [f"{tick:,.{places}f}".replace("-", "\N{MINUS SIGN}") for tick in ticks]


def cut_axis(ticks: Sequence[Decimal]) -> str:
    """That an axis leaves out zero, so that heights do not compare as values do; "" where it does not."""
    written = tick_words(ticks)
    if ticks[0] > 0:
        return f"The axis begins at {written[0]}"
    return f"The axis ends at {written[-1]}" if ticks[-1] < 0 else ""


def whole_months(dates: Sequence[date]) -> tuple[date, date]:
    """First day of the first month and last day of the last; at least three months, a lone point in the middle."""
    first = min(dates).replace(day=1)
    last = _month_end(max(dates))
    if (first.year, first.month) == (last.year, last.month):
        first = (first - timedelta(days=1)).replace(day=1)
        last = _month_end(last + timedelta(days=1))
    return first, last


def mostly_month_ends(dates: Sequence[date]) -> bool:
    """Whether at least half of the dates are among the last days of their month."""
    return 2 * sum(_month_end(on).day - on.day < 5 for on in dates) >= len(dates)


@dataclass(frozen=True, slots=True)
class MonthTick:
    """A label under the axis: where its mark stands, where its words are centred, and a year where one begins."""

    mark: date
    centre: date
    words: str
    year: str = ""


def month_ticks(first: date, last: date, at_most: int, *, at_month_end: bool) -> list[MonthTick]:
    """At most `at_most` labels between two dates.

    With `at_month_end` a month's name stands at its last day, where month-end figures are; else in its middle, with
    the mark where the month begins. Years, when months have no room, stand at 1 January.
    """
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    step = next((step for step in MONTH_STEPS if (end - start) // step < at_most), MONTH_STEPS[-1])
    ticks: list[MonthTick] = []
    shown_year = 0
    for month in range(start + -start % step, end + 1, step):
        on = date(month // 12, month % 12 + 1, 1)
        if step >= YEAR:
            ticks.append(MonthTick(on, on, str(on.year)))
            continue
        year = str(on.year) if on.year != shown_year else ""
        shown_year = on.year
        mark, centre = (_month_end(on), _month_end(on)) if at_month_end else (on, on.replace(day=15))
        ticks.append(MonthTick(mark, centre, MONTHS[on.month - 1][:3], year))
    return ticks


def _month_end(on: date) -> date:
    return on.replace(day=monthrange(on.year, on.month)[1])
