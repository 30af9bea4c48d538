"""Of a page that was copied the HTML is read where it has the tables that its text lacks, and says that text."""

import pytest

from sheets.reading import CannotRead, Limits, page_of, read_file, read_pasted
from tests.sheets.making import texts

PAGE = (
    "<h2>Section A: Calls</h2><p>Told by de<b>vel</b>opers<sup>1</sup></p><table><tr><th>Ref<th>Action<th>By when</tr>"
    "<tr><td>A1<td><p>Answer calls</p><ul><li>at noon</li><li>at night</li></ul><td>June 2024<br>or later</tr>"
    "<tr><td rowspan=2>A2<td>Write <img src=x alt='our logo'> <input value='typed'><td>May 2024</tr>"
    "<tr><td colspan=2>More of it<table><tr><td>Inner<td>table</tr></table></tr></table>"
)
TEXT = (
    "Section A: Calls\nTold by developers1\n\nRef\tAction\tBy when\nA1\t\nAnswer calls\n\nat noon\nat night\n"
    "June 2024\nor later\nA2\tWrite our logo typed\tMay 2024\nMore of it\n\nInner\ttable\n"
)


def test_the_page_that_a_text_was_copied_from_is_read_with_all_lines_of_its_cells() -> None:
    assert page_of(TEXT, PAGE) == PAGE
    outer, inner = read_pasted(TEXT, page_of(TEXT, PAGE)).tables
    assert texts(outer) == [
        ["Ref", "Action", "By when"],
        ["A1", "Answer calls\nat noon\nat night", "June 2024\nor later"],
        ["A2", "Write", "May 2024"],
        ["More of it"],
    ]
    assert texts(inner) == [["Inner", "table"]]


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("June", "July"),
        TEXT.replace("Write", "Write and send"),
        TEXT + TEXT,
        "Ref\tAction\nA1\tSomething else",
        " ".join(f"word{number}" for number in range(10_000)),
    ],
)
def test_a_text_that_says_more_than_the_page_is_read_itself(edited: str) -> None:
    assert page_of(edited, PAGE) == ""


@pytest.mark.parametrize("typed", ["not", "no", "5", "20", "let", "an other"])
def test_a_word_that_was_typed_into_the_text_is_kept_though_others_of_the_page_have_its_letters(typed: str) -> None:
    page = "<table><tr><td>Another plan: nothing by let<b>te</b>r in <i>2025</i><td>June 2024</table>"
    text = "Another plan: nothing by letter in 2025\tJune 2024"
    assert page_of(text, page) == page
    assert page_of(text.replace("plan", f"plan {typed}"), page) == ""


def test_the_numbers_of_lists_that_some_browsers_write_into_the_text_are_of_the_page() -> None:
    """As Firefox does."""
    page = "<ol start=3><li>a<ul><li>b</ul><li>c</ol><ol start=x><li>d</ol><table><tr><td>e</table>"
    assert page_of(" 3. a\n   * b\n 4. c\n 1. d\ne", page) == page
    assert page_of(" 3. a\n   * b\n 4. c\n 7. d\ne", page) == ""


def test_words_that_tags_part_are_looked_for_in_a_time_that_grows_with_the_page() -> None:
    page = "<table><tr><td>" + "<b>a</b>" * 200_000
    assert page_of(" ".join("a" * length for length in range(2, 99)), page) == page
    assert page_of("a" * 1_000, page) == ""


def test_what_a_page_does_not_say_in_words_is_no_saying() -> None:
    for unsaid in (
        "<script>{}</script>",
        "<style>{}</style>",
        "<!-- {} -->",
        "<title>{}</title>",
        "<i class='{}'></i>",
    ):
        assert page_of("hurry", "<table><tr><td>a</table>" + unsaid.format("hurry")) == ""


def test_a_page_without_a_table_has_nothing_that_its_text_lacks() -> None:
    assert page_of("one\ttwo", "<pre>one\ttwo</pre>") == ""
    assert page_of("one", "<table></table>one<td>") != ""
    assert page_of("one", "<thead><td>one") == ""


def test_the_source_of_a_page_is_read_as_that_page() -> None:
    assert page_of(PAGE, "") == PAGE
    assert page_of(PAGE, f"<table><tr><td>1<td>{PAGE.replace('<', '&lt;')}</table>") == PAGE, (
        "as it is shown in colours"
    )
    assert page_of("x < y and <table> of 3", "") == ""


@pytest.mark.parametrize("piece", ["<table ", "<td>", "<", "&", "a "])
def test_a_million_characters_are_gone_over_at_once(piece: str) -> None:
    """Looking from each table for a cell anew would take minutes."""
    long = piece * (1_000_000 // len(piece))
    assert page_of(long, long) in ("", long)


def test_what_was_pasted_reads_the_same_from_the_file_that_it_is_kept_as() -> None:
    kept = ("<!doctype html><meta charset='utf-8'>\n" + PAGE).encode()
    assert read_pasted(html=PAGE, file="pasted.html") == read_file("pasted.html", kept)
    assert read_pasted(TEXT, file="pasted.txt") == read_file("pasted.txt", TEXT.encode())


def test_a_page_with_too_many_rows_or_characters_is_refused_by_its_place() -> None:
    with pytest.raises(CannotRead, match=r"^Table 1: It has more than 3 rows"):
        read_pasted(html="<table>" + "<tr><td>a" * 4, limits=Limits(rows=3))
    with pytest.raises(CannotRead, match="You pasted 1,000,007 characters, and 1 million at most are read"):
        read_pasted(html="<table>" + "a" * 1_000_000, limits=Limits(pasted=1_000_000))
