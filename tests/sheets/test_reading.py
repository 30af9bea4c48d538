"""Workbooks and CSV files are read as people see them, with each cell's place, and refused with a sentence."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from sheets.reading import MOST_COLUMNS, MOST_ROWS, CannotRead, Cell, Table, read_table_file


def book(fill: Callable[[Any], None], *more: str) -> bytes:
    made = Workbook()
    made.active.title = "Figures"
    fill(made.active)
    for name in more:
        made.create_sheet(name)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def cells(content: bytes, extension: str = "xlsx") -> dict[str, Cell]:
    return {cell.place: cell for row in read_table_file(extension, content)[0].rows for cell in row}


def test_numbers_dates_and_percentages_are_read_as_people_see_them() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["A-K1", 12.0, 0.1, 1600, True, None, date(2023, 11, 30)])
        sheet.append(["  two \n words ", 0.131, 0.29])
        sheet["B2"].number_format = "0.0%"

    found = cells(book(fill))
    assert [found[place].text for place in ("A1", "B1", "C1", "D1", "E1")] == ["A-K1", "12", "0.1", "1600", "TRUE"]
    assert (found["G1"].text, found["G1"].day) == ("30 November 2023", date(2023, 11, 30))
    assert [found[place].text for place in ("A2", "B2", "C2")] == ["two words", "13.1%", "0.29"]
    assert "F1" not in found


def test_a_date_that_shows_its_month_alone_is_of_that_month() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = date(2023, 11, 1), date(2023, 11, 1)
        sheet["A1"].number_format, sheet["B1"].number_format = "mmm\\-yy", "[$-809]dd mmmm yyyy"

    found = cells(book(fill))
    assert (found["A1"].text, found["A1"].day) == ("November 2023", None)
    assert found["B1"].day == date(2023, 11, 1)


def test_more_cells_than_figures_ever_need_are_refused() -> None:
    with pytest.raises(CannotRead, match="filled cells"):
        read_table_file("csv", (b"1," * 90 + b"1\n") * 300)


def test_a_formula_is_known_as_one_and_has_no_value_where_none_was_stored() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B1"] = 3, "=A1*2"

    found = cells(book(fill))
    assert (found["B1"].formula, found["B1"].text) == (True, "")
    assert found["A1"].formula is False


def test_a_formula_is_read_by_the_value_that_is_stored_with_it() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "=1+1"

    content = rewritten(book(fill), lambda part: part.replace(b"<v></v>", b"<v>2</v>").replace(b"<v />", b"<v>2</v>"))
    found = cells(content)
    assert (found["A1"].formula, found["A1"].text) == (True, "2")


def rewritten(content: bytes, change: Callable[[bytes], bytes], name: str = "xl/worksheets/sheet1.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as was, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as now:
        for each in was.namelist():
            now.writestr(each, change(was.read(each)) if each == name else was.read(each))
    return out.getvalue()


def test_joined_cells_are_known_and_a_huge_join_costs_nothing() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["B2"], sheet["D4"] = "joined", 1, 2
        sheet.merge_cells("A1:B1")

    content = rewritten(book(fill), lambda part: part.replace(b'ref="A1:B1"', b'ref="A1:C1048576"'))
    found = cells(content)
    assert (found["A1"].merged, found["B2"].merged, found["D4"].merged) == (True, True, False)


def test_hidden_sheets_are_left_out_and_the_others_have_their_names() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet.parent.create_sheet("Secret").sheet_state = "hidden"

    assert [table.name for table in read_table_file("xlsx", book(fill, "Notes"))] == ["Figures", "Notes"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Code;Value\nA-K1;12,5\n", [["Code", "Value"], ["A-K1", "12,5"]]),
        ('Code,Value\nA-K1,"1,600"\n', [["Code", "Value"], ["A-K1", "1,600"]]),
        ("Code\tValue\r\nA-K1\t3\r\n\r\n", [["Code", "Value"], ["A-K1", "3"]]),
        ("\ufeffCode,Value\nA-K1,é\n", [["Code", "Value"], ["A-K1", "é"]]),
    ],
)
def test_a_csv_is_read_whatever_parts_its_columns(content: str, expected: list[list[str]]) -> None:
    (table,) = read_table_file("csv", content.encode())
    assert [[cell.text for cell in row] for row in table.rows] == expected


def test_a_csv_of_an_older_excel_is_read_too() -> None:
    assert cells("Näme,5\n".encode("cp1252"), "csv")["A1"].text == "Näme"


@pytest.mark.parametrize(
    ("extension", "content", "says"),
    [
        ("pdf", b"%PDF", "Excel workbook"),
        ("csv", b"a\0b", "no text file"),
        ("csv", b"a\n" * (MOST_ROWS + 1), "rows"),
        ("csv", b"a," * (MOST_COLUMNS + 1), "columns"),
        ("csv", b'"' + b"a" * 200_000, "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(extension: str, content: bytes, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        read_table_file(extension, content)


def test_a_damaged_workbook_is_refused_with_what_to_do() -> None:
    content = rewritten(book(lambda sheet: sheet.append([1])), lambda part: part[:100])
    with pytest.raises(CannotRead, match="damaged"):
        read_table_file("xlsx", content)


@pytest.mark.parametrize("place", ["A1048576", "XFD1"])
def test_a_lonely_cell_far_away_is_refused_at_once(place: str) -> None:
    def fill(sheet: Any) -> None:
        sheet[place] = 1

    with pytest.raises(CannotRead, match="rows or"):
        read_table_file("xlsx", book(fill))


def test_a_workbook_that_unpacks_to_too_much_is_not_opened() -> None:
    content = rewritten(book(lambda sheet: sheet.append([1])), lambda part: part + b" " * (31 * 1024 * 1024))
    with pytest.raises(CannotRead, match="too large to be read"):
        read_table_file("xlsx", content)


def test_entities_that_grow_are_not_followed() -> None:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{layers}]>'.encode()
    content = rewritten(
        book(lambda sheet: sheet.append(["x"])),
        lambda part: (
            bomb + b"<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>&l9;</v></c></row></sheetData></worksheet>"
        ),
    )
    with pytest.raises(CannotRead):
        read_table_file("xlsx", content)


def test_an_empty_file_is_an_empty_table() -> None:
    assert read_table_file("csv", b"") == (Table("", ()),)
