"""The periods that figures are of, when one has ended, and when a figure is late."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from notices.calendar import in_words, month_end, month_in_words

GRACE: Final = 42
"""Days after a period's end within which its figure is not late yet: returns take some weeks to close."""

MOST_KEPT: Final = 4096
"""So many answers are kept: a list asks for the same days of every KPI."""


class Kind(StrEnum):
    """A kind of period. Values as in `kpis.models.Period`, and in `Frequency` where figures come by it."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    ACADEMIC_YEAR = "academic_year"
    FINANCIAL_YEAR = "financial_year"


TERMS: Final = {12: "Autumn", 3: "Spring", 8: "Summer"}
"""The terms as DfE's returns count them, by the month in which each ends: a council's own dates differ by weeks."""

_ENDS: Final = {
    Kind.MONTH: tuple(range(1, 13)),
    Kind.QUARTER: (3, 6, 9, 12),
    Kind.TERM: tuple(sorted(TERMS)),
    Kind.ACADEMIC_YEAR: (8,),
    Kind.FINANCIAL_YEAR: (3,),
}


_CODE: Final = re.compile(
    rf"(?:(?P<kind>{'|'.join(kind.value for kind in _ENDS)})-)?(?P<year>20\d\d)-(?P<month>\d\d)", re.ASCII
)

NOUNS: Final = {
    Kind.DAY: "a day",
    Kind.MONTH: "a month",
    Kind.QUARTER: "a quarter",
    Kind.TERM: "a term",
    Kind.ACADEMIC_YEAR: "an academic year",
    Kind.FINANCIAL_YEAR: "a financial year",
}


class Year(StrEnum):
    """A year over which a running total adds up. Values as in `kpis.models.Cumulates`."""

    ACADEMIC = "academic_year"
    FINANCIAL = "financial_year"
    CALENDAR = "calendar_year"


_YEAR_ENDS: Final = {Year.ACADEMIC: 8, Year.FINANCIAL: 3, Year.CALENDAR: 12}


@dataclass(frozen=True, order=True)
class Span:
    """A period from its first day to its last."""

    first: date
    last: date


@lru_cache(maxsize=MOST_KEPT)
def span(day: date, kind: Kind) -> Span:
    """The period of this kind that a day lies in."""
    if kind is Kind.DAY:
        return Span(day, day)
    last = _end_in(day, _ENDS[kind])
    return Span(last_ended(last - timedelta(days=1), kind) + timedelta(days=1), last)


@lru_cache(maxsize=MOST_KEPT)
def year_of(day: date, year: Year) -> Span:
    """The year of this kind that a day lies in."""
    last = _end_in(day, (_YEAR_ENDS[year],))
    return Span(month_end(last.year - 1, last.month) + timedelta(days=1), last)


def last_ended(on: date, kind: Kind) -> date:
    """The last day of the latest period of this kind that has ended by a day."""
    if kind is Kind.DAY:
        return on
    year, month = on.year, on.month
    while not (month in _ENDS[kind] and month_end(year, month) <= on):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return month_end(year, month)


def ends_period(day: date, kind: Kind) -> bool:
    """Whether a day is the last one of a period of this kind."""
    return span(day, kind).last == day


def called(last: date, kind: Kind) -> str:
    """How a period is called that ends on a day: November 2023, Autumn term 2023, Academic year 2022/23."""
    if kind is Kind.DAY:
        return in_words(last)
    if kind is Kind.MONTH:
        return month_in_words(last)
    if kind is Kind.QUARTER:
        first = span(last, kind).first
        return f"{month_in_words(first).split()[0]} to {month_in_words(last)}"
    if kind is Kind.TERM:
        return f"{TERMS[last.month]} term {last.year}"
    began = span(last, kind).first.year
    name = "Academic" if kind is Kind.ACADEMIC_YEAR else "Financial"
    return f"{name} year {began}/{(began + 1) % 100:02d}"


def inside(last: date, kind: Kind) -> str:
    """The period's name inside a sentence: November 2023, the autumn term 2023, the academic year 2022/23."""
    name = called(last, kind)
    named = (Kind.TERM, Kind.ACADEMIC_YEAR, Kind.FINANCIAL_YEAR)
    return f"the {name[0].lower()}{name[1:]}" if kind in named else name


def not_its_end(day: date, kind: Kind) -> str:
    """What to do about a day on which no period of this kind ends; "" where one does."""
    last = span(day, kind).last
    if last == day:
        return ""
    said = f"{in_words(day)} is not the last day of {NOUNS[kind]}: give {in_words(last)} for {inside(last, kind)}"
    return f"{said}, or choose “A day”"


def ended(on: date, kind: Kind, number: int) -> list[date]:
    """The last days of the latest periods of this kind that have ended by a day, the newest first."""
    found: list[date] = []
    while len(found) < number:
        found.append(last_ended(span(found[-1], kind).first - timedelta(days=1) if found else on, kind))
    return found


def code(last: date, kind: Kind) -> str:
    """A period as an address says it: 2023-11 for a month, quarter-2023-12 for what else ends in December 2023."""
    return f"{last:%Y-%m}" if kind is Kind.MONTH else f"{kind.value}-{last:%Y-%m}"


def coded(text: str) -> tuple[date, Kind] | None:
    """The period that an address says with `code`: its last day and its kind; None where it says none."""
    found = _CODE.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= 12:
        return None
    kind = Kind(found["kind"] or Kind.MONTH.value)
    last = month_end(int(found["year"]), int(found["month"]))
    return (last, kind) if ends_period(last, kind) else None


def stale_since(latest: date | None, kind: Kind | None, on: date) -> date | None:
    """The last day of the period whose figure is missing for longer than the grace; None where nothing is late.

    `latest` is the day of the latest figure that counts; `kind` is None where no frequency is stated.
    """
    if kind is None or kind is Kind.DAY:
        return None
    due = last_ended(on - timedelta(days=GRACE), kind)
    return due if latest is None or latest < span(due, kind).first else None


def regular(frequency: str) -> Kind | None:
    """The kind of period that a frequency stands for; None for one that is not stated, or as it comes."""
    return Kind(frequency) if frequency in set(Kind) else None


def skips(before: tuple[date, Kind], after: tuple[date, Kind], frequency: Kind | None) -> bool:
    """Whether a period lies between two figures (last day, kind) of which none came.

    Of which kind of period one should have come, figures say themselves; those of a day by `frequency`, which is None
    where none is stated or they come as they come: then nothing is known to be missing.
    """
    stated = [kind for kind in (after[1], before[1], frequency) if kind not in (Kind.DAY, None)]
    if not stated:
        return False
    next_one = span(span(before[0], stated[0]).last + timedelta(days=1), stated[0])
    return after[0] > next_one.last


def unlike(one: Kind, other: Kind) -> bool:
    """Whether figures are of unlike periods. One of a day stands in line with others, such as a month's last day."""
    return one is not other and Kind.DAY not in (one, other)


def gaps(
    figures: Sequence[tuple[date, Kind]], frequency: Kind | None, baseline: date | None = None
) -> dict[date, bool]:
    """The days of the figures to which no line leads from the one before, or from the baseline: True where one is
    missing between them, False where they are of unlike periods."""
    in_order = sorted(figures)
    if in_order and baseline and baseline < in_order[0][0]:
        in_order.insert(0, (baseline, Kind.DAY))
    return {
        after[0]: not unlike(before[1], after[1])
        for before, after in pairwise(in_order)
        if unlike(before[1], after[1]) or skips(before, after, frequency)
    }


def counts_from(due: date) -> date:
    """From which day on a figure is of a milestone's day: of one that is due at a month's end, as plans that print the
    month are read, any day of the month."""
    return due.replace(day=1) if due == month_end(due.year, due.month) else due


def waited_until(day: date, kind: Kind | None) -> date:
    """Until when the figure of a day is waited for: the grace after the end of the period that it lies in.

    `kind` is None where no frequency is stated, and the figure may be of the day itself.
    """
    return span(day, kind or Kind.DAY).last + timedelta(days=GRACE)


def _end_in(day: date, months: tuple[int, ...]) -> date:
    year, month = day.year, day.month
    while month not in months:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return month_end(year, month)
