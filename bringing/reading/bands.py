"""Rows that hold one text across a table: sections by their look, which is asked about, and titles of tables, which are
none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bringing.reading.asking import Asks
from bringing.reading.draft import Source
from bringing.reading.words import LETTERED, LONGEST_HEADING, OUTCOME, SECTION, fold, seen, titled
from sheets.reading import Cell

if TYPE_CHECKING:
    from bringing.reading.building import Building

ACROSS: Final = "a row across the table"
BY_LOOK: Final = "words across the table"
"""The rule of a section that only such a row says, by no letter or by that of an outcome."""
ROW_ABOVE: Final = "the row above"
"""What gives its section to a row below one of a section."""
A_NOTE: Final = "a note: what stands below it is of section "
FEWEST: Final = 3
"""Headings of a table that is known by its title alone."""
LONGEST: Final = 60
_OF_OTHERS: Final = re.compile(
    r"(?:(?:key|main|strategic|programme) )?risks?(?: (?:register|log|table|and issues(?: log)?))?|"
    r"issues?(?: (?:register|log))?|b?rag(?: ratings?)?(?: (?:key|definitions?))?|key to (?:the )?b?rag(?: ratings?)?|"
    r"glossary|abbreviations|(?:version|document|change) (?:control|history|log)"
)
"""Titles of tables that are no part of a plan."""


@dataclass(slots=True)
class Band:
    """A section that a row says by its look: the row in words, its cell, and the sections that stood before it."""

    says: str
    sources: tuple[Source, ...]
    before: set[str] = field(default_factory=set)


def titles_table(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but the title of a table: “KPIs”, “Risk register”."""
    return _titles_other(cells) or (len(cells) == 1 and bool(titled(seen(cells[0].text))))


def _titles_other(cells: Sequence[Cell]) -> bool:
    """The same of a table that is no part of a plan."""
    is_alone = len(cells) == 1 and len(cells[0].text) <= LONGEST_HEADING
    return is_alone and _OF_OTHERS.fullmatch(fold(cells[0].text)) is not None


def begins_other(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a row below the title of a table that is no part of a plan may be its headings: several short words, and
    no figure. Headings of actions and KPIs are known by their words; below “Actions” it may be one of these."""
    if not _titles_other(above):
        return False
    texts = [cell.text for cell in cells if cell.text]
    return len(texts) >= FEWEST and all(
        len(text) <= LONGEST and not any(sign.isdigit() for sign in text) for text in texts
    )


def says_section(cells: Sequence[Cell]) -> bool:
    """Whether a row holds nothing but what says a section by its words: “Priority 2: Health”."""
    text = seen(cells[0].text) if len(cells) == 1 and len(cells[0].text) <= LONGEST_HEADING else ""
    return any(words.fullmatch(text) for words in (SECTION, OUTCOME, LETTERED))


def ask_of_bands(building: "Building") -> None:
    """Ask of the sections that rows say by their look: of each once, with the section that its rows are of where it is
    a note."""
    sections = [*(each.section for each in building.actions), *(each.section for each in building.kpis)]
    for number, (letter, section) in enumerate(building.sections.items()):
        band = building.bands.get(letter)
        if band is None:
            continue
        rows = [each for each in sections if each.value == letter]
        before, *others = sorted(band.before)
        is_lone = all(each.rule == ROW_ABOVE for each in rows) and not (section.needs or section.families)
        is_offered = rows and is_lone and before and not others
        instead = "" if is_offered else ", or leave the section out where it is a note"
        if rows and not is_offered:
            instead += ", and choose the section of the rows below it"
        building.asking.ask(
            Asks.SECTION,
            f"sections/{number}/title",
            band.sources,
            f"{band.says} and was read as a section: confirm it{instead}",
            read=section.title.value,
            others=[f"{A_NOTE}{before}"] if is_offered else (),
        )
