"""What stands above the headings of a table: the section that it says, and what is read for nothing there."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import Holds, Read, Source, TableRead
from bringing.reading.grid import Grid
from bringing.reading.rows import LONGEST_ROW
from bringing.reading.words import LETTERED, SECTION, fold, seen, titled

ABOVE_HEADINGS: Final = "the row above the headings"
ASIDE: Final = "Stands above a table, and heads none of its columns"


@dataclass(frozen=True, slots=True)
class Within:
    """The section that a table is of, "" for none, and what says so. `row` is the one above its headings that says one;
    `instead` the section that is said as well, of which a person is asked then."""

    letter: str
    rule: str
    row: Source | None = None
    instead: str = ""


def within(grid: Grid, around: Within, building: Building) -> Within:
    """The section of a table by the row above its headings, where that says one, else by what stands `around`. A letter
    that is of another section already may count the parts of the one around: each priority has its workstream 1."""
    found = _section_in(grid)
    if found is None:
        return around
    letter, title, source = found
    there = building.sections.get(letter)
    named = there.title.value if there else ""
    if around.letter not in ("", letter) and title and named and fold(title) != fold(named):
        building.set_aside([source], ASIDE)
        return replace(around, row=source, instead=letter)
    building.section(letter, title, (source,), ABOVE_HEADINGS)
    if letter == around.letter:
        return replace(around, row=source)
    return Within(letter, ABOVE_HEADINGS, source, around.letter)


def _section_in(grid: Grid) -> tuple[str, str, Source] | None:
    """The letter and the title of the section that the lowest row above the headings says, and its cell: by its words,
    or by a letter before them where it lies across the table."""
    often = Counter(each.place.row for each in grid.above)
    for source in reversed(grid.above):
        text = seen(source.words)
        if often[source.place.row] > 1 or len(text) > LONGEST_ROW:
            continue
        found = SECTION.fullmatch(text) or (LETTERED.fullmatch(text) if source in grid.across else None)
        if found:
            return found["letter"].upper(), (found["title"] or "").strip(), source
    return None


def ask_of_section(of: Within, table: TableRead, building: Building) -> None:
    """Of which section the rows of a table are, where two are said."""
    if not of.instead or of.row is None:
        return
    kinds: tuple[tuple[str, list[Read[str]], list[str]], ...] = (
        ("actions", [each.section for each in building.actions], [each.table for each in building.actions]),
        ("kpis", [each.section for each in building.kpis], [each.table for each in building.kpis]),
    )
    paths = [
        f"{name}/{number}/section"
        for name, sections, tables in kinds
        for number, (section, key) in enumerate(zip(sections, tables, strict=True))
        if key == table.key and section.rule == of.rule
    ]
    if paths:
        says = (
            f"“{seen(of.row.words)}” stands above the headings of a table that something else puts into another "
            f"section: its rows were read as of section {of.letter}; confirm it, or choose the other"
        )
        others = (f"Section {of.instead}",)
        building.asking.ask(Asks.SECTION, paths, (of.row,), says, read=f"Section {of.letter}", others=others)


def set_above_aside(of: Within, table: TableRead, building: Building) -> None:
    """List what stands above a table and was read for nothing: neither as a section, nor for what the table holds."""
    holds = table.holds.value
    left = (each for each in table.captions if holds is Holds.NOTHING or titled(seen(each.words)) is not holds)
    building.set_aside((each for each in left if each != of.row), ASIDE)
