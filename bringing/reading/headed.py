"""Headings whose words say no section, or say one that they are not: “Voice” or “2.1 Voice” right above a table of
actions heads a section, and “1. Introduction” is a chapter. The whole file tells which, by where its tables of actions
stand and what their refs begin with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bringing.reading.asking import Asks
from bringing.reading.building import Building
from bringing.reading.draft import ActionRead, Holds, TableRead
from bringing.reading.outline import (
    Outline,
    is_chapter,
    is_of_all,
    is_of_risks,
    is_plain,
    number_of,
    section_of,
    unnumbered,
)
from bringing.reading.refs import BY_REF, UNSAID, said_by
from bringing.reading.words import LONGEST_HEADING, OUTCOME, fold, listed, seen, titled
from sheets.reading import Heading, Place

HEADED: Final = "the heading right above its actions"
A_HEADING: Final = "the heading above"
FEWEST: Final = 2
"""Sections that headings without a number say at least: one alone may head all that stands below it."""
LONGEST: Final = 4
"""Characters of a section’s letter."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERS: Final = tuple(map(str, range(1, 1000)))
"""What sections are called by that nothing else gives a letter."""
_CHAPTER: Final = re.compile(
    r"(?:introduction|foreword|preface|(?:national |local |our )?(?:background|context)|(?:executive )?summary|purpose|"
    r"(?:our )?(?:vision|ambition|approach|principles|values)(?: and .+)?|about .+|contents|scope|"
    r"governance(?: and (?:reporting|oversight|monitoring|accountability|assurance))?|oversight|accountability|"
    r"monitoring(?: and (?:reporting|oversight|evaluation|review|assurance))?|reporting|"
    r"glossary|definitions|abbreviations|references|appendi(?:x|ces)\b.*|annex(?:es)?\b.*|conclusions?|next steps|"
    r"(?:version|document) control|contacts?|how (?:we|this|the) .+)"
)
"""What chapters of a plan are called that hold no actions."""


@dataclass(frozen=True, slots=True)
class Headed:
    """The headings that head sections, with their letters and titles, and numbered ones that head none."""

    heads: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    chapters: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.heads or self.chapters)


NOT_HEADED: Final = Headed()


@dataclass(slots=True)
class _Head:
    """A heading right above tables of actions, with their refs."""

    heading: Heading
    chapter: Heading | None
    """The numbered heading that it lies below, or that it is itself."""
    refs: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return unnumbered(self.heading.text)

    @property
    def leads(self) -> set[str]:
        """The sections that its refs say."""
        return {said_by(each) for each in self.refs}

    @property
    def lead(self) -> str:
        """The one section that all its refs say; "" for none."""
        return next(iter(self.leads)) if len(self.leads) == 1 else ""

    @property
    def is_of_another(self) -> bool:
        """Whether its refs are of another number than that of its chapter."""
        number = number_of(self.chapter.text) if self.chapter else ""
        return self.lead.isdigit() and number.isdigit() and self.lead != number

    @property
    def is_counted_so(self) -> bool:
        """Whether its refs begin with its own number: 2.1.1 below “2.1 Voice”."""
        number = number_of(self.heading.text)
        return "." in number and bool(self.refs) and all(each.startswith(f"{number}.") for each in self.refs)


def headed(outline: Outline, tables: Sequence[TableRead], building: Building) -> Headed:
    """Which headings of a file that was read are sections, and which are none."""
    heads = _heads(outline, tables, building)
    chapters = [each for each in outline.headings if is_chapter(each)]
    if not building.actions:
        return NOT_HEADED
    inside = [each for each in heads if each.chapter and each.chapter is not each.heading]
    if _are_sections(inside, are_beside=any(each.chapter is each.heading for each in heads)):
        told = _told([each for each in heads if each.chapter], outline, building)
        return Headed(told, frozenset(each.place for each in chapters) - told.keys())
    own = [each for each in heads if each.chapter]
    if own and not _are_of_several(own):
        told = _told(own, outline, building) if _are_numbered_otherwise(own) else {}
        return Headed(told, frozenset(_without_actions(chapters, own, outline, tables, building)))
    is_said = any(map(_says_section, outline.headings))
    told = {} if is_said or own else _free(heads, outline, tables, building)
    return Headed(told, frozenset(_of_none(chapters, outline, building)) - told.keys())


def ask_of_headed(building: Building) -> None:
    """Ask of each section that nothing but the heading right above its actions says; not of one that the plan has, or
    whose heading begins with its letter."""
    for number, (letter, section) in enumerate(building.sections.items()):
        title, plan = section.title, building.known.sections.get(letter, "")
        is_known = fold(plan) == fold(title.value) or number_of(title.words) == letter
        if title.rule == HEADED and not is_known:
            says = (
                f"“{seen(title.words)}” stands right above actions, and was read as the heading of section {letter}: "
                "confirm it, or enter the section’s title"
            )
            building.asking.ask(Asks.SECTION, f"sections/{number}/title", title.sources, says, read=title.value)


def _says_section(heading: Heading) -> bool:
    """Whether the words of a heading say a section, or an outcome that may be one, and not its number alone."""
    return bool(section_of(heading) and not is_chapter(heading)) or OUTCOME.fullmatch(seen(heading.text)) is not None


def _heads(outline: Outline, tables: Sequence[TableRead], building: Building) -> list[_Head]:
    """The headings right above tables of actions whose sections nothing else says; those that say no more than what the
    tables hold stand between."""
    found: dict[Place, _Head] = {}
    by_table: dict[str, list[ActionRead]] = {}
    for each in building.actions:
        by_table.setdefault(each.table, []).append(each)
    for table in tables:
        actions = by_table.get(table.key, [])
        above = outline.above.get(table.place, ())
        right = next((each for each in reversed(above) if each.level and not _says_no_more(each)), None)
        is_said = not actions or any(map(_is_said, actions))
        if is_said or right is None or (section_of(right) and not is_chapter(right)):
            continue
        chapter = next((each for each in reversed(above) if is_chapter(each)), None)
        head = found.setdefault(right.place, _Head(right, chapter))
        head.refs += [each.ref.value for each in actions if each.ref.value]
    return list(found.values())


def _says_no_more(heading: Heading) -> bool:
    """Whether a heading only says what the table below it holds. “2. Voice of families” right above actions is no list
    of what they said."""
    even = unnumbered(heading.text)
    return bool(titled(even) or is_of_risks(even) or (listed(even) and not is_chapter(heading)))


def _are_sections(inside: Sequence[_Head], *, are_beside: bool) -> bool:
    """Whether headings inside of chapters are the sections: their refs are of other numbers than the chapters, and of
    several in one; or all of them lie in one chapter, and their refs begin with their own numbers, or nothing says that
    they are of its number alone and no other chapter has actions right below it (`are_beside`)."""
    if len({fold(each.title) for each in inside}) < len(inside):
        return False
    otherwise = [each for each in inside if each.is_of_another]
    leads: dict[Place, set[str]] = {}
    for each in inside:
        leads.setdefault((each.chapter or each.heading).place, set()).add(each.lead)
    if otherwise:
        are_several = len(inside) == 1 or any(len(each) > 1 for each in leads.values())
        return 2 * len(otherwise) >= len(inside) and are_several
    if len(inside) < FEWEST or len(leads) > 1:
        return False
    return all(each.is_counted_so for each in inside) or not (are_beside or any(each.lead for each in inside))


def _are_of_several(own: Sequence[_Head]) -> bool:
    """Whether all actions stand below one numbered heading, and their refs say several sections."""
    return len(own) == 1 and len(own[0].leads - {""}) > 1


def _are_numbered_otherwise(own: Sequence[_Head]) -> bool:
    """Whether numbered headings right above their actions have other numbers than the refs say, each one of its own."""
    leads = [each.lead for each in own]
    are_right_above = all(each.chapter is each.heading for each in own)
    return are_right_above and len(set(leads)) == len(leads) and all(leads) and any(each.is_of_another for each in own)


def _free(
    heads: Sequence[_Head], outline: Outline, tables: Sequence[TableRead], building: Building
) -> Mapping[Place, tuple[str, str]]:
    """Headings without a number, where refs say a section of its own for each of them, and for all actions."""
    said = [each for each in heads if not is_of_all(each.heading.text)]
    leads = [each.lead for each in said]
    headed = {place for place, above in outline.above.items() if any(each.heading in above for each in heads)}
    of_actions = {each.place for each in tables if each.holds.value is Holds.ACTIONS}
    are_clean = all(leads) and len(set(leads)) == len(leads) >= FEWEST and of_actions <= headed
    return _told(said, outline, building) if are_clean else {}


def _told(heads: Sequence[_Head], outline: Outline, building: Building) -> Mapping[Place, tuple[str, str]]:
    """The letters and titles of headings, wherever they come: what their refs say, what the plan calls them, their own
    numbers where refs begin so, or the next letters. Outcomes say theirs themselves."""
    heads = [each for each in heads if not _says_section(each.heading)]
    leads = [each.lead for each in heads]
    are_clean = all(leads) and len(set(leads)) == len(leads)
    plan = {fold(title): letter for letter, title in building.known.sections.items()}
    found: dict[str, tuple[str, str]] = {}
    taken = {plan.get(fold(each.title), "") for each in heads}
    for each in heads:
        number = number_of(each.heading.text) if each.is_counted_so else ""
        said = (each.lead if are_clean else "", number if len(number) <= LONGEST else "")
        letter = plan.get(fold(each.title)) or next(
            of for of in (*said, *_LETTERS, *_NUMBERS) if of not in {*taken, ""}
        )
        taken.add(letter)
        found.setdefault(fold(each.title), (letter, each.title))
    titles = {each.place: fold(unnumbered(each.text)) for each in outline.headings}
    return {place: found[title] for place, title in titles.items() if title in found}


def _is_said(action: ActionRead) -> bool:
    """Whether something else than headings and refs says its section: a column, a row, the name of a sheet."""
    return action.section.rule not in (A_HEADING, BY_REF, UNSAID)


def _of_none(chapters: Sequence[Heading], outline: Outline, building: Building) -> Iterator[Place]:
    """Numbered headings of a file that has its actions elsewhere: those that are no sections, which other headings say,
    or the refs. Where a column says the sections, such headings may say them again above KPIs."""
    said = {section_of(each) for each in outline.headings if not is_chapter(each)}
    is_elsewhere = any(map(_is_said, building.actions))
    for each in chapters:
        if _is_called_a_chapter(each.text) or not (is_elsewhere or section_of(each) in said):
            yield each.place


def _without_actions(
    chapters: Sequence[Heading],
    own: Sequence[_Head],
    outline: Outline,
    tables: Sequence[TableRead],
    building: Building,
) -> Iterator[Place]:
    """Numbered headings beside those of sections that are chapters by their words, or have KPIs and neither actions nor
    points."""
    with_actions = {each.chapter.place for each in own if each.chapter}
    kpis = {each.place for each in tables if each.holds.value is Holds.KPIS}
    with_kpis = {of.place for place in kpis for of in outline.above.get(place, ())}
    with_points = {each.letter.sources[0].place for each in building.sections.values() if each.needs or each.families}
    with_kpis -= with_points
    for each in chapters:
        if each.place not in with_actions and (each.place in with_kpis or _is_called_a_chapter(each.text)):
            yield each.place


def _is_called_a_chapter(text: str) -> bool:
    even = fold(unnumbered(text)) if len(text) <= LONGEST_HEADING else ""
    return is_plain(text) or is_of_all(text) or is_of_risks(text) or _CHAPTER.fullmatch(even) is not None
