"""A plan as plain rows, whatever it stands in: the database, a file that was read, a workbook that was written. And
what differs between two of them. Pure.

A row says only what its source speaks of: a field that is not among `says` is none of that source's business, and no
difference follows from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

Value: TypeAlias = "str | bool | date | Decimal | tuple[Value, ...] | None"


class Kind(StrEnum):
    """What a row is. A plan's own row has no key, a section's is its letter, an action's its ref, a KPI's its code."""

    PLAN = "plan"
    SECTION = "section"
    ACTION = "action"
    KPI = "kpi"


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


@dataclass(frozen=True, slots=True)
class Change:
    """A field in which two rows of one thing differ."""

    field: str
    before: Value
    after: Value


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
    def is_gone(self) -> bool:
        return self.brought is None


def differences(stands: tuple[Row, ...], brought: tuple[Row, ...]) -> tuple[Difference, ...]:
    """What differs, in the order of the file; what is gone comes last, in the order of the plan."""
    there = {row.same: row for row in stands}
    found = [_difference(there.pop(row.same, None), row) for row in brought]
    gone = [Difference(row, row, None) for row in there.values() if row.kind is not Kind.PLAN]
    return (*(each for each in found if each.is_new or each.changes), *gone)


def _difference(stands: Row | None, brought: Row) -> Difference:
    return Difference(brought, stands, brought, tuple(_changes(stands, brought)) if stands else ())


def _changes(stands: Row, brought: Row) -> Iterator[Change]:
    if stands.key != brought.key:
        yield Change("key", stands.key, brought.key)
    for field in FIELDS[stands.kind]:
        if field in brought.says and brought.says[field] != stands.says.get(field):
            yield Change(field, stands.says.get(field), brought.says[field])
