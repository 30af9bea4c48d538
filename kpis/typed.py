"""A figure as people type it. Whatever could mean two numbers is asked about, never guessed."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kpis.certainty import certainty
from kpis.targets import Unit

_NUMBER: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_COMMA_DECIMAL: Final = re.compile(r"(\d+),(\d+)", re.ASCII)
_WITH_WORDS: Final = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?(?:\s*(?:%|per\s?cent\b|days?\b))?)(?:\s+|(?=[(\[;:]))(?P<words>\D.*)",
    re.ASCII | re.IGNORECASE,
)
_SECOND_NUMBER: Final = re.compile(r"(?:of|out of|to|or|and|in|per|by|x|[-–—/+])\s*\d", re.ASCII | re.IGNORECASE)
_NOT_A_NUMBER: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"[£$€]\s*\d", "is an amount of money: write the number alone, and say in the name what it is"),
        (r"[=+@]", "is a formula, not what it gives: paste it as a value, or type the figure"),
        (r"#", "is an error of the spreadsheet: mend it there, or leave the figure empty"),
        (
            r"(?:n/?a|n\.a\.|no data|not (?:available|known)|[-−–—*:?]|\.{2,})$",
            "says that there is no figure: leave it empty until there is one",
        ),
        (
            r"(?:<|≤|under\b|(?:fewer|less) than\b)\s*\d",
            "says that a number is small, not which: leave it empty until the number may be shown",
        ),
        (
            r"[-−–]\s*[\d.,]+\s*%?$|\([\d.,]+\)$",
            "is below zero: write the figure itself, not the change since the last one",
        ),
        (r">|≥|~|about\b|c\.", "is not one figure: write the number alone and say the rest in the note"),
    )
)
_THOUSAND: Final = 3
"""Digits that stand behind a comma between thousands."""
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


@dataclass(frozen=True)
class Cell:
    """What a spreadsheet's cell says: the figure as somebody would type it, words that stood behind it, and how certain
    these call it (a kind's value, "" for none). `doubt` says why a person has to look at it; "" where nothing is."""

    figure: str = ""
    note: str = ""
    kind: str = ""
    doubt: str = ""


def read_cell(text: str, unit: Unit) -> Cell:
    """Read a cell that may hold more than its figure, such as "12.1% (AY22/23)". What cannot be read is left as it is,
    with what to do about it; an empty cell says nothing."""
    typed = " ".join(text.split())
    if not typed:
        return Cell()
    try:
        typed_value(typed, unit)
    except NotAFigure as wrong:
        figure, note = _with_words(typed)
        try:
            typed_value(figure, unit)
        except NotAFigure:
            return Cell(typed, doubt=str(wrong))
        kind = certainty(note)
        said = f"“{typed}” was read as {figure}{f', {kind},' if kind else ''} with the note “{note}”: check it"
        return Cell(figure, note, kind, said)
    return Cell(typed)


def _with_words(typed: str) -> tuple[str, str]:
    """A figure and the words behind it; empty where there is no such pair, or where the words begin a second number."""
    found = _WITH_WORDS.fullmatch(typed)
    if found is None or _SECOND_NUMBER.match(found["words"]):
        return "", ""
    words = found["words"].strip(" ()[];:,–-")
    if not _parted(words)[0]:
        return "", ""  # a unit, and not this KPI's own
    return (found["figure"].strip(), words) if re.search(r"[^\W\d_]", words) else ("", "")


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
    if said := next((said for pattern, said in _NOT_A_NUMBER if pattern.match(typed)), ""):
        return f"“{typed}” {said}"
    if re.fullmatch(r"\d{1,3}(?: \d{3})+(?:\.\d+)?", number, re.ASCII):
        return f"“{typed}” has spaces inside its number: write {number.replace(' ', '')}"
    figure, words = _with_words(typed)
    if figure:
        return f"“{typed}” has words behind its figure: write {figure}, and “{words}” in the note"
    if found := _COMMA_DECIMAL.fullmatch(number):
        whole = f" (or {found[1]}{found[2]})" if len(found[2]) == _THOUSAND and not found[1].startswith("0") else ""
        return f"“{typed}” has a comma as its decimal mark: write {found[1]}.{found[2]}{whole}"
    if len(re.findall(r"\d+", number)) > 1:
        return f"“{typed}” holds more than one number: write one figure, like 12.1 or 1,600"
    return f"“{typed}” is not a number: write digits, like 12.1 or 1,600"
