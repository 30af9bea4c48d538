"""Whether dates in numbers, 01/02/2024, have the day first in a table, as its other dates prove: where one of them can
be meant in that order only, 30/04/2024, and none in the other, nothing is asked of those that could be either."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from bringing.reading.days import proves_day_first, speaks_against_day_first
from bringing.reading.draft import ColumnRead, Role
from bringing.reading.grid import Grid, Part, Row
from bringing.reading.recognising import Recognised
from bringing.reading.words import is_revised

_OF_DAYS: Final = frozenset({Role.BY_WHEN, Role.STARTS, Role.BASELINE_DATE})


def with_order_of_days(found: Recognised) -> Recognised:
    """The table with its cells of days marked where their order is proven. A date of a spreadsheet proves nothing: its
    words are not those that somebody typed."""
    columns = frozenset(each.number for each in found.columns if _has_days(each))
    if not _is_proven(found.grid, columns):
        return found
    rows = tuple(
        replace(row, cells=_marked(row.cells, columns), under=_marked(row.under, columns)) for row in found.grid.rows
    )
    return replace(found, grid=replace(found.grid, rows=rows))


def _has_days(column: ColumnRead) -> bool:
    return column.role.value in _OF_DAYS or (column.role.value is Role.KNOWN and is_revised(column.heading))


def _is_proven(grid: Grid, columns: frozenset[int]) -> bool:
    """Whether a cell of days proves it; one date with the month first, wherever it stands in the table, leaves it open
    in which order anybody wrote there."""
    of_days = (part for row in grid.rows for number, part in _cells(row) if number in columns)
    if not any(part.day is None and proves_day_first(part.text) for part in of_days):
        return False
    standing = (part for row in grid.rows for part in (*row.cells.values(), *row.loose, *row.under.values()))
    return not any(speaks_against_day_first(part.text) for part in (*standing, *(head.part for head in grid.heads)))


def _cells(row: Row) -> Iterator[tuple[int, Part]]:
    yield from row.cells.items()
    yield from row.under.items()


def _marked(cells: Mapping[int, Part], columns: frozenset[int]) -> dict[int, Part]:
    return {number: replace(part, day_first=True) if number in columns else part for number, part in cells.items()}
