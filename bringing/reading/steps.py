"""Milestones of an action out of the columns of its row. A cell that says that there is none is no milestone."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns
from bringing.reading.draft import Certainty, ColumnRead, Read, Role, StepRead
from bringing.reading.grid import Part, Row
from bringing.reading.words import is_none, is_to_come

UNDATED: Final[Read[date | None]] = Read(None, "its heading names no date", (), Certainty.OPEN)


def read_steps(
    row: Row, columns: Columns, heads: Sequence[ColumnRead], path: str, called: str, building: Building
) -> Iterator[StepRead]:
    """The milestones of an action, which goes by `called`; "" where nothing names it."""
    by_number = {head.number: head for head in heads}
    number = 0
    for column in columns.all_of(Role.MILESTONE):
        part = _that_says_something(row, column, building)
        if not part:
            continue
        head, about = by_number[column], f"{path}/milestones/{number}/says"
        if is_to_come(part.plain):
            _ask_of_waiting(part, head, about, called, building)
        yield StepRead(head.called, head.due_on or UNDATED, building.prose(part, about, "its column"))
        number += 1


def _that_says_something(row: Row, column: int, building: Building) -> Part:
    """The cell without what only says that there is no milestone. Of joined cells that is listed where it stands."""
    part = row.at(column)
    none = [source for source in part.sources if is_none(source.words)]
    if column not in row.under:
        building.set_aside(none, "Says that there is no milestone")
    return Part(tuple(each for each in part.sources if each not in none), part.day, part.joined)


def _ask_of_waiting(part: Part, head: ColumnRead, about: str, called: str, building: Building) -> None:
    told = f"“{part.plain}” was read as what must be true at “{head.heading}”, and does not say it"
    says = f"{f'{called}: ' if called else ''}{told}: enter what must be true, leave the milestone out, or confirm it"
    building.asking.ask(Asks.WAITING_STEP, about, part.sources, says, read=part.plain)
