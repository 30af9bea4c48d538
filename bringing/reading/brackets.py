"""Where brackets stand in a text: nothing that they hold is parted from the rest of it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

_CLOSED_BY: Final = {"(": ")", "[": "]", "{": "}"}
_NUMBER: Final = re.compile(r"(?:(?<=\s)|^)\w{1,2}\)")


def held(words: str) -> list[tuple[int, int]]:
    """From where to where the outermost brackets go that are opened and closed, both signs included."""
    found, opened = list[tuple[int, int]](), list[tuple[int, str]]()
    for place, sign in enumerate(words):
        if sign in _CLOSED_BY:
            opened.append((place, _CLOSED_BY[sign]))
        elif opened and sign == opened[-1][1]:
            start, _ = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, place + 1))
    return found


def is_held(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is within one of these brackets."""
    before = bisect_left(spans, (place, 0))
    return before > 0 and place < spans[before - 1][1]


def is_closed(words: str) -> bool:
    """Whether each bracket has its other one. A number may have one behind it alone: “2)”."""
    left = words
    for start, end in reversed(held(words)):
        left = left[:start] + left[end:]
    return not re.search(r"[()\[\]{}]", _NUMBER.sub("", left))


def outside(cuts: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """Where a pattern is found in words, but in their brackets. Lines end there all the same."""
    spans = iter(held(words))
    start, end = next(spans, (len(words), len(words) + 1))
    for cut in cuts.finditer(words):
        while end <= cut.start():
            start, end = next(spans, (len(words), len(words) + 1))
        if cut.start() <= start or cut.group() == "\n":
            yield cut
