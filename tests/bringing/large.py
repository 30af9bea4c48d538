"""A large plan for tests: what is gone over more than once takes minutes with it."""

from functools import cache
from typing import Any

from tests.sheets.making import book, document

ACTIONS, KPIS = 1_000, 500
HEADINGS = ("Ref", "Title", "Action", "Outcome", "By when", "Lead")
MEASURES = ("KPI", "Baseline", "Baseline Date", "Milestone 1 – End July 2024", "Target – End January 2025")
SECTIONS = "ABCDEFGHIJ"


def actions(letter: str, number: int = ACTIONS // len(SECTIONS)) -> list[tuple[str, ...]]:
    """A section's actions; of each fifth one nobody knows by when."""
    return [HEADINGS, *(_action(letter, at) for at in range(1, number + 1))]


def _action(letter: str, at: int) -> tuple[str, ...]:
    when = "soon" if at % 5 == 0 else "June 2024"
    lead = f"Head of {SECTIONS[at % 10]}\nDirector of {at % 7}"
    return (f"{letter}{at}", f"Short {at}", f"Do {letter} {at}, then look at it.", "It is done.", when, lead)


def kpis(letter: str, number: int = KPIS // len(SECTIONS)) -> list[tuple[str, ...]]:
    """A section's KPIs; of each fifth one the target cannot be read."""
    return [MEASURES, *(_kpi(letter, at) for at in range(1, number + 1))]


def _kpi(letter: str, at: int) -> tuple[str, ...]:
    return (f"Cases {letter} {at}", "10", "May 2023", "20", "about a third" if at % 5 == 0 else "30")


@cache
def in_excel() -> bytes:
    """The plan as a workbook, a sheet for each table."""

    def fill(first: Any) -> None:
        first.title = "Read me"
        for letter in SECTIONS:
            for name, rows in ((f"{letter}. Of {letter}", actions(letter)), (f"{letter}. KPIs", kpis(letter))):
                sheet = first.parent.create_sheet(name)
                for row in rows:
                    sheet.append(row)

    return book(fill)


@cache
def in_word(times: int = 10) -> bytes:
    """The plan as a document, a heading for each section; `times` are tenths of it."""

    def fill(made: Any) -> None:
        made.add_heading("Large Improvement Plan", 0)
        for letter in SECTIONS:
            made.add_heading(f"Section {letter}: Of {letter}", 1)
            for name, rows in (
                ("Actions", actions(letter, ACTIONS * times // 100)),
                ("Key Performance Indicators", kpis(letter, KPIS * times // 100)),
            ):
                made.add_heading(name, 2)
                table = made.add_table(len(rows), len(rows[0]))
                for cells, row in zip(table._tbl.tr_lst, rows, strict=True):
                    for cell, text in zip(cells.tc_lst, row, strict=True):
                        cell.p_lst[0].add_r().text = text

    return document(fill)
