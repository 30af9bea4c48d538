"""A KPI's figures as lines on paper: interrupted at breaks and where figures are missing, dotted where projected."""

from dataclasses import dataclass
from itertools import pairwise

from kpis.charts.data import ChartData
from kpis.charts.scales import Scale


@dataclass(frozen=True, slots=True)
class Run:
    """Corners that one stroke joins."""

    corners: list[tuple[float, float]]
    dotted: bool


def runs(data: ChartData, x: Scale, y: Scale) -> list[Run]:
    """The strokes through the figures, in date order: none across a break or the start of a year over which they add
    up, to a figure of an unlike period, or over periods without a figure. One corner draws nothing and is left out."""
    found: list[Run] = []
    points = data.in_order()
    for before, after in pairwise(points):
        if not data.joined(before.on, after.on):
            continue
        dotted = after.kind == "projected"
        start = x.at(before.on.toordinal()), y.at(float(before.value))
        end = x.at(after.on.toordinal()), y.at(float(after.value))
        if found and found[-1].dotted == dotted and found[-1].corners[-1] == start:
            found[-1].corners.append(end)
        else:
            found.append(Run([start, end], dotted))
    return found
