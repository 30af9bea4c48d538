"""The values of a draft as a person types them: what kind each is by its path, how it is shown, read and left open.
Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from bringing.columns import NO, YES
from bringing.founding import ROOM, SECTION, is_same, new_section, title_of
from bringing.reading import Certainty, Draft, Holds, Read, Role, Source, Start
from bringing.reading.draft import BaselineRead, WhenRead
from bringing.reading.figures import too_large
from bringing.reading.refs import IN_TEXT
from kpis.models import Cumulates, Frequency, Origin
from kpis.periods import span
from kpis.targets import Direction, Rule, RuleKind, Unit, Unreadable, parse_rule, plain
from kpis.typed import NotAFigure, read_cell, typed_value
from kpis.written import NotAPeriod, read_period
from notices.calendar import ByWhenKind, in_words, printed_by_when


class Of(StrEnum):
    """What a value is, and with that how it is typed."""

    LINE = "line"
    TEXT = "text"
    POSTS = "posts"
    DAY = "day"
    WHEN = "when"
    RULE = "rule"
    BASELINE = "baseline"
    UNIT = "unit"
    DIRECTION = "direction"
    CHOICE = "choice"


_KINDS: Final = (
    (r"actions/\d+/(what|success)", Of.TEXT),
    (r"actions/\d+/milestones/\d+/says", Of.TEXT),
    (r".+/(targets|milestones)/\d+/label", Of.LINE),
    (r"sections/\d+/(needs_improvement|families_said)/\d+", Of.TEXT),
    (r"actions/\d+/posts/\d+", Of.POSTS),
    (r"actions/\d+/by_when", Of.WHEN),
    (r"starts_on|.+/(starts_on|due_on|as_at)", Of.DAY),
    (r"kpis/\d+/sheet/[01237]", Of.TEXT),
    (r"kpis/\d+/targets/\d+/rule", Of.RULE),
    (r"kpis/\d+/baseline", Of.BASELINE),
    (r"kpis/\d+/unit", Of.UNIT),
    (r"kpis/\d+/direction", Of.DIRECTION),
    (r"kpis/\d+/sheet/[456]|actions/\d+/in_place", Of.CHOICE),
    (
        (
            r"title|source_note|sections/\d+/(letter|title|areas/\d+)|"
            r"actions/\d+/(ref|section|title|(clauses|possible_clauses|areas)/\d+)|"
            r"kpis/\d+/(code|section|name|baseline_printed|as_at_printed|sheet/3|actions/\d+)"
        ),
        Of.LINE,
    ),
)
_OPENABLE: Final = re.compile(
    r"actions/\d+/(by_when|due_on|milestones/\d+/due_on)|"
    r"kpis/\d+/(as_at|baseline|unit|direction|unplaced|targets/\d+/(rule|due_on))|tables/\d+/columns/\d+/due_on"
)
"""What the plan has a place for while it is not settled. A text whose end is asked about is another matter."""
_REFERS: Final = re.compile(r"(sections|actions)/\d+/(clauses|possible_clauses|areas)/\d+|kpis/\d+/actions/\d+")
_REF: Final = re.compile(r"actions/\d+/ref")
_MADE: Final = re.compile(r"actions/\d+/title")
_LABEL: Final = re.compile(r"kpis/\d+/targets/\d+/label")
_STARTS: Final = re.compile(r"(?:.+/)?starts_on")
UNITS: Final = {Unit.COUNT: "Number", Unit.PERCENT: "Percentage", Unit.DAYS: "Days", Unit.NOT_STATED: "Not stated"}
DIRECTIONS: Final = {
    Direction.HIGHER: "Higher is better",
    Direction.LOWER: "Lower is better",
    Direction.NOT_SET: "Not set",
}
_CHOICES: Final[tuple[tuple[str, Mapping[Any, str]], ...]] = (
    (r"kpis/\d+/unit", UNITS),
    (r"kpis/\d+/direction", DIRECTIONS),
    (r"kpis/\d+/sheet/4", dict(Origin.choices)),
    (r"kpis/\d+/sheet/5", dict(Frequency.choices)),
    (r"kpis/\d+/sheet/6", dict(Cumulates.choices)),
    (r"actions/\d+/in_place", {True: YES, False: NO}),
)
HOLDS: Final = {
    Holds.ACTIONS: "Actions",
    Holds.KPIS: "KPIs",
    Holds.POINTS: "What needs improvement, what families said",
    Holds.NOTHING: "Nothing of the plan",
}
ROLES: Final = {
    Role.IGNORE: "Leave this column out",
    Role.REF: "Ref of the action",
    Role.WHAT: "What will be done",
    Role.SUCCESS: "Outcome, success criteria",
    Role.BY_WHEN: "By when",
    Role.STARTS: "Start",
    Role.POSTS: "Who is accountable",
    Role.CLAUSES: "Clauses of the notice",
    Role.MILESTONE: "Milestone of the action",
    Role.SECTION: "Section",
    Role.CODE: "Code of the KPI",
    Role.NAME: "Name of the KPI",
    Role.UNIT: "Unit",
    Role.DIRECTION: "Which way is better",
    Role.BASELINE: "Baseline",
    Role.BASELINE_DATE: "Date of the baseline",
    Role.TARGET: "Target or milestone of the KPI",
    Role.DEFINITION: "Definition of the KPI",
    Role.SOURCE: "Source of the KPI’s figures",
    Role.FREQUENCY: "How often a figure is expected",
    Role.NEEDS: "What needs improvement",
    Role.FAMILIES: "What families have told us",
    Role.KNOWN: "Known, and no part of the plan (such as RAG)",
}
AWAITED, DEVELOPED = "Awaited", "To be developed"
_SINCE: Final = "In place since "
_PLACED: Final = {
    ByWhenKind.IN_PLACE: "In place already",
    ByWhenKind.ONGOING: "Ongoing",
    ByWhenKind.AWAITED: "To be settled",
}


BY_HAND: Final = "entered by a person"
"""The rule of such a value."""
LEFT_OPEN: Final = "left to be settled"
"""The rule of a value that somebody left open."""


class NotReadable(ValueError):
    """What was typed has no one meaning; the sentence says what to type."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A value as typed. `words`: what is printed from now on, None where the file's own words stay."""

    value: object
    words: str | None = None


def of(path: str) -> Of | None:
    """What a value is; None for what is not typed here, such as what a column holds."""
    if path.startswith("tables/"):
        return None
    return next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, path)), None)


def choices_of(path: str) -> Mapping[Any, str]:
    """The answers of a value that is chosen and not typed, by what is kept for them; none of any other."""
    return next((choices for pattern, choices in _CHOICES if re.fullmatch(pattern, path)), {})


def may_be_left_out(path: str) -> bool:
    """Whether a value only refers to something, and nothing is lost of its row without it."""
    return _REFERS.fullmatch(path) is not None


def _may_be_empty(path: str, draft: Draft) -> bool:
    """Whether it is made of others where nobody says it, or nothing is entered of what it would be called. What was
    read as a ref may be none: another one is asked for then."""
    if _REF.fullmatch(path):
        return draft.actions[int(path.split("/")[1])].ref.rule == IN_TEXT
    if not _LABEL.fullmatch(path):
        return _MADE.fullmatch(path) is not None
    rows, row, several, at, _ = path.split("/")
    return getattr(getattr(draft, rows)[int(row)], several)[int(at)].due_on.value is None


def may_stay_open(path: str) -> bool:
    """Whether the plan has a place for this value while it is not settled."""
    return _OPENABLE.fullmatch(path) is not None


def shown(read: Read[Any], path: str) -> str:
    """A value as it would be typed."""
    value = read.value
    if choices := choices_of(path):
        return choices.get(value, "")
    if isinstance(value, WhenRead):
        if value.kind is ByWhenKind.IN_PLACE and value.since:
            return f"{_SINCE}{in_words(value.since)}"
        return in_words(value.due_on) if value.due_on else _PLACED.get(value.kind, "")
    if isinstance(value, BaselineRead):
        return _baseline(value)
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, Rule):
        return " ".join(read.words.split()) or str(value)
    if of(path) is Of.LINE:
        return " ".join(str(value or "").split())  # a field of one line has no others
    return "" if value is None else str(value)


def _baseline(value: BaselineRead) -> str:
    if value.state is Start.NUMERIC and value.value is not None:
        return plain(value.value)
    return DEVELOPED if value.state is Start.TO_BE_DEVELOPED else AWAITED


def typed(path: str, text: str, draft: Draft) -> Typed:
    """What was typed in the place of a value. Raises NotReadable with what to type."""
    text = text.strip()
    match of(path):
        case Of.DAY:
            day = _first_day if _STARTS.fullmatch(path) else _day
            return Typed(day(text) if text else None)
        case Of.WHEN:
            return Typed(_when(text))
        case Of.RULE:
            return _rule(text)
        case Of.BASELINE:
            return Typed(_start(text, _unit_of(path, draft)))
        case Of.UNIT | Of.DIRECTION | Of.CHOICE:
            return Typed(_chosen(text, choices_of(path)))
        case Of.POSTS:
            return Typed(" ".join(text.split()))  # the words that are printed stay; empty: nobody stands there
        case Of.LINE if not text and (may_be_left_out(path) or _may_be_empty(path, draft)):
            return Typed("", "")
        case Of.LINE if SECTION.fullmatch(path):
            return Typed(_section(_said(" ".join(text.split())), draft), text)
        case Of.LINE:
            return Typed(_said(" ".join(text.split())), text)
        case _:
            return Typed("\n".join(line.strip() for line in text.splitlines() if line.strip()), text)


def _section(text: str, draft: Draft) -> str:
    """The letter of a section, with or without the word; or of a new one with its title, “D: Whole system”."""
    if (new := new_section(text)) is None:
        return re.sub(r"^section (?=\S{1,4}$)", "", text, flags=re.IGNORECASE)
    letter, title = new
    if len(title) > ROOM:
        raise NotReadable(f"The title has {len(title):,} characters, and there is room for {ROOM:,.0f}: shorten it")
    there = title_of(letter, draft)
    if there is not None and not is_same(there, title):
        said = f"Section {letter} is called “{there}”"
        raise NotReadable(f"{said}: enter {letter} alone where that is meant, or give the new one another letter")
    return letter


def _said(text: str) -> str:
    if not text:
        raise NotReadable("Enter what belongs here: it cannot be empty")
    return text


def _day(text: str) -> date:
    try:
        return read_period(text)[0]
    except NotAPeriod as wrong:
        raise NotReadable(f"“{text}” is no date: enter one such as 31 July 2024, or the month") from wrong


def _first_day(text: str) -> date:
    """A start: of a month or a period its first day."""
    _day(text)
    return span(*read_period(text)).first


def _when(text: str) -> WhenRead:
    if not text or text == _PLACED[ByWhenKind.AWAITED]:
        return WhenRead(ByWhenKind.AWAITED)
    if text.casefold() == _PLACED[ByWhenKind.IN_PLACE].casefold():
        return WhenRead(ByWhenKind.IN_PLACE)
    if text.startswith(_SINCE):
        return WhenRead(ByWhenKind.IN_PLACE, None, _day(text.removeprefix(_SINCE)))
    found = printed_by_when(text)
    if found.kind is not ByWhenKind.UNREADABLE:
        return WhenRead(found.kind, found.due_on, found.in_place_since)
    return WhenRead(ByWhenKind.DATED, _day(text))


def _rule(text: str) -> Typed:
    if not text:
        return Typed(None, "")
    found = parse_rule(text)
    if isinstance(found, Unreadable):
        raise NotReadable(found.reason)
    if said := too_large(found, text):
        raise NotReadable(said)
    return Typed(found, text)


def _start(text: str, unit: Unit) -> BaselineRead:
    found = parse_rule(text)
    if text.casefold() == AWAITED.casefold() or (isinstance(found, Rule) and found.kind is RuleKind.AWAITED):
        return BaselineRead(Start.AWAITED)
    if text.casefold() == DEVELOPED.casefold():
        return BaselineRead(Start.TO_BE_DEVELOPED)
    try:
        return BaselineRead(Start.NUMERIC, typed_value(text, unit))
    except NotAFigure as wrong:
        cell = read_cell(text, unit)  # the page has no note that words could go into
        said = f"“{text}” has words beside its figure: write {cell.figure} alone" if cell.note else wrong
        raise NotReadable(f"{said}; “{AWAITED}” and “{DEVELOPED}” are answers too") from wrong


def _unit_of(path: str, draft: Draft) -> Unit:
    return draft.kpis[int(path.split("/")[1])].unit.value


def _chosen(text: str, named: Mapping[Any, str]) -> object:
    for value, name in named.items():
        if text.casefold() in (name.casefold(), str(value).casefold()):
            return value
    raise NotReadable(f"Choose one of these: {', '.join(named.values())}")


def opened(path: str, read: Read[Any]) -> Read[Any]:
    """The value left to be settled: nothing but its printed words."""
    match of(path):
        case Of.WHEN:
            value: object = WhenRead(ByWhenKind.UNREADABLE)
        case Of.BASELINE:
            value = BaselineRead(Start.AWAITED)
        case Of.UNIT:
            value = Unit.NOT_STATED
        case Of.DIRECTION:
            value = Direction.NOT_SET
        case Of.DAY | Of.RULE:
            value = None
        case _:
            value = read.value
    return replace(read, value=value, rule=LEFT_OPEN, certainty=Certainty.OPEN)


def entered(read: Read[Any], said: Typed) -> Read[Any]:
    """The value as a person entered it, at the place where the file has the other."""
    sources = read.sources
    if said.words is not None:
        place = (Source(sources[0].place, said.words),) if sources else ()
        sources = place if said.words else ()
    return Read(said.value, BY_HAND, sources)
