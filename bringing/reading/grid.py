"""A table as it is understood, whether its cells were parted in the file or told apart in a line of text."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bringing.reading.draft import Source
from sheets.reading import Cell, Merge, Place, Table


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in a cell: one source, or the lines that make it up. `day` is a spreadsheet's date. `day_first`:
    other cells of its table prove that dates in numbers have the day first there."""

    sources: tuple[Source, ...] = ()
    day: date | None = None
    joined: bool = False
    day_first: bool = False

    @property
    def text(self) -> str:
        return "\n".join(each.words for each in self.sources)

    @property
    def plain(self) -> str:
        return " ".join(self.text.split())

    def __bool__(self) -> bool:
        return bool(self.sources)


EMPTY: Final = Part()
NEXT_COLUMN: Final = "the next column"
"""The rule by which an awaited value that could stand in several columns was put into the first of them."""


@dataclass(frozen=True, slots=True)
class Wide:
    """What stands in a cell that is joined over several columns."""

    part: Part
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells by column, and those of which nothing says which column they are of. `rule` and `others` are of
    rows whose cells were told apart here: by what, and how they may be parted instead; None where the file does it.
    `under` are cells that lie under a joined one, with what stands in that; `wide` are the joined ones over several
    columns, of the rows below them too. `name` is what a KPI may be called instead,
    where a number behind its name may belong to it."""

    place: Place
    cells: Mapping[int, Part]
    loose: tuple[Part, ...] = ()
    others: tuple[str, ...] | None = None
    rule: str = ""
    under: Mapping[int, Part] = field(default_factory=dict)
    name: str = ""
    wide: tuple[Wide, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        inner = [each for _, part in sorted(self.cells.items()) for each in part.sources]
        return (*inner, *(each for part in self.loose for each in part.sources))

    @property
    def own(self) -> tuple[Source, ...]:
        """What stands in the row itself, and not in a joined cell that covers it."""
        joined = {source for part in self.under.values() for source in part.sources}
        return tuple(source for source in self.sources if source not in joined)

    def at(self, column: int | None) -> Part:
        return self.cells.get(column, EMPTY) if column is not None else EMPTY


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a column."""

    number: int
    part: Part


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's rows in their order. `key` names it within its file. `flat`: its cells were told apart here. `above` is
    what stands above its headings; `across` is that of it which lies in joined cells alone in its row. `joined` are the
    headings that lie over further columns, by the numbers of these: each with which of its columns that is."""

    key: str
    place: Place
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    name: str = ""
    heading_row: int = 0
    flat: bool = False
    above: tuple[Source, ...] = field(default=())
    across: tuple[Source, ...] = ()
    joined: Mapping[int, tuple[Part, int]] = field(default_factory=dict)

    def first(self, column: int) -> tuple[Source, ...]:
        """What stands first below the heading of a column."""
        return next((row.cells[column].sources for row in self.rows if column in row.cells), ())


def key_of(table: Table) -> str:
    """The sheet's name; “table 2”; “the file” for a CSV."""
    return table.name or table.place.within or "the file"


def part_of(table: Table, cell: Cell) -> Part:
    """A cell as a part."""
    return Part((Source(table.where(cell), cell.text),), cell.day, cell.merged)


def row_of(table: Table, cells: Sequence[Cell], under: Mapping[int, Part], wide: Sequence[Wide]) -> Row:
    """A row of a table."""
    at = table.where(cells[0])
    place = Place(at.file, at.sheet, at.table, at.row, line=at.line, part=at.part)
    return Row(place, {cell.column: part_of(table, cell) for cell in cells}, under=under, wide=tuple(wide))


def _covered(table: Table, rows: Sequence[Sequence[Cell]]) -> tuple[dict[int, dict[int, Part]], dict[int, list[Wide]]]:
    """By row and column, what stands in the joined cell that covers an empty one: of its first row across, of those
    below in its first column. And by row, the joined cells that lie over several columns."""
    standing = {(cell.row, cell.column): cell for cells in rows for cell in cells}
    numbers = [cells[0].row for cells in rows]
    last = max((cells[-1].column for cells in rows), default=0)
    found: dict[int, dict[int, Part]] = {}
    wide = defaultdict[int, list[Wide]](list)
    for merge in table.merges:
        top = standing.get((merge.top, merge.left))
        if top is None:
            continue
        part = part_of(table, top)
        across = range(merge.left + 1, min(merge.right, max(last, merge.left + 1)) + 1)
        down = numbers[bisect_right(numbers, merge.top) : bisect_right(numbers, merge.bottom)]
        for row, column in (*((merge.top, each) for each in across), *((each, merge.left) for each in down)):
            if (row, column) not in standing:
                found.setdefault(row, {})[column] = part
        if merge.right > merge.left:
            over = Wide(part, (merge.left, *across))
            for row in (merge.top, *down):
                wide[row].append(over)
    return found, wide


def gridded(table: Table, heading_row: int) -> Grid:
    """The table with the headings of this row; 0 for one that has none, whose columns are called by their numbers."""
    filled = ([cell for cell in cells if cell.text] for cells in table.rows)  # a formula may have no value
    rows = [cells for cells in filled if cells]
    under, wide = _covered(table, rows)
    heads = tuple(
        Head(cell.column, part_of(table, cell)) for cells in rows if cells[0].row == heading_row for cell in cells
    )
    above = tuple(
        Source(table.where(cell), cell.text) for cells in rows if cells[0].row < heading_row for cell in cells
    )
    across = tuple(
        Source(table.where(cells[0]), cells[0].text)
        for cells in rows
        if cells[0].row < heading_row and len(cells) == 1 and lies_across(table, cells[0])
    )
    below = tuple(
        row_of(table, cells, under.get(cells[0].row, {}), wide.get(cells[0].row, ()))
        for cells in rows
        if cells[0].row > heading_row
    )
    return Grid(key_of(table), table.place, heads, below, table.name, heading_row, above=above, across=across)


def lies_across(table: Table, cell: Cell) -> Merge | None:
    """The joined cells that a cell lies in across several columns; None where it does not."""
    across = (each for each in table.merges if each.right > each.left and each.holds(cell.row, cell.column))
    return next(across, None)
