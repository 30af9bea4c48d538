"""What else a doubt could be, as the values that a person would type: chosen, it is settled as if they had. Pure.

What no values say (that all values of a row move) is told in words alone.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

from bringing.founding import NAMED, SECTION, of_the_heading, of_the_plan
from bringing.reading import Asks, Doubt, Draft, Read, Role, beginnings, days, flat, posts, starts, titles
from bringing.reading.around import bare
from bringing.reading.bands import A_NOTE
from bringing.reading.draft import BaselineRead, KpiRead, TableRead
from bringing.reading.figures import as_percentages
from bringing.reading.kpis import UNITS_CALLED
from bringing.reading.lettering import AS_NUMBERS, AS_TITLES
from bringing.reading.printed import Sort, sort_of
from bringing.reading.renaming import A_NEW_ONE
from bringing.reading.revised import cells_of
from bringing.reading.same_words import how_asked
from bringing.reading.sections import numbered_in
from bringing.reading.unsaid import WHOLE_PLAN
from bringing.reading.words import fold, seen
from bringing.values import AWAITED, UNITS, NotReadable, Of, may_be_left_out, of, typed
from govuk.words import upper_first
from kpis.targets import Rule, Unit, plain
from notices.calendar import in_words


@dataclass(frozen=True, slots=True)
class Other:
    """Something that a doubt could be. `says` as the doubt tells it; `values` are texts as typed, by path."""

    says: str
    values: Mapping[str, str]
    lead: str = ""

    @property
    def called(self) -> str:
        """The answer that is chosen."""
        return self.lead + self.says if self.lead else upper_first(self.says)

    @property
    def name(self) -> str:
        """By which it is chosen: the same as long as it says the same of the same values, whatever stands beside it."""
        told = [self.says, *(f"{path}\x1e{text}" for path, text in sorted(self.values.items()))]
        return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def others(doubt: Doubt, draft: Draft) -> tuple[Other, ...]:
    """Those of its others that can be chosen, in the doubt's own order."""
    make = _MADE.get(doubt.asks, _read)
    found = [Other(says, make(says, doubt, draft), _lead(says, doubt)) for says in doubt.others]
    found += _further_sections(doubt, draft)
    found.append(Other("leave it out", _left_out(doubt)))
    return tuple(each for each in found if each.values and _can_be_typed(each, draft))


def _lead(says: str, doubt: Doubt) -> str:
    if doubt.asks is Asks.BEHIND_TITLE and ";" in says:
        return "Both answer: " if says.count(";") == 1 else "All of them answer: "
    return "It is " if says.endswith(A_NEW_ONE) else _LEADS.get(doubt.asks, "")


def _left_out(doubt: Doubt) -> dict[str, str]:
    """What only refers to something that is not there, such as a clause, and a milestone that says nothing."""
    if doubt.asks is Asks.WAITING_STEP:
        return dict.fromkeys(doubt.about, "")
    asked = doubt.asks in (Asks.CLAUSE, Asks.LINK)
    return {path: "" for path in doubt.about if may_be_left_out(path)} if asked else {}


def _can_be_typed(other: Other, draft: Draft) -> bool:
    try:
        for path, text in other.values.items():
            typed(path, text, draft)
    except NotReadable:
        return False
    return True


_LEADS: Final = {
    Asks.BEHIND_TITLE: "It is the post ",
    Asks.EMPTY_POST: "It is the post ",
    Asks.NO_CODE: "It is what the plan has as ",
    Asks.RENAMED: "It is what the plan has as ",
    Asks.WHERE_IT_ENDS: "It ends at the bar: ",
}
"""What goes before the words of an answer."""
_READ: Final = frozenset({Of.DAY, Of.WHEN, Of.RULE, Of.BASELINE, Of.UNIT, Of.DIRECTION, Of.CHOICE})
"""What is read as it is typed: another text is refused."""
_TYPED: Final = {
    starts.AWAITED_INSTEAD: AWAITED,
    beginnings.NO_START: "",
    **{called: UNITS[unit] for unit, called in UNITS_CALLED.items()},
}
"""What is typed for words that doubts use."""


def _read(says: str, doubt: Doubt, _: Draft) -> dict[str, str]:
    """The same at each value that it is about: a date, a unit, a baseline."""
    return {path: _TYPED.get(says, says) for path in doubt.about if of(path) in _READ}


def _as_told(says: str, doubt: Doubt, _: Draft) -> dict[str, str]:
    return {path: says for path in doubt.about if of(path)}


def _section(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    if says in (AS_TITLES, AS_NUMBERS):
        return _numbered(says, doubt, draft)
    if says.startswith(A_NOTE):
        return _note(says, doubt, draft)
    letters = {f"Section {each.letter.value}": each.letter.value for each in draft.sections}
    if says == WHOLE_PLAN and not draft.sections:
        letters = {WHOLE_PLAN: of_the_plan(draft)}
    return {path: letters[says] for path in doubt.about if path.endswith("/section")} if says in letters else {}


def _further_sections(doubt: Doubt, draft: Draft) -> Iterator[Other]:
    """Where nothing says the section of rows: those that somebody named for others, and one that is called as the
    heading above their table."""
    if doubt.asks is not Asks.SECTION or not all(SECTION.fullmatch(path) for path in doubt.about):
        return
    for each in draft.sections:
        if each.letter.rule == NAMED:
            yield Other(f"Section {each.letter.value}", dict.fromkeys(doubt.about, each.letter.value))
    if not doubt.read and draft.sections and (new := of_the_heading(doubt.about, draft)):
        yield Other(f"a section of their own, {new}", dict.fromkeys(doubt.about, new))


def _note(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """The rows below a note as those of the section before it: its own has none then, and goes."""
    letter, before = draft.sections[int(doubt.about[0].split("/")[1])].letter.value, says.removeprefix(A_NOTE)
    sections = [(f"actions/{at}/section", each.section.value) for at, each in enumerate(draft.actions)]
    sections += [(f"kpis/{at}/section", each.section.value) for at, each in enumerate(draft.kpis)]
    return {path: before for path, own in sections if own == letter}


def _numbered(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Sections by the whole of their words, with letters that no other section has; or by the numbers before them."""
    values = dict(_values(doubt, draft))
    taken = {each.letter.value for each in draft.sections}
    free = iter([each for each in ascii_uppercase if each not in taken])
    letters, titles = dict[str, str](), dict[str, str]()
    for path, read in values.items():
        if path.endswith("/letter"):
            words = _longest(path, values)
            own = (next(free, ""), words) if says == AS_TITLES else numbered_in(words)
            letters[str(read.value)], titles[f"{path.rpartition('/')[0]}/title"] = own
    moved = {path: letters[str(read.value)] for path, read in values.items() if str(read.value) in letters}
    return moved | titles


def _longest(path: str, values: Mapping[str, Read[object]]) -> str:
    """The words of a section: those of its title, where it has one."""
    title = values.get(f"{path.rpartition('/')[0]}/title")
    return seen((title.words if title else "") or values[path].words)


def _by_section(_: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Refs that come twice, each with the letter of its section."""
    actions = {path: draft.actions[int(path.split("/")[1])] for path in doubt.about}
    return {path: f"{each.section.value}{each.ref.value}" for path, each in actions.items()}


def _whole_text(_: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Texts with what stands before them, which is no ref then."""
    values = dict(_values(doubt, draft))
    rows = dict.fromkeys(path.rpartition("/")[0] for path in doubt.about)
    texts = {f"{row}/what": f"{values[f'{row}/ref'].words} {values[f'{row}/what'].value}" for row in rows}
    return {f"{row}/ref": "" for row in rows} | texts


def _code(says: str, doubt: Doubt, _: Draft) -> dict[str, str]:
    """The code that stands before a KPI's name, or before the words for a new one."""
    return {path: says.removesuffix(A_NEW_ONE).partition(" ")[0] for path in doubt.about}


def _a_day(_: str, doubt: Doubt, __: Draft) -> dict[str, str]:
    """“16 January 2023” as a day, and no baseline."""
    baseline, as_at = doubt.about
    return {baseline: AWAITED, as_at: " ".join(doubt.words)}


def _in_percent(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Shares of 1 as the percentages that they are, and what stands beside them."""
    values = dict(_values(doubt, draft))
    unit = next(path for path in doubt.about if path.endswith("/unit"))
    figures = {path: (_amount(read.value), read.words) for path, read in values.items() if path != unit}
    amounts = as_percentages(list(figures.values())).get(says, [])
    typed_in = {path: plain(each) for path, each in zip(figures, amounts, strict=False)}
    signed = {path: f"{each}%" if of(path) is Of.RULE else each for path, each in typed_in.items()}
    return {unit: UNITS[Unit.PERCENT], **signed} if signed else {}


def _amount(value: object) -> Decimal:
    amount = value.value if isinstance(value, BaselineRead) else value.amount if isinstance(value, Rule) else None
    return amount or Decimal(0)


def _revised(_: str, doubt: Doubt, __: Draft) -> dict[str, str]:
    """The day that each action has in the column of revised ones, whose heading stands before them."""
    return {path: _as_day(words) for path, words in cells_of(doubt)}


def _as_day(words: str) -> str:
    """What is typed for a day that a spreadsheet counts."""
    day = days.serial(seen(words))
    return in_words(day) if day else seen(words)


def _one_post(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    if how_asked(doubt):
        return _as_told(says, doubt, draft)
    first, *rest = doubt.about
    return {first: says, **dict.fromkeys(rest, "")}


def _apart(_: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Each title as a post of its own; with its organisation where that tells it from another one, here or elsewhere in
    the file."""
    read, bodies = dict(_values(doubt, draft)), _bodies(draft)
    said = {each.words: posts.own_post(each.words, bodies) for each in read.values()}
    several = Counter(title for title, _ in {(title.casefold(), fold(body)) for title, body in said.values()})
    elsewhere = [post for post in draft.posts if post.name != doubt.read]
    others = {posts.own_title(each.words, bodies).casefold() for post in elsewhere for each in post.wordings}
    others |= {post.name.casefold() for post in elsewhere}
    main = next((post.title for post in draft.posts if post.name == doubt.read), doubt.read).casefold()

    def own(words: str) -> str:
        title = said[words][0]
        if several[title.casefold()] > 1 or (title.casefold() in others and title.casefold() != main):
            return bare(words)
        return doubt.read if title.casefold() == main else title

    return {path: own(each.words) for path, each in read.items()}


def _as_printed(_: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Posts with the words for who holds them for a time."""
    return {path: titles.organisation_in(read.words, _bodies(draft))[0] for path, read in _values(doubt, draft)}


def _bodies(draft: Draft) -> set[str]:
    """The organisations that were read behind titles."""
    return {post.organisation.value for post in draft.posts}


def _values(doubt: Doubt, draft: Draft) -> Iterator[tuple[str, Read[object]]]:
    values = dict(draft.values())
    return ((path, values[path]) for path in doubt.about if of(path) and path in values)


def _ends(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Where an action ends and its outcome begins. Of a KPI's name it says nothing of the values behind it."""
    if not doubt.about[0].startswith("actions/"):
        return {}
    texts = [source for _, read in _values(doubt, draft) for source in read.sources]
    found = flat.parted_at(says, texts)
    return dict(zip(doubt.about, found, strict=True)) if found else {}


def _placed(says: str, doubt: Doubt, draft: Draft) -> dict[str, str]:
    """Under which headings values stand of which the file does not say it."""
    number = int(doubt.about[0].split("/")[1])
    kpi = draft.kpis[number]
    table = next((each for each in draft.tables if each.key == kpi.table), None)
    columns = _columns(table, kpi) if table else {}
    words = [" ".join(each.split()) for each in doubt.words]
    headings = flat.under(says, words, list(columns))
    if not headings:
        return {}
    moved = {f"kpis/{number}/as_at": ""} if doubt.asks is Asks.NEXT_COLUMN else {}
    at = {f"kpis/{number}/{columns[each]}": text for each, text in zip(headings, words, strict=True)}
    return moved | {path: _waits(path, text) for path, text in at.items()}


def _columns(table: TableRead, kpi: KpiRead) -> dict[str, str]:
    """What stands below each heading, within the KPI; nothing where two headings are the same."""
    own = {Role.BASELINE: "baseline", Role.BASELINE_DATE: "as_at"}
    targets = [each for each in table.columns if each.role.value is Role.TARGET]
    found = {each.heading: own[each.role.value] for each in table.columns if each.role.value in own}
    found |= {each.heading: f"targets/{at}/rule" for at, each in enumerate(targets[: len(kpi.targets)])}
    return found if len({each.heading for each in table.columns}) == len(table.columns) else {}


def _waits(path: str, text: str) -> str:
    """What is typed for a printed value, where it can say that it is awaited."""
    if sort_of(text) not in (Sort.AWAITED, Sort.OF_BASELINE):
        return text
    return {Of.BASELINE: AWAITED, Of.DAY: ""}.get(of(path) or Of.RULE, text)


_MADE: Final[Mapping[Asks, Callable[[str, Doubt, Draft], dict[str, str]]]] = MappingProxyType(
    {
        Asks.BASELINE_OR_DAY: _a_day,
        Asks.BEHIND_TITLE: _as_told,
        Asks.CLAUSE: _as_told,
        Asks.INTERIM: _as_printed,
        Asks.NEXT_COLUMN: _placed,
        Asks.EMPTY_POST: _as_told,
        Asks.NO_CODE: _code,
        Asks.PARTED: _one_post,
        Asks.REF_IN_TEXT: _whole_text,
        Asks.REF_TWICE: _by_section,
        Asks.REVISED: _revised,
        Asks.RENAMED: _code,
        Asks.SAME_POST: _apart,
        Asks.SECTION: _section,
        Asks.SHARES: _in_percent,
        Asks.UNPLACED: _placed,
        Asks.WHERE_IT_ENDS: _ends,
    }
)
