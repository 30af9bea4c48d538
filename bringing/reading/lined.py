"""Tables that arrived with each cell in a line of its own, as some pages copy theirs. Where a row begins is certain
only where each has as many lines as there are headings, and begins with a ref of its own; else nothing is read."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import Final

from bringing.reading.draft import Holds, Role, Source
from bringing.reading.grid import Grid, Head, Part, Row
from bringing.reading.words import LONGEST_HEADING, REF, column_role, seen, titled
from sheets.reading import Block, Paragraph

FEWEST: Final = 3
"""Headings that such a table has at least, and that are known by their words."""
MOST: Final = 20
"""Headings that such a table has at most: more lines of such words are none."""
FEWEST_ROWS: Final = 2
"""Rows by which it is seen that each has as many lines."""
_FIRST: Final = {Holds.ACTIONS: (Role.REF, Role.WHAT), Holds.KPIS: (Role.CODE, Role.NAME)}
"""What the first column holds, and what another has to."""
SAVED: Final = "save the page as a file (.html) and bring that, or copy the table into Excel first and from there"
"""What helps where a table came without its cells."""
ROWS_UNKNOWN: Final = (
    "The cells of this table stand each in a line of its own, and nothing says for certain which of them are one row: "
    f"{SAVED}"
)
ONE_A_LINE: Final = (
    "The cells of this table stood each in a line of its own, and were put below their headings in turn: check that "
    f"each row is right; where one is not, {SAVED}"
)


_known = lru_cache(maxsize=1_000)(column_role)
"""The same lines are looked at from each of them on."""


def _role(text: str, holds: Holds) -> Role:
    return _known(text, holds) if len(text) <= LONGEST_HEADING else Role.IGNORE


def headings(blocks: Sequence[Block], number: int) -> tuple[Holds, tuple[Paragraph, ...]]:
    """The lines from this one on that are headings of a table, one a line; none where they are not."""
    for holds, (first, needed) in _FIRST.items():
        heads: list[Paragraph] = []
        for block in blocks[number : number + MOST + 1]:
            if not isinstance(block, Paragraph) or block.item or _role(block.text, holds) is Role.IGNORE:
                break
            heads.append(block)
        roles = [_role(each.text, holds) for each in heads]
        if len(heads) > MOST:
            continue
        if first in roles[1:] and titled(heads[0].text):
            continue  # a title above them
        if needed in roles and len(roles) - roles.count(Role.KNOWN) >= FEWEST:
            return holds, tuple(heads)
    return Holds.NOTHING, ()


def grid(heads: Sequence[Paragraph], lines: Sequence[Paragraph], holds: Holds) -> Grid | None:
    """The table of these headings and the lines below them; None where nothing says for certain what is one row."""
    first, _ = _FIRST[holds]
    size = len(heads)
    begins = takewhile(lambda at: _is_ref(lines[at]), range(0, len(lines), size))
    rows = [lines[at : at + size] for at in begins]
    left = lines[len(rows) * size :]
    if column_role(heads[0].text, holds) is not first or len(rows) < FEWEST_ROWS or len(rows[-1]) < size:
        return None
    refs = [seen(row[0].text) for row in rows]
    shapes = {_shape(each) for each in refs}
    others = [*left, *(each for row in rows for each in row[1:])]
    if len(set(refs)) < len(refs) or any(each.item or _shape(seen(each.text)) in shapes for each in others):
        return None
    columns = tuple(Head(at, _part(each)) for at, each in enumerate(heads, start=1))
    place = heads[0].place
    return Grid(f"line {place.line}", place, columns, tuple(map(_row, rows)), flat=True)


def _row(lines: Sequence[Paragraph]) -> Row:
    cells = {column: _part(each) for column, each in enumerate(lines, start=1)}
    return Row(lines[0].place, cells, rule="one cell a line")


def _part(line: Paragraph) -> Part:
    return Part((Source(line.place, line.text),))


def _is_ref(line: Paragraph) -> bool:
    text = seen(line.text)
    return not line.item and REF.fullmatch(text) is not None


def _shape(text: str) -> str:
    """What a ref looks like: A1 and B12 are alike, 12 and 1a are not."""
    return re.sub(r"\d+", "9", re.sub(r"[a-z]", "a", re.sub(r"[A-Z]", "A", text)))
