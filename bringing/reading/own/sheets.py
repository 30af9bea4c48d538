"""The sheets of our own workbook: where their headings stand, and their rows by what their columns hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bringing.columns import ABOUT, EXAMPLE, READ_BACK, SHEETS, Field, Sheet
from bringing.plain import Kind
from bringing.reading.asking import Asks
from bringing.reading.building import Building, at
from bringing.reading.draft import ColumnRead, Holds, Read, Role, Source, TableRead
from bringing.reading.grid import EMPTY, Part, part_of
from bringing.reading.words import fold
from bringing.stamping import is_marked
from sheets.reading import Cell, Document, Place, Table
from sheets.writing import CHOICES

OWN: Final = "a workbook of ours"
"""The rule by which its sheets and columns are known."""
LOOKED_AT: Final = 25
"""Rows among which the headings are looked for."""
SURELY: Final = 6
"""Headings of ours by which a sheet of actions is known where the first sheet is gone."""
_HOLDS: Final = {"Sections": Holds.POINTS, "Actions": Holds.ACTIONS, "KPIs": Holds.KPIS}
_ROLES: Final[dict[tuple[str, str], Role]] = {
    ("Sections", "needs_improvement"): Role.NEEDS,
    ("Sections", "families_said"): Role.FAMILIES,
    ("Actions", "key"): Role.REF,
    ("Actions", "section"): Role.SECTION,
    ("Actions", "title"): Role.TITLE,
    ("Actions", "what"): Role.WHAT,
    ("Actions", "success"): Role.SUCCESS,
    ("Actions", "by_when"): Role.BY_WHEN,
    ("Actions", "starts_on"): Role.STARTS,
    ("Actions", "clauses"): Role.CLAUSES,
    ("KPIs", "key"): Role.CODE,
    ("KPIs", "section"): Role.SECTION,
    ("KPIs", "name"): Role.NAME,
    ("KPIs", "unit"): Role.UNIT,
    ("KPIs", "direction"): Role.DIRECTION,
    ("KPIs", "baseline"): Role.BASELINE,
    ("KPIs", "baseline_on_printed"): Role.BASELINE_DATE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its cells by the fields of their columns."""

    place: Place
    parts: Mapping[str, Part]

    def part(self, field: str) -> Part:
        return self.parts.get(field, EMPTY)

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple(source for part in self.parts.values() for source in part.sources)


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet that is read back, as it stands in the file: its rows, and the fields that it has columns for."""

    sheet: Sheet
    number: int
    lines: tuple[Line, ...]
    fields: frozenset[str]

    @property
    def path(self) -> str:
        """What doubts about its rows are about."""
        return f"tables/{self.number}/holds"


def is_own(document: Document) -> bool:
    """Whether a file is a workbook of ours: its first sheet says so, or its sheet of actions has our headings."""
    if is_marked(document):
        return True
    actions = next(sheet for sheet in READ_BACK if sheet.kind is Kind.ACTION and not sheet.part)
    return any(
        table.name == actions.name and len(_columns(actions, cells)) >= SURELY
        for table in document.tables
        for cells in table.rows[:LOOKED_AT]
    )


def sheets_of(
    document: Document, building: Building, *, is_empty_one: bool
) -> tuple[dict[str, Found], tuple[TableRead, ...]]:
    """The sheets that are read back, by their names, and what every sheet was taken for. What is only told is set
    aside. `is_empty_one`: the file is the empty workbook, filled in, whose examples count for nothing."""
    found: dict[str, Found] = {}
    tables = []
    for number, table in enumerate(document.tables):
        sheet = next((each for each in SHEETS if each.name == table.name), None)
        heading = _heading(sheet, table) if sheet else None
        if sheet is None or heading is None or not sheet.is_read or sheet.name in found:
            tables.append(_not_read(sheet, table, number, heading, building))
            continue
        columns = _columns(sheet, heading)
        tables.append(_table(sheet, table, heading, columns))
        found[sheet.name] = Found(
            sheet,
            number,
            tuple(_lines(table, heading, columns, building, is_empty_one=is_empty_one)),
            frozenset(column.field for column in columns.values() if column.is_read),
        )
        _ask_of_columns(sheet, table, heading, columns, number, building)
    _ask_of_missing(found, building)
    return found, tuple(tables)


def _heading(sheet: Sheet, table: Table) -> tuple[Cell, ...] | None:
    """The row of headings: the first that has that of the first column, and no other sheet's words."""
    fewest = min(2, len(sheet.columns))
    for cells in table.rows[:LOOKED_AT]:
        columns = _columns(sheet, cells)
        if len(columns) >= fewest and sheet.columns[0] in columns.values():
            return cells
    return None


def _columns(sheet: Sheet, cells: tuple[Cell, ...]) -> dict[int, Field]:
    by_heading = {fold(column.heading): column for column in sheet.columns}
    found: dict[int, Field] = {}
    for cell in cells:
        column = by_heading.get(fold(cell.text))
        if column is not None and column not in found.values():
            found[cell.column] = column
    return found


def _table(sheet: Sheet, table: Table, heading: tuple[Cell, ...], columns: Mapping[int, Field]) -> TableRead:
    heads = []
    for cell in heading:
        column = columns.get(cell.column)
        role = _ROLES.get((sheet.name, column.field), Role.KNOWN) if column else Role.IGNORE
        read = Read(role, OWN if column else "no heading of ours", part_of(table, cell).sources)
        heads.append(ColumnRead(cell.column, cell.plain, read))
    holds = Read(_HOLDS.get(sheet.name, Holds.NOTHING), OWN)
    above = tuple(
        Source(table.where(cell), cell.text)
        for cells in table.rows
        for cell in cells
        if cell.row < heading[0].row and cell.text
    )
    return TableRead(table.name, table.place, holds, tuple(heads), heading[0].row, "", above)


def _lines(
    table: Table, heading: tuple[Cell, ...], columns: Mapping[int, Field], building: Building, *, is_empty_one: bool
) -> Iterator[Line]:
    first = min(columns)
    for cells in table.rows:
        filled = [cell for cell in cells if cell.text]
        if not filled or filled[0].row <= heading[0].row:
            continue
        sources = [Source(table.where(cell), cell.text) for cell in filled]
        if is_empty_one and any(cell.column == first and cell.text.startswith(EXAMPLE) for cell in filled):
            building.set_aside(sources, "An example: it shows how the sheet is filled in, and counts for nothing")
            continue
        parts = {}
        for cell, source in zip(filled, sources, strict=True):
            column = columns.get(cell.column)
            if column is None:
                building.set_aside([source], "A column that is none of ours")
            elif not column.is_read:
                building.set_aside([source], f"Told here, and changed elsewhere: on {column.elsewhere}")
            else:
                parts[column.field] = part_of(table, cell)
        if parts:
            at_row = table.where(filled[0])
            yield Line(Place(at_row.file, at_row.sheet, row=at_row.row), parts)


def _not_read(
    sheet: Sheet | None, table: Table, number: int, heading: tuple[Cell, ...] | None, building: Building
) -> TableRead:
    """A sheet that tells only, or one that is none of ours."""
    sources = [Source(table.where(cell), cell.text) for cells in table.rows for cell in cells if cell.text]
    if table.name in (ABOUT, CHOICES):
        why = "It explains the workbook"
    elif sheet is not None and not sheet.is_read:
        why = "Told in this workbook, and changed elsewhere"
    else:
        why = "A sheet that is none of ours"
        says = f"{at(table.place)}: this sheet is none of ours, and nothing of it is read"
        if sheet is not None:
            says = f"{at(table.place)}: its headings are gone, such as “{sheet.columns[0].heading}”: put them back"
        building.asking.ask(Asks.TABLE, f"tables/{number}/holds", sources[:5], says)
    building.set_aside(sources, why)
    return TableRead(table.name, table.place, Read(Holds.NOTHING, OWN), (), heading[0].row if heading else 0)


def _ask_of_columns(
    sheet: Sheet, table: Table, heading: tuple[Cell, ...], columns: Mapping[int, Field], number: int, building: Building
) -> None:
    """Columns that somebody added, and those that are gone."""
    for place, cell in enumerate(heading):
        if cell.column not in columns:
            source = Source(table.where(cell), cell.text)
            says = f"Column “{cell.plain}” is none of ours, and its cells are set aside: move what counts"
            building.asking.ask(Asks.COLUMN, f"tables/{number}/columns/{place}/role", [source], says)
    for column in sheet.columns:
        if column.is_read and column not in columns.values():
            says = (
                f"{at(table.place)}: the column “{column.heading}” is gone: what the plan says there stays as it is; "
                "put the column back to change it"
            )
            building.asking.ask(Asks.COLUMN, f"tables/{number}/holds", (), says)


def _ask_of_missing(found: Mapping[str, Found], building: Building) -> None:
    for sheet in READ_BACK:
        if sheet.name not in found and not any(doubt.asks is Asks.TABLE for doubt in building.asking.found):
            says = f"The sheet “{sheet.name}” is gone: put it back, or confirm that nothing of it is to be read"
            building.asking.ask(Asks.NO_TABLE, "tables", (), says)
