"""The tables of a file with figures, as far as a figure or a note goes: each cell on one line, days in words."""

from dataclasses import replace
from typing import Final

from openpyxl.utils import get_column_letter

from notices.calendar import in_words
from sheets.reading import CannotRead, Cell, Limits, Table, read_file

FIGURES: Final = Limits(rows=2_000, columns=100, tables=100, cells=20_000, unpacked=30 * 1024 * 1024)
KINDS: Final = ("xlsx", "csv")
WRONG_KIND: Final = "Figures are read from an Excel workbook (.xlsx) or a CSV file (.csv): save it as one of these"
LONGEST: Final = 1_000
"""Characters of a cell that are kept, the last of them an ellipsis where it holds more."""
CUT: Final = "…"


def read_figures(name: str, content: bytes) -> tuple[Table, ...]:
    """The sheets of an .xlsx file, or the one table of a .csv. Raises CannotRead."""
    if name.rpartition(".")[2].lower() not in KINDS:
        raise CannotRead(WRONG_KIND)
    tables = read_file(name, content, FIGURES).tables
    return tuple(replace(table, rows=tuple(tuple(map(_short, row)) for row in table.rows)) for table in tables)


def is_cut(cell: Cell) -> bool:
    """Whether it holds more than was kept."""
    return len(cell.text) == LONGEST and cell.text.endswith(CUT)


def letter(column: int) -> str:
    """C for the third column, as a spreadsheet calls it."""
    return str(get_column_letter(column))


def _short(cell: Cell) -> Cell:
    text = in_words(cell.day) if cell.day else cell.plain
    return replace(cell, text=text if len(text) <= LONGEST else text[: LONGEST - 1] + CUT)
