"""When an obligation falls due. Recurrences count from their anchor, never from the last one, so none drifts."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple, Self

import holidays
from dateutil.relativedelta import relativedelta

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LAST_DAY: Final = 31
"""A day of the month that always means the last one: a day that a month does not have falls on the month's end."""


def in_words(day: date) -> str:
    """The day as pages and reports print it: "27 March 2027"."""
    return f"{day.day} {month_in_words(day)}"


def month_in_words(day: date) -> str:
    """The day's month as pages and reports print it: "March 2027"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


class RhythmKind(StrEnum):
    """How an obligation's dates come about; the last two have none of their own."""

    EVERY_MONTHS = "every_months"
    EVERY_WEEKS = "every_weeks"
    AT_LEAST_EVERY_MONTHS = "at_least_every_months"
    NAMED_DAYS = "named_days"
    MONTHS_AFTER = "months_after"
    WITHIN_MONTHS = "within_months"
    EACH_MEETING = "each_meeting"
    NOT_STATED = "not_stated"


COUNTED: Final = (
    RhythmKind.EVERY_MONTHS,
    RhythmKind.EVERY_WEEKS,
    RhythmKind.AT_LEAST_EVERY_MONTHS,
    RhythmKind.WITHIN_MONTHS,
)


class Anchor(StrEnum):
    """The date that an obligation is counted from."""

    ISSUE = "issue"
    PUBLICATION = "publication"
    DAY = "day"
    NONE = "none"

    @property
    def awaited(self) -> str:
        """What is waited for while the date is unknown."""
        named = {Anchor.ISSUE: "awaiting issue date", Anchor.PUBLICATION: "awaiting publication date"}
        return named.get(self, "awaiting the date that it is counted from")


@dataclass(frozen=True)
class Rhythm:
    """How often something must happen, as the clause says it. The class methods say what each kind needs.

    `every` is in months or weeks as the kind says; `day` of the month is LAST_DAY for its end, None for the anchor's.
    Raises ValueError for a rhythm that could never be counted.
    """

    kind: RhythmKind
    every: int | None = None
    day: int | None = None
    after: tuple[int, ...] = ()
    days: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if self.kind in COUNTED and (self.every is None or self.every < 1):
            raise ValueError("Say how many months or weeks: a whole number from 1")
        if self.day is not None and not 1 <= self.day <= LAST_DAY:
            raise ValueError("The day of the month must be from 1 to 31; 31 means the last day")
        if self.kind is RhythmKind.MONTHS_AFTER and (not self.after or min(self.after) < 1):
            raise ValueError("Give at least one number of months after the anchor, each from 1")
        if self.kind is RhythmKind.NAMED_DAYS and not self.days:
            raise ValueError("Name at least one month or day")

    @classmethod
    def every_months(cls, every: int, day: int | None = None) -> Self:
        return cls(RhythmKind.EVERY_MONTHS, every=every, day=day)

    @classmethod
    def every_weeks(cls, every: int) -> Self:
        return cls(RhythmKind.EVERY_WEEKS, every=every)

    @classmethod
    def at_least_every_months(cls, every: int) -> Self:
        """No later than so many months after the last one held, or after the anchor while none was."""
        return cls(RhythmKind.AT_LEAST_EVERY_MONTHS, every=every)

    @classmethod
    def named_months(cls, *months: tuple[int, int]) -> Self:
        """By the end of each (year, month) that the notice names."""
        return cls(RhythmKind.NAMED_DAYS, days=tuple(month_end(year, month) for year, month in months))

    @classmethod
    def once(cls, on: date) -> Self:
        return cls(RhythmKind.NAMED_DAYS, days=(on,))

    @classmethod
    def months_after(cls, *after: int) -> Self:
        """At each number of months after the anchor: 3, 6, 12 and 18."""
        return cls(RhythmKind.MONTHS_AFTER, after=after)

    @classmethod
    def within_months(cls, months: int) -> Self:
        return cls(RhythmKind.WITHIN_MONTHS, every=months)

    @property
    def needs_anchor(self) -> bool:
        return self.kind in COUNTED or self.kind is RhythmKind.MONTHS_AFTER

    def __str__(self) -> str:
        every = self.every or 0
        match self.kind:
            case RhythmKind.EVERY_MONTHS:
                day = "the last day of the month" if self.day == LAST_DAY else f"day {self.day} of the month"
                return _every(every, "month") + (f", on {day}" if self.day else "")
            case RhythmKind.EVERY_WEEKS:
                return _every(every, "week")
            case RhythmKind.AT_LEAST_EVERY_MONTHS:
                return f"at least {_every(every, 'month')}"
            case RhythmKind.NAMED_DAYS:
                return "by " + _listed(in_words(day) for day in sorted(set(self.days)))
            case RhythmKind.MONTHS_AFTER:
                return f"{_listed(str(months) for months in sorted(set(self.after)))} months after"
            case RhythmKind.WITHIN_MONTHS:
                return f"within {_months(every)}"
            case RhythmKind.EACH_MEETING:
                return "with each meeting"
            case RhythmKind.NOT_STATED:
                return "no rhythm stated"


def _months(number: int) -> str:
    return f"{number} month{'' if number == 1 else 's'}"


def _every(number: int, unit: str) -> str:
    return f"every {unit}" if number == 1 else f"every {number} {unit}s"


def _listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


@dataclass(frozen=True)
class Due:
    """One date on which an obligation falls due. `met_on` is known here only where the next date depends on it."""

    on: date
    label: str = ""
    met_on: date | None = None


@dataclass(frozen=True)
class AwaitingAnchor:
    """No date can be given until the anchor is entered; `reason` says which one, for people."""

    reason: str


def occurrences(
    rhythm: Rhythm,
    anchor: date | None,
    until: date,
    held: Sequence[date] = (),
    anchored_to: Anchor = Anchor.ISSUE,
) -> tuple[Due, ...] | AwaitingAnchor:
    """Every due date up to and including `until`, in date order; the anchor itself is never one.

    `held` matters for "at least every N months" alone: those held after the anchor, in any order. Of what is to come
    it gives one date, as the one after depends on when that one is held.
    """
    if anchor is None and rhythm.needs_anchor:
        return AwaitingAnchor(anchored_to.awaited)
    return tuple(due for due in _dues(rhythm, anchor or date.min, until, held) if due.on <= until)


def _dues(rhythm: Rhythm, anchor: date, until: date, held: Sequence[date]) -> Iterable[Due]:
    every = rhythm.every or 0
    match rhythm.kind:
        case RhythmKind.EVERY_MONTHS:
            return _every_months(anchor, every, rhythm.day or anchor.day, until)
        case RhythmKind.EVERY_WEEKS:
            days = range(7 * every, (until - anchor).days + 1, 7 * every)
            return [Due(anchor + timedelta(days=past)) for past in days]
        case RhythmKind.AT_LEAST_EVERY_MONTHS:
            return _at_least_every_months(anchor, every, held)
        case RhythmKind.NAMED_DAYS:
            return [Due(day) for day in sorted(set(rhythm.days))]
        case RhythmKind.MONTHS_AFTER:
            return [Due(horizon.due_on, horizon.label) for horizon in horizons(anchor, rhythm.after)]
        case RhythmKind.WITHIN_MONTHS:
            return [Due(anchor + relativedelta(months=every))]
        case RhythmKind.EACH_MEETING | RhythmKind.NOT_STATED:
            return []


def _every_months(anchor: date, every: int, day: int, until: date) -> Iterable[Due]:
    first = anchor.replace(day=1)
    for number in count(1):
        # relativedelta puts a day that the month does not have on the month's last day
        due = first + relativedelta(months=every * number, day=day)
        if due > until:
            return
        yield Due(due)


def _at_least_every_months(anchor: date, every: int, held: Sequence[date]) -> Iterable[Due]:
    since = anchor
    for day in sorted(day for day in held if day > anchor):
        yield Due(since + relativedelta(months=every), met_on=day)
        since = day
    yield Due(since + relativedelta(months=every))


def day_to_confirm(rhythm: Rhythm, anchor: date | None) -> bool:
    """Whether a person must say which day is meant: the anchor ends its month, and no day of the month was chosen."""
    return (
        rhythm.kind is RhythmKind.EVERY_MONTHS
        and rhythm.day is None
        and anchor is not None
        and anchor == month_end(anchor.year, anchor.month)
    )


class Horizon(NamedTuple):
    """A point at which a notice wants targets: so many months after its anchor."""

    months: int
    due_on: date

    @property
    def label(self) -> str:
        return _months(self.months)


def horizons(anchor: date, offsets: Sequence[int]) -> list[Horizon]:
    """The horizons of a notice in date order."""
    return [Horizon(months, anchor + relativedelta(months=months)) for months in sorted(set(offsets))]


class OccurrenceState(StrEnum):
    MET = "met"
    MET_LATE = "met_late"
    LATE = "late"
    DUE = "due"
    BEFORE_TRACKING = "before_tracking"
    AWAITING = "awaiting"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")


def state_of(due: date | None, today: date, met_on: date | None, tracked_from: date | None) -> OccurrenceState:
    """How one occurrence stands on a day. `due` is None while its anchor is awaited; on its day it is due, not late.

    What fell due before tracking began is never late: it reads met once it was proved, and before tracking until then.
    """
    met = met_on is not None and met_on <= today
    if due is None:
        return OccurrenceState.MET if met else OccurrenceState.AWAITING
    if tracked_from is not None and due < tracked_from:
        return OccurrenceState.MET if met else OccurrenceState.BEFORE_TRACKING
    if met_on is not None and met:
        return OccurrenceState.MET if met_on <= due else OccurrenceState.MET_LATE
    return OccurrenceState.LATE if due < today else OccurrenceState.DUE


def warnings_for(day: date) -> tuple[str, ...]:
    """Sentences for people when a date is at a weekend or on a bank holiday of England. The date is never moved."""
    said = []
    if day.weekday() >= 5:
        said.append(f"{in_words(day)} is a {WEEKDAYS[day.weekday()]}")
    if name := _bank_holidays(day.year).get(day):
        said.append(f"{in_words(day)} is a bank holiday: {name}")
    return tuple(said)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> dict[date, str]:
    """England's bank holidays of a year by name. Those at a weekend are left out: only their substitute day is one."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {day: name.replace(" (observed)", ", substitute day") for day, name in known.items() if day.weekday() < 5}


class ByWhenKind(StrEnum):
    DATED = "dated"
    IN_PLACE = "in_place"
    AWAITED = "awaited"
    ONGOING = "ongoing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class ByWhen:
    """A by-when as printed, and as read. `due_on` is set for DATED alone, `in_place_since` for IN_PLACE alone."""

    printed: str
    kind: ByWhenKind
    due_on: date | None = None
    in_place_since: date | None = None
    doubt: str = ""


_MONTH_NUMBERS: Final = {
    **{name.lower(): number for number, name in enumerate(MONTHS, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_LEAD: Final = r"(?:(?:by|before)\s+)?(?:(?:the\s+)?end\s+(?:of\s+)?)?"
_DATED: Final = re.compile(
    rf"{_LEAD}(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>[a-z]+)\.?,?\s+(?P<year>[0-9]{{4}})"
)
_IN_PLACE: Final = re.compile(
    r"(?:established(?:\s+(?:in|on|since))?|in place (?:since|from))\s+(?P<rest>(?!by|before).+)"
)
_OR_SOONER: Final = re.compile(r",?\s+or\s+(?:sooner|earlier)(?:,?\s+where\s+appropriate)?$")
_AWAITED: Final = re.compile(r"tb[acd]|to be (?:confirmed|agreed|decided|advised|established|determined)|awaited|")
_ONGOING: Final = re.compile(r"on-?\s?going|continuous|continuing")


def printed_by_when(text: str) -> ByWhen:
    """Read a by-when as plans print it; the printed text is kept. A month, with or without "end of", is its last day.

    "Established March 2022" is in place already, so it has no due date. What cannot be read for certain (a season, a
    range, 01/02/2023) is UNREADABLE and `doubt` says what to write; a date is never guessed.
    """
    printed = " ".join(text.split())
    plain = _OR_SOONER.sub("", printed.lower().strip(" .–—-"))
    if _AWAITED.fullmatch(plain):
        return ByWhen(printed, ByWhenKind.AWAITED)
    if _ONGOING.fullmatch(plain):
        return ByWhen(printed, ByWhenKind.ONGOING)
    in_place = _IN_PLACE.fullmatch(plain)
    day = _day_of(in_place["rest"] if in_place else plain, printed)
    if isinstance(day, str):
        return ByWhen(printed, ByWhenKind.UNREADABLE, doubt=day)
    if in_place:
        return ByWhen(printed, ByWhenKind.IN_PLACE, in_place_since=day)
    return ByWhen(printed, ByWhenKind.DATED, due_on=day)


def _day_of(plain: str, printed: str) -> date | str:
    """The day that lower-case text names, or a sentence that says why it names none: of the text as it is printed."""
    found = _DATED.fullmatch(plain)
    if not found or found["month"] not in _MONTH_NUMBERS:
        return f"“{printed}” cannot be read as a date: write a month and year (June 2023) or a day (30 June 2023)"
    year, month = int(found["year"]), _MONTH_NUMBERS[found["month"]]
    if not 1900 <= year <= 2999:
        return f"{year} is not a year that a plan can mean: write it as 2023"
    if found["day"] is None:
        return month_end(year, month)
    return no_such_day(year, month, int(found["day"])) or date(year, month, int(found["day"]))


NO_DAY: Final = "has no day"
"""In the sentence about a day that a month does not have."""


def no_such_day(year: int, month: int, day: int) -> str:
    """A sentence about a day that this month does not have; "" where it has it."""
    if 1 <= day <= monthrange(year, month)[1]:
        return ""
    return f"{MONTHS[month - 1]} {year} {NO_DAY} {day}: check the date"
