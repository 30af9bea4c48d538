"""CSV files are read whatever parts their columns and however their letters are written."""

import csv

import pytest

from sheets.reading import About, CannotRead, Document, read_file
from tests.sheets.making import said, texts


def read(content: bytes | str) -> Document:
    return read_file("figures.csv", content.encode() if isinstance(content, str) else content)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Code;Value\nA-K1;12,5\n", [["Code", "Value"], ["A-K1", "12,5"]]),
        ('Code,Value\nA-K1,"1,600"\n', [["Code", "Value"], ["A-K1", "1,600"]]),
        ("Code\tValue\r\nA-K1\t3\r\n\r\n", [["Code", "Value"], ["A-K1", "3"]]),
        ("Code|Value\nA-K1|3", [["Code", "Value"], ["A-K1", "3"]]),
        ("\ufeffCode,Value\nA-K1,é\n", [["Code", "Value"], ["A-K1", "é"]]),
        ("Figures, as agreed; of the service\n\nCode;Value\nA;3\nB;4\n", None),
        ("sep=;\nCode,or name;Value\nA;3", [["Code,or name", "Value"], ["A", "3"]]),
        ("alone\nand alone\n", [["alone"], ["and alone"]]),
        ("one\rtwo\r", [["one"], ["two"]]),
    ],
)
def test_a_csv_is_read_whatever_parts_its_columns(content: str, expected: list[list[str]] | None) -> None:
    (table,) = read(content).tables
    assert texts(table) == (
        expected or [["Figures, as agreed", "of the service"], ["Code", "Value"], ["A", "3"], ["B", "4"]]
    )


def test_rows_count_as_excel_counts_them_and_lines_as_an_editor_does() -> None:
    (table,) = read('Ref,What\nA1,"one\r\n• two"\n\nA2,three\n').tables
    last = table.rows[-1][0]
    assert (table.rows[1][1].text, table.rows[1][1].lines) == ("one\n• two", ("one", "• two"))
    assert (last.row, last.line) == (4, 5)
    assert str(table.where(last)) == "A4"


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_csv_says_how_its_letters_are_written(coding: str) -> None:
    found = read("Näme,£5\n".encode(coding))
    assert texts(found.tables[0]) == [["Näme", "£5"]]
    assert found.remarks == ()


def test_a_csv_of_an_older_excel_is_read_too_and_that_is_told() -> None:
    found = read("Näme,£5\n".encode("cp1252"))
    assert texts(found.tables[0]) == [["Näme", "£5"]]
    assert said(found, About.CODING)[0].startswith("The file: read as written by an older Windows: check £ signs")


def test_cells_that_begin_with_an_equals_sign_are_text_and_named() -> None:
    found = read('Ref,What\nA1,"=HYPERLINK(""http://x"")"\n')
    assert found.tables[0].rows[1][1].text == '=HYPERLINK("http://x")'
    assert said(found, About.FORMULA)[0].startswith("B2: begins with “=” and is text")


def test_a_quote_that_never_ends_is_refused_with_its_line_and_swallows_nothing() -> None:
    with pytest.raises(CannotRead, match=r'^Line 2: a quote \("\) begins a cell here and never ends'):
        read('Ref,What\nA1,"one\nA2,two\nA3,three\n')
    assert texts(read('Ref,What\nA1,"one"\n').tables[0])[1] == ["A1", "one"]


def test_a_cell_that_is_longer_than_any_cell_is_refused_with_its_line() -> None:
    before = csv.field_size_limit(1_000)
    try:
        with pytest.raises(CannotRead, match=r"^Line 2: This CSV file is damaged"):
            read(f'a,b\nc,"{"d" * 2_000}"\n')
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a\0b", "no text file"),
        (b"a\n" * 20_001, "more than 20,000 rows"),
        (b"a," * 200 + b"a", "200 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        read(content)


def test_an_empty_file_is_an_empty_table() -> None:
    (table,) = read(b"").tables
    assert table.rows == ()
