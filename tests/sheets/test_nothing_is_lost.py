"""Whatever somebody writes into a file, each cell and each word of it is read or told of: none is passed over."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheets.reading import About, Cell, Document, Table, read_file, read_pasted
from tests.sheets.making import book, document, xml

LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"])
TEXT = st.text(st.one_of(LETTERS, st.sampled_from("\n =-–•\u200b\u202e,;\"'<&")), min_size=1, max_size=12)
VALUE = st.one_of(
    TEXT,
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2050, 1, 1)),
)
AT = st.tuples(st.integers(1, 12), st.integers(1, 8))


def tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[dict[tuple[int, int], object], set[int], str]]:
    """Sheets, each with its values by row and column, its hidden rows and whether it is seen."""
    one = st.tuples(
        st.dictionaries(AT, VALUE, max_size=10),
        st.sets(st.integers(1, 12), max_size=3),
        st.sampled_from(["visible", "visible", "hidden"]),
    )
    return draw(st.lists(one, min_size=1, max_size=3))


@given(sheets(), st.lists(st.tuples(AT, AT), max_size=2))
@settings(max_examples=60)
def test_each_cell_of_a_workbook_is_read_or_its_sheet_is_told_of(
    made: list[tuple[dict[tuple[int, int], object], set[int], str]],
    joins: list[tuple[tuple[int, int], tuple[int, int]]],
) -> None:
    wanted: dict[str, dict[tuple[int, int], object]] = {}

    def fill(first: Any) -> None:
        for number, (values, hidden, state) in enumerate(made):
            sheet = first.parent.create_sheet(f"Sheet {number}")
            sheet.sheet_state = state
            for (row, column), value in values.items():
                cell = sheet.cell(row, column, value)
                if isinstance(value, str) and not value.startswith("="):
                    cell.data_type = "s"
            for row in hidden:
                sheet.row_dimensions[row].hidden = True
            if number == 0:
                for (top, left), (bottom, right) in joins[:1]:
                    sheet.merge_cells(*(None, min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
            wanted[sheet.title] = {
                (cell.row, cell.column): cell.value
                for row in sheet.iter_rows()
                for cell in row
                if cell.value is not None
            }

    found = read_file("book.xlsx", book(fill))
    tables = {
        table.name: {(cell.row, cell.column): cell for row in table.rows for cell in row} for table in found.tables
    }
    for number, (_, hidden, state) in enumerate(made):
        name = f"Sheet {number}"
        if state == "hidden":
            assert any(name in each.sentence for each in found.remarks if each.about is About.HIDDEN)
            continue
        missing = [at for at, value in wanted[name].items() if not stands(tables[name].pop(at, None), value)]
        assert missing == []
        assert tables[name] == {}
        told = {
            place.row for each in found.remarks for place in each.places if place.sheet == name and not place.column
        }
        assert told == {
            row for row in hidden if any(at[0] == row and shows(value) for at, value in wanted[name].items())
        }


def shows(value: object) -> bool:
    return not isinstance(value, str) or bool(tidy(value))


def stands(cell: Cell | None, value: Any) -> bool:
    """Whether the cell says the value."""
    if cell is None:
        return not shows(value)
    match value:
        case bool():
            return cell.text == str(value).upper()
        case str() if value.startswith("=") and len(value) > 1:
            return cell.formula or cell.text == tidy(value)
        case str():
            return cell.text == tidy(value)
        case datetime() | date():
            return cell.day == (value.date() if isinstance(value, datetime) else value)
        case _:
            return cell.number is not None and isclose(float(cell.number), value, rel_tol=1e-12)  # as it was written


WORDS = st.text(st.sampled_from("abc é–\u05d0"), max_size=5)


class Marks:
    """Words that occur once: what is put into a document, to be looked for in what comes out."""

    def __init__(self) -> None:
        self.count = 0

    def next(self, words: str) -> str:
        self.count += 1
        return f"{words}‹{self.count}›"

    def missing(self, found: Document) -> list[int]:
        """Those that stand neither in a block nor in a remark, or in more than one block."""
        read = "\n".join(each.text for each in found.blocks)
        told = "\n".join(each.sentence for each in found.remarks)
        return [
            number
            for number in range(1, self.count + 1)
            if read.count(f"‹{number}›") > 1 or f"‹{number}›" not in read + told
        ]


WAYS = {
    "plain": "<w:r><w:t>{}</w:t></w:r>",
    "bold": "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>",
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "put in": '<w:ins w:id="1"><w:r><w:t>{}</w:t></w:r></w:ins>',
    "taken out": '<w:del w:id="2"><w:r><w:delText>{}</w:delText></w:r></w:del>',
    "moved away": '<w:moveFrom w:id="3"><w:r><w:t>{}</w:t></w:r></w:moveFrom>',
    "moved here": '<w:moveTo w:id="4"><w:r><w:t>{}</w:t></w:r></w:moveTo>',
    "controlled": "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>",
    "linked": '<w:hyperlink r:id="r9"><w:r><w:t>{}</w:t></w:r></w:hyperlink>',
    "a field": '<w:fldSimple w:instr="DATE"><w:r><w:t>{}</w:t></w:r></w:fldSimple>',
    "smart": '<w:smartTag w:element="date"><w:r><w:t>{}</w:t></w:r></w:smartTag>',
    "in a box": "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></w:r>",
    "unheard of": "<w:somethingNew><w:r><w:t>{}</w:t></w:r></w:somethingNew>",
}
PARTS = st.lists(st.tuples(st.sampled_from(sorted(WAYS)), WORDS), min_size=1, max_size=3)
STYLE = st.sampled_from(["Normal", "Heading 1", "List Bullet", "List Number", "Title"])
PLAN = st.lists(
    st.one_of(
        st.tuples(STYLE, PARTS),
        st.tuples(st.just("table"), st.lists(st.tuples(AT.map(lambda at: (at[0] % 4, at[1] % 4)), PARTS), max_size=5)),
    ),
    max_size=6,
)


def filled(paragraph: Any, parts: list[tuple[str, str]], marks: Marks) -> None:
    for way, words in parts:
        paragraph._p.append(xml(WAYS[way].format(marks.next(words))))


@given(PLAN, st.tuples(st.integers(0, 3), st.integers(0, 3)), st.tuples(st.integers(0, 3), st.integers(0, 3)))
@settings(max_examples=60)
def test_each_word_of_a_document_is_read_once_or_told_of(
    plan: list[Any], one: tuple[int, int], other: tuple[int, int]
) -> None:
    marks = Marks()

    def fill(made: Any) -> None:
        for style, parts in plan:
            if style != "table":
                filled(made.add_paragraph(style=style), parts, marks)
                continue
            table = made.add_table(4, 4)
            table.cell(*one).merge(table.cell(*other))  # first: python-docx drops a paragraph that it takes for empty
            for (row, column), inner in parts:
                filled(table.cell(row, column).add_paragraph(), inner, marks)
            nested = table.cell(3, 0).add_table(1, 1)
            nested.cell(0, 0).text = marks.next("nested")

    found = read_file("plan.docx", document(fill))
    assert marks.missing(found) == []
    assert all(inside(table) for table in found.tables)


def inside(table: Table) -> bool:
    """Whether each cell that joined cells cover is said to be one, and no other."""
    cells = (cell for row in table.rows for cell in row)
    return all(cell.merged == any(each.holds(cell.row, cell.column) for each in table.merges) for cell in cells)


CELL = st.text(st.sampled_from('ab éü"\n\r='), max_size=6)  # no letters whose bytes make others of UTF-8


@given(
    st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_each_cell_of_a_csv_is_read(rows: list[list[str]], delimiter: str, coding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["Ref", delimiter, "x"], ["y", delimiter, ""], *rows])
    (table,) = read_file("figures.csv", out.getvalue().encode(coding)).tables
    assert {(cell.row, cell.column): cell.text for row in table.rows for cell in row if cell.row > 2} == {
        (row, column): tidy(text)
        for row, cells in enumerate(rows, start=3)
        for column, text in enumerate(cells, start=1)
        if tidy(text)
    }


@given(st.text(st.sampled_from('ab é•-\t\n\r"1.\u00a0\u200b'), max_size=60))
def test_each_word_of_a_pasted_text_is_read(text: str) -> None:
    found = read_pasted(text)
    read = "".join(each.text for each in found.blocks)
    left = [each for each in "ab1é\u200b" if read.count(each) != text.count(each)]
    assert left == []


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, Marks]:
    """A page of tables with joined cells, some of whose ends are left out, as browsers allow."""
    marks = Marks()
    return "".join(_page(draw, marks, 0)), marks


def _page(draw: st.DrawFn, marks: Marks, depth: int) -> Iterator[str]:
    for tag in draw(st.lists(st.sampled_from(["p", "h2", "li", "table", "div", "b", "sup", "custom"]), max_size=4)):
        if tag != "table":
            yield f"<{tag}>{marks.next(draw(st.sampled_from(['', 'x', '&amp;'])))}"
            yield f"</{tag}>" if draw(st.booleans()) else ""
            continue
        yield "<table>"
        for _ in range(draw(st.integers(0, 3))):
            yield "<tr>"
            for _ in range(draw(st.integers(0, 3))):
                yield f"<td rowspan={draw(st.integers(0, 3))} colspan={draw(st.integers(0, 3))}>{marks.next('')}"
                if depth < 2:
                    yield from _page(draw, marks, depth + 1)
                yield "</td>" if draw(st.booleans()) else ""
        yield "</table>"


@given(pages())
@settings(max_examples=60)
def test_each_word_of_a_page_is_read_once(page: tuple[str, Marks]) -> None:
    text, marks = page
    assert marks.missing(read_pasted(html=text)) == []


def test_what_is_missing_is_noticed() -> None:
    marks = Marks()
    text = f"<p>{marks.next('a')}</p><p>{marks.next('b')}"
    assert marks.missing(read_pasted(html=text)) == []
    assert marks.missing(read_pasted(html=f"<p>{'a‹1›'}</p><script>b‹2›</script>")) == [2]
    assert marks.missing(read_pasted(html=text + "a‹1›")) == [1]
    assert not stands(None, "x")
    assert not stands(Cell(1, 1, "y"), "x")


@pytest.mark.parametrize("way", sorted(WAYS))
def test_each_way_to_write_words_is_one_that_is_met(way: str) -> None:
    def fill(made: Any) -> None:
        filled(made.add_paragraph(), [(way, "here")], Marks())

    found = read_file("plan.docx", document(fill))
    gone = way in ("hidden", "taken out", "moved away")
    assert [each.text for each in found.blocks] == ([] if gone else ["here‹1›"])
