"""The values of a KPI's row as they stand behind each other in a line, and under which headings they may stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from bringing.reading.draft import Role, Source
from bringing.reading.grid import Part
from bringing.reading.months import MONTH
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


LONGEST: Final = 3_000
"""Characters of a KPI's name and its values; a longer line has no values."""
MOST_VALUES: Final = 20
"""Values that a row has at most: a line with more of them is none."""
MOST_WAYS: Final = 12
"""As many ways in which values may stand are told."""
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
    while at < len(text) and len(found) <= MOST_VALUES:
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
    return found if len(found) <= MOST_VALUES else None


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
    for found in re.finditer(r"(?:^|(?<=\s))\S", text) if len(text) <= LONGEST else ():
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
    first, last = _earliest(sorts, roles), _latest(sorts, roles)
    if first is None or last is None:
        fits = bool(sorts) and bool(roles) and sorts[0] in _TAKES.get(roles[0], set())
        return Placed(((0, 0),) if fits else (), tuple(range(int(fits), len(sorts))))
    rest = tuple(value for value in range(len(sorts)) if first[value] != last[value])
    ways = tuple(islice(_ways(sorts, roles, first, last), MOST_WAYS)) if rest else ()
    if rest == (len(sorts) - 1,) and sorts[-1] is Sort.AWAITED:
        return Placed(tuple(enumerate(first)), ways=ways, proposed=rest)
    return Placed(tuple((value, first[value]) for value in range(len(sorts)) if value not in rest), rest, ways)


def _earliest(sorts: Sequence[Sort], roles: Sequence[Role]) -> tuple[int, ...] | None:
    """Each value in the first column that it can stand in, the first in the first; None where they cannot all stand."""
    found: list[int] = []
    for number, sort in enumerate(sorts):
        columns = range(found[-1] + 1 if found else 0, len(roles) if number else min(1, len(roles)))
        at = next((column for column in columns if sort in _TAKES.get(roles[column], set())), None)
        if at is None:
            return None
        found.append(at)
    return tuple(found)


def _latest(sorts: Sequence[Sort], roles: Sequence[Role]) -> tuple[int, ...] | None:
    """Each value in the last column that it can stand in, the first in the first: what stands elsewhere in the earliest
    way can stand in more than one."""
    rest: list[int] = []
    for sort in reversed(sorts[1:]):
        columns = range(rest[-1] - 1 if rest else len(roles) - 1, 0, -1)
        at = next((column for column in columns if sort in _TAKES.get(roles[column], set())), None)
        if at is None:
            return None
        rest.append(at)
    return (0, *reversed(rest)) if sorts else ()


def _ways(
    sorts: Sequence[Sort], roles: Sequence[Role], first: Sequence[int], last: Sequence[int], *taken: int
) -> Iterator[tuple[int, ...]]:
    """Every way, from the earliest to the latest; none ends in a dead end between these."""
    value = len(taken)
    if value == len(sorts):
        yield taken
        return
    begin = max(first[value], taken[-1] + 1 if taken else 0)
    for at in range(begin, last[value] + 1):
        if sorts[value] in _TAKES.get(roles[at], set()):
            yield from _ways(sorts, roles, first, last, *taken, at)
