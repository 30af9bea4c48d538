"""A draft as rows of a plan: what a file says, once every value of it is what a person lets stand."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from bringing.plain import Kind, Row, Value
from bringing.reading import Certainty, Draft, Read, Role, Start
from bringing.reading.days import serial
from bringing.reading.defining import OF_SHEET
from bringing.reading.draft import SHEET, ActionRead, KpiRead, PostRead, SectionRead, StepRead
from bringing.reading.kpis import NOT_PRINTED as NOT_DERIVED
from bringing.reading.words import seen
from bringing.values import BY_HAND, LEFT_OPEN
from kpis.models import Frequency
from kpis.targets import Direction, Rule, Unit
from notices.calendar import ByWhenKind, in_words

NOBODY: Mapping[str, "Whose"] = MappingProxyType({})
LONGEST_CELL = 80
"""Characters of a cell without a place."""
LONGEST_NAME = 80
"""Characters of a short name that is made of what an action says."""
_POSTS = re.compile(r"actions/\d+/posts")
PROPOSED = "the first words of what will be done"
"""The rule of a short name that nobody has said."""
_STATES = {
    Start.NUMERIC: "approved",
    Start.AWAITED: "awaited",
    Start.TO_BE_DEVELOPED: "to_be_developed",
}


_OFTEN = SHEET.index("frequency")
_OF_ROLE: Mapping[Kind, Mapping[Role, tuple[str, ...]]] = {
    Kind.ACTION: {
        Role.SUCCESS: ("success",),
        Role.BY_WHEN: ("by_when", "due_on", "in_place"),
        Role.POSTS: ("accountable",),
    },
    Kind.KPI: {
        Role.UNIT: ("unit",),
        Role.DIRECTION: ("direction",),
        Role.BASELINE: ("baseline", "baseline_state", "baseline_value"),
        Role.BASELINE_DATE: ("baseline_on", "baseline_on_printed"),
        Role.TARGET: ("targets", "unplaced"),
        **{role: (field,) for field, role in OF_SHEET.items()},
    },
}
"""The fields that a column of each kind speaks of."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Who a wording stands for: a post of an organisation, by its full name; no post: the organisation itself."""

    post: str
    organisation: str


def named(draft: Draft) -> Draft:
    """The draft with a proposed short name for each action that has none, and with a place to name somebody where
    nobody answers for one."""
    doubts = tuple(replace(each, about=tuple(map(_first_post, each.about))) for each in draft.doubts)
    return replace(draft, actions=tuple(map(_named, draft.actions)), doubts=doubts)


def _named(action: ActionRead) -> ActionRead:
    title = action.title or Read(short_name(action.what.value), PROPOSED)
    nobody: Read[str] = Read("", "nobody is named", (), Certainty.OPEN)
    return replace(action, title=title, posts=action.posts or (nobody,))


def _first_post(path: str) -> str:
    return f"{path}/0" if _POSTS.fullmatch(path) else path


def rows_of(draft: Draft, whose: Mapping[str, Whose] = NOBODY) -> tuple[Row, ...]:
    """What the draft says, in its own order. What is open says nothing but its printed words. A workbook of ours says
    what it has columns for, and nothing else. `whose` are the draft's posts by their names; one that is not there is as
    the file prints it."""
    return tuple(rows_by_path(draft, whose).values())


def rows_by_path(draft: Draft, whose: Mapping[str, Whose] = NOBODY) -> dict[str, Row]:
    """The same, each by the path of its row in the draft; the plan's own by "title"."""
    posts = {post.name: whose.get(post.name) or _printed(post) for post in draft.posts}
    plan = {"title": _row(Kind.PLAN, "", _plan(draft), draft)} if draft.title or draft.told else {}
    sections = (_row(Kind.SECTION, each.letter.value, _section(each, draft), draft) for each in draft.sections)
    actions = (
        _row(Kind.ACTION, each.ref.value, _action(each, posts, draft), draft, each.table) for each in draft.actions
    )
    kpis = (_row(Kind.KPI, each.code.value, _kpi(each, draft), draft, each.table) for each in draft.kpis)
    kinds = {"sections": sections, "actions": actions, "kpis": kpis}
    return plan | {f"{name}/{number}": row for name, rows in kinds.items() for number, row in enumerate(rows)}


def _row(kind: Kind, key: str, says: dict[str, Value], draft: Draft, table: str = "") -> Row:
    """The row without what its file does not speak of: a field without a column, a list that no section has."""
    if draft.told:
        says = {field: value for field, value in says.items() if f"{kind}.{field}" in draft.told}
    else:
        unsaid = _unsaid(kind, says, _roles(draft).get(table, frozenset(Role)), draft)
        says = {field: value for field, value in says.items() if field not in unsaid}
    return Row(kind, key, says)


def _roles(draft: Draft) -> dict[str, frozenset[Role]]:
    """What the columns of each table hold."""
    return {table.key: frozenset(column.role.value for column in table.columns) for table in draft.tables}


def _unsaid(kind: Kind, says: Mapping[str, Value], roles: frozenset[Role], draft: Draft) -> set[str]:
    """The fields of which a file of its own shape says nothing. What was understood all the same is said."""
    found = {field for role, fields in _OF_ROLE.get(kind, {}).items() if role not in roles for field in fields}
    if kind is Kind.KPI:
        found |= set(SHEET) - OF_SHEET.keys()
    if kind is Kind.SECTION:
        lists = {"needs_improvement", "families_said"}
        found = {name for name in lists if not any(getattr(each, name) for each in draft.sections)} | {"title"}
    empty = ("", (), None, False, Unit.NOT_STATED.value, Direction.NOT_SET.value, _STATES[Start.AWAITED])
    return {field for field in found if says.get(field) in empty}


def _plan(draft: Draft) -> dict[str, Value]:
    says: dict[str, Value] = {}
    if draft.title:
        says["title"] = draft.title.value
    if draft.source_note:
        says["source_note"] = draft.source_note.value
    if draft.starts_on:
        says["starts_on"] = draft.starts_on.value
    return says


def _section(section: SectionRead, draft: Draft) -> dict[str, Value]:
    says: dict[str, Value] = {
        "title": section.title.value,
        "needs_improvement": _values(section.needs_improvement),
        "families_said": _values(section.families_said),
    }
    if draft.told:
        says["areas"] = _once(section.areas)
    return says


def _values(reads: Iterable[Read[str]]) -> tuple[str, ...]:
    """Several values; one that somebody emptied is none."""
    return tuple(each.value for each in reads if each.value)


def _once(reads: Iterable[Read[str]]) -> tuple[str, ...]:
    """Codes of others, each once: one may have been corrected to what stands beside it."""
    return tuple(dict.fromkeys(_values(reads)))


def _words(words: str, draft: Draft) -> str:
    """Printed words as they are kept: on one line, but for those of a workbook of ours."""
    return words if draft.told else " ".join(words.split())


def _words_of_day(printed: Read[Any], day: date | None, draft: Draft) -> str:
    """Words for a day as they are kept. The number by which a spreadsheet counts a day says nothing to a reader: the
    day that it is stands for it, whichever day counts by now, unless nobody knows that (`day`)."""
    counted = None if draft.told or day is None else serial(seen(printed.words))
    return in_words(counted) if counted else printed.words


def short_name(what: str) -> str:
    """A short name out of the first words of what will be done; its ending says that there is more."""
    line = " ".join(what.split())
    if len(line) <= LONGEST_NAME:
        return line.rstrip(".;:,")
    return f"{line[:LONGEST_NAME].rpartition(' ')[0].rstrip('.;:,')}…"


def made_of(row: Row, name: str) -> dict[str, Value]:
    """What is made of what a row of a file of this name says, where it does not say that itself."""
    if row.kind is Kind.PLAN:
        return {"source_note": read_from(name)}
    is_made = row.kind is Kind.ACTION and "title" not in row.says and "what" in row.says
    return {"title": short_name(str(row.says["what"]))} if is_made else {}


def read_from(name: str) -> str:
    """What a plan says of its source where its file says nothing."""
    return f"Read from {name}"[:240]


def _printed(post: PostRead) -> Whose:
    return Whose("", post.title) if post.is_organisation.value else Whose(post.title, post.organisation.value)


def _action(action: ActionRead, posts: Mapping[str, Whose], draft: Draft) -> dict[str, Value]:
    when = action.by_when.value
    sure = [each for each in action.clauses if each.certainty is Certainty.CERTAIN]
    says: dict[str, Value] = {
        "section": action.section.value,
        "what": action.what.value,
        "success": action.success.value,
        "by_when": _words_of_day(action.by_when, when.due_on, draft),
        "due_on": action.due_on.value if action.due_on else when.due_on,
        "in_place": action.in_place.value if action.in_place else when.kind is ByWhenKind.IN_PLACE,
        "accountable": tuple(_accountable(each, posts.get(each.value), draft) for each in action.posts if each.value),
    }
    if is_left_open(action):
        del says["accountable"]
    if action.title is not None and action.title.rule != PROPOSED:
        says["title"] = action.title.value
    if action.starts_on is not None:
        says["starts_on"] = action.starts_on.value
    if draft.told:
        says["clauses"], says["possible_clauses"] = _once(action.clauses), _once(action.possible_clauses)
        says["areas"] = _once(action.areas)
    elif action.clauses:
        says["clauses"] = _once(sure)
        says["possible_clauses"] = _once(each for each in action.clauses if each not in sure)
    if action.milestones or draft.told:
        steps = [each for each in action.milestones if not _is_left_out(each)]
        says["milestones"] = tuple((each.label.value, each.due_on.value, each.says.value) for each in steps)
    return says


def is_left_open(action: ActionRead) -> bool:
    """Whether somebody left open who is accountable, and nobody is named beside: the file says nothing of it then."""
    return any(each.rule == LEFT_OPEN for each in action.posts) and not any(each.value for each in action.posts)


def _is_left_out(step: StepRead) -> bool:
    """Whether somebody took away all that a milestone says."""
    return not step.says.value and step.says.rule == BY_HAND


def _accountable(printed: Read[str], whose: Whose | None, draft: Draft) -> tuple[str, str, str]:
    """As printed, the post, its organisation. An organisation stands for itself."""
    words = _words(printed.words, draft) or printed.value
    return (words, whose.post, whose.organisation) if whose else (words, printed.value, "")


def _kpi(kpi: KpiRead, draft: Draft) -> dict[str, Value]:
    baseline, dated = kpi.baseline.value, [each for each in kpi.targets if each.due_on.value]
    printed, day_printed = kpi.baseline_printed or kpi.baseline, kpi.as_at_printed or kpi.as_at
    says: dict[str, Value] = {
        "section": kpi.section.value,
        "name": kpi.name.value,
        "unit": kpi.unit.value.value,
        "direction": kpi.direction.value.value,
        "baseline": _words(printed.words, draft),
        "baseline_state": _STATES[baseline.state],
        "baseline_value": baseline.value,
        "baseline_on": kpi.as_at.value,
        "baseline_on_printed": _words(_words_of_day(day_printed, kpi.as_at.value, draft), draft),
        "targets": tuple((each.label.value, each.due_on.value, _rule(each.rule, draft)) for each in dated),
        "unplaced": tuple(_unplaced(kpi, draft)),
    }
    if not draft.told and kpi.direction.rule == NOT_DERIVED:
        del says["direction"]  # as where days of targets are open: which way is better may be known all the same
    if kpi.sheet:
        says |= {field: each.value for field, each in zip(SHEET, kpi.sheet, strict=True)}
    if draft.told:
        says["actions"] = _once(kpi.actions)
    return says


def _rule(rule: Read[Rule | None], draft: Draft) -> str:
    """As printed. What cannot be read waits among the cells that have no place yet."""
    return "" if rule.value is None else _words(rule.words, draft) or str(rule.value)


def _unplaced(kpi: KpiRead, draft: Draft) -> Iterable[str]:
    yield from (_cut(_words(each.words, draft)) for each in kpi.unplaced)
    for each in kpi.targets:
        words = _cut(_words(each.rule.words, draft))
        if words and (each.due_on.value is None or each.rule.value is None):
            heading = "" if each.due_on.value else " ".join(each.due_on.words.split())
            place = (heading or each.label.value)[: max(0, LONGEST_CELL - len(words) - 2)]
            yield f"{place}: {words}" if place else words


def _cut(words: str) -> str:
    """What there is room for; a new KPI keeps all of it among its caveats."""
    return words if len(words) <= LONGEST_CELL else f"{words[: LONGEST_CELL - 1]}…"


def printed_besides(read: KpiRead, now: KpiRead, name: str) -> list[str]:
    """Printed words of a KPI that are nowhere in it as it was settled, with the name of the file that they are from."""
    printed = [
        f"Printed in {name} under “{each.heading}”: {' '.join(each.rule.words.split())}"
        for each, new in zip(read.targets, now.targets, strict=True)
        if each.rule.words.strip() and new.rule.rule == BY_HAND and new.rule.words != each.rule.words
    ]
    printed += [f"Printed in {name}: {words}" for words in _cells_cut(now)]
    often = _unstated_frequency(read, now)
    return [*printed, f"Printed in {name} for how often: {often}"] if often else printed


def _unstated_frequency(read: KpiRead, now: KpiRead) -> str:
    """The words of a cell that should say how often a figure is expected, are none of the answers, and for which none
    was chosen; "" for none."""
    if not (read.sheet and now.sheet):
        return ""
    own, chosen = read.sheet[_OFTEN], now.sheet[_OFTEN].value
    is_said = own.certainty is Certainty.CERTAIN or chosen != Frequency.NOT_STATED
    return "" if is_said else " ".join(own.words.split())


def _cells_cut(kpi: KpiRead) -> tuple[str, ...]:
    """The whole of those cells without a place that are too long for one."""
    several = (
        *kpi.unplaced,
        *(source for each in kpi.targets if each.rule.value is None for source in each.rule.sources),
    )
    return tuple(" ".join(each.words.split()) for each in several if len(each.words) > LONGEST_CELL)
