"""Excel and CSV read as they stand: every cell with its place. A formula is read by the value stored with it."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 100
MOST_SHEETS: Final = 30
MOST_CELLS: Final = 20_000
MOST_UNPACKED: Final = 30 * 1024 * 1024
LONGEST: Final = 1_000
"""Characters of a cell that are read, the last of them an ellipsis where it holds more."""
CUT: Final = "…"
WRONG_KIND: Final = "Figures are read from an Excel workbook (.xlsx) or a CSV file (.csv): save it as one of these"
_MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_FORMAT_WORDS: Final = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')
_DELIMITERS: Final = (",", ";", "\t")


class CannotRead(Exception):
    """Why a file is not read, as a sentence with what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What people see in a cell. `row` and `column` count from 1; `day` is set for a date, `formula` for a stored
    value, `merged` for one of cells that are joined."""

    row: int
    column: int
    text: str
    day: date | None = None
    formula: bool = False
    merged: bool = False

    @property
    def place(self) -> str:
        """C5, as a spreadsheet calls it."""
        return f"{letter(self.column)}{self.row}"

    @property
    def is_cut(self) -> bool:
        """Whether it holds more than was read."""
        return len(self.text) == LONGEST and self.text.endswith(CUT)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, "" where the file has none. Rows of cells, empty ones left out."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


def letter(column: int) -> str:
    """C for the third column."""
    return str(get_column_letter(column))


def read_table_file(extension: str, content: bytes) -> tuple[Table, ...]:
    """The sheets of an .xlsx file, or the one table of a .csv. Raises CannotRead."""
    if extension in ("xlsx", "csv"):
        tables = _read_xlsx(content) if extension == "xlsx" else (_read_csv(content),)
        if sum(len(row) for table in tables for row in table.rows) > MOST_CELLS:
            raise CannotRead(f"It has more than {MOST_CELLS:,} filled cells: keep the figures alone, and save it")
        return tables
    raise CannotRead(WRONG_KIND)


def _read_csv(content: bytes) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise CannotRead("This is no text file: open it in Excel and save it as CSV UTF-8")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    rows = []
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            _check_size(number, len(line))
            cells = (Cell(number, place, _tidy(each)) for place, each in enumerate(line, start=1))
            rows.append(tuple(cell for cell in cells if cell.text))
    except csv.Error as wrong:
        raise CannotRead("This CSV file is damaged: open it in Excel and save it as CSV UTF-8") from wrong
    return Table("", tuple(row for row in rows if row))


def _read_xlsx(content: bytes) -> tuple[Table, ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED:
            raise CannotRead(
                "This workbook is too large to be read: keep the sheet with the figures alone, and save it"
            )
    try:
        stored = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        written = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in stored.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]
        return tuple(_sheet(content, sheet, written[sheet.title]) for sheet in sheets)
    except CannotRead:
        raise
    except Exception as wrong:
        raise CannotRead("This workbook is damaged: open it in Excel, save it anew, and upload that") from wrong


def _sheet(content: bytes, stored: Any, written: Any) -> Table:
    merged = _merged(content, stored)
    rows = []
    for values, formulas in zip(stored.iter_rows(), written.iter_rows(), strict=False):
        cells = tuple(_cells(values, formulas, merged))
        if cells:
            _check_size(cells[0].row, cells[-1].column)
            rows.append(cells)
        elif len(values) > MOST_COLUMNS * 100:
            raise CannotRead(_too_many())
        if len(rows) > MOST_ROWS or (values and _row_of(values) > MOST_ROWS * 5):
            raise CannotRead(_too_many())
    return Table(stored.title, tuple(rows))


def _row_of(values: Any) -> int:
    return max((getattr(each, "row", None) or 0 for each in values), default=0)


def _cells(values: Any, formulas: Any, merged: list[tuple[int, int, int, int]]) -> Iterator[Cell]:
    for value, written in zip(values, formulas, strict=False):
        formula = written.data_type == "f"
        if value.value is None and not formula:
            continue
        text, day = _shown(value)
        if text or formula:
            joined = any(left <= value.column <= right and top <= value.row <= end for left, top, right, end in merged)
            yield Cell(written.row, written.column, text, day, formula, joined)


def _shown(cell: Any) -> tuple[str, date | None]:
    """What people see in the cell, and the day where it is one."""
    value = cell.value
    if value is None:
        return "", None
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        # a cell that shows "Nov-23" is of a month, whatever day is stored behind it
        shows_day = "d" in _FORMAT_WORDS.sub("", cell.number_format or "d").lower()
        return (f"{day.day} {day:%B %Y}", day) if shows_day else (f"{day:%B %Y}", None)
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if not number.is_finite():
            return str(value), None
        percent = "%" in (cell.number_format or "")
        return _plain(number.scaleb(2) if percent else number) + ("%" if percent else ""), None
    return _tidy(str(value)), None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _tidy(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= LONGEST else tidy[: LONGEST - 1] + CUT


def _merged(content: bytes, sheet: Any) -> list[tuple[int, int, int, int]]:
    """The corners of joined cells, by columns and rows."""
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(sheet._worksheet_path) as part:
        found = _MERGED.findall(part.read(MOST_UNPACKED))
    corners = [range_boundaries(each.decode()) for each in found[: MOST_ROWS * 5]]
    return [each for each in corners if None not in each]  # type: ignore[misc]


def _check_size(row: int, columns: int) -> None:
    if row > MOST_ROWS or columns > MOST_COLUMNS:
        raise CannotRead(_too_many())


def _too_many() -> str:
    return (
        f"It has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns: keep the figures alone, or split it into "
        "smaller files"
    )
