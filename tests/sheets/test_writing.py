"""Lists leave the house as they were typed, and never as formulas."""

import csv
import io
import time
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from sheets.reading import read_file
from sheets.writing import LONGEST_CELL, Column, Sheet, Value, write_book, write_csv, write_xlsx

TEXT = [Column("What")]
ACTIONS = [Column("Ref"), Column("What"), Column("Due", "date"), Column("Baseline", "number")]
ROWS: list[list[Value]] = [
    ["A1", "Write the strategy", date(2023, 6, 30), Decimal("16.40")],
    ["A2", 'Line one\nLine two, with "quotes"; and a semicolon', None, -4],
]
FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "+44 1392 000000",
    "-1+1|cmd",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "  =1+1",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "- a bullet",
]


def sheet_of(book: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(book)).worksheets[0]


def cell_of(book: bytes, place: str = "A2") -> Cell:
    cell = sheet_of(book)[place]
    assert isinstance(cell, Cell)
    return cell


def csv_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- CSV ---------------------------------------------------------------------------------------------------------


def test_a_csv_begins_with_the_mark_that_excel_reads_and_ends_lines_as_excel_does() -> None:
    content = write_csv(ACTIONS, ROWS)
    assert content.startswith(b"\xef\xbb\xbfRef,What,Due,Baseline\r\n")
    assert content.endswith(b"\r\n")


def test_a_csv_comes_back_as_it_was_written() -> None:
    assert csv_of(write_csv(ACTIONS, ROWS)) == [
        ["Ref", "What", "Due", "Baseline"],
        ["A1", "Write the strategy", "2023-06-30", "16.4"],
        ["A2", 'Line one\nLine two, with "quotes"; and a semicolon', "", "-4"],
    ]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_looks_like_a_formula_is_text_in_a_csv(formula: str) -> None:
    assert csv_of(write_csv(TEXT, [[formula]]))[1][0].startswith("'")
    assert csv_of(write_csv([Column(formula)], []))[0][0].startswith("'")


@pytest.mark.parametrize("harmless", ["A1", "5 = 5", "a-b", "mail@example.org", "'quoted'", "é", "", "\N{MINUS SIGN}4"])
def test_what_does_not_look_like_one_is_left_alone(harmless: str) -> None:
    assert csv_of(write_csv(TEXT, [[harmless]]))[1:] in ([[harmless]], [[]])
    assert cell_of(write_xlsx("List", TEXT, [[harmless]])).value in (harmless, None)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal(-4), "-4"),
        (Decimal("1E+3"), "1000"),
        (Decimal("16.0000"), "16"),
        (Decimal("0.8300"), "0.83"),
        (Decimal(100), "100"),
        (0, "0"),
        (True, "Yes"),
        (None, ""),
        (datetime(2023, 7, 1, 8, 0, tzinfo=UTC), "2023-07-01 09:00"),
        (datetime(2023, 12, 22, 9, 0, tzinfo=UTC), "2023-12-22 09:00"),
    ],
)
def test_numbers_stay_numbers_and_times_are_londons(value: Value, written: str) -> None:
    assert csv_of(write_csv([Column("A"), Column("B")], [[value, "x"]]))[1] == [written, "x"]


# --- Excel -------------------------------------------------------------------------------------------------------


def test_a_sheet_comes_back_with_its_types() -> None:
    sheet = sheet_of(write_xlsx("Actions", ACTIONS, ROWS))
    assert sheet.title == "Actions"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Ref", "What", "Due", "Baseline"],
        ["A1", "Write the strategy", datetime(2023, 6, 30), 16.4],  # noqa: DTZ001  (a sheet has no zones)
        ["A2", 'Line one\nLine two, with "quotes"; and a semicolon', None, -4],
    ]
    assert sheet["C2"].number_format == "d mmmm yyyy"
    assert [sheet[place].data_type for place in ("A2", "C2", "D2", "D3")] == ["s", "d", "n", "n"]


def test_the_heading_is_bold_frozen_filtered_and_printed_on_each_page() -> None:
    sheet = sheet_of(write_xlsx("Actions", ACTIONS, ROWS))
    assert all(cell.font.bold for cell in sheet[1])
    assert not any(cell.font.bold for cell in sheet[2])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D3"
    assert sheet.print_title_rows == "$1:$1"


def test_columns_are_as_wide_as_their_text_within_reason() -> None:
    sheet = sheet_of(write_xlsx("Actions", ACTIONS, [["A1", "x" * 500, date(2023, 6, 30), 1]]))
    assert sheet.column_dimensions["A"].width == 10
    assert sheet.column_dimensions["B"].width == 60
    assert sheet.column_dimensions["C"].width == 20
    assert sheet["B2"].alignment.wrap_text


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_looks_like_a_formula_is_text_in_excel_and_stays_it_when_edited(formula: str) -> None:
    book = write_xlsx("List", [Column(formula)], [[formula]])
    for place in ("A1", "A2"):
        cell = cell_of(book, place)
        assert cell.data_type == "s"
        assert cell.quotePrefix
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_an_errors_name_is_text_too(error: str) -> None:
    assert cell_of(write_xlsx("List", TEXT, [[error]])).data_type == "s"


def test_plain_text_bears_no_mark() -> None:
    assert not cell_of(write_xlsx("List", TEXT, [["plain"]])).quotePrefix


@pytest.mark.parametrize("character", ["\0", "\x08", "\x1b", "\ud800", "\ufffe"])
def test_a_character_that_a_file_cannot_hold_is_shown_as_replaced(character: str) -> None:
    typed = f"before{character}after"
    assert cell_of(write_xlsx("List", TEXT, [[typed]])).value == "before\N{REPLACEMENT CHARACTER}after"
    assert csv_of(write_csv(TEXT, [[typed]]))[1] == ["before\N{REPLACEMENT CHARACTER}after"]


@pytest.mark.parametrize("letter", ["x", "\N{GRINNING FACE}"])
def test_a_text_longer_than_a_cell_is_cut_and_says_so_while_the_csv_has_it_whole(
    request: pytest.FixtureRequest, letter: str
) -> None:
    typed = letter * 40_000
    value = cell_of(write_xlsx("List", TEXT, [[typed]])).value
    assert isinstance(value, str)
    assert value.endswith("(cut here: longer than a cell can hold)")
    assert LONGEST_CELL - 1 <= len(value.encode("utf-16-le")) // 2 <= LONGEST_CELL
    before = csv.field_size_limit(200_000)
    request.addfinalizer(lambda: csv.field_size_limit(before))
    assert csv_of(write_csv(TEXT, [[typed]]))[1] == [typed]


def test_a_text_that_just_fits_is_not_cut() -> None:
    assert cell_of(write_xlsx("List", TEXT, [["x" * LONGEST_CELL]])).value == "x" * LONGEST_CELL


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Actions", "Actions"),
        ("Actions: A/B [draft]?", "Actions  A B  draft"),
        ("'quoted'", "quoted"),
        ("", "List"),
        ("[]", "List"),
        ("x" * 40, "x" * 31),
        ("two\nlines", "two lines"),
    ],
)
def test_a_sheets_name_is_one_that_excel_takes(title: str, name: str) -> None:
    assert sheet_of(write_xlsx(title, TEXT, [])).title == name


def test_notes_stand_on_a_sheet_of_their_own() -> None:
    book = load_workbook(io.BytesIO(write_xlsx("List", TEXT, [["x"]], notes=["As at 22 December 2023", "=1+1"])))
    assert book.sheetnames == ["List", "Notes"]
    assert [cell.value for cell in book["Notes"]["A"]] == ["As at 22 December 2023", "=1+1"]
    assert book["Notes"]["A2"].data_type == "s"


def test_an_empty_list_still_has_its_headings() -> None:
    sheet = sheet_of(write_xlsx("List", ACTIONS, []))
    assert [cell.value for cell in sheet[1]] == ["Ref", "What", "Due", "Baseline"]
    assert sheet.auto_filter.ref == "A1:D1"
    assert csv_of(write_csv(ACTIONS, [])) == [["Ref", "What", "Due", "Baseline"]]


def test_a_row_of_another_length_is_refused() -> None:
    for write in (lambda: write_csv(ACTIONS, [["A1"]]), lambda: write_xlsx("List", ACTIONS, [["A1"]])):
        with pytest.raises(ValueError, match="1 cells under 4 headings"):
            write()


def test_the_same_rows_give_the_same_bytes_later_on() -> None:
    before = write_xlsx("Actions", ACTIONS, ROWS, ["A note"])
    time.sleep(2.1)  # zip files count in steps of two seconds
    assert write_xlsx("Actions", ACTIONS, ROWS, ["A note"]) == before
    assert write_xlsx("Actions", ACTIONS, ROWS, ["Another note"]) != before


@given(st.text(max_size=200))
@settings(max_examples=60)
def test_whatever_is_typed_comes_back_as_text(typed: str) -> None:
    cell = cell_of(write_xlsx("List", [Column("A"), Column("B")], [[typed, "x"]]))
    assert cell.value is None or cell.data_type == "s"
    content = write_csv([Column("A"), Column("B")], [[typed, "x"]])
    written = csv_of(content)[1][0]
    assert not written.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


def test_letters_that_a_workbook_would_read_as_a_character_stay_letters() -> None:
    content = write_xlsx("List", TEXT, [["_x0041_ and _x000D_"]])
    assert read_file("list.xlsx", content).tables[0].rows[1][0].text == "_x0041_ and _x000D_"


def test_a_book_of_several_lists_has_each_with_its_headings_below_what_stands_above() -> None:
    first = Sheet("First", TEXT, [["one"]], above=[("Title", "of the list"), ()])
    book = load_workbook(io.BytesIO(write_book("Book", [first, Sheet("Second", ACTIONS, ROWS)])))
    assert book.sheetnames == ["First", "Second"]
    assert [[cell.value for cell in row] for row in book["First"].iter_rows(max_col=2)] == [
        ["Title", "of the list"],
        [None, None],
        ["What", None],
        ["one", None],
    ]
    told = [(each.freeze_panes, each.print_title_rows, each.auto_filter.ref) for each in book.worksheets]
    assert told == [("A4", "$3:$3", "A3:A4"), ("A2", "$1:$1", "A1:D3")]


def test_answers_to_choose_from_stand_on_a_sheet_of_their_own_once() -> None:
    choices = ("Yes, from September", "=No")
    columns = [Column("What"), Column("Answer", choices=choices), Column("Other answer", choices=choices)]
    book = load_workbook(io.BytesIO(write_book("Book", [Sheet("List", columns, [])])))
    assert [[cell.value for cell in row] for row in book["Choices"].iter_rows()] == [
        ["Answer / Other answer"],
        ["Yes, from September"],
        ["=No"],
    ]
    offered = [(str(each.sqref), each.formula1) for each in book["List"].data_validations.dataValidation]
    assert offered == [("B2:B1001", "'Choices'!$A$2:$A$3"), ("C2:C1001", "'Choices'!$A$2:$A$3")]
    assert book["Choices"]["A3"].data_type == "s"


def test_rows_are_as_high_as_their_texts_dates_stand_on_the_left_and_headings_have_the_sheets_font() -> None:
    rows = [["short", date(2027, 3, 27)], ["word " * 100, None], ["one\ntwo\nthree", None]]
    book = load_workbook(io.BytesIO(write_xlsx("List", [Column("Text"), Column("Day", "date")], rows)))
    sheet = book.worksheets[0]
    heights = [sheet.row_dimensions[number].height for number in range(1, 5)]
    assert heights[:2] == [None, None]
    assert heights[2] == 9 * 15
    assert heights[3] == 3 * 15
    assert (sheet["B2"].alignment.horizontal, sheet["A1"].font.name) == ("left", "Calibri")


def test_a_row_is_no_higher_than_excel_has_rows() -> None:
    assert sheet_of(write_xlsx("List", TEXT, [["line\n" * 100]])).row_dimensions[2].height == 409


def test_answers_can_be_chosen_down_to_the_last_row_of_a_long_list() -> None:
    rows = [["Yes"]] * 1_200
    book = load_workbook(
        io.BytesIO(write_book("Book", [Sheet("List", [Column("Answer", choices=("Yes", "No"))], rows)]))
    )
    (offered,) = book["List"].data_validations.dataValidation
    assert str(offered.sqref) == "A2:A1201"


def test_a_moment_is_shown_as_the_clock_in_london_has_it_without_parts_of_a_second() -> None:
    moment = datetime(2023, 7, 1, 8, 0, 5, 900_000, tzinfo=UTC)
    cell = cell_of(write_xlsx("List", [Column("When", "date")], [[moment]]))
    assert cell.value == datetime(2023, 7, 1, 9, 0, 5)  # noqa: DTZ001  (a sheet has no zones)
    assert cell.number_format == "d mmmm yyyy hh:mm"
