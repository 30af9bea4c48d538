"""What each sign means, only for the signs that are drawn."""

from dataclasses import dataclass

from kpis.charts.data import ChartData
from kpis.charts.labels import shortened, width_of
from kpis.charts.shapes import BLUE, DASHES, DOTS, GREY, OTHERS, THIN, line, marker, text

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
GAPS = {True: "not joined: no figure between", False: "not joined: another period"}
WITHOUT_LINE = ("baseline", "milestone", "target")


@dataclass(frozen=True, slots=True)
class Key:
    """Its upper edge, and what to draw."""

    top: float
    pieces: list[str]


def draw_key(data: ChartData, width: int, height: int) -> Key:
    """At the foot of the picture, in as many rows as it takes."""
    places: list[tuple[str, str, float, int]] = []
    x, row = 4.0, 0
    for kind, words in _entries(data, width):
        wide = _sign_width(kind) + 6 + width_of(words)
        if places and x + wide > width:
            x, row = 4.0, row + 1
        places.append((kind, words, x, row))
        x += wide + GAP
    top = height - ROW * (row + 1)
    return Key(
        top, [piece for kind, words, left, row in places for piece in _entry(kind, words, left, top + 10 + ROW * row)]
    )


def _entries(data: ChartData, width: int) -> list[tuple[str, str]]:
    """The kinds of signs that are drawn, with their words; others' signs are called by their names."""
    kinds = {str(point.kind) for point in data.points}
    kinds |= {"target" if mark.final else "milestone" for mark in data.milestones}
    if data.baseline:
        kinds.add("baseline")
    if len(data.expected) > 1:
        kinds.add("expected")
    drawn = [(kind, words) for kind, words in WORDS.items() if kind in kinds]
    drawn += [("gap", words) for missing, words in GAPS.items() if missing in data.gaps.values()]
    room = width - STROKE - 14
    others = [(sign, shortened(other.name, room)) for sign, other in zip(OTHERS, data.others(), strict=False)]
    return drawn + others


def _sign_width(kind: str) -> float:
    return SIGN if kind in WITHOUT_LINE else STROKE


def _entry(kind: str, words: str, x: float, y: float) -> list[str]:
    """The sign as it is drawn, and its words."""
    wide, pieces = _sign_width(kind), []
    if kind == "expected":
        pieces.append(line(x, y, x + wide, y, stroke=GREY, width=1.5, dashes=DASHES))
    elif kind == "gap":
        pieces += [marker("actual", place, y) for place in (x + 5, x + wide - 5)]
    elif kind in OTHERS:
        pieces.append(line(x, y, x + wide, y, stroke=GREY, width=THIN))
    elif kind not in WITHOUT_LINE:
        dashes = DOTS if kind == "projected" else ""
        pieces.append(line(x, y, x + wide, y, stroke=BLUE, width=2.5, dashes=dashes, cap="round"))
    if kind not in ("expected", "gap"):
        pieces.append(marker(kind, x + wide / 2, y))
    return [*pieces, text(x + wide + 6, y + 4, words)]
