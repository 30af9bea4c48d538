"""Plans whose parts are outcomes or goals: in a column of sections, in rows across tables, and in lines above them."""

from collections.abc import Sequence

import pytest

from tests.bringing.reading.test_sections import (
    actions,
    bare,
    heading,
    kpis,
    of_actions,
    of_columns,
    of_kpis,
    read,
    sections,
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Outcome 1: Heard", "Outcome 1", "Outcome 2: Quick"), [("1", "Heard"), ("2", "Quick")]),
        (("Outcome A: Heard", "outcome A", "Outcome B – Quick"), [("A", "Heard"), ("B", "Quick")]),
        (("Strategic goal I: Heard", "Goal I", "Strategic goal II: Quick"), [("I", "Heard"), ("II", "Quick")]),
        (("Outcome 1 Heard", "Outcome 1", "Outcome 2 Quick"), [("1", "Heard"), ("2", "Quick")]),
    ],
)
def test_outcomes_in_a_column_are_the_sections(cells: Sequence[str], expected: list[tuple[str, str]]) -> None:
    draft = read(actions(*cells, refs=("1.1", "1.2", "2.1")))
    one, two = (letter for letter, _ in expected)
    assert sections(draft) == expected
    assert of_actions(draft) == [one, one, two]


def test_outcomes_of_headings_are_those_of_a_column_and_its_letters() -> None:
    above = heading("Outcome A: Heard"), bare("A1"), heading("Outcome B: Quick", 91), bare("B1", number=2)
    draft = read(*above, actions("Outcome A", "Outcome B", number=3))
    assert sections(draft) == [("A", "Heard"), ("B", "Quick")]
    assert of_actions(draft) == ["A", "B", "A", "B"]
    draft = read(heading("Outcome 2: Quick"), bare("X1"), kpis("O2 Quick", "O2", number=4))
    assert (sections(draft), of_kpis(draft)) == ([("2", "Quick")], ["2", "2"])


def test_a_title_of_the_plan_that_says_an_outcome_is_known_again() -> None:
    cells = ("Outcome 1: Heard", "Outcome 2: Quick")
    draft = read(actions(*cells), plan={"A": "Outcome 1: Heard", "B": "Outcome 2: Quick"})
    assert (of_actions(draft), of_columns(draft)) == (["A", "B"], [])
