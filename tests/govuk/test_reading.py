"""The reader that the other tests lean on is itself fed bad pages."""

import pytest

from tests.govuk.reading import read


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<div><p></div>", "closes nothing"),
        ("<div>", "never closed"),
        ('<p id="a"></p><p id="a"></p>', "stands twice"),
        ('<label for="a"></label>', "refers to 'a'"),
        ('<p aria-describedby="a b" id="a"></p>', "refers to 'b'"),
        ('<a href="#a"></a>', "refers to 'a'"),
        ('<p style="x"></p>', "inline"),
        ('<p onclick="x"></p>', "inline"),
        ('<p class="a" class="b"></p>', "twice"),
    ],
)
def test_a_faulty_page_is_found_out(html: str, fault: str) -> None:
    assert any(fault in found for found in read(html).faults)


def test_a_sound_page_has_no_faults() -> None:
    assert read('<label for="a">A<br></label><input id="a"><a href="#a">go</a><svg><path d=""/></svg>').faults == []
