"""What refs begin with, as the letters of sections that a column says by their titles alone: “B” of B1 and B2, “1” of
1.1 and 1.2."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bringing.reading.words import fold, seen

LONGEST: Final = 4
"""Characters of a section’s letter."""
_BY_LETTERS: Final = re.compile(r"(?P<lead>[A-Z]{1,3})[ .-]?\d")
_BY_NUMBERS: Final = re.compile(r"(?P<code>[A-Z]{1,3})?[ .-]?(?P<number>\d{1,2})[.-]\d")
_OF_ONE: Final = re.compile(r"[A-Z]?(?:[1-9]\d?|\d{1,2}\.\d.*)")
"""A ref that says the section of a file’s only title: the letters of “A-01” may stand for actions."""


@dataclass(frozen=True, slots=True)
class Led:
    """What refs say of titles: the letters of those that have one of their own, and of the `strays`, which have none
    where most titles have one, what their refs begin with."""

    letters: Mapping[str, str] = field(default_factory=dict)
    strays: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Titles:
    """Words in columns of sections with the refs of their rows. `known` have their letters otherwise; `several` are
    made of the titles of others, whose refs they may share. `may_be` is whether a letter is nothing else’s yet."""

    refs: Mapping[str, Collection[str]]
    known: Mapping[str, str]
    several: Collection[str]
    may_be: Callable[[str], bool]


@dataclass(slots=True)
class _Section:
    words: list[str] = field(default_factory=list)
    refs: set[str] = field(default_factory=set)


def led(titles: Titles) -> Led:
    """What refs say of titles, by their letters or their numbers: by those of which more titles have their own."""
    return max((_Leading(titles, lead) for lead in (by_letters, by_numbers)), key=lambda each: len(each.own)).led()


def by_letters(ref: str) -> str:
    """“B” of B1."""
    found = _BY_LETTERS.match(ref)
    return found["lead"] if found else ""


def by_numbers(ref: str) -> str:
    """“1” of 1.1, “WS1” of WS1.1. A number alone counts the actions."""
    found = _BY_NUMBERS.match(ref)
    lead = f"{found['code'] or ''}{found['number'].lstrip('0')}" if found else ""
    return lead if len(lead) <= LONGEST else ""


def are_of_one(refs: Collection[str]) -> bool:
    """Whether refs that begin alike may be those of one section."""
    return bool(refs) and all(map(_OF_ONE.fullmatch, refs))


class _Leading:
    """Goes through titles by one way in which refs begin."""

    def __init__(self, titles: Titles, lead: Callable[[str], str]) -> None:
        self.titles = titles
        self.sections: dict[str, _Section] = {}
        for words, refs in titles.refs.items():
            section = self.sections.setdefault(titles.known.get(words, "") or f" {fold(words)}", _Section())
            section.words.append(words)
            section.refs |= {seen(ref).upper() for ref in refs if ref}
        self.counts = {key: Counter(map(lead, each.refs)) for key, each in self.sections.items() if each.refs}
        self.several = {f" {fold(words)}" for words in titles.several}
        self.known = frozenset(titles.known.values())
        self.own = {key: own for key in self.counts if (own := self._own(key))}
        self.own |= {key: own for key in self.counts.keys() - self.own.keys() if (own := self._left(key))}

    def led(self) -> Led:
        if not self._are_told():
            return Led()
        new = {key: own for key, own in self.own.items() if key not in self.known and self.titles.may_be(own)}
        left = [key for key in self.counts if key not in {*new, *self.known, *self.several}]
        letters = {words: own for key, own in new.items() for words in self.sections[key].words}
        return Led(letters, {words: tuple(self._said(key)) for key in left for words in self.sections[key].words})

    def _own(self, key: str) -> str:
        """What most refs of a title begin with, and most of those that begin so are its own; else ""."""
        lead, count = self.counts[key].most_common(1)[0]
        beside = [each[lead] for by, each in self.counts.items() if by not in self.several - {key}]
        if not lead or 2 * count <= self.counts[key].total():
            return ""
        return lead if 2 * count > sum(beside) else ""

    def _left(self, key: str) -> str:
        """What half of the refs of a title begin with, and no others’ but such as stray from the one that most of their
        titles’ begin with; and the title’s other refs begin as those of such a title do. Else ""."""
        others, own = set(self.own.values()), self.counts[key]
        free = [lead for lead in own if lead and lead not in others]
        if len(free) != 1 or 2 * own[free[0]] < own.total():
            return ""
        without = (each for by, each in self.counts.items() if by not in {key, *self.own, *self.several})
        return "" if any(each[free[0]] for each in without) else free[0]

    def _are_told(self) -> bool:
        """Whether refs say the sections: those of most titles, and of no section that is called otherwise."""
        if any(key in self.known and key != own for key, own in self.own.items()):
            return False
        if len(self.counts) == 1:
            refs = [ref for each in self.sections.values() for ref in each.refs]
            return bool(self.own) and len(refs) > 1 and are_of_one(refs)
        return len(self.own) > 1 and 2 * len(self.own) > len(self.counts)

    def _said(self, key: str) -> Iterator[str]:
        return (lead for lead, _ in self.counts[key].most_common() if lead)
