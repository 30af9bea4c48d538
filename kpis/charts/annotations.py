"""What is written inside the plot: latest figure, targets, milestones, baseline, and the names of upright lines."""

from datetime import date

from kpis.charts.data import MONTHS, ChartData, Mark, day, figure
from kpis.charts.labels import LINE, Box, Label, Placed, Room, shortened, width_of, wrapped
from kpis.charts.scales import Scale
from kpis.charts.shapes import BLUE, GREY, INK, px, text

NARROWEST, WIDEST = 92.0, 180.0


def written_names(data: ChartData, x: Scale, room: Room) -> list[str]:
    """The day the figures stand at and the series' breaks, beside their lines: at the top, or where figures leave no
    room there, at the foot."""
    named: list[tuple[date, tuple[str, ...]]] = [(on, ("series break",)) for on in sorted(data.breaks)]
    if data.as_at:
        # never the day alone: beside a series break it would read as that one's
        short = f"as at {data.as_at.day} {MONTHS[data.as_at.month - 1][:3]}"
        named.append((data.as_at, (f"as at {day(data.as_at)}", f"{short} {data.as_at.year}", short)))
    tops = [room.bounds.y0 + LINE * row for row in range(4)]
    tops += [room.bounds.y1 - 2 - LINE * (row + 1) for row in range(3)]
    pieces = []
    for on, choices in named:
        place = x.at(on.toordinal())
        if placed := room.place_in({words: _beside(place, width_of(words) + 4, tops) for words in choices}):
            pieces += _written(placed)
    return pieces


def _beside(place: float, wide: float, tops: list[float]) -> list[Box]:
    """On either side of an upright line, from one height to the next."""
    return [Box(left, top, left + wide, top + LINE) for top in tops for left in (place + 3, place - 3 - wide)]


def written_values(data: ChartData, x: Scale, y: Scale, room: Room) -> list[str]:
    """Figures with their names, the most important first: it chooses its place before the others."""
    return [piece for label in _labels(data, x, y, room) if (placed := room.place(label)) for piece in _written(placed)]


def written_others(data: ChartData, x: Scale, y: Scale, room: Room) -> list[str]:
    """Whose each of others' lines is, at its end, where own figures leave room; the key names it anyway."""
    pieces = []
    unit = "%" if data.unit.strip() == "%" else ""
    for other in data.others():
        last = other.values[-1]
        name, value = shortened(other.name, WIDEST - 40), figure(last.value, unit)
        choices = ((f"{name} {value}",), (name,))
        label = Label(x.at(last.on.toordinal()), y.at(float(last.value)), choices, spare=True)
        if placed := room.place(label):
            pieces += _written(placed)
    return pieces


def _labels(data: ChartData, x: Scale, y: Scale, room: Room) -> list[Label]:
    unit = "%" if data.unit.strip() == "%" else ""
    points, marks = data.in_order(), data.marks_in_order()
    each = (room.bounds.x1 - room.bounds.x0) / max(3, len(marks)) - 8
    width = max(NARROWEST, min(WIDEST, each))
    labels = []
    for point in [point for point in points if point.kind != "projected"][-1:]:
        words, month = figure(point.value, unit), f"{MONTHS[point.on.month - 1][:3]} {point.on.year}"
        labels.append(Label(x.at(point.on.toordinal()), y.at(float(point.value)), ((words, month), (words,)), BLUE))
    labels += [_of_mark(mark, x, y, unit, width) for mark in sorted(marks, key=lambda mark: not mark.final)]
    if data.baseline:
        on, value = data.baseline
        words = figure(value, unit)
        labels.append(Label(x.at(on.toordinal()), y.at(float(value)), ((words, "baseline"), (words,)), INK))
    for point in [point for point in points if point.kind == "projected"][-1:]:
        words = figure(point.value, unit)
        labels.append(
            Label(x.at(point.on.toordinal()), y.at(float(point.value)), ((words, "projected"), (words,)), BLUE)
        )
    if not points:
        middle = (room.bounds.x0 + room.bounds.x1) / 2, (room.bounds.y0 + room.bounds.y1) / 2
        labels.append(Label(*middle, (("No figures yet",),)))
    return labels


def _of_mark(mark: Mark, x: Scale, y: Scale, unit: str, width: float) -> Label:
    words, printed = figure(mark.value, unit), wrapped(mark.label, width)
    choices = dict.fromkeys([(words, *printed), (words, *printed[:1]), (words,)])
    return Label(x.at(mark.on.toordinal()), y.at(float(mark.value)), tuple(choices), INK)


def _written(placed: Placed) -> list[str]:
    """White ground under the words, so that a line behind them does not strike them out."""
    box = placed.box
    ground = (
        f'<rect x="{px(box.x0)}" y="{px(box.y0)}" width="{px(box.x1 - box.x0)}" height="{px(box.y1 - box.y0)}"'
        ' fill="#ffffff" fill-opacity="0.85"/>'
    )
    pieces, middle = [ground], (box.x0 + box.x1) / 2
    for index, words in enumerate(placed.lines):
        ink = placed.ink if index == 0 else ""
        base = box.y0 + 11.5 + LINE * index
        pieces.append(text(middle, base, words, anchor="middle", bold=bool(ink), fill=ink or GREY))
    return pieces
