"""The day on which work begins, as plans write it: of a month or a period the first, where a by-when is the last."""

import re
from datetime import date
from typing import Final

from bringing.reading import days
from bringing.reading.asking import Asking, Asks
from bringing.reading.days import DayRead
from bringing.reading.draft import Certainty, Read, WhenRead
from bringing.reading.grid import Part
from bringing.reading.months import MONTH
from bringing.reading.words import fold, is_none, is_to_come, seen
from govuk.words import listed
from kpis.periods import Kind, span
from kpis.written import NotAPeriod, read_period
from notices.calendar import ByWhenKind, in_words, month_end, printed_by_when

NO_START: Final = "no start"
"""What words in the place of a start can be instead of a day."""
MIDDLE: Final = 15
_ENDS: Final = re.compile(r"\bend\b", re.IGNORECASE)
_LATEST: Final = re.compile(r"(?:by|before)\b.*|.*\bor (?:sooner|earlier)\b.*", re.IGNORECASE)
_OF_A_DAY: Final = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}", re.IGNORECASE)
_BEGUN: Final = re.compile(r"(?:work )?(?:already )?(?:ongoing|in progress|started|begun|under ?way)(?: already)?")
_PART_OF: Final = re.compile(
    r"(?:the )?(?P<part>start of|beginning of|early(?: in)?|mid|middle of|late(?: in)?)[ -]+(?:the )?(?P<rest>.+)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?P<year>20\d\d)", re.ASCII)
_YEARS: Final = re.compile(r"(?P<year>20\d\d)\s?[/–-]\s?(?:20)?(?P<next>\d\d)", re.ASCII)
_SEASONS: Final = {9: (10,), 1: (2, 3), 4: (5, 6)}
"""By the month in which a term begins, those in which it, or the season of its name, may begin instead."""
_YEARS_BEGIN: Final = (1, 4, 9)
"""The months in which a calendar, a financial and an academic year begin."""


def begins(part: Part) -> DayRead:
    """Read a start. What names a day is read as of a by-when; the end of something is its last day here too. What only
    says that it began, or has no one day, is proposed or left open, and asked."""
    text = seen(part.text)
    if part.day or days.serial(text) or days.MOMENT.fullmatch(text) or _ENDS.search(text):
        return days.by_when(part)
    found = printed_by_when(text)
    if found.kind is ByWhenKind.IN_PLACE and found.in_place_since:
        return _in_place(text, found.in_place_since)
    if found.kind is ByWhenKind.DATED and found.due_on and not _OF_A_DAY.search(text):
        return _month(text, found.due_on)
    if found.kind is ByWhenKind.ONGOING or _BEGUN.fullmatch(fold(text)):
        return _begun(text)
    if found.kind is ByWhenKind.AWAITED or is_none(text) or is_to_come(text):
        return DayRead(WhenRead(ByWhenKind.AWAITED), "words that name no day")
    if found.kind is not ByWhenKind.UNREADABLE:
        return days.by_when(part)
    of_one = _part_of(text) or _period(text, day_first=part.day_first) or _year(text)
    return of_one or days.no_day(text) or _several(text) or _no_date(text)


def _asked(day: date, rule: str, says: str, others: tuple[str, ...] = ()) -> DayRead:
    return DayRead(WhenRead(ByWhenKind.DATED, day), rule, Certainty.ASKED, says, others)


def _open(says: str, others: tuple[str, ...]) -> DayRead:
    return DayRead(WhenRead(ByWhenKind.UNREADABLE), "no date that is certain", Certainty.OPEN, says, others)


def _first(last: date) -> date:
    return last.replace(day=1)


def _in_place(text: str, since: date) -> DayRead:
    first = since if _OF_A_DAY.search(text) else _first(since)
    told = f"“{text}” says that it is in place already, and was read as a start on {in_words(first)}"
    says = f"{told}: confirm it, enter the day, or choose {NO_START}"
    return _asked(first, "a start of what is in place", says, (NO_START,))


def _begun(text: str) -> DayRead:
    says = f"“{text}” says that it has begun, and not when: enter the day, or choose {NO_START}"
    return _open(says, (NO_START,))


def _month(text: str, last: date) -> DayRead:
    """A month alone. “By June 2024” says the last day on which it may begin, or that month."""
    first = _first(last)
    if _LATEST.fullmatch(text):
        says = f"“{text}” was read as a start on {in_words(first)}: confirm it, or choose {in_words(last)}"
        return _asked(first, "the first day of a month", says, (in_words(last),))
    return DayRead(WhenRead(ByWhenKind.DATED, first), "the first day of a month")


def _month_of(text: str) -> date | None:
    """The first day of what is a month alone, however it is written."""
    found = printed_by_when(text)
    if found.kind is ByWhenKind.DATED and found.due_on and not _OF_A_DAY.search(text):
        return _first(found.due_on)
    try:
        day, kind = read_period(text)
    except NotAPeriod:
        return None
    return _first(day) if kind is Kind.MONTH else None


def _part_of(text: str) -> DayRead | None:
    """The beginning, the middle or the end of a month, or the beginning of a year."""
    found = _PART_OF.fullmatch(text)
    if found is None:
        return None
    said, first = found["part"].casefold(), _month_of(found["rest"])
    if first is None:
        year = _YEAR.fullmatch(found["rest"])
        first = date(int(year["year"]), 1, 1) if year and not said.startswith(("mid", "late")) else None
    if first is None:
        return None
    if said.startswith(("start", "beginning")):
        return DayRead(WhenRead(ByWhenKind.DATED, first), "the first day of a month")
    if said.startswith("late"):
        last = in_words(month_end(first.year, first.month))
        return _open(f"“{text}” names no day: enter the one on which it starts, or choose {last}", (last,))
    day = first.replace(day=MIDDLE) if said.startswith("mid") else first
    others = (in_words(first),) if day != first else ()
    says = f"“{text}” names no day, and was read as a start on {in_words(day)}: confirm it, or enter the day"
    return _asked(day, "a part of a month or year", says, others)


def _period(text: str, *, day_first: bool) -> DayRead | None:
    """The first day of a quarter, a term or a year, or a date in numbers: each can be meant otherwise."""
    even = days.even(text)
    if found := days.QUARTER.fullmatch(even):
        return _quarter(text, *days.quarters(found), is_financial=bool(found["more"]))
    try:
        last, kind = read_period(even)
    except NotAPeriod:
        return None
    if kind is Kind.DAY:
        return days.in_numbers(text, even, last, day_first=day_first)
    first = span(last, kind).first
    if kind is Kind.MONTH:
        return _month(text, last)
    months = _SEASONS[first.month] if kind is Kind.TERM else _YEARS_BEGIN
    others = tuple(in_words(date(first.year, each, 1)) for each in months if each != first.month)
    named = f"the first day of {days.called(kind)}"
    says = f"“{text}” is {days.called(kind)}, read as its first day, {in_words(first)}: confirm it or enter the day"
    return _asked(first, named, says, others)


def _quarter(text: str, calendar: date, financial: date, *, is_financial: bool) -> DayRead:
    begun = [in_words(span(last, Kind.QUARTER).first) for last in (calendar, financial)]
    read = span(financial if is_financial else calendar, Kind.QUARTER).first
    says = (
        f"“{text}” can be a quarter of the financial year ({begun[1]}) or of the calendar year ({begun[0]}): choose one"
    )
    others = tuple(each for each in begun if each != in_words(read))
    return _asked(read, "the first day of a quarter", says, others)


def _year(text: str) -> DayRead | None:
    """A year alone, which can be of three kinds; of 2024/25 nothing says which of two."""
    if found := _YEAR.fullmatch(text):
        first, *others = (in_words(date(int(found["year"]), month, 1)) for month in _YEARS_BEGIN)
        says = f"“{text}” is a year, read as its first day, {first}: confirm it, or choose {listed(others, 'or')}"
        return _asked(date(int(found["year"]), 1, 1), "the first day of a year", says, tuple(others))
    found = _YEARS.fullmatch(text)
    if found is None or (int(found["year"]) + 1) % 100 != int(found["next"]):
        return None
    either = tuple(in_words(date(int(found["year"]), month, 1)) for month in _YEARS_BEGIN[1:])
    says = f"“{text}” can be a financial or an academic year: choose {listed(list(either), 'or')}, or enter the day"
    return _open(says, either)


def _several(text: str) -> DayRead | None:
    """Words around a date, or more than one: on which it starts is for a person."""
    named = days.dates_in(text)
    if not named:
        return None
    firsts = dict.fromkeys(day if _OF_A_DAY.search(words) else _first(day) for words, day in named)
    said = f"“{text}” holds more than one date" if len(firsts) > 1 else f"“{text}” says more than its date"
    others = (*(in_words(day) for day in firsts), NO_START)
    return _open(f"{said}: choose the day on which it starts, or {NO_START}", others)


def _no_date(text: str) -> DayRead:
    says = f"“{text}” names no day on which it starts: enter the month or the day, or choose {NO_START}"
    return _open(says, (NO_START,))


def start_of(part: Part, path: str, called: str, asking: Asking) -> Read[date | None]:
    """The start of an action, which goes by `called`; "" where nothing names it."""
    found = begins(part)
    value = found.when.due_on
    if found.certainty is not Certainty.CERTAIN:
        says = f"{called}: {found.says}" if called else found.says
        read = in_words(value) if value else ""
        asking.ask(Asks.DATE, path, part.sources, says, read=read, others=found.others)
    return Read(value, found.rule, part.sources, found.certainty, found.others)
