"""What a person chose for the tables of a file, and what is remembered of it for the next file of that shape."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from bringing.reading.draft import Draft, Holds, Role, TableRead
from bringing.reading.words import dated_heading, fold
from sheets.reading import Place

NONE_SAID: Final[Mapping[str, str]] = MappingProxyType({})
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
    """What a table of a shape was taken for when it was last confirmed: its columns' roles by their headings.
    `sections` are the letters that a person gave to such tables, by their keys; by "" one that all of them have."""

    holds: Holds
    roles: Mapping[str, Role]
    sections: Mapping[str, str] = field(default_factory=dict)

    def section_of(self, key: str) -> str:
        """The section that was chosen for such a table of this key; "" for none."""
        return self.sections.get(key) or self.sections.get("", "")


@dataclass(frozen=True, slots=True)
class Chosen:
    """All that was chosen: for this file, by the tables' keys; and what is remembered, by their shapes."""

    tables: Mapping[str, Choice] = field(default_factory=dict)
    remembered: Mapping[str, Remembered] = field(default_factory=dict)

    def section_of(self, key: str, shape: str) -> str:
        """The section that a person gave to a table, here or before; "" where nobody did, or took it back here."""
        if key in self.tables:
            return self.tables[key].section
        return self.remembered[shape].section_of(key) if shape in self.remembered else ""


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


def shape_without_headings(sheet: str, first: Iterable[str]) -> str:
    """The same of a table that has no headings: of its sheet's name and its first row."""
    return shape_of(("", sheet, *first))


def role_keys(headings: Iterable[str]) -> list[str]:
    """By which the roles of columns are remembered: their headings, and of those that are the same, as two dates are,
    which of them it is."""
    times: Counter[str] = Counter()
    found = []
    for key in map(heading_key, headings):
        times[key] += 1
        found.append(key if times[key] == 1 else f"{key}\x1e{times[key]}")
    return found


def remember(draft: Draft, sections: Mapping[str, str] = NONE_SAID) -> dict[str, Remembered]:
    """What the next file of this shape is read with. A table without headings is known again only where it is left out:
    what its columns hold is seen in its cells, and asked about. `sections` are those that a person gave to tables, by
    their keys."""
    found = {}
    shapes = {table.key: shape_of_table(table) for table in draft.tables}
    for table in draft.tables:
        keys = role_keys(column.heading for column in table.columns)
        roles = {key: column.role.value for key, column in zip(keys, table.columns, strict=True)}
        if shape := shapes[table.key]:
            alike = [each for each in draft.tables if shapes[each.key] == shape]
            found[shape] = Remembered(table.holds.value, roles, _sections(alike, sections))
        elif table.holds.value is Holds.NOTHING and (first := _first_row(table, draft)):
            found[shape_without_headings(table.place.sheet, first)] = Remembered(Holds.NOTHING, {})
    return found


def spread(chosen: Chosen, tables: Sequence[TableRead], shapes: Sequence[str]) -> Chosen:
    """What somebody said of a table, for those of the file that have the same headings (`shapes`, one for each) and of
    which nobody said anything. Where two tables were said to be different things, it holds for no third one; and one
    that is left out takes no other along."""
    said: dict[str, list[Remembered]] = {}
    for table, shape in zip(tables, shapes, strict=True):
        choice = chosen.tables.get(table.key)
        if choice is not None and choice.holds and table.heading_row:
            keys = role_keys(column.heading for column in table.columns)
            named = zip(keys, table.columns, strict=True)
            roles = {key: choice.columns[each.number] for key, each in named if each.number in choice.columns}
            before = chosen.remembered.get(shape)
            said.setdefault(shape, []).append(Remembered(choice.holds, roles, before.sections if before else {}))
    waits = {shape for table, shape in zip(tables, shapes, strict=True) if table.key not in chosen.tables}
    found = {shape: each[0] for shape, each in said.items() if shape in waits and all(one == each[0] for one in each)}
    return replace(chosen, remembered={**chosen.remembered, **found}) if found else chosen


def shape_of_table(table: TableRead) -> str:
    """The digest of a table's headings; "" for one that has none."""
    heads = [column.heading for column in table.columns if column.role.sources]
    return shape_of(heads) if heads else ""


def _sections(alike: Sequence[TableRead], said: Mapping[str, str]) -> dict[str, str]:
    """The sections of tables of one shape. Several with sections of their own are told apart by their sheets: which
    table of a document is which by its number, nobody knows in the next one."""
    letters = {said.get(table.key, "") for table in alike}
    if len(letters) == 1:
        return dict.fromkeys([""], letters.pop()) if all(letters) else {}
    return {table.key: said[table.key] for table in alike if table.place.sheet and said.get(table.key)}


def _first_row(table: TableRead, draft: Draft) -> list[str]:
    """The cells of the first row of a table that was set aside."""
    within = [each.source for each in draft.aside if _is_within(each.source.place, table.place)]
    first = min((source.place.row for source in within), default=0)
    return [source.words for source in within if source.place.row == first]


def _is_within(place: Place, table: Place) -> bool:
    return place.row > 0 and (place.sheet, place.table, place.part) == (table.sheet, table.table, table.part)
