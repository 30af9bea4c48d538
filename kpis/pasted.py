"""A column or a block that somebody copied out of a spreadsheet, read for the rows of a grid. Nothing is guessed in
silence: each sentence names the line, what stood there, and what to do."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kpis.certainty import certainty
from kpis.targets import Unit
from kpis.typed import Cell, NotAFigure, read_cell, typed_value

MOST_LINES: Final = 500
MOST_CHARACTERS: Final = 100_000
KEYS: Final = frozenset({"code", "kpi", "kpis", "kpi code", "name", "kpi name", "measure", "indicator", "ref"})
VALUES: Final = frozenset({"value", "figure", "figures", "result", "number", "percentage", "%"})
KINDS: Final = frozenset({"kind", "how certain", "how certain is it?", "certainty", "status"})
NOTES: Final = frozenset({"note", "notes", "comment", "comments", "note and source"})


class TooMuch(ValueError):
    """More was pasted than can be read; its sentence says what to paste instead."""


@dataclass(frozen=True)
class Wanted:
    """A row of the grid, to be known by its code or its name."""

    code: str
    name: str
    unit: Unit


@dataclass
class Found:
    """What was read for one row. `doubts` are sentences on what is not certain."""

    line: int
    figure: str
    kind: str = ""
    note: str = ""
    doubts: list[str] = field(default_factory=list)


@dataclass
class Block:
    """What was read, by the rows' codes, and what found no place, each in a sentence."""

    rows: dict[str, Found] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """Where a line's cells stand, counted from 0; the name's place where there is one beside the code's."""

    keys: tuple[int, ...]
    value: int
    kind: int | None
    note: int | None


def read_block(text: str, wanted: Sequence[Wanted]) -> Block:
    """Read a column of values in the order of the rows, or a block of code or name, value, kind and note, told by its
    heads or in this order. Raises TooMuch for what is too long, and for a column with more values than rows."""
    lines = _lines(text)
    if all(len(cells) == 1 for _, cells in lines):
        return _read_column(lines, wanted)
    return _read_table([(number, cells) for number, cells in lines if any(cells)], wanted)


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The lines with their numbers, from 1, each cell evened out; blank ones at the end are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    count = text.count("\n") + 1
    if count > MOST_LINES or len(text) > MOST_CHARACTERS:
        what = f"{count:,} lines" if count > MOST_LINES else f"{len(text):,} characters"
        most = f"{MOST_LINES}" if count > MOST_LINES else f"{MOST_CHARACTERS:,}"
        raise TooMuch(f"You pasted {what}, and {most} at most can be read: paste the lines of these KPIs alone")
    read = csv.reader(io.StringIO(text), dialect="excel-tab")
    cells = [(number, [" ".join(cell.split()) for cell in line] or [""]) for number, line in enumerate(read, start=1)]
    while cells and not any(cells[-1][1]):
        cells.pop()
    return cells


def _read_column(lines: Sequence[tuple[int, list[str]]], wanted: Sequence[Wanted]) -> Block:
    block = Block()
    values = [(number, cells[0]) for number, cells in lines]
    head = values[0][1] if values else ""
    if head.casefold() in VALUES:
        values = values[1:]
    elif len(values) == len(wanted) + 1 and head and not _is_figure(head):
        block.lost.append(
            f"Line {values[0][0]}, “{head}”, was taken for a heading: check that the rows below are right"
        )
        values = values[1:]
    if len(values) > len(wanted):
        said = (
            f"The column has {len(values)} values, and there are {len(wanted)} rows: paste code and value side by side"
        )
        raise TooMuch(f"{said}, or just these rows’ values in their order")
    for (number, text), row in zip(values, wanted, strict=False):
        if text:
            block.rows[row.code] = _found(number, text, row.unit)
    if values and len(values) < len(wanted):
        last = wanted[len(values) - 1].code
        said = (
            f"The column has {len(values)} values for {len(wanted)} rows, and they went to the first, as far as {last}"
        )
        block.lost.append(f"{said}: check that none has slipped")
    return block


def _found(number: int, text: str, unit: Unit) -> Found:
    cell: Cell = read_cell(text, unit)
    return Found(number, cell.figure, cell.kind, cell.note, [f"Line {number}: {cell.doubt}"] if cell.doubt else [])


def _is_figure(text: str) -> bool:
    return any(each.isdigit() for each in text[:1]) or text[:1] in ("<", "=", "-", "−")


def _read_table(lines: Sequence[tuple[int, list[str]]], wanted: Sequence[Wanted]) -> Block:
    block = Block()
    columns, rest = _by_heads(lines[0], block) if lines else None, lines[1:]
    if columns is None:
        columns, rest = _by_order(lines, block), lines
    known = _names(wanted)
    for number, cells in rest:
        _read_line(number, cells, columns, known, block)
    return block


def _by_heads(first: tuple[int, list[str]], block: Block) -> _Columns | None:
    """The places that a line of heads gives; None where it is no such line."""
    number, cells = first
    heads = [cell.casefold() for cell in cells]
    values = [at for at, head in enumerate(heads) if head in VALUES]
    keys = tuple(at for at, head in enumerate(heads) if head in KEYS)
    if not values or not keys:
        return None
    kind = next((at for at, head in enumerate(heads) if head in KINDS), None)
    note = next((at for at, head in enumerate(heads) if head in NOTES), None)
    used = {*keys, values[0], kind, note}
    unread = [f"“{cell}”" for at, cell in enumerate(cells) if cell and at not in used]
    if unread:
        block.lost.append(f"Line {number}: the column {', '.join(unread)} was not read")
    return _Columns(keys, values[0], kind, note)


def _by_order(lines: Sequence[tuple[int, list[str]]], block: Block) -> _Columns:
    """Code or name or both, then value, kind and note: the value's column is the first with mostly figures."""
    widest = max((len(cells) for _, cells in lines), default=0)
    value = 1
    for at in range(1, widest):
        said = [cells[at] for _, cells in lines if len(cells) > at and cells[at]]
        if said and 2 * sum(map(_is_figure, said)) >= len(said):
            value = at
            break
    if widest > value + 3:
        block.lost.append(f"The cells behind column {value + 3} were not read: a note stands last")
    return _Columns(tuple(range(value)), value, value + 1, value + 2)


def _names(wanted: Sequence[Wanted]) -> Mapping[str, Wanted]:
    """The rows by whatever may stand in a cell for them; a name that two have says nothing."""
    by_name: dict[str, list[Wanted]] = {}
    for row in wanted:
        by_name.setdefault(" ".join(row.name.split()).casefold(), []).append(row)
    known = {name: rows[0] for name, rows in by_name.items() if len(rows) == 1}
    known |= {f"{row.code} {' '.join(row.name.split())}".casefold(): row for row in wanted}
    return known | {row.code.casefold(): row for row in wanted}


def _read_line(number: int, cells: list[str], columns: _Columns, known: Mapping[str, Wanted], block: Block) -> None:
    def at(place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""

    keys = [at(place) for place in columns.keys if at(place)]
    row = next((known[key.casefold()] for key in keys if key.casefold() in known), None)
    text = at(columns.value)
    if row is None:
        if text or not keys:
            said = f"“{keys[0]}” is none of these KPIs" if keys else "no KPI is named"
            block.lost.append(f"Line {number}: {said}, and its value “{text}” was left out: write a code like A-K1")
        return
    if not text:
        if at(columns.note) or at(columns.kind):
            block.lost.append(f"Line {number}: {row.code} has no value, and the rest of the line was left out")
        return
    found = _found(number, text, row.unit)
    kind, note = at(columns.kind), at(columns.note)
    found.note = "; ".join(filter(None, [note, found.note]))
    if said := certainty(kind):
        found.kind = said
    elif kind:
        found.doubts.append(f"Line {number}: “{kind}” is no kind of figure: choose actual, provisional or projected")
    _keep(found, row, block)


def _keep(found: Found, row: Wanted, block: Block) -> None:
    """Two values for one row are one too many, unless they are the same."""
    before = block.rows.get(row.code)
    if before is None:
        block.rows[row.code] = found
    elif not _same(before.figure, found.figure, row.unit):
        said = f"Lines {before.line} and {found.line} are both for {row.code}, with {before.figure} and {found.figure}"
        before.doubts.append(f"{said}: keep the one that is right")


def _same(one: str, other: str, unit: Unit) -> bool:
    try:
        return typed_value(one, unit) == typed_value(other, unit)
    except NotAFigure:
        return one == other
