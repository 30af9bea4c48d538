"""What a person chose for the tables of a file, and what is remembered of it for the next file of that shape."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bringing.reading.draft import Draft, Holds, Role, TableRead
from bringing.reading.words import dated_heading, fold

DATE: Final = "<date>"
"""Stands for every date of a heading: next year's file has other ones, and the same shape."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says of a table; what is None or not there is proposed as before. `heading_row` counts as the file
    does; 0 says that it has none."""

    holds: Holds | None = None
    heading_row: int | None = None
    columns: Mapping[int, Role] = field(default_factory=dict)
    section: str = ""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a table of a shape was taken for when it was last confirmed: its columns' roles by their headings."""

    holds: Holds
    roles: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that was chosen: for this file, by the tables' keys; and what is remembered, by their shapes."""

    tables: Mapping[str, Choice] = field(default_factory=dict)
    remembered: Mapping[str, Remembered] = field(default_factory=dict)


def heading_key(heading: str) -> str:
    """A heading as it is remembered: “milestone 1 <date>” for the one of any year."""
    if dated := dated_heading(heading):
        return " ".join(filter(None, [fold(dated[0]), DATE]))
    return re.sub(r"\b20\d\d(?:/\d\d)?\b", DATE, fold(heading))


def shape_of(headings: Iterable[str]) -> str:
    """A digest of a table's headings in their order."""
    return _digest("\n".join(heading_key(each) for each in headings))


def shape_of_file(shapes: Sequence[str]) -> str:
    """A digest of the kinds of tables that a file has, however many there are of each."""
    return _digest("\n".join(sorted(set(shapes))))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def shape_of_table(table: TableRead) -> str:
    return shape_of(column.heading for column in table.columns)


def remember(draft: Draft) -> dict[str, Remembered]:
    """What the next file of this shape is read with."""
    return {
        shape_of_table(table): Remembered(
            table.holds.value, {heading_key(column.heading): column.role.value for column in table.columns}
        )
        for table in draft.tables
        if table.columns
    }
