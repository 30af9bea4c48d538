"""Text as it is copied from a web page or a document, line by line. Tables arrive flattened: where tabs part their
cells they are tables still; where nothing does, their lines stay lines, and what they mean is not guessed here."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from sheets.reading.delimited import decode, tidy
from sheets.reading.limits import Limits, Meter
from sheets.reading.remarks import Remarks
from sheets.reading.shape import About, Block, Cell, Document, Paragraph, Place, Table

BREAK: Final = re.compile(r"\r\n|\r|\n")
BULLET: Final = re.compile(r"\s*[•◦▪‣●○■□∙·\uf0b7\uf0a7*-]\s+(?P<rest>.+)")
NUMBER: Final = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)
LONGEST_QUOTE: Final = 100
"""Lines that a quoted cell may have."""


def read_text(text: str | bytes, file: str, limits: Limits) -> Document:
    """Lines as paragraphs, runs of lines with tabs as tables. Blank lines are left out; the numbers of lines show them.

    A line that begins with a bullet is an item of a list, without its bullet; a dash is no bullet.
    """
    remarks, meter = Remarks(), Meter(limits)
    lines = BREAK.split(decode(text, file, remarks) if isinstance(text, bytes) else text.removeprefix("\ufeff"))
    blocks: list[Block] = []
    run: list[tuple[int, list[str]]] = []
    tables = 0
    for number, record in [*_records(lines), (len(lines) + 1, [""])]:
        if len(record) > 1:
            run.append((number, record))
            continue
        if run:
            tables += 1
            blocks.append(_table(run, Place(file, table=tables, line=run[0][0]), meter, remarks))
            run = []
        if record[0].strip():
            blocks.append(_paragraph(record[0], Place(file, line=number), meter, remarks))
    return Document(file, tuple(blocks), remarks.told())


def _records(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each line with its number, cells apart; lines that one quoted cell holds together, as Excel copies it."""
    at = 0
    while at < len(lines):
        line, number = lines[at], at + 1
        at += 1
        if "\t" not in line and not line.startswith('"'):
            yield number, [line]
            continue
        label, _, rest = line.partition("\t")
        if NUMBER.fullmatch(label.strip()) and rest.strip() and "\t" not in rest.strip():
            yield number, [f"{label.strip()} {rest.strip()}"]  # as Word copies its lists
            continue
        if BULLET.fullmatch(line) and line.count("\t") == 1:
            yield number, [line]
            continue
        end = _end_of_quote(lines, at - 1)
        together = _quoted("\n".join(lines[at - 1 : end])) if end > at else []
        if len(together) == 1:
            yield number, together[0]
            at = end
        else:
            yield number, line.split("\t")


def _quoted(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")
    try:
        return list(reader)
    except csv.Error:
        return []


def _end_of_quote(lines: Sequence[str], at: int) -> int:
    """The line after the one on which a quoted cell ends that begins on this one; the next where none does."""
    if not re.search(r'(?:^|\t)"', lines[at]):
        return at + 1
    quotes = 0
    for number, line in enumerate(lines[at : at + LONGEST_QUOTE], start=at):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return number + 1
    return at + 1


def _paragraph(line: str, place: Place, meter: Meter, remarks: Remarks) -> Paragraph:
    bullet = BULLET.fullmatch(line)
    text = tidy(bullet["rest"] if bullet else line)
    meter.text(text)
    remarks.of_text(text, place)
    return Paragraph(place, text, 1 if bullet else 0)


def _table(run: Sequence[tuple[int, list[str]]], place: Place, meter: Meter, remarks: Remarks) -> Table:
    meter.table(str(place))
    rows = []
    for row, (line, record) in enumerate(run, start=1):
        cells = [
            Cell(row, column, said, line=line) for column, each in enumerate(record, start=1) if (said := tidy(each))
        ]
        meter.row(row, len(record))
        for cell in cells:
            meter.text(cell.text)
            remarks.of_text(cell.text, Place(place.file, table=place.table, row=row, column=cell.column, line=line))
        if cells:
            rows.append(tuple(cells))
    if len({len(record) for _, record in run}) > 1:
        remarks.add(About.RAGGED, place)
    return Table("", tuple(rows), place)
