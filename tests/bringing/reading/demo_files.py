"""The demo's plan in its own wording, as the Word document and the workbook that a council could have of it."""

from functools import cache
from typing import Any

from config.demo.facts import devon_kpi_tables, devon_kpis, devon_plan
from config.demo.facts.shapes import Action, Kpi, KpiTable
from tests.sheets.making import book, document

Rows = list[tuple[str, ...]]
HEADINGS = ("Ref", "Action", "Outcome / Success Criteria", "By when", "Senior Responsible Officer")


def actions(section: str) -> Rows:
    """A section's table of actions, its outcomes as lines, its posts behind dashes."""
    rows = [each for each in devon_plan.ACTIONS if each.section == section]
    return [HEADINGS, *(_action(each) for each in rows)]


def _action(fact: Action) -> tuple[str, ...]:
    posts = "\n".join(f"– {who.printed}" for who in fact.accountable)
    return (fact.ref, fact.what, "\n".join(fact.outcomes), fact.by_when, posts)


def kpis(table: KpiTable) -> Rows:
    """A table of KPIs as printed: where there are fewer values than columns, they stand at the left."""
    return [table.columns, *(_kpi(each, table) for each in devon_kpis.KPIS if each.table == table.key)]


def _kpi(fact: Kpi, table: KpiTable) -> tuple[str, ...]:
    start = (fact.baseline.printed, fact.baseline.as_at_printed)
    if "Baseline" not in table.columns:
        start = (" ".join(start),)
    values = fact.unplaced or tuple(target.rule for target in fact.targets)
    if fact.unplaced:
        start = (fact.baseline.printed,)
    return (fact.name, *start, *values)


@cache
def in_word() -> bytes:
    def fill(made: Any) -> None:
        made.add_heading(devon_plan.PLAN.title, 0)
        for section in devon_plan.SECTIONS:
            made.add_heading(f"Section {section.code}: {section.title}", 1)
            for heading, points in (
                ("What needs improvement", section.needs_improvement),
                ("What families have told us", section.families_said),
            ):
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

    return document(fill)


def _tabled(made: Any, rows: Rows) -> None:
    table = made.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text


@cache
def in_excel() -> bytes:
    def fill(first: Any) -> None:
        first.title = "Read me"
        for section in devon_plan.SECTIONS:
            sheet = first.parent.create_sheet(f"Section {section.code}")
            for row in (("Actions",), *actions(section.code)):
                sheet.append(row)
        for table in devon_kpi_tables.TABLES:
            sheet = first.parent.create_sheet(f"{table.section}. KPIs {table.key}")
            for row in kpis(table):
                sheet.append(row)

    return book(fill)
