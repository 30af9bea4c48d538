"""The headings of a document in their order: which stand above a table, which tables stand below them, and what some of
them say of a plan as a whole."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bringing.reading.captions import is_caption
from bringing.reading.words import LETTERED, LONGEST_HEADING, SECTION, TITLE, fold, listed, seen, titled
from sheets.reading import Block, Heading, Paragraph, Place, Table

LONGEST: Final = 300
"""Characters of a heading that says a section."""
LONGEST_BOLD: Final = 160
"""Characters of a bold line that heads what stands below it."""
BOLD: Final = 10
"""How deep a bold line lies that is a heading by its look: deeper than any that the file says is one."""
_NUMBER: Final = re.compile(
    r"(?:(?i:appendix|annex)\s+(?:[A-Z]|\d{1,2})\s*[:.)–—-]?|\d{1,2}(?:\.\d{1,2}){1,3}[a-z]?\s*[:.)–—-]?|"
    r"(?:\d{1,2}[a-z]?|[A-Za-z])\s*[:.)–—-]|\d{1,2}(?=\s+[A-Z]))\s+(?=\D)"
)
_RISKS: Final = re.compile(
    r"(?:(?:key|strategic|main|major|programme|plan|delivery|project|corporate|summary|top|our|the|governance and) )*"
    r"risks?(?: ?(?:and|/|,) ?(?:issues?|mitigations?|mitigating actions|dependencies|controls|assurance))*"
    r"(?: (?:register|log|table|matrix|summary))*|raid log"
)
_PARTS: Final = r"priorities|sections|themes|workstreams|areas|pillars|strands|objectives|outcomes|goals|partners"
_OF_ALL: Final = re.compile(
    r"\b(?:overall|overarching|headline|(?:whole|entire)[ -](?:plan|system|partnership|programme|area)|"
    r"(?:plan|system|partnership|programme|area|board)[ -]wide|cross[ -]?(?:cutting|priority|theme|section|workstream)|"
    rf"(?:all|across)(?: \w+){{0,3}} (?:{_PARTS})|across the (?:plan|system|partnership|programme))\b"
)


def section_of(block: Heading | Paragraph) -> tuple[str, str] | None:
    """The letter and the title of a section that a block heads. A heading's own number does for a letter."""
    text = seen(block.text)
    if len(text) > LONGEST:
        return None
    found = SECTION.fullmatch(text)
    if found is None and isinstance(block, Heading) and block.level == 1:
        found = LETTERED.fullmatch(text)
    if found is None or (not found["title"] and isinstance(block, Paragraph) and not block.bold):
        return None
    return found["letter"].upper(), (found["title"] or "").strip()


def is_title(block: Heading | Paragraph) -> bool:
    """Whether a block is the title of the whole."""
    return (isinstance(block, Heading) and block.level == 0) or TITLE.fullmatch(seen(block.text)) is not None


def unnumbered(text: str) -> str:
    """A heading without the number before it: “KPIs” of “4. KPIs” and of “2.3 KPIs”."""
    even = seen(text)
    found = _NUMBER.match(even)
    return even[found.end() :] if found else even


def number_of(text: str) -> str:
    """The number or letter before a heading: “2.1” of “2.1 Voice”."""
    even = seen(text)
    found = _NUMBER.match(even)
    return found.group().strip(" :.)–—-") if found else ""


def is_chapter(heading: Heading) -> bool:
    """Whether a heading is said to be of a section by no more than the number or letter before it."""
    return heading.level == 1 and section_of(heading) is not None and SECTION.fullmatch(seen(heading.text)) is None


def is_plain(text: str) -> bool:
    """Whether a heading says no more than what the table or the list below it holds."""
    even = unnumbered(text)
    return bool(titled(even) or listed(even))


def is_of_all(text: str) -> bool:
    """Whether a heading says by itself that what stands below it is of no single section: “Overall KPIs”."""
    return len(text) <= LONGEST_HEADING and _OF_ALL.search(fold(text)) is not None


def is_of_risks(text: str) -> bool:
    """Whether a heading, or the name of a sheet, is that of a register of risks."""
    even = unnumbered(text) if len(text) <= LONGEST_HEADING else ""
    return _RISKS.fullmatch(fold(even)) is not None


class Outline:
    """The headings above each table. Bold lines are headings where the file says of none that it is one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.above: dict[Place, tuple[Heading, ...]] = {}
        """Those that a table stands below, from the highest to the deepest."""
        self.right_above: set[Place] = set()
        """What a table follows upon."""
        self._bold: dict[Place, str] = {}
        """The bold line that a table follows upon."""
        self.headings: list[Heading] = []
        self._tables: list[Table] = []
        by_look = not any(isinstance(each, Heading) and each.level for each in blocks)
        open_: list[Heading] = []
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table):
                self.above[block.place] = tuple(open_)
                self._tables.append(block)
                self.right_above |= {before.place} if before else set()
                if isinstance(before, Paragraph) and bold_line(before):
                    self._bold[block.place] = before.text
            elif heading := block if isinstance(block, Heading) else bold_line(block) if by_look else None:
                open_ = [each for each in open_ if _holds(each, heading)]
                open_.append(heading)
                self.headings.append(heading)
            before = block

    def below(self, place: Place) -> Iterator[Table]:
        """The tables below a heading."""
        return (each for each in self._tables if any(of.place == place for of in self.above[each.place]))

    def heading(self, block: Heading | Paragraph, *, is_point: bool) -> Heading | None:
        """A heading, or a bold line that is one by its look. One that may be a point of a list is one right above a
        table, or where it says what stands below it."""
        if isinstance(block, Heading):
            return block
        heads = not is_point or block.place in self.right_above or is_plain(block.text)
        return bold_line(block) if heads else None

    def of_risks(self, table: Table, *, has_risks: bool) -> bool:
        """Whether the name of a sheet, a bold line right above a table, or the headings above it, say that it is a
        register of risks: one that has no other inside of it which says what the table holds."""
        above = self.above[table.place]
        heads = has_risks or (above and above[-1].place in self.right_above)
        said = [self._bold.get(table.place, ""), *(each.text for each in reversed(above) if heads)]
        return is_of_risks(table.name) or is_of_risks(next(filter(_says_what, said), ""))


def _says_what(text: str) -> bool:
    return is_plain(text) or is_of_risks(text)


def bold_line(block: Paragraph) -> Heading | None:
    """A line that is a heading by its look: all of it is bold."""
    is_one = block.bold and not block.item and not is_caption(block) and len(seen(block.text)) <= LONGEST_BOLD
    return Heading(block.place, block.text, BOLD) if is_one else None


def _holds(upper: Heading, heading: Heading) -> bool:
    """Whether what stands below a heading stands below the upper one too. “Actions” as high as “Voice” is its own."""
    if upper.level == heading.level:
        return is_plain(heading.text) and not is_plain(upper.text)
    return upper.level < heading.level
