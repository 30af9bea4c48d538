"""An Excel workbook, sheet by sheet, in one pass over each: openpyxl reads values or formulas, and neither what is
joined nor what is hidden, unless it keeps the whole workbook in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter, range_boundaries

from sheets.reading.beside import remark_beside
from sheets.reading.limits import CannotRead, Limits, Meter
from sheets.reading.merging import mark, overlapping
from sheets.reading.package import Package, called, given
from sheets.reading.remarks import Remarks
from sheets.reading.shape import About, Cell, Document, Merge, Place, Table
from sheets.reading.values import Book, Shown, read_book

FARTHEST: Final = 5
"""A filled cell may lie as many times farther down as rows can be read."""
LONGEST_NAME: Final = 4
MOST_MERGES: Final = 10_000
PARTS: Final = ("row", "cols", "mergeCells", "hyperlinks", "headerFooter", "oleObjects", "controls")


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    kind: str
    hidden: bool


def read_xlsx(package: Package, main: str, file: str, limits: Limits) -> Document:
    """The visible sheets as tables; the others are told of."""
    remarks, meter = Remarks(), Meter(limits)
    book = read_book(package, main)
    tables = []
    for sheet in _sheets(package, main):
        place = Place(file, sheet.name)
        if sheet.kind != "worksheet":
            remarks.add(About.NOT_READ, place, "a sheet without cells, such as a chart: it was not read")
        elif sheet.hidden:
            what = "a hidden sheet: it was not read, show it in Excel and save the file where it belongs to the rest"
            remarks.add(About.HIDDEN, place, what)
        else:
            meter.table(str(place))
            tables.append(_Reader(package, book, place, meter, remarks).table(sheet))
    outside = (each.kind for each in package.relations(main).values())
    if "externalLink" in outside:
        what = "formulas that refer to other files: those were not opened, the values stored here were read"
        remarks.add(About.LINK, Place(file), what)
    return Document(file, tuple(tables), remarks.told())


def _sheets(package: Package, main: str) -> Iterator[_Sheet]:
    parts = package.relations(main)
    for each in package.each(main, "sheet"):
        relation = parts.get(given(each, "id") or "")
        if relation is None or relation.outside or not package.has(relation.target):
            raise CannotRead(
                f"The sheet “{each.get('name', '')}” is missing in the file: open it in Excel and save it anew"
            )
        hidden = each.get("state", "visible") != "visible"
        yield _Sheet(each.get("name", ""), relation.target, relation.kind, hidden)


class _Reader:
    """Reads one sheet."""

    def __init__(self, package: Package, book: Book, place: Place, meter: Meter, remarks: Remarks) -> None:
        self.package, self.book, self.place, self.meter, self.remarks = package, book, place, meter, remarks
        self.rows: list[list[Cell]] = []
        self.filled: set[int] = set()
        self.hidden: set[int] = set()
        self.hidden_rows: list[int] = []
        self.merges: list[Merge] = []
        self.last = 0

    def table(self, sheet: _Sheet) -> Table:
        beside = []
        for each in self.package.each(sheet.part, *PARTS):
            name = called(each)
            if name == "row":
                self._row(each)
            elif name == "cols":
                self._columns(each)
            elif name == "mergeCells":
                self._joined(each)
            else:
                beside.append(each)
        self._remark_hidden()
        remark_beside(self.package, sheet.part, beside, self.place, self.remarks)
        return Table(sheet.name, mark(self.rows, self.merges, self._covered), self.place, tuple(self.merges))

    def _joined(self, parts: Element) -> None:
        if len(parts) > MOST_MERGES:
            raise CannotRead(
                f"{self.meter.where}It has more than {MOST_MERGES:,} joined cells: part them in Excel and save it anew"
            )
        self.merges = list(dict.fromkeys(_merges(parts)))
        if both := overlapping(self.merges):
            one, other = both
            raise CannotRead(
                f"{self.meter.where}The joined cells {one} and {other} lie over each other: "
                "part them in Excel and save it anew"
            )

    def _columns(self, columns: Element) -> None:
        for each in columns:
            if each.get("hidden") in ("1", "true"):
                last = min(int(each.get("max", "1")), self.meter.limits.columns)
                self.hidden.update(range(max(1, int(each.get("min", "1"))), last + 1))

    def _row(self, row: Element) -> None:
        self.last = number = int(row.get("r") or self.last + 1)
        if number < 1:
            raise ValueError("a row that no sheet has")
        hidden = row.get("hidden") in ("1", "true")
        cells, column = [], 0
        for each in row:
            if called(each) != "c":
                continue
            reference = each.get("r")
            column = _column(reference) if reference else column + 1
            if (shown := self.book.shown(each)) is not None:
                cells.append(self._cell(number, column, shown, hidden))
        if not cells:
            return
        cells.sort(key=lambda cell: cell.column)
        if number in self.filled or any(one.column == other.column for one, other in pairwise(cells)):
            raise ValueError("two cells in one place")
        self.filled.add(number)
        if number > self.meter.limits.rows * FARTHEST:
            self.meter.row(number, 0)
        self.meter.row(len(self.rows) + 1, cells[-1].column)
        self.rows.append(cells)
        if hidden:
            self.hidden_rows.append(number)

    def _cell(self, row: int, column: int, shown: Shown, hidden: bool) -> Cell:
        hidden = hidden or column in self.hidden
        cell = Cell(row, column, shown.text, shown.day, shown.formula, number=shown.number, hidden=hidden)
        self.meter.text(cell.text)
        for about, what in self._odd(shown):
            self.remarks.add(about, self._at(row, column), what)
        if not (cell.text.isascii() and cell.text.isprintable()) or cell.text.startswith("="):
            self.remarks.of_text(cell.text, self._at(row, column))
        return cell

    def _odd(self, shown: Shown) -> Iterator[tuple[About, str]]:
        if shown.formula:
            yield (About.FORMULA, "") if shown.text else (About.NO_VALUE, "")
        if shown.error:
            yield About.ERROR, ""
        if shown.struck:
            yield About.STRUCK, ""

    def _at(self, row: int, column: int) -> Place:
        return Place(self.place.file, self.place.sheet, row=row, column=column)

    def _remark_hidden(self) -> None:
        for number in self.hidden_rows:
            self.remarks.add(About.HIDDEN, self._at(number, 0), "a hidden row: read all the same")
        for column in sorted({cell.column for cells in self.rows for cell in cells} & self.hidden):
            what = f"column {get_column_letter(column)} is hidden: read all the same"
            self.remarks.add(About.HIDDEN, self.place, what)

    def _covered(self, cell: Cell) -> None:
        self.remarks.add(About.COVERED, self._at(cell.row, cell.column))


def _column(reference: str) -> int:
    """5 of E12. Raises ValueError for what is no cell's name."""
    number = 0
    for letter in reference[:LONGEST_NAME]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    if not number:
        raise ValueError("a cell without a column")
    return number


def _merges(parts: Element) -> Iterator[Merge]:
    for each in parts:
        left, top, right, bottom = range_boundaries(each.get("ref", ""))
        if left and top and right and bottom and (left, top) != (right, bottom):
            yield Merge(top, left, bottom, right)
