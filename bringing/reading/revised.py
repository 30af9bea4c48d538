"""A column beside the by-when that may say which day counts by now, such as “Revised due date”. A plan has one by-when:
which of the two it is, is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from bringing.reading import days
from bringing.reading.asking import Asks, Doubt
from bringing.reading.building import Building
from bringing.reading.draft import ActionRead, Certainty, ColumnRead, Role, Source
from bringing.reading.grid import Part, Row
from bringing.reading.words import is_none, is_revised, seen
from notices.calendar import ByWhenKind, in_words, printed_by_when

THOSE_OF_COLUMN: Final = "the days of that column count"
"""What else it could be: each action is due on its day there."""
_FIGURE: Final = re.compile(r"\d")
_AT_NO_DAY: Final = re.compile(
    r"\b(?:terms?|easter|christmas|spring|summer|autumn|winter|on hold|paused|postponed|deferred|delayed|slipped|"
    r"cancelled|under review)\b",
    re.IGNORECASE,
)
"""What says of an action that its day is another one, or none, and not which."""


@dataclass(frozen=True, slots=True)
class Revised:
    """The cell of an action, by its number, in such a column."""

    column: ColumnRead
    number: int
    source: Source
    is_sure: bool
    """Whether it has one meaning as a day."""


def revised_of(row: Row, number: int, heads: Sequence[ColumnRead], action: ActionRead) -> Iterator[Revised]:
    """The cells of a row that have another day than its by-when. A column that somebody left out says nothing; one that
    they did not is asked about, though it was sent along when they chose what another column holds."""
    for head in heads:
        if head.role.value is not Role.KNOWN or not is_revised(head.heading):
            continue
        part = row.at(head.number) or row.under.get(head.number)
        if part and _may_count(part, action) and not _is_same(part, action):
            yield Revised(head, number, Source(part.sources[0].place, part.text), _is_sure(part))


def _may_count(part: Part, action: ActionRead) -> bool:
    """Whether a cell may say another day (“December”), or that the day of the by-when counts no more (TBC, on hold)."""
    due, month = action.by_when.value.due_on, days.month_in(part.text)
    is_another_month = month > 0 and (due is None or due.month != month)
    return bool(_FIGURE.search(part.text)) or is_another_month or (due is not None and _is_to_come(part.text))


def _is_to_come(words: str) -> bool:
    """Whether words say that something has no day, or none yet."""
    kind = printed_by_when(seen(words)).kind
    return not is_none(words) and (kind in (ByWhenKind.AWAITED, ByWhenKind.ONGOING) or bool(_AT_NO_DAY.search(words)))


def _is_same(part: Part, action: ActionRead) -> bool:
    due = days.by_when(part).when.due_on
    return seen(part.text) == seen(action.by_when.words) or (due is not None and due == action.by_when.value.due_on)


def _is_sure(part: Part) -> bool:
    found = days.by_when(part)
    is_day = found.when.due_on is not None and found.certainty is Certainty.CERTAIN
    return is_day or days.serial(seen(part.text)) is not None


def ask_of_revised(found: Sequence[Revised], building: Building) -> None:
    """Once for a column; by itself of actions whose by-when was not read, of which nothing can be confirmed, and of
    cells without a day that is certain, which cannot be chosen."""
    columns = {each.column.number: each.column for each in found}
    for column in columns.values():
        own = [each for each in found if each.column is column]
        for is_open, is_sure in product((False, True), (True, False)):
            if several := [each for each in own if (_is_open(each, building), each.is_sure) == (is_open, is_sure)]:
                _ask(column, several, building)


def _is_open(revised: Revised, building: Building) -> bool:
    return building.actions[revised.number].by_when.certainty is Certainty.OPEN


def _ask(column: ColumnRead, several: Sequence[Revised], building: Building) -> None:
    paths = [f"actions/{each.number}/by_when" for each in several]
    cells = [(building.actions[each.number], each.source.words) for each in several]
    is_sure = several[0].is_sure
    says, others = told_of_revised(column.heading, cells, is_sure=is_sure), (THOSE_OF_COLUMN,) if is_sure else ()
    sources = (*column.role.sources, *(each.source for each in several))
    building.asking.ask(Asks.REVISED, paths, sources, says, others=others)


def told_of_revised(heading: str, cells: Sequence[tuple[ActionRead, str]], *, is_sure: bool) -> str:
    """The sentence about actions and the words that such a column has for each, of which all or none have one meaning
    as a day; and by-whens of which all or none were read."""
    action, words = cells[0]
    due = action.by_when.value.due_on
    if action.by_when.certainty is Certainty.OPEN:
        was = "whose by-when was not read"
    else:
        was = f"whose by-when was read as {in_words(due)}" if due else "whose by-when says no day"
    told = f"“{heading}” has “{seen(words)}” for {action.ref.value or 'an action'}, {was}"
    more = f", and other days than the by-when for {len(cells) - 1:,} more" if len(cells) > 1 else ""
    return f"{told}{more}: {_ways(cells, is_sure=is_sure)}"


def _ways(cells: Sequence[tuple[ActionRead, str]], *, is_sure: bool) -> str:
    """What can be done."""
    is_open = cells[0][0].by_when.certainty is Certainty.OPEN
    ways = ["leave it to be settled" if is_open else "confirm that the by-when counts"]
    ways.append(f"{'choose' if is_sure else 'enter'} the {'days' if len(cells) > 1 else 'day'} of that column")
    if not is_open and any(_is_to_come(words) for _, words in cells):
        ways.append("leave it to be settled")
    return f"{', '.join(ways[:-1])}, or {ways[-1]}"


def cells_of(doubt: Doubt) -> list[tuple[str, str]]:
    """The by-whens that such a doubt is about, each with the words beside it: the heading stands before these."""
    return [*zip(doubt.about, doubt.words[-len(doubt.about) :], strict=True)]
