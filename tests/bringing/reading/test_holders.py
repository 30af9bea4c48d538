"""Whoever holds a post: names of people beside it, words for a time, and how many it is of."""

import pytest

from bringing.reading.asking import Asking, Asks
from bringing.reading.draft import Source
from bringing.reading.posts import Mention, together
from sheets.reading import Place
from tests.bringing.reading.test_posts import joined, posts


@pytest.mark.parametrize(
    "printed",
    [
        "Jane Doe (Head of SEND)",
        "Jane Mary Doe-Roe, Head of SEND",
        "J. Smith (Head of SEND)",
        "J.R. Smith (Head of SEND)",
        "J Smith, Head of SEND",
        "Jane A. van Doe (Head of SEND)",
        "Smith, J. (Head of SEND)",
        "Dr Smith (Head of SEND)",
        "Cllr. O’Neill, Head of SEND",
        "Head of SEND (J. Smith)",
        "Head of SEND, Mrs Smith",
    ],
)
def test_a_persons_name_is_no_post(printed: str) -> None:
    assert joined(printed) == (["Head of SEND"], [Asks.PERSON])


@pytest.mark.parametrize("printed", ["Mr J. Smith", "Dr Jane Doe", "J. R. Smith", "Cllr van der Berg"])
def test_a_persons_name_alone_is_asked_about_as_that(printed: str) -> None:
    assert joined(printed) == ([printed], [Asks.PERSON])
    assert joined(printed, known=(printed,)) == ([printed], [])


@pytest.mark.parametrize("printed", ["Jane Doe", "Autism Pathways", "NHS Moor"])
def test_what_may_be_an_organisation_is_asked_about_as_that(printed: str) -> None:
    assert joined(printed) == ([printed], [Asks.ORGANISATION])


def test_a_post_with_and_without_a_persons_name_is_asked_about_once() -> None:
    """Kept apart, the name would be a post."""
    assert joined("Head of SEND", "J. Smith (Head of SEND)") == (["Head of SEND"], [Asks.PERSON])


@pytest.mark.parametrize("printed", ["Head of Education (Delivery)", "Clinical Lead (Designated Officer)"])
def test_brackets_of_a_post_name_nobody(printed: str) -> None:
    assert joined(printed) == ([printed], [])


def test_interim_plural_and_what_may_be_an_organisation_are_asked() -> None:
    assert joined("Interim Head of SEND") == (["Head of SEND"], [Asks.INTERIM])
    assert joined("Locality leads") == (["Locality leads"], [Asks.PLURAL])
    assert joined("Heads of Service") == (["Heads of Service"], [Asks.PLURAL])
    assert joined("Assistant Directors, Schools Partnership") == (["Assistant Directors"], [Asks.PLURAL])
    assert joined("Parent Carer Forum") == (["Parent Carer Forum"], [Asks.ORGANISATION])
    assert joined("Somebody") == (["Somebody"], [Asks.ORGANISATION])


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Head of SEND (interim)", "Head of SEND"),
        ("Head of SEND [Acting]", "Head of SEND"),
        ("(Interim) Head of SEND", "Head of SEND"),
        ("Interim: Head of SEND", "Head of SEND"),
        ("Head of SEND, temporary", "Head of SEND"),
        ("Head of SEND (Early Help, interim)", "Head of SEND (Early Help)"),
        ("Head of SEND (interim, part time)", "Head of SEND (part time)"),
        ("Head of SEND (Strategy) – acting", "Head of SEND (Strategy)"),
        ("Director, Families", "Director, Families"),
        ("Interim Director, Families", "Director, Families"),
    ],
)
def test_what_parts_interim_from_a_title_goes_with_it(printed: str, title: str) -> None:
    assert joined(printed) == ([title], [Asks.INTERIM] if printed != title else [])


@pytest.mark.parametrize("printed", ["Head of Play - interim", "Head of Play; acting", "Interim – Head of Play"])
def test_words_for_who_holds_a_post_for_a_time_are_no_post_of_their_own(printed: str) -> None:
    ((words,),) = posts(printed)
    assert joined(words) == (["Head of Play"], [Asks.INTERIM])


@pytest.mark.parametrize(
    "printed",
    ["Head of SEND (interim), NHS Moor", "Head of SEND, NHS Moor (interim)", "Head of SEND, interim, NHS Moor"],
)
def test_the_organisation_of_a_post_is_read_beside_interim(printed: str) -> None:
    mentions = [Mention(Source(Place(line=line), each), f"p/{line}") for line, each in enumerate((printed, "Clerk"))]
    (post, _), _ = together(mentions, (), (), Asking())
    assert (post.title, post.organisation.value, post.interim) == ("Head of SEND", "NHS Moor", True)


def test_the_word_for_who_holds_a_post_for_a_time_is_told_as_it_is_printed() -> None:
    asking = Asking()
    together([Mention(Source(Place(line=1), "acting Head of SEND"), "p/1")], (), (), asking)
    assert [each.says for each in asking.found if each.asks is Asks.INTERIM] == [
        "“Acting” belongs to who holds a post, not to the post: it was read as “Head of SEND”, held for a time"
    ]


def test_a_person_who_holds_a_post_for_a_time_is_asked_about_as_a_person_too() -> None:
    assert joined("Miss Kaur (interim)") == (["Miss Kaur"], [Asks.PERSON, Asks.INTERIM])
    assert joined("Head of SEND (interim), Dr J. Doe") == (["Head of SEND"], [Asks.PERSON, Asks.INTERIM])
