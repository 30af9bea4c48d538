"""Which table holds what: proposed by rule, chosen by a person, remembered for the next file of that shape."""

from datetime import date

import pytest

from bringing.plain import Kind
from bringing.reading import Asks, Choice, Chosen, Draft, Holds, Known, Role, remember, understand
from bringing.reading.flat import headings
from bringing.reading.words import column_role, listed, titled
from bringing.settled import rows_of
from sheets.reading import Document, Heading, Place, Table
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered

ACTIONS = ["Ref", "Action", "By when", "Lead"]
ROW = ["A1", "Do it", "June 2024", "Head of SEND"]
KPIS = ["KPI", "Baseline", "Target – March 2024"]
CALLS = ["Calls", "12", "8"]
OWN = [["Zeile", "Vorhaben", "Frist", "Wer"], ["1", "Open a front door for early help", "soon", "x"]]
"""Headings that no list of words knows."""


def brought(*tables: Table, chosen: Chosen | None = None) -> Draft:
    heading = Heading(Place("f", paragraph=1), "Section A: One", 1)
    document = Document("f", (heading, *tables))
    draft = understand(document, Known(), chosen or Chosen())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


@pytest.mark.parametrize(
    ("heading", "holds", "role"),
    [
        ("Actions", Holds.ACTIONS, Role.WHAT),
        ("What we will do", Holds.ACTIONS, Role.WHAT),
        ("Outcome / Success Criteria", Holds.ACTIONS, Role.SUCCESS),
        ("Expected outcomes:", Holds.ACTIONS, Role.SUCCESS),
        ("SRO", Holds.ACTIONS, Role.POSTS),
        ("Senior Responsible Officer (SRO)", Holds.ACTIONS, Role.POSTS),
        ("Who is accountable?", Holds.ACTIONS, Role.POSTS),
        ("Timescale", Holds.ACTIONS, Role.BY_WHEN),
        ("Timescale – Finish", Holds.ACTIONS, Role.BY_WHEN),
        ("Timescale Start", Holds.ACTIONS, Role.STARTS),
        ("Started", Holds.ACTIONS, Role.STARTS),
        ("Key milestones", Holds.ACTIONS, Role.MILESTONE),
        ("Milestones / steps", Holds.ACTIONS, Role.MILESTONE),
        ("Milestones & dates", Holds.ACTIONS, Role.MILESTONE),
        ("Target date", Holds.ACTIONS, Role.BY_WHEN),
        ("Target completion date", Holds.ACTIONS, Role.BY_WHEN),
        ("Expected completion", Holds.ACTIONS, Role.BY_WHEN),
        ("Date completed", Holds.ACTIONS, Role.IGNORE),
        ("Original completion date", Holds.ACTIONS, Role.IGNORE),
        ("What do we need to do?", Holds.ACTIONS, Role.WHAT),
        ("Who will lead?", Holds.ACTIONS, Role.POSTS),
        ("RAG rating", Holds.ACTIONS, Role.KNOWN),
        ("Milestone 1 – End July 2023", Holds.ACTIONS, Role.MILESTONE),
        ("Milestone 1 – End July 2023", Holds.KPIS, Role.TARGET),
        ("July 2023", Holds.KPIS, Role.TARGET),
        ("Baseline", Holds.KPIS, Role.BASELINE),
        ("Baseline\u200b Date", Holds.KPIS, Role.BASELINE_DATE),
        ("Performance measure", Holds.KPIS, Role.NAME),
        ("Baseline 2022/23", Holds.KPIS, Role.BASELINE),
        ("2022-23 baseline", Holds.KPIS, Role.BASELINE),
        ("Target (2024/25)", Holds.KPIS, Role.TARGET),
        ("Target for 24/25", Holds.KPIS, Role.TARGET),
        ("Actual 2023/24", Holds.KPIS, Role.IGNORE),
        ("2024/25", Holds.KPIS, Role.IGNORE),
        ("Target 12/24", Holds.KPIS, Role.IGNORE),
        ("Budget 2024/25", Holds.ACTIONS, Role.IGNORE),
        ("Whatever", Holds.KPIS, Role.IGNORE),
        ("Action " * 60, Holds.ACTIONS, Role.IGNORE),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, holds: Holds, role: Role) -> None:
    assert column_role(heading, holds) is role


def test_titles_and_lists_are_known_by_their_words() -> None:
    assert titled("Key Performance Indicators (KPIs)") is Holds.KPIS
    assert titled("Actions and outcomes") is Holds.ACTIONS
    assert titled("Introduction") is Holds.NOTHING
    assert listed("What needs improvement:") is Role.NEEDS
    assert listed("What parents and carers told us") is Role.FAMILIES
    assert listed("What families have told us") is Role.FAMILIES


def test_a_line_of_headings_is_parted_by_the_longest_that_fit() -> None:
    line = "KPI Baseline Baseline Date Milestone 1 – End July 2023 Target End January 2024"
    parted = ("KPI", "Baseline", "Baseline Date", "Milestone 1 – End July 2023", "Target End January 2024")
    assert headings(line) == (Holds.KPIS, parted)
    assert headings("Actions are what we do when we can") == (Holds.NOTHING, ())


def test_two_tables_below_each_other_on_a_sheet_are_two() -> None:
    draft = brought(tabled([ACTIONS, ROW, KPIS, CALLS]))
    assert [(table.key, table.holds.value) for table in draft.tables] == [
        ("table 1", Holds.ACTIONS),
        ("table 1, row 3", Holds.KPIS),
    ]
    assert (len(draft.actions), len(draft.kpis)) == (1, 1)


def test_rows_of_cells_above_the_headings_are_asked_about() -> None:
    (doubt,) = asked(brought(tabled([["A0", "Do that", "May 2024", "Clerk"], ACTIONS, ROW])), Asks.ROW)
    assert doubt.words == ("A0", "Do that", "May 2024", "Clerk")
    assert asked(brought(tabled([["The plan of 2024", "Version 2"], ACTIONS, ROW])), Asks.ROW) == []


def test_a_person_says_what_a_table_is_and_where_its_headings_stand() -> None:
    roles = {1: Role.REF, 2: Role.WHAT, 3: Role.BY_WHEN, 4: Role.POSTS}
    chosen = Chosen({"table 1": Choice(Holds.ACTIONS, 1, roles, "B")})
    draft = brought(tabled(OWN), chosen=chosen)
    table = draft.tables[0]
    assert (table.holds.rule, table.heading_row, table.section) == ("chosen by a person", 1, "B")
    (action,) = draft.actions
    assert (action.ref.value, action.section.value, action.what.value) == ("1", "B", "Open a front door for early help")


def test_what_was_chosen_for_headings_in_unknown_words_is_remembered_for_them() -> None:
    roles = {1: Role.REF, 2: Role.WHAT, 3: Role.BY_WHEN, 4: Role.POSTS}
    first = brought(tabled(OWN), chosen=Chosen({"table 1": Choice(Holds.ACTIONS, 1, roles)}))
    next_file = tabled([["Our plan of next year"], [], OWN[0], ["2", "Close it again", "June 2025", "Clerk"]])
    draft = brought(next_file, chosen=Chosen(remembered=remember(first)))
    assert draft.tables[0].holds.rule == "as it was said of a table with these headings"
    assert [action.ref.value for action in draft.actions] == ["2"]
    assert draft.shape == first.shape
    assert brought(next_file).actions == ()


def test_a_column_that_a_person_left_out_stays_out_and_a_table_too() -> None:
    left = brought(tabled([ACTIONS, ROW]), chosen=Chosen({"table 1": Choice(columns={2: Role.IGNORE})}))
    assert left.actions[0].what.value == ""
    assert [each.source.words for each in left.aside] == ["Do it"]
    assert asked(left, Asks.COLUMN) == []
    out = brought(tabled([ACTIONS, ROW]), chosen=Chosen({"table 1": Choice(Holds.NOTHING)}))
    assert (out.actions, len(out.aside), asked(out, Asks.TABLE)) == ((), 4, [])


def test_a_table_of_points_is_read_line_by_line() -> None:
    rows = [["What needs improvement", "What families have told us"], ["• Calls\n• Help", "Listen"]]
    (section,) = brought(tabled(rows)).sections
    assert [point.value for point in section.needs_improvement] == ["Calls", "Help"]
    assert [point.value for point in section.families_said] == ["Listen"]


def test_a_column_of_titles_names_the_actions() -> None:
    for heading in ("Title", "Short title", "Action title"):
        table = tabled(
            [
                ["Ref", heading, "Action", "By when", "Lead"],
                ["A1", "Front door", "Open it", "June 2024", "Head of SEND"],
            ]
        )
        document = Document("f", (Heading(Place("f", paragraph=1), "Section A: Strategy", 1), table))
        draft = understand(document)
        assert uncovered(document, draft) == []
        (action,) = draft.actions
        assert (action.title and action.title.value, action.what.value) == ("Front door", "Open it")
        assert asked(draft, Asks.COLUMN) == []


def test_columns_of_one_heading_and_those_of_none_are_remembered_each_for_itself() -> None:
    rows = [["KPI", "June 2023", "June 2024", "", "Comments"], ["Calls", "12", "8", "Head of SEND", "x"]]
    roles = {2: Role.BASELINE, 3: Role.TARGET, 4: Role.UNIT, 5: Role.KNOWN}
    first = brought(tabled(rows), chosen=Chosen({"table 1": Choice(Holds.KPIS, 1, roles)}))
    again = brought(tabled(rows), chosen=Chosen(remembered=remember(first)))
    (table,) = again.tables
    assert {column.number: column.role.value for column in table.columns} == {1: Role.NAME, **roles}
    assert table.holds.rule == "as it was said of a table with these headings"


@pytest.mark.parametrize("heading", ["Where we are now (March 2023)", "Baseline: March\n2023"])
def test_of_a_baselines_heading_the_words_that_are_its_date_are_printed_as_that(heading: str) -> None:
    roles = {2: Role.BASELINE, 3: Role.TARGET}
    table = tabled([["KPI", heading, "March 2024"], ["Calls", "12", "8"]])
    draft = brought(table, chosen=Chosen({"table 1": Choice(Holds.KPIS, 1, roles)}))
    says = next(row.says for row in rows_of(draft) if row.kind is Kind.KPI)
    assert (says["baseline_on"], says["baseline_on_printed"]) == (date(2023, 3, 31), "March 2023")


def alone(rows: list[list[str]]) -> Document:
    """A file of one table, without a heading."""
    return Document("f", (tabled(rows),))


def rated(*told: str, heading: str = "Priority", across: str = "", ref: str = "A") -> Draft:
    """A table with a column of this heading, which says this of its actions; `across` heads a section in a row."""
    rows = [["Ref", heading, "Action", "By when"]]
    rows += [[f"{ref}{at}", each, f"Do thing {at}", "June 2024"] for at, each in enumerate(told, start=1)]
    document = alone(rows[:1] + ([[across]] if across else []) + rows[1:])
    draft = understand(document)
    assert uncovered(document, draft) == []
    return draft


def role_of(draft: Draft) -> Role:
    return draft.tables[0].columns[1].role.value


@pytest.mark.parametrize(
    "told",
    [
        ("High", "Medium", "low", "Med"),
        ("H", "M", "L"),
        ("Critical", "urgent", "", "n/a"),
        ("Must", "Should have", "Could"),
        ("Red", "Amber", "Green"),
        ("High", "1", "2"),
    ],
)
def test_a_priority_that_only_grades_the_actions_is_no_section(told: tuple[str, ...]) -> None:
    draft = rated(*told, across="Workstream 1: Joint working")
    assert role_of(draft) is Role.KNOWN
    assert [each.letter.value for each in draft.sections] == ["1"]
    assert {each.section.value for each in draft.actions} == {"1"}
    assert [each.asks for each in draft.doubts if each.asks in (Asks.SECTION, Asks.COLUMN)] == []
    aside = [each.source.words for each in draft.aside if each.why == "Column “Priority” is no part of a plan’s text"]
    assert aside == [each for each in told if each]


@pytest.mark.parametrize("told", [("Speech and language", "Autism"), ("High", "Autism"), ("1: Speech", "2: Autism")])
def test_a_priority_that_names_parts_of_the_plan_is_the_section(told: tuple[str, ...]) -> None:
    assert role_of(rated(*told)) is Role.SECTION


def test_a_theme_is_the_section_whatever_it_is_called() -> None:
    assert role_of(rated("High", "Low", heading="Theme")) is Role.SECTION


def test_beside_a_priority_that_grades_another_column_says_the_section() -> None:
    rows = [["Ref", "Priority", "Theme", "Action"], ["1", "High", "Autism", "Do it"], ["2", "Low", "Health", "Tell it"]]
    draft = understand(alone(rows))
    assert [column.role.value for column in draft.tables[0].columns[1:3]] == [Role.KNOWN, Role.SECTION]


def test_numbers_beside_sections_that_rows_say_are_set_aside_and_asked_about() -> None:
    draft = rated("1", "2", "1", across="Workstream 1: Joint working", ref="W1.")
    assert role_of(draft) is Role.KNOWN
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [("1", "Joint working")]
    (doubt,) = asked(draft, Asks.COLUMN)
    assert (doubt.about, doubt.words, doubt.read) == (
        ("tables/0/columns/1/role",),
        ("Priority",),
        "no part of the plan",
    )
    assert doubt.says == (
        "Column “Priority” has numbers alone, and something else says the sections: it was set aside; confirm it, or "
        "choose what it holds"
    )
    chosen = Chosen({draft.tables[0].key: Choice(columns={2: Role.SECTION})})
    rows = [["Ref", "Priority", "Action"], ["Workstream 1: One"], ["W1", "2", "Do it"]]
    assert [each.section.value for each in understand(alone(rows), chosen=chosen).actions] == ["2"]


def test_numbers_below_a_heading_that_says_the_section_are_asked_about_too() -> None:
    draft = brought(tabled([[*ACTIONS, "Priority"], [*ROW, "2"]]))
    assert [each.letter.value for each in draft.sections] == ["A"]
    assert [each.words for each in asked(draft, Asks.COLUMN)] == [("Priority",)]


def test_numbers_are_the_sections_where_nothing_else_says_these() -> None:
    draft = rated("1", "2", "1", ref="")
    assert role_of(draft) is Role.SECTION
    assert [each.section.value for each in draft.actions] == ["1", "2", "1"]


def test_cells_of_a_column_that_somebody_left_out_are_said_to_be_so() -> None:
    table = tabled([[*ACTIONS, "Zustand"], [*ROW, "gut"]])
    out = Chosen({"table 1": Choice(columns={5: Role.IGNORE})})
    for chosen, why in (
        (Chosen(), "Column “Zustand” was not recognised"),
        (out, "Column “Zustand” was left out by a person"),
        (Chosen(remembered=remember(brought(table, chosen=out))), "Column “Zustand” was left out by a person"),
    ):
        assert [each.why for each in brought(table, chosen=chosen).aside] == [why]


def test_a_table_with_its_headings_in_the_first_column_is_told_what_to_do() -> None:
    """One table for each action, as some councils write their plans: no choice of columns makes a row of it."""
    draft = brought(tabled([["Action 1", "Ask schools"], ["Lead", "Head of SEND"], ["Deadline", "June 2024"]]))
    (doubt,) = asked(draft, Asks.TABLE)
    assert "its headings stand one below the other in its first column" in doubt.says
    assert "as the empty workbook has it" in doubt.says
    for first in ("Red", "Progress"):
        rows = [[first, "Ask schools"], ["Lead", "Head"], ["Blue", "June 2024"]]
        (other,) = asked(brought(tabled(rows)), Asks.TABLE)
        assert "nothing says what this table holds" in other.says
