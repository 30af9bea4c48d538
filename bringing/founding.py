"""Sections that a file does not have and that somebody names where its rows are settled, “D: Whole system”. Pure."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from string import ascii_uppercase
from typing import Final

from bringing.reading import Draft, Read
from bringing.reading.draft import SectionRead
from bringing.reading.lengths import room_of
from bringing.reading.outline import is_plain, unnumbered
from bringing.reading.words import fold

NAMED: Final = "named by a person for its rows"
"""The rule of such a section."""
SECTION: Final = re.compile(r"(?:actions|kpis)/\d+/section")
"""The path of a row’s section."""
WHOLE: Final = "The whole plan"
"""What the one section of a plan is called that has none."""
_NEW: Final = re.compile(
    r"(?:section )?(?P<letter>[A-Za-z]{1,3}\d{0,2}|\d{1,2})\s*[:.)–—-]\s+(?P<title>\S.*)", re.IGNORECASE
)
_HIGHEST: Final = 99
ROOM: Final = room_of("sections/0/title")
"""Characters of a title."""


def new_section(text: str) -> tuple[str, str] | None:
    """The letter and the title of a section as they are typed for a row: “D: Whole system”; None for any other text."""
    found = _NEW.fullmatch(" ".join(text.split()))
    if found is None or len(found["letter"]) > room_of("sections/0/letter"):
        return None
    return found["letter"].upper(), found["title"]


def title_of(letter: str, draft: Draft) -> str | None:
    """What a section is called; None where there is none of this letter."""
    found = (each.title.value for each in draft.sections if each.letter.value.casefold() == letter.casefold())
    return next(found, None)


def rule_of(letter: str, draft: Draft) -> str:
    """How a section came to be; "" where there is none of this letter."""
    return next((each.letter.rule for each in draft.sections if each.letter.value == letter), "")


def is_named(kind: str, number: int, draft: Draft) -> bool:
    """Whether a row is a section that was named for other rows: there it is changed."""
    return kind == "sections" and draft.sections[number].letter.rule == NAMED


def is_same(one: str, other: str) -> bool:
    """Whether two titles are those of one section. One that nobody has said yet may be any."""
    return not one or not other or fold(one) == fold(other)


def founded(draft: Draft, said: Iterable[Mapping[str, str]]) -> Draft:
    """The draft with the sections that were named for its rows. `said` are the typed texts by path."""
    typed = {path: new for texts in said for path, text in texts.items() if _is_of(path) and (new := new_section(text))}
    titles = dict[str, str]()
    for path in sorted(typed, key=lambda each: (each.split("/")[0], int(each.split("/")[1]))):
        letter, title = typed[path]
        if title_of(letter, draft) is None and len(title) <= ROOM:
            titles.setdefault(letter, title)
    sections = (SectionRead(Read(letter, NAMED), Read(title, NAMED)) for letter, title in titles.items())
    return replace(draft, sections=(*draft.sections, *sections)) if titles else draft


def without_those_of(paths: Container[str], draft: Draft, settled: Draft) -> Draft:
    """The draft without the sections that were named for nothing but the rows of these paths, which may be called
    otherwise there. `settled` says of which section each row is by now."""
    actions = {f"actions/{number}/section": each.section.value for number, each in enumerate(settled.actions)}
    kpis = {f"kpis/{number}/section": each.section.value for number, each in enumerate(settled.kpis)}
    others = {letter for path, letter in (actions | kpis).items() if path not in paths}
    kept = (each for each in draft.sections if each.letter.rule != NAMED or each.letter.value in others)
    return replace(draft, sections=tuple(kept))


def _is_of(path: str) -> bool:
    return SECTION.fullmatch(path) is not None


def of_the_heading(paths: Iterable[str], draft: Draft) -> str:
    """A new section for the rows of one table, called as the heading above it without its number, as it is typed; ""
    where none stands there, a section is called so, or it says no more than what the table holds, as “4. KPIs” does."""
    rows = {tuple(path.split("/")[:2]) for path in paths}
    tables = {getattr(draft, kind)[int(number)].table for kind, number in rows}
    above = [table.captions[-1].words for table in draft.tables if table.key in tables and table.captions]
    title = unnumbered(above[0]) if len(tables) == len(above) == 1 else ""
    is_there = is_plain(title) or any(fold(each.title.value) == fold(title) for each in draft.sections)
    return f"{_letter(draft)}: {title}" if 0 < len(title) <= ROOM and not is_there else ""


def of_the_plan(draft: Draft) -> str:
    """The one section of a plan that has none, as it is typed."""
    return f"{_letter(draft)}: {WHOLE}"


def _letter(draft: Draft) -> str:
    """One that no section has, counted as those are."""
    taken = {each.letter.value for each in draft.sections}
    several = map(str, range(1, _HIGHEST)) if taken and all(each.isdigit() for each in taken) else iter(ascii_uppercase)
    return next((each for each in several if each not in taken), "Z1")
