"""The same words with a dash are asked about once for a file, and what is said of them holds for all their actions."""

import pytest

from bringing.others import others
from bringing.reading import Asks, Doubt, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, settle
from sheets.reading import read_file
from tests.bringing.reading.plans import asked, contradictions
from tests.bringing.test_carrying import carried

HELP, BOTH = "Deputy Director - Early Help", ["Deputy Director", "Early Help"]
ASSISTANT = "Assistant Director – Education"


def read(*leads: str, do: str = "Do") -> Draft:
    rows = [f'B{at},B,{do} {at},"{lead}",June 2024' for at, lead in enumerate(leads, start=1)]
    draft = named(understand(read_file("plan.csv", "\n".join(["Ref,Section,Action,Lead,By when", *rows]).encode())))
    assert contradictions(draft) == []
    return draft


def answering(draft: Draft) -> list[list[str]]:
    return [[each.value for each in action.posts] for action in draft.actions]


def parted(draft: Draft, doubt: Doubt) -> dict[str, Answer]:
    """What is said where its other is chosen."""
    (other,) = others(doubt, draft)
    return {doubt.key: Answer(How.CORRECTED, other.values)}


def test_the_same_words_of_several_actions_are_asked_about_once() -> None:
    draft = read(HELP, ASSISTANT, HELP, "Head of SEND", HELP)
    doubts = asked(draft, Asks.PARTED)
    assert [(each.says, len(each.about), set(each.words)) for each in doubts] == [
        (
            f"“{HELP}”, who answers for 3 actions, was read as one post: confirm it, or part it at the dash",
            3,
            {HELP},
        ),
        (f"B2: “{ASSISTANT}” was read as one post: confirm it, or part it at the dash", 1, {ASSISTANT}),
    ]
    assert [place.row for place in doubts[0].places] == [2, 4, 6]
    assert answering(draft) == [[HELP], [ASSISTANT], [HELP], ["Head of SEND"], [HELP]]


def test_parted_at_the_dash_they_are_two_posts_for_each_of_their_actions() -> None:
    draft = read(HELP, ASSISTANT, HELP)
    after = settle(draft, parted(draft, asked(draft, Asks.PARTED)[0]))
    assert answering(after) == [BOTH, [ASSISTANT], BOTH]


def test_words_that_stand_twice_for_one_action_are_parted_in_both_places() -> None:
    text = f"Ref,Section,Action,Accountable,Responsible,By when\nB1,B,Do it,{HELP},{HELP},June 2024"
    draft = named(understand(read_file("plan.csv", text.encode())))
    (doubt,) = asked(draft, Asks.PARTED)
    assert doubt.says == f"B1: “{HELP}” was read as one post: confirm it, or part it at the dash"
    after = settle(draft, parted(draft, doubt))
    assert set(answering(after)[0]) == set(BOTH)


@pytest.mark.parametrize("first", [(HELP,), (HELP, HELP)])
def test_what_was_said_holds_for_the_file_again_and_for_a_newer_one_with_rows_more(first: tuple[str, ...]) -> None:
    draft = read(*first)
    (doubt,) = asked(draft, Asks.PARTED)
    said = parted(draft, doubt)
    again = read(*first)
    assert answering(settle(again, carried(draft, said, again))) == [BOTH] * len(first)
    newer = read(*first, ASSISTANT, HELP)
    answers = carried(draft, said, newer)
    assert answering(settle(newer, answers)) == [*([BOTH] * len(first)), [ASSISTANT], BOTH]
    assert [each.words[0] for each in asked(newer, Asks.PARTED) if each.key not in answers] == [ASSISTANT]
    right = {doubt.key: Answer(How.RIGHT)}
    assert [answer.how for answer in carried(draft, right, newer).values()] == [How.RIGHT]
    fewer = read(ASSISTANT, HELP, do="Something else")
    assert answering(settle(fewer, carried(draft, said, fewer))) == [[ASSISTANT], BOTH]


def test_what_is_said_of_one_row_by_itself_is_no_word_about_the_others() -> None:
    draft = read(HELP, HELP)
    (doubt,) = asked(draft, Asks.PARTED)
    one = {doubt.key: Answer(How.CORRECTED, {doubt.about[0]: "Deputy Director", doubt.about[1]: HELP})}
    assert answering(settle(draft, one)) == [["Deputy Director"], [HELP]]
    newer = read(HELP, HELP, HELP)
    assert carried(draft, one, newer) == {}


def test_other_words_and_lists_are_asked_about_for_each_cell() -> None:
    draft = read("Head of One and Head of Two", "Head of One and Head of Two", "Early Help - Deputy Director")
    assert len(asked(draft, Asks.PARTED)) >= 2
