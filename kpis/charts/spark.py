"""A KPI's course in the size of a word."""

from dataclasses import replace

from kpis.charts.data import ChartData
from kpis.charts.scales import Scale
from kpis.charts.series import runs
from kpis.charts.shapes import BLUE, GREY, INK, marker, path, svg, text


def sparkline(data: ChartData, *, width: int = 120, height: int = 32, ident: str) -> str:
    """Figures as a line that ends in a marker, the next milestone as a dashed level. 60 by 20 pixels at least.

    What others published has no room in it, and is not told of it.
    """
    data = replace(data, comparators=())
    points = data.in_order()
    if not points:
        return svg(
            width, height, ident, data.text_alternative(), [text(0, height / 2 + 4, "No figures yet", fill=GREY)]
        )
    marks = [mark for mark in data.marks_in_order() if not any(mark.on < on <= points[-1].on for on in data.breaks)]
    ahead = [mark for mark in marks if mark.on > points[-1].on] or marks[-1:]
    values = [point.value for point in points] + [mark.value for mark in ahead[:1]]
    low, high = float(min(values)), float(max(values))
    if low == high:
        low, high = low - 1, high + 1
    first, last = points[0].on.toordinal(), points[-1].on.toordinal()
    right = width - 20 if ahead else width - 7
    x = Scale(first, last, 6, right) if last > first else Scale(first - 1, first + 1, 6, right)
    y = Scale(low, high, height - 7, 7)
    pieces = []
    if ahead:
        level = y.at(float(ahead[0].value))
        pieces.append(path([(2, level), (width - 8, level)], stroke=INK, width=1, dashes="4 3"))
        pieces.append(marker("target" if ahead[0].final else "milestone", width - 7, level, 3))
    drawn = runs(data, x, y)
    pieces += [
        path(run.corners, stroke=BLUE, width=2, dashes="0.1 4" if run.dotted else "", cap="round") for run in drawn
    ]
    joined = {corner for run in drawn for corner in run.corners}
    alone = [(x.at(point.on.toordinal()), y.at(float(point.value))) for point in points[:-1]]
    pieces += [marker("actual", *place, 1) for place in alone if place not in joined]
    end = points[-1]
    pieces.append(marker(end.kind, x.at(end.on.toordinal()), y.at(float(end.value)), 3))
    return svg(width, height, ident, data.text_alternative(), pieces)
