"""What hinders rows from being entered into a plan, each with the row and what to do. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from types import MappingProxyType
from typing import Any, Final

from bringing.plain import Kind, Row
from bringing.reading.coding import CODE
from bringing.reading.lengths import CELL, POINTS, ROOM, ROOM_AS_PRINTED
from govuk.words import day, listed, ordinal

_REF: Final = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9.-]{0,9}")
NOTHING_TAKEN: Final[Mapping[tuple[Kind, str], str]] = MappingProxyType({})
_NAMES: Final = {Kind.PLAN: "The plan", Kind.SECTION: "Section", Kind.ACTION: "Action", Kind.KPI: "KPI"}


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a row cannot be entered as it is, and what to do. `number`: which of its kind it is in the file; `place`:
    where it stands there."""

    row: Row
    number: int
    says: str
    place: str = ""

    @property
    def name(self) -> str:
        """The row in words, also one without a key."""
        if self.row.key or self.row.kind is Kind.PLAN:
            return called(self.row)
        noun = self.row.kind.noun
        return f"The {noun} in {self.place}" if self.place else f"The {ordinal(self.number + 1)} {noun}"


_NEEDED: Final = {
    Kind.ACTION: ("section", "what", "accountable"),
    Kind.KPI: ("section", "name"),
    Kind.SECTION: ("title",),
    Kind.PLAN: (),
}
"""What a new row has to say. Of the rest there may be nothing (`plain.NOTHING_SAID`)."""


_CALLED: Final = {
    "section": "its section",
    "what": "what will be done",
    "accountable": "who is accountable",
    "name": "what is measured",
    "title": "its title",
}


_ROOM: Final[Mapping[tuple[Kind, str], int]] = {
    (Kind.PLAN, "title"): ROOM["title"],
    (Kind.PLAN, "source_note"): ROOM["source_note"],
    (Kind.SECTION, "title"): ROOM[r"sections/\d+/title"],
    (Kind.ACTION, "title"): ROOM[r"actions/\d+/title"],
    (Kind.ACTION, "by_when"): ROOM_AS_PRINTED[r"actions/\d+/by_when"],
    (Kind.ACTION, "accountable"): ROOM[r"actions/\d+/posts/\d+"],
    (Kind.ACTION, "milestones"): ROOM[r"actions/\d+/milestones/\d+/label"],
    (Kind.KPI, "name"): ROOM[r"kpis/\d+/name"],
    (Kind.KPI, "baseline"): ROOM[r"kpis/\d+/baseline_printed"],
    (Kind.KPI, "baseline_on_printed"): ROOM[r"kpis/\d+/as_at_printed"],
    (Kind.KPI, "targets"): ROOM[r"kpis/\d+/targets/\d+/label"],
    (Kind.KPI, "unplaced"): CELL,
    (Kind.KPI, "source"): ROOM[r"kpis/\d+/sheet/3"],
    (Kind.SECTION, "needs_improvement"): POINTS,
    (Kind.SECTION, "families_said"): POINTS,
    (Kind.ACTION, "what"): ROOM[r"actions/\d+/(what|success)"],
    (Kind.ACTION, "success"): ROOM[r"actions/\d+/(what|success)"],
    (Kind.KPI, "definition"): ROOM[r"kpis/\d+/sheet/0"],
    (Kind.KPI, "numerator"): ROOM[r"kpis/\d+/sheet/[12]"],
    (Kind.KPI, "denominator"): ROOM[r"kpis/\d+/sheet/[12]"],
}
"""Characters that the plan has room for."""
_NEVER_CHANGED: Final = frozenset({"baseline", "baseline_on_printed", "targets", "unplaced"})
_ONE_TEXT: Final = frozenset({"needs_improvement", "families_said"})
"""Lists that the plan has room for as one text, of a line for each point."""
_NEW: Final = "D: Whole system"
_THIRD: Final = 2
_LETTER: Final = ROOM[r"sections/\d+/letter"]
_ROOM_OF_THIRD: Final = {"accountable": inf, "milestones": ROOM[r"actions/\d+/milestones/\d+/says"]}
"""Of several texts in one value, the characters of the third: an organisation is one that there is, what a milestone
says is a text."""


def hindrances(
    rows: Iterable[Row],
    stand: Collection[tuple[Kind, str]] = frozenset(),
    taken: Mapping[tuple[Kind, str], str] = NOTHING_TAKEN,
    nobody_yet: Collection[tuple[Kind, str]] = frozenset(),
) -> tuple[Hindrance, ...]:
    """What has to be put right first, in the order of the file. `stand` are the rows that the plan has already,
    `taken` the keys that nothing new can have, with why and what to do; of actions `nobody_yet` it is left open who is
    accountable."""
    rows = tuple(rows)
    letters = {row.key.casefold() for row in rows if row.kind is Kind.SECTION}
    letters |= {key for kind, key in stand if kind is Kind.SECTION}
    twice = Counter(row.same for row in rows if row.key)
    counted: Counter[Kind] = Counter()
    found = []
    for row in rows:
        is_open = row.same in nobody_yet
        lost = [each for each in _NEEDED[row.kind] if each not in row.says and not (is_open and each == "accountable")]
        said = [*_key(row, twice), *_says(row, letters, row.same in stand, is_open), *_too_long(row, row.same in stand)]
        if row.same in taken and row.same not in stand:
            said.append(taken[row.same])
        if lost and row.same not in stand:
            told = listed([_CALLED.get(each, each) for each in lost])
            said.append(f"It is new, and the file does not say {told}: enter it, or leave the row out")
        found += [Hindrance(row, counted[row.kind], each) for each in said]
        counted[row.kind] += 1
    return tuple(found)


def called(row: Row) -> str:
    """A row in a sentence: “Action A1”."""
    return f"{_NAMES[row.kind]} {row.key}".strip()


def _key(row: Row, twice: Mapping[tuple[Kind, str], int]) -> Iterator[str]:
    if row.kind is Kind.PLAN:
        return
    what = {Kind.SECTION: "letter", Kind.ACTION: "ref", Kind.KPI: "code"}[row.kind]
    if not row.key:
        yield f"It has no {what}: enter one"
    elif twice[row.same] > 1:
        yield f"There are {twice[row.same]} of this {what}: give each a {what} of its own, or leave all but one out"
    elif row.kind is Kind.ACTION and not _REF.fullmatch(row.key):
        yield f"“{row.key}” is no ref: up to 10 letters, digits, dots and hyphens with a digit in it, such as A1"
    elif row.kind is Kind.KPI and not CODE.fullmatch(row.key):
        yield f"“{row.key}” is no code: up to 10 letters, digits and hyphens, such as A-K1"


def _says(row: Row, letters: set[str], stands: bool, nobody_yet: bool) -> Iterator[str]:
    says = row.says
    if row.kind in (Kind.ACTION, Kind.KPI):
        section = str(says.get("section", ""))
        if "section" in says and not section:
            yield "It belongs to no section: choose one"
        elif section and section.casefold() not in letters:
            yield f"There is no section {section}: choose another, or enter a new one with its title, such as {_NEW}"
    if row.kind is Kind.ACTION:
        yield from _action(says, nobody_yet)
    elif row.kind is Kind.KPI:
        if says.get("name") == "":
            yield "It says nothing of what is measured: enter it, or leave the row out"
        if not stands:
            yield from _unnamed("target", says.get("targets") or ())
        yield from _targets(says.get("targets"))
    elif says.get("title") == "":
        yield "It has no title: enter one"


def _too_long(row: Row, stands: bool) -> Iterator[str]:
    """Whoever said that a text is right, or left it open, has made it no shorter. Of a KPI that stands, what no file
    changes has room enough."""
    if row.kind is Kind.SECTION and len(row.key) > _LETTER:
        yield f"“{row.key}” is no letter of a section: up to {_LETTER} characters, such as A"
    for (kind, field), room in _ROOM.items():
        if kind is not row.kind or (stands and field in _NEVER_CHANGED):
            continue
        value = row.says.get(field)
        whole = "\n".join(map(str, value)) if field in _ONE_TEXT and isinstance(value, tuple) else value
        for text, own in _texts(field, whole, room):
            if len(text) > own:
                yield f"“{text[:40]}…” has {len(text):,} characters, and there is room for {own:,.0f}: shorten it"


def _texts(field: str, value: Any, room: float) -> Iterator[tuple[str, float]]:
    """The texts of a field, each with the characters that there is room for."""
    if isinstance(value, str):
        yield value, room
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            is_third = number == _THIRD and not isinstance(each, tuple)
            yield from _texts(field, each, _ROOM_OF_THIRD.get(field, room) if is_third else room)


def _action(says: Mapping[str, Any], nobody_yet: bool) -> Iterator[str]:
    if says.get("what") == "":
        yield "It says nothing of what is done: enter it, or leave the row out"
    if says.get("accountable") == () and not nobody_yet:
        yield "Nobody is accountable: say which post or organisation is"
    twice = [who for who, number in Counter(each[1:] for each in says.get("accountable", ())).items() if number > 1]
    if twice:
        told = listed([" of ".join(filter(None, who)) for who in twice])
        yield f"{told} is named twice as accountable: name it once"
    starts, due = says.get("starts_on"), says.get("due_on")
    if starts and due and due < starts:
        yield f"It is due on {day(due)}, before it starts on {day(starts)}: correct one of the two"
    yield from _unnamed("milestone", says.get("milestones", ()))
    undated = [each[0] for each in says.get("milestones", ()) if not each[2]]
    if undated:
        yield f"{listed([f'“{each}”' for each in undated])} says nothing that must be true: enter it"


def _targets(targets: Any) -> Iterator[str]:
    days: Counter[date] = Counter(each[1] for each in targets or ())
    for each, number in days.items():
        if number > 1:
            yield f"{number} targets are due on {day(each)}: give each its own date"


def _unnamed(what: str, several: Any) -> Iterator[str]:
    yield from (
        f"The {what}{f' due on {day(each[1])}' if each[1] else ''} is called nothing: enter what the plan calls it"
        for each in several
        if not each[0]
    )
