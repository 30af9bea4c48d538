"""What is pasted is read line by line, and a web page's tables as tables; nothing that it refers to is fetched."""

from pathlib import Path

import pytest

from sheets.reading import About, CannotRead, Document, Heading, Limits, Merge, Paragraph, Table, read_file, read_pasted
from sheets.reading.tags import tokens
from tests.sheets.making import by_place, said, texts

SEED = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "devon-send-improvement-plan-2023.txt"


def lines(found: Document) -> list[tuple[int, str, int]]:
    return [(each.place.line, each.text, each.item) for each in found.blocks if isinstance(each, Paragraph)]


def html(text: str) -> Document:
    return read_pasted(html=text)


def test_lines_keep_their_numbers_and_bullets_make_items() -> None:
    found = read_pasted(
        "Section A\r\n\r\n  • There is no plan\n\u00a0\n- Nobody knows\r– Chair of the Board\n• \tword’s bullet"
    )
    assert lines(found) == [
        (1, "Section A", 0),
        (3, "There is no plan", 1),
        (5, "Nobody knows", 1),
        (6, "– Chair of the Board", 0),
        (7, "word’s bullet", 1),
    ]
    assert str(found.blocks[1].place) == "line 3"
    assert found.remarks == ()


def test_lines_with_tabs_are_tables_and_the_others_stay_what_they_are() -> None:
    found = read_pasted(
        "Plan\nRef\tAction\tBy when\nA1\tDo it\tJune 2023\n\n– Chair\nKPI\tBaseline\n1.\tNumbered by Word"
    )
    assert [type(block) for block in found.blocks] == [Paragraph, Table, Paragraph, Table, Paragraph]
    first, second = found.tables
    assert texts(first) == [["Ref", "Action", "By when"], ["A1", "Do it", "June 2023"]]
    assert (str(first.place), str(first.where(first.rows[1][2]))) == (
        "table 1, line 2",
        "table 1, row 2, column 3, line 3",
    )
    assert texts(second) == [["KPI", "Baseline"]]
    assert found.blocks[-1].text == "1. Numbered by Word"


def test_a_cell_of_several_lines_is_one_cell_as_excel_copies_it() -> None:
    found = read_pasted('A1\t"First ""line""\nsecond\tstill"\tJune\nA2\t"quoted" word\tMay\n"unended\tx\nrest')
    assert texts(found.tables[0]) == [
        ["A1", 'First "line"\nsecond\tstill', "June"],
        ["A2", '"quoted" word', "May"],
        ['"unended', "x"],
    ]
    assert [row[0].line for row in found.tables[0].rows] == [1, 3, 4]
    assert lines(found) == [(5, "rest", 0)]


def test_a_table_whose_rows_differ_is_told_of() -> None:
    assert "its rows are of different lengths" in said(read_pasted("a\tb\tc\nd\te"), About.RAGGED)[0]
    assert said(read_pasted("a\tb\tc\nd\t\te"), About.RAGGED) == []


def test_every_line_of_a_text_is_read_or_blank() -> None:
    text = "one\n\u200b\n\ttwo\t\n   \n• three\n\n\tfour"
    assert accounted(read_pasted(text), text) == []


def accounted(found: Document, text: str) -> list[str]:
    """The lines that stand neither in a paragraph nor in a cell."""
    told: dict[int, str] = {each.place.line: each.text for each in found.blocks if isinstance(each, Paragraph)}
    for table in found.tables:
        for row in table.rows:
            told[row[0].line] = " ".join(cell.text for cell in row)
    missing = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and " ".join(line.split()).removeprefix("• ") != " ".join(told.pop(number, "").split()):
            missing.append(line)
    return [*missing, *told.values()]


@pytest.mark.skipif(not SEED.is_file(), reason="the source documents are not beside this checkout")
def test_every_line_of_the_published_plan_is_read_with_its_number() -> None:
    text = SEED.read_text(encoding="utf-8")
    found = read_pasted(text)
    assert accounted(found, text) == []
    assert found.remarks == ()
    assert found.tables == ()  # its cells are parted by nothing: what they are is found by whoever knows plans
    assert sum(each.item for each in found.blocks if isinstance(each, Paragraph)) == text.count("•")
    again = read_file("plan.txt", text.encode())
    assert lines(again) == lines(found)


def test_a_page_is_read_in_its_order_with_its_headings_and_lists() -> None:
    found = html(
        "<title>no</title><h2>Section <em>A</em></h2><p>Text <b>bold</b></p><p><strong>All bold</strong></p>"
        "<ul><li>one<ul><li>deeper</ul><li>two</ul><ol start=3 type=a><li>x<li value=9>y</ol><h3>Never ended<p>After"
    )
    assert [(type(each), each.text) for each in found.blocks] == [
        (Heading, "Section A"),
        (Paragraph, "Text bold"),
        (Paragraph, "All bold"),
        *((Paragraph, "one"), (Paragraph, "deeper"), (Paragraph, "two")),
        *((Paragraph, "c. x"), (Paragraph, "i. y")),
        (Heading, "Never ended"),
        (Paragraph, "After"),
    ]
    assert [each.item for each in found.blocks if isinstance(each, Paragraph)] == [0, 0, 1, 2, 1, 1, 1, 0]
    assert [each.bold for each in found.blocks if isinstance(each, Paragraph)][:2] == [False, True]
    assert [each.level for each in found.blocks if isinstance(each, Heading)] == [2, 3]


def test_tables_of_a_page_keep_their_joined_cells_and_lines() -> None:
    (table,) = html(
        "<table><thead><tr><th colspan=2>Ref<th>By when</thead><tr><td rowspan='2'>A1<td><p>Do</p><ul><li>it</ul>"
        "<td>June 2023<sup>1</sup><tr><td>more<br>words<td></table>"
    ).tables
    assert texts(table) == [["Ref", "By when"], ["A1", "Do\nit", "June 2023¹"], ["more\nwords"]]
    assert table.merges == (Merge(1, 1, 1, 2), Merge(2, 1, 3, 1))
    cells = by_place(table)
    assert [place for place, each in cells.items() if each.merged] == ["A1", "A2"]
    assert [place for place, each in cells.items() if each.heading] == ["A1", "C1"]
    assert cells["B3"].lines == ("more", "words")


def test_a_join_that_reaches_too_far_ends_with_its_table() -> None:
    (table,) = html("<table><tr><td colspan=999>title<tr><td rowspan=65000>a<td>b<tr><td>c<tr></table>").tables
    assert table.merges == (Merge(1, 1, 1, 200), Merge(2, 1, 4, 1))
    assert texts(table) == [["title"], ["a", "b"], ["c"]]
    with pytest.raises(CannotRead, match="200 columns"):
        html("<table><tr><td rowspan=2 colspan=999>a</td><td>b</td></tr></table>")


def test_joined_cells_of_a_page_do_not_lie_over_each_other() -> None:
    """One across ends before one that reaches down; what follows stands where a browser shows it."""
    found = html("<table><tr><td>a<td rowspan=3>b<td>c<tr><td colspan=3>d<td>e<tr><td>f<td>g</table>")
    (table,) = found.tables
    assert by_place(table).keys() == {"A1", "B1", "C1", "A2", "D2", "A3", "C3"}
    assert table.merges == (Merge(1, 2, 3, 2),)


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    found = html("<table><tr><td>a<table><tr><td>in</table>b<td>c</table><p>end")
    outer, inner = found.tables
    assert (texts(outer), texts(inner), str(inner.inside)) == ([["a\nb", "c"]], [["in"]], "table 1, row 1, column 1")
    assert found.blocks[-1].text == "end"


def test_what_stands_between_cells_and_what_never_ends_is_read_all_the_same() -> None:
    found = html("<table><caption>Title</caption>loose<tr><td>a<td>b")
    assert [each.text for each in found.blocks] == ["Title", "loose", "a\tb"]
    assert html("</td></table></ul>text</p>").blocks[0].text == "text"


def test_nothing_of_a_page_runs_or_is_fetched_and_it_is_told() -> None:
    found = html(
        "<script>alert('x')</script><style>p{}</style><p onclick='x()'>a<img src='//example.org/x.png' alt='Logo'>"
        "<a href='//example.org/'>link</a><a href='#top'>Top</a></p><iframe src='//example.org/'>inner</iframe>"
        "<svg><text>drawn</text></svg><select><option>one</select><input><s>old</s>"
    )
    assert [each.text for each in found.blocks] == ["alinkTop", "old"]
    assert {each.about for each in found.remarks} == {About.PICTURE, About.LINK, About.NOT_READ, About.STRUCK}
    assert said(found, About.PICTURE)[0].startswith("Paragraph 1: a picture (“Logo”): it was not read")
    assert len(said(found, About.NOT_READ)) == 4
    assert said(found, About.LINK) == ["Paragraph 1: a link: its words were read, its address was not opened"]


@pytest.mark.parametrize("tag", ["script", "style", "svg"])
def test_what_is_passed_over_and_never_ends_is_told(tag: str) -> None:
    assert html(f"<p>a</p><{tag}>x</{tag}>").blocks[-1].text == "a"
    found = html(f"<p>a</p><{tag}>x<p>lost")
    assert f"<{tag}> begins here and never ends" in said(found, About.NOT_READ)[-1]


@pytest.mark.parametrize(
    ("drawing", "what"),
    [
        ("<svg viewBox='0 0 9 9'/>", "a drawing"),
        ("<SVG/>", "a drawing"),
        ("<math a/>", "an equation"),
        ("<svg><svg/>drawn</svg>", "a drawing"),
        ("<svg><title/><style/>drawn</svg>", "a drawing"),
        ("<svg a=/>drawn</svg>", "a drawing"),
        ("<svg / >drawn</svg>", "a drawing"),
        ("<select/>drawn</select>", "a list to choose from"),
    ],
)
def test_words_behind_a_drawing_that_ends_in_its_own_tag_are_read(drawing: str, what: str) -> None:
    """As browsers do; "/" says nothing in a value, before a space, or in other tags."""
    found = html(f"<table><tr><td>A1<td>{drawing}Write the strategy<td>June 2024</table>")
    assert [each.text for each in found.blocks] == ["A1\tWrite the strategy\tJune 2024"]
    told = f"Table 1, row 1, column 2: {what}: it was not read, type what it says where it matters"
    assert said(found, About.NOT_READ) == [told]


def test_bullets_that_word_copies_as_words_make_items() -> None:
    found = html(
        "<p class=MsoListParagraph><![if !supportLists]><span>·<span> &nbsp;&nbsp; </span></span><![endif]>An item</p>"
    )
    assert [(each.text, each.item) for each in found.blocks if isinstance(each, Paragraph)] == [("An item", 1)]


@pytest.mark.parametrize("opening", ["<table><tr><td>", "<ul><li>"])
def test_a_page_whose_parts_lie_too_deep_in_each_other_is_refused(opening: str) -> None:
    with pytest.raises(CannotRead, match="lie too deep in each other: paste it as text"):
        html(opening * 100_000)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a<!-- b -->c<!DOCTYPE html><?xml x?></>d", ["acd"]),
        ("1 < 2 &lt; 3 &amp; 4<5", ["1 < 2 < 3 & 4<5"]),
        ("a<!-- x --!>b<!-->c<!--->d<!--!>e-->f<!---->g<!-- > -->h", ["abcdfgh"]),
        ("a<!-- never ended <p>b", ["a<!-- never ended <p>b"]),
        ("a<td colspan='2", ["a<td colspan='2"]),
        ("a<!never ended", ["a<!never ended"]),
        ("<p/class=x>a<br/>b</p x=y>c", ["a", "b", "c"]),
        ('<TABLE><TR><TD COLSPAN = "2" colspan=3 = a=>x</TABLE>', ["x"]),
        ("<script>if (a < b) '<p>'</SCRIPT >after", ["after"]),
    ],
)
def test_tags_are_told_from_words_as_browsers_do_and_what_never_ends_is_words(page: str, expected: list[str]) -> None:
    assert [each.text for each in html(page).blocks] == expected


PIECES = [
    "<",
    "<a ",
    "<!--",
    "<![CDATA[",
    "</",
    "</a ",
    "&",
    "<a b='",
    '<a b="c" ',
    "<a =",
    "<?",
    "<b>",
    "<sup>",
    "<script>",
]


@pytest.mark.parametrize("piece", PIECES)
def test_tags_that_never_end_are_gone_over_once(piece: str) -> None:
    """Python's own parser would need hours for some of these."""
    page = piece * (200_000 // len(piece))
    assert sum(1 for _ in tokens(page)) <= len(page)


def test_html_is_preferred_and_a_file_of_it_is_read_too() -> None:
    found = read_pasted("a b", "<table><tr><td>a<td>b</table>")
    assert texts(found.tables[0]) == [["a", "b"]]
    assert texts(read_file("plan.html", b"<meta charset=utf-8><table><tr><td>\xe2\x80\x93 a</table>").tables[0]) == [
        ["– a"]
    ]


@pytest.mark.parametrize(
    ("pasted", "says"),
    [
        ({"text": "x" * 3_000_001}, r"^You pasted 3,000,001 characters, and 3 million at most are read"),
        ({"html": "<p>" * 1_000_001}, "characters"),
        ({"text": "a\0b"}, "is no text: copy it again"),
    ],
)
def test_too_much_and_what_is_no_text_is_refused(pasted: dict[str, str], says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        read_pasted(**pasted)


def test_a_pasted_table_of_too_many_rows_is_refused_by_its_place() -> None:
    with pytest.raises(CannotRead, match=r"^Table 1, line 2: It has more than 3 rows"):
        read_pasted("title\n" + "a\tb\n" * 4, limits=Limits(rows=3))


@pytest.mark.parametrize(
    ("page", "bold"),
    [
        ("<b style='font-weight:normal' id=docs-internal><p>a</p><p>b</p></b>", [False, False]),
        ("<p><span style='color:red;FONT-WEIGHT : 700'>a</span></p><p>b</p>", [True, False]),
        ("<p><b style='mso-bidi-font-weight:normal'>a</b></p>", [True]),
        ("<p><b>a<span>b</b></span>c</p><p></b><b>d</p>", [False, True]),
        ("<p><span style='font-weight:bold'><span>a</span>b</span></p></span><p>c", [True, False]),
        ("<p><strong>a<span style='font-weight:400'>b</span></strong></p>", [False]),
    ],
)
def test_what_is_bold_is_told_by_its_style_and_else_by_its_tag(page: str, bold: list[bool]) -> None:
    """Google Docs hands over a page in a `<b>` that says that it is not bold."""
    assert [each.bold for each in html(page).blocks if isinstance(each, Paragraph)] == bold


@pytest.mark.parametrize("style", ["text-decoration:line-through", "Text-Decoration-Line: underline line-through"])
def test_words_that_a_style_strikes_through_are_told_as_those_of_a_tag_are(style: str) -> None:
    found = html(f"<p>a</p><table><tr><td>x<td><span style='{style}'>June</span> July</table><i style='{style}'>b")
    assert texts(found.tables[0]) == [["x", "June July"]]
    assert said(found, About.STRUCK)[0].startswith("Table 1, row 1, column 2; paragraph 2: words that are struck")
    assert said(html("<p style='text-decoration:none;x:line-through'>a"), About.STRUCK) == []


@pytest.mark.parametrize(
    "struck", ["<s>100</s>", "<del>100</del>", "<span style='text-decoration:line-through'>100</span>"]
)
def test_words_struck_through_do_not_grow_into_those_beside_them(struck: str) -> None:
    assert texts(html(f"<table><tr><td>x<td>{struck}50<td>5{struck}%</table>").tables[0]) == [["x", "100 50", "5 100%"]]


def test_ends_of_what_is_not_open_are_gone_over_once() -> None:
    page = "<span>" * 100_000 + "</b>" * 100_000 + "x"
    assert [each.text for each in html(page).blocks] == ["x"]


def test_lines_of_a_page_that_keeps_them_are_lines() -> None:
    assert [each.text for each in html("<pre>a  b\nc\n\n d</pre>e\nf").blocks] == ["a  b", "c", "d", "e f"]


def test_a_field_that_is_no_field_to_anybody_is_not_told() -> None:
    assert html("<p>a<input type=Hidden name=token>").remarks == ()
    assert said(html("<p>a<input type=text>"), About.NOT_READ)[0].startswith("Paragraph 1: a field to type into")
