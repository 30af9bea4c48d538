"""Where a KPI should be by a day, and where its figures are heading. The first judges; the second only informs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from notices.calendar import month_in_words

LEAST_POINTS: Final = 6
GREATEST_GAP: Final = Decimal("1.25")
"""Points are regular while no gap is longer than this many times the shortest: months are, school terms are not."""

DAYS_A_MONTH: Final = Decimal("30.4375")


class Point(NamedTuple):
    """A value on a day. `breaks_series` says that it cannot be compared with those before it."""

    on: date
    value: Decimal
    breaks_series: bool = False


def expected_at(
    day: date, baseline_date: date | None, baseline: Decimal | None, targets: Sequence[tuple[date, Decimal]]
) -> Decimal | None:
    """The expected value on a day: linear from the baseline through each resolved target (due, value) in date order.

    After the last target it stays at that value. None when there is no path: the baseline or its date is unknown, no
    target is dated after it, or the day lies before it. Exact wherever the result is a finite decimal.
    """
    if baseline_date is None or baseline is None or day < baseline_date:
        return None
    ahead = sorted(target for target in targets if target[0] > baseline_date)
    if not ahead:
        return None
    start, value = baseline_date, baseline
    for due, target in ahead:
        if day <= due:
            return value if day == start else value + (target - value) * (day - start).days / (due - start).days
        start, value = due, target
    return value


def path_until(path: Sequence[tuple[date, Decimal]], end: date | None) -> list[tuple[date, Decimal]]:
    """An expected path, corners by date, as far as it holds: up to a day, or whole where that is None."""
    if not path or end is None or end >= path[-1][0]:
        return list(path)
    value = expected_at(end, *path[0], path[1:])
    return [*(corner for corner in path if corner[0] < end), *([] if value is None else [(end, value)])]


@dataclass(frozen=True)
class Trend:
    """A straight line through the latest figures: `a_month` in the KPI's unit, `heading` 1 up, -1 down, 0 neither."""

    a_month: Decimal
    heading: int
    points: int
    first: date
    last: date

    @property
    def sentence(self) -> str:
        """The trend for people, always marked as information."""
        period = f"over {self.points} figures from {month_in_words(self.first)} to {month_in_words(self.last)}"
        if self.heading == 0:
            return f"No clear direction {period} (for information)"
        way = "Rising" if self.heading > 0 else "Falling"
        return f"{way} by about {_rounded(abs(self.a_month))} a month {period} (for information)"

    def travel(self, *, higher_is_better: bool | None) -> str:
        """The direction of travel in two or three words; without a better direction (None) only whether it moves."""
        if self.heading == 0:
            return "No clear direction"
        if higher_is_better is None:
            return "Rising" if self.heading > 0 else "Falling"
        return "Getting better" if (self.heading > 0) is higher_is_better else "Getting worse"


def trend(points: Sequence[Point], *, cumulative: bool = False) -> Trend | None:
    """The least-squares trend of actual and provisional points, or None where none can be believed.

    It needs six or more, regularly spaced up to the latest and all since the last series break; a series that cumulates
    within its year has none. Where the line moves less than the points scatter about it there is no clear direction.
    """
    run = _latest_run(sorted(points))
    if cumulative or len(run) < LEAST_POINTS:
        return None
    days = [Decimal((point.on - run[0].on).days) for point in run]
    values = [point.value for point in run]
    mean_day, mean_value = _mean(days), _mean(values)
    pairs = [(day - mean_day, value - mean_value) for day, value in zip(days, values, strict=True)]
    slope = _total(x * y for x, y in pairs) / _total(x * x for x, _ in pairs)
    scatter = _total((y - slope * x) ** 2 for x, y in pairs) / (len(run) - 2)
    clear = (slope * days[-1]) ** 2 > scatter
    heading = 0 if not clear else 1 if slope > 0 else -1
    return Trend(slope * DAYS_A_MONTH, heading, len(run), run[0].on, run[-1].on)


def _total(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _mean(values: Sequence[Decimal]) -> Decimal:
    return _total(values) / len(values)


def _latest_run(points: Sequence[Point]) -> list[Point]:
    """The points that compare with the latest one: back to a series break, a repeated day or an irregular gap."""
    run: list[Point] = []
    gaps: list[int] = []
    for point in reversed(points):
        if run:
            gap = (run[0].on - point.on).days
            gaps.append(gap)
            if run[0].breaks_series or gap == 0 or max(gaps) > GREATEST_GAP * min(gaps):
                break
        run.insert(0, point)
    return run


def _rounded(value: Decimal) -> str:
    """Two significant figures, without an exponent."""
    return f"{value.quantize(Decimal(1).scaleb(value.adjusted() - 1)).normalize():f}"
