"""What stands above the headings of a table: its section, years over its columns, and what is listed as set aside."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from bringing.others import others
from bringing.reading import Asks, Choice, Chosen, Draft, Holds, Known, understand
from bringing.reading.draft import Role
from bringing.reading.mapping import remember
from bringing.reading.stacked import rows_of
from bringing.reading.words import of_a_year
from sheets.reading import Block, Document, Heading, Merge, Paragraph, Place, read_file
from tests.bringing.newer import saved
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered

HEADS = ["Ref", "Action", "By when", "Lead"]
ROW = ["1.1", "Map the pathway", "June 2024", "Head of SEND"]
ABOVE = "the row above the headings"
ACROSS = Merge(1, 1, 1, 4)
ONE, TWO = (Heading(Place("f", paragraph=number), f"Priority {number}: P{number}", 1) for number in (1, 2))


def brought(*blocks: Block, chosen: Chosen | None = None) -> Draft:
    document = Document("f", blocks)
    draft = understand(document, Known(), chosen or Chosen())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def sections(draft: Draft) -> list[tuple[str, str, str]]:
    return [(each.letter.value, each.title.value, each.title.rule) for each in draft.sections]


def aside(draft: Draft) -> list[str]:
    return [each.source.words for each in draft.aside]


@pytest.mark.parametrize("merges", [(), (ACROSS,)])
def test_a_row_above_the_headings_says_the_section_of_the_table(merges: tuple[Merge, ...]) -> None:
    rows = [["Workstream 1: Identification"], ["SRO: Director of Public Health"], [], HEADS, ROW]
    draft = brought(tabled(rows, 1, merges))
    assert sections(draft) == [("1", "Identification", ABOVE)]
    (action,) = draft.actions
    assert (action.section.value, action.section.rule) == ("1", ABOVE)
    assert draft.tables[0].section == "1"
    (sponsor,) = draft.aside
    assert (sponsor.source.words, str(sponsor.source.place)) == (rows[1][0], "table 1, row 2, column 1")
    assert asked(draft, Asks.SECTION) == []


def test_a_letter_alone_heads_a_section_only_where_it_lies_across_the_table() -> None:
    rows = [["A. Leadership"], HEADS, ROW]
    assert sections(brought(tabled(rows, 1, (ACROSS,)))) == [("A", "Leadership", ABOVE)]
    alone = brought(tabled(rows))
    assert (sections(alone)[0][0], aside(alone)) == ("1", ["A. Leadership"])


@pytest.mark.parametrize(
    "above",
    [["Theme 3: Identification", "Version 3"], [f"Theme 3: {'What we have agreed ' * 12}".strip()]],
    ids=["beside other words", "a whole paragraph"],
)
def test_words_above_the_headings_that_are_no_title_by_themselves_say_no_section(above: list[str]) -> None:
    draft = brought(ONE, TWO, tabled([above, HEADS, ROW]))
    assert [each.section.value for each in draft.actions] == ["2"]
    assert aside(draft) == above


def test_of_two_rows_above_the_headings_the_lower_one_says_the_section() -> None:
    draft = brought(tabled([["Workstream 1: One"], ["Workstream 2: Two"], HEADS, ROW]))
    assert ([each.section.value for each in draft.actions], aside(draft)) == (["2"], ["Workstream 1: One"])


def test_words_before_a_table_of_nothing_are_listed() -> None:
    draft = brought(ONE, Paragraph(Place("f", paragraph=3), "Our dates"), tabled([["When", "Where"], ["May", "Hall"]]))
    assert aside(draft).count("Our dates") == 1


def test_a_person_changes_the_section_that_the_row_above_says() -> None:
    rows = [["Workstream 1: Identification"], HEADS, ROW]
    chosen = Chosen({"table 1": Choice(section="2")})
    draft = brought(ONE, TWO, tabled(rows), chosen=chosen)
    assert [each.section.value for each in draft.actions] == ["2"]
    assert "Workstream 1: Identification" in aside(draft)


def test_a_section_that_stands_around_the_table_already_is_listed_again() -> None:
    table = tabled([["Theme 1: Identification"], HEADS, ROW])
    draft = brought(ONE, table)
    assert sections(draft) == [("1", "P1", "a heading of sections")]
    assert "Theme 1: Identification" in aside(draft)
    assert asked(draft, Asks.SECTION) == []


def test_of_two_sections_that_are_said_the_nearer_one_is_read_and_asked() -> None:
    draft = brought(ONE, TWO, tabled([["Theme 3: Provision"], HEADS, ROW]))
    assert [each.section.value for each in draft.actions] == ["3"]
    (doubt,) = asked(draft, Asks.SECTION)
    assert (doubt.about, doubt.read, doubt.others) == (("actions/0/section",), "Section 3", ("Section 2",))
    assert [each.values for each in others(doubt, draft)] == [{"actions/0/section": "2"}]


def test_a_section_that_goes_by_the_title_that_it_has_is_that_one_wherever_its_table_stands() -> None:
    draft = brought(ONE, TWO, tabled([["Priority 1: P1"], HEADS, ROW]))
    assert [each.section.value for each in draft.actions] == ["1"]
    (doubt,) = asked(draft, Asks.SECTION)
    assert (doubt.read, doubt.others) == ("Section 1", ("Section 2",))


def test_each_table_is_asked_about_by_itself_without_the_rows_that_say_their_section() -> None:
    own = [["Theme 4: Four"], ["Theme", *HEADS], ["", "4.1", *ROW[1:]], ["1", "4.2", *ROW[1:]]]
    draft = brought(ONE, TWO, tabled([["Theme 3: Three"], HEADS, ROW], 1), tabled(own, 2))
    assert [each.section.value for each in draft.actions] == ["3", "4", "1"]
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("actions/0/section",), ("actions/1/section",)]


def test_workstream_1_of_the_second_priority_is_not_read_as_the_first_one() -> None:
    draft = brought(ONE, TWO, tabled([["Workstream 1 – Sponsor: the clerk"], HEADS, ROW]))
    assert [each.section.value for each in draft.actions] == ["2"]
    (doubt,) = asked(draft, Asks.SECTION)
    assert (doubt.read, doubt.others) == ("Section 2", ("Section 1",))
    assert [each.title.value for each in draft.sections] == ["P1", "P2"]


def test_the_section_above_a_second_table_of_a_sheet_is_of_that_one() -> None:
    more = ["Ref", "Action", "Outcome", "By when", "Lead"]
    rows = [["Theme 1: One"], HEADS, ROW, ["Theme 2: Two"], more, ["2.1", "See", "Seen", "July 2024", "Clerk"]]
    draft = brought(tabled(rows))
    assert [(each.ref.value, each.section.value) for each in draft.actions] == [("1.1", "1"), ("2.1", "2")]
    document = Document("f", (tabled(rows),))
    assert rows_of(document) == {"table 1": (1, 2, 3), "table 1, row 4": (4, 5, 6)}
    rows[3] = ["Theme 2: Two", "Version 3"]
    assert rows_of(Document("f", (tabled(rows),))) == {"table 1": (1, 2, 3, 4), "table 1, row 5": (5, 6)}


LOWER = ["Measure", "Baseline", "Actual", "Target", "Actual", "Target"]
FIGURES = ["Plans on time", "45%", "50%", "55%", "", "70%"]
READ = ["Measure", "Baseline", "Actual 2023/24", "Target 2023/24", "Actual 2024/25", "Target 2024/25"]


@pytest.mark.parametrize(
    ("upper", "merges"),
    [
        (["", "", "2023/24", "", "2024/25"], (Merge(1, 3, 1, 4), Merge(1, 5, 1, 6))),
        (["", "", "2023/24", "", "2024/25"], ()),
        (["", "", "2023/24", "2023/24", "2024/25", "2024/25"], ()),
    ],
)
@pytest.mark.parametrize("chosen", [None, 2])
def test_years_over_columns_are_read_with_the_headings_below_them(
    upper: list[str], merges: tuple[Merge, ...], chosen: int | None
) -> None:
    choice = Chosen({"table 1": Choice(heading_row=chosen)} if chosen else {})
    draft = brought(ONE, tabled([upper, LOWER, FIGURES], 1, merges), chosen=choice)
    (table,) = draft.tables
    assert [each.heading for each in table.columns] == READ
    assert table.heading_row == 2
    (kpi,) = draft.kpis
    assert [(each.label.value, each.rule.words) for each in kpi.targets] == [
        ("Target 2023/24", "55%"),
        ("Target 2024/25", "70%"),
    ]
    assert len(asked(draft, Asks.TARGET_DATE)) == 2
    assert upper[2] not in aside(draft)


@pytest.mark.parametrize("merges", [(), (Merge(1, 3, 1, 4), Merge(1, 5, 1, 6))])
def test_years_beside_headings_are_read_with_the_row_below(merges: tuple[Merge, ...]) -> None:
    upper = ["Measure", "Baseline", "2023/24", "", "2024/25"]
    draft = brought(ONE, tabled([upper, ["", "", *LOWER[2:]], FIGURES], 1, merges))
    assert [each.heading for each in draft.tables[0].columns] == READ
    assert [each.name.value for each in draft.kpis] == ["Plans on time"]


@pytest.mark.parametrize("merges", [(), (Merge(1, 3, 1, 4), Merge(1, 5, 1, 6))])
@pytest.mark.parametrize(
    ("years", "days"),
    [
        (("2023", "2024"), (None, None)),
        (("Year 1", "Year 2"), (None, None)),
        (("FY 2023", "FY 2024"), (None, None)),
        (("Sept 23", "Sept 24"), (date(2023, 9, 30), date(2024, 9, 30))),
    ],
)
def test_years_of_any_kind_are_read_with_the_headings_below_them(
    years: tuple[str, str], days: tuple[date | None, date | None], merges: tuple[Merge, ...]
) -> None:
    """The day of a month is proposed; of all of them it is asked."""
    upper = ["", "", years[0], "", years[1]]
    draft = brought(ONE, tabled([upper, LOWER, FIGURES], 1, merges))
    (kpi,) = draft.kpis
    assert [(each.label.value, each.due_on.value, each.rule.words) for each in kpi.targets] == [
        (f"Target {years[0]}", days[0], "55%"),
        (f"Target {years[1]}", days[1], "70%"),
    ]
    assert len(asked(draft, Asks.TARGET_DATE)) == 2
    assert aside(draft) == ["50%"]
    assert (kpi.baseline.value.value, kpi.baseline.words) == (45, "45%")


@pytest.mark.parametrize("years", [("2023", "2024"), ("Year 1", "Year 2"), ("Sept 23", "Sept 24")])
@pytest.mark.parametrize("baseline", ["", "2022", "Sept 22"])
def test_years_below_targets_are_read_with_these(years: tuple[str, str], baseline: str) -> None:
    """Also where a day of the baseline stands beside them, below a heading that is not joined."""
    rows = [
        ["KPI", "Baseline", "Targets", "", "How measured"],
        ["", baseline, *years],
        ["Calls", "12", "10", "8", "SEN2"],
    ]
    draft = brought(ONE, tabled(rows, 1, (Merge(1, 3, 1, 4),)))
    (kpi,) = draft.kpis
    assert [(each.label.value, each.rule.words) for each in kpi.targets] == [
        (f"Targets {years[0]}", "10"),
        (f"Targets {years[1]}", "8"),
    ]
    assert [each.heading for each in draft.tables[0].columns][1] == f"Baseline {baseline}".strip()
    assert (kpi.name.value, kpi.baseline.value.value) == ("Calls", 12)


def test_a_row_below_joined_headings_that_says_more_than_years_is_one_of_the_table() -> None:
    rows = [["KPI", "Baseline", "Targets"], ["Calls", "12", "10", "8"], ["Visits", "2022", "2023", "2024"]]
    draft = brought(ONE, tabled(rows, 1, (Merge(1, 3, 1, 4),)))
    assert [each.name.value for each in draft.kpis] == ["Calls", "Visits"]


def test_figures_below_years_are_those_of_a_row() -> None:
    rows = [["KPI", "Baseline", "2023/24", "", "2024/25"], ["", "", "10", "11", "12"], ["Calls", "1", "2", "3", "4"]]
    draft = brought(ONE, tabled(rows))
    assert [each.heading for each in draft.tables[0].columns][:3] == rows[0][:3]
    assert [each.name.value for each in draft.kpis] == ["", "Calls"]


def test_a_day_is_of_the_column_below_it_alone_where_nothing_is_joined() -> None:
    rows = [["", "", "March 2025"], ["KPI", "Baseline", "Target", "Target"], ["Calls", "12", "10", "9"]]
    (kpi,) = brought(ONE, tabled(rows)).kpis
    assert [each.due_on.value for each in kpi.targets] == [date(2025, 3, 31), None]


def test_days_below_words_that_may_say_of_what_they_are_are_no_targets_for_certain() -> None:
    rows = [["", "", "How we have done"], ["KPI", "Baseline", "July 2023", "July 2024"], ["Calls", "12", "10", "9"]]
    draft = brought(ONE, tabled(rows, 1, (Merge(1, 3, 1, 4),)))
    assert draft.kpis[0].targets == ()
    assert len(asked(draft, Asks.COLUMN)) == 2


def test_years_over_milestones_of_actions_are_read_with_these() -> None:
    rows = [["", "", "", "2023", "2024"], ["Ref", "Action", "By when", "Milestone", "Milestone"]]
    draft = brought(ONE, tabled([*rows, ["A1", "Map the pathway", "June 2024", "It is drawn", "It is agreed"]]))
    (action,) = draft.actions
    assert [(each.label.value, each.says.value) for each in action.milestones] == [
        ("Milestone 2023", "It is drawn"),
        ("Milestone 2024", "It is agreed"),
    ]


@pytest.mark.parametrize("merges", [(), (Merge(1, 2, 1, 3), Merge(1, 4, 1, 5))])
def test_days_below_actual_are_no_targets(merges: tuple[Merge, ...]) -> None:
    rows = [["", "Actual", "", "Target"], ["KPI", "July 2023", "July 2024", "July 2025", "July 2026"]]
    draft = brought(ONE, tabled([*rows, ["Calls", "12", "10", "8", "6"]], 1, merges))
    (kpi,) = draft.kpis
    assert [(each.label.value, each.due_on.value, each.rule.words) for each in kpi.targets] == [
        ("Target", date(2025, 7, 31), "8"),
        ("Target", date(2026, 7, 31), "6"),
    ]
    assert len(asked(draft, Asks.COLUMN)) == 2


def test_a_day_over_target_and_actual_is_the_day_of_both() -> None:
    rows = [["", "", "March 2025"], ["KPI", "Baseline", "Target", "Actual"], ["Calls", "12", "8", "9"]]
    draft = brought(ONE, tabled(rows, 1, (Merge(1, 3, 1, 4),)))
    (kpi,) = draft.kpis
    assert [(each.due_on.value, each.rule.words) for each in kpi.targets] == [(date(2025, 3, 31), "8")]


def test_a_title_over_all_columns_and_a_group_of_columns_are_listed_and_change_no_heading() -> None:
    rows = [["Our scorecard"], ["", "Where we want to be"], ["KPI", "Baseline", "Target – March 2025"]]
    merges = (Merge(1, 1, 1, 3), Merge(2, 2, 2, 3))
    draft = brought(ONE, tabled([*rows, ["Calls", "12", "8"]], 1, merges))
    assert [each.heading for each in draft.tables[0].columns] == rows[2]
    assert aside(draft) == ["Our scorecard", "Where we want to be"]


def test_two_rows_of_headings_that_come_again_are_no_rows() -> None:
    upper = ["", "", "2023/24", "2023/24", "2024/25", "2024/25"]
    draft = brought(ONE, tabled([upper, LOWER, FIGURES, upper, LOWER, ["Calls", "1", "2", "3", "4", "5"]]))
    assert [each.name.value for each in draft.kpis] == ["Plans on time", "Calls"]
    assert asked(draft, Asks.ROW) == []


def test_the_first_line_of_a_csv_before_its_headings_is_listed_with_its_place() -> None:
    text = "Southport SEND plan;;;\nRef;Action;By when;Lead\nA1;Do it;June 2024;Head of SEND\n"
    document = read_file("p.csv", text.encode())
    draft = understand(document)
    assert uncovered(document, draft) == []
    assert [(each.source.words, str(each.source.place)) for each in draft.aside] == [("Southport SEND plan", "A1")]


def test_a_paragraph_between_a_title_and_its_table_is_listed() -> None:
    led = Paragraph(Place("f", paragraph=3), "Led by the board")
    draft = brought(ONE, Heading(Place("f", paragraph=2), "Actions", 2), led, tabled([HEADS, ROW]))
    assert aside(draft) == ["Led by the board"]
    assert draft.tables[0].holds.value is Holds.ACTIONS


def test_a_title_over_all_columns_changes_no_day() -> None:
    rows = [["Our scorecard"], ["KPI", "Baseline", "July 2024", "July 2025"], ["Calls", "12", "10", "8"]]
    draft = brought(ONE, tabled(rows, 1, (ACROSS,)))
    assert [each.heading for each in draft.tables[0].columns] == rows[1]
    assert [each.rule.words for each in draft.kpis[0].targets] == ["10", "8"]


def book(rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> Draft:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append([each or None for each in row])
    for each in merges:
        made.active.merge_cells(each)
    return understand(read_file("plan.xlsx", saved(made)))


UPDATED = date(2023, 3, 14)


@pytest.mark.parametrize("day", ["March 2023", UPDATED])
@pytest.mark.parametrize("word", ["Last updated", "Printed"])
def test_the_day_on_which_a_sheet_was_updated_is_no_headings_day(day: object, word: str) -> None:
    heads, rows = ["KPI", "Baseline", "Target – March 2024"], [["Calls", "10", "20"], ["Posts", "11", "21"]]
    draft = book([[word, day], heads, *rows])
    assert [each.as_at.value for each in draft.kpis] == [None, None]
    draft = book([[word, "", day], ["KPI", "Baseline", "Target"], *rows])
    assert [each.targets[0].due_on.value for each in draft.kpis] == [None, None]
    assert len(asked(draft, Asks.TARGET_DATE)) == 1
    action = ["A1", "Do it", "Head of SEND", "June 2024", "A draft"]
    draft = book([[word, "", "", "", day], ["Ref", "Action", "Lead", "By when", "Milestone 1"], action])
    assert draft.actions[0].milestones[0].due_on.value is None


def test_rows_that_are_joined_as_their_headings_are_no_second_row_of_headings() -> None:
    heads = ["Ref", "", "Action", "", "By when", "", "Lead"]
    rows = [["A1", "", "Do it", "", "June 2024", "", "Head"], ["A2", "", "Do more", "", "July 2024", "", "Head"]]
    joined = [f"{left}{row}:{right}{row}" for row in (1, 2, 3) for left, right in ("AB", "CD", "EF", "GH")]
    draft = book([heads, *rows], joined)
    assert [(each.ref.value, each.what.value) for each in draft.actions] == [("A1", "Do it"), ("A2", "Do more")]


def test_days_beside_kpi_over_baseline_and_target_are_their_days() -> None:
    draft = book([["KPI", "March 2023", "March 2024"], ["", "Baseline", "Target"], ["Calls", "10", "20"]])
    (kpi,) = draft.kpis
    assert (kpi.baseline.value.value, kpi.as_at.value) == (10, date(2023, 3, 31))
    assert [(each.due_on.value, str(each.rule.value)) for each in kpi.targets] == [(date(2024, 3, 31), "20")]


def test_a_day_beside_other_headings_is_that_of_the_one_word_below_it() -> None:
    draft = book([["KPI", "Baseline", "March 2024"], ["", "", "Target"], ["Calls", "10", "20"]])
    assert [column.heading for column in draft.tables[0].columns] == ["KPI", "Baseline", "Target March 2024"]
    (kpi,) = draft.kpis
    assert [(each.due_on.value, str(each.rule.value)) for each in kpi.targets] == [(date(2024, 3, 31), "20")]


def test_a_heading_that_is_longer_than_any_names_no_year() -> None:
    assert of_a_year(f"{' ' * 100}2024/25")
    assert not of_a_year(f"{' ' * 300}2024/25")


JOINED = ["Ref", "Action", "By when", "Milestones", "", "Who"]
OVER_TWO = Merge(1, 4, 1, 5)


def test_columns_below_one_joined_heading_are_called_by_it() -> None:
    rows = [JOINED, ["A1", "Map the pathway", "June 2024", "It is drawn", "It is agreed", "Head of SEND"]]
    draft = brought(ONE, tabled(rows, 1, (OVER_TWO,)))
    assert [each.heading for each in draft.tables[0].columns] == [*JOINED[:4], "Milestones (2)", "Who"]
    (action,) = draft.actions
    assert [(each.label.value, each.says.value) for each in action.milestones] == [
        ("Milestones", "It is drawn"),
        ("Milestones (2)", "It is agreed"),
    ]
    assert len(asked(draft, Asks.TARGET_DATE)) == 2
    assert asked(draft, Asks.COLUMN) == []


def test_what_stands_once_in_a_row_is_not_read_of_the_second_column_below_a_joined_heading() -> None:
    rows = [["Ref", "Action", "", "By when", "Who"], ["A1", "Map the pathway", "Joint", "June 2024", "Head of SEND"]]
    draft = brought(ONE, tabled(rows, 1, (Merge(1, 2, 1, 3),)))
    (asks,) = asked(draft, Asks.COLUMN)
    assert "“Action (2)”" in asks.says
    assert draft.actions[0].what.value == "Map the pathway"
    assert aside(draft) == ["Joint"]


def test_a_joined_heading_says_the_day_of_all_columns_below_it() -> None:
    rows = [["KPI", "Baseline", "Target – March 2025", ""], ["Calls", "12", "8", "6"]]
    (kpi,) = brought(ONE, tabled(rows, 1, (Merge(1, 3, 1, 4),))).kpis
    assert [(each.label.value, each.due_on.value, each.rule.words) for each in kpi.targets] == [
        ("Target", date(2025, 3, 31), "8"),
        ("Target (2)", date(2025, 3, 31), "6"),
    ]


def test_what_was_chosen_for_a_column_below_a_joined_heading_is_remembered() -> None:
    rows = [JOINED, ["A1", "Map the pathway", "June 2024", "It is drawn", "It is agreed", "Head of SEND"]]
    chosen = Chosen({"table 1": Choice(columns={5: Role.KNOWN})})
    before = brought(ONE, tabled(rows, 1, (OVER_TWO,)), chosen=chosen)
    again = brought(ONE, tabled(rows, 1, (OVER_TWO,)), chosen=Chosen(remembered=remember(before)))
    assert [each.role.value for each in again.tables[0].columns][4] is Role.KNOWN
    assert len(again.actions[0].milestones) == 1
