"""`python -m config.demo.files.making`: makes the demo's files anew from its facts."""

import io
from datetime import datetime
from typing import Any, Final

import docx
from openpyxl import Workbook

from config.demo.facts import devon_kpi_tables, devon_kpis, devon_plan
from config.demo.facts.shapes import Action, Kpi, KpiTable
from config.demo.files import EXCEL, WORD

Rows = list[tuple[str, ...]]
HEADINGS: Final = ("Ref", "Title", "Action", "Outcome / Success Criteria", "By when", "Senior Responsible Officer")
NEEDS, FAMILIES = "What needs improvement", "What families have told us"
MADE: Final = datetime(2023, 5, 9)  # noqa: DTZ001  the workbook's own property, which bears no zone


def actions(section: str) -> Rows:
    """A section's table of actions, its outcomes as lines, its posts behind dashes."""
    return [HEADINGS, *(_action(each) for each in devon_plan.ACTIONS if each.section == section)]


def _action(fact: Action) -> tuple[str, ...]:
    posts = "\n".join(f"– {who.printed}" for who in fact.accountable)
    return (fact.ref, fact.title, fact.what, "\n".join(fact.outcomes), fact.by_when, posts)


def kpis(table: KpiTable) -> Rows:
    """A table of KPIs as printed: where there are fewer values than columns, they stand at the left."""
    return [table.columns, *(_kpi(each, table) for each in devon_kpis.KPIS if each.table == table.key)]


def _kpi(fact: Kpi, table: KpiTable) -> tuple[str, ...]:
    start: tuple[str, ...] = (fact.baseline.printed, fact.baseline.as_at_printed)
    if "Baseline" not in table.columns:
        start = (" ".join(start),)
    values = fact.unplaced or tuple(target.rule for target in fact.targets)
    if fact.unplaced:
        start = (fact.baseline.printed,)
    return (fact.name, *start, *values)


def in_word() -> bytes:
    """A document with a heading for each section, its lists of points, its tables."""
    made = docx.Document()
    made.add_heading(devon_plan.PLAN.title, 0)
    for section in devon_plan.PLAN.sections:
        made.add_heading(f"Section {section.code}: {section.title}", 1)
        for heading, points in ((NEEDS, section.needs_improvement), (FAMILIES, section.families_said)):
            made.add_heading(heading, 2)
            for point in points:
                made.add_paragraph(point, style="List Bullet")
        made.add_heading("Actions and outcomes", 2)
        _tabled(made, actions(section.code))
        made.add_heading("Key Performance Indicators", 2)
        for table in devon_kpi_tables.TABLES:
            if table.section == section.code:
                made.add_paragraph(table.heading)
                _tabled(made, kpis(table))
    return _saved(made)


def _tabled(made: Any, rows: Rows) -> None:
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text


def in_excel() -> bytes:
    """A workbook with one sheet of actions, one for the points of each section, one for each table of KPIs."""
    made = Workbook()
    made.properties.creator, made.properties.created = "", MADE
    sheet: Any = made.active
    sheet.title = "Actions"
    sheet.append((devon_plan.PLAN.title,))
    sheet.append(("Section", *HEADINGS))
    for section in devon_plan.PLAN.sections:
        for row in actions(section.code)[1:]:
            sheet.append((f"Section {section.code}: {section.title}", *row))
    for section in devon_plan.PLAN.sections:
        sheet = made.create_sheet(f"Section {section.code} – points")
        sheet.append((NEEDS, FAMILIES))
        sheet.append(("\n".join(section.needs_improvement), "\n".join(section.families_said)))
    for table in devon_kpi_tables.TABLES:
        sheet = made.create_sheet(f"{table.section}. KPIs {table.key}")
        for row in kpis(table):
            sheet.append(row)
    return _saved(made)


def _saved(made: Any) -> bytes:
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


if __name__ == "__main__":
    WORD.write_bytes(in_word())
    EXCEL.write_bytes(in_excel())
