"""Which of the words that were said of earlier files of a plan came last. Pure.

The database keeps what was said of a file in no order. Within one file, what was typed of a value on its row’s page
counts before what was said at a doubt about several rows; and what was said of a later file before that of an earlier
one, unless the later one only carried an older word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bringing.carrying import Kept
from bringing.settling import LATER, Answer


@dataclass(frozen=True, slots=True)
class Word:
    """What was said of an earlier file, by whom (their key) and when."""

    kept: Kept
    answer: Answer
    by: int
    at: datetime


def latest_last(files: Iterable[Mapping[str, Word | None]]) -> dict[str, Word]:
    """The words of several files, each by the mark of what it is about; None where what was said before was taken back.
    The files are in the order in which they were entered."""
    found: dict[str, Word] = {}
    for words in files:
        for mark, word in _in_order(words):
            there = found.get(mark)
            if word and there and word.at < there.at:
                continue  # it was carried there, and is no newer word
            found.pop(mark, None)
            if word:
                found[mark] = word
    return found


def _in_order(words: Mapping[str, Word | None]) -> list[tuple[str, Word | None]]:
    """Those of one file, what counts there last."""

    def rank(told: tuple[str, Word | None]) -> tuple[bool, int]:
        mark, word = told
        return (word.kept.is_of_one(mark), LATER[word.answer.how]) if word else (False, -1)

    return sorted(words.items(), key=rank)
