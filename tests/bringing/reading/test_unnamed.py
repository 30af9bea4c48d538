"""Somebody who answers and is still to be named: no post is called so, and beside others who answer it is asked."""

from collections.abc import Mapping

import pytest

from bringing.reading import Asks, Draft, Known, understand
from bringing.reading.limits import Most, TooMuch
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, may_be_open, may_be_right, open_paths, settle
from sheets.reading import Merge, read_file
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_bad_input import HEADINGS, brought
from tests.bringing.reading.test_posts import posts

HEAD = "Ref,Section,Action,By when,Lead"
NOTHING = Known()


def read(printed: str, known: Known = NOTHING) -> Draft:
    """A plan of one action for which these answer."""
    content = f'{HEAD}\nA1,A,Do it,June 2024,"{printed}"\n'.encode()
    return named(understand(read_file("plan.csv", content), known))


def answering(draft: Draft, answers: Mapping[str, Answer] | None = None) -> object:
    """Who answers for the action, as it enters the plan; None where the file says nothing of it."""
    (row,) = [row for row in rows_of(settle(draft, answers or {})) if row.key == "A1"]
    return row.says.get("accountable")


@pytest.mark.parametrize(
    "printed",
    [
        "TBC - new post",
        "TBC – new role",
        "TBC: new post",
        "TBC new post",
        "TBC/new post",
        "New post",
        "New post (TBC)",
        "New role - to be recruited",
        "Vacant",
        "Vacancy",
        "Vacant post",
        "Vacant - to be recruited",
        "Vacant, to be recruited",
        "Post currently vacant (recruitment in progress)",
        "To be confirmed",
        "Lead officer TBC",
        "Lead officer (TBC)",
        "Lead to be identified",
        "Not yet appointed",
        "Out to recruitment",
        "Interim post TBC",
        "TBC (health)",
        "TBC – health",
        "TBC: health",
        "TBC, health",
        "TBC by the ICB",
        "TBC – new post - health",
        "New post (health) - TBC",
        "To be appointed by September 2024",
        "TBC; interim",
    ],
)
def test_no_post_is_called_by_words_that_only_say_that_nobody_is_named_yet(printed: str) -> None:
    draft = read(printed)
    assert draft.posts == ()
    (doubt,) = asked(draft, Asks.NO_POST)
    assert doubt.words == (printed,)
    assert [each.source.words for each in draft.aside] == [printed]
    assert answering(draft, {doubt.key: Answer(How.OPEN)}) is None


@pytest.mark.parametrize(
    ("printed", "post", "unnamed"),
    [
        ("Head of SEND / TBC - new post", "Head of SEND", "TBC - new post"),
        ("Head of SEND/TBC", "Head of SEND", "TBC"),
        ("Head of SEND; TBC (health)", "Head of SEND", "TBC (health)"),
        ("Head of SEND\nVacant - to be recruited", "Head of SEND", "Vacant - to be recruited"),
        ("Head of SEND, TBC", "Head of SEND", "TBC"),
        ("Head of SEND, TBC, health", "Head of SEND", "TBC, health"),
        ("Head of SEND and TBC", "Head of SEND", "TBC"),
        ("Head of SEND & new post", "Head of SEND", "new post"),
        ("Head of SEND – TBC", "Head of SEND", "TBC"),
        ("TBC - Head of SEND", "Head of SEND", "TBC"),
        ("TBC, Head of SEND", "Head of SEND", "TBC"),
        ("TBC – NHS Moor", "NHS Moor", "TBC"),
        ("TBC – health – Head of SEND", "Head of SEND", "TBC – health"),
    ],
)
def test_beside_a_post_it_is_read_and_who_is_still_to_be_named_is_asked(printed: str, post: str, unnamed: str) -> None:
    draft = read(printed)
    assert [each.title for each in draft.posts] == [post]
    assert [(each.value, each.words) for each in draft.actions[0].posts] == [(post, post), ("", unnamed)]
    (doubt,) = asked(draft, Asks.UNNAMED)
    assert doubt.says == (
        f"A1: “{unnamed}” says that somebody is still to be named: enter who answers besides, or leave it open"
    )
    assert (doubt.about, doubt.words) == (("actions/0/posts/1",), (unnamed,))
    assert asked(draft, Asks.PARTED) == asked(draft, Asks.NO_POST) == []
    assert unnamed not in [each.source.words for each in draft.aside]


def test_it_is_left_open_or_entered_with_the_words_that_are_printed() -> None:
    draft = read("Head of SEND; TBC (health)")
    (doubt,) = asked(draft, Asks.UNNAMED)
    assert may_be_open(doubt)
    assert not may_be_right(doubt, open_paths(draft))
    assert answering(draft, {doubt.key: Answer(How.OPEN)}) == (("Head of SEND", "Head of SEND", ""),)
    typed = Answer(How.CORRECTED, {doubt.about[0]: "Head of Therapies; Chair"})
    assert answering(draft, {doubt.key: typed}) == (
        ("Head of SEND", "Head of SEND", ""),
        ("TBC (health)", "Head of Therapies", ""),
        ("TBC (health)", "Chair", ""),
    )


def test_several_who_are_still_to_be_named_are_asked_at_once_each_with_a_place() -> None:
    draft = read("TBC (health); Head of One and Head of Two and TBC")
    (doubt,) = asked(draft, Asks.UNNAMED)
    assert doubt.says.startswith("A1: “TBC (health)” and “TBC” say that others are still to be named: enter who")
    assert doubt.about == ("actions/0/posts/2", "actions/0/posts/3")
    (parted,) = asked(draft, Asks.PARTED)
    assert parted.about == ("actions/0/posts/0", "actions/0/posts/1")
    assert answering(draft) == (("Head of One", "Head of One", ""), ("Head of Two", "Head of Two", ""))


@pytest.mark.parametrize(
    "printed",
    [
        "Recruitment Manager",
        "Head of New Post Provision",
        "Vacancies Officer",
        "Head of SEND (TBC - new post)",
        "Head of SEND (vacant)",
        "Vacant Head of SEND",
        "Head of Ongoing Support",
        "Designated Officer",
        "TBC " + "x" * 240,
    ],
)
def test_a_post_in_whose_words_such_a_word_stands_is_one(printed: str) -> None:
    assert [each.words for each in read(printed).actions[0].posts] == [printed]


def test_a_post_of_the_notice_is_one_whatever_it_is_called() -> None:
    draft = read("New post; Head of SEND", Known(posts=("New Post",)))
    assert [each.title for each in draft.posts] == ["New Post", "Head of SEND"]
    assert asked(draft, Asks.UNNAMED) == []


def test_a_sign_beside_a_post_names_nobody_and_asks_nothing() -> None:
    draft = read("Head of SEND; n/a")
    assert asked(draft, Asks.UNNAMED) == []
    assert [each.source.words for each in draft.aside] == ["n/a"]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("TBC (new post – health) – Head of A", [["TBC (new post – health)"], ["Head of A"]]),
        ("Head of A (TBC – new post)", [["Head of A (TBC – new post)"]]),
    ],
)
def test_nothing_is_parted_within_brackets(printed: str, found: list[list[str]]) -> None:
    assert posts(printed) == found


def test_a_joined_cell_is_confirmed_by_itself_and_who_is_still_to_be_named_is_asked_beside_it() -> None:
    rows = (["A1", "Do it", "Done", "June 2024", "Head of SEND; TBC"], ["A2", "Do more", "Done", "June 2024", ""])
    draft = named(brought(HEADINGS, *rows, merges=(Merge(2, 5, 3, 5),)))
    assert [[each.words for each in action.posts] for action in draft.actions] == [["Head of SEND", "TBC"]] * 2
    doubts = asked(draft, Asks.JOINED)
    assert [each.about for each in doubts] == [("actions/1/posts/0",)]
    assert all(may_be_right(each, open_paths(draft)) for each in doubts)
    assert len(asked(draft, Asks.UNNAMED)) == 2


def test_places_of_those_who_are_still_to_be_named_count_among_what_a_draft_holds() -> None:
    document = read_file("plan.csv", f"{HEAD}\nA1,A,Do it,June 2024,Head of SEND; TBC\n".encode())
    assert len(understand(document, most=Most(values=2)).actions[0].posts) == 2
    with pytest.raises(TooMuch):
        understand(document, most=Most(values=1))
