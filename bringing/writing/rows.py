"""Rows of a plan as rows of the sheets that are read back: the values of each column by its field. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bringing.columns import (
    MILESTONES,
    NO,
    NOT_SETTLED,
    POSTS,
    READ_BACK,
    TARGETS,
    YES,
    Cells,
    Field,
    Sheet,
    joined,
)
from bringing.plain import Kind, Row
from sheets.writing import Value

Values = Mapping[str, Any]


def sheet_rows(rows: Iterable[Row]) -> Mapping[str, list[Values]]:
    """For each sheet that is read back its rows, by the sheet's name."""
    rows = list(rows)
    return {sheet.name: list(_rows(sheet, [row for row in rows if row.kind is sheet.kind])) for sheet in READ_BACK}


def _rows(sheet: Sheet, rows: Iterable[Row]) -> Iterator[Values]:
    for row in rows:
        if sheet.part:
            yield from _parts(sheet, row)
        elif row.kind is Kind.ACTION:
            yield _action(row)
        else:
            yield {"key": row.key, **row.says}


def _action(row: Row) -> Values:
    says: dict[str, Any] = {"key": row.key, **row.says}
    says["answering"] = "; ".join(printed for printed, *_ in says.get("accountable") or ())
    if says.get("due_on") is None and not says.get("in_place"):
        says["due_on"] = NOT_SETTLED
    return says


def _parts(sheet: Sheet, row: Row) -> Iterator[Values]:
    """The rows of a sheet that hang on an action or a KPI."""
    fields = {
        POSTS.name: ("ref", "printed", "post", "organisation"),
        MILESTONES.name: ("ref", "label", "due_on", "text"),
        TARGETS.name: ("code", "label", "due_on", "rule"),
    }[sheet.name]
    parts: Any = row.says.get(sheet.part) or ()
    for part in parts:
        told = dict(zip(fields, (row.key, *part), strict=True))
        yield told if told.get("due_on", "") is not None else {**told, "due_on": NOT_SETTLED}


def cell(column: Field, values: Values) -> Value:
    """What is written below a heading."""
    value = values.get(column.field)
    if column.cells is Cells.CHOICE:
        return column.choices.get(value, "") if value is not None else ""
    if column.cells is Cells.LINES:
        return "\n".join(value or ())
    if column.cells is Cells.LIST:
        return joined(value or ())
    if isinstance(value, bool):
        return YES if value else NO
    return value if isinstance(value, str | int | Decimal | date) else None
