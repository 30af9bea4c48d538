"""Doubts about what reads as the plan says already: nothing is asked of it again. Pure."""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Final

from bringing.plain import FIELDS, Difference, Kind, Row
from bringing.reading import Asks, Certainty, Doubt, Draft
from bringing.reading.draft import SHEET

_UNKEPT: Final = re.compile(r"(actions/\d+/)?(due_on|starts_on|in_place)|kpis/\d+/(unit|direction|sheet/\d)")
_UNKEPT_OF_OURS: Final = re.compile(rf"{_UNKEPT.pattern}|kpis/\d+/(as_at|baseline)|actions/\d+/milestones/\d+/due_on")
"""Values whose printed words are no field of the plan’s own."""
_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "by_when": ("by_when", "due_on", "in_place"),
    "posts": ("accountable",),
    "clauses": ("clauses", "possible_clauses"),
    "baseline": ("baseline", "baseline_state", "baseline_value"),
    "as_at": ("baseline_on", "baseline_on_printed"),
    "baseline_printed": ("baseline",),
    "as_at_printed": ("baseline_on_printed",),
    "sheet": SHEET,
    "code": ("name",),  # which KPI it is, is asked where the plan knows it by another name
    "targets": ("targets", "unplaced"),
}


def quiet_in(
    read: Draft, rows: Mapping[str, Row], out: Container[str], differences: Iterable[Difference]
) -> frozenset[str]:
    """Their keys. `rows` are those that the file says as it was settled, by their paths; `out` are the paths of those
    that somebody left out."""
    differences = tuple(differences)
    changed = {(each.row.same, change.field) for each in differences for change in each.changes if not each.is_new}
    new = {each.row.same for each in differences if each.is_new}
    unread = _unread(read)

    def stands(row: str, fields: Iterable[str]) -> bool:
        same = rows[row].same
        return row in out or (same not in new and not any((same, field) in changed for field in fields))

    def is_quiet(doubt: Doubt) -> bool:
        about = [each for path in doubt.about if (each := _field(path, read, rows))]
        if _is_lost(doubt, read) or not unread.isdisjoint(doubt.about):
            return bool(about) and all(row in out for row, _ in about)
        return bool(about) and all(stands(*each) for each in about)

    return frozenset(doubt.key for doubt in read.doubts if is_quiet(doubt))


def _is_lost(doubt: Doubt, read: Draft) -> bool:
    """Whether the plan has nothing of it: of revised dates; what a cell of ours was changed to may read as if nothing
    stood there."""
    return doubt.asks is Asks.REVISED or (bool(read.told) and doubt.asks in (Asks.UNIT, Asks.LINK))


def _unread(read: Draft) -> frozenset[str]:
    """The values whose cells say something that was not read, and that no field of the plan keeps as printed."""
    unkept = _UNKEPT_OF_OURS if read.told else _UNKEPT
    found = (path for path, each in read.values() if each.sources and each.certainty is Certainty.OPEN)
    return frozenset(path for path in found if unkept.fullmatch(path))


def _field(path: str, read: Draft, rows: Mapping[str, Row]) -> tuple[str, tuple[str, ...]] | None:
    """The row that a value belongs to, and the fields that it becomes there."""
    if path in FIELDS[Kind.PLAN]:
        said = "title" in rows and (path != "title" or read.title is not None)
        return ("title", (path,)) if said else None
    name, number, field, *_ = (*path.split("/"), "", "")
    row = f"{name}/{number}"
    return (row, _FIELDS.get(field, (field,))) if row in rows else None
