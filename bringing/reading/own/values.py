"""Cells of our own workbook as values. What cannot stand there is asked: the cell, what was expected, what to do."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from bringing.columns import NO, YES, Sheet, parted
from bringing.reading import beginnings, days
from bringing.reading.asking import Asks
from bringing.reading.building import Building, at
from bringing.reading.draft import ITS_OWN, Certainty, Read, Source
from bringing.reading.grid import Part
from bringing.reading.own.sheets import Line
from bringing.reading.words import fold
from govuk.words import listed
from kpis.models import Frequency
from notices.calendar import ByWhenKind, in_words
from sheets.writing import CUT

COLUMN: Final = ITS_OWN
EMPTY: Final = "an empty cell"
STARTS: Final = "starts_on"
"""The field of a first day, of an action or of the plan: of a month it is the first one."""
_TRUE, _FALSE = {fold(YES), "y", "true"}, {fold(NO), "n", "false"}
_ALSO: Final = {
    "%": "percent",
    "per cent": "percent",
    "up": "higher",
    "down": "lower",
    "monthly": "month",
    "quarterly": "quarter",
    "termly": "term",
}
"""What people write for an answer."""
_YEARLY: Final = re.compile(r"annual(?:ly)?|yearly|(?:each|every|once a|per) year|12 monthly")
"""Once a year, of which nothing says which year that is."""
_YEARS: Final = (Frequency.ACADEMIC_YEAR, Frequency.FINANCIAL_YEAR)
_PLACES: Final = 4
"""Digits behind the point that a figure has at most."""
_LARGEST: Final = Decimal(10) ** 10


def text(line: Line, field: str, path: str, building: Building) -> Read[str]:
    """The cell's own text, sign by sign."""
    part = line.part(field)
    if part.text.endswith(CUT):
        says = f"{_at(part)}: this is the beginning of a text that no cell can hold: put the whole text in the plan"
        building.asking.ask(Asks.TOO_LONG, path, part.sources, says)
    return Read(part.text, COLUMN if part else EMPTY, part.sources)


def lines(line: Line, field: str) -> tuple[Read[str], ...]:
    """A value for each line of the cell."""
    return tuple(
        Read(words, COLUMN, (Source(source.place, words),))
        for source in line.part(field).sources
        for each in source.words.split("\n")
        if (words := each.strip())
    )


def several(line: Line, field: str, known: Iterable[str], path: str, building: Building) -> tuple[Read[str], ...]:
    """The values of a cell that has several, each of which has to be known, if anything is."""
    names = {each.casefold(): each for each in known}
    found: list[Read[str]] = []
    for source in line.part(field).sources:
        for each, stands in parted(source.words):
            value = names.get(each.casefold(), each)
            if names and each.casefold() not in names:
                says = f"{at(source.place)}: there is no “{each}”: correct it, or leave it out"
                asks = Asks.LINK if field == "actions" else Asks.CLAUSE
                building.asking.ask(asks, f"{path}/{len(found)}", [source], says, read=each)
            found.append(Read(value, COLUMN, (Source(source.place, stands),)))
    return tuple(found)


def day(line: Line, field: str, path: str, building: Building, *, asked: str = "") -> Read[date | None]:
    """A day. `asked` says why there has to be one; "" where there need not."""
    part = line.part(field)
    if not part:
        if asked:
            says = f"{at(line.place)}: {asked}: enter its day, such as 30 June 2027"
            building.asking.ask(Asks.DATE, path, line.sources[:1], says)
            return Read(None, EMPTY, (), Certainty.OPEN)
        return Read(None, EMPTY)
    found = beginnings.begins(part) if field == STARTS else days.by_when(part)
    value = found.when.due_on
    if found.certainty is Certainty.CERTAIN and found.when.kind is ByWhenKind.DATED:
        return Read(value, found.rule, part.sources)
    empty = "" if asked else ", or leave the cell empty"
    says = found.says if value else f"“{part.plain}” is no day: enter one such as 30 June 2027{empty}"
    read = in_words(value) if value else ""
    building.asking.ask(Asks.DATE, path, part.sources, f"{_at(part)}: {says}", read=read, others=found.others)
    return Read(value, found.rule, part.sources, Certainty.ASKED if value else Certainty.OPEN, found.others)


def ask_of_long_stop(what: str, due: Read[date | None], about: str | Iterable[str], building: Building) -> None:
    """A date after the notice's own. Of what stands in the plan so already nothing is asked where it is checked."""
    stop, day = building.known.deliver_by, due.value
    if stop and day and day > stop:
        says = (
            f"{what} is due on {in_words(day)}, after the notice’s {in_words(stop)}: confirm it, or enter another day"
        )
        building.asking.ask(Asks.AFTER_DELIVER_BY, about, due.sources, says, read=in_words(day))


def number(line: Line, field: str, path: str, building: Building) -> Read[Decimal | None]:
    """A figure with four decimals at most."""
    part = line.part(field)
    if not part:
        return Read(None, EMPTY)
    try:
        value = Decimal(part.plain.replace(",", "").removesuffix("%").strip())
        fits = value.is_finite() and abs(value) < _LARGEST and value == round(value, _PLACES)
    except InvalidOperation:
        fits = False
    if fits:
        return Read(value, COLUMN, part.sources)
    says = f"{_at(part)}: “{part.plain}” is no number with up to {_PLACES} decimals: enter one, or leave it empty"
    building.asking.ask(Asks.BASELINE, path, part.sources, says)
    return Read(None, COLUMN, part.sources, Certainty.OPEN)


def yes_or_no(line: Line, field: str, path: str, building: Building) -> Read[bool] | None:
    """None for an empty cell."""
    part = line.part(field)
    if not part:
        return None
    said = fold(part.text)
    if said not in _TRUE | _FALSE:
        says = f"{_at(part)}: “{part.plain}” is neither {YES} nor {NO}: enter one of them"
        building.asking.ask(Asks.LINK, path, part.sources, says, read=NO, others=(YES,))
        return Read(False, COLUMN, part.sources, Certainty.ASKED)
    return Read(said in _TRUE, COLUMN, part.sources)


def choice(line: Line, field: str, sheet: Sheet, otherwise: str, path: str, building: Building) -> Read[str]:
    """One of the answers of a column, as it is kept; `otherwise` for an empty cell."""
    part = line.part(field)
    return answer(part, sheet.column(field).choices, otherwise, path, building) if part else Read(otherwise, EMPTY)


def answer(part: Part, choices: Mapping[str, str], otherwise: str, path: str, building: Building) -> Read[str]:
    """The answer that a cell names, as it is kept; where it names none that is asked, and `otherwise` is read."""
    said = _ALSO.get(fold(part.text), fold(part.text))
    kept = next((each for each, label in choices.items() if said in (fold(label), fold(each))), None)
    if kept is None:
        others = [choices[each] for each in _YEARS if each in choices and _YEARLY.fullmatch(said)] or choices.values()
        answers = listed([f"“{label}”" for label in others], "or")
        says = f"{_at(part)}: “{part.plain}” is none of the answers: choose {answers}"
        read = choices.get(otherwise, "")
        building.asking.ask(Asks.UNIT, path, part.sources, says, read=read, others=others)
        return Read(otherwise, COLUMN, part.sources, Certainty.ASKED)
    return Read(kept, COLUMN, part.sources)


def _at(part: Part) -> str:
    return at(part.sources[0].place)
