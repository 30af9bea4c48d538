"""Text on a chart: how wide it is, and where it does not cover what it explains."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from math import hypot

NARROW, WIDE = frozenset("iljtfrI.,:;'!|()[]/ -"), frozenset("mwMW%@\N{HORIZONTAL ELLIPSIS}")
FIRST_WIDE_SCRIPT = 0x2E80
SIZE = 12.0
LINE = 14.0
# what a place for words costs beside its rank: each piece of a line that is crossed, each marker nearer than their own
CROSSED, DOUBTED = 4, 70
SHORTER = 32  # and each line of words that is dropped
BRIEFER = 8  # words of the same meaning that are fewer
FAINT = 4  # a marker that may be crossed counts as so many pieces of a line
UPRIGHT = 4  # and so does a piece of an upright line: words over it part it in two
NEAR = 24  # so many places lie close enough to be told at a glance


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Pixels of `text` in Liberation Sans or Arial, a little generously: there is no font at hand to ask."""
    return sum(_em(character) for character in text) * size * (1.08 if bold else 1.0)


def _em(character: str) -> float:
    if ord(character) >= FIRST_WIDE_SCRIPT:
        return 1.0
    if character in NARROW:
        return 0.33
    if character in WIDE:
        return 0.92
    return 0.72 if character.isupper() else 0.57


def shortened(text: str, width: float, size: float = SIZE, *, bold: bool = False) -> str:
    """`text`, cut with an ellipsis where it would be wider than `width`; empty when not even that fits."""
    if width_of(text, size, bold=bold) <= width:
        return text
    while text and width_of(text + "\N{HORIZONTAL ELLIPSIS}", size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + "\N{HORIZONTAL ELLIPSIS}" if text.strip() else ""


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """`text` in at most two lines; what is longer ends in an ellipsis."""
    words, first = text.split(), ""
    while words and width_of(f"{first} {words[0]}".strip()) <= width:
        first = f"{first} {words.pop(0)}".strip()
    second = shortened(" ".join(words), width)
    return tuple(line for line in (first, second) if line)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    def overlaps(self, other: "Box") -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def inside(self, other: "Box") -> bool:
        return other.x0 <= self.x0 and self.x1 <= other.x1 and other.y0 <= self.y0 and self.y1 <= other.y1

    def distance(self, x: float, y: float) -> float:
        return hypot(max(self.x0 - x, x - self.x1, 0), max(self.y0 - y, y - self.y1, 0))


@dataclass(frozen=True, slots=True)
class Label:
    """Lines for the point (x, y), the most telling choice first. The first line is bold in `ink`, if any is given.

    `spare`: it is said elsewhere too, and rather left out than put far off or where it seems to belong elsewhere.
    """

    x: float
    y: float
    choices: tuple[tuple[str, ...], ...]
    ink: str = ""
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines and the rectangle that was found for them."""

    lines: tuple[str, ...]
    box: Box
    ink: str = ""


@dataclass(slots=True)
class Room:
    """The free space of a plot. Labels never cover each other or a marker, and cross a line only when they must."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)
    strokes: list[Box] = field(default_factory=list)
    markers: list[tuple[float, float]] = field(default_factory=list)

    def add_line(self, corners: Sequence[tuple[float, float]], weight: int = 1) -> None:
        """Remember a line as small boxes along it, each so many times."""
        for (x0, y0), (x1, y1) in pairwise(corners):
            steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) // 4))
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                self.strokes += [Box(x - 1, y - 1, x + 1, y + 1)] * weight

    def add_marker(self, x: float, y: float, reach: float) -> None:
        self.taken.append(Box(x - reach, y - reach, x + reach, y + reach))
        self.markers.append((x, y))

    def add_faint(self, x: float, y: float, reach: float) -> None:
        """A marker that words cross only when they must."""
        self.strokes += [Box(x - reach, y - reach, x + reach, y + reach)] * FAINT
        self.markers.append((x, y))

    def place(self, label: Label) -> Placed | None:
        """Put the label where it crosses least and is not taken for another's; None when no choice has a place.

        Fewer words that are clearly the point's own are better than more that seem to be another's.
        """
        found = []
        for order, lines in enumerate(label.choices):
            boxes = islice(_candidates(label, lines), NEAR if label.spare else None)
            for cost, box in self._free(boxes, (label.x, label.y), sure=label.spare):
                found.append((cost + SHORTER * order, lines, box))
        if not found:
            return None
        _, lines, box = min(found, key=lambda each: each[0])
        self.taken.append(box)
        return Placed(lines, box, label.ink)

    def place_in(self, choices: Mapping[str, Iterable[Box]]) -> Placed | None:
        """Put words into the one of their rectangles where they cross least, an early one rather than a late one; the
        first words rather than later ones, which say less."""
        found = [
            (cost + BRIEFER * order, words, box)
            for order, (words, boxes) in enumerate(choices.items())
            for cost, box in self._free(boxes, None)
        ]
        if not found:
            return None
        _, words, box = min(found, key=lambda each: each[0])
        self.taken.append(box)
        return Placed((words,), box)

    def _free(
        self, boxes: Iterable[Box], point: tuple[float, float] | None, *, sure: bool = False
    ) -> Iterator[tuple[float, Box]]:
        """The rectangles that nothing takes, each with what it costs; `sure`: only those that no reader takes for
        another's."""
        for rank, box in enumerate(boxes):
            if not box.inside(self.bounds) or any(box.overlaps(other) for other in self.taken):
                continue
            doubts = self._doubts(box, point)
            if not (sure and doubts):
                yield rank + CROSSED * sum(box.overlaps(stroke) for stroke in self.strokes) + DOUBTED * doubts, box

    def _doubts(self, box: Box, point: tuple[float, float] | None) -> int:
        """How many markers are nearer to the words than their own: a reader may take them to belong there."""
        if point is None:
            return 0
        own = box.distance(*point)
        return sum(box.distance(*other) < own for other in self.markers if other != point)


def _candidates(label: Label, lines: tuple[str, ...]) -> Iterable[Box]:
    """Rectangles round the point, the preferred first: above, below, beside, then further away."""
    width = max(width_of(line, bold=bool(label.ink) and not index) for index, line in enumerate(lines)) + 4
    height = LINE * len(lines) + 1
    for gap in (8.0, 16.0, 28.0, 44.0):
        above, below, middle = label.y - gap - height, label.y + gap, label.y - height / 2
        centre, left, right = label.x - width / 2, label.x - gap - width, label.x + gap
        flush_left, flush_right = label.x - width + 6, label.x - 6
        for x, y in (
            *((centre, above), (flush_left, above), (flush_right, above)),
            *((centre, below), (flush_left, below), (flush_right, below)),
            *((right, middle), (left, middle)),
            *((left, above), (right, above), (left, below), (right, below)),
        ):
            yield Box(x, y, x + width, y + height)
