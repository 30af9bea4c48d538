"""Milestones of an action out of the columns of its row. A cell that says that there is none is no milestone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Final

from bringing.reading import days
from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns, at
from bringing.reading.draft import Certainty, ColumnRead, Read, Role, Source, StepRead
from bringing.reading.grid import Part, Row
from bringing.reading.months import DATED, WRITTEN_DAY
from bringing.reading.words import is_none, is_to_come
from govuk.words import listed
from notices.calendar import in_words

LONGEST: Final = 1_000
"""Characters of a line in which a day is looked for."""
_AROUND: Final = " \t.,:;()[]–—-•·*"
_DAYS: Final = re.compile(rf"{DATED}|{WRITTEN_DAY}", re.IGNORECASE)
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
        head = by_number[column]
        for each in (dated := _dated_parts(part, head)):
            own = f"{path}/milestones/{number}"
            due = _own_day(each, head.heading, f"{own}/due_on", called, building)
            yield StepRead(head.called, due, building.prose(each, f"{own}/says", "its column"))
            number += 1
        if dated:
            continue
        about = f"{path}/milestones/{number}/says"
        if is_to_come(part.plain):
            _ask_of_waiting(part, head, about, called, building)
        due = head.due_on or UNDATED
        _ask_of_a_later_day(part, due, f"{path}/milestones/{number}/due_on", called, building)
        yield StepRead(head.called, due, building.prose(part, about, "its column"))
        number += 1


def _dated_parts(part: Part, head: ColumnRead) -> list[Part]:
    """The milestones of a cell that have days of their own below a heading that names none: each in its line or behind
    a semicolon where most say their day, else the whole cell where it ends or begins with one; nothing where it does
    not."""
    if (head.due_on is not None and head.due_on.value is not None) or re.search(r"\d\d", head.heading):
        return []
    pieces = [piece for source in part.sources for line in _lines(source) for piece in _pieces(line)]
    dated = sum(bool(_day_in(each.words)) for each in pieces)
    if dated == len(pieces) or (dated > 1 and 2 * dated >= len(pieces)):
        return [Part((each,)) for each in pieces]
    return [part] if _day_in(part.plain) else []


def _lines(source: Source) -> Iterator[Source]:
    yield from (Source(source.place, line) for each in source.words.split("\n") if (line := each.strip()))


def _pieces(line: Source) -> list[Source]:
    """What semicolons part, where each part has a day."""
    pieces = [Source(line.place, each.strip()) for each in line.words.split(";") if each.strip()]
    return pieces if all(_day_in(each.words) for each in pieces) else [line]


def _day_in(text: str) -> str:
    """The words for the one day that stands at the beginning or the end of a text; "" where there is none."""
    found = list(islice(_DAYS.finditer(text), 2)) if len(text) <= LONGEST else []
    if len(found) != 1:
        return ""
    before, behind = text[: found[0].start()].strip(_AROUND), text[found[0].end() :].strip(_AROUND)
    return found[0].group() if not before or not behind else ""


def _own_day(part: Part, heading: str, path: str, called: str, building: Building) -> Read[date | None]:
    """The day in a milestone's own words, below a heading that names none, or a month without its year."""
    words, place = _day_in(part.plain), part.sources[0].place
    read = days.by_when(Part((Source(place, words),))) if words else None
    before = part.plain.partition(words)[0].rstrip() if words else ""
    if read is not None and (of_it := days.numbered(before, words)):
        month = days.by_when(Part((Source(place, of_it[1]),)))
        read = replace(month, certainty=Certainty.ASKED, others=(words,))
    if read is not None and read.certainty is Certainty.CERTAIN and read.when.due_on:
        return _beside_a_month(read.when.due_on, heading, part, path, called, building)
    said = f"{at(place)}: {f'{called}: ' if called else ''}“{part.plain}” does not say for certain by which day"
    proposed = read.when.due_on if read else None
    says = f"{said} it must be true: enter the day, or leave it open"
    others, told = read.others if read else (), in_words(proposed) if proposed else ""
    building.asking.ask(Asks.TARGET_DATE, path, part.sources, says, read=told, others=others)
    return Read(
        proposed, "a day in its own words", part.sources, Certainty.ASKED if proposed else Certainty.OPEN, others
    )


def _beside_a_month(
    day: date, heading: str, part: Part, path: str, called: str, building: Building
) -> Read[date | None]:
    """Such a day that is certain; asked about where the heading is another month."""
    month = days.month_in(heading)
    if month in (0, day.month):
        return Read(day, "the day in its own words", part.sources)
    said = f"{f'{called}: ' if called else ''}“{part.plain}” names another month than its heading, “{heading}”"
    says = f"{said}: confirm {in_words(day)}, or enter the day by which it must be true"
    building.asking.ask(Asks.TARGET_DATE, path, part.sources, says, read=in_words(day))
    return Read(day, "the day in its own words", part.sources, Certainty.ASKED)


def _ask_of_a_later_day(part: Part, due: Read[date | None], path: str, called: str, building: Building) -> None:
    """A cell that names a day after the one in its heading: what must be true by July is not published in September. An
    earlier one can be that of anything."""
    if due.value is None or len(part.plain) > LONGEST:
        return
    later = [in_words(day) for day in days.days_named(part.plain, due.value.year) if day > due.value]
    if later:
        read = in_words(due.value)
        said = f"{f'{called}: ' if called else ''}“{part.plain}” names a later day than its heading, {read}"
        says = f"{said}: confirm the heading’s, or choose {listed(later, 'or')}"
        building.asking.ask(Asks.TARGET_DATE, path, part.sources, says, read=read, others=later)


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
