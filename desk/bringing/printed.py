"""The values of a KPI's row as they stand behind each other in a line, and under which headings they may stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desk.bringing.draft import Role, Source
from desk.bringing.grid import Part
from desk.bringing.words import MONTH
from kpis.targets import Rule, parse_rule
from sheets.reading import Place


class Sort(StrEnum):
    """What a printed value looks like."""

    VALUE = "value"
    CHANGE = "change"
    DATE = "date"
    AWAITED = "awaited"
    OF_BASELINE = "of_baseline"
    """An awaited baseline in words that can be of nothing else: "Baseline to be established"."""


_AWAITED: Final = r"(?:tb[acd]\b|awaited\b)"
_OF_BASELINE: Final = (
    r"(?:baseline\s+)?to be (?:established|developed|determined|agreed|set|confirmed|decided)\b|"
    r"baseline\s+(?:established|awaited|not known|tb[acd])\b|not (?:yet )?(?:known|established|available)\b"
)
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_CHANGE: Final = (
    rf"{_NUMBER}\s*(?:%|per\s?cent)?(?:\s*-?\s*points?)?\s+(?:reduction|decrease|increase|rise)\b"
    r"(?:\s+(?:on|from|of) (?:the )?baseline)?"
)
_SORTS: Final = tuple(
    (sort, re.compile(pattern, re.IGNORECASE))
    for sort, pattern in (
        (Sort.CHANGE, _CHANGE),
        (Sort.OF_BASELINE, _OF_BASELINE),
        (Sort.AWAITED, _AWAITED),
        (Sort.DATE, rf"(?:end\s+(?:of\s+)?)?{MONTH}"),
        (Sort.VALUE, rf"{_NUMBER}\s*%?(?=\s|$)"),
    )
)
_WORD: Final = re.compile(r"\s*[a-z(][^\s]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A value of a line, from one character to another."""

    sort: Sort
    text: str
    start: int
    end: int


def tokens(text: str, start: int = 0, *, bare: bool = True) -> list[Token] | None:
    """The values that a text consists of from a character on; None where it holds anything else. `bare`: the first has
    no words behind it; the others may have ("800 of current backlog")."""
    found: list[Token] = []
    at = start
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        token = _token(text, at)
        if token is None:
            token = _with_words(text, at, found, bare=bare)
            if token is None:
                return None
            found.pop()
        found.append(token)
        at = token.end
    return found


def _token(text: str, at: int) -> Token | None:
    for sort, pattern in _SORTS:
        if found := pattern.match(text, at):
            return Token(sort, found.group(), at, found.end())
    return None


def _with_words(text: str, at: int, before: Sequence[Token], *, bare: bool) -> Token | None:
    """The value before, with the words behind it up to the next value."""
    if not before or before[-1].sort is not Sort.VALUE or (bare and len(before) == 1):
        return None
    first, end = before[-1], at
    while end < len(text.rstrip()):
        word = _WORD.match(text, end)
        if word is None:
            return None
        end = word.end()
        if _token(text, _next(text, end)):
            break
    return Token(Sort.VALUE, text[first.start : end], first.start, end)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def name_and_values(text: str) -> tuple[str, list[Token]]:
    """A KPI's name and the values behind it: those begin as far to the left as the rest of the line holds values and
    nothing else. No values where there are none."""
    for found in re.finditer(r"(?:^|(?<=\s))\S", text):
        if values := tokens(text, found.start()):
            return text[: found.start()].strip(), values
    return text.strip(), []


def sort_of(text: str) -> Sort | None:
    """What a whole cell looks like; None for words."""
    plain = " ".join(text.split())
    for sort, pattern in _SORTS:
        if pattern.fullmatch(plain):
            return sort
    if re.fullmatch(r"baseline.*", plain, re.IGNORECASE):
        return Sort.OF_BASELINE
    return Sort.VALUE if isinstance(parse_rule(plain), Rule) and plain[:1].isdigit() else None


def parts(line: str, place: Place, values: Sequence[Token]) -> Iterator[tuple[Sort, Part]]:
    """The values as parts of their line."""
    for each in values:
        yield each.sort, Part((Source(place, line[each.start : each.end].strip()),))


_TAKES: Final = {
    Role.BASELINE: {Sort.VALUE, Sort.AWAITED, Sort.OF_BASELINE},
    Role.BASELINE_DATE: {Sort.DATE, Sort.AWAITED},
    Role.TARGET: {Sort.VALUE, Sort.CHANGE, Sort.AWAITED},
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Which value stands in which column (by their order), those that fit nowhere for certain, and the ways in which
    they could stand. `proposed` are those that were put into the next column because it makes no difference."""

    at: tuple[tuple[int, int], ...]
    unplaced: tuple[int, ...] = ()
    ways: tuple[tuple[int, ...], ...] = ()
    proposed: tuple[int, ...] = ()


def place(sorts: Sequence[Sort], roles: Sequence[Role]) -> Placed:
    """Put values under columns in their order, each under one that can hold it, the first under the first.

    What can stand in one way only is placed. Of the rest nothing is guessed: a value is unplaced where it could stand
    elsewhere. An awaited one that is alone is put into the next column, since it says "awaited" wherever it stands.
    """
    ways = list(_ways(sorts, roles))
    if not ways:
        first = bool(sorts) and bool(roles) and sorts[0] in _TAKES.get(roles[0], set())
        return Placed(((0, 0),) if first else (), tuple(range(int(first), len(sorts))))
    if len(ways) == 1:
        return Placed(tuple(enumerate(ways[0])))
    rest = tuple(value for value in range(len(sorts)) if len({way[value] for way in ways}) > 1)
    if len(rest) == 1 and sorts[rest[0]] is Sort.AWAITED and rest[0] == len(sorts) - 1:
        return Placed(tuple(enumerate(min(ways))), ways=tuple(ways), proposed=rest)
    sure = tuple((value, ways[0][value]) for value in range(len(sorts)) if value not in rest)
    return Placed(sure, rest, tuple(ways))


def _ways(sorts: Sequence[Sort], roles: Sequence[Role], value: int = 0, column: int = 0) -> Iterator[tuple[int, ...]]:
    if value == len(sorts):
        yield ()
        return
    last = 1 if value == 0 else len(roles)
    for at in range(column, min(last, len(roles))):
        if sorts[value] in _TAKES.get(roles[at], set()):
            for rest in _ways(sorts, roles, value + 1, at + 1):
                yield (at, *rest)
