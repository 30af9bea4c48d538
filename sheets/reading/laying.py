"""A table of a page while it is read: in which row and column each cell stands, as a browser lays them out."""

from dataclasses import dataclass, field, replace
from typing import Final

from sheets.reading.shape import Cell, Merge, Place
from sheets.reading.unseen import Opened

TALLEST: Final = 65_534


@dataclass(slots=True)
class Laying:
    """A table that has not ended. `lines` are those of the open cell, None between cells."""

    place: Place
    inside: Place | None
    row: int = 0
    column: int = 0
    last: int = 0
    """The last column of the open cell."""
    lines: list[str] | None = None
    heading: bool = False
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    opened: Opened = field(default_factory=Opened)
    _in_row: bool = False
    _taken: dict[int, int] = field(default_factory=dict)
    """The last row, by column, that a joined cell reaches down to."""
    _before: int = 0
    """How many of the joined cells stand in the groups of rows before this one."""

    @property
    def here(self) -> Place:
        return Place(self.place.file, table=self.place.table, row=self.row, column=self.column)

    def begin_row(self) -> None:
        self.row += 1
        self.column, self._in_row = 0, True

    def end_row(self) -> None:
        """What follows begins another, whether it says so or not."""
        self._in_row = False

    def begin_cell(self, heading: bool) -> None:
        """The next one that no joined cell covers."""
        if not self._in_row:
            self.begin_row()
        self.column += 1
        while self._taken.get(self.column, 0) >= self.row:
            self.column += 1
        self.lines, self.heading = [], heading

    def join(self, width: int, height: int) -> None:
        """Let the open cell be so wide and so high; 0 rows reach to the end of its group."""
        self.last = self.column + width - 1
        width, bottom = self._free(width), self.row + (height or TALLEST) - 1
        if width > 1 or height != 1:
            self.merges.append(Merge(self.row, self.column, bottom, self.column + width - 1))
            self._taken.update(dict.fromkeys(range(self.column, self.column + width), bottom))

    def _free(self, width: int) -> int:
        """As many of these columns, from this one on, as no joined cell reaches down to: none lie over each other."""
        columns = range(self.column + 1, self.column + width)
        return next((each - self.column for each in columns if self._taken.get(each, 0) >= self.row), width)

    def end_cell(self) -> None:
        self.column, self.lines = self.last, None

    def end_group(self) -> None:
        """The headings, the rows or the sums of a table end: no joined cell reaches on into what follows."""
        self.end_row()
        self._taken.clear()
        ended = [replace(each, bottom=min(each.bottom, self.row)) for each in self.merges[self._before :]]
        self.merges[self._before :] = [each for each in ended if each.bottom > each.top or each.right > each.left]
        self._before = len(self.merges)
