"""Words of a page that nobody sees are not read, and end where a browser ends them; both are told."""

import pytest

from sheets.reading import About
from sheets.reading.remarks import SAYS
from tests.sheets.making import said
from tests.sheets.test_pasted import html


def test_hidden_words_are_not_read_and_hidden_parts_of_a_page_are_and_both_are_told() -> None:
    found = html(
        "<p>seen<span style='color:red; DISPLAY : none'>un<b>seen</b><span>too</span></span> again"
        "<em hidden></em></p><div hidden><table><tr><td>folded<td style='visibility:hidden'>away</table></div>"
        "<p style='text-display:none-of-it'>plain</p><i style='mso-hide:all'>Word’s</i>"
    )
    assert [each.text for each in found.blocks] == ["seen again", "folded\taway", "plain"]
    assert said(found, About.HIDDEN) == [
        "Paragraph 1: hidden words, “unseentoo”: they were not read",
        f"Paragraph 2; table 1, row 1, column 2: {SAYS[About.HIDDEN]}",
        "Paragraph 3: hidden words, “Word’s”: they were not read",
    ]


def test_hidden_words_that_never_end_are_told() -> None:
    found = html("<p>first</p><div>a<span hidden>b<b>lost</b>")
    assert said(found, About.NOT_READ)[0].startswith("Paragraph 2: <span> begins here and never ends")


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<table><tr><td>a<span hidden>b</td><td>c</td></tr><tr><td>d</table>", ["a\tc\nd"]),
        ("<table><tr><td>a<b hidden>b<i>x<td>c<tr><td>d</table>", ["a\tc\nd"]),
        ("<table><tr><td>a<select><option>b</td><td>c</td></tr></table>", ["a\tc"]),
        ("<table><tr><td>a<span hidden>b<table><tr><td>x</table>y</td><td>c</table>", ["a\tc"]),
        ("<table><tr><td>a<span hidden>b</table><p>c", ["a", "c"]),
        ("<p>a<span hidden>b<p>c", ["a", "c"]),
        ("<p>a<span hidden>b</p><p>c", ["a", "c"]),
        ("<p>a</p><span hidden>b<p>x</p>y</span><p>c", ["a", "c"]),
        ("<ul><li>a<span hidden>b<ul><li>x<li>y</ul>z<li>c</ul>", ["a", "c"]),
        ("<div><span hidden>b</div>c", ["c"]),
        ("<ul><li><div>a<span hidden>b<li>c</ul>", ["a", "c"]),
        ("<p>a<table><tr><td>x</table><span hidden>b<div>y</div>z</span>c", ["a", "x", "c"]),
        ("<p>a<template><td>x</td><p>y</p></template>c", ["ac"]),
    ],
)
def test_hidden_words_whose_end_was_forgotten_end_with_what_they_stand_in(page: str, seen: list[str]) -> None:
    found = html(page)
    assert [each.text for each in found.blocks] == seen
    assert not any("never ends" in each for each in said(found, About.NOT_READ))
    hidden = said(found, About.HIDDEN)
    assert all("hidden words, “b" in each for each in hidden)
    assert bool(hidden) == ("hidden" in page)


@pytest.mark.parametrize(
    "tag", ["center", "details", "dialog", "dir", "figcaption", "h6", "hgroup", "menu", "pre", "search", "summary"]
)
def test_hidden_words_end_with_their_paragraph_where_anything_begins_that_stands_in_none(tag: str) -> None:
    assert [each.text for each in html(f"<p>a<span hidden>b<{tag}>c</{tag}>").blocks] == ["a", "c"]


@pytest.mark.parametrize(
    ("pasted", "seen"),
    [
        ("<table><tr><td><p>a</td><td>c<span hidden>b<div>x</div>y</span></td></table>", ["a\tc"]),
        ("<table><tr><td><ul><li>a</td><td>c<span hidden>b<li>x</li>y</span></td></table>", ["a\tc"]),
        ("<table><tr><td>a<span hidden>b</p>x</span>c</table>", ["ac"]),
        ("<table><tr><td>a<span hidden>b<li>x</li>y</span>c</table>", ["ac"]),
        ("<table><tr><td>a<span hidden>b</li></ul></div></section>x</span>c</table>", ["ac"]),
        ("<p>a<span hidden>b</div>x</span>c", ["ac"]),
        ("<p>a<span hidden>b<td>x</td></tr></table>y</span>c", ["ac"]),
        ("<div>a<span hidden>b<div>x</span>y</div>z</span>c</div>", ["ac"]),
        ("<p>a<b hidden>b</p>x<p>y</p></b>c", ["a", "c"]),
        ("<ul><li>a<b hidden>b<li>x</b>c</ul>", ["a", "c"]),
        ("<table><tr><td>a<b hidden>b</div>x<p>y<td>c</table>", ["a\tc"]),
    ],
)
def test_hidden_words_do_not_end_with_what_they_do_not_stand_in(pasted: str, seen: list[str]) -> None:
    """As browsers have it: what is not open is not ended, and what is bold goes on in the next paragraph."""
    found = html(pasted)
    assert [each.text for each in found.blocks] == seen
    assert len(said(found, About.HIDDEN)) == 1
