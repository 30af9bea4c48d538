"""What a file does not say: the plan's title, those of its sections, of which of them its rows are, and the actions of
a section."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bringing.reading import outcomes
from bringing.reading.asking import Asks
from bringing.reading.bands import ask_of_bands
from bringing.reading.building import Building
from bringing.reading.draft import Certainty, Read, Source, TableRead
from bringing.reading.headed import ask_of_headed
from bringing.reading.leaving import ALONE
from bringing.reading.words import TITLE, seen

WHOLE_PLAN: Final = "one section for the whole plan"
FEW: Final = 5
"""Cells that a doubt names."""


def ask_of_title(title: Read[str] | None, tables: Sequence[TableRead], building: Building) -> None:
    """A plan without a title."""
    if title is None and tables:
        above = [each for table in tables for each in table.captions if TITLE.fullmatch(seen(each.words))]
        says = "No title of the plan was found: enter it"
        building.asking.ask(Asks.TITLE, "title", above[:FEW], says, others=[seen(each.words) for each in above])


def ask_of_sections(building: Building) -> None:
    """Sections without a title, and rows without a section."""
    outcomes.propose_titles(building)
    outcomes.ask_of_lines(building)
    ask_of_bands(building)
    ask_of_headed(building)
    for number, section in enumerate(building.sections.values()):
        if section.title.certainty is Certainty.OPEN:
            letter = section.letter.value
            says = f"Section {letter} has no title in the file: enter it"
            building.asking.ask(Asks.SECTION, f"sections/{number}/title", section.letter.sources, says)
    actions = [(each.section, each.ref.sources) for each in building.actions]
    kpis = [(each.section, each.name.sources) for each in building.kpis]
    for name, rows in (("actions", actions), ("kpis", kpis)):
        _ask_of_rows(name, rows, building)
    _ask_of_points(building)


def _ask_of_rows(name: str, rows: Sequence[tuple[Read[str], Sequence[Source]]], building: Building) -> None:
    """Rows that nothing puts into a section, and those that stand in the last one where no other has such."""
    letters = [f"Section {each}" for each in building.sections]
    open_ = {f"{name}/{at}/section": own for at, (section, own) in enumerate(rows) if not section.value}
    alone = {f"{name}/{at}/section": own for at, (section, own) in enumerate(rows) if section.rule == ALONE}
    if open_:
        says = "Nothing says of which section these are: choose one"
        others = letters or [WHOLE_PLAN]
        building.asking.ask(Asks.SECTION, open_, _first(open_.values()), says, others=others)
    if alone:
        letter = next(section.value for section, _ in rows if section.rule == ALONE)
        says = (
            f"These stand in section {letter}, the last one, below a heading that no other section has, and may be of "
            f"the whole plan: they were read as of section {letter}; confirm it, or choose another"
        )
        others = [each for each in letters if each != f"Section {letter}"]
        building.asking.ask(Asks.SECTION, alone, _first(alone.values()), says, read=f"Section {letter}", others=others)


def _first(rows: Iterable[Sequence[Source]]) -> list[Source]:
    return [source for own in rows for source in own][:FEW]


def _ask_of_points(building: Building) -> None:
    """Points that stand in the last section where no other has such."""
    for number, section in enumerate(building.sections.values()):
        kinds = (("needs_improvement", section.needs), ("families_said", section.families))
        alone = {path: each for path, each in _points(f"sections/{number}", kinds) if each.rule == ALONE}
        if alone:
            says = (
                f"These stand in section {section.letter.value}, the last one, below a heading that no other section "
                "has: confirm that they are of this section, or put them where they belong in the file and bring that "
                "again"
            )
            building.asking.ask(Asks.SECTION, alone, _first(each.sources for each in alone.values()), says)


def _points(section: str, kinds: Iterable[tuple[str, Sequence[Read[str]]]]) -> Iterator[tuple[str, Read[str]]]:
    return ((f"{section}/{name}/{at}", each) for name, points in kinds for at, each in enumerate(points))


def ask_of_empty_sections(is_empty: bool, building: Building) -> None:
    """A section without any action, and a file without any: its table may not have been known for one."""
    filled = {action.section.value for action in building.actions}
    if not (is_empty or building.actions):
        says = "No action was found in this file: choose the table that holds them, or bring another file"
        building.asking.ask(Asks.NO_TABLE, "actions", (), says)
        return
    for number, (letter, section) in enumerate(building.sections.items()):
        if letter not in filled:
            says = f"Section {letter} has no action: choose the table that holds them, or leave it without"
            building.asking.ask(Asks.NO_TABLE, f"sections/{number}", section.letter.sources, says)
