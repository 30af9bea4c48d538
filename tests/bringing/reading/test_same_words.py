"""Words that were read as one post are asked about once for a file, and what is said of them holds for all actions."""

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


EN_DASH = HELP.replace(" - ", " – ")


def test_the_kind_of_dash_makes_no_other_post_and_no_other_question() -> None:
    draft = read(HELP, EN_DASH, EN_DASH, "Head of SEND", HELP.replace(" - ", " — "))
    (doubt,) = asked(draft, Asks.PARTED)
    assert doubt.says == (
        f"“{HELP}”, who answers for 4 actions, was read as one post: confirm it, or part it at the dash"
    )
    assert asked(draft, Asks.SAME_POST) == []
    assert answering(draft) == [[EN_DASH], [EN_DASH], [EN_DASH], ["Head of SEND"], [EN_DASH]]
    assert answering(settle(draft, parted(draft, doubt)))[:3] == [BOTH] * 3


def test_what_was_said_of_one_kind_of_dash_holds_for_another_in_a_newer_file() -> None:
    draft = read(HELP, EN_DASH)
    (doubt,) = asked(draft, Asks.PARTED)
    for leads in ((EN_DASH, EN_DASH), (EN_DASH, HELP), (EN_DASH,), (HELP, HELP, EN_DASH)):
        newer = read(*leads, do="Something else")
        answers = carried(draft, parted(draft, doubt), newer)
        assert answering(settle(newer, answers)) == [BOTH] * len(leads)


def test_other_wordings_of_a_post_are_told_once_for_each_kind_of_dash() -> None:
    draft = read(HELP, EN_DASH, "Deputy Director, Early Help", EN_DASH)
    (doubt,) = asked(draft, Asks.SAME_POST)
    told = f"“{EN_DASH}” and “Deputy Director, Early Help” were read as one post"
    assert doubt.says == f"{told}: confirm it, or keep them apart"


BODY, OF_BODY = "Moor Council Head of SEND", ["Moor Council", "Head of SEND"]


def test_a_post_of_an_organisation_that_the_notice_has_not_is_asked_about_once() -> None:
    draft = read(BODY, BODY, "Head of Play", BODY)
    (doubt,) = asked(draft, Asks.PARTED)
    assert doubt.says == (
        f"“{BODY}”, who answers for 3 actions, was read as one post of that organisation: confirm it, or choose both"
    )
    assert answering(settle(draft, parted(draft, doubt))) == [OF_BODY, OF_BODY, ["Head of Play"], OF_BODY]


def test_what_was_said_of_it_holds_for_the_rows_of_a_newer_file() -> None:
    draft = read(BODY)
    (doubt,) = asked(draft, Asks.PARTED)
    newer = read("Head of Play", BODY, BODY, do="Something else")
    answers = carried(draft, parted(draft, doubt), newer)
    assert answering(settle(newer, answers)) == [["Head of Play"], OF_BODY, OF_BODY]
    right = carried(draft, {doubt.key: Answer(How.RIGHT)}, newer)
    assert [each.how for each in right.values()] == [How.RIGHT]


@pytest.mark.parametrize(
    "words", ["Head of SEND with Headteachers", "Support: Head of SEND", "Head of Play | Clerk", "Health: Chief Nurse"]
)
def test_whatever_is_asked_of_one_post_is_asked_once_for_its_words(words: str) -> None:
    (doubt,) = asked(read(words, words), Asks.PARTED)
    assert doubt.says.startswith(f"“{words}”, who answers for 2 actions, was read as one post")
    assert len(doubt.about) == 2


def test_the_same_words_that_are_asked_about_for_another_reason_are_two_questions() -> None:
    draft = read("Head of SEND with Headteachers", "Head of SEND with\nHeadteachers")
    assert len(asked(draft, Asks.PARTED)) == 2
