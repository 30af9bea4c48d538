"""The cells of a page's table stand in the rows and columns in which a browser shows them (tried in Chromium)."""

import pytest

from sheets.reading import About, CannotRead, Heading, Limits, Paragraph, read_file, read_pasted
from tests.sheets.making import by_place, said, texts


def places(page: str) -> dict[str, str]:
    return {place: cell.text for place, cell in by_place(read_pasted(html=page).tables[0]).items()}


@pytest.mark.parametrize("height", [0, 2, 9])
def test_a_joined_cell_ends_with_the_headings_or_the_rows_that_it_stands_in(height: int) -> None:
    head = f"<thead><tr><th rowspan={height}>Ref<th>Action</thead>"
    assert places(f"<table>{head}<tr><td>A1<td>Do</table>") == {"A1": "Ref", "B1": "Action", "A2": "A1", "B2": "Do"}
    rows = f"<tbody><tr><td rowspan={height}>a<td>b<tr><td>c<tbody><tr><td>d<td>e<tfoot><tr><td>f"
    (table,) = read_pasted(html=f"<table>{rows}</table>").tables
    assert by_place(table).keys() == {"A1", "B1", "B2", "A3", "B3", "A4"}
    assert [str(each) for each in table.merges] == ["A1:A2"]


def test_each_group_of_rows_has_joined_cells_of_its_own() -> None:
    one, other = "<tr><td rowspan=9>a<td>b<tr><td>c", "<tr><td>d<td rowspan=0 colspan=2>e<tr><td>f<td>g"
    (table,) = read_pasted(html=f"<table>{one}</tbody><tbody>{other}</tbody></tbody><tr><td>h</table>").tables
    assert [str(each) for each in table.merges] == ["A1:A2", "B3:C4"]
    assert by_place(table).keys() == {"A1", "B1", "B2", "A3", "B3", "A4", "D4", "A5"}
    assert [place for place, cell in by_place(table).items() if cell.merged] == ["A1", "B3"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<table><tr><td>a</td></tr><td>b</td><td>c</td></tr></table>", {"A1": "a", "A2": "b", "B2": "c"}),
        ("<table><tbody><td>a<td>b</tbody><td>c</table>", {"A1": "a", "B1": "b", "A2": "c"}),
        ("<table><tr><td>a<caption>C</caption><td>b</table>", {"A1": "a", "A2": "b"}),
        ("<table><tr><td>a</caption>b<td>c</table>", {"A1": "a\nb", "B1": "c"}),
        ("<table><tr><td>a<tbody>loose<tr><td>b</table>", {"A1": "a", "A2": "b"}),
        ("<table><tr><td>a</tr>loose<tr><td>b</table>", {"A1": "a", "A2": "b"}),
    ],
)
def test_a_row_ends_with_its_end_or_its_group_and_the_next_cell_begins_another(
    page: str, expected: dict[str, str]
) -> None:
    assert places(page) == expected


def test_a_row_that_nobody_began_counts_against_what_can_be_read() -> None:
    page = "<table><td>a</tr><td>b</tr></tr><td>c</table>"
    assert list(places(page)) == ["A1", "A2", "A3"]
    with pytest.raises(CannotRead, match="more than 2 rows"):
        read_pasted(html=page, limits=Limits(rows=2))


def test_words_between_the_cells_of_a_table_in_a_cell_are_words_of_that_cell() -> None:
    found = read_pasted(
        html="<table><tr><td>o<table><caption>Title<img alt=Logo></caption>loose<tr><td>i</table></table>"
    )
    outer, inner = found.tables
    assert (texts(outer), texts(inner), len(found.blocks)) == ([["o\nTitle\nloose"]], [["i"]], 2)
    assert said(found, About.PICTURE)[0].startswith("Table 1, row 1, column 1: a picture (“Logo”)")


def test_a_number_of_a_list_stands_in_front_of_no_other_cell() -> None:
    assert places("<table><tr><td><ol><li></td><td>June</table>") == {"B1": "June"}
    assert places("<ol><li><table><tr><td>Ref<td>x</table></ol>") == {"A1": "Ref", "B1": "x"}
    assert places("<table><tr><td><ol><li>a<td><ol><li>b</table>") == {"A1": "1. a", "B1": "1. b"}


def test_what_nobody_ended_in_a_cell_ends_with_it() -> None:
    cell = "<table><tr><td><pre><ul><li><b>a</td></tr></table>"
    found = read_pasted(html=f"{cell}<p>one\ntwo</p><ol><li>x{cell}<li>y</ol><h2>z{cell}")
    read = [each for each in found.blocks if isinstance(each, Paragraph | Heading)]
    assert [each.text for each in read] == ["one two", "1. x", "2. y", "z"]
    assert [(each.item, each.bold) for each in read if isinstance(each, Paragraph)] == [
        (0, False),
        (1, False),
        (1, False),
    ]


def test_lists_that_nobody_ended_in_many_cells_do_not_lie_in_each_other() -> None:
    (table,) = read_pasted(html="<table>" + "<tr><td><ul><li>a" * 200 + "</table>").tables
    assert len(table.rows) == 200


@pytest.mark.parametrize(
    ("words", "captions"),
    [
        ("<table><caption>One<br>Two</caption><tr><td>x</table><p>Three", ["One", "Two"]),
        ("<table><caption>One<tr><td>x</table><p>Three", ["One"]),
        ("<figure><img><figcaption>One</figcaption></figure>Three", ["One"]),
        ("<figure><figcaption><p>One</p></figure>Three", ["One"]),
        ("<p>Three", []),
    ],
)
def test_what_a_page_calls_a_caption_is_told_from_other_lines(words: str, captions: list[str]) -> None:
    lines = [each for each in read_file("p.html", words.encode()).blocks if isinstance(each, Paragraph)]
    assert [each.text for each in lines if each.caption] == captions
    assert [each.text for each in lines if not each.caption] == ["Three"]
