"""Parts of a page that are passed over: what is hidden among its words, and what is no text."""

from collections import Counter
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
CELLS: Final = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
_GOES_ON: Final = frozenset({"a", "b", "code", "em", "font", "i", "small", "strong", "u"})
"""What goes on behind the end of the paragraph, the item or the part that it began in, up to its own end."""
_LISTS: Final = frozenset({"menu", "ol", "ul"})
BLOCKS: Final = _LISTS | frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"),
        *("hr", "li", "main", "nav", "p", "pre", "search", "section", "summary", "table"),
    }
)
"""What begins outside any paragraph: one that is open ends there."""


@dataclass(slots=True)
class Opened:
    """The blocks that have not ended, of a cell or of the page outside of tables: each where a browser ends it."""

    _blocks: list[str] = field(default_factory=list)
    _often: Counter[str] = field(default_factory=Counter)
    _lists: list[str] = field(default_factory=list)
    """The lists and items among them."""

    @property
    def in_paragraph(self) -> bool:
        return self.has("p")

    @property
    def in_item(self) -> bool:
        """Whether another item ends one here."""
        return bool(self._lists) and self._lists[-1] == "li"

    @property
    def in_block(self) -> bool:
        """Whether what was begun last is a block, and no part of a line."""
        return bool(self._blocks) and (self._blocks[-1] in BLOCKS or self._blocks[-1] in CELLS)

    @property
    def has_list(self) -> bool:
        return bool(self._lists)

    def has(self, tag: str) -> bool:
        return bool(self._often[tag])

    def begin(self, tag: str) -> None:
        if tag in BLOCKS and self.in_paragraph:
            self.end("p")
        if tag == "li" and self.in_item:
            self.end("li")
        if tag == "hr":
            return
        self._blocks.append(tag)
        self._often[tag] += 1
        if tag == "li" or tag in _LISTS:
            self._lists.append(tag)

    def end(self, tag: str) -> None:
        """With what is in it; one that is not open ends nothing."""
        ended = "" if self.has(tag) else tag
        while ended != tag:
            ended = self._blocks.pop()
            self._often[ended] -= 1
            if ended == "li" or ended in _LISTS:
                self._lists.pop()

    def clear(self) -> None:
        for each in (self._blocks, self._often, self._lists):
            each.clear()


@dataclass(slots=True)
class Unseen:
    """A part that is passed over, from where it begins. One whose own end was forgotten ends where a browser ends it:
    with the cell, the item or the paragraph that it stands in. `around` is what is open there."""

    tag: str
    place: Place
    around: Opened
    in_table: bool
    words: list[str] = field(default_factory=list)
    _inside: Opened = field(default_factory=Opened)

    def ends_before(self, tag: str) -> bool:
        """Whether it is over where this begins; what begins inside it is kept in mind."""
        if self.tag not in UNSEEN and self._begins_outside(tag):
            return True
        if tag == self.tag or tag in BLOCKS or tag in CELLS:
            self._inside.begin(tag)
        return False

    def _begins_outside(self, tag: str) -> bool:
        if tag in CELLS:
            return self.in_table and not self._inside.has("table")
        if tag == "li" and self.around.in_item and not self._inside.has_list:
            return True
        return self.around.in_paragraph and tag in BLOCKS

    def goes_on(self, tag: str) -> bool:
        """Whether it does behind what it stands in, of which this is the end: `<b>` does in the next paragraph, never
        in another cell."""
        return self.tag in _GOES_ON and tag not in CELLS | {self.tag, "table"}

    def ends_with(self, tag: str) -> bool:
        """Whether it is over with this end: its own, or that of what it stands in."""
        if tag in AMONG_WORDS and tag not in _GOES_ON and self._inside.in_block:
            return False
        if self._inside.has(tag):
            self._inside.end(tag)
            return False
        return tag == self.tag or (self.tag not in UNSEEN and self._ends_outside(tag))

    def _ends_outside(self, tag: str) -> bool:
        if tag in CELLS or tag == "table":
            return self.in_table and not self._inside.has("table")
        return tag in BLOCKS and self.around.has(tag)
