"""Files with figures are read by the one reader, within limits of their own, each cell on one line."""

from datetime import date
from typing import Any

import pytest

from kpis.importing import FIGURES, read_figures
from sheets.reading import CannotRead
from tests.sheets.making import book, texts


def test_a_cell_is_one_line_and_no_longer_than_a_figure_or_a_heading_goes() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["  two \n words ", date(2023, 11, 30), "x" * 1_500])

    (row,) = read_figures("figures.xlsx", book(fill))[0].rows
    assert [cell.text for cell in row] == ["two words", "30 November 2023", f"{'x' * 999}…"]
    assert row[1].day == date(2023, 11, 30)


def test_sheets_that_nobody_sees_are_left_out() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet.parent.create_sheet("Secret").sheet_state = "hidden"

    assert [table.name for table in read_figures("figures.xlsx", book(fill))] == ["Figures"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.docx", b"PK", r"^Figures are read from an Excel workbook \(\.xlsx\) or a CSV file"),
        ("figures.csv", b"a\n" * (FIGURES.rows + 1), "more than 2,000 rows"),
        ("figures.csv", b"a," * (FIGURES.columns + 1), "100 columns"),
        ("figures.csv", (b"1," * 90 + b"1\n") * 300, "filled cells"),
        ("figures.csv", b"a\0b", "no text file"),
        ("figures.xlsx", b"PK\x03\x04", "damaged"),
    ],
)
def test_what_holds_no_figures_is_refused_with_what_to_do(name: str, content: bytes, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        read_figures(name, content)


def test_an_empty_file_is_an_empty_table() -> None:
    (table,) = read_figures("figures.csv", b"")
    assert texts(table) == []
