"""Days and periods as people write them into a sheet."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from kpis.periods import Kind, span
from notices.calendar import month_end


class NotAPeriod(ValueError):
    """Text that is no day and no period; its sentence says what to write."""


_DAYS: Final = (
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y-%m-%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d %B %y",
    "%d %b %y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d-%B-%Y",
    "%d-%B-%y",
    "%d/%m/%y",
    "%d.%m.%y",
)
_MONTHS: Final = ("%B %Y", "%b %Y", "%b-%y", "%b %y", "%B-%y", "%B %y", "%Y-%m", "%m/%Y", "%b-%Y", "%B-%Y")
_SEPT: Final = re.compile(r"\bsept\b(?=[ -])", re.IGNORECASE)
_APOSTROPHE: Final = re.compile(r"['’](?=\d\d\Z)")
"""Before a year of two signs."""
_YEAR: Final = re.compile(
    r"(?P<kind>ay|fy|academic(?: year)?|financial(?: year)?)?\s*(?P<first>(?:20)?\d\d)\s*[/-]\s*(?P<second>(?:20)?\d\d)"
)
_QUARTER: Final = re.compile(r"q(?P<number>[1-4])\s*(?:fy\s*)?(?P<first>(?:20)?\d\d)\s*[/-]\s*(?P<second>(?:20)?\d\d)")
_MONTHS_OF: Final = re.compile(r"(?P<first>[a-z]{3,9})\.?\s*(?:to|[-–—])\s*(?P<last>[a-z]{3,9})\.? (?P<year>20\d\d)")
_TERM: Final = re.compile(r"(?P<term>autumn|spring|summer)(?: term)? (?P<year>20\d\d)")
_TERM_ENDS: Final = {"autumn": 12, "spring": 3, "summer": 8}


def read_period(text: str) -> tuple[date, Kind]:
    """A day, or the last day of a month, financial quarter, term or year as people write it, and which of these it is.
    Raises NotAPeriod."""
    written = " ".join(text.split())
    even = _SEPT.sub("Sep", _APOSTROPHE.sub("", written))
    day = _parsed(even, _DAYS)
    month = _parsed(even, _MONTHS) if day is None else None
    if day:
        return day, Kind.DAY
    if month:
        return month_end(month.year, month.month), Kind.MONTH
    low = written.lower()
    if found := _TERM.fullmatch(low):
        return month_end(int(found["year"]), _TERM_ENDS[found["term"]]), Kind.TERM
    if found := _QUARTER.fullmatch(low):
        first = _year(found["first"])
        _check_years(written, first, found["second"])
        year, number = (first, int(found["number"]) * 3 + 3) if found["number"] != "4" else (first + 1, 3)
        return month_end(year, number), Kind.QUARTER
    if (found := _MONTHS_OF.fullmatch(low)) and (last := _quarter(**found.groupdict())):
        return last, Kind.QUARTER
    if found := _YEAR.fullmatch(low):
        return _of_year(written, found)
    raise NotAPeriod(f"“{written}” is no day or period: write it like 30 11 2023, November 2023 or AY2022/23")


def _quarter(first: str, last: str, year: str) -> date | None:
    """The last day of January to March 2024; None where two months are not the first and the last of a quarter."""
    begins, ends = (_parsed(f"{month} {year}".replace("sept ", "sep "), _MONTHS) for month in (first, last))
    if begins is None or ends is None:
        return None
    of_it = span(ends, Kind.QUARTER)
    return of_it.last if (begins, ends.month) == (of_it.first, of_it.last.month) else None


def _of_year(written: str, found: "re.Match[str]") -> tuple[date, Kind]:
    first = _year(found["first"])
    _check_years(written, first, found["second"])
    said = (found["kind"] or "")[:1]
    if not said:
        raise NotAPeriod(f"“{written}” can be an academic or a financial year: write AY{written} or FY{written}")
    kind = Kind.ACADEMIC_YEAR if said == "a" else Kind.FINANCIAL_YEAR
    return span(date(first + 1, 1, 1), kind).last, kind


def _check_years(written: str, first: int, second: str) -> None:
    if _year(second) != first + 1:
        raise NotAPeriod(f"“{written}” is no year that follows on the one before: write it like 2022/23")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _parsed(text: str, formats: Iterable[str]) -> date | None:
    for each in formats:
        try:
            found = datetime.strptime(text, each).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if 2000 <= found.year < 2100:
            return found
    return None
