"""Parts of a page that are passed over: what is hidden among its words, and what is no text."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sheets.reading.shape import Place

UNSEEN: Final = frozenset({"script", "style", "template", "title"})
NOT_READ: Final = {
    "svg": "a drawing",
    "math": "an equation",
    "iframe": "another page inside this one",
    "object": "an embedded file",
    "video": "a video",
    "audio": "a sound",
    "canvas": "a drawing",
    "select": "a list to choose from",
    "textarea": "a field to type into",
}
"""What is passed over with all that is in it."""
AMONG_WORDS: Final = frozenset(
    {"a", "abbr", "b", "code", "em", "font", "i", "label", "mark", "small", "span", "strong", "sub", "sup", "u"}
)
"""Where one of these is hidden, its words are not read. A part of the page that is hidden may be folded away: it is."""
_HIDDEN: Final = re.compile(r"(?<![\w-])(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_CELLS: Final = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
_LISTS: Final = frozenset({"menu", "ol", "ul"})
BLOCKS: Final = _LISTS | frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figure", "footer", "form"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "p", "pre", "section", "table"}
)
"""What begins outside any paragraph: one that is open ends there."""


def is_hidden(given: Mapping[str, str]) -> bool:
    """Whether an element with these attributes is not seen."""
    return "hidden" in given or _HIDDEN.search(given.get("style", "")) is not None


@dataclass(slots=True)
class Unseen:
    """A part that is passed over, from where it begins. One whose own end was forgotten ends where a browser ends it:
    with the cell, the item or the paragraph that it stands in."""

    tag: str
    place: Place
    in_paragraph: bool
    words: list[str] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)
    _often: Counter[str] = field(default_factory=Counter)

    def ends_before(self, tag: str) -> bool:
        """Whether it is over where this begins; what begins inside it is kept in mind."""
        if self.tag not in UNSEEN and self._begins_outside(tag):
            return True
        if tag == self.tag or tag in BLOCKS or tag in _CELLS:
            self._inside.append(tag)
            self._often[tag] += 1
        return False

    def _begins_outside(self, tag: str) -> bool:
        if tag in _CELLS:
            return not self._often["table"]
        if tag == "li":
            return not any(self._often[each] for each in _LISTS)
        return self.in_paragraph and tag in BLOCKS

    def ends_with(self, tag: str) -> bool:
        """Whether it is over with this end: its own, or that of what it stands in."""
        if self._often[tag]:
            ended = ""
            while ended != tag:
                ended = self._inside.pop()
                self._often[ended] -= 1
            return False
        return tag == self.tag or (self.tag not in UNSEEN and (tag in BLOCKS or tag in _CELLS))
