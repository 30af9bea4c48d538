"""What is read of a page that somebody copied: its HTML keeps its tables whole, its text has them flattened."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sheets.reading.tags import RAW, Start, tokens

TABLE: Final = re.compile(r"<table[\s>]", re.IGNORECASE)
CELL: Final = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W_]+")
SAYING: Final = ("alt", "value", "placeholder")
"""Attributes whose words browsers copy as text."""
MOST_PARTED: Final = 100
"""Words that tags may part in the page and that are whole in the text."""


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
    said = [word for each in _texts(html) for word in _words(each)]
    there, whole = Counter(said), "".join(said)
    more = [(word, count) for word, count in Counter(_words(text)).items() if count > there[word]]
    return len(more) <= MOST_PARTED and all(whole.count(word) >= count for word, count in more)


def _texts(html: str) -> Iterator[str]:
    """The words between tags and those that browsers copy from attributes, without scripts and styles."""
    raw = False
    for each in tokens(html):
        if isinstance(each, Start):
            raw = each.tag in RAW
            yield from (each.given[name] for name in SAYING if name in each.given)
        elif isinstance(each, str) and not raw:
            yield each
        else:
            raw = False


def _words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())
