"""What is read of a page that somebody copied: its HTML keeps its tables whole, its text has them flattened."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sheets.reading.tags import RAW, End, Start, tokens

TABLE: Final = re.compile(r"<table[\s>]", re.IGNORECASE)
CELL: Final = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W_]+")
SAYING: Final = ("alt", "value", "placeholder")
"""Attributes whose words browsers copy as text."""
MOST_PARTED: Final = 100
"""Words that tags may part in the page and that are whole in the text."""
LONGEST_PARTED: Final = 100
"""Letters of such a word."""
LONGEST_NUMBER: Final = 8


def page_of(text: str, html: str) -> str:
    """The HTML to read for a text that was pasted and what came with it; "" where the text is read line by line.

    A text that is itself the source of a page with a table is read as that page. The HTML that came with it is read
    where it has a table, which is what the text lacks, and says every word of the text as often: somebody who wrote
    more into the text, or a page that hands over something else than it shows, would lose words otherwise.
    """
    if _has_table(text):
        return text
    return html if _has_table(html) and _says_all(html, text) else ""


def _has_table(html: str) -> bool:
    table = TABLE.search(html)
    return table is not None and CELL.search(html, table.end()) is not None


def _says_all(html: str, text: str) -> bool:
    """Whether each word of the text stands in the page as often. One that tags part there is made of whole words, one
    behind the other, which count for nothing else; letters within another word say nothing."""
    said = [word for each in _texts(html) for word in _words(each)]
    wanted, there = Counter(_words(text)), Counter(said)
    more = [word for word, count in wanted.items() if count > there[word]]
    if len(more) > MOST_PARTED or max(map(len, more), default=0) > LONGEST_PARTED:
        return False
    whole = f" {' '.join(said)} "
    for word in sorted(more, key=len, reverse=True):
        parted = f" (?!{word} ){' ?'.join(word)}(?= )"
        whole, taken = re.subn(parted, "", whole, count=wanted[word] - there[word])
        if taken < wanted[word] - there[word]:
            return False
    left = Counter(whole.split()) if more else there
    return all(left[word] >= min(count, there[word]) for word, count in wanted.items())


def _texts(html: str) -> Iterator[str]:
    """The words between tags, those that browsers copy from attributes, and the numbers of lists, which some of them
    write into the text; without scripts and styles."""
    raw, numbers = False, list[int]()
    for each in tokens(html):
        if isinstance(each, Start):
            raw = each.tag in RAW
            yield from (each.given[name] for name in SAYING if name in each.given)
            if each.tag == "ol":
                start = each.given.get("start", "")
                numbers.append(int(start) if start.isdecimal() and len(start) < LONGEST_NUMBER else 1)
            elif each.tag == "li" and numbers:
                yield str(numbers[-1])
                numbers[-1] += 1
        elif isinstance(each, str) and not raw:
            yield each
        else:
            raw = False
            if isinstance(each, End) and each.tag == "ol" and numbers:
                numbers.pop()


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())
