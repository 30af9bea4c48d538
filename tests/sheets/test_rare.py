"""What few files have: separators that are said, cells out of their order, quotes that never end, lists over lists."""

from datetime import date

import pytest

from sheets.reading import About, CannotRead, Document, Limits, Paragraph, read_file, read_pasted
from sheets.reading.merging import Spans
from sheets.reading.remarks import MOST
from tests.sheets.making import book, rewritten, said, sheet, texts, with_part, with_shared, written_in
from tests.sheets.test_word import cell, control, line, read, row, table

DATED = b'<worksheet><sheetData><row><c r="A1" t="d"><v>%s</v></c></row></sheetData></worksheet>'


def test_a_line_that_says_what_parts_the_columns_is_a_line_and_no_row() -> None:
    found = read_file("figures.csv", b"sep=;\nRef;What\nA1;one\n").tables[0]
    last = found.rows[-1][0]
    assert (last.row, last.line, str(found.where(last))) == (2, 3, "A2")


def test_rows_behind_the_first_fifty_say_nothing_of_what_parts_the_columns() -> None:
    content = "a;b\n" * 60 + "c,d\n" * 70
    assert texts(read_file("figures.csv", content.encode()).tables[0])[-1] == ["c,d"]


def test_a_pasted_text_begins_behind_its_mark_and_a_quote_goes_on_for_a_hundred_lines_at_most() -> None:
    assert [each.text for each in read_pasted("\ufeffRef").blocks if isinstance(each, Paragraph)] == ["Ref"]
    short, long = ('x\t"begins\n' + "more\n" * lines + 'ends"\n' for lines in (98, 99))
    assert len(read_pasted(short).tables[0].rows[0][1].lines) == 100
    assert texts(read_pasted(long).tables[0]) == [["x", '"begins']]


def test_a_number_before_two_cells_is_a_cell_and_before_one_a_words_list() -> None:
    found = read_pasted("1.\tDo it\tJune\n\n2.\tTell them")
    assert texts(found.tables[0]) == [["1.", "Do it", "June"]]
    assert [each.text for each in found.blocks if isinstance(each, Paragraph)] == ["2. Tell them"]


def test_cells_of_a_workbook_stand_in_the_order_of_their_columns() -> None:
    data = (
        b'<worksheet><sheetData><row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert list(sheet(rewritten(book(lambda _: None), lambda _: data))) == ["A1", "C1"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"2024-10-31", "31 October 2024"),
        (b"2024-10-31T00:00:00Z", "31 October 2024"),
        (b"2024-10-31T14:30:00", "31 October 2024 14:30"),
    ],
)
def test_a_date_that_is_stored_as_text_is_a_date_where_no_format_says_how_it_is_shown(value: bytes, text: str) -> None:
    found = sheet(rewritten(book(lambda _: None), lambda _: DATED % value))["A1"]
    assert (found.text, found.day) == (text, date(2024, 10, 31))


def test_half_a_character_is_shown_as_none() -> None:
    (cell_,) = sheet(with_shared(book(lambda _: None), "<si><t>a_xD800_b_x0041_</t></si>")).values()
    assert cell_.text == "a\N{REPLACEMENT CHARACTER}bA"


def test_a_number_behind_all_days_is_a_number() -> None:
    def fill(made: object) -> None:
        made["A1"] = 2_958_466  # type: ignore[index]
        made["A1"].number_format = "dd/mm/yyyy"  # type: ignore[index]
        made["A2"] = 2_958_465  # type: ignore[index]
        made["A2"].number_format = "dd/mm/yyyy"  # type: ignore[index]

    found = sheet(book(fill))
    assert (found["A1"].day, found["A2"].day) == (None, date(9999, 12, 31))


def test_headers_of_page_numbers_say_nothing_and_of_words_do() -> None:
    def headed(text: str) -> list[str]:
        head = f"<headerFooter><oddHeader>{text}</oddHeader></headerFooter></worksheet>".encode()
        content = rewritten(book(lambda made: made.append(["x"])), lambda part: part.replace(b"</worksheet>", head))
        return said(read_file("figures.xlsx", content), About.HEADER)

    assert headed('&amp;C&amp;"Arial,Bold"&amp;12&amp;P&amp;K00FF00') == []
    assert "“&CDraft &P”" in headed("&amp;CDraft &amp;P")[0]


def test_a_file_that_lies_on_a_sheet_is_told() -> None:
    inside = b'<oleObjects><oleObject progId="Word.Document"/></oleObjects></worksheet>'
    content = rewritten(book(lambda made: made.append(["x"])), lambda part: part.replace(b"</worksheet>", inside))
    assert "a file or a button that lies on the sheet" in said(read_file("figures.xlsx", content), About.NOT_READ)[0]


def test_of_very_many_remarks_of_a_kind_the_rest_are_counted() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>Old {}</w:t></w:r>"
    told = said(read(written_in("".join(line(struck.format(at)) for at in range(MOST + 20)))), About.STRUCK)
    assert "“Old 0” is struck through" in told[0]
    assert len(told) == MOST + 1
    rest = f"Paragraph {MOST + 1}; paragraph {MOST + 2}; paragraph {MOST + 3}"
    assert told[-1].startswith(rest)
    assert "and 15 more: words that are struck through" in told[-1]


@pytest.mark.parametrize(
    ("limits", "says"),
    [(Limits(tables=1), "more than 1 sheets or tables"), (Limits(characters=3), "million characters")],
)
def test_too_many_tables_and_characters_are_refused(limits: Limits, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        read_file("plan.docx", written_in(table(row(cell("one"))) + table(row(cell("two")))), limits)


@pytest.mark.parametrize("mark", ["strike", "dstrike"])
def test_words_that_are_struck_through_once_or_twice_are_told(mark: str) -> None:
    found = read(written_in(line(f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>Old</w:t></w:r>")))
    assert "“Old” is struck through" in said(found, About.STRUCK)[0]


def hidden(text: str, inner: str = "") -> str:
    return f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{text}</w:t>{inner}</w:r>"


def test_hidden_words_that_are_taken_out_are_taken_out_and_prompts_stay_prompts() -> None:
    gone = f'<w:del w:id="1">{hidden("gone").replace("w:t>", "w:delText>")}</w:del>'
    prompt = control(hidden("Click here"), "<w:showingPlcHdr/>")
    found = read(written_in(line("Seen", hidden("unseen"), gone, prompt)))
    assert [each.text for each in found.blocks] == ["Seen"]
    assert "“gone” is taken out" in said(found, About.TRACKED)[0]
    assert "hidden words, “unseen”" in said(found, About.HIDDEN)[0]
    assert "its prompt, “Click here”" in said(found, About.NOT_READ)[0]


def ticked(checked: str, default: str) -> str:
    box = f"<w:ffData><w:checkBox>{default}{checked}</w:checkBox></w:ffData>"
    return f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r>'


@pytest.mark.parametrize(
    ("checked", "default", "text"),
    [
        ('<w:checked w:val="0"/>', '<w:default w:val="1"/>', "☐ Done"),
        ("", '<w:default w:val="1"/>', "☒ Done"),
        ("<w:checked/>", '<w:default w:val="0"/>', "☒ Done"),
    ],
)
def test_a_box_is_ticked_as_it_was_left_and_else_as_it_came(checked: str, default: str, text: str) -> None:
    (found,) = read(written_in(line(ticked(checked, default), "Done"))).blocks
    assert isinstance(found, Paragraph)
    assert found.text == text


def test_words_of_a_table_within_a_row_that_nobody_filled_in_are_prompts_too() -> None:
    inner = table(row(cell("Choose a post")))
    found = read(written_in(table(control(row(cell(inner + line(""))), "<w:showingPlcHdr/>"), row(cell("left")))))
    assert [texts(each) for each in found.tables] == [[["left"]], []]
    assert "its prompt, “Choose a post”" in said(found, About.NOT_READ)[0]


def joined(width: int, *, goes_on: bool) -> str:
    way = "continue" if goes_on else "restart"
    return f'<w:gridSpan w:val="{width}"/><w:vMerge w:val="{way}"/>'


def test_cells_above_each_other_that_are_not_of_the_same_columns_are_not_joined() -> None:
    rows = [
        row(cell("a", joined(2, goes_on=False)), cell("b")),
        row(cell("c", joined(2, goes_on=True)), cell("d")),
        row(cell("e", joined(1, goes_on=True)), cell("f"), cell("g")),
    ]
    found = read(written_in(table(*rows)))
    (made,) = found.tables
    assert [str(each) for each in made.merges] == ["A1:B2"]
    assert [[(each.column, each.text) for each in cells] for cells in made.rows] == [
        [(1, "a"), (3, "b")],
        [(1, "c"), (3, "d")],
        [(1, "e"), (2, "f"), (3, "g")],
    ]
    assert len(said(found, About.COVERED)) == 1


def test_a_join_that_skips_a_row_and_one_across_that_skips_a_column_are_none() -> None:
    spans = Spans()
    for number in (1, 3):
        spans.begin_row(number)
        spans.cell(number, 1, 1, "continue" if number > 1 else "restart", "")
    assert spans.merges() == ()
    spans.begin_row(1)
    spans.cell(1, 1, 1, "", "restart")
    assert not spans.cell(1, 3, 1, "", "continue")


def test_midnight_is_no_time_of_a_day() -> None:
    def fill(made: object) -> None:
        made["A1"] = date(2024, 10, 31)  # type: ignore[index]
        made["A1"].number_format = "dd/mm/yyyy hh:mm"  # type: ignore[index]

    assert sheet(book(fill))["A1"].text == "31 October 2024"


RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
ANCHOR = "<from><col>1</col><row>2</row></from>"


def related(relation: str, *more: tuple[str, str]) -> Document:
    content = with_part(
        book(lambda made: made.append(["x"])),
        "xl/worksheets/_rels/sheet1.xml.rels",
        f'<Relationships xmlns="{RELATED}">{relation}</Relationships>',
    )
    for name, part in more:
        content = with_part(content, name, part)
    return read_file("figures.xlsx", content)


def test_what_a_sheet_takes_from_outside_is_told_and_not_fetched() -> None:
    found = related(
        '<Relationship Id="r1" Type="http://x/image" Target="http://evil.test/a.png" TargetMode="External"/>'
    )
    assert said(found, About.LINK) == ["Sheet “Figures”: something that lies outside of the file: it was not fetched"]


def test_the_words_of_a_text_box_on_a_sheet_are_told() -> None:
    drawing = (
        f"<wsDr><twoCellAnchor>{ANCHOR}<sp><txBody><p><r><t>Draft</t></r></p></txBody></sp></twoCellAnchor></wsDr>"
    )
    relation = '<Relationship Id="r1" Type="http://x/drawing" Target="../drawings/drawing1.xml"/>'
    (told,) = said(related(relation, ("xl/drawings/drawing1.xml", drawing)), About.TEXT_BOX)
    assert told.startswith("Sheet “Figures”, B3: a text box with the words “Draft”")
