"""A cell of a column of milestones that says that there is none, or that it is still to be said."""

import pytest

from bringing.others import others
from bringing.plain import Kind
from bringing.reading import Asks, Draft, understand
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, settle
from sheets.reading import Merge, read_file
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_bad_input import GOOD, HEADINGS, brought, one

HEADS = [*HEADINGS, "Milestone 1 – End July 2023", "Milestone 2 – December 2023"]
NONE = ["N/A", "n/a", "n.a.", "-", "–", "—", "Not applicable", "None", "nil"]
WAITS = ["TBC", "tbd", "Ongoing", "In progress", "To be confirmed", "still to be agreed"]


def steps(draft: Draft, at: int = 0) -> list[tuple[str, str]]:
    return [(each.label.value, each.says.value) for each in draft.actions[at].milestones]


@pytest.mark.parametrize("words", NONE)
def test_a_cell_that_says_that_there_is_none_is_no_milestone_and_is_listed(words: str) -> None:
    draft = brought(HEADS, [*GOOD, words, "It is written"])
    assert steps(draft) == [("Milestone 2", "It is written")]
    assert [(each.source.words, each.why) for each in draft.aside] == [(words, "Says that there is no milestone")]
    assert asked(draft, Asks.WAITING_STEP) == []


def test_of_joined_cells_it_is_listed_once() -> None:
    rows = (HEADS, [*GOOD, "N/A", "x"], ["A2", "Do more", "", "June 2024", "Head of SEND", "", "y"])
    draft = brought(*rows, merges=(Merge(2, 6, 3, 6),))
    assert [each.source.words for each in draft.aside] == ["N/A"]
    assert (steps(draft), steps(draft, 1)) == ([("Milestone 2", "x")], [("Milestone 2", "y")])


@pytest.mark.parametrize("words", WAITS)
def test_a_milestone_that_is_still_to_be_said_is_asked_about(words: str) -> None:
    draft = brought(HEADS, [*GOOD, "-", words])
    assert steps(draft) == [("Milestone 2", words)]
    says, places = one(draft, Asks.WAITING_STEP)
    assert says == (
        f"A1: “{words}” was read as what must be true at “Milestone 2 – December 2023”, and does not say it: enter "
        "what must be true, leave the milestone out, or confirm it"
    )
    assert (places, asked(draft, Asks.WAITING_STEP)[0].about) == (
        ["table 1, row 2, column 7"],
        ("actions/0/milestones/0/says",),
    )


@pytest.mark.parametrize("words", ["?", "On track: 3 of 4 done", "Ongoing work ends", "None of the posts is vacant"])
def test_other_words_are_a_milestone(words: str) -> None:
    draft = brought(HEADS, [*GOOD, words, ""])
    assert steps(draft) == [("Milestone 1", words)]
    assert asked(draft, Asks.WAITING_STEP) == []


def test_it_can_be_left_out() -> None:
    head, row = "Ref,Section,Action,Milestone 1 – End July 2023,Milestone 2 – May 2024", "A1,A,Do it,TBC,Done"
    draft = named(understand(read_file("plan.csv", f"{head}\n{row}\n".encode())))
    (doubt,) = asked(draft, Asks.WAITING_STEP)
    (out,) = others(doubt, draft)
    assert out.called == "Leave it out"
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, out.values)})
    (action,) = [row for row in rows_of(after) if row.kind is Kind.ACTION]
    assert [(label, text) for label, _, text in action.says["milestones"]] == [("Milestone 2", "Done")]  # type: ignore[misc,union-attr]


@pytest.mark.parametrize("words", [*NONE, *WAITS])
def test_the_same_words_name_nobody_who_answers(words: str) -> None:
    draft = brought(HEADINGS, [*GOOD[:4], words])
    assert draft.posts == ()
    choose = "choose a post or an organisation, or leave it to be settled"
    assert one(draft, Asks.NO_POST)[0] == f"Table 1, row 2: nobody answers for A1: {choose}"
