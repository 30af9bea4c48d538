"""The rows of a table that are its headings: one, or two where the upper ones stand over several of the lower."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from bringing.reading.bands import titles_table
from bringing.reading.draft import Holds, Role, Source
from bringing.reading.grid import Grid, Head, Part, gridded, lies_across, part_of
from bringing.reading.words import SECTION, column_role, dated_heading, fold, of_a_year, seen
from sheets.reading import Cell, Merge, Place, Table

_BELOW_A_YEAR: Final = re.compile(
    r"(?:final |interim |stretch |overall )?(?:targets?|milestones?|goals?|ambitions?|trajector(?:y|ies)|actuals?|"
    r"actual figure|outturns?|results?|performance|forecasts?|projected|projections?|planned|plan|base ?lines?)"
    r"(?: \d{1,2})?|q[1-4]|quarter [1-4]"
)
"""What a column is called of which the heading above says the year."""


def headed(table: Table, row: int) -> Grid:
    """The grid below a row of headings. It is known by this row whatever headings are read with it: chosen again, it
    brings the same ones."""
    heads, last = heads_of(table, row)
    grid = gridded(table, last)
    read = {source for head in heads for source in head.part.sources}
    above = tuple(each for each in grid.above if each not in read)
    return replace(grid, heads=heads, above=above, heading_row=row, joined=_joined(table, row, heads))


def _joined(table: Table, row: int, heads: Sequence[Head]) -> dict[int, tuple[Part, int]]:
    """The headings of a row that lie over columns, by the numbers of those behind their first."""
    own = {head.number: head.part for head in heads}
    return {
        column: (own[each.left], column - each.left + 1)
        for each in table.merges
        if each.top <= row <= each.bottom and each.left in own
        for column in range(each.left + 1, each.right + 1)
    }


def heads_of(table: Table, row: int) -> tuple[tuple[Head, ...], int]:
    """The headings of a row, read with those above and below that go with them, and the last row of them."""
    rows = {cells[0].row: [cell for cell in cells if cell.text] for cells in table.rows if cells}
    here, below = rows.get(row, []), rows.get(row + 1, [])
    heads = {cell.column: part_of(table, cell) for cell in here}
    last, lower = row, {cell.column: part_of(table, cell) for cell in below}
    if tops := _joined_over(table, row, heads, lower) or _years_over_blanks(here, lower):
        heads |= {column: _together(heads.get(tops[column], Part()), part) for column, part in lower.items()}
        last = row + 1
    elif row > 1:
        heads |= _with_those_above(table, rows.get(row - 1, []), heads)
    return tuple(Head(number, part) for number, part in sorted(heads.items())), last


def _joined_over(table: Table, row: int, heads: Mapping[int, Part], below: Mapping[int, Part]) -> dict[int, int]:
    """By each column of the row below, that of the joined heading over it; of one that has none, its own where the two
    go together, as “Sept 22” below “Baseline” does. Nothing where others stand there."""
    over = [each for each in table.merges if each.top <= row <= each.bottom and each.right > each.left]
    under = {column: each.left for column in below for each in over if each.left <= column <= each.right}
    beside = {column for column in heads.keys() & (below.keys() - under) if _go_together(heads[column], below[column])}
    several = max(Counter(under.values()).values(), default=0) > 1  # else rows and headings are joined alike
    fits = several and len(under) + len(beside) == len(below)
    return under | {column: column for column in beside} if fits else {}


def _years_over_blanks(here: Sequence[Cell], below: Mapping[int, Part]) -> dict[int, int]:
    """The same where nothing is joined, as in a CSV: years with blanks behind them, and below each of them nothing but
    words that stand below a year."""
    tops = {column: _left(here, column) for column in below}
    years = {cell.column for cell in here if of_a_year(cell.plain)}
    blank = below.keys() - {cell.column for cell in here}
    over = {cell.column for cell in here if _is_period(_part(cell))}
    each_its_own = below.keys() <= over
    fits = (blank and set(tops.values()) <= years) or each_its_own
    is_one = fits and all(map(_is_below_a_year, below.values()))
    return {column: top for column, top in tops.items() if top} if is_one else {}


def _left(cells: Sequence[Cell], column: int) -> int | None:
    """The column of the cell in or before a column."""
    return max((cell.column for cell in cells if cell.column <= column), default=None)


def _with_those_above(table: Table, above: Sequence[Cell], heads: Mapping[int, Part]) -> dict[int, Part]:
    """Headings together with those that the row above has over them. What lies over all of them is a title. Beside
    words that head no column, a day says when the table was made or printed."""
    found: dict[int, Part] = {}
    are_heads = all(lies_across(table, cell) or _heads_a_column(cell) for cell in above)
    for number, cell in enumerate(above):
        across = lies_across(table, cell)
        if not (across or are_heads):
            continue
        behind = above[number + 1].column if number + 1 < len(above) else max(heads, default=0) + 1
        top = part_of(table, cell)
        under = _under(cell.column, top, across, behind, heads)
        if set(under) != set(heads):
            found |= {column: _together(top, heads[column]) for column in under if _go_together(top, heads[column])}
    return found


def _heads_a_column(cell: Cell) -> bool:
    part = _part(cell)
    roles = {column_role(part.plain, holds) for holds in (Holds.ACTIONS, Holds.KPIS)}
    if dated_heading(part.plain):
        roles -= {Role.KNOWN}  # “Status as at July 2024”
    return _is_period(part) or _is_below_a_year(part) or bool(roles - {Role.IGNORE, Role.MILESTONE, Role.TARGET})


def _part(cell: Cell) -> Part:
    return Part((Source(Place(), cell.text),), cell.day)


def _under(column: int, top: Part, across: Merge | None, behind: int, heads: Mapping[int, Part]) -> list[int]:
    """The headings that a cell above stands over: all below joined cells; else the one below it, and those behind that
    have nothing above them, as far as a year or “Actual” goes on over them."""
    if across:
        return [each for each in heads if across.left <= each <= across.right]
    over = [column] if column in heads and (_is_below_a_year(top) or _is_period(top)) else []
    goes_on = _is_period if _is_below_a_year(top) else _is_below_a_year if of_a_year(top.plain) else _never
    further = range(column + 1, behind) if over else range(0)
    return [*over, *takewhile(lambda each: each in heads and goes_on(heads[each]), further)]


def _never(_: Part) -> bool:
    return False


def _go_together(upper: Part, lower: Part) -> bool:
    """Whether one says what the other is of: a year or a day over “Target”, “Actual” over the years or days."""
    if _is_period(upper):
        return _is_below_a_year(lower)
    return _is_day(lower) or (_is_period(lower) and _is_below_a_year(upper))


def _is_below_a_year(part: Part) -> bool:
    return _BELOW_A_YEAR.fullmatch(fold(part.plain)) is not None


def _is_period(part: Part) -> bool:
    return _is_day(part) or of_a_year(part.plain)


def _is_day(part: Part) -> bool:
    dated = dated_heading(part.plain)
    return bool(part.day or (dated and not dated[0]))


def _together(upper: Part, lower: Part) -> Part:
    """Two headings as one. The day comes last, as in “Target – March 2024”, wherever it stands."""
    first, second = (lower, upper) if _is_period(upper) else (upper, lower)
    return Part((*first.sources, *second.sources))


def goes_above(cells: Sequence[Cell]) -> bool:
    """Whether a row above headings goes with them: the section of the table, its title, or years and days over them."""
    if len(cells) == 1 and (SECTION.fullmatch(seen(cells[0].text)) or titles_table(cells)):
        return True
    return all(_is_period(_part(cell)) for cell in cells)


def is_of_heads(column: int, text: str, heads: Sequence[Head]) -> bool:
    """Whether a cell of a column says what its heading says, or one of two that were read together."""
    return any(head.number == column and text in _words(head.part) for head in heads)


def _words(part: Part) -> set[str]:
    return {part.plain.casefold(), *(_plain(each) for each in part.sources)}


def _plain(source: Source) -> str:
    return " ".join(source.words.split()).casefold()
