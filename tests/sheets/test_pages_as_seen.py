"""Of a page, what its tags and attributes say of words is taken as browsers take it."""

import pytest

from sheets.reading import About, Merge, Paragraph, read_pasted
from sheets.reading.copied import MOST_PARTED, page_of
from tests.sheets.making import said, texts


def read(page: str) -> list[str]:
    return [each.text for each in read_pasted(html=page).blocks]


def test_a_dash_in_an_item_of_a_list_is_a_word_and_no_bullet() -> None:
    found = read_pasted(html="<ul><li>- five<li>* of</ul><p>- six")
    assert [(each.text, each.item) for each in found.blocks if isinstance(each, Paragraph)] == [
        ("- five", 1),
        ("* of", 1),
        ("six", 1),
    ]


@pytest.mark.parametrize("end", ["</li></ol>", "</ol>", "</li>", "</ul></ol>"])
def test_the_number_of_an_item_without_words_stands_in_front_of_nothing(end: str) -> None:
    assert read(f"<ol><li>{end}<p>x") == ["x"]


def test_items_are_counted_from_where_their_list_says() -> None:
    assert read("<ol><li>a<li>b<li value=7>c<li>d</ol><ol start=4><li>e<ol type=I><li>f<li>g</ol><li>h</ol>") == [
        *("1. a", "2. b", "7. c", "8. d"),
        *("4. e", "I. f", "II. g", "5. h"),
    ]


def test_characters_that_are_not_seen_are_told_in_lines_and_in_cells() -> None:
    found = read_pasted(html="<p>A\u200b1</p><table><tr><td>x<td>\u202eplan<table><tr><td>=1</table></table>")
    assert [each.split(":")[0] for each in said(found, About.CHARACTERS)] == [
        "Paragraph 1",
        "Table 1, row 1, column 2",
    ]
    assert said(found, About.FORMULA)[0].startswith("Table 2, row 1, column 1: begins with “=”")


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "2.5", "x", "²", ""])
def test_a_width_that_is_no_number_of_columns_is_one_column(number: str) -> None:
    (table,) = read_pasted(html=f"<table><tr><td colspan='{number}' rowspan='{number}'>a<td>b</table>").tables
    assert (texts(table), table.merges) == ([["a", "b"]], ())


def test_of_an_attribute_that_is_said_twice_the_first_counts_and_its_signs_are_read() -> None:
    found = read_pasted(html="<table><tr><td COLSPAN = '2' colspan=3>x<img ALT='A &amp; B' alt=C></table>")
    assert found.tables[0].merges == (Merge(1, 1, 1, 2),)
    assert "(“A & B”)" in said(found, About.PICTURE)[0]


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<table><tr><td>a<b hidden>b</table>c", ["a", "c"]),
        ("<table><tr><td>a<span hidden>b<table><tr><td>x</td></td></tr></table>y</span>d<td>c</table>", ["ad\tc"]),
        ("<p>a<span hidden>b<hr>c", ["a", "c"]),
        ("<ul><li>a<span hidden>b<ul><hr><li>x</ul></span>c</ul>", ["ac"]),
        ("<div><p>a<hr></div>c<span hidden>b</div>x</span>d", ["a", "cd"]),
    ],
)
def test_hidden_words_end_where_browsers_end_them(page: str, seen: list[str]) -> None:
    assert read(page) == seen


def test_words_of_a_page_are_those_of_a_text_in_capitals_too() -> None:
    """A style may show them so, and browsers copy them as they show them."""
    page = "<table><tr><td style='text-transform:uppercase'>plan<td>ÉTÉ"
    assert page_of("PLAN\tété", page) == page


def test_a_page_of_which_very_many_words_are_parted_is_read_as_its_text() -> None:
    words = [f"word{number}" for number in range(MOST_PARTED + 1)]
    page = "<table><tr><td>" + " ".join(f"<b>{each[0]}</b>{each[1:]}" for each in words)
    assert page_of(" ".join(words[1:]), page) == page
    assert page_of(" ".join(words), page) == ""
