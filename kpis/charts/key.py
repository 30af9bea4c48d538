"""What each sign means, only for the signs that are drawn."""

from dataclasses import dataclass

from kpis.charts.data import ChartData
from kpis.charts.labels import width_of
from kpis.charts.shapes import BLUE, DASHES, DOTS, GREY, line, marker, text

WORDS = {
    "actual": "actual",
    "provisional": "provisional",
    "projected": "projected",
    "baseline": "baseline",
    "milestone": "milestone",
    "target": "target",
    "expected": "expected path",
}
SIGN, STROKE, ROW, GAP = 12.0, 25.0, 18.0, 12.0
WITHOUT_LINE = ("baseline", "milestone", "target")


@dataclass(frozen=True, slots=True)
class Key:
    """Its upper edge, and what to draw."""

    top: float
    pieces: list[str]


def draw_key(data: ChartData, width: int, height: int) -> Key:
    """At the foot of the picture, in as many rows as it takes."""
    kinds = {str(point.kind) for point in data.points}
    kinds |= {"target" if mark.final else "milestone" for mark in data.milestones}
    if data.baseline:
        kinds.add("baseline")
    if len(data.expected) > 1:
        kinds.add("expected")
    places: list[tuple[str, float, int]] = []
    x, row = 4.0, 0
    for kind in (kind for kind in WORDS if kind in kinds):
        wide = _sign_width(kind) + 6 + width_of(WORDS[kind])
        if places and x + wide > width:
            x, row = 4.0, row + 1
        places.append((kind, x, row))
        x += wide + GAP
    top = height - ROW * (row + 1)
    return Key(top, [piece for kind, left, row in places for piece in _entry(kind, left, top + 10 + ROW * row)])


def _sign_width(kind: str) -> float:
    return SIGN if kind in WITHOUT_LINE else STROKE


def _entry(kind: str, x: float, y: float) -> list[str]:
    """The sign as it is drawn, and its words."""
    wide, pieces = _sign_width(kind), []
    if kind == "expected":
        pieces.append(line(x, y, x + wide, y, stroke=GREY, width=1.5, dashes=DASHES))
    elif kind not in WITHOUT_LINE:
        dashes = DOTS if kind == "projected" else ""
        pieces.append(line(x, y, x + wide, y, stroke=BLUE, width=2.5, dashes=dashes, cap="round"))
    if kind != "expected":
        pieces.append(marker(kind, x + wide / 2, y))
    return [*pieces, text(x + wide + 6, y + 4, WORDS[kind])]
