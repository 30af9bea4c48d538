"""What is asked of the words in columns of sections: where nothing but their own numbers says which section they are,
where they may be one that the file says elsewhere, and where that one has another title."""

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import Read
from bringing.reading.sections import COLUMN
from bringing.reading.words import seen
from govuk.words import listed

AS_TITLES: Final = "the numbers are part of the titles"
AS_NUMBERS: Final = "the numbers are those of the sections"
FEW: Final = 5
"""Words that a doubt names."""
LONGEST: Final = 80
"""Characters of such words."""


_Rows = Mapping[str, Mapping[str, Read[str]]]
"""The sections of all rows by their paths, by the words in their columns of sections."""


def ask_of_columns(building: Building) -> None:
    """Ask of the words in columns of sections, of the same words once."""
    meant, rows = building.meant, _rows(building)
    if meant.numbered:
        says = (
            "were read as those of the sections, which nothing else in the file says: confirm it, or choose that they "
            "are part of the titles"
        )
        _ask_of_numbers(meant.numbered, says, AS_TITLES, rows, building)
    if meant.titled:
        says = "were read as part of the titles: confirm it, or choose that they are those of the sections"
        _ask_of_numbers(meant.titled, says, AS_NUMBERS, rows, building)
    for words, letters in meant.unsure.items():
        letter = building.says.cells[words].letter
        says = (
            f"{_named(words)} was read as a section of its own, and may be one that the file has elsewhere: confirm "
            "that it is its own, or choose the other"
        )
        if letter in letters:
            says = f"The file has more than one section that is called {_named(words)}: say of which these rows are"
        _ask(says, letter, letters, rows[words], building)
    for words, letter in meant.otherwise.items():
        says = (
            f"{_named(words)} was read as section {letter}, which is called "
            f"{_named(building.sections[letter].title.value)} elsewhere in the file: confirm it, or choose another"
        )
        _ask(says, letter, building.sections, rows[words], building)


def _named(words: str) -> str:
    return f"“{shorten(words, LONGEST, placeholder='…')}”"


def _ask(says: str, letter: str, letters: Iterable[str], rows: Mapping[str, Read[str]], building: Building) -> None:
    others = [f"Section {each}" for each in letters if each != letter]
    first = next(iter(rows.values())).sources
    building.asking.ask(Asks.SECTION, rows, first, says, read=f"Section {letter}", others=others)


def _ask_of_numbers(words: Sequence[str], says: str, instead: str, rows: _Rows, building: Building) -> None:
    """Once for all of them: one number tells of the others."""
    letters = dict.fromkeys(building.says.cells[each].letter for each in words)
    at = {letter: number for number, letter in enumerate(building.sections)}
    own = [f"sections/{at[letter]}/letter" for letter in letters]
    own += [f"sections/{at[each]}/title" for each in letters if building.sections[each].title.value]
    own += [path for each in words for path in rows[each]]
    sources = [source for each in words for source in next(iter(rows[each].values())).sources]
    said = listed([*map(_named, words[:FEW]), *[f"{len(words) - FEW} more"][: len(words) - FEW]])
    read = listed([f"section {each}" for each in letters])
    says = f"The numbers in a column of sections, in {said}, {says}"
    building.asking.ask(Asks.SECTION, own, sources, says, read=read, others=(instead,))


def _rows(building: Building) -> _Rows:
    found: dict[str, dict[str, Read[str]]] = {}
    actions = ((f"actions/{at}/section", each.section) for at, each in enumerate(building.actions))
    kpis = ((f"kpis/{at}/section", each.section) for at, each in enumerate(building.kpis))
    for path, read in (*actions, *kpis):
        if read.rule == COLUMN:
            found.setdefault(seen(read.words), {})[path] = read
    return found
