"""Where a KPI starts: its baseline and the date of it, as their cells read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bringing.reading import days
from bringing.reading.asking import Asks
from bringing.reading.building import Building, Columns, at
from bringing.reading.draft import BaselineRead, Certainty, Read, Role, Source, Start
from bringing.reading.figures import PERCENT, of_a_span
from bringing.reading.grid import NEXT_COLUMN, Part, Row
from bringing.reading.months import DATED, MONTH
from bringing.reading.spans import spanned
from bringing.reading.timed import is_in_one_span
from kpis.targets import Unit, plain
from kpis.typed import NotAFigure, read_cell, typed_value
from notices.calendar import in_words

_DEVELOPED: Final = re.compile(
    r"(?:measure |baseline )?to be (?:developed|designed)|in development|under development", re.IGNORECASE
)
_ESTABLISHED: Final = re.compile(r"(?:baseline )?established", re.IGNORECASE)
_AWAITED: Final = re.compile(
    r"tb[acde]|-|–|n/?a|awaited|(?:baseline )?(?:to be (?:confirmed|agreed|set|established|decided|determined)|awaited|"
    r"tb[acd]|not (?:yet )?(?:known|available|established))",
    re.IGNORECASE,
)
_AS_AT: Final = re.compile(rf"(?<=[\s,(–-])(?:as at |at |in )?(?P<date>(?:end (?:of )?)?{MONTH})\)?\Z", re.IGNORECASE)
"""A month at the end of a cell, behind the baseline."""
_BETWEEN: Final = " ,(–-"
LONGEST_AS_AT: Final = 100
"""Characters of it: in a long cell it is looked for nowhere else."""
_DAY: Final = re.compile(rf"\d{{1,2}}\s+{MONTH}", re.IGNORECASE)
LAST_DAY: Final = 31
AWAITED_INSTEAD: Final = "a baseline that is awaited"
"""What a baseline could be that is to be developed, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The words for the baseline and those for its date, where one cell holds both or each has its own."""

    start: Part
    date: Part
    in_dates: bool = False


def apart(row: Row, columns: Columns) -> Parts:
    """Baseline and date of a row. A cell that holds both is parted before its month."""
    start, day = columns.part(row, Role.BASELINE), columns.part(row, Role.BASELINE_DATE)
    if (start and day) or (day and columns.of(Role.BASELINE) is not None):
        return Parts(start, day)
    column = start or day
    if column.day or not column:
        return Parts(Part() if day else start, day)
    *before, last = column.sources
    if before and _is_date(Part((last,))):
        return Parts(Part(tuple(before)), Part((last,)), in_dates=not start)
    found = None if before else _both(last.words)
    if found is None:
        return Parts(day, Part(), True) if day and not _is_date(day) else Parts(start, day)
    words, of = (Source(last.place, each) for each in found)
    return Parts(Part((words,)), Part((of,)), in_dates=not start)


def _both(words: str) -> tuple[str, str] | None:
    """The baseline and the month behind it in a cell; None where it does not hold both."""
    tail = words[-LONGEST_AS_AT:]
    found = _AS_AT.search(tail)
    if found is None:
        return None
    ends = last = len(words) - len(tail) + found.start()
    while ends > 1 and (words[ends - 1] in _BETWEEN or words[ends - 1].isspace()):
        ends -= 1
    start = words[:ends]
    return (start.strip(_BETWEEN), found["date"]) if ends < last and "\n" not in start else None


def _is_date(part: Part) -> bool:
    """Whether a cell of dates holds one, or says that it is awaited; else it holds the baseline."""
    return days.serial(part.plain) is not None or re.fullmatch(DATED, part.plain, re.IGNORECASE) is not None


def read_start(
    row: Row, columns: Columns, unit: Unit, path: str, name: str, building: Building
) -> tuple[Read[BaselineRead], Read[date | None], bool]:
    """The baseline, its date, and whether both stood in the column of dates."""
    parts = apart(row, columns)
    in_one_span = is_in_one_span(row, columns)
    baseline = read_baseline(parts, row, unit, f"{path}/baseline", name, building, in_one_span=in_one_span)
    as_at = days.day_of(parts.date, f"{path}/as_at", building.asking)
    _ask_of_day(parts, path, building)
    _ask_of_next(row, columns, path, building)
    return baseline, as_at, parts.in_dates


def read_baseline(
    parts: Parts, row: Row, unit: Unit, path: str, name: str, building: Building, *, in_one_span: bool = False
) -> Read[BaselineRead]:
    """`in_one_span`: the words beside it are those of all figures of its KPI, and say what it is counted in."""
    part, text = parts.start, parts.start.plain
    if not part:
        called = f"“{name}”" if name else "this KPI"
        says = f"{at(row.place)}: {called} has no baseline: enter it, or say that it is awaited"
        building.asking.ask(Asks.BASELINE, path, row.own[:1], says, read="awaited")
        return Read(BaselineRead(Start.AWAITED), "an empty cell", (), Certainty.OPEN)
    building.ask_of_characters(part, path)
    if _DEVELOPED.fullmatch(text):
        says = f"“{text}” was read as a measure that is still to be developed: confirm it, or choose a baseline awaited"
        others = (AWAITED_INSTEAD,)
        building.asking.ask(
            Asks.TO_BE_DEVELOPED, path, part.sources, says, read="measure to be developed", others=others
        )
        return Read(BaselineRead(Start.TO_BE_DEVELOPED), "words that say so", part.sources)
    if _ESTABLISHED.fullmatch(text):
        says = f"“{text}” says that there is a baseline and not which: enter its value, or leave it awaited"
        building.asking.ask(Asks.NO_BASELINE_VALUE, path, part.sources, says, read="baseline awaited")
        return Read(BaselineRead(Start.AWAITED), "words that say so", part.sources, Certainty.OPEN)
    if _AWAITED.fullmatch(text):
        return Read(BaselineRead(Start.AWAITED), "words that say so", part.sources)
    return _figure(part, unit, path, name, building, in_one_span=in_one_span)


def _figure(
    part: Part, unit: Unit, path: str, name: str, building: Building, *, in_one_span: bool = False
) -> Read[BaselineRead]:
    cell = read_cell(part.plain, unit)
    try:
        value = typed_value(cell.figure, unit)
    except NotAFigure as wrong:
        says = f"{wrong}; this is a baseline, so TBC is an answer too"
        building.asking.ask(Asks.BASELINE, path, part.sources, says, others=(AWAITED_INSTEAD,))
        return Read(BaselineRead(Start.AWAITED), "no figure that is certain", part.sources, Certainty.OPEN)
    if unit is Unit.PERCENT and 0 < value <= 1 and not PERCENT.search(part.plain):
        says = (
            f"“{part.plain}” of a percentage can be {plain(value)}% or, as a share of 1, {plain(100 * value)}%: choose"
        )
        others = (f"{plain(100 * value)}%",)
        building.asking.ask(Asks.TWO_WAYS, path, part.sources, says, read=f"{plain(value)}%", others=others)
    found = spanned(part.plain, name) if unit is Unit.DAYS else None
    if found:
        says = of_a_span(part.plain, value, found)
        building.asking.ask(Asks.BASELINE, path, part.sources, says, read=plain(value), others=found.others)
    elif cell.note and not in_one_span:
        says = f"“{part.plain}” was read as {plain(value)} with the words “{cell.note}”: both are kept, check them"
        building.asking.ask(Asks.WORDS_BESIDE, path, part.sources, says, read=plain(value))
    return Read(BaselineRead(Start.NUMERIC, value, cell.note), "a figure", part.sources)


def _ask_of_day(parts: Parts, path: str, building: Building) -> None:
    """“16 January 2023”: a baseline of 16 and its month, or a day, where both stand in one cell or one line."""
    if not parts.start or not parts.date:
        return
    both = f"{parts.start.plain} {parts.date.plain}"
    one = _line(parts.start.sources[-1]) == _line(parts.date.sources[0])
    if one and _DAY.fullmatch(both) and int(parts.start.plain) <= LAST_DAY:
        says = f"“{both}” was read as a baseline of {parts.start.plain}, as at {parts.date.plain}: confirm it"
        others = (f"the day {both}, and no baseline",)
        read = f"{parts.start.plain}, as at {parts.date.plain}"
        paths = (f"{path}/baseline", f"{path}/as_at")
        building.asking.ask(
            Asks.BASELINE_OR_DAY, paths, (*parts.start.sources, *parts.date.sources), says, read=read, others=others
        )


def _line(source: Source) -> tuple[str, int, int, int, int]:
    """What stands in one place was parted here; cells of a table stand in different ones."""
    place = source.place
    return place.sheet, place.table, place.row, place.column, place.line


def ask_of_day_to_come(
    baseline: Read[BaselineRead], as_at: Read[date | None], about: Iterable[str], building: Building
) -> None:
    """A figure of a day that was yet to come when its file was brought cannot have been measured."""
    on, day = building.known.brought_on, as_at.value
    if on and day and day > on and baseline.value.state is Start.NUMERIC:
        read = in_words(day)
        as_read = "" if as_at.words == read else f"was read as {read}, which "
        told = f"“{as_at.words or read}” {as_read}was yet to come when the file was brought"
        says = f"{told}, and the baseline is a figure already: enter the day that it is of, or leave it to be settled"
        building.asking.ask(Asks.BASELINE_TO_COME, about, as_at.sources, says, read=read)


def _ask_of_next(row: Row, columns: Columns, path: str, building: Building) -> None:
    """An awaited value that was put into the next column."""
    day = columns.part(row, Role.BASELINE_DATE)
    if row.rule == NEXT_COLUMN and row.others and day:
        says = f"“{day.plain}” was read as the baseline’s date, and there are fewer values than columns"
        building.asking.ask(
            Asks.NEXT_COLUMN,
            f"{path}/as_at",
            day.sources,
            f"{says}: confirm it, or choose where it belongs",
            read=day.plain,
            others=row.others,
        )
