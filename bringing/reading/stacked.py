"""Tables that stand below each other in one, as on a sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bringing.reading.bands import begins_other, says_section
from bringing.reading.draft import Holds, Role
from bringing.reading.grid import key_of
from bringing.reading.heads import goes_above
from bringing.reading.recognising import NEEDED
from bringing.reading.words import column_role, dated_heading
from sheets.reading import Cell, Document, Table

SURELY: Final = 3
"""Headings that a row has at least where it begins another table within one."""
LONGEST_SURE: Final = 60


def parted(table: Table) -> Iterator[tuple[str, Table]]:
    """The tables that stand below each other in one, as on a sheet, each with its key: other headings begin another."""
    first, begins = True, 0
    before: set[str] = set()
    for number, cells in enumerate(table.rows):
        is_titled = bool(before) and begins_other(table.rows[number - 1], cells) and not _goes_on(table.rows[number:])
        if (is_titled or _heads_another(cells)) and (now := {cell.plain.casefold() for cell in cells}) != before:
            if before:
                ends = _with_what_is_above(table.rows, begins, number)
                yield _segment(table, begins, ends, first=first)
                first, begins = False, ends
            before = now
    yield _segment(table, begins, len(table.rows), first=first)


def _goes_on(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether the table above goes on below these rows: with a section that stands above no headings of its own."""
    below = list(takewhile(lambda each: not _heads_another(each), rows[1:]))
    if len(below) + 1 < len(rows):
        below = below[: _with_what_is_above(below, 0, len(below))]
    return any(map(says_section, below))


def _with_what_is_above(rows: Sequence[Sequence[Cell]], begins: int, number: int) -> int:
    """Where a table begins that has its headings in this row: with the section or the years that stand above those."""
    while number - 1 > begins and goes_above(rows[number - 1]):
        number -= 1
    return number


def rows_of(document: Document) -> dict[str, tuple[int, ...]]:
    """The rows of each table of a file in which something stands, by its key: one of them can hold its headings. A
    table whose cells are told apart here has none."""
    return {
        key: tuple(cells[0].row for cells in table.rows if cells)
        for block in document.tables
        for key, table in parted(block)
    }


def _segment(table: Table, begins: int, ends: int, *, first: bool) -> tuple[str, Table]:
    rows = table.rows[begins:ends]
    key = key_of(table)
    return (key if first else f"{key}, row {rows[0][0].row}"), replace(table, rows=rows)


def _heads_another(cells: Sequence[Cell]) -> bool:
    """Whether a row is one of headings beyond doubt."""
    if len(cells) < SURELY or any(len(cell.text) > LONGEST_SURE for cell in cells):
        return False
    for holds in (Holds.ACTIONS, Holds.KPIS):
        roles = [column_role(cell.plain, holds) for cell in cells]
        known = [role for role in roles if role not in (Role.IGNORE, Role.KNOWN)]
        if not NEEDED[holds] <= set(known) or len(known) < SURELY:
            continue
        of_months = sum(_reports_a_month(cell.plain, role) for cell, role in zip(cells, roles, strict=True))
        if len(known) + of_months >= len(cells) / 2:
            return True
    return False


def _reports_a_month(heading: str, role: Role) -> bool:
    """Whether a heading that names no part of the plan ends in a month, as those of what was reported then do."""
    return role in (Role.IGNORE, Role.KNOWN) and dated_heading(heading) is not None
