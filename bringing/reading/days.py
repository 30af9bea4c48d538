"""Days as plans write them: a by-when, a baseline's date, the date in a heading. What has no one meaning is asked."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from audit.clock import day_of as london_day_of
from bringing.reading.asking import Asking, Asks
from bringing.reading.draft import Certainty, Read, Source, WhenRead
from bringing.reading.grid import Part
from bringing.reading.months import DATED, MONTH, MONTH_NAME
from bringing.reading.words import seen
from govuk.words import a
from kpis.periods import Kind
from kpis.written import NotAPeriod, read_period
from notices.calendar import MONTHS, NO_DAY, ByWhenKind, in_words, month_end, no_such_day, printed_by_when
from sheets.reading import Place

_NUMBERS: Final = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:20)?\d\d)", re.ASCII)
_NUMBERS_WITHIN: Final = re.compile(rf"(?<![\w/.-]){_NUMBERS.pattern}(?!\d)", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII)
MOMENT: Final = re.compile(
    r"(?P<day>20\d\d-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d)(?:T|\s+)"
    r"\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:\s?[ap]m)?(?P<zone>Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE | re.ASCII,
)
"""A day with a time behind it, as programs write one into a file."""
_BEFORE: Final = re.compile(rf"before\s+{MONTH_NAME}\b.*", re.IGNORECASE)
"""Before a month: its last day, or that of the month before."""
_MONTHS: Final = 12
_TERM: Final = re.compile(r"(autumn|spring|summer)(?: term)?\s+\d{4}", re.IGNORECASE)
QUARTER: Final = re.compile(
    r"(?:q(?P<number>[1-4])|quarter (?P<word>[1-4]))[\s,]+(?:of )?(?P<year>20\d\d)(?P<more>\s*[/–-]\s*\d\d)?",
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(r"[3-7]\d{4}")
_FIRST: Final = date(1899, 12, 30)
"""The day before the first one that spreadsheets count: they hold 1900 for a leap year."""
_DATES: Final = re.compile(DATED, re.IGNORECASE)
_IN_HEADING: Final = re.compile(
    r"(?<![\w/.-])(?:(?:ay|fy|(?:academic|financial) year|q[1-4]|quarter [1-4]|(?:autumn|spring|summer)(?: term)?)"
    rf"[\s,]*(?:of )?)?(?:(?:\d{{1,2}}(?:st|nd|rd|th)?[\s-]+)?{MONTH_NAME}\.?,?[\s-]*['’]?(?:20)?\d\d|"
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d|20\d\d-\d\d-\d\d|(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d|20\d\d)(?![\d%/])",
    re.IGNORECASE,
)
"""What in a heading is a date, or may be one."""


_WITHOUT_YEAR: Final = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+){MONTH_NAME}\b(?!\.?,?[\s-]*['’]?(?:20)?\d\d)", re.IGNORECASE
)
"""“7 Sept”, of the year that stands elsewhere."""


_SHORT_YEAR: Final = re.compile(rf"(?P<month>\b{MONTH_NAME})\b\.?[\s-]*['’]?(?P<year>\d\d)(?!\d)", re.IGNORECASE)
"""“Sept 23” of “3 Sept 23”."""
_MONTH_ALONE: Final = re.compile(
    rf"(?:(?:by|end|the|of|due|in|mid|milestones?|targets?|\d)\b\W*)*(?P<month>{MONTH_NAME})\W*", re.IGNORECASE
)
_COUNTED: Final = re.compile(
    r"\b(?:milestone|target|goal|step|stage|phase|part|wave|cohort|tranche|gateway|checkpoint)\Z", re.IGNORECASE
)
_NUMBER_OR_DAY: Final = re.compile(rf"(?P<number>[1-9]|1[0-2])\s+(?P<month>{MONTH})", re.IGNORECASE)
PROVEN: Final = "a day in numbers, day first as in other dates of the table"
_SHORT: Final = 3
"""Letters by which each month is known."""


@dataclass(frozen=True, slots=True)
class DayRead:
    """A by-when or a date, with the sentence that is asked of it; "" where nothing is."""

    when: WhenRead
    rule: str
    certainty: Certainty = Certainty.CERTAIN
    says: str = ""
    others: tuple[str, ...] = ()


def by_when(part: Part) -> DayRead:
    """Read a by-when. A spreadsheet's date is a day; words are read as `printed_by_when` reads them. A quarter, a term,
    a date in numbers and one of several dates are proposed or left open, and asked."""
    if part.day:
        return DayRead(WhenRead(ByWhenKind.DATED, part.day), "a date of the sheet")
    text = seen(part.text)
    if moment := MOMENT.fullmatch(text):
        return _in_zone(text, moment) or by_when(replace(part, sources=_day_of(moment, part)))
    if day := serial(text):
        says = f"“{text}” was read as {in_words(day)}, as spreadsheets count days: confirm it, or enter the day"
        return _asked(day, "a day as spreadsheets count them", says, ())
    found = printed_by_when(text)
    if found.due_on and _BEFORE.fullmatch(text):
        last = found.due_on.replace(day=1) - timedelta(1)
        says = f"“{text}” was read as {in_words(found.due_on)}: confirm it, or choose {in_words(last)}"
        return _asked(found.due_on, "a by-when as plans print it", says, (in_words(last),))
    if found.kind is not ByWhenKind.UNREADABLE:
        return DayRead(WhenRead(found.kind, found.due_on, found.in_place_since), "a by-when as plans print it")
    return _period(text, day_first=part.day_first) or no_day(text) or _several(text) or _open(found.doubt)


def _day_of(moment: re.Match[str], part: Part) -> tuple[Source, ...]:
    return (Source(part.sources[0].place, moment["day"]),)


def _in_zone(text: str, moment: re.Match[str]) -> DayRead | None:
    """A moment with its zone, whose day is another one in London; None for any other."""
    try:
        day = london_day_of(datetime.fromisoformat(text.upper())) if moment["zone"] else None
    except ValueError:
        return None
    if day is None or f"{day}" == moment["day"]:
        return None
    said = f"“{text}” is {in_words(day)} in London, and was read so"
    other = in_words(date.fromisoformat(moment["day"]))
    return _asked(day, "a day with its time", f"{said}: confirm it, or choose {other}", (other,))


def of_heading(part: Part) -> Read[date | None] | None:
    """The day that the words of a baseline's heading say it is of, whatever else they say; None where they name none.
    What may be one and has no one meaning is proposed or left open."""
    text = seen(part.text)
    found = [each.group() for each in _IN_HEADING.finditer(text)]
    if not found:
        return None
    if len(found) > 1:
        return Read(None, "more than one date in its heading", part.sources, Certainty.OPEN)
    return in_heading(found[0], words_of(found[0], part))


def in_heading(words: str, sources: tuple[Source, ...]) -> Read[date | None]:
    """The day that these words of a heading name."""
    said = by_when(Part((Source(sources[0].place, words),)))
    return Read(said.when.due_on, "the date in its heading", sources, said.certainty, said.others)


def words_of(date: str, part: Part) -> tuple[Source, ...]:
    """The words of a heading that are its date: they are what is printed of it, and not all that the heading says."""
    stands = (Source(each.place, date) for each in part.sources if date in seen(each.words))
    return tuple(islice(stands, 1)) or part.sources


def numbered(before: str, words: str) -> tuple[str, str] | None:
    """ "2" and "May 2024" of “2 May 2024” right behind “Milestone”: its number and its month rather than a day. None
    for any other words."""
    found = _NUMBER_OR_DAY.fullmatch(words) if _COUNTED.search(before) else None
    return (found["number"], found["month"]) if found else None


def serial(text: str) -> date | None:
    """The day that a number stands for where a spreadsheet shows no date; None for what is none of our time."""
    day = _FIRST + timedelta(int(text)) if _SERIAL.fullmatch(text) else None
    return day if day and 2000 <= day.year < 2100 else None


def _open(says: str, others: tuple[str, ...] = ()) -> DayRead:
    return DayRead(WhenRead(ByWhenKind.UNREADABLE), "no date that is certain", Certainty.OPEN, says, others)


def _asked(day: date, rule: str, says: str, others: tuple[str, ...]) -> DayRead:
    return DayRead(WhenRead(ByWhenKind.DATED, day), rule, Certainty.ASKED, says, others)


def even(text: str) -> str:
    """A date or a period without the words before it."""
    return re.sub(r"^(?:by )?(?:the )?(?:end (?:of )?)?(?:the )?", "", text.strip(" ."), flags=re.IGNORECASE)


def _period(text: str, *, day_first: bool) -> DayRead | None:
    """The last day of a quarter, a term or a year, or a date in numbers: each can be meant otherwise."""
    plain = even(text)
    if found := QUARTER.fullmatch(plain):
        return _quarter(text, found)
    try:
        day, kind = read_period(plain)
    except NotAPeriod:
        return None
    if kind is Kind.MONTH:
        return DayRead(WhenRead(ByWhenKind.DATED, day), "the last day of a month")
    if kind is Kind.DAY:
        return in_numbers(text, plain, day, day_first=day_first)
    if kind is Kind.TERM:
        others = tuple(in_words(month_end(day.year, each)) for each in (day.month - 1, day.month + 1) if each <= 12)
        return _asked(
            day,
            "the last month of a term",
            f"“{text}” is a term, read as its last day, {in_words(day)}: confirm it or enter the day",
            others,
        )
    named = called(kind)
    others = (in_words(date(day.year, 12, 31)), in_words(month_end(day.year, 8)), in_words(month_end(day.year, 3)))
    says = f"“{text}” is {named}, read as its last day, {in_words(day)}: confirm it or enter the day"
    return _asked(day, f"the last day of {named}", says, tuple(each for each in others if each != in_words(day)))


def called(kind: Kind) -> str:
    """A period in a sentence: “an academic year”."""
    return a(kind.value.replace("_", " "))


def quarters(found: re.Match[str]) -> tuple[date, date]:
    """The last days of a quarter of the calendar year and of the financial one."""
    number, year = int(found["number"] or found["word"]), int(found["year"])
    return month_end(year, 3 * number), month_end(year, 3 * number + 3) if number < 4 else month_end(year + 1, 3)


def _quarter(text: str, found: re.Match[str]) -> DayRead:
    calendar, financial = quarters(found)
    read, other = (financial, calendar) if found["more"] else (calendar, financial)
    ends = f"financial year ({in_words(financial)}) or of the calendar year ({in_words(calendar)})"
    said = f"“{text}” can be a quarter of the {ends}"
    return _asked(read, "the last day of a quarter", f"{said}: choose one", (in_words(other),))


def in_numbers(text: str, plain: str, day: date, *, day_first: bool) -> DayRead:
    """A date in numbers, `plain` without what stands before it: with the day first, asked about where it can be the
    month, unless other dates of its table prove the order (`day_first`)."""
    found = _NUMBERS.fullmatch(plain)
    if found is None or int(found["day"]) > 12 or found["day"] == found["month"]:
        return DayRead(WhenRead(ByWhenKind.DATED, day), "a day in numbers")
    if day_first:
        return DayRead(WhenRead(ByWhenKind.DATED, day), PROVEN)
    other = date(day.year, day.day, day.month)
    said = f"“{text}” was read as {in_words(day)}, with the day first: confirm it, or choose {in_words(other)}"
    return _asked(day, "a day in numbers, day first", said, (in_words(other),))


def proves_day_first(text: str) -> bool:
    """Whether a text is a date in numbers that there is only with its day first, 30/04/2024."""
    text = seen(text)
    moment = MOMENT.fullmatch(text)
    found = _NUMBERS.fullmatch(even(moment["day"] if moment else text))
    if found is None or int(found["day"]) <= _MONTHS or not 1 <= int(found["month"]) <= _MONTHS:
        return False
    return not no_such_day(int(found["year"]) % 100 + 2000, int(found["month"]), int(found["day"]))


def speaks_against_day_first(text: str) -> bool:
    """Whether a date in numbers, 04/30/2024, stands somewhere in a text whose second number is no month."""
    return any(int(found["month"]) > _MONTHS for found in _NUMBERS_WITHIN.finditer(text))


def no_day(text: str) -> DayRead | None:
    """A date in numbers that there is none of. Where its numbers are one with the month first, that is told."""
    found = _NUMBERS.fullmatch(even(text)) or _YEAR_FIRST.fullmatch(even(text))
    if found is None:
        return None
    year, month, day = int(found["year"]) % 100 + 2000, int(found["month"]), int(found["day"])
    if 1 <= month <= _MONTHS:
        return _open(says) if (says := no_such_day(year, month, day)) else None
    if 1 <= day <= _MONTHS and not no_such_day(year, month=day, day=month):
        other = in_words(date(year, day, month))
        return _open(f"{year} has no month {month}: write the day first, as in {other}", (other,))
    return _open(f"{year} has no month {month}: check the date")


def _several(text: str) -> DayRead | None:
    """Words around a date, or more than one: which counts is for a person."""
    days = [day for _, day in dates_in(text)]
    if not days:
        return None
    others = tuple(in_words(day) for day in days)
    said = f"“{text}” holds more than one date" if len(days) > 1 else f"“{text}” says more than its date"
    return _open(f"{said}: choose which day the action is due, or leave it to be settled", others)


def dates_in(text: str) -> list[tuple[str, date]]:
    """The dates that stand among other words, each with its own; of a month the last day."""
    dates = dict.fromkeys(each.group() for each in _DATES.finditer(text))
    return [(each, day) for each in dates if (day := printed_by_when(each).due_on)]


def days_named(text: str, year: int) -> list[date]:
    """The days that a text names somehow, in words or numbers, a quarter too; those without a year in this one. In what
    order the file's own numbers go is not asked here."""
    text = _SHORT_YEAR.sub(r"\g<month> 20\g<year>", text)
    quarters_in = (day for found in QUARTER.finditer(text) for day in quarters(found))
    said = [each.group() for each in _IN_HEADING.finditer(QUARTER.sub(" ", text))]
    said += [f"{each.group()} {year}" for each in _WITHOUT_YEAR.finditer(text)]
    read = (by_when(Part((Source(Place(), each),))).when.due_on for each in said)
    return list(dict.fromkeys(filter(None, (*quarters_in, *read))))


def month_in(heading: str) -> int:
    """The number of the month that a heading names without its year, “By the end of July”; 0 for none."""
    found = _MONTH_ALONE.fullmatch(seen(heading))
    names = [month.casefold()[:_SHORT] for month in MONTHS]
    return 1 + names.index(found["month"].casefold()[:_SHORT]) if found else 0


def day_of(part: Part, path: str, asking: Asking) -> Read[date | None]:
    """A date that is no by-when, such as that of a baseline: awaited and blank are None and certain."""
    found = by_when(part)
    value = found.when.due_on or found.when.since
    if found.certainty is not Certainty.CERTAIN:
        says = f"“{part.plain}” is no date that is certain: enter the month or the day, or leave it to be settled"
        says = found.says if value or NO_DAY in found.says else says
        asking.ask(Asks.DATE, path, part.sources, says, read=in_words(value) if value else "", others=found.others)
    return Read(value, found.rule, part.sources, found.certainty, found.others)
