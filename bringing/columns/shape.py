"""What a sheet and a column of our own workbook are, and how several values stand in one cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as of_each
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bringing.plain import Kind

ABOUT: Final = "About this workbook"
"""The first sheet."""
EXAMPLE: Final = "Example:"
"""How the first cell of a row begins that shows how a sheet is filled in, and counts for nothing."""
NOT_SETTLED: Final = "not settled"
"""Stands for a due date that nobody has settled: an empty one is read out of the date as printed."""
YES, NO = "Yes", "No"


class Cells(StrEnum):
    """How the cells of a column are written and read."""

    TEXT = "text"
    LINES = "lines"
    """Several, one a line."""
    LIST = "list"
    """Several, with commas."""
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes or no"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `field` names what stands in it, for a column that is read back by the names of `plain.FIELDS`.
    `elsewhere` says where that is changed; "" for a column that is read back. `choices` are the answers by what is kept
    for them. `example` stands in the empty workbook. `becomes` says when a change is taken, and where it is made
    when not; "" for a column whose changes are always taken."""

    heading: str
    field: str
    says: str
    cells: Cells = Cells.TEXT
    elsewhere: str = ""
    choices: Mapping[str, str] = of_each(default_factory=dict)
    example: str | bool | date | Decimal | None = None
    becomes: str = ""

    @property
    def is_read(self) -> bool:
        return not self.elsewhere


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what its rows are. `kind` and `part`: of which rows, and which field of them, it is read back into."""

    name: str
    says: str
    columns: tuple[Field, ...]
    kind: Kind | None = None
    part: str = ""

    @property
    def is_read(self) -> bool:
        return self.kind is not None

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def column(self, name: str) -> Field:
        return next(column for column in self.columns if column.field == name)


_VALUE: Final = re.compile(r'\s*("(?:[^"]|"")*")\s*(?=[,;\n]|$)|([^,;\n]+)')


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, with commas; one that has a comma of its own in quotes."""
    return ", ".join(f'"{each.replace(chr(34), chr(34) * 2)}"' if re.search('[,;"]', each) else each for each in values)


def parted(text: str) -> list[tuple[str, str]]:
    """The values of such a cell, also where semicolons or lines part them; each with how it stands there."""
    found = [(each[1] or each[2]).strip() for each in _VALUE.finditer(text)]
    return [(each[1:-1].replace('""', '"') if each[:1] == '"' == each[-1:] else each, each) for each in found if each]
