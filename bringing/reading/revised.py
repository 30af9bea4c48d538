"""A column beside the by-when that may say which day counts by now, such as “Revised due date”. A plan has one by-when:
which of the two it is, is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from bringing.reading import days
from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import ActionRead, Certainty, ColumnRead, Role, Source
from bringing.reading.grid import Part, Row
from bringing.reading.words import is_none, is_revised, seen
from notices.calendar import ByWhenKind, in_words, printed_by_when

THOSE_OF_COLUMN: Final = "the days of that column count"
"""What else it could be: each action is due on its day there."""
_FIGURE: Final = re.compile(r"\d")


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
    """Whether a cell may say another day (“December”), or that the day of the by-when is to be settled anew (TBC)."""
    due, month = action.by_when.value.due_on, days.month_in(part.text)
    is_another_month = month > 0 and (due is None or due.month != month)
    return bool(_FIGURE.search(part.text)) or is_another_month or (due is not None and _is_to_come(part.text))


def _is_to_come(words: str) -> bool:
    return not is_none(words) and printed_by_when(seen(words)).kind is ByWhenKind.AWAITED


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
    first, paths = several[0], [f"actions/{each.number}/by_when" for each in several]
    action = building.actions[first.number]
    due = action.by_when.value.due_on
    if _is_open(first, building):
        was = "whose by-when was not read"
    else:
        was = f"whose by-when was read as {in_words(due)}" if due else "whose by-when says no day"
    told = f"“{column.heading}” has “{seen(first.source.words)}” for {action.ref.value or 'an action'}, {was}"
    more = f", and other days than the by-when for {len(several) - 1:,} more" if len(several) > 1 else ""
    says, others = f"{told}{more}: {_ways(several, building)}", (THOSE_OF_COLUMN,) if first.is_sure else ()
    sources = (*column.role.sources, *(each.source for each in several))
    building.asking.ask(Asks.REVISED, paths, sources, says, others=others)


def _ways(several: Sequence[Revised], building: Building) -> str:
    """What can be done."""
    first = several[0]
    ways = ["leave it to be settled" if _is_open(first, building) else "confirm that the by-when counts"]
    ways.append(f"{'choose' if first.is_sure else 'enter'} the {'days' if len(several) > 1 else 'day'} of that column")
    if not _is_open(first, building) and any(_is_to_come(each.source.words) for each in several):
        ways.append("leave it to be settled")
    return f"{', '.join(ways[:-1])}, or {ways[-1]}"
