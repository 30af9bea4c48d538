"""Lines that say a part of a plan as an outcome or a goal, “Outcome 1: …”, where no heading does: above a table, or in
a row of it that holds nothing else. What is read of them is asked about."""

from collections.abc import Iterable
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building, at
from bringing.reading.draft import Certainty, Read, Source
from bringing.reading.words import LONGEST_HEADING, OUTCOME, fold, seen

A_LINE: Final = "a line above the table"


def said_by(words: str) -> tuple[str, str] | None:
    """The letter and the title of “Outcome 1: …”."""
    text = seen(words)
    found = OUTCOME.fullmatch(text) if len(text) <= LONGEST_HEADING else None
    return (found["letter"].upper(), found["title"].strip()) if found else None


def may_be(letter: str, title: str, building: Building) -> bool:
    """Whether a section can be the one of this letter: no other title is said of that."""
    there = building.sections.get(letter)
    return there is None or fold(there.title.value) in ("", fold(title))


def is_there(letter: str, title: str, building: Building) -> bool:
    """Whether the section is known with that title: nothing of it is to be asked again."""
    there = building.sections.get(letter)
    return there is not None and fold(there.title.value) == fold(title)


def of_lines(captions: Iterable[Source], building: Building) -> Source | None:
    """The line among those above a table that says its section; None where they say none, or several."""
    lines = [(said, each) for each in captions if (said := said_by(each.words))]
    if len({(letter, fold(title)) for (letter, title), _ in lines}) != 1:
        return None
    (letter, title), source = lines[-1]
    return source if may_be(letter, title, building) else None


def are_otherwise(section: str, letters: Iterable[str]) -> bool:
    """Whether the letters of refs say several sections, or one that is counted as this one is, and is another."""
    said = set(letters) - {""}
    return len(said) > 1 or any(each != section and each.isdigit() == section.isdigit() for each in said)


def propose_titles(building: Building) -> None:
    """Give sections without a title those of the lines that were read for nothing, where one alone says it."""
    lines: dict[str, dict[str, Source]] = {}
    for each in building.aside:
        if said := said_by(each.source.words):
            lines.setdefault(said[0], {}).setdefault(said[1], each.source)
    for letter, section in building.sections.items():
        titles = lines.get(letter, {})
        if section.title.certainty is Certainty.OPEN and len(titles) == 1:
            ((title, source),) = titles.items()
            section.title = Read(title, A_LINE, (source,))
            building.aside = [each for each in building.aside if each.source != source]


def ask_of_lines(building: Building) -> None:
    """Ask of the sections that lines say, of each by itself."""
    for number, section in enumerate(building.sections.values()):
        if section.title.rule == A_LINE:
            source, letter = section.title.sources[0], section.letter.value
            says = (
                f"{at(source.place)}: “{seen(source.words)}” is no heading, and was read as that of section {letter}: "
                "confirm it, or enter the section’s title"
            )
            about = f"sections/{number}/title"
            building.asking.ask(Asks.SECTION, about, section.title.sources, says, read=section.title.value)
