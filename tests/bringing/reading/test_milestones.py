"""A cell of a column of milestones that says that there is none, or that it is still to be said."""

from datetime import date

import pytest

from bringing.others import others as choices
from bringing.plain import Kind
from bringing.reading import Asks, Chosen, Draft, Role, understand
from bringing.reading.mapping import Choice
from bringing.settled import named, rows_of
from bringing.settling import Answer, How, may_be_open, settle
from sheets.reading import Document, Merge, read_file
from tests.bringing.reading.plans import asked, tabled
from tests.bringing.reading.test_bad_input import GOOD, HEADINGS, brought, one

HEADS = [*HEADINGS, "Milestone 1 – End July 2023", "Milestone 2 – December 2023"]
NONE = [".", "…", "N/A", "n/a", "n.a.", "-", "–", "—", "Not applicable", "None", "nil"]
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
    (out,) = choices(doubt, draft)
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


def dated(*cells: str) -> Draft:
    return brought([*HEADINGS, "Milestones"], *([f"A{at}", *GOOD[1:], each] for at, each in enumerate(cells, start=1)))


def of_days(draft: Draft, at: int = 0) -> list[tuple[date | None, str]]:
    return [(each.due_on.value, each.says.value) for each in draft.actions[at].milestones]


JUNE, OCTOBER = date(2024, 6, 30), date(2024, 10, 31)


@pytest.mark.parametrize(
    "words",
    [
        "Draft by June 2024\nAgreed (by end of October 2024)",
        "Draft by June 2024; Agreed (by end of October 2024)",
        "June 2024: Draft\nOctober 2024 – Agreed",
    ],
)
def test_milestones_whose_days_stand_in_their_cell_have_each_its_own(words: str) -> None:
    draft = dated(words)
    assert [day for day, _ in of_days(draft)] == [JUNE, OCTOBER]
    assert "; ".join(text for _, text in of_days(draft)) == words.replace("\n", "; ")
    assert asked(draft, Asks.TARGET_DATE) == []


def test_one_among_them_without_a_day_is_asked_about_by_itself() -> None:
    draft = dated("Draft by June 2024\nAsk schools\nAgreed by October 2024", "Only words")
    assert of_days(draft)[1] == (None, "Ask schools")
    one_of_them, heading = asked(draft, Asks.TARGET_DATE)
    assert one_of_them.about == ("actions/0/milestones/1/due_on",)
    assert "A1: “Ask schools” does not say for certain by which day it must be true" in one_of_them.says
    assert heading.about == ("tables/0/columns/5/due_on", "actions/1/milestones/0/due_on")
    assert may_be_open(one_of_them)


def test_where_half_of_several_lines_say_their_days_each_is_a_milestone() -> None:
    days = [day for day, _ in of_days(dated("Draft by June 2024\nAsk schools\nTell all\nAgreed by October 2024"))]
    assert days == [JUNE, None, None, OCTOBER]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Ask schools; draft by June 2024", JUNE),
        ("Draft by June 2024; ask schools; agreed by October 2024", None),  # not all that semicolons part have a day
        ("All staff are trained in June 2024 or later", None),
        ("June 2024 to October 2024", None),
    ],
)
def test_words_of_one_milestone_say_its_day_where_they_have_one_at_either_end(words: str, day: date | None) -> None:
    draft = dated(words)
    assert of_days(draft) == [(day, words)]
    assert len(asked(draft, Asks.TARGET_DATE)) == (day is None)


def test_a_heading_that_names_a_year_leaves_open_of_which_of_its_days_a_cell_speaks() -> None:
    draft = brought([*HEADINGS, "Milestones 2023/24"], [*GOOD, "Draft by June 2024\nAgreed by October 2024"])
    assert of_days(draft) == [(None, "Draft by June 2024\nAgreed by October 2024")]
    assert len(asked(draft, Asks.TARGET_DATE)) == 1


def test_a_text_that_ends_with_a_day_is_one_milestone_and_one_with_days_within_has_none() -> None:
    draft = dated("We train all staff.\nAll is done by June 2024", "From June 2024 to October 2024 we ask", "In 2024")
    assert of_days(draft) == [(JUNE, "We train all staff.\nAll is done by June 2024")]
    assert [day for at in (1, 2) for day, _ in of_days(draft, at)] == [None, None]


def test_a_day_in_numbers_is_asked_about_and_a_heading_with_a_day_gives_it_to_all() -> None:
    (doubt,) = asked(dated("Draft 01/02/2025"), Asks.TARGET_DATE)
    assert (doubt.read, doubt.others) == ("1 February 2025", ("2 January 2025",))
    draft = brought(HEADS, [*GOOD, "Draft by June 2024", ""])
    assert of_days(draft) == [(date(2023, 7, 31), "Draft by June 2024")]


def test_of_a_column_of_milestones_that_is_empty_no_day_is_asked() -> None:
    draft = brought([*HEADINGS, "Milestone 1"], [*GOOD, ""])
    assert asked(draft, Asks.TARGET_DATE) == []
    assert [each.due_on for each in draft.tables[0].columns if each.heading == "Milestone 1"] == [None]


@pytest.mark.parametrize(
    ("cell", "others"),
    [
        ("Report published by 30 September 2023", ("30 September 2023",)),
        ("31 July 2023: made; 30 Sept 2023: checked", ("30 September 2023",)),
        ("Published in August or October 2023", ("31 October 2023",)),
        ("Report by 07/09/2023", ("7 September 2023",)),
        ("Reports on 5/6/2023 and 7/9/2023", ("7 September 2023",)),
        ("Report by 7 Sept", ("7 September 2023",)),
        ("Report by 3 Sept 23", ("3 September 2023",)),
        ("Report by 2023-09-01", ("1 September 2023",)),
        ("Report by Q4 2023/24", ("31 December 2023", "31 March 2024")),
        ("Report of 2024", ()),
        ("Report by 7 July", ()),
        ("Data of March 2023 are published by 31 July 2023", ()),
        ("It is written", ()),
    ],
)
def test_a_later_day_in_the_cell_than_in_the_heading_is_asked_about(cell: str, others: tuple[str, ...]) -> None:
    draft = brought(HEADS, [*GOOD, cell, ""])
    assert [(each.label.value, each.due_on.value) for each in draft.actions[0].milestones] == [
        ("Milestone 1", date(2023, 7, 31))
    ]
    assert [each.others for each in asked(draft, Asks.TARGET_DATE)] == ([others] if others else [])
    if others:
        (doubt,) = asked(draft, Asks.TARGET_DATE)
        assert f"“{cell}” names a later day than its heading, 31 July 2023: confirm the heading’s" in doubt.says
        (other, *_) = [each for each in choices(doubt, draft) if each.says == others[0]]
        after = settle(draft, {doubt.key: Answer(How.CORRECTED, other.values)})
        assert after.actions[0].milestones[0].due_on.value != date(2023, 7, 31)
        right = settle(draft, {doubt.key: Answer(How.RIGHT)})
        assert right.actions[0].milestones[0].due_on.value == date(2023, 7, 31)


@pytest.mark.parametrize(
    ("heading", "cell", "is_asked"),
    [
        ("July", "600 reviews by 31/08/2023", True),
        ("By the end of December", "It is signed by 12 January 2024", True),
        ("July", "600 reviews by 31/07/2023", False),
        ("Milestone", "600 reviews by 31/08/2023", False),
        ("What may be true", "600 reviews by 31/08/2023", False),
    ],
)
def test_a_day_of_another_month_than_its_heading_is_asked_about(heading: str, cell: str, is_asked: bool) -> None:
    chosen = Chosen({"table 1": Choice(columns={6: Role.MILESTONE})})
    draft = understand(Document("f", (tabled([[*HEADINGS, heading], [*GOOD, cell]]),)), chosen=chosen)
    (step,) = draft.actions[0].milestones
    assert step.due_on.value in (date(2023, 8, 31), date(2024, 1, 12), date(2023, 7, 31))
    doubts = [each for each in asked(draft, Asks.TARGET_DATE) if "another month than its heading" in each.says]
    assert [each.about for each in doubts] == ([("actions/0/milestones/0/due_on",)] if is_asked else [])


def test_a_text_of_many_words_is_not_looked_through_for_later_days() -> None:
    draft = brought(HEADS, [*GOOD, f"{'A story of what was done. ' * 40}It ends on 30 September 2023", ""])
    assert asked(draft, Asks.TARGET_DATE) == []
