"""The workbook of a plan, and the empty one: sheets of `bringing.columns`, and a first sheet that explains them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from bringing import stamping
from bringing.columns import ABOUT, EXAMPLE, READ_BACK, SHEETS, TARGETS, TOLD_ONLY, Cells, Field, Sheet
from bringing.plain import Row, digest
from bringing.stamping import MARK, WHAT, Stamp
from bringing.writing.rows import Values, cell, sheet_rows
from govuk.words import moment
from sheets import writing
from sheets.writing import Column, Value, write_book

_KINDS: Final = {Cells.DAY: "date", Cells.NUMBER: "number"}
READ: Final = "Read back: change it here, and bring the workbook in again"
HOW: Final = (
    "Change what is to change, add rows, and bring the workbook in on the plan’s page: every change is shown before it "
    "is entered. Keep the names of sheets and the headings. Text that begins with = or + is text, and no formula."
)
HOW_EMPTY: Final = (
    "Fill in one row a section, action and KPI, and bring the workbook in: what is not clear is asked before anything "
    f"is entered. Rows that begin with “{EXAMPLE}” show how it is done and are left out; delete them or write below."
)
COLUMNS: Final = (
    Column("Sheet"),
    Column("Column"),
    Column("What stands there"),
    Column("What becomes of a change"),
)


@dataclass(frozen=True, slots=True)
class About:
    """Of which plan a workbook is made, for which notice, by whom and when."""

    plan: UUID
    title: str
    notice: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """What goes on in a plan: the rows of the sheets that are not read back, by their names; and which version of its
    targets each KPI has, by its code."""

    sheets: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    editions: Mapping[str, int] = field(default_factory=dict)


def write_workbook(about: About, rows: tuple[Row, ...], told: Told | None = None) -> bytes:
    """The workbook of a plan. `rows` are those of `standing.rows_of`; `told` is what goes on in it. The same input
    gives the same bytes."""
    told = told or Told()
    stamp = Stamp(about.plan, about.at, digest(tuple(rows)))
    above: list[tuple[str, str]] = [
        (WHAT, f"{MARK}: “{about.title}”, to read, to change and to bring back"),
        ("Notice", about.notice),
        ("Made", f"{moment(about.at)}, by {about.by}"),
        ("How to use it", HOW),
        *stamping.lines(stamp),
    ]
    values = {**sheet_rows(rows), **{sheet.name: list(told.sheets.get(sheet.name, ())) for sheet in TOLD_ONLY}}
    targets = values[TARGETS.name]
    values[TARGETS.name] = [{**each, "edition": told.editions.get(each["code"], 1)} for each in targets]
    sheets = [_written(sheet, values[sheet.name]) for sheet in SHEETS]
    return write_book(about.title, [_about(SHEETS, above), *sheets])


def write_empty() -> bytes:
    """The empty workbook to fill in, with a row on each sheet that shows how, and is left out when it is read."""
    above = [(WHAT, f"{MARK}: empty, to fill in and to bring in"), ("How to use it", HOW_EMPTY)]
    fillable = [_fillable(sheet) for sheet in READ_BACK]
    sheets = [_written(sheet, [_example(sheet)]) for sheet in fillable]
    return write_book("Empty workbook of an improvement plan", [_about(fillable, above), *sheets])


def _fillable(sheet: Sheet) -> Sheet:
    """Without the columns that only tell."""
    columns = tuple(column for column in sheet.columns if column.is_read)
    return Sheet(sheet.name, sheet.says, columns, sheet.kind, sheet.part)


def _example(sheet: Sheet) -> Values:
    first = sheet.columns[0]
    values = {column.field: _as_kept(column) for column in sheet.columns if column.example is not None}
    return {**values, first.field: f"{EXAMPLE} {first.example}"}


def _as_kept(column: Field) -> object:
    """An example as rows hold it."""
    return str(column.example).split("\n") if column.cells is Cells.LINES else column.example


def _written(sheet: Sheet, rows: Iterable[Values]) -> writing.Sheet:
    columns = [_column(column) for column in sheet.columns]
    return writing.Sheet(sheet.name, columns, ([cell(each, row) for each in sheet.columns] for row in rows))


def _column(column: Field) -> Column:
    choices = tuple(label for label in column.choices.values() if label)
    match column.cells:
        case Cells.DAY:
            return Column(column.heading, "date")
        case Cells.NUMBER:
            return Column(column.heading, "number")
    return Column(column.heading, choices=choices)


def _about(sheets: Iterable[Sheet], above: Sequence[tuple[str, str]]) -> writing.Sheet:
    return writing.Sheet(ABOUT, COLUMNS, _explained(sheets), [*above, ()])


def _explained(sheets: Iterable[Sheet]) -> Iterator[Sequence[Value]]:
    for sheet in sheets:
        told = "" if sheet.is_read else "Told here, and nothing of it is read back"
        yield sheet.name, "", sheet.says, told
        for column in sheet.columns:
            becomes = (column.becomes or READ) if column.is_read else f"Told here; change it on {column.elsewhere}"
            yield sheet.name, column.heading, column.says, becomes
