"""Days of milestones that stand out of order, or after the day of their action, are asked about."""

import pytest

from bringing.reading import Asks, Draft, understand
from bringing.settling import Answer, How, settle
from sheets.reading import read_file
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_bad_input import GOOD, HEADINGS, brought, one

SEPTEMBER, MARCH = "Milestone 1 – End September 2023", "Milestone 2 – End March 2023"


def days(draft: Draft, at: int = 0) -> list[str]:
    return [str(each.due_on.value) for each in draft.actions[at].milestones]


def test_a_column_of_milestones_behind_one_of_a_later_day_is_asked_about_once() -> None:
    rows = ([*GOOD, "a thing", "before it"], ["A2", "Do more", "", "June 2024", "Head of SEND", "", "another"])
    draft = brought([*HEADINGS, SEPTEMBER, MARCH], *rows)
    says, places = one(draft, Asks.OUT_OF_ORDER)
    assert says == (
        f"“{MARCH}” stands behind “{SEPTEMBER}” and is due before it: kept as printed and shown in the order of the "
        "dates; confirm it, or correct a heading"
    )
    assert places == ["table 1, row 1, column 6", "table 1, row 1, column 7"]
    (doubt,) = asked(draft, Asks.OUT_OF_ORDER)
    heads = [path for path in doubt.about if path.startswith("actions/")]
    assert heads == [f"actions/{at}/due_on" for at in ("0/milestones/0", "0/milestones/1", "1/milestones/0")]


@pytest.mark.parametrize("below", [["", "x"], ["x", ""], ["n/a", "x"], ["", ""]])
def test_nothing_is_asked_where_no_milestone_stands_below_one_of_them(below: list[str]) -> None:
    assert asked(brought([*HEADINGS, SEPTEMBER, MARCH], [*GOOD, *below]), Asks.OUT_OF_ORDER) == []


def test_nothing_is_asked_of_columns_in_their_order() -> None:
    assert asked(brought([*HEADINGS, MARCH, SEPTEMBER], [*GOOD, "x", "y"]), Asks.OUT_OF_ORDER) == []


def due(*by_when: str) -> Draft:
    rows = ([f"A{at}", "Do it", "Done", each, "Head of SEND", "x", "y"] for at, each in enumerate(by_when, 1))
    return brought([*HEADINGS, MARCH, SEPTEMBER], *rows)


def test_a_milestone_after_the_day_of_its_action_is_asked_about() -> None:
    draft = due("June 2023", "September 2023", "")
    says, places = one(draft, Asks.OUT_OF_ORDER)
    assert says == (
        "A1 is due on 30 June 2023, and its milestone “Milestone 1” on 30 September 2023, after it: confirm it, or "
        "correct a day"
    )
    assert places == ["table 1, row 2, column 4", "table 1, row 1, column 7"]


def test_of_many_actions_it_is_asked_once_for_the_table_and_a_heading_is_typed_for_all_its_rows() -> None:
    draft = due("June 2023", "June 2024", "January 2023")
    says, places = one(draft, Asks.OUT_OF_ORDER)
    assert says == (
        "2 actions have milestones that are due after them: A1 is due on 30 June 2023, and its milestone “Milestone "
        "1” on 30 September 2023; confirm it, or correct a day"
    )
    assert places == [
        *("table 1, row 2, column 4", "table 1, row 1, column 7"),
        *("table 1, row 4, column 4", "table 1, row 1, column 6"),
    ]
    (doubt,) = asked(draft, Asks.OUT_OF_ORDER)
    steps = [f"actions/{row}/milestones/{at}/due_on" for at in (1, 0) for row in range(3)]
    own = ["actions/0/by_when", "actions/2/by_when"]
    assert [path for path in doubt.about if path.startswith("actions/")] == own + steps
    typed = {**dict.fromkeys(steps[:3], "May 2023"), "actions/2/by_when": "July 2023"}
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, typed)})
    assert [days(after, at) for at in range(3)] == [["2023-03-31", "2023-05-31"]] * 3


def test_a_day_in_a_milestones_own_words_is_compared_too() -> None:
    draft = brought([*HEADINGS, "Milestones"], [*GOOD, "Hire by 31 May 2024\nTrain all by 31 July 2024"])
    (doubt,) = asked(draft, Asks.OUT_OF_ORDER)
    assert doubt.about == ("actions/0/by_when", "actions/0/milestones/1/due_on")
    assert "its milestone “Milestones” on 31 July 2024, after it" in doubt.says


def test_many_late_milestones_are_read_in_seconds() -> None:
    head = "Ref,Section,Action,Outcome,By when,Accountable," + ",".join(
        f"Milestone {at} - June 2024" for at in range(12)
    )
    rows = [f"A{at},A,Do {at},Done,May 2023,Head of SEND,{','.join('x' * 12)}" for at in range(1_000)]
    draft = understand(read_file("plan.csv", "\n".join([head, *rows]).encode()))
    (doubt,) = asked(draft, Asks.OUT_OF_ORDER)
    assert doubt.says.startswith("1,000 actions have milestones that are due after them: A0 is due on 31 May 2023, and")
