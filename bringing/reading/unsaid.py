"""What a file does not say of its sections: their titles, and of which of them its rows are."""

from typing import Final

from bringing.reading import outcomes
from bringing.reading.asking import Asks
from bringing.reading.bands import ask_of_bands
from bringing.reading.building import Building
from bringing.reading.draft import Certainty

WHOLE_PLAN: Final = "one section for the whole plan"


def ask_of_sections(building: Building) -> None:
    """Sections without a title, and rows without a section."""
    outcomes.propose_titles(building)
    outcomes.ask_of_lines(building)
    ask_of_bands(building)
    for number, section in enumerate(building.sections.values()):
        if section.title.certainty is Certainty.OPEN:
            letter = section.letter.value
            says = f"Section {letter} has no title in the file: enter it"
            building.asking.ask(Asks.SECTION, f"sections/{number}/title", section.letter.sources, says)
    actions = [(each.section.value, each.ref) for each in building.actions]
    kpis = [(each.section.value, each.name) for each in building.kpis]
    for name, rows in (("actions", actions), ("kpis", kpis)):
        open_ = [number for number, (section, _) in enumerate(rows) if not section]
        if open_:
            sources = [source for number in open_ for source in rows[number][1].sources][:5]
            says = "Nothing says of which section these are: choose one"
            others = [f"Section {each}" for each in building.sections] or [WHOLE_PLAN]
            paths = [f"{name}/{number}/section" for number in open_]
            building.asking.ask(Asks.SECTION, paths, sources, says, others=others)
