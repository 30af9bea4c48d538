"""What a chart shows, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from kpis.charts.beside import OthersLine, Published, drawn

Kind = Literal["actual", "provisional", "projected"]
Direction = Literal["higher", "lower", ""]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LONG_UNIT = 20
BETTER = {"higher": "higher is better", "lower": "lower is better"}


@dataclass(frozen=True, slots=True)
class Point:
    """A measurement at the end of its period."""

    on: date
    value: Decimal
    kind: Kind = "actual"


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone or, when `final`, the target. `label` as printed in the plan."""

    on: date
    value: Decimal
    label: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class ChartData:
    """One KPI's figures, in any order. `unit` as people write it ("%", "days"); `direction` may be unset ("").

    `undated` is a baseline of which no day is known: it is told, and has no place in the picture.
    `expected` is the path from the baseline through the targets. At a date in `breaks` the series starts anew, for the
    reason in `why_broken`; at one in `resets` running totals start again from nothing, and `adds_up` says over what.
    `gaps` are days of figures to which no line leads from the one before: True where one is missing between them, False
    where they are of unlike periods. `outlived` are milestones that figures since a break are not held against: they
    are told, and not drawn.
    `comparators` are what others published; their names come in the order in which they are to be drawn.
    `summary` is the text alternative; without one, `describe` gives it.
    """

    name: str
    unit: str
    direction: Direction = ""
    baseline: tuple[date, Decimal] | None = None
    undated: Decimal | None = None
    points: Sequence[Point] = ()
    milestones: Sequence[Mark] = ()
    expected: Sequence[tuple[date, Decimal]] = ()
    breaks: Sequence[date] = ()
    why_broken: Mapping[date, str] = field(default_factory=dict)
    resets: Sequence[date] = ()
    gaps: Mapping[date, bool] = field(default_factory=dict)
    outlived: Sequence[Mark] = ()
    adds_up: str = ""
    as_at: date | None = None
    comparators: Sequence[Published] = ()
    summary: str = ""

    def in_order(self) -> list[Point]:
        return sorted(self.points, key=lambda point: point.on)

    def marks_in_order(self) -> list[Mark]:
        return sorted(self.milestones, key=lambda mark: mark.on)

    def own(self) -> list[tuple[date, Decimal]]:
        """Every day with a value that is the KPI's own: figures, targets, expected path, baseline."""
        pairs = [(point.on, point.value) for point in self.points]
        pairs += [(mark.on, mark.value) for mark in self.milestones]
        return [*pairs, *self.expected, *([self.baseline] if self.baseline else [])]

    def others(self) -> list[OthersLine]:
        """What is drawn of what others published."""
        return drawn(self.comparators, self.own())

    def parted(self, before: date, after: date) -> bool:
        """Whether no line leads from one day to the other: the series starts anew between them, or the year does."""
        return any(before < on <= after for on in (*self.breaks, *self.resets))

    def joined(self, before: date, after: date) -> bool:
        """Whether a line leads from one figure to the next one."""
        return not self.parted(before, after) and after not in self.gaps

    def text_alternative(self) -> str:
        return self.summary.strip() or describe(self)


def day(on: date) -> str:
    """27 March 2027."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def number(value: Decimal) -> str:
    """1,600 or 0.83 or -4: no trailing zeros, a real minus sign."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")


def figure(value: Decimal, unit: str) -> str:
    """The value with its unit: 24% or 24 days."""
    unit = unit.strip()
    if unit == "%":
        return f"{number(value)}%"
    return f"{number(value)} {unit}".rstrip()


def describe(data: ChartData) -> str:
    """The chart in full sentences: baseline, latest figure and how it moved, milestones, breaks."""
    points, marks = data.in_order(), data.marks_in_order()
    opening = data.name.strip().rstrip(".")
    if data.direction:
        opening += f" ({BETTER[data.direction]})"
    sentences = [opening]
    unit = data.unit.strip()
    if len(unit) > LONG_UNIT:
        sentences.append(f"Measured as {unit.rstrip('.')}")
        unit = ""
    if data.baseline:
        on, value = data.baseline
        sentences.append(f"Baseline {figure(value, unit)} on {day(on)}")
    elif data.undated is not None:
        sentences.append(f"Baseline {figure(data.undated, unit)} of an unknown day, which is not drawn")
    else:
        sentences.append("No baseline")
    if data.adds_up:
        sentences.append(f"The figures add up over the {data.adds_up} and then start again from nothing")
    sentences += _figures(data, points, unit) if points else ["No figures yet"]
    milestones = [f"{_label(mark)}{figure(mark.value, unit)} by {day(mark.on)}" for mark in marks if not mark.final]
    if milestones:
        sentences.append(("Milestones: " if len(milestones) > 1 else "Milestone: ") + "; ".join(milestones))
    sentences += [f"Target: {_label(mark)}{figure(mark.value, unit)} by {day(mark.on)}" for mark in marks if mark.final]
    sentences += [_broken(data, on) for on in sorted(data.breaks)]
    sentences += _gaps(data)
    if data.outlived:
        left = "; ".join(f"{_label(mark)}{figure(mark.value, unit)} by {day(mark.on)}" for mark in data.outlived)
        sentences.append(f"Set before the series started anew, and not drawn: {left}")
    sentences += _others(data, unit)
    return ". ".join(sentences) + "."


def _label(mark: Mark) -> str:
    label = mark.label.strip()
    return "" if label.lower() in ("", "milestone", "target") else f"{label}, "


def _broken(data: ChartData, on: date) -> str:
    why = data.why_broken.get(on, "").strip().rstrip(".")
    said = f"The series starts anew on {day(on)}: figures before it are not compared with those after it"
    return f"{said} ({why})" if why else said


def _gaps(data: ChartData) -> list[str]:
    """Where the line is interrupted although the series goes on."""
    said = {True: "no figure came", False: "figures are of another period"}
    found = []
    for missing, why in said.items():
        days = [day(on) for on in sorted(data.gaps) if data.gaps[on] is missing]
        if days:
            named = f"{', '.join(days[:-1])} and {days[-1]}" if len(days) > 1 else days[0]
            found.append(f"The line is interrupted before {named}, where {why}")
    return found


def _figures(data: ChartData, points: list[Point], unit: str) -> list[str]:
    """The latest figure and how it moved since the series, or the year over which it adds up, began."""
    reported = [point for point in points if point.kind != "projected"]
    sentences = []
    if reported:
        last = reported[-1]
        note = ", provisional" if last.kind == "provisional" else ""
        sentence = f"Latest figure {figure(last.value, unit)} on {day(last.on)}{note}"
        anew = max((on for on, missing in data.gaps.items() if not missing and on <= last.on), default=date.min)
        reported = [point for point in reported if not data.parted(point.on, last.on) and point.on >= anew]
        if len(reported) > 1:
            first = reported[0]
            low, high = min(point.value for point in reported), max(point.value for point in reported)
            sentence += f", {_movement(first.value, last.value)} {figure(first.value, unit)} on {day(first.on)}"
            if low != high:
                sentence += f" ({len(reported)} figures, lowest {figure(low, unit)}, highest {figure(high, unit)})"
        sentences.append(sentence)
    projected = [point for point in points if point.kind == "projected"]
    if projected:
        sentences.append(f"Projected {figure(projected[-1].value, unit)} on {day(projected[-1].on)}")
    return sentences


def _movement(first: Decimal, last: Decimal) -> str:
    if last == first:
        return "unchanged from"
    return "up from" if last > first else "down from"


def _others(data: ChartData, unit: str) -> list[str]:
    """What others published, and how the latest own figure stands to it; the names that are not drawn."""
    lines = data.others()
    sentences = [_other(data, line, unit) for line in lines]
    names = list(dict.fromkeys(each.name for each in data.comparators))
    left = [name for name in names if name not in {line.name for line in lines}]
    if left:
        named = f"{', '.join(left[:-1])} and {left[-1]}" if len(left) > 1 else left[0]
        sentences.append(f"Not drawn, and told in the table alone: {named}")
    return sentences


def _other(data: ChartData, line: OthersLine, unit: str) -> str:
    first, last = line.values[0], line.values[-1]
    said = f"{line.name.strip().rstrip('.')}: {figure(last.value, unit)} {_when(last)}"
    if len(line.values) > 1:
        said += f", {_movement(first.value, last.value)} {figure(first.value, unit)} {_when(first)}"
    own = [point for point in data.in_order() if point.kind != "projected"][-1:]
    if not own or not _comparable(data, own[0].on, last.on):
        return said
    if own[0].value == last.value:
        return f"{said}; the latest own figure is the same"
    return f"{said}; the latest own figure is {'above' if own[0].value > last.value else 'below'} it"


def _comparable(data: ChartData, own: date, theirs: date) -> bool:
    """Whether an own figure can be held against others' of another day: no break lies between, and it is no running
    total, which says nothing of another day."""
    return own == theirs or not (data.adds_up or data.parted(min(own, theirs), max(own, theirs)))


def _when(each: Published) -> str:
    return each.when or f"on {day(each.on)}"
