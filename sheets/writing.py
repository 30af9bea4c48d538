"""Lists as CSV and Excel, in which nothing that somebody typed can become a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, cast
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | Decimal | date | datetime | bool | None
LONDON = ZoneInfo("Europe/London")

FORMULA_STARTS = (
    *("=", "+", "-", "@", "\t", "\r", "\n", "\0"),
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}"),
    *("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Where a workbook would read letters as the number of a character."""
NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767  # Excel's own limit, counted in UTF-16 units
CUT = " … (cut here: longer than a cell can hold)"
NARROWEST, WIDEST, DATE_WIDTH = 10, 60, 20
MARGIN = 0.4
"""Inches."""
FONT, LINE_HEIGHT, HIGHEST = "Calibri", 15, 409
"""Points: of a line, and of a row at most."""
DATE_FORMAT, TIME_FORMAT = "d mmmm yyyy", "d mmmm yyyy hh:mm"
CHOICES = "Choices"
"""The sheet with the answers that columns have, to choose from."""
FEWEST_TO_FILL = 1_000
"""Rows of a sheet, at least, in which an answer can be chosen."""
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and what stands below it. A cell of another type than `kind` is written all the same."""

    title: str
    kind: Literal["text", "number", "date"] = "text"
    choices: tuple[str, ...] = ()
    """The answers that can be chosen below it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list of a workbook. `above` are rows that stand above its headings."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    above: Sequence[Sequence[Value]] = ()


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it rightly; dates as 2027-03-27, times in Europe/London.

    Text that a spreadsheet would take for a formula gets an apostrophe in front. Raises ValueError for a row of
    another length than `columns`.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_csv_text(column.title) for column in columns])
    for row in rows:
        writer.writerow([_csv_value(value) for value in _whole(row, columns)])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], notes: Sequence[str] = ()
) -> bytes:
    """One sheet named `title` with a bold, frozen, filtered heading row; `notes` on a second sheet.

    Dates are dates and numbers are numbers; everything typed is text, marked so that it stays text when edited. The
    same input gives the same bytes. Raises ValueError for a row of another length than `columns`.
    """
    book = _book(title)
    _fill(book.create_sheet(_sheet_name(title)), Sheet(title, columns, rows))
    if notes:
        _write_notes(book, notes)
    return _saved(book)


def write_book(title: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of several lists, each as `write_xlsx` writes its one; answers to choose stand on a last sheet."""
    book = _book(title)
    choices = {choice: None for sheet in sheets for column in sheet.columns if (choice := column.choices)}
    places = {choice: place for place, choice in enumerate(choices, start=1)}
    for sheet in sheets:
        made = book.create_sheet(_sheet_name(sheet.name))
        last = _fill(made, sheet)
        for place, column in enumerate(sheet.columns, start=1):
            if column.choices:
                _offer(made, place, len(sheet.above) + 2, last, places[column.choices], len(column.choices))
    if places:
        _write_choices(book.create_sheet(CHOICES), sheets, places)
    return _saved(book)


def _book(title: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = visible(title)
    book.properties.creator = ""
    return book


def _fill(made: Worksheet, sheet: Sheet) -> int:
    """Write a list; the number of its last row."""
    columns, heading = sheet.columns, len(sheet.above) + 1
    widths = [_width(column.title) + 3 for column in columns]
    for number, above in enumerate(sheet.above, start=1):
        for place, value in enumerate(above, start=1):
            if value is not None and value != "":
                _write(_cell(made, number, place), value)
    for place, column in enumerate(columns, start=1):
        _write_heading(made, heading, place, column.title)
    last = heading
    for last, row in enumerate(sheet.rows, start=heading + 1):
        for place, value in enumerate(_whole(row, columns), start=1):
            if value is None or value == "":
                continue
            _write(_cell(made, last, place), value)
            widths[place - 1] = max(widths[place - 1], _width(value))
    for place, width in enumerate(widths, start=1):
        made.column_dimensions[get_column_letter(place)].width = min(max(width, NARROWEST), WIDEST)
    _make_room(made, [min(max(width, NARROWEST), WIDEST) for width in widths])
    _arrange(made, heading, f"A{heading}:{get_column_letter(max(1, len(columns)))}{last}")
    return last


def _make_room(made: Worksheet, widths: Sequence[int]) -> None:
    """Heights for the lines that texts take: not every program works them out, and prints rows over each other then."""
    for number, cells in enumerate(made.iter_rows(), start=1):
        texts = [(cell.value, width) for cell, width in zip(cells, widths, strict=False) if isinstance(cell.value, str)]
        lines = max((_lines(text, width) for text, width in texts), default=1)
        if lines > 1:
            made.row_dimensions[number].height = min(lines * LINE_HEIGHT, HIGHEST)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column: a little more than it needs, as words are not parted."""
    fits = max(1, width - 2)
    return sum(max(1, -(-len(line) // fits)) for line in text.split("\n"))


def _offer(made: Worksheet, place: int, first: int, last: int, at: int, count: int) -> None:
    """Let one of the answers be chosen that stand in column `at` of the sheet of choices."""
    letter, own = get_column_letter(at), get_column_letter(place)
    answers = f"'{CHOICES}'!${letter}$2:${letter}${count + 1}"
    offered = DataValidation(type="list", formula1=answers, allow_blank=True, showErrorMessage=True)
    offered.errorTitle, offered.error = "Not one of the answers", "Choose one of the answers in the list"
    offered.add(f"{own}{first}:{own}{max(last, first + FEWEST_TO_FILL - 1)}")
    made.add_data_validation(offered)


def _write_choices(made: Worksheet, sheets: Sequence[Sheet], places: Mapping[tuple[str, ...], int]) -> None:
    for choices, place in places.items():
        titles = [column.title for sheet in sheets for column in sheet.columns if column.choices == choices]
        _write_heading(made, 1, place, " / ".join(dict.fromkeys(titles)))
        for row, choice in enumerate(choices, start=2):
            _write(_cell(made, row, place), choice)
        made.column_dimensions[get_column_letter(place)].width = min(max(map(_width, (*titles, *choices))), WIDEST)
    made.freeze_panes = "A2"


def _saved(book: Workbook) -> bytes:
    saved = io.BytesIO()
    book.save(saved)
    return without_clock(saved.getvalue())


def _whole(row: Sequence[Value], columns: Sequence[Column]) -> Sequence[Value]:
    if len(row) != len(columns):
        raise ValueError(f"A row has {len(row)} cells under {len(columns)} headings")
    return row


def visible(text: str) -> str:
    """The text with one kind of line break, and characters that a file cannot hold shown as �."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def _starts_a_formula(text: str) -> bool:
    return text.lstrip(" ").startswith(FORMULA_STARTS)


def _csv_text(text: str) -> str:
    return f"'{visible(text)}" if _starts_a_formula(text) else visible(text)


def _csv_value(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case str():
            return _csv_text(value)
        case datetime():
            return _in_london(value).strftime("%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case Decimal():
            return _plain(value)
        case _:
            return str(value)


def _plain(value: Decimal) -> str:
    """No exponent, and no zeros that only the database's column adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _in_london(moment: datetime) -> datetime:
    """The clock on the wall, without its zone: spreadsheets have none."""
    return moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast(Cell, sheet.cell(row=row, column=column))  # the other kind are merged cells: there are none


def _write(cell: Cell, value: Value) -> None:
    if isinstance(value, bool):
        _write_text(cell, "Yes" if value else "No")
    elif isinstance(value, str):
        _write_text(cell, value)
    elif isinstance(value, Decimal) and not value.is_finite():
        _write_text(cell, str(value))
    elif isinstance(value, datetime):
        cell.value = _in_london(value).replace(microsecond=0)
        cell.number_format = TIME_FORMAT
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DATE_FORMAT
    side = "left" if isinstance(value, str | date) else None  # a date on the right runs into the text beside it
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=isinstance(value, str))


def _write_text(cell: Cell, text: str) -> None:
    """As text whatever it looks like: openpyxl would make a formula of "=1" and an error of "#N/A"."""
    cell.value = _fitting(ESCAPED.sub("_x005F_", visible(text)))
    cell.data_type = "s"
    cell.quotePrefix = _starts_a_formula(text)


def _fitting(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", errors="ignore") + CUT


def _write_heading(sheet: Worksheet, row: int, place: int, title: str) -> None:
    cell = _cell(sheet, row, place)
    _write_text(cell, title)
    cell.font = Font(name=FONT, sz=11, bold=True)
    cell.fill = PatternFill("solid", fgColor="F3F2F1")
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _arrange(sheet: Worksheet, heading: int, filled: str) -> None:
    """Headings stay in sight, on the screen and on each printed page."""
    sheet.freeze_panes = f"A{heading + 1}"
    sheet.auto_filter.ref = filled
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=MARGIN, right=MARGIN, top=MARGIN, bottom=MARGIN)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_notes(book: Workbook, notes: Sequence[str]) -> None:
    sheet = book.create_sheet("Notes")
    sheet.column_dimensions["A"].width = 100
    for row, note in enumerate(notes, start=1):
        _write(_cell(sheet, row, 1), note)


def _width(value: Value) -> int:
    """Characters of the longest line, as a column's width."""
    if isinstance(value, date):
        return DATE_WIDTH
    return max((len(line) for line in str(value).splitlines()), default=0) + 2


def _sheet_name(title: str) -> str:
    name = NOT_IN_SHEET_NAME.sub(" ", visible(title)).replace("\n", " ")[:LONGEST_SHEET_NAME].strip(" '")
    return name or "List"


def without_clock(book: bytes) -> bytes:
    """The same office file without the moment that it was saved at: openpyxl writes that into two places."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as saved, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in saved.namelist():
            content = saved.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", b"", content)
            fixed.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
