"""A figure as people type it, and the month it is of. Whatever could mean two numbers is asked about, never guessed."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kpis.targets import Unit

_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_COMMA_DECIMAL: Final = re.compile(r"(\d+),(\d+)", re.ASCII)
MOST_PLACES: Final = 4
MOST_DIGITS: Final = 10


class NotAFigure(ValueError):
    """Typed text that is no figure; its sentence says what to type."""


def typed_value(text: str, unit: Unit) -> Decimal:
    """Read "12.1%", "1,600", "0.83" or "12 days" for a KPI of this unit. Raises NotAFigure.

    A unit typed behind the number must be the KPI's own. At most ten digits before and four after the point.
    """
    typed = " ".join(text.split())
    if not typed:
        raise NotAFigure("Enter the figure, like 12.1 or 1,600")
    number, word = _parted(typed)
    if word:
        _check_unit(typed, number, word, unit)
    if not _NUMBER.fullmatch(number):
        raise NotAFigure(_what_is_wrong(typed, number))
    value = Decimal(number.replace(",", ""))
    whole, _, places = f"{value:f}".partition(".")
    if len(places.rstrip("0")) > MOST_PLACES:
        raise NotAFigure(f"“{typed}” has more than {MOST_PLACES} decimal places: round it to {MOST_PLACES} or fewer")
    if len(whole) > MOST_DIGITS:
        raise NotAFigure(f"“{typed}” is too large: check it, or give the figure in thousands")
    return value


def _parted(typed: str) -> tuple[str, str]:
    """The number and the unit behind it."""
    found = re.fullmatch(r"(?P<number>.*?)\s*(?P<word>%|per\s?cent|days?)?", typed, re.IGNORECASE)
    return (found["number"], (found["word"] or "").lower()) if found else (typed, "")


def _check_unit(typed: str, number: str, word: str, unit: Unit) -> None:
    percent = word.startswith(("%", "per"))
    if percent and unit in (Unit.COUNT, Unit.DAYS):
        raise NotAFigure(f"“{typed}” is a percentage, but this KPI is not: write the number alone, like {number}")
    if not percent and unit in (Unit.COUNT, Unit.PERCENT):
        raise NotAFigure(f"“{typed}” is in days, but this KPI is not: write the number alone, like {number}")


def _what_is_wrong(typed: str, number: str) -> str:
    if found := _COMMA_DECIMAL.fullmatch(number):
        return f"“{typed}” has a comma as its decimal mark: write {found[1]}.{found[2]} (or {found[1]}{found[2]})"
    if re.fullmatch(r"[-−–]\s*[\d.,]+", number):
        return f"“{typed}” is below zero: write the figure itself, not the change since the last one"
    if re.match(r"[<>≤≥~]|about\b|c\.", number, re.IGNORECASE):
        return f"“{typed}” is not one figure: write the number alone and say the rest in the note"
    if len(re.findall(r"\d+", number)) > 1:
        return f"“{typed}” holds more than one number: write one figure, like 12.1 or 1,600"
    return f"“{typed}” is not a number: write digits, like 12.1 or 1,600"


def months_ended(on: date, number: int = 3) -> list[date]:
    """The last days of the months that have ended by a day, the newest first."""
    found: list[date] = []
    while len(found) < number:
        found.append((found[-1] if found else on).replace(day=1) - timedelta(days=1))
    return found


def period_code(month_end: date) -> str:
    """2023-11, as an address says November 2023."""
    return f"{month_end:%Y-%m}"
