"""CSV files, whatever parts their columns and however their letters are written."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from sheets.reading.limits import CannotRead, Limits, Meter
from sheets.reading.remarks import Remarks
from sheets.reading.shape import About, Cell, Document, Place, Table

DELIMITERS: Final = (",", ";", "\t", "|")
LOOKED_AT: Final = 50
"""Rows by which it is told what parts the columns."""
CODINGS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NO_TEXT: Final = (
    "This is no text file: open it in the program that it was made with, and save it as Word (.docx), Excel "
)
NO_TEXT_EITHER: Final = NO_TEXT + "(.xlsx) or CSV UTF-8 (.csv)"
DAMAGED: Final = "This CSV file is damaged: open it in Excel and save it as CSV UTF-8"
END: Final = "\uffff"
"""Put behind the last line: it stands alone in a row unless a quote swallowed it."""


def decode(content: bytes, file: str, remarks: Remarks) -> str:
    """The text, in the coding that it says or else in the likely one, which is told. Raises CannotRead for no text."""
    coding = next((coding for mark, coding in CODINGS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(coding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        what = "read as written by an older Windows: check £ signs, quotes and dashes, or save it as CSV UTF-8"
        remarks.add(About.CODING, Place(file), what)
    if "\0" in text:
        raise CannotRead(NO_TEXT_EITHER)
    return text


def read_csv(content: bytes, file: str, limits: Limits) -> Document:
    """The one table of a file. `row` counts records as Excel does, to which “sep=;” is none, `line` the lines
    of the file."""
    remarks, meter = Remarks(), Meter(limits)
    text = decode(content, file, remarks)
    delimiter, text, above = _delimiter(text)
    place = Place(file)
    rows = []
    for number, (line, record) in enumerate(_records(text, delimiter), start=1):
        cells = [
            Cell(number, column, said, line=line + above)
            for column, each in enumerate(record, start=1)
            if (said := tidy(each))
        ]
        meter.row(number, cells[-1].column if cells else 0)
        for cell in cells:
            meter.text(cell.text)
            remarks.of_text(cell.text, Place(file, row=number, column=cell.column, line=cell.line))
        if cells:
            rows.append(tuple(cells))
    return Document(file, (Table("", tuple(rows), place),), remarks.told())


def tidy(text: str) -> str:
    """One kind of line break, and nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _delimiter(text: str) -> tuple[str, str, int]:
    """What parts the columns, the text to read, and how many lines are above it. Excel may say it in a first line."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == 5:
        return first[4], rest, 1
    return max(DELIMITERS, key=lambda each: _evenness(text, each)), text, 0


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have as many cells as most others, and how many those are."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(record) for record in islice(reader, LOOKED_AT))
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line that each begins on. Raises CannotRead where a quote is never closed."""
    ended = text if not text or text.endswith(("\n", "\r")) else f"{text}\n"
    reader = csv.reader(io.StringIO(ended + END, newline=""), delimiter=delimiter)
    line, before = 1, None
    try:
        for record in reader:
            if before is not None:
                yield before
            before, line = (line, record), reader.line_num + 1
    except csv.Error as wrong:
        raise CannotRead(f"Line {line}: {DAMAGED}") from wrong
    if before is not None and before[1] != [END]:
        said = 'a quote (") begins a cell here and never ends, so the rest of the file would be one cell'
        raise CannotRead(f"Line {before[0]}: {said}: end it, or open the file in Excel and save it as CSV UTF-8")
