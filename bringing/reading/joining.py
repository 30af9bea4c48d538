"""What cells say that are joined over others: for which rows and columns they are read, and what is asked of them. One
that lies across columns of different meanings is read for each where that is sound, and asked about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from textwrap import shorten
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns
from bringing.reading.draft import ColumnRead, Role, Source, values_of
from bringing.reading.grid import Part, Row, Wide
from bringing.reading.words import is_none, is_to_come
from govuk.words import listed

MOST_QUOTED: Final = 60
MOST_NAMED: Final = 6
"""Columns that a sentence names; of more it says how many."""
_OF_NOTHING: Final = frozenset({Role.KNOWN, Role.IGNORE})
_NAMES_ROW: Final = frozenset({Role.REF, Role.WHAT, Role.NAME, Role.CODE})
_DATES: Final = frozenset({Role.STARTS, Role.BY_WHEN})
"""A month over both is when it starts and by when it is done."""
_START: Final = frozenset({Role.BASELINE, Role.BASELINE_DATE})
_SEVERAL: Final = frozenset({Role.TARGET, Role.MILESTONE})
_AWAITED: Final = frozenset({*_DATES, *_SEVERAL, Role.POSTS, Role.BASELINE})
"""What is said to be awaited by words such as TBC, whichever column they begin in."""
_FIELDS: Final = {
    Role.REF: "ref",
    Role.WHAT: "what",
    Role.SUCCESS: "success",
    Role.BY_WHEN: "by_when",
    Role.STARTS: "starts_on",
    Role.POSTS: "posts",
    Role.NAME: "name",
    Role.CODE: "code",
    Role.UNIT: "unit",
    Role.DIRECTION: "direction",
    Role.BASELINE: "baseline",
    Role.BASELINE_DATE: "as_at",
}
"""The values of a row that there is a column for."""
_FOLLOW: Final = frozenset({"unit", "direction"})
"""Those that follow from others where they have no column."""


class Joining:
    """The joined cells of a table of actions or KPIs. `heads` are its columns as they were read."""

    def __init__(self, columns: Columns, heads: Sequence[ColumnRead], building: Building) -> None:
        self.columns, self.building = columns, building
        self.heads = {head.number: head for head in heads}

    def whole(self, row: Row) -> Row:
        """A row together with what joined cells say of it."""
        down = {column: part for column, part in row.under.items() if self._is_read_down(column, part)}
        cells = {**row.cells, **down}
        across = {
            column: wide.part
            for wide in self.across(row)
            for column in wide.columns
            if column not in cells and self._is_read_across(wide, column)
        }
        if not (down or across):
            return row
        return replace(row, cells={**cells, **across}, under={**row.under, **across})

    def across(self, row: Row) -> Iterator[Wide]:
        """The joined cells of a row that lie over several columns, of which not all say the same of it, with those
        columns."""
        for wide in row.wide:
            columns = tuple(each for each in wide.columns if self._is_one(each))
            roles = [self._role(each) for each in columns]
            if len(columns) > 1 and not set(roles) <= _OF_NOTHING and (len(set(roles)) > 1 or roles[0] in _SEVERAL):
                yield replace(wide, columns=columns)

    def _role(self, column: int) -> Role:
        return self.columns.roles.get(column, Role.IGNORE)

    def _is_one(self, column: int) -> bool:
        """Whether it is a column of its own: it has a heading, or something is known of it."""
        head = self.heads.get(column)
        return head is not None and (bool(head.role.sources) or head.role.value is not Role.IGNORE)

    def _is_read_down(self, column: int, part: Part) -> bool:
        """A joined cell is read for the rows that it covers, but for what names the row."""
        is_below = part.sources[0].place.column == column
        return is_below and self._role(column) not in _NAMES_ROW | _OF_NOTHING

    def _is_read_across(self, wide: Wide, column: int) -> bool:
        """From target to target and from date to date; words that only say that something is awaited of whatever can
        be."""
        roles = {self._role(wide.columns[0]), self._role(column)}
        if (len(roles) == 1 and roles <= _SEVERAL) or roles <= _DATES:
            return True
        return self._role(column) in _AWAITED and _is_awaited(wide.part)

    def ask(self, row: Row, whole: Row, path: str) -> None:
        """Ask about what joined cells say of a row, which was read as `path`: once of each that lies across columns."""
        found = self._found(path)
        beside = set[Source]()
        for wide in self.across(row):
            beside |= set(wide.part.sources)
            if not ({self._role(each) for each in wide.columns} <= _START and _is_awaited(wide.part)):
                self._ask_across(wide, whole, path, found)
        down = {
            source: None
            for column, part in row.under.items()
            if column in whole.cells and self._role(column) is not Role.SECTION and self._is_read_down(column, part)
            for source in part.sources
            if source not in beside
        }
        if down:
            told = ", ".join(f"“{source.words}”" for source in down)
            says = f"{told} stands in joined cells: it was read for each row that they cover; confirm it, or correct"
            self.building.asking.ask(Asks.JOINED, _of(down, found), down, f"{says} the row")

    def ask_of_points(self, row: Row, about: str) -> None:
        """Ask about points that lie across both lists of a section: they were read for the first."""
        for wide in self.across(row):
            names = _named([self._heading(each) for each in wide.columns])
            first, rest = self._heading(wide.columns[0]), _named([self._heading(each) for each in wide.columns[1:]])
            told = f"it was read for {first} alone: correct the section where it says something of {rest}"
            says = f"{_quoted(wide)} stands in one cell that is joined across {names}: {told}"
            self.building.asking.ask(Asks.JOINED, about, wide.part.sources, says)

    def _ask_across(self, wide: Wide, whole: Row, path: str, found: Mapping[str, tuple[Source, ...]]) -> None:
        names = _named([self._heading(each) for each in wide.columns])
        read = [each for each in wide.columns if self._is_read(each, wide, whole, path, found)]
        left = [each for each in wide.columns if each not in read]
        if not left:
            told = "it was read for each of them; confirm it, or correct the row"
        elif read:
            alone, rest = (_named([self._heading(each) for each in several]) for several in (read, left))
            told = f"it was read for {alone} alone: correct the row where it says something of {rest}"
        elif wide.part.sources[0].place.row == whole.place.row:
            told = "it was set aside: enter what of it belongs to the row"
        else:
            return  # said of the row in which it begins
        says = f"{_quoted(wide)} stands in one cell that is joined across {names}: {told}"
        own = {_FIELDS.get(self._role(each), "") for each in wide.columns}
        follows = {f"{path}/{each}" for each in _FOLLOW - own}  # what is taken from a baseline says nothing of its cell
        read_as = [each for each in _of(wide.part.sources, found) if each not in follows]
        about = dict.fromkeys([*read_as, *self._unread(wide, path, found)])
        self.building.asking.ask(Asks.JOINED, about, wide.part.sources, says)

    def _is_read(self, column: int, wide: Wide, whole: Row, path: str, found: Mapping[str, tuple[Source, ...]]) -> bool:
        """Whether what was read of a column has the words of a joined cell."""
        role = self._role(column)
        if role is Role.BASELINE_DATE:  # it may have been parted out of the baseline’s words
            return f"{path}/as_at" in _of(wide.part.sources, found)
        is_there = not set(wide.part.sources).isdisjoint(whole.at(column).sources)
        return is_there and role not in _OF_NOTHING

    def _unread(self, wide: Wide, path: str, found: Mapping[str, tuple[Source, ...]]) -> Iterator[str]:
        """The values of the row that a joined cell may speak of besides, and that it was not read for."""
        for column in wide.columns:
            role = self._role(column)
            if role is Role.TARGET:
                yield f"{path}/targets/{self.columns.all_of(Role.TARGET).index(column)}/rule"
            elif role in _FIELDS and (role is Role.POSTS or f"{path}/{_FIELDS[role]}" in found):
                is_named = role is Role.POSTS and any(each.startswith(f"{path}/posts/") for each in found)
                yield from () if is_named else (f"{path}/{_FIELDS[role]}",)

    def _heading(self, column: int) -> str:
        return f"“{self.heads[column].heading}”"

    def _found(self, path: str) -> dict[str, tuple[Source, ...]]:
        """The sources of each value of the row that was read last, its posts too."""
        building = self.building
        row = building.actions[-1] if path.startswith("actions/") else building.kpis[-1]
        own = takewhile(lambda each: each.path.startswith(f"{path}/"), reversed(building.mentions))
        found = {f"{path}/{name}": read.sources for name, read in values_of(row)}
        return found | {each.path: (each.source,) for each in own}


def _quoted(wide: Wide) -> str:
    return f"“{shorten(wide.part.plain, MOST_QUOTED, placeholder='…')}”"


def _is_awaited(part: Part) -> bool:
    return is_none(part.plain) or is_to_come(part.plain)


def _of(sources: Iterable[Source], found: Mapping[str, tuple[Source, ...]]) -> list[str]:
    """The values whose words stand where these do."""
    places = {source.place for source in sources}
    return [path for path, stand in found.items() if not places.isdisjoint(each.place for each in stand)]


def _named(headings: Sequence[str]) -> str:
    if len(headings) <= MOST_NAMED:
        return listed(list(headings))
    return listed([*headings[: MOST_NAMED - 1], f"{len(headings) - MOST_NAMED + 1} more columns"])
