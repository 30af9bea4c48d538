"""However a file is damaged or made up, it is read or refused with a sentence: nothing else comes of it."""

import re
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.reading import CannotRead, Document, read_file
from tests.sheets.making import book, document, rewritten

NUMBERS = st.sampled_from(["-1", "0", "9" * 9, "9" * 5_000, "x", "", "1.5", "A1:B2", "restart"])
SPLICED = st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12))


def a_document(made: Any) -> None:
    made.add_heading("Section", 1)
    made.add_paragraph("one", style="List Number")
    table = made.add_table(3, 3)
    for at, cell in enumerate(table._cells):
        cell.text = str(at)
    table.cell(0, 0).merge(table.cell(1, 1))


def a_sheet(sheet: Any) -> None:
    sheet.append(["Ref", "When", 3, True])
    sheet.append(["A1", "=1+1", 0.5])
    sheet["C2"].number_format = "d mmm yyyy"
    sheet.merge_cells("A1:B1")
    sheet.column_dimensions["B"].hidden = True
    sheet["A2"].hyperlink = "https://example.org/"


FILES = {"plan.docx": document(a_document), "plan.xlsx": book(a_sheet)}
PARTS = {
    "plan.docx": ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"],
    "plan.xlsx": ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"],
}
PART = st.sampled_from([(name, part) for name, parts in PARTS.items() for part in parts])


def read_or_refused(name: str, content: bytes) -> None:
    """Whatever else is raised fails the test."""
    with suppress(CannotRead):
        found = read_file(name, content)
        assert isinstance(found, Document)
        assert all(cell.place for table in found.tables for row in table.rows for cell in row)


def test_the_files_that_are_damaged_here_are_whole_before() -> None:
    assert all(read_file(name, content).blocks for name, content in FILES.items())


@given(PART, SPLICED)
@settings(max_examples=60)
def test_a_part_with_other_bytes_in_it_is_read_or_refused(
    at: tuple[str, str], spliced: tuple[float, int, bytes]
) -> None:
    name, part = at
    where, out, put_in = spliced

    def damaged(content: bytes) -> bytes:
        begins = int(where * len(content))
        return content[:begins] + put_in + content[begins + out :]

    read_or_refused(name, rewritten(FILES[name], damaged, part))


@given(PART, st.data())
@settings(max_examples=60)
def test_a_part_with_other_numbers_in_it_is_read_or_refused(at: tuple[str, str], data: st.DataObject) -> None:
    name, part = at

    def other(content: bytes) -> bytes:
        values = list(re.finditer(rb'="([^"]*)"|>(\d+)<', content))
        value = values[data.draw(st.integers(0, len(values) - 1))]
        group = 1 if value[1] is not None else 2
        return content[: value.start(group)] + data.draw(NUMBERS).encode() + content[value.end(group) :]

    read_or_refused(name, rewritten(FILES[name], other, part))


@given(st.sampled_from(sorted(FILES)), SPLICED)
def test_a_package_with_other_bytes_in_it_is_read_or_refused(name: str, spliced: tuple[float, int, bytes]) -> None:
    where, out, put_in = spliced
    content = FILES[name]
    begins = int(where * len(content))
    read_or_refused(name, content[:begins] + put_in + content[begins + out :])


@given(st.sampled_from(["plan.csv", "plan.txt", "plan.html"]), st.binary(max_size=80))
def test_any_bytes_are_a_text_or_are_refused(name: str, content: bytes) -> None:
    read_or_refused(name, content)
