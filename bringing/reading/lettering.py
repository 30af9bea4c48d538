"""What is asked of the words in columns of sections: where nothing but their own numbers says which section they are,
where they may be one that the file says elsewhere, and where that one has another title."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import ascii_uppercase
from textwrap import shorten
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import Read
from bringing.reading.sections import COLUMN, numbered_in
from bringing.reading.several import are_all, counted, made_of
from bringing.reading.words import KINDS, fold, seen
from govuk.words import listed

AS_TITLES: Final = "the numbers are part of the titles"
AS_NUMBERS: Final = "the numbers are those of the sections"
FEW: Final = 5
"""Words that a doubt names."""
LONGEST: Final = 80
"""Characters of such words."""

_NAMED: Final = re.compile(rf"\b(?P<code>[A-Z]{{1,3}}|(?i:{KINDS}))[ .-]?(?P<number>\d{{1,2}})\b")
"""“WS2” among other words, “Shared by WS2”."""
_OF_REF: Final = re.compile(r"(?P<code>[A-Z]{0,3})[ .-]?(?P<number>\d{1,2})[.-]\d|(?P<letters>[A-Z]{1,3})[ .-]?\d")

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
    _ask_of_several(rows, building)
    for words, letter in meant.otherwise.items():
        says = (
            f"{_named(words)} was read as section {letter}, which is called "
            f"{_named(building.sections[letter].title.value)} elsewhere in the file: confirm it, or choose another"
        )
        _ask(says, letter, building.sections, rows[words], building)
    _ask_of_led(rows, building)
    _ask_of_refs(rows, building)


def _ask_of_led(rows: _Rows, building: Building) -> None:
    """Ask of titles whose refs do not say a section of their own, as those of others do; and of those that refs say,
    where the plan calls that section otherwise."""
    cells, led = building.says.cells, building.meant.led
    for words, leads in led.strays.items():
        letter = cells[words].letter
        alike = [cells[each].letter for each, of in led.strays.items() if not set(of).isdisjoint(leads)]
        there = [each for each in dict.fromkeys((*leads, *alike)) if each in building.sections and each != letter]
        says = (
            f"{_named(words)} was read as section {letter}: other sections are called by what their refs begin with, "
            "and its refs say none of its own: confirm it, or choose another"
        )
        _ask(says, letter, there or building.sections, rows[words], building)
    for words, letter in led.letters.items():
        title = building.known.sections.get(letter, "")
        if title and fold(title) != fold(words):
            says = (
                f"{_named(words)} was read as section {letter}, which its refs begin with, and which the plan calls "
                f"{_named(title)}: confirm it, or choose another"
            )
            _ask(says, letter, building.sections, rows[words], building)


def _ask_of_several(rows: _Rows, building: Building) -> None:
    """Ask of words that were left as titles of their own, and name other sections of the file."""
    cells, meant = building.says.cells, building.meant
    own = {cells[words].letter for words in meant.several}
    titles = {each: seen(of.title.value) for each, of in building.sections.items() if each not in own}
    numbers = {each: numbered_in(title)[0] for each, title in titles.items()}
    called = {
        each: {each, of, *(by.lstrip(ascii_uppercase + "0") for by in (each, of))} for each, of in numbers.items()
    }
    names = {fold(by): each for each, of in called.items() for by in of if by}
    names |= {fold(title): each for each, title in titles.items() if title}
    names |= {fold(words): cell.letter for words, cell in cells.items() if cell.letter in titles}
    for words in meant.own:
        letter = cells[words].letter
        named = {each for of in (*counted(words), *_among(words)) for each in of if each}
        found = {names[each] for each in made_of(words, names)}
        found |= {each for each, by in called.items() if are_all(words) or not by.isdisjoint(named)}
        if there := [each for each in titles if each in found and each != letter]:
            says = (
                f"{_named(words)} was read as a section of its own, and names others that the file has: confirm that "
                "it is its own, or choose the one that is meant"
            )
            _ask(says, letter, there, rows[words], building)


def _among(words: str) -> Iterator[tuple[str, str]]:
    """What sections may be called by that words name among others, or by the number before them."""
    for each in _NAMED.finditer(words):
        yield f"{each['code']}{each['number']}", each["number"]
    if number := numbered_in(words)[0]:
        yield number, number


def _ask_of_refs(rows: _Rows, building: Building) -> None:
    """Ask of rows whose refs begin as those of another section do, where those of most rows of their sections begin as
    their own: of the same words once. What is asked about anyway tells nothing."""
    asked = {path for each in building.asking.found if each.asks is Asks.SECTION for path in each.about}
    own = {path: words for words, paths in rows.items() for path in paths if path.startswith("actions/")}
    told: dict[str, tuple[str, str]] = {}
    """The section of each row, and the one that its ref says."""
    for path in own:
        action = building.actions[int(path.split("/")[1])]
        if path not in asked and (said := _said_by(action.ref.value, building)):
            told[path] = action.section.value, said
    agree = Counter(letter for letter, said in told.values() if letter == said)
    told = {path: each for path, each in told.items() if each[0] in agree}
    if 2 * agree.total() <= len(told):
        return
    odd: dict[tuple[str, str], list[str]] = {}
    for path, (letter, said) in told.items():
        if letter != said:
            odd.setdefault((own[path], said), []).append(path)
    for (words, said), paths in odd.items():
        actions = [building.actions[int(path.split("/")[1])] for path in paths]
        letter = actions[0].section.value
        refs = listed([*(each.ref.value for each in actions[:FEW]), *[f"{len(paths) - FEW} more"][: len(paths) - FEW]])
        says = (
            f"{refs}: {_named(words)} was read as section {letter}, and the ref begins as those of section {said} do: "
            "confirm it, or choose the other"
        )
        sources = [source for each in actions[:FEW] for source in (*each.ref.sources, *each.section.sources)]
        building.asking.ask(Asks.SECTION, paths, sources, says, read=f"Section {letter}", others=(f"Section {said}",))


def _said_by(ref: str, building: Building) -> str:
    """The section of the file by whose letter or number a ref begins."""
    found = _OF_REF.match(seen(ref).upper())
    code, number = (found["code"] or "", (found["number"] or "").lstrip("0")) if found else ("", "")
    may_be = (f"{code}{number}", number, code or found["letters"]) if found else ()
    return next((each for each in may_be if each in building.sections), "")


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
