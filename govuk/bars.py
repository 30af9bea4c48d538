"""The geometry of a stacked bar of counts: pure, so that page and test agree."""

from collections.abc import Iterable
from dataclasses import dataclass

from govuk.looks import Look, look

WIDTH = 1000
GAP = 4


@dataclass(frozen=True)
class Segment:
    """One stretch of the bar, in thousandths of its width."""

    look: Look
    word: str
    count: int
    x: int
    width: int


def segments(counts: Iterable[tuple[str, str, int]]) -> list[Segment]:
    """Lay out (look, word, count) in the order given; zero counts take no room and are left out.

    The widths and the gaps between them fill exactly WIDTH, however the counts round.
    """
    shown = [(look(name), word, count) for name, word, count in counts if count]
    if any(count < 0 for _, _, count in shown):
        raise ValueError("A count cannot be below zero")
    total = sum(count for _, _, count in shown)
    room = WIDTH - GAP * (len(shown) - 1)
    placed: list[Segment] = []
    before = 0
    for index, (shape, word, count) in enumerate(shown):
        start = before * room // total
        before += count
        end = before * room // total
        placed.append(Segment(shape, word, count, start + GAP * index, end - start))
    return placed
