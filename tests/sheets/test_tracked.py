"""What tracked changes take out of a Word document counts for nothing any more, and all of its words are told."""

import pytest

from sheets.reading import About, Paragraph
from tests.sheets.making import HEAD, said, texts, written_in
from tests.sheets.test_word import cell, control, line, read, row, table, word

LEVEL = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="A%1"/></w:lvl>'
NUMBERING = HEAD.format(
    name="numbering",
    inner=f'<w:abstractNum w:abstractNumId="7">{LEVEL}</w:abstractNum><w:num w:numId="1">'
    '<w:abstractNumId w:val="7"/></w:num>',
)
WAYS = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
GONE = '<w:del w:id="1">{}</w:del>'


def numbered(*parts: str, mark: str = "") -> str:
    own = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{mark}</w:rPr></w:pPr>'
    return line(own, *parts)


def numbers(body: str) -> bytes:
    return written_in(body, {"word/numbering.xml": NUMBERING}, {"numbering.xml": "numbering"})


def test_a_row_that_is_taken_out_has_no_number_of_the_list() -> None:
    rows = [row(cell(numbered()), cell("one")), row(cell(numbered()), cell("three"))]
    gone = row('<w:trPr><w:del w:id="5"/></w:trPr>', cell(numbered()), cell("two"))
    found = read(numbers(table(rows[0], gone, rows[1])))
    assert texts(found.tables[0]) == [["A1", "one"], ["A2", "three"]]
    assert "“two” is taken out" in said(found, About.TRACKED)[0]


@pytest.mark.parametrize("mark", ['<w:del w:id="2"/>', '<w:moveFrom w:id="2"/>'])
def test_an_item_that_is_taken_out_has_none_and_one_whose_words_are_left_has_its_own(mark: str) -> None:
    gone = numbered(GONE.format("<w:r><w:delText>gone</w:delText></w:r>"), mark=mark)
    found = read(numbers(numbered("one") + gone + numbered("two") + numbered("three", mark=mark) + numbered()))
    assert [each.text for each in found.blocks if isinstance(each, Paragraph)] == ["A1 one", "A2 two", "A3 three", "A4"]


def test_words_of_a_text_box_and_a_note_that_are_taken_out_are_told() -> None:
    inner = f"<w:txbxContent>{line('In', ' a box')}{line(GONE.format('<w:r><w:delText>old</w:delText></w:r>'))}"
    box = f"<w:r><w:pict><v:shape><v:textbox>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = HEAD.format(name="footnotes", inner=f'<w:footnote w:id="2">{line("If funded")}</w:footnote>')
    body = line("Due ", GONE.format(word("May") + box + note))
    body += table(row('<w:trPr><w:del w:id="5"/></w:trPr>', cell(line("A9", box, note)), cell("b")))
    found = read(written_in(body, {"word/footnotes.xml": notes}, {"footnotes.xml": "footnotes"}))
    assert [each.text for each in found.blocks] == ["Due", ""]
    told = said(found, About.TRACKED)
    assert told[0].endswith("“MayIn a box old (footnote: If funded)” is taken out")
    assert told[1].endswith("“A9In a box old (footnote: If funded)” is taken out")
    assert {each.about for each in found.remarks} == {About.TRACKED}


@pytest.mark.parametrize("wrapper", ["w:sdt", "w:customXml", "w:ins", "w:somethingNew"])
def test_rows_and_cells_are_read_whatever_they_are_wrapped_in(wrapper: str) -> None:
    wrapped = f"<{wrapper}><w:x>{{}}</w:x></{wrapper}>"
    rows = row(cell("a"), wrapped.format(cell("b")), cell("c")) + wrapped.format(row(cell("d")))
    assert texts(read(written_in(table(rows))).tables[0]) == [["a", "b", "c"], ["d"]]


def test_of_a_row_that_is_said_in_two_ways_the_newer_is_read() -> None:
    both = WAYS.format(row(cell("new")), row(cell("old")))
    assert texts(read(written_in(table(both, row(cell("b"))))).tables[0]) == [["new"], ["b"]]


def test_of_a_paragraph_that_is_said_in_two_ways_the_newer_is_read() -> None:
    ways = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    found = read(
        written_in(ways.format(line("new"), line("old")) + table(row(cell(ways.format(line("b"), line("c"))))))
    )
    assert [each.text for each in found.blocks] == ["new", "b"]


def test_a_row_that_nobody_filled_in_has_no_number_of_the_list() -> None:
    prompt = control(row(cell(numbered("Enter the action")), cell("Enter who")), "<w:showingPlcHdr/>")
    found = read(numbers(table(row(cell(numbered("Appoint a chair"))), prompt)))
    assert texts(found.tables[0]) == [["A1 Appoint a chair"]]
    assert "its prompt, “Enter the action”" in said(found, About.NOT_READ)[0]


def test_a_cell_that_is_taken_out_and_a_row_that_is_hidden_are_told() -> None:
    rows = row(cell("a"), cell("b", '<w:cellDel w:id="1"/>')) + row("<w:trPr><w:hidden/></w:trPr>", cell("c"))
    found = read(written_in(table(rows)))
    (first,), (second,) = found.tables[0].rows
    assert (first.text, first.hidden, second.text, second.hidden) == ("a", False, "c", True)
    assert said(found, About.HIDDEN) == ["Table 1, row 2, column 1: a hidden row: read all the same"]
    assert "“b” is taken out" in said(found, About.TRACKED)[0]


def test_a_table_in_a_row_that_is_taken_out_is_taken_out_with_it() -> None:
    gone = row('<w:trPr><w:del w:id="5"/></w:trPr>', cell(table(row(cell("inner"))) + line("")))
    found = read(written_in(table(gone, row(cell("left")))))
    assert [texts(each) for each in found.tables] == [[["left"]], []]
    assert "“inner” is taken out" in said(found, About.TRACKED)[0]
