"""A plan as plain rows, whatever it stands in: the database, a file that was read, a workbook that was written. And
what differs between two of them. Pure.

A row says only what its source speaks of: a field that is not among `says` is none of that source's business, and no
difference follows from it.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from sheets.writing import visible

Value: TypeAlias = "str | bool | date | Decimal | tuple[Value, ...] | None"


class Kind(StrEnum):
    """What a row is. A plan's own row has no key, a section's is its letter, an action's its ref, a KPI's its code."""

    PLAN = "plan"
    SECTION = "section"
    ACTION = "action"
    KPI = "kpi"

    @property
    def noun(self) -> str:
        """What it is called in a sentence."""
        return "KPI" if self is Kind.KPI else self.value


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the plan. `says` by the names of the fields (`FIELDS`)."""

    kind: Kind
    key: str
    says: Mapping[str, Value]

    @property
    def same(self) -> tuple[Kind, str]:
        """By which two rows are of one thing. Letters, refs and codes are the same large and small."""
        return self.kind, self.key.casefold()

    @property
    def told(self) -> Mapping[str, Value]:
        """All that it says, also by which key it goes, in letters large and small."""
        return {"key": self.key, **self.says}


FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PLAN: ("title", "source_note", "starts_on"),
    Kind.SECTION: ("title", "needs_improvement", "families_said", "areas"),
    Kind.ACTION: (
        "section",
        "title",
        "what",
        "success",
        "by_when",  # as printed
        "due_on",
        "in_place",
        "starts_on",
        "accountable",  # (printed, post or "", organisation by its full name) each
        "clauses",
        "possible_clauses",
        "areas",
        "milestones",  # (label, due_on, text) each
    ),
    Kind.KPI: (
        "section",
        "name",
        "unit",
        "direction",
        "baseline",  # as printed
        "baseline_state",
        "baseline_value",
        "baseline_on",
        "baseline_on_printed",
        "targets",  # (label, due_on, rule as printed) each
        "unplaced",
        "definition",
        "numerator",
        "denominator",
        "source",
        "origin",
        "frequency",
        "cumulates",
        "caveats",
        "actions",
    ),
}


NOTHING_SAID: Mapping[Kind, Mapping[str, Value]] = {
    Kind.PLAN: {},
    Kind.SECTION: {"needs_improvement": (), "families_said": ()},
    Kind.ACTION: {"success": "", "by_when": "", "due_on": None, "in_place": False},
    Kind.KPI: {
        "unit": "not_stated",
        "direction": "not_set",
        "baseline": "",
        "baseline_state": "awaited",
        "baseline_value": None,
        "baseline_on": None,
        "baseline_on_printed": "",
        "targets": (),
        "unplaced": (),
    },
}
"""What a new row says of that of which its source does not speak."""
OF_ONE_DATE: frozenset[str] = frozenset({"by_when", "due_on", "in_place"})
"""What stays or changes together: the printed words never say another date than the one that counts."""
WITHOUT_ORDER: frozenset[str] = frozenset({"clauses", "possible_clauses", "areas", "milestones", "actions"})
"""Fields of several values whose order says nothing: the plan has its own."""


def even(field: str, value: Value) -> Value:
    """A field's value to compare by: characters that no file can hold come back from one as �."""
    if field in WITHOUT_ORDER and isinstance(value, tuple):
        value = tuple(sorted(value, key=repr))
    return _as_kept(value)


def _as_kept(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_as_kept, value))
    return visible(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Change:
    """A field in which two rows of one thing differ. `is_conflict`: both were changed since the workbook was made, or
    since an earlier file. `is_old`: an earlier file said it already, and it was left or changed here since."""

    field: str
    before: Value
    after: Value
    is_conflict: bool = False
    is_old: bool = False

    @property
    def stays(self) -> bool:
        """Whether it stays as it stands unless somebody says otherwise."""
        return self.is_conflict or self.is_old


@dataclass(frozen=True, slots=True)
class Difference:
    """What becomes of one thing: new where nothing stands, gone where the file has none of it, else its changes. `row`
    is the brought one, where there is one."""

    row: Row
    stands: Row | None
    brought: Row | None
    changes: tuple[Change, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.stands is None

    @property
    def stays(self) -> tuple[Change, ...]:
        """What of it stays as it stands unless somebody says otherwise."""
        return tuple(change for change in self.changes if change.stays)

    @property
    def is_gone(self) -> bool:
        return self.brought is None


@dataclass(frozen=True, slots=True)
class Before:
    """What the council's earlier files said last of one thing; and by its fields all that these files ever said, or
    became as they were entered: what the plan says else was said here."""

    said: Mapping[str, Value]
    known: Mapping[str, frozenset[Value]]

    def then(self, says: Mapping[str, Value], became: Mapping[str, Value]) -> "Before":
        """The same after one more file, which said this and became that."""
        told = [*says.items(), *became.items()]
        known = {field: self.known.get(field, frozenset()) for field, _ in told}
        for field, value in told:
            known[field] |= {even(field, value)}
        return Before({**self.said, **says}, {**self.known, **known})


@dataclass(frozen=True, slots=True)
class Since:
    """What became of the plan since a file was brought, or made: `stood` are the rows that it had then, none where that
    is not known, and `added` those that are no file's."""

    stood: Mapping[tuple[Kind, str], Row]
    added: Collection[tuple[Kind, str]]

    def has(self, same: tuple[Kind, str], change: Change) -> bool:
        """Whether what the file would change was added here, or changed since."""
        stood = self.stood.get(same)
        then = stood.told.get(change.field) if stood else change.before
        return same in self.added or even(change.field, then) != even(change.field, change.before)


NOTHING_SINCE: Final = Since({}, frozenset())
NOTHING_BEFORE: Mapping[tuple[Kind, str], Before] = MappingProxyType({})


def differences(
    stands: tuple[Row, ...],
    brought: tuple[Row, ...],
    base: tuple[Row, ...] | None = None,
    before: Mapping[tuple[Kind, str], Before] = NOTHING_BEFORE,
    since: Since = NOTHING_SINCE,
) -> tuple[Difference, ...]:
    """What differs, in the order of the file; what is gone comes last, in the order of the plan. A file that has
    nothing of a kind, such as one of KPIs alone, says nothing of the others.

    `base` are the rows from which the file was made, where that is known: what it says as they did is no change, even
    where the plan has moved on since. `before` is what earlier files said of each thing: what the file says again is a
    change that is old, and what was changed here since they were entered is in conflict with what the file changes.
    So is what was changed or added `since` the file was brought.
    """
    there = {row.same: row for row in stands}
    made = None if base is None else {row.same: row for row in base}
    found = []
    for row in brought:
        was = made.get(row.same) if made is not None else None
        changes = _changes(stood, row, was, before.get(row.same)) if (stood := there.pop(row.same, None)) else ()
        changes = (
            replace(each, is_conflict=not each.is_old) if since.has(row.same, each) else each for each in changes
        )
        each = Difference(row, stood, row, _together(changes))
        if each.changes or (each.is_new and (was is None or was.says != row.says)):
            found.append(each)
    here = {row.kind for row in brought}
    still = [row for row in there.values() if row.kind is not Kind.PLAN]
    left = [row for row in still if (row.kind in here if made is None else row.same in made)]
    return (*found, *(Difference(row, row, None) for row in left))


def _changes(stands: Row, brought: Row, base: Row | None, earlier: Before | None) -> Iterator[Change]:
    for field in ("key", *FIELDS[stands.kind]):
        before, after = stands.told.get(field), brought.told.get(field)
        if field not in brought.told or even(field, before) == even(field, after):
            continue
        if base is not None and field in base.told:
            was = even(field, base.told[field])
            if was != even(field, after):
                yield Change(field, before, after, is_conflict=was != even(field, before))
        elif earlier is not None:
            is_old = field in earlier.said and even(field, earlier.said[field]) == even(field, after)
            is_ours = even(field, before) not in earlier.known.get(field, _nothing(stands.kind, field))
            yield Change(field, before, after, is_ours and not is_old, is_old)
        else:
            yield Change(field, before, after)


def _nothing(kind: Kind, field: str) -> frozenset[Value]:
    """The values of a field of which nobody has said anything."""
    return frozenset({"", (), None, False, "not_stated", NOTHING_SAID[kind].get(field)})


def _together(changes: Iterable[Change]) -> tuple[Change, ...]:
    """A due date and its printed words stay, or change, together: else one would say another day than the other."""
    changes = tuple(changes)
    of_date = [each for each in changes if each.field in OF_ONE_DATE]
    conflict = any(each.is_conflict for each in of_date)
    old = not conflict and all(each.is_old for each in of_date)
    return tuple(replace(each, is_conflict=conflict, is_old=old) if each in of_date else each for each in changes)


def as_old(each: Difference, earlier: Before | None) -> Difference:
    """The difference of an older file: what some file said already stays unless somebody says otherwise."""
    said = earlier.said if earlier else {}
    old = (replace(one, is_conflict=False, is_old=True) if one.field in said else one for one in each.changes)
    return replace(each, changes=_together(old))


def otherwise(
    brought: tuple[Row, ...], stands: tuple[Row, ...], left: Collection[tuple[str, str, str]]
) -> tuple[Row, ...]:
    """What a file became otherwise than it says, as a milestone stays that it has no more: rows with these fields.
    `left` are those (by kind, key and field) that were left as they stood: nothing became of them."""
    there = {row.same: row.says for row in stands}
    out = {(Kind(kind), key.casefold(), field) for kind, key, field in left}
    found = []
    for row in brought:
        says = {name: each for name, each in there.get(row.same, {}).items() if (*row.same, name) not in out}
        differ = {
            name: says[name]
            for name in row.says
            if name in says and even(name, says[name]) != even(name, row.says[name])
        }
        found += [Row(row.kind, row.key, differ)] if differ else []
    return tuple(found)


def to_text(rows: tuple[Row, ...]) -> str:
    """Rows as canonical text, the same for the same rows."""
    told = [[row.kind.value, row.key, {name: _packed(value) for name, value in row.says.items()}] for row in rows]
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(rows: tuple[Row, ...]) -> str:
    """SHA-256 of their canonical text."""
    return hashlib.sha256(to_text(rows).encode("utf-8", "surrogatepass")).hexdigest()


def from_text(text: str) -> tuple[Row, ...]:
    """The rows of a canonical text."""
    told = json.loads(text)
    return tuple(Row(Kind(kind), key, {name: _read(value) for name, value in says.items()}) for kind, key, says in told)


def _packed(value: Value) -> object:
    """Lists are tuples, and what JSON has no word for says what it is."""
    if isinstance(value, tuple):
        return [_packed(each) for each in value]
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": format(value.normalize(), "f")}
    return value


def _read(packed: Any) -> Value:
    if isinstance(packed, list):
        return tuple(_read(each) for each in packed)
    if isinstance(packed, dict):
        return date.fromisoformat(packed["day"]) if "day" in packed else Decimal(packed["number"])
    value: Value = packed
    return value
