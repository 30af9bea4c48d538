"""Columns of outcomes, “Outcome 1: Heard”: whether they are those of sections, or say what each action is to bring
about. Of actions the whole file tells it, by the refs of their rows and by their sheets."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from typing import Final

from bringing.reading.above import Within
from bringing.reading.building import Building, Columns, is_headings_again
from bringing.reading.draft import ColumnRead, Holds, Role
from bringing.reading.grid import Row
from bringing.reading.leading import are_of_one, by_letters, by_numbers
from bringing.reading.recognising import CHOSEN, REMEMBERED, Recognised
from bringing.reading.refs import apart
from bringing.reading.rows import heads_section
from bringing.reading.sectioned import names_none
from bringing.reading.sections import LEFT, OfOutcome, Says, letter_in
from bringing.reading.several import are_all, counted, made_of
from bringing.reading.words import OUTCOMES as NAMES
from bringing.reading.words import fold, seen

OUTCOMES: Final = "its cells, which name outcomes by their numbers where nothing else says the sections"
LIKE_OUTCOMES: Final = "its cells, which may name outcomes by their numbers"
OWN_OUTCOMES: Final = "the words of the headings, where refs or sheets say other sections than numbered outcomes do"
SETTLED: Final = (CHOSEN, REMEMBERED)
"""Rules that a person answers for: nothing is asked."""
LONGEST: Final = 100
"""Characters of an outcome that is no text of what is to come."""
_LIKE: Final = re.compile(
    rf"(?:{NAMES})\s+(?P<letter>[A-Z]|\d{{1,2}}|[IVX]{{1,4}})\b(?!\.\d).*|(?P<number>\d{{1,2}})", re.IGNORECASE
)
_TAIL: Final = re.compile(r"\d+\Z")


class _Told(Enum):
    """What refs, or sheets, say of sections: nothing; those that the outcomes are, or mostly so, by their numbers;
    others; or one that has several outcomes."""

    NOTHING = 0
    THESE = 1
    MOSTLY = 2
    OTHERS = 3
    ONE = 4


def with_outcomes(found: Recognised, section: Within, building: Building) -> Recognised:
    """A column of outcomes that are numbered is one of sections where nothing else says these: neither another column
    nor a row across the table, nor what stands above it, nor refs and sheets. Of actions each may have an outcome of
    its own; a table of KPIs has no other column for them."""
    roles, of_kpis = found.roles.values(), found.holds.value is Holds.KPIS
    is_said = section.letter or Role.SECTION in roles or any(map(heads_section, found.grid.rows))
    if is_said or not (of_kpis or (found.holds.value is Holds.ACTIONS and section.rule != LEFT)):
        return found
    for place, column in enumerate(found.columns):
        is_open = column.role.value is (Role.IGNORE if of_kpis else Role.SUCCESS) and column.role.rule not in SETTLED
        if is_open and (rule := _rule(column, found, building)):
            role = Role.SUCCESS if rule == OWN_OUTCOMES else Role.SECTION
            now = replace(column, role=replace(column.role, value=role, rule=rule))
            return replace(found, columns=(*found.columns[:place], now, *found.columns[place + 1 :]))
    return found


def of_file(says: Says) -> str:
    """The rule by which all columns of outcomes beside actions are to be read; "" where they are read so."""
    rule = _judged(says.outcomes) if says.outcomes else ""
    return rule if any(each.rule != rule for each in says.outcomes) else ""


def _rule(column: ColumnRead, found: Recognised, building: Building) -> str:
    """The rule by which a column is one of outcomes that may be sections; "" where it is none."""
    rows, columns = apart(found.grid, Columns(found.roles, found.grid.key))
    rows = [row for row in rows if not is_headings_again(row, found.grid)]
    is_lone = any(row.cells.keys() == {column.number} for row in rows)  # goes on with the action above
    cells = [_words(row, column.number) for row in rows]
    if is_lone or not _are_outcomes(cells):
        return ""
    heard, meant = building.says.outcomes, building.meant.outcomes
    if found.holds.value is Holds.KPIS:
        is_own = OWN_OUTCOMES in {meant, *(each.rule for each in heard)}
        is_known = all(_is_known(each, building) for each in _single(cells))
        return "" if is_own else OUTCOMES if is_known else LIKE_OUTCOMES
    refs = [seen(columns.part(row, Role.REF).text).upper() for row in rows]
    own = [OfOutcome(words, ref, found.grid.name, "") for words, ref in zip(cells, refs, strict=True)]
    rule = meant or _judged(own)
    heard += [each._replace(rule=rule) for each in own]
    return rule


def _words(row: Row, column: int) -> str:
    """What stands in a column of a row, or in the joined cells that cover it; "" for nothing."""
    part = row.at(column) or row.under.get(column)
    words = seen(part.text) if part else ""
    return "" if names_none(words) else words


def _are_outcomes(cells: Collection[str]) -> bool:
    """Whether the cells of a column are outcomes with their numbers, one at least for certain, or name several."""
    said = set(filter(None, cells))
    if not any(map(_is_outcome, said)):
        return False
    single = set(_single(said))
    return any(map(_is_outcome, single)) and all(map(_letter, single))


def _single(cells: Iterable[str]) -> Iterator[str]:
    """Those that do not name several outcomes of these cells, or all of them."""
    cells = list(filter(None, cells))
    letters = {letter for each in cells if (letter := _letter(each))}
    names = {*map(fold, cells), *map(fold, letters)}
    for each in cells:
        is_of_these = any(not letters.isdisjoint(of) for of in counted(each))
        if not (is_of_these or are_all(each) or made_of(each, names)):
            yield each


def _is_outcome(words: str) -> bool:
    """Whether words are those of an outcome with its letter or number: “Outcome 1”, “Outcome 1: Heard”."""
    return _LIKE.fullmatch(words) is not None and letter_in(words) is not None


def _letter(words: str) -> str:
    """The letter or number of an outcome, also with nothing that parts it from a title: “Outcome 1 Heard”, “1”."""
    if _is_outcome(words) or len(words) <= LONGEST:
        found = _LIKE.fullmatch(words)
        return (found["letter"] or found["number"]).upper().lstrip("0") if found else ""
    return ""


def _is_known(words: str, building: Building) -> bool:
    """Whether words are an outcome that is one of the sections."""
    said = letter_in(words)
    return said is not None and _is_outcome(words) and said[0] in building.sections


def _judged(rows: Sequence[OfOutcome]) -> str:
    """The rule by which rows of actions tell what their outcomes are: for certain sections where refs or sheets say the
    same ones, or nothing while rows share them. Where most rows are said to be of others, success criteria."""
    single = set(_single({each.words for each in rows}))
    own = [each for each in rows if each.words in single]
    letters = {_letter(each.words) for each in own}
    by_refs = [_by_refs(own, lead) for lead in (by_letters, by_numbers)]
    refs = _Told.THESE if _Told.THESE in by_refs else max(by_refs, key=lambda each: each.value)
    both = {refs, _by_sheets(own)}
    if _Told.OTHERS in both and _Told.THESE not in both:
        return OWN_OUTCOMES
    is_shared = len(letters) < len(rows) and (_Told.THESE in both or 3 * len(letters) <= 2 * len(rows))
    is_asked = both & {_Told.OTHERS, _Told.MOSTLY} or (_Told.ONE in both and _Told.THESE not in both)
    is_certain = is_shared and not is_asked and all(map(_is_outcome, single))
    return OUTCOMES if is_certain or len(rows) == 1 else LIKE_OUTCOMES


def _by_refs(rows: Sequence[OfOutcome], lead: Callable[[str], str]) -> _Told:
    """What refs say by one way in which they begin. One beginning of all may be a word for actions."""
    found = _told([(lead(each.ref), _letter(each.words)) for each in rows])
    return found if found is not _Told.ONE or are_of_one({each.ref for each in rows if each.ref}) else _Told.NOTHING


def _by_sheets(rows: Sequence[OfOutcome]) -> _Told:
    """What sheets say, where there are several."""
    found = _told([(each.sheet, _letter(each.words)) for each in rows])
    return found if len({each.sheet for each in rows}) > 1 else _Told.NOTHING


def _told(pairs: Iterable[tuple[str, str]]) -> _Told:
    """What the leads of rows say of their outcomes, by the letters of these."""
    often = Counter((lead, letter) for lead, letter in pairs if lead)
    leads, letters = {lead for lead, _ in often}, {letter for _, letter in often}
    if len(leads) == 1 and len(letters) > 1:
        return _Told.ONE
    of_one = {pair for pair, count in often.items() if _is_most(pair, count, often) and _may_be_one(*pair)}
    if of_one == often.keys():
        return _Told.THESE if often else _Told.NOTHING
    agree = sum(count for (lead, letter), count in often.items() if lead == letter)
    return _Told.MOSTLY if 2 * agree > often.total() else _Told.OTHERS


def _is_most(pair: tuple[str, str], count: int, often: Counter[tuple[str, str]]) -> bool:
    """Whether most rows of a lead have this outcome, and most of the outcome this lead."""
    beside = (sum(each for other, each in often.items() if other[at] == pair[at]) for at in (0, 1))
    return all(2 * count > total for total in beside)


def _may_be_one(lead: str, letter: str) -> bool:
    """Whether a section that refs call so can be the one of this letter: it has no other number or letter."""
    number = _TAIL.search(lead)
    if letter.isdigit():
        return number is None or int(number.group()) == int(letter)
    return len(lead) > 1 or len(letter) > 1 or not lead.isalpha() or lead == letter
