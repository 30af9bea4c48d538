"""Plans in the shapes of two invented councils: a Word document of priorities, and a workbook with a sheet for each
theme. Nobody's wording."""

from datetime import date
from typing import Any

from sheets.reading import Document, read_file
from tests.sheets.making import book, document

HEAD = "Head of Early Help"
ACTIONS = ("No.", "What will we do?", "How will we know it has worked?", "Lead(s)", "Deadline", "RAG")
EARLY_HELP = (
    ("1.1", "Open a front door", "Calls are answered\nFamilies say so", HEAD, "By end of September 2025", "G"),
    ("1.2", "Train link workers", "Each school has one", f"{HEAD}\nDirector of Schools", "Q3 2025/26", "A"),
    ("1.3", "Write to families", "They know whom to call", f"{HEAD}, Communications Manager", "Summer term 2026", ""),
)
SAFE = (
    ("2.1", "Audit case files", "Nine of ten are good", "Principal Social Worker and Head of Audit", "04/05/2026", ""),
    ("2.2", "Keep supervision going", "It is recorded", "Team managers", "Ongoing", ""),
    (
        "2.3",
        "Move the panel",
        "It is weekly",
        "Chair of the Panel, Westmoor NHS Trust",
        "May 2026, then every year",
        "",
    ),
)
THEME = (
    "Action ref",
    "Start date",
    "Target date",
    "Action required",
    "Success measures",
    "Responsible officer",
    "Clause",
)
KPIS = ("Theme", "KPI", "Unit", "Baseline", "Date of baseline")
INCLUSION = "Head of SEND & Inclusion"


def westmoor() -> Document:
    """A Word document: priorities as headings, points as lists, a row across the table, headings in two rows."""

    def fill(made: Any) -> None:
        made.add_heading("Westmoor Improvement Plan", 0)
        made.add_paragraph("Who we are and why there is a plan.")
        _priority(made, "Priority 1: Early help", ("Calls go unanswered", "Help comes late"), EARLY_HELP)
        _priority(made, "Priority 2: Safe practice", ("Files are thin",), SAFE)
        made.add_heading("How we will measure progress", 1)
        _measures(made)

    return read_file("westmoor.docx", document(fill))


def _priority(made: Any, title: str, points: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    made.add_heading(title, 1)
    made.add_heading("What we need to improve", 2)
    for point in points:
        made.add_paragraph(point, style="List Bullet")
    made.add_heading("What children and young people told us", 2)
    made.add_paragraph("Listen to us.", style="List Bullet")
    table = made.add_table(len(rows) + 2, len(ACTIONS))
    table.cell(0, 0).merge(table.cell(0, len(ACTIONS) - 1)).text = f"What we will do about it: {title}"
    for at, row in enumerate((ACTIONS, *rows), start=1):
        for column, text in enumerate(row):
            table.cell(at, column).text = text


def _measures(made: Any) -> None:
    rows = (
        ("Ref", "Measure", "Starting point", "Milestones", "", "Data source"),
        ("", "", "", "March 2026", "March 2027", ""),
        ("M1", "Percentage of calls answered within a day", "61% (March 2025)", "75%", "90%", "Telephony"),
        ("M2", "Number of complaints", "40", "25% reduction", "about half", "Register"),
        ("M3", "Files judged good", "Baseline awaited", "", "9 of 10", "Audit"),
    )
    table = made.add_table(len(rows), 6)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(0, 3).merge(table.cell(0, 4)).text = "Milestones"


def saltmarsh() -> Document:
    """A workbook: a sheet for each theme with a title above its headings, dates as dates, a ref joined over the rows of
    its posts; one of KPIs with a column of themes; one that belongs to nothing."""

    def fill(sheet: Any) -> None:
        sheet.title = "A. Leadership"
        _theme(sheet, "A", date(2026, 3, 31))
        _theme(sheet.parent.create_sheet("B. Autism"), "B", "Established May 2025")
        _kpis(sheet.parent.create_sheet("KPIs"))
        other = sheet.parent.create_sheet("Glossary")
        other.append(["EHCP", "Education, health and care plan"])
        other.append(["SEMH", "Social, emotional and mental health"])

    return read_file("saltmarsh.xlsx", book(fill))


def _theme(sheet: Any, letter: str, when: object) -> None:
    sheet["A1"] = f"Saltmarsh Improvement Plan, theme {letter}"
    first = (f"{letter}1", date(2025, 9, 1), when, "Do the first thing", "It is done", INCLUSION, "4(a), 4(b)")
    more = (None, None, None, None, "It is seen", "Headteacher lead", None)
    second = (f"{letter}2", None, "TBC", "Do the second", None, INCLUSION.replace("&", "and"), "99")
    for at, row in enumerate((THEME, first, more, second), start=3):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column, value)
    for column in range(1, 5):
        sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)


def _kpis(sheet: Any) -> None:
    sheet.append([*KPIS, date(2026, 3, 31), "Target (July 2027)", "Owner’s view"])
    sheet.append(["A", "Vacancies", "Number", 16, date(2025, 1, 31), 12, 0, "fine"])
    sheet.append(["B", "Seen within 18 weeks", "%", 0.27, "March 2025", 0.4, "TBC", None])
    sheet["D3"].number_format = sheet["F3"].number_format = "0%"
