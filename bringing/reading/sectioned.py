"""The section that a cell in a column of sections names."""

import re
from typing import Final

from bringing.reading.building import Building
from bringing.reading.grid import Part
from bringing.reading.sections import COLUMN, letter_in
from bringing.reading.words import fold, is_none, is_to_come, seen

_TO_COME: Final = re.compile(r"t\.?b\.?[acd]\b", re.IGNORECASE)
"""“TBC – with ICB” says no more of a section."""


def names_none(text: str) -> bool:
    """Whether a cell says that there is no section, or that it is still to be said."""
    return is_none(text) or is_to_come(text) or _TO_COME.match(text) is not None


def section_in(part: Part, building: Building) -> str:
    """The section that a cell names: as the whole file tells it, by its letter, or by its title; else a new one. Where
    it says that there is none, or that it is still to be said, "": the row is asked about."""
    text = seen(part.text)
    if names_none(text):
        return ""
    found = building.meant.by_words.get(text)
    if found is None and text not in building.meant.several:
        found = letter_in(text) or _by_letter(text, building)
    if found:
        letter, title = found
        there = building.sections.get(letter)
        if there is None or (title and not there.title.value):
            building.section(letter, title, part.sources, COLUMN)
        return letter
    same = (letter for letter, each in building.sections.items() if fold(each.title.value) == fold(text))
    return next(same, "") or building.section(building.next_letter(), text, part.sources, COLUMN)


def _by_letter(text: str, building: Building) -> tuple[str, str] | None:
    """A cell that holds a letter alone."""
    return (text.upper(), "") if text.upper() in building.sections or len(text) <= 2 else None
