"""Refs that stand at the beginning of the actions' own texts (“1.1 Appoint a chair”), where a table has no column for
them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns
from bringing.reading.draft import Role, Source
from bringing.reading.grid import Grid, Part, Row
from bringing.reading.words import STRICT_REF, seen

BY_REF: Final = "the letters of its ref"
UNSAID: Final = "nothing says it"
"""What says the section of a row that stands below no heading of one."""
IN_TEXT: Final = "the beginning of the action’s text"
PART_OF_TEXT: Final = "part of the text"
_COLUMN: Final = 0
"""Where such a ref is put in its row: columns of files are counted from 1."""
_FEW: Final = 5
"""Refs that a doubt names."""
_LETTERS: Final = re.compile(r"[A-Z]{1,3}(?=[ .-]?\d)|\d{1,2}(?=\.\d)|[A-Z]{1,3}(?=[ .-])")


def said_by(ref: str) -> str:
    """The section that a ref says by what it begins with; "" for none."""
    found = _LETTERS.match(seen(ref))
    return found.group() if found else ""


def apart(grid: Grid, columns: Columns) -> tuple[Sequence[Row], Columns]:
    """The rows of a table of actions with their refs in a column of their own, if most of the texts begin with one: a
    single text may well begin with a number."""
    what = columns.of(Role.WHAT)
    if what is None or columns.of(Role.REF) is not None:
        return grid.rows, columns
    parted = [_parted(row, what) for row in grid.rows]
    texts = sum(len(row.cells) > 1 and bool(row.at(what)) for row in grid.rows)
    if 2 * sum(_COLUMN in row.cells for row in parted) <= texts:
        return grid.rows, columns
    return parted, Columns({**columns.roles, _COLUMN: Role.REF}, columns.table)


def is_in_text(columns: Columns) -> bool:
    """Whether refs were taken out of the texts of these columns."""
    return columns.of(Role.REF) == _COLUMN


def _parted(row: Row, what: int) -> Row:
    """A row whose action begins with a ref; one that has nothing else may be a heading."""
    part = row.at(what)
    ref = STRICT_REF.match(part.sources[0].words) if part and len(row.cells) > 1 else None
    if ref is None:
        return row
    first, *rest = part.sources
    own = Source(first.place, first.words[: ref.end()].rstrip())
    text = Source(first.place, first.words[ref.end() :])
    return replace(row, cells={**row.cells, _COLUMN: Part((own,)), what: replace(part, sources=(text, *rest))})


def ask_of_refs_in_texts(building: Building) -> None:
    """Once for all that the plan does not have."""
    known = {each.casefold() for each in building.known.refs}
    new = [
        number
        for number, each in enumerate(building.actions)
        if each.ref.rule == IN_TEXT and each.ref.value.casefold() not in known
    ]
    if not new:
        return
    reads = [read for number in new for read in (building.actions[number].ref, building.actions[number].what)]
    refs = [building.actions[number].ref.value for number in new]
    says = (
        "The table has no column of refs, and these texts begin with what may be their refs. They were taken "
        "out of the texts: confirm them, enter others, or choose that they are part of the text"
    )
    building.asking.ask(
        Asks.REF_IN_TEXT,
        [f"actions/{number}/{name}" for number in new for name in ("ref", "what")],
        [source for read in reads for source in read.sources],
        says,
        read=", ".join([*refs[:_FEW], *["…"][: len(refs) - _FEW]]),
        others=(PART_OF_TEXT,),
    )
