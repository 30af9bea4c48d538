"""The chart of one KPI: axes, expected path, figures, milestones, labels at the things themselves, and a key."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kpis.charts.annotations import written_names, written_others, written_values
from kpis.charts.data import BETTER, ChartData
from kpis.charts.key import draw_key
from kpis.charts.labels import LINE, UPRIGHT, Box, Room, shortened, width_of
from kpis.charts.scales import Scale, cut_axis, month_ticks, mostly_month_ends, tick_words, value_ticks, whole_months
from kpis.charts.series import runs
from kpis.charts.shapes import BLUE, DASHES, DOTS, GREY, OTHERS, RULE, THIN, line, marker, path, svg, text

CROWDED = 24


def kpi_chart(data: ChartData, *, width: int = 640, height: int = 300, ident: str) -> str:
    """The SVG, `width` by `height` pixels. Text is 12 pixels high: draw it as wide as it is shown (290 or more).

    `ident` is unique in its page. Names and labels may hold anything: they are escaped.
    """
    dates, values = _reach(data)
    pieces = _heading(data, width, "")
    if not values:
        pieces.append(text(width / 2, height / 2, "No figures yet", anchor="middle", size=14, fill=GREY))
        return svg(width, height, ident, data.text_alternative(), pieces)
    key = draw_key(data, width, height)
    plot = _plot(dates, values, Box(0, 10 + LINE * len(pieces), width, key.top))
    if cut := cut_axis(plot.ticks):
        lines = len(_heading(data, width, cut))
        plot = _plot(dates, values, Box(0, 10 + LINE * lines, width, key.top))
        pieces = _heading(data, width, cut_axis(plot.ticks))
    room = Room(Box(plot.area.x0, plot.area.y0 - 12, plot.area.x1 + 6, plot.area.y1 - 1))
    pieces += _axes(plot) + _others(data, plot, room)
    pieces += _uprights(data, plot, room) + _lines(data, plot, room) + _markers(data, plot, room)
    pieces += written_values(data, plot.x, plot.y, room) + written_names(data, plot.x, room)
    pieces += written_others(data, plot.x, plot.y, room)
    return svg(width, height, ident, data.text_alternative(), pieces + key.pieces)


@dataclass(frozen=True, slots=True)
class _Plot:
    area: Box
    x: Scale
    y: Scale
    ticks: list[Decimal]
    first: date
    last: date
    at_month_end: bool

    def at(self, on: date, value: Decimal) -> tuple[float, float]:
        return self.x.at(on.toordinal()), self.y.at(float(value))


def _reach(data: ChartData) -> tuple[list[date], list[Decimal]]:
    """Every date and every value that must be inside the picture."""
    pairs = [*data.own(), *((each.on, each.value) for other in data.others() for each in other.values)]
    dates = [on for on, _ in pairs] + list(data.breaks)
    if data.as_at:
        dates.append(data.as_at)
    return dates, [value for _, value in pairs]


def _heading(data: ChartData, width: int, cut: str) -> list[str]:
    """The unit, which way is better, and that the axis leaves out zero (`cut`): a piece a line, on one line where all
    fit."""
    better = BETTER.get(data.direction, "").capitalize()
    unit = shortened(data.unit.strip(), width - 8, bold=True)
    written = text(4, 14, unit, bold=True)
    left = width_of(unit, bold=True) + (14 if unit else 0)
    if cut and left + width_of(cut) + 28 <= width:
        written, cut, left = written + text(4 + left, 14, cut, fill=GREY), "", left + width_of(cut)
    pieces = [written]
    if left + width_of(better) + 24 <= width:
        pieces = [written + text(width - 4, 14, better, anchor="end", fill=GREY)]
    elif better:
        pieces.append(text(4, 28, better, fill=GREY))
    return [*pieces, *([text(4, 14 + LINE * len(pieces), cut, fill=GREY)] if cut else [])]


def _plot(dates: list[date], values: list[Decimal], space: Box) -> _Plot:
    first, last = whole_months(dates)
    ticks = value_ticks(values, at_most=max(2, min(5, int((space.y1 - space.y0 - 52) // 34))))
    left = max(width_of(words) for words in tick_words(ticks)) + 12
    area = Box(left, space.y0 + 12, space.x1 - 14, space.y1 - 2 * LINE - 10)
    return _Plot(
        area=area,
        x=Scale(first.toordinal(), last.toordinal(), area.x0 + 8, area.x1 - 8),
        y=Scale(float(ticks[0]), float(ticks[-1]), area.y1, area.y0),
        ticks=ticks,
        first=first,
        last=last,
        at_month_end=mostly_month_ends(dates),
    )


def _axes(plot: _Plot) -> list[str]:
    area = plot.area
    pieces = []
    for tick, words in zip(plot.ticks, tick_words(plot.ticks), strict=True):
        y = plot.y.at(float(tick))
        strong = tick == 0 or tick == plot.ticks[0]
        pieces.append(line(area.x0, y, area.x1, y, stroke=GREY if strong else RULE))
        pieces.append(text(area.x0 - 6, y + 4, words, anchor="end", fill=GREY))
    at_most = max(2, int((area.x1 - area.x0) // 36))
    for month in month_ticks(plot.first, plot.last, at_most, at_month_end=plot.at_month_end):
        mark, centre = plot.x.at(month.mark.toordinal()), plot.x.at(month.centre.toordinal())
        pieces.append(line(mark, area.y1, mark, area.y1 + 5, stroke=GREY))
        pieces.append(text(centre, area.y1 + 17, month.words, anchor="middle", fill=GREY))
        if month.year:
            pieces.append(text(centre, area.y1 + 17 + LINE, month.year, anchor="middle", fill=GREY))
    return pieces


def _others(data: ChartData, plot: _Plot, room: Room) -> list[str]:
    """What others published, beneath everything that is the KPI's own: thin lines, interrupted where years that add up
    begin, with signs of their own."""
    pieces = []
    for sign, other in zip(OTHERS, data.others(), strict=False):
        corners = [plot.at(each.on, each.value) for each in other.values]
        for (before, start), (after, end) in pairwise(zip(other.values, corners, strict=True)):
            if not any(before.on < on <= after.on for on in data.resets):
                room.add_line([start, end])
                pieces.append(path([start, end], stroke=GREY, width=THIN))
        crowded = len(corners) > CROWDED
        for x, y in [corners[0], corners[-1]] if crowded else corners:
            room.add_faint(x, y, 4)
            pieces.append(marker(sign, x, y))
    return pieces


def _uprights(data: ChartData, plot: _Plot, room: Room) -> list[str]:
    """The day the figures stand at, and breaks of the series."""
    uprights = [(on, "2 3", 1.5) for on in data.breaks]
    if data.as_at:
        uprights.append((data.as_at, "", 1.0))
    pieces = []
    for on, dashes, width in uprights:
        x, top, bottom = plot.x.at(on.toordinal()), room.bounds.y0, plot.area.y1
        pieces.append(line(x, top, x, bottom, stroke=GREY, width=width, dashes=dashes))
        room.add_line([(x, top), (x, bottom)], UPRIGHT)
    return pieces


def _lines(data: ChartData, plot: _Plot, room: Room) -> list[str]:
    pieces = []
    if len(data.expected) > 1:
        corners = [plot.at(on, value) for on, value in sorted(data.expected)]
        room.add_line(corners)
        pieces.append(path(corners, stroke=GREY, width=1.5, dashes=DASHES))
    points = data.in_order()
    if data.baseline and points and points[0].kind != "projected":
        on, value = data.baseline
        if on < points[0].on and data.joined(on, points[0].on) and not data.adds_up:
            corners = [plot.at(on, value), plot.at(points[0].on, points[0].value)]
            room.add_line(corners)
            pieces.append(path(corners, stroke=BLUE, width=1.5))
    for run in runs(data, plot.x, plot.y):
        room.add_line(run.corners)
        pieces.append(path(run.corners, stroke=BLUE, width=2.5, dashes=DOTS if run.dotted else "", cap="round"))
    return pieces


def _markers(data: ChartData, plot: _Plot, room: Room) -> list[str]:
    pieces = []
    if data.baseline:
        x, y = plot.at(*data.baseline)
        room.add_marker(x, y, 5)
        pieces.append(marker("baseline", x, y))
    for mark in data.marks_in_order():
        x, y = plot.at(mark.on, mark.value)
        room.add_marker(x, y, 6)
        pieces.append(marker("target" if mark.final else "milestone", x, y))
    points = data.in_order()
    crowded = len(points) > CROWDED
    for point in points:
        x, y = plot.at(point.on, point.value)
        if not crowded or point is points[-1] or point.kind != "actual":  # a small ring looks like a disc
            room.add_marker(x, y, 4)
            pieces.append(marker(point.kind, x, y, 4))
        else:
            pieces.append(marker(point.kind, x, y, 2))
    return pieces
