"""Word documents are read block by block, whatever python-docx would pass over, and what is not read is told."""

from typing import Any

import pytest

from sheets.reading import About, CannotRead, Document, Heading, Merge, Paragraph, Table, read_file
from tests.sheets.making import HEAD, SPACES, by_place, document, rewritten, said, texts, written_in, xml


def read(content: bytes) -> Document:
    return read_file("plan.docx", content)


def table_of(content: bytes) -> Table:
    return read(content).tables[0]


def word(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def line(*parts: str) -> str:
    """A paragraph of texts and elements."""
    return f"<w:p>{''.join(each if each.startswith('<') else word(each) for each in parts)}</w:p>"


def cell(inner: str, properties: str = "") -> str:
    """Of a text, or of elements."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else line(inner)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def test_blocks_come_in_their_order_with_headings_that_carry_the_section() -> None:
    def fill(made: Any) -> None:
        made.add_heading("The plan", 0)
        made.add_heading("Section A: Strategy", 1)
        made.add_paragraph("")
        made.add_paragraph("What needs improvement").runs[0].bold = True
        made.add_paragraph("There is no plan", style="List Bullet")
        made.add_paragraph("Nobody knows", style="List Bullet 2")
        made.add_table(1, 2).cell(0, 0).text = "Ref"
        made.add_heading("Section B", 2)

    found = read(document(fill))
    assert [type(block) for block in found.blocks] == [
        *(Heading, Heading, Paragraph, Paragraph, Paragraph, Table, Heading),
    ]
    title, section, bold, item, deeper, table, last = found.blocks
    assert isinstance(title, Heading)
    assert isinstance(section, Heading)
    assert isinstance(last, Heading)
    assert [(each.text, each.level) for each in (title, section, last)] == [
        *(("The plan", 0), ("Section A: Strategy", 1), ("Section B", 2)),
    ]
    assert isinstance(bold, Paragraph)
    assert isinstance(item, Paragraph)
    assert isinstance(deeper, Paragraph)
    assert (bold.bold, bold.item, item.bold, item.item, item.text) == (True, 0, False, 1, "There is no plan")
    assert str(bold.place) == "paragraph 4"
    assert deeper.item == 1  # Word's own style for deeper bullets is a list of its own
    assert str(table.place) == "table 1"
    assert found.remarks == ()


def test_joined_cells_are_read_once_with_who_covers_whom() -> None:
    def fill(made: Any) -> None:
        table = made.add_table(4, 4)
        for row in range(4):
            for column in range(4):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 1))
        table.cell(1, 0).merge(table.cell(2, 1))
        table.cell(3, 3).merge(table.cell(2, 3))

    table = table_of(document(fill))
    assert texts(table) == [
        ["00\n01", "02", "03"],
        ["10\n11\n20\n21", "12", "13"],
        ["22", "23\n33"],
        ["30", "31", "32"],
    ]
    assert table.merges == (Merge(1, 1, 1, 2), Merge(2, 1, 3, 2), Merge(3, 4, 4, 4))
    assert [each.place for each in by_place(table).values() if each.merged] == ["A1", "A2", "D3"]


def test_text_under_a_joined_cell_is_read_and_named() -> None:
    rows = [
        row(cell(text, f"<w:vMerge{way}/>"), cell(text))
        for text, way in (("one", ' w:val="restart"'), ("under", ""), ("last", ' w:val="restart"'))
    ]
    found = read(written_in(table(*rows)))
    assert found.tables[0].merges == (Merge(1, 1, 2, 1),)
    assert [cell.text for row in found.tables[0].rows for cell in row if cell.merged] == ["one", "under"]
    assert said(found, About.COVERED)[0].startswith("Table 1, row 2, column 1: text that lies under a joined cell")


def test_a_row_that_begins_farther_right_keeps_its_columns() -> None:
    later = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    content = written_in(table(row(cell("a"), cell("b")), row(later, cell("c"))))
    assert by_place(table_of(content))["B2"].text == "c"


def test_list_items_and_paragraphs_of_a_cell_are_its_lines() -> None:
    def fill(made: Any) -> None:
        cell = made.add_table(1, 1).cell(0, 0)
        cell.text = "First\nof two"
        cell.add_paragraph("")
        cell.add_paragraph("an item", style="List Bullet")
        cell.add_paragraph("numbered", style="List Number")

    (row,) = table_of(document(fill)).rows
    assert row[0].lines == ("First", "of two", "an item", "1. numbered")


def test_headings_of_a_table_that_repeat_on_each_page_are_known() -> None:
    def fill(made: Any) -> None:
        table = made.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "Ref", "A1"
        table.rows[0]._tr.get_or_add_trPr().append(xml("<w:tblHeader/>"))

    assert [row[0].heading for row in table_of(document(fill)).rows] == [True, False]


def test_what_stands_in_content_controls_is_read_where_it_stands() -> None:
    cells = row(cell("A1"), control(cell("June 2023")), cell(line(control(word("by choice")))))
    found = read(written_in(control(line("Before") + table(cells, control(cells)))))
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["Before"]
    assert texts(found.tables[0]) == [["A1", "June 2023", "by choice"]] * 2


def test_the_prompt_of_a_field_that_nobody_filled_in_is_no_content() -> None:
    shown, click = "<w:showingPlcHdr/>", word("Click to enter a date")
    body = line("Due: ", control(click, shown)) + control(line(click), shown)
    body += table(row(control(cell(line(click)), shown), cell("b")))
    found = read(written_in(body))
    assert [block.text for block in found.blocks] == ["Due:", "b"]
    (remark,) = found.remarks
    assert (remark.about, remark.count) == (About.NOT_READ, 3)
    assert "nobody has filled in" in remark.sentence


def test_tracked_changes_are_read_as_if_accepted_and_told() -> None:
    body = line(
        *("Due ", '<w:del w:id="1"><w:r><w:delText>June</w:delText></w:r></w:del>'),
        *(f'<w:ins w:id="2">{word("July")}</w:ins>', f'<w:moveFrom w:id="3">{word(" away")}</w:moveFrom>'),
    )
    before = '<w:pPr><w:pPrChange w:id="4"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange></w:pPr>'
    gone = row('<w:trPr><w:del w:id="5"/></w:trPr>', cell("A9 is gone"))
    found = read(written_in(body + line(before, "No heading") + table(gone)))
    assert [block.text for block in found.blocks] == ["Due July", "No heading", ""]
    assert said(found, About.TRACKED) == [
        "Paragraph 1: tracked changes, read as if they were accepted: “June away” is taken out and “July” is put in",
        "Table 1, row 1, column 1: tracked changes, read as if they were accepted: “A9 is gone” is taken out",
    ]


def test_text_boxes_are_read_once_after_what_they_hang_on() -> None:
    box = f"<w:txbxContent>{line('In a box')}{table(row(cell('T')))}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"<wps:txbx>{box}</wps:txbx></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    older = box.replace("In a box", "In an older box")
    old = f"<w:r><w:pict><v:shape><v:textbox>{older}</v:textbox></v:shape></w:pict></w:r>"
    found = read(written_in(line("Here", drawing) + line(old)))
    assert [block.text for block in found.blocks] == ["Here", "In a box", "T", "In an older box", "T"]
    assert len(said(found, About.TEXT_BOX)) == 1
    outer, inner = read(written_in(table(row(cell(line("A1", old)))))).tables
    assert (texts(outer), texts(inner)) == ([["A1\nIn an older box"]], [["T"]])


def test_a_text_box_of_a_group_that_is_said_in_two_ways_is_read_once() -> None:
    box = f"<w:txbxContent>{line('In a group')}</w:txbxContent>"
    ways = f"<mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<w:r><w:drawing>{ways}</mc:AlternateContent></w:drawing></w:r>"
    assert [block.text for block in read(written_in(line(drawing))).blocks] == ["In a group"]


def test_footnotes_are_told_where_they_stand() -> None:
    note = '<w:footnote w:id="{}">{}</w:footnote>'
    notes = HEAD.format(name="footnotes", inner=note.format(0, "<w:p/>") + note.format(2, line("If funded")))
    end = HEAD.format(name="endnotes", inner=f'<w:endnote w:id="2">{line("Agreed in May")}</w:endnote>')
    below, behind = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>'
    body = table(row(cell(line("June 2023", below)))) + line("End", behind)
    parts = {"word/footnotes.xml": notes, "word/endnotes.xml": end}
    found = read(written_in(body, parts, {"footnotes.xml": "footnotes", "endnotes.xml": "endnotes"}))
    assert [block.text for block in found.blocks] == ["June 2023", "End"]
    assert said(found, About.FOOTNOTE) == [
        "Table 1, row 1, column 1: a footnote says “If funded”: it is no part of the text that was read",
        "Paragraph 1: an endnote says “Agreed in May”: it is no part of the text that was read",
    ]


def test_a_small_number_behind_a_year_makes_no_other_year_of_it() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    found = read(written_in(line("June 2023", raised.format("1"), ", the 1", raised.format("st"))))
    assert found.blocks[0].text == "June 2023¹, the 1st"


def test_automatic_numbers_are_read_as_they_are_printed() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, 1, "upperLetter", "%1") + level.format(1, 1, "decimal", "%1%2")
    levels += level.format(2, 4, "lowerRoman", "(%3)")
    pattern, again = '<w:abstractNumId w:val="7"/>', '<w:startOverride w:val="9"/>'
    numbering = HEAD.format(
        name="numbering",
        inner=f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="1">{pattern}</w:num>'
        f'<w:num w:numId="2">{pattern}<w:lvlOverride w:ilvl="1">{again}</w:lvlOverride></w:num>',
    )

    def numbered(depth: int, text: str, number: int = 1) -> str:
        own = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        return line(f"<w:pPr>{own}</w:pPr>", text)

    body = numbered(0, "Strategy") + table(row(cell(numbered(1, "")), cell(numbered(1, "Do it"))))
    body += numbered(2, "deep") + numbered(2, "er") + numbered(0, "Autism") + numbered(1, "First")
    body += numbered(1, "Ninth", 2) + numbered(0, "None", 0)
    found = read(written_in(body, {"word/numbering.xml": numbering}, {"numbering.xml": "numbering"}))
    assert texts(found.tables[0]) == [["A1", "A2 Do it"]]
    lines = [(block.text, block.item) for block in found.blocks if isinstance(block, Paragraph)]
    assert lines == [
        *(
            ("A Strategy", 1),
            ("(iv) deep", 3),
            ("(v) er", 3),
            ("B Autism", 1),
            ("B1 First", 2),
            ("B9 Ninth", 2),
            ("None", 0),
        ),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own_that_knows_its_cell() -> None:
    def fill(made: Any) -> None:
        outer = made.add_table(1, 2)
        outer.cell(0, 0).text = "A1"
        outer.cell(0, 1).add_table(1, 1).cell(0, 0).text = "inner"
        made.add_table(1, 1).cell(0, 0).text = "after"

    found = read(document(fill))
    outer, inner, after = found.tables
    assert (texts(outer), texts(inner), texts(after)) == ([["A1"]], [["inner"]], [["after"]])
    assert str(inner.inside) == "table 1, row 1, column 2"
    assert (outer.inside, [each.place.table for each in found.tables]) == (None, [1, 2, 3])
    assert said(found, About.NESTED) == ["Table 1, row 1, column 2: a table inside the cell: read as table 2"]


def test_words_struck_through_do_not_grow_into_the_words_beside_them() -> None:
    run = "<w:r><w:rPr><w:{}/></w:rPr><w:t>{}</w:t></w:r>".format
    body = line(run("strike", "100"), "50") + line("5", run("dstrike", "6"), run("strike", "7"), "%")
    body += line(run("strike", "June"), ", July") + line("a", run("strike", "b"))
    found = read(written_in(body, {}, {}))
    assert [block.text for block in found.blocks] == ["100 50", "5 67%", "June, July", "a b"]


def test_what_cannot_be_read_as_words_is_told_with_its_place() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="Organisation chart"/></wp:inline></w:drawing></w:r>'
    chart = '<w:r><w:drawing><a:graphicData uri="http://x/chart"/></w:drawing></w:r>'
    run = "<w:r><w:rPr><w:{}/></w:rPr><w:t>{}</w:t></w:r>"
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Odd" w:char="F0FF"/></w:r>'
    link, comment = '<w:hyperlink r:id="r1"><w:r><w:t>page</w:t></w:r></w:hyperlink>', '<w:commentReference w:id="1"/>'
    body = line("a", picture) + line(chart) + line("<w:r><w:object/></w:r>") + "<w:altChunk/>"
    body += line(link, f"<w:r>{comment}</w:r>") + line("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")
    body += line(run.format("vanish", "unseen")) + line(run.format("strike", "struck")) + line(symbols)
    header = HEAD.format(name="hdr", inner=line("Draft 3"))
    kinds = {"https://example.org/": "hyperlink", "header1.xml": "header", "https://elsewhere.example/a.png": "image"}
    found = read(written_in(body, {"word/header1.xml": header}, kinds))
    assert [block.text for block in found.blocks] == ["a", "page", "x", "struck", "✓\ufffd"]
    sentences = [remark.sentence for remark in found.remarks]
    for expected in (
        "Paragraph 1: a picture (“Organisation chart”): it was not read",
        "Paragraph 2: a chart or a diagram",
        "Paragraph 3: a file that lies in the document",
        "Paragraph 3: another document that is put in here",
        "Paragraph 4: a link: its words were read, its address was not opened",
        "Paragraph 4: a comment",
        "Paragraph 5: an equation",
        "Paragraph 6: hidden words, “unseen”: they were not read",
        "Paragraph 7: “struck” is struck through: read all the same",
        "Paragraph 8: a character that has no meaning outside its font",
        "The page’s header: it says “Draft 3” and was not read",
        "The file: something that lies outside of the file: it was not fetched",
    ):
        assert [each for each in sentences if each.startswith(expected)], expected
    assert len(sentences) == 12


def test_what_is_ticked_or_chosen_in_an_older_form_is_read() -> None:
    ticked = "<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
    listed = (
        '<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/>'
        '<w:listEntry w:val="Green"/></w:ddList></w:ffData></w:fldChar><w:instrText>FORMDROPDOWN</w:instrText></w:r>'
    )
    assert read(written_in(line(ticked, "agreed ", listed))).blocks[0].text == "☒ agreed Green"


def test_words_of_the_stricter_kind_of_file_are_read_too() -> None:
    strict = rewritten(
        written_in(line("strict")),
        lambda part: part.replace(SPACES["w"].encode(), b"http://purl.oclc.org/ooxml/w"),
        "word/document.xml",
    )
    assert read(strict).blocks[0].text == "strict"


def test_tables_of_more_columns_than_are_read_are_refused_by_their_place() -> None:
    wide = row(cell("<w:p/>", '<w:gridSpan w:val="201"/>'))
    with pytest.raises(CannotRead, match=r"^Table 1: It has more than 20,000 rows or 200 columns"):
        read(written_in(table(wide)))


def test_things_that_lie_too_deep_in_each_other_are_refused() -> None:
    body = "<w:sdt><w:sdtContent>" * 400 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 400
    with pytest.raises(CannotRead, match="damaged"):
        read(written_in(body))


def test_a_caption_is_told_from_other_paragraphs() -> None:
    def fill(made: Any) -> None:
        made.add_paragraph("Table 1: what we do", style="Caption")
        made.add_paragraph("We do it")

    assert [getattr(block, "caption", None) for block in read(document(fill)).blocks] == [True, False]
