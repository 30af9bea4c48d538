"""Words in a column of sections that name several of them: “1 & 2”, “WS1-3”, “Voice and Health”, “All workstreams”."""

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from bringing.reading.words import fold

_KINDS: Final = (
    r"(?:sections?|priorit(?:y|ies)(?: areas?)?|themes?|areas?|workstreams?|strands?|pillars?|objectives?|asws?|"
    r"(?:(?:strategic|shared|priority|key) )?(?:outcomes?|goals?|aims?))"
)
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<joins>[,;/+&|]|(?i:and|or|with)\b)|(?P<to>[-–—]|(?i:to)\b)|"
    rf"(?P<kind>(?i:{_KINDS})\b)|"
    r"(?P<code>[A-Z]{1,3})[ .-]?(?P<coded>\d{1,2})\b|(?P<one>\d{1,2}|[A-Z]|[IVX]{1,4})\b)\s*"
)
_ALL: Final = re.compile(
    rf"(?:across )?(?:all|both|every|each)(?: (?:of )?(?:the )?(?:\w+ )?{_KINDS})?|all of (?:them|the above)|"
    r"(?:the )?(?:whole|entire) plan"
)
_BETWEEN: Final = re.compile(r",? and |\s*[,;/+|]\s*|\s")
_NUMBER: Final = re.compile(rf"(?:[a-z]{{1,3}}[ .-]?|{_KINDS} )?\d{{1,2}}\b")
_BARE: Final = re.compile(r"\d{1,2}|[a-z]|[ivx]{1,4}")
LONGEST: Final = 200
"""Characters of words that can name several sections."""
_MOST: Final = 20
"""Sections from one to another, “1-3”."""


class _One(NamedTuple):
    """A section by its number or letter, with the letters before that, such as WS."""

    code: str
    letter: str


def are_all(words: str) -> bool:
    """Whether words say all sections."""
    return _ALL.fullmatch(fold(words)) is not None


def counted(words: str) -> tuple[tuple[str, ...], ...]:
    """The sections that words name by nothing but their numbers or letters: of each, what it may be called by. None
    where they are fewer than two."""
    found: list[_One] = []
    joins, at = "", 0
    while at < len(words) <= LONGEST:
        token = _TOKEN.match(words, at)
        if token is None:
            return ()
        at = token.end()
        if token["joins"] or token["to"]:
            joins = "to" if token["to"] else ""
        elif not token["kind"]:
            found += _next(found[-1:], _One(token["code"] or "", token["coded"] or token["one"]), joins)
            joins = ""
    letters = {each.letter.lstrip("0"): each.letter for each in found}
    code = next((each.code for each in found if each.code), "")
    several = tuple((f"{code}{printed}", f"{code}{letter}", letter) for letter, printed in letters.items())
    return several if len(several) > 1 else ()


def _next(before: list[_One], one: _One, joins: str) -> Iterator[_One]:
    """A section, and those that lie between it and the one before, “1-3”."""
    if joins and before:
        first, last = before[0].letter, one.letter
        if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + _MOST:
            yield from (_One(one.code, str(each)) for each in range(int(first) + 1, int(last)))
        elif len(first) == len(last) == 1 and first.isalpha() and last.isalpha():
            yield from (_One(one.code, chr(each)) for each in range(ord(first) + 1, ord(last)))
    yield one


def made_of(words: str, names: Collection[str]) -> tuple[str, ...]:
    """The names that words are made of, as both are compared: “voice” and “health” of “Voice and Health”. None where
    they are fewer than two."""
    text = fold(words)
    if len(text) > LONGEST:
        return ()
    found: dict[int, tuple[str, ...]] = {0: ()}
    """The names up to where each of them begins."""
    for gap in (*_BETWEEN.finditer(text), None):
        start, end = gap.span() if gap else (len(text), len(text))
        for begins, before in tuple(found.items()):
            name = text[begins:start]
            if name in names and name != text and _may_follow(name, before, text[:begins]):
                found.setdefault(end if gap else -1, (*before, name))
    several = tuple(dict.fromkeys(found.get(-1, ())))
    return several if len(several) > 1 else ()


def _may_follow(name: str, before: tuple[str, ...], text: str) -> bool:
    """Whether a name goes on with the ones before it: behind nothing but a space no title does behind a number, and no
    number or letter alone behind a title, “WS1 Voice” and “Voice 1”."""
    if not before or not text.endswith(before[-1] + " "):
        return True
    if _BARE.fullmatch(name) or _BARE.fullmatch(before[-1]):
        return False
    return _NUMBER.match(name) is not None or _NUMBER.fullmatch(before[-1]) is None
