"""A column beside the by-when that may say which day counts by now, such as “Revised due date”. A plan has one by-when:
which of the two it is, is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bringing.reading import days
from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import ActionRead, Certainty, ColumnRead, Role, Source
from bringing.reading.grid import Part, Row
from bringing.reading.recognising import CHOSEN
from bringing.reading.words import is_revised, seen
from notices.calendar import in_words

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
    """The cells of a row that have another day than its by-when. A column that somebody left out says nothing."""
    for head in heads:
        if head.role.value is not Role.KNOWN or head.role.rule == CHOSEN or not is_revised(head.heading):
            continue
        part = row.at(head.number) or row.under.get(head.number)
        if part and _FIGURE.search(part.text) and not _is_same(part, action):
            yield Revised(head, number, Source(part.sources[0].place, part.text), _is_sure(part))


def _is_same(part: Part, action: ActionRead) -> bool:
    due = days.by_when(part).when.due_on
    return seen(part.text) == seen(action.by_when.words) or (due is not None and due == action.by_when.value.due_on)


def _is_sure(part: Part) -> bool:
    found = days.by_when(part)
    is_day = found.when.due_on is not None and found.certainty is Certainty.CERTAIN
    return is_day or days.serial(seen(part.text)) is not None


def ask_of_revised(found: Sequence[Revised], building: Building) -> None:
    """Once for a column; by itself of actions whose by-when was not read, of which nothing can be confirmed."""
    columns = {each.column.number: each.column for each in found}
    for column in columns.values():
        own = [each for each in found if each.column is column]
        for is_open in (False, True):
            if several := [each for each in own if _is_open(each, building) is is_open]:
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
    is_sure = all(each.is_sure for each in several)
    what = "leave it to be settled" if _is_open(first, building) else "confirm that the by-when counts"
    says = f"{told}{more}: {what}, or {'choose' if is_sure else 'enter'} the {'days' if more else 'day'} of that column"
    sources = (*column.role.sources, *(each.source for each in several))
    building.asking.ask(Asks.REVISED, paths, sources, says, others=(THOSE_OF_COLUMN,) if is_sure else ())
