"""Columns of a table of actions whose heading ends in a month: milestones, or what was reported of that month."""

import pytest

from bringing.reading import Asks, Chosen, Draft, Holds, understand
from bringing.reading.draft import Role
from bringing.reading.mapping import Choice
from bringing.reading.words import column_role
from sheets.reading import Document, Paragraph, Place, read_file
from tests.bringing.reading.plans import asked, tabled, uncovered

HEAD = ["Ref", "Section", "Action", "By when", "Lead"]
ROW = ["A1", "A", "Appoint a chair", "June 2025", "Head of SEND"]
SETS_ASIDE = "Column “{}” was not recognised, and its cells are set aside: say what they hold"


def read(heading: str, cell: str, chosen: Chosen | None = None) -> Draft:
    document = Document("f", (tabled([[*HEAD, heading], [*ROW, cell]]),))
    draft = understand(document, chosen=chosen or Chosen())
    assert uncovered(document, draft) == []
    return draft


def steps(draft: Draft) -> list[tuple[str, str, str]]:
    return [
        (each.label.value, str(each.due_on.value), each.says.value)
        for action in draft.actions
        for each in action.milestones
    ]


def aside(draft: Draft) -> list[tuple[str, str]]:
    return [(each.source.words, each.why) for each in draft.aside]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Milestone 1 – End July 2024", "Milestone 1"),
        ("Milestone 2: the chair is here – July 2024", "Milestone 2: the chair is here"),
        ("Milestone – updated pathway – July 2024", "Milestone – updated pathway"),
        ("By the end of July 2024", "By the end of July 2024"),
        ("Target for July 2024", "Target"),
        ("Interim (July 2024)", "Interim"),
        ("Phase 1 – July 2024", "Phase 1"),
        ("Stage: July 2024", "Stage"),
        ("Step 2, July 2024", "Step 2"),
        ("First – July 2024", "First"),
        ("Second milestone – July 2024", "Second milestone"),
        ("Milestone 1.2a (July 2024)", "Milestone 1.2a"),
        ("Milestone No. 3 – July 2024", "Milestone No. 3"),
        ("Phase two, July 2024", "Phase two"),
        ("Key milestones – July 2024", "Key milestones"),
        ("Target 2024/25 – 31 July 2024", "Target 2024/25"),
        ("M3 – July 2024", "M3"),
        ("To be completed by July 2024", "To be completed"),
        ("Year 1 (July 2024)", "Year 1"),
    ],
)
def test_a_month_behind_a_milestones_word_or_by_is_a_milestones(heading: str, label: str) -> None:
    draft = read(heading, "It is written")
    assert steps(draft) == [(label, "2024-07-31", "It is written")]
    assert asked(draft, Asks.COLUMN) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Progress July 2024",
        "Update – July 2024",
        "RAG July 2024",
        "BRAG status (31 July 2024)",
        "Comments for July 2024",
        "Status as at July 2024",
        "Evidence to July 2024",
        "Actual July 2024",
        "Spend to July 2024",
        "Costs up to end of July 2024",
    ],
)
def test_what_was_reported_of_a_month_is_set_aside_as_it_is_without_the_month(heading: str) -> None:
    draft = read(heading, "Amber")
    assert steps(draft) == []
    assert aside(draft) == [("Amber", f"Column “{heading}” is no part of a plan’s text")]
    assert asked(draft, Asks.COLUMN) == []


@pytest.mark.parametrize(
    "heading",
    [
        "Board comments July 2024",
        "Lead (from March 2024)",
        "Forecast July 2024",
        "Milestone 1 status – July 2024",
        "Milestone 1: RAG – July 2024",
        "Milestone 1 – lead, July 2024",
        "Milestone 1 – progress against plan, July 2024",
        "Milestone 1 – board comments to July 2024",
        "Before July 2024",
        "Stage 2 (from July 2024)",
        "Views of families, July 2024",
    ],
)
def test_other_words_before_a_month_are_asked_about_and_a_person_can_say_that_they_are_milestones(heading: str) -> None:
    draft = read(heading, "It is written")
    assert steps(draft) == []
    assert [each.source.words for each in draft.aside] == ["It is written"]
    (doubt,) = asked(draft, Asks.COLUMN)
    assert (doubt.says, doubt.about) == (SETS_ASIDE.format(heading), ("tables/0/columns/5/role",))
    said = read(heading, "It is written", Chosen({draft.tables[0].key: Choice(columns={6: Role.MILESTONE})}))
    assert [says for _, _, says in steps(said)] == ["It is written"]
    assert asked(said, Asks.COLUMN) == []


def test_of_kpis_a_month_behind_a_milestones_word_is_a_targets_as_before() -> None:
    assert column_role("Milestone 1 – End July 2024", Holds.KPIS) is Role.TARGET
    assert column_role("Progress July 2024", Holds.KPIS) is Role.IGNORE


def test_headings_with_many_reports_begin_another_table_below_the_first() -> None:
    reports = [
        f"{word} {month} 2024" for month in ("July", "August", "September") for word in ("RAG", "Board comments")
    ]
    heads = ["Ref", "Action", "By when", *reports]
    row = ["A1", "Appoint a chair", "June 2025", "Amber"]
    again = [*heads[:3], "Lead", *reports]
    draft = understand(Document("f", (tabled([heads, row, again, ["B1", "Write a plan", "May 2025", "Chair"]]),)))
    assert [each.ref.value for each in draft.actions] == ["A1", "B1"]
    assert len(draft.tables) == 2


def test_a_line_above_a_table_that_says_of_which_day_its_status_is_dates_nothing() -> None:
    rows = [["Status as at July 2024", "", "", "March 2024"], ["Ref", "Action", "By when", "Milestone 1"]]
    draft = understand(Document("f", (tabled([*rows, ["A1", "Appoint a chair", "June 2025", "A draft"]]),)))
    assert [label for label, _, _ in steps(draft)] == ["Milestone 1"]
    assert draft.actions[0].milestones[0].due_on.value is None


def test_in_a_pasted_line_of_headings_progress_of_a_month_is_one_column() -> None:
    pasted = "Section A: One\nRef Action By when Lead Progress July 2024\nA1 Appoint a chair June 2025 Head of SEND\n"
    draft = understand(read_file("plan.txt", pasted.encode()))
    (table,) = draft.tables
    assert [(each.heading, each.role.value) for each in table.columns][-1] == ("Progress July 2024", Role.KNOWN)


def test_of_cells_one_a_line_a_report_is_set_aside() -> None:
    texts = ["Ref", "Action", "By when", "Progress July 2024", "A1", "Do it", "June 2025", "Amber"]
    texts += ["A2", "Tell it", "May 2025", "Green"]
    lines = tuple(Paragraph(Place("f", line=at), text) for at, text in enumerate(texts, start=1))
    draft = understand(Document("f", lines))
    assert steps(draft) == []
    assert [words for words, why in aside(draft) if "Progress July 2024" in why] == ["Amber", "Green"]


@pytest.mark.parametrize("heading", ["July 2024", "Sept 2024", "31 July 2024"])
def test_a_month_alone_is_asked_about(heading: str) -> None:
    """“Slipped a bit” and “G” below it are what was reported then."""
    draft = read(heading, "G")
    assert steps(draft) == []
    (doubt,) = asked(draft, Asks.COLUMN)
    assert f"“{heading}” was not recognised" in doubt.says


@pytest.mark.parametrize(
    ("heading", "day", "is_asked"),
    [
        ("30/09/2023", "2023-09-30", False),
        ("2023-09-30", "2023-09-30", False),
        ("07/09/2023", "2023-09-07", True),
        ("Sept 23", "2023-09-30", True),
        ("2023", "None", True),
    ],
)
def test_a_day_in_numbers_as_a_heading_is_certain_where_it_can_be_no_other(
    heading: str, day: str, is_asked: bool
) -> None:
    draft = read(heading, "It is written", Chosen({"table 1": Choice(columns={6: Role.MILESTONE})}))
    assert steps(draft) == [(heading, day, "It is written")]
    assert bool(asked(draft, Asks.TARGET_DATE)) is is_asked
