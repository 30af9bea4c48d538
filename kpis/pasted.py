"""A column or a block that somebody copied out of a spreadsheet, read for the rows of a grid. Nothing is guessed in
silence: each sentence names the line, what stood there, and what to do."""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kpis.certainty import certainty
from kpis.heads import HEADS, KEYS, KINDS, NO_FIGURE, NO_VALUES, NOTES, VALUES
from kpis.periods import Kind, inside, span
from kpis.targets import Unit
from kpis.typed import Cell, NotAFigure, read_cell, typed_value
from kpis.written import NotAPeriod, read_period

MOST_LINES: Final = 500
MOST_CHARACTERS: Final = 100_000


class CannotPlace(ValueError):
    """What was pasted cannot be put into the rows; its sentence says what to paste instead."""


_CODE: Final = re.compile(r"[A-Za-z]{1,3}[-.]?[A-Za-z]?\d{1,3}", re.ASCII)
"""What looks like a KPI's code, such as A-K1."""


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


def read_block(
    text: str,
    wanted: Sequence[Wanted],
    on: tuple[date, Kind] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Block:
    """Read a column of values in the order of the rows, or a block of code or name, value, kind and note, told by its
    heads or in this order. `on` is the period of the rows, its last day and its kind: a head that names another one is
    not theirs. `elsewhere` says of other KPIs, by their codes, why no row is theirs.

    Raises CannotPlace for what is too long, and where it is not certain which value is whose.
    """
    lines = _lines(text)
    if all(len(cells) == 1 for _, cells in lines):
        return _read_column(lines, wanted, on)
    filled = [(number, cells) for number, cells in lines if any(cells)]
    others = {code.casefold(): why for code, why in (elsewhere or {}).items()}
    return _read_table(filled, wanted, on, others | _called_alike(wanted))


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """The lines with their numbers, from 1, each cell evened out. Blank ones stay: a value may be missing there."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    count = text.removesuffix("\n").count("\n") + 1
    if count > MOST_LINES or len(text) > MOST_CHARACTERS:
        what = f"{count:,} lines" if count > MOST_LINES else f"{len(text):,} characters"
        most = f"{MOST_LINES}" if count > MOST_LINES else f"{MOST_CHARACTERS:,}"
        raise CannotPlace(f"You pasted {what}, and {most} at most can be read: paste the lines of these KPIs alone")
    read = csv.reader(io.StringIO(text), dialect="excel-tab")
    return [(number, [" ".join(cell.split()) for cell in line] or [""]) for number, line in enumerate(read, start=1)]


def _read_column(
    lines: Sequence[tuple[int, list[str]]], wanted: Sequence[Wanted], on: tuple[date, Kind] | None
) -> Block:
    block, values = Block(), [(number, cells[0]) for number, cells in lines]
    head = values[0][1] if values else ""
    headed = _is_heading(head, on)
    if headed:
        _check_period(1, {head: _period(head, on)}, on)
        values = values[1:]
    while len(values) > len(wanted) and not values[-1][1]:
        values.pop()
    instead = "paste code and value side by side"
    if headed and len(values) != len(wanted):
        said = f"Line 1, “{head}”, reads as a heading, and {_values(len(values))} for {_rows(len(wanted))}"
        raise CannotPlace(f"{said}: {instead}")
    if len(values) > len(wanted):
        said = f"The column has {len(values)} values, and there are {len(wanted)} rows"
        raise CannotPlace(f"{said}: {instead}, or just these rows’ values in their order")
    if len(values) < len(wanted):
        said = f"The column has {len(values)} values for {_rows(len(wanted))}, so it is not certain which are whose"
        raise CannotPlace(f"{said}: {instead}, or paste it into the figure of the first row that it is for")
    if headed and head.casefold() not in VALUES and (on is None or _period(head, on) is None):
        block.lost.append(f"Line 1, “{head}”, was taken for a heading: check that the rows below are right")
    for (number, text), row in zip(values, wanted, strict=True):
        if text:
            block.rows[row.code] = _found(number, text, row.unit)
    return block


def _values(number: int) -> str:
    return "1 value follows" if number == 1 else f"{number} values follow"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


def _is_heading(text: str, on: tuple[date, Kind] | None) -> bool:
    """Whether a column's first cell heads it: a word for figures, a period, or words where a figure should stand."""
    if text.casefold() in VALUES or _period(text, on) is not None:
        return True
    return text.casefold() not in NO_FIGURE and re.match(r"[^\d]*[^\W\d_]{3}", text) is not None


def _periods(cells: Sequence[str], on: tuple[date, Kind] | None) -> dict[int, tuple[date, Kind]]:
    """The periods that a line of heads names, by their places: without a year, where only that tells whose figures."""
    named = {at: period for at, cell in enumerate(cells) if cell and (period := _period(cell))}
    if named or any(cell.casefold() in VALUES or _is_figure(cell) for cell in cells):
        return named
    words, heads = {cell.casefold() for cell in cells if cell and _period(cell, on) is None}, HEADS | NO_VALUES
    if words - heads and not words & KEYS:
        return {}  # the name of a KPI and a month in its note
    return {at: period for at, cell in enumerate(cells) if cell and (period := _period(cell, on))}


def _period(text: str, on: tuple[date, Kind] | None = None) -> tuple[date, Kind] | None:
    """The period that a head names; one without a year is of that in which the rows' period `on` ends."""
    for written in (text, f"{text} {on[0].year}") if on else (text,):
        try:
            return read_period(written)
        except NotAPeriod:
            continue
    return None


def _check_period(
    number: int, heads: Mapping[str, tuple[date, Kind] | None], on: tuple[date, Kind] | None
) -> list[str]:
    """The heads that are of the rows' own period. Raises CannotPlace where all that name a period name another one."""
    named = {head: period for head, period in heads.items() if period is not None}
    if on is None:
        return list(named)
    end, kind = on
    fit = [head for head, (day, of) in named.items() if _fits(day, of, end, kind)]
    if named and not fit:
        told = ", ".join(f"“{head}”" for head in named)
        said = f"Line {number} heads figures of {told}, and these rows are for {inside(end, kind)}"
        raise CannotPlace(f"{said}: paste that period’s, or show the other period first")
    return fit


def _fits(day: date, of: Kind, end: date, kind: Kind) -> bool:
    """Whether a head's period is that of the rows: it ends with it and is no longer, or it is a day within it."""
    if of is Kind.DAY:
        return _within(day, end, kind)
    return day == end and span(day, of).first >= span(end, kind).first


def _within(day: date, end: date, kind: Kind) -> bool:
    whole = span(end, kind)
    return whole.first <= day <= whole.last


def _found(number: int, text: str, unit: Unit) -> Found:
    cell: Cell = read_cell(text, unit)
    return Found(number, cell.figure, cell.kind, cell.note, [f"Line {number}: {cell.doubt}"] if cell.doubt else [])


_FIGURE: Final = re.compile(
    r"[<≤=(−–-]?\s*\d[\d.,]*\s*(?:%|per\s?cent|days?)?\)?(?:\s*[(\[].*)?", re.IGNORECASE | re.ASCII
)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _begins_like_one(text: str) -> bool:
    return text[:1].isdigit() or text[:1] in ("<", "=", "-", "−")


def _read_table(
    lines: Sequence[tuple[int, list[str]]],
    wanted: Sequence[Wanted],
    on: tuple[date, Kind] | None,
    elsewhere: Mapping[str, str],
) -> Block:
    block, known = Block(), _names(wanted)
    headed = bool(lines) and _is_head_line(lines[0][1], known, on)
    rest = lines[1:] if headed else lines
    columns = _by_heads(lines[0], rest, known, block, on) if headed else _by_order(rest, known, block)
    for number, cells in rest:
        _read_line(number, cells, columns, known, elsewhere, block)
    return block


def _is_head_line(cells: Sequence[str], known: Mapping[str, Wanted], on: tuple[date, Kind] | None) -> bool:
    """Whether a line heads the others: words for what columns hold, or a period, and no KPI."""
    low = [cell.casefold() for cell in cells]
    if any(cell in known for cell in low):
        return False
    if KEYS.isdisjoint(low) and any(_is_of_a_row(cell, on) for cell in low):
        return False
    return any(cell in HEADS for cell in low) or bool(_periods(cells, on))


def _is_of_a_row(text: str, on: tuple[date, Kind] | None) -> bool:
    """Whether a cell stands in a KPI's own line and in no heading: that there is no figure, or what looks like a code,
    such as that of a KPI which is not in the grid."""
    return text in NO_FIGURE or (_CODE.fullmatch(text) is not None and _period(text, on) is None)


def _by_heads(
    first: tuple[int, list[str]],
    rest: Sequence[tuple[int, list[str]]],
    known: Mapping[str, Wanted],
    block: Block,
    on: tuple[date, Kind] | None,
) -> _Columns:
    """The places that a line of heads gives; a value that it does not name is found as without heads."""
    number, cells = first
    heads = [cell.casefold() for cell in cells]
    periods = _periods(cells, on)
    fit = _check_period(number, {cells[at]: period for at, period in periods.items()}, on)
    values = [at for at in periods if cells[at] in fit] or [at for at, head in enumerate(heads) if head in VALUES]
    if len(values) > 1:
        told = " and ".join(f"“{cells[at]}”" for at in values)
        raise CannotPlace(f"Line {number} heads {told}, and one figure has its place in a row: paste one of them")
    named = tuple(at for at, head in enumerate(heads) if head in KEYS)
    keys = tuple(sorted({*named, *_naming(rest, known)} - set(values)))
    value = values[0] if values else _by_order(rest, known, block).value
    if not values and value < len(heads) and heads[value]:
        if heads[value] in NO_VALUES:
            said = f"Line {number} heads the numbers “{cells[value]}”, which are no figures of a period"
            raise CannotPlace(f"{said}: paste the column of figures, with “Figure” as its head")
        block.lost.append(
            f"Line {number}, “{cells[value]}”, was taken for the heading of the figures: check that it is"
        )
    kind = next((at for at, head in enumerate(heads) if head in KINDS), None)
    note = next((at for at, head in enumerate(heads) if head in NOTES), None)
    keys = keys or tuple(range(value))
    unread = [f"“{cell}”" for at, cell in enumerate(cells) if cell and at not in {*keys, value, kind, note}]
    if unread:
        block.lost.append(f"Line {number}: the column {', '.join(unread)} was not read")
    return _Columns(keys, value, kind, note)


def _naming(lines: Sequence[tuple[int, list[str]]], known: Mapping[str, Wanted]) -> tuple[int, ...]:
    """The columns in which KPIs are named."""
    found = {at for _, cells in lines for at, cell in enumerate(cells) if cell.casefold() in known}
    return tuple(sorted(found))


def _by_order(lines: Sequence[tuple[int, list[str]]], known: Mapping[str, Wanted], block: Block) -> _Columns:
    """Code or name or both, then value, kind and note: the value's column is the first with mostly figures behind those
    that name KPIs. Raises CannotPlace where the next one has figures too."""
    widest = max((len(cells) for _, cells in lines), default=0)
    keys = _naming(lines, known)
    behind = range(keys[-1] + 1 if keys else 1, widest)
    before = [at for at in range(widest) if keys and at < keys[0]]
    value = next((at for at in behind if _mostly(_is_figure, lines, at)), None)
    if value is None:
        value = next((at for at in behind if _mostly(_begins_like_one, lines, at)), None)
    if value is None:
        numbers = [at for at in before if _mostly(_is_figure, lines, at)]
        value = numbers[0] if len(numbers) == 1 and behind.start >= widest else max(behind.start, 1)
    elif others := [at for at in range(value + 1, widest) if _mostly(_is_figure, lines, at)]:
        said = f"Columns {value + 1} and {others[0] + 1} both hold figures, and one has its place in a row"
        raise CannotPlace(f"{said}: paste the one of this period, with the codes beside it")
    if widest > value + 3:
        block.lost.append(f"The cells behind column {value + 3} were not read: a note stands last")
    return _Columns(keys or tuple(range(value)), value, value + 1, value + 2)


def _mostly(is_one: Callable[[str], bool], lines: Sequence[tuple[int, list[str]]], at: int) -> bool:
    """Whether half of the cells of a column or more are figures, those that say that there is none left aside."""
    said = [cells[at] for _, cells in lines if len(cells) > at and cells[at] and cells[at].casefold() not in NO_FIGURE]
    return bool(said) and 2 * sum(map(is_one, said)) >= len(said)


def _names(wanted: Sequence[Wanted]) -> Mapping[str, Wanted]:
    """The rows by whatever may stand in a cell for them; a name that two have says nothing."""
    known = {name: rows[0] for name, rows in _by_name(wanted).items() if len(rows) == 1}
    known |= {f"{row.code} {' '.join(row.name.split())}".casefold(): row for row in wanted}
    return known | {row.code.casefold(): row for row in wanted}


def _called_alike(wanted: Sequence[Wanted]) -> dict[str, str]:
    """Why a name that several rows have is none's."""
    return {
        name: f"is what {len(rows)} KPIs are called (write the code, {' or '.join(row.code for row in rows)})"
        for name, rows in _by_name(wanted).items()
        if len(rows) > 1
    }


def _by_name(wanted: Sequence[Wanted]) -> dict[str, list[Wanted]]:
    found: dict[str, list[Wanted]] = {}
    for row in wanted:
        found.setdefault(" ".join(row.name.split()).casefold(), []).append(row)
    return found


def _read_line(
    number: int,
    cells: list[str],
    columns: _Columns,
    known: Mapping[str, Wanted],
    elsewhere: Mapping[str, str],
    block: Block,
) -> None:
    def at(place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""

    keys = [at(place) for place in columns.keys if at(place)]
    named = list(dict.fromkeys(known[key.casefold()] for key in keys if key.casefold() in known))
    row = named[0] if named else None
    text = at(columns.value)
    if len(named) > 1:
        said = f"Line {number} names {' and '.join(each.code for each in named)}"
        block.lost.append(f"{said}, and its value “{text}” was left out: paste it with the code of one of them")
        return
    if row is None:
        if text or not keys:
            block.lost.append(f"Line {number}: {_no_row(keys, text, elsewhere)}")
        return
    if not text:
        if at(columns.note) or at(columns.kind):
            block.lost.append(f"Line {number}: {row.code} has no value, and the rest of the line was left out")
        return
    found = _found(number, text, row.unit)
    other = next((key for key in keys if key.casefold() not in known and _CODE.fullmatch(key)), "")
    if other:
        found.doubts.append(
            f"Line {number}: “{other}” is none of these KPIs, and its name is that of {row.code}: check it"
        )
    kind, note = at(columns.kind), at(columns.note)
    found.note = "; ".join(filter(None, [note, found.note]))
    if said := certainty(kind):
        found.kind = said
    elif kind:
        found.doubts.append(f"Line {number}: “{kind}” is no kind of figure: choose actual, provisional or projected")
    _keep(found, row, block)


def _no_row(keys: Sequence[str], text: str, elsewhere: Mapping[str, str]) -> str:
    """Why a line has no row, and what to do."""
    there = next((key for key in keys if key.casefold() in elsewhere), None)
    if there is not None:
        return f"“{there}” {elsewhere[there.casefold()]}, and its value “{text}” was left out"
    said = f"“{keys[0]}” is none of these KPIs" if keys else "no KPI is named"
    return f"{said}, and its value “{text}” was left out: write a code like A-K1"


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
