"""Which cells of a table are joined, and who covers whom."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush

from sheets.reading.shape import Cell, Merge


@dataclass(slots=True)
class Spans:
    """Told of every cell of a table, row by row and from left to right."""

    _open: dict[int, Merge] = field(default_factory=dict)
    _closed: list[Merge] = field(default_factory=list)
    _left: Merge | None = None

    def begin_row(self, row: int) -> None:
        """What did not reach the row before ends there."""
        for column in [column for column, each in self._open.items() if each.bottom < row - 1]:
            self._close(column)
        self._left = None

    def cell(self, row: int, column: int, width: int, down: str, across: str) -> bool:
        """A cell that is `width` columns wide; true for one that is covered.

        `down` and `across` are `restart` where joined cells begin, `continue` where they go on, else "".
        """
        above = self._open.get(column)
        same = above is not None and (bool(across) or above.right == column + width - 1)
        if down == "continue" and above is not None and same:  # a join of other columns is none
            self._open[column] = replace(above, bottom=row)
            return True
        left = self._left
        if across == "continue" and left is not None and left.right == column - 1:
            self._left = self._open[left.left] = replace(left, right=column + width - 1)
            return True
        if above is not None:
            self._close(column)
        self._open[column] = Merge(row, column, row, column + width - 1)
        self._left = self._open[column] if across == "restart" else None
        return False

    def _close(self, column: int) -> None:
        merge = self._open.pop(column)
        if merge.bottom > merge.top or merge.right > merge.left:
            self._closed.append(merge)

    def merges(self) -> tuple[Merge, ...]:
        """All joined cells, from above and from the left."""
        for column in list(self._open):
            self._close(column)
        return tuple(sorted(self._closed, key=lambda each: (each.top, each.left)))


def overlapping(merges: Sequence[Merge]) -> tuple[Merge, Merge] | None:
    """The first two, from above, that lie over each other. Those that are open at a row stand side by side."""
    lefts: list[int] = []
    standing: dict[int, Merge] = {}
    ends: list[tuple[int, int]] = []
    for merge in sorted(merges, key=lambda each: (each.top, each.left)):
        while ends and ends[0][0] < merge.top:
            _, left = heappop(ends)
            del lefts[bisect_left(lefts, left)], standing[left]
        at = bisect_left(lefts, merge.left)
        for left in lefts[max(0, at - 1) : at + 1]:
            if left <= merge.right and standing[left].right >= merge.left:
                return standing[left], merge
        lefts.insert(at, merge.left)
        standing[merge.left] = merge
        heappush(ends, (merge.bottom, merge.left))
    return None


def mark(
    rows: Sequence[Sequence[Cell]], merges: Sequence[Merge], covered: Callable[[Cell], None] = lambda _: None
) -> tuple[tuple[Cell, ...], ...]:
    """The rows, with joined cells said to be joined. `covered` is told of those that others cover."""
    rows = sorted(rows, key=lambda row: row[0].row)
    numbers = [row[0].row for row in rows]
    farthest = max((row[-1].column for row in rows), default=0)
    over: dict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        if merge.left <= farthest:
            for at in range(bisect_left(numbers, merge.top), bisect_right(numbers, merge.bottom)):
                over[at].append(merge)
    return tuple(
        tuple(_marked(cell, over[at], covered) for cell in row) if at in over else tuple(row)
        for at, row in enumerate(rows)
    )


def _marked(cell: Cell, merges: list[Merge], covered: Callable[[Cell], None]) -> Cell:
    merge = next((each for each in merges if each.holds(cell.row, cell.column)), None)
    if merge is None:
        return cell
    if (cell.row, cell.column) != (merge.top, merge.left):
        covered(cell)
    return replace(cell, merged=True)
