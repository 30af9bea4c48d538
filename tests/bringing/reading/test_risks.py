"""Registers of risks: their rows have dates and owners, and are no actions."""

from dataclasses import replace

import pytest

from bringing.reading import Asks, Choice, Chosen, Holds, understand
from bringing.reading.draft import Role
from sheets.reading import Document, Table
from tests.bringing.reading.plans import asked, tabled
from tests.bringing.reading.test_leaving_sections import PRIORITIES, actions, brought, of_actions

ROWS = [["R1", "Staff leave", "Keep them here", "Head of HR", "March 2024"]] * 2


def register(*heads: str) -> Table:
    return tabled([heads or ("Ref", "Risk", "Mitigation", "Owner", "Review date"), *ROWS], 3)


@pytest.mark.parametrize(
    ("heading", "heads"),
    [
        ("Risks", ()),
        ("What may go wrong", ()),
        ("What may go wrong", ("No", "Risk description", "Action to mitigate", "Owner", "Due date")),
        ("What may go wrong", ("No", "Risk/Issue", "Mitigating action", "Owner", "Due")),
        ("Risks", ("Ref", "What", "Action", "Owner", "By when")),
        ("Appendix B: Risk register", ("Ref", "What", "Action", "Owner", "By when")),
        ("5. Key risks and mitigations", ("Ref", "What", "Action", "Owner", "By when")),
    ],
)
def test_a_register_of_risks_is_asked_about_once_and_has_no_actions(heading: str, heads: tuple[str, ...]) -> None:
    draft = brought(*PRIORITIES, f"# {heading}", register(*heads))
    assert [ref for ref, _ in of_actions(draft)] == ["1.1", "2.1"]
    (doubt,) = (each for each in draft.doubts if each.about[0].startswith("tables/2"))
    assert doubt.asks is Asks.TABLE
    assert doubt.says.startswith("Table 3: this is a register of risks by its column or the heading above")
    assert "its 2 rows are set aside: leave it out, or choose what it holds" in doubt.says
    assert asked(draft, Asks.NO_ACTION) == []


def test_a_register_that_a_person_chose_as_actions_is_read() -> None:
    choice = Choice(holds=Holds.ACTIONS, columns={3: Role.WHAT})
    draft = brought(*PRIORITIES, "# Risks", register(), chosen=Chosen(tables={"table 3": choice}))
    assert [each.what.value for each in draft.actions][2:] == ["Keep them here"] * 2


@pytest.mark.parametrize(
    "heads", [("Ref", "Action", "Risk", "Lead", "By when"), ("Ref", "Action", "Risks", "Lead", "")]
)
def test_a_column_of_risks_beside_actions_makes_no_register(heads: tuple[str, ...]) -> None:
    table = tabled([heads, ["1.2", "Ask families", "Nobody comes", "Head of SEND", "June 2024"]], 3)
    assert of_actions(brought(*PRIORITIES, table))[-1][0] == "1.2"


def test_actions_below_a_heading_of_theirs_within_risks_are_actions() -> None:
    draft = brought(
        *PRIORITIES, "# Risks", "## Action plan", actions(3, "1.3"), "# Managing risk well", actions(4, "1.4")
    )
    assert [ref for ref, _ in of_actions(draft)] == ["1.1", "2.1", "1.3", "1.4"]


def test_a_sheet_of_risks_is_a_register() -> None:
    heads = ["Ref", "What", "Action", "Owner", "By when"]
    sheets = [replace(tabled([heads, *ROWS], n), name=name) for n, name in enumerate(("Actions", "Risk log"))]
    draft = understand(Document("f", tuple(sheets)))
    assert [each.holds.value for each in draft.tables] == [Holds.ACTIONS, Holds.NOTHING]


def test_a_register_alone_leaves_a_file_without_actions() -> None:
    draft = understand(Document("f", (register(),)))
    assert [each.asks for each in draft.doubts if each.about == ("actions",)] == [Asks.NO_TABLE]


def test_a_heading_of_risks_above_words_about_them_makes_no_register_of_the_actions_below() -> None:
    """All actions of the plan were set aside."""
    lines = ("# Priority 1: Voice", "## Key risks", "> Parents may not engage.", actions(1, "1.1"))
    assert of_actions(brought(*lines, "# Priority 2: Health", actions(2, "2.1"))) == [("1.1", "1"), ("2.1", "2")]


@pytest.mark.parametrize("between", ["> The board reviews these risks each month.", "> Table 3: Risk register"])
@pytest.mark.parametrize("heading", ["# Risks", "# 3. Risk register"])
def test_words_between_the_heading_and_a_table_with_risks_make_no_actions_of_it(heading: str, between: str) -> None:
    draft = brought(*PRIORITIES, heading, between, register("Ref", "Risk", "Action", "Lead", "By when"))
    assert [ref for ref, _ in of_actions(draft)] == ["1.1", "2.1"]
    assert len(asked(draft, Asks.TABLE)) == 1


@pytest.mark.parametrize("title", ["# Moor SEND Improvement Plan", "** Moor SEND Improvement Plan"])
def test_a_bold_line_of_risks_makes_a_register_also_where_other_lines_are_headings(title: str) -> None:
    lines = [each.replace("#", "**") if isinstance(each, str) else each for each in PRIORITIES]
    draft = brought(title, *lines, "** Risk register", register("Ref", "What", "Action", "Lead", "By when"))
    assert of_actions(draft) == [("1.1", "1"), ("2.1", "2")]
    assert len(asked(draft, Asks.TABLE)) == 1


def test_a_bold_line_of_actions_below_a_heading_of_risks_makes_no_register() -> None:
    draft = brought(*PRIORITIES, "# Risks", "** Action plan", actions(3, "1.3"))
    assert [ref for ref, _ in of_actions(draft)] == ["1.1", "2.1", "1.3"]
