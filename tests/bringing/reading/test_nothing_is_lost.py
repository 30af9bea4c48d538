"""Each filled cell and each line of a file is in the draft or set aside with a reason; what is not certain is asked."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bringing.reading import Choice, Chosen, Holds, Known, Read, Role, Source, understand
from sheets.reading import Document, Heading, Merge, Paragraph, Place, Table, read_file, read_pasted
from tests.bringing.reading.councils import saltmarsh, westmoor
from tests.bringing.reading.plans import SEED, contradictions, published, tabled, uncovered, unsaid, with_seed

HEADINGS = [
    *("Ref", "Action", "Outcome", "By when", "Lead", "Clause", "Start date", "RAG", "Milestone 1 – End July 2023"),
    *("KPI", "Code", "Baseline", "Baseline Date", "Target – March 2024", "Q2 2024", "Unit", "Direction", "Section"),
    *("What needs improvement", "What families have told us", "Whatever", "12 months"),
]
CELLS = [
    *(
        "A1",
        "A2",
        "1.2",
        "B-K1",
        "June 2023",
        "16 January 2023",
        "TBC",
        "Ongoing",
        "n/a",
        "04/05/2026",
        "May or June 2024",
    ),
    *(
        "Head of SEND",
        "– Head of One\n– Director of Two",
        "Head of X and Head of Y, NHS Moor",
        "Chair & Clerk",
        "Chair; TBC (health)",
        "4(a), 4(b)",
    ),
    *("45%", "800 of current backlog", "25% reduction", "1,600", "16", "Baseline to be established May 2023", "=1+1"),
    *(
        "Do it. Then see.",
        "A\u200b1",
        "\u05e9\u05dc\u05d5\u05dd",
        "Section B: Else",
        "B. Else",
        "and",
        "?",
        "Ref",
        "KPI",
    ),
]
TEXT = st.sampled_from([*HEADINGS, *CELLS])
FILLED = st.one_of(st.just(""), st.sampled_from(CELLS))
ROWS = st.lists(st.lists(st.one_of(st.just(""), TEXT), min_size=1, max_size=7), min_size=1, max_size=8)
LINES = [
    *(
        "Section A: Strategy",
        "Section B – Else",
        "What needs improvement",
        "What families have told us:",
        "Actions",
        "KPIs",
    ),
    *(
        "Ref Action Outcome By when Senior Responsible Officer",
        "Ref Action By when Lead",
        "Actions Outcome By when Lead",
    ),
    *(
        "KPI Baseline Baseline Date Milestone 1 – End July 2023 Target – End January 2024",
        "KPI Baseline Date Target May 2024",
    ),
    *("A1 Do it. It is done. June 2023 – Head of SEND", "A2 Do more", "– Head of Two", "July 2024", "Top", "A plan."),
    *(
        "No of posts 16 January 2023 10% reduction 20% reduction",
        "Calls 13% TBC 12.1%",
        "40%",
        "Name alone",
        "Improvement Plan",
    ),
]
DOWNWARDS = st.builds(
    lambda top, left, more: Merge(top, left, top + more, left), st.integers(1, 6), st.integers(1, 7), st.integers(1, 3)
)
ACROSS = st.builds(
    lambda row, left, more: Merge(row, left, row, left + more), st.integers(1, 3), st.integers(1, 5), st.integers(1, 6)
)
MERGES = st.lists(st.one_of(DOWNWARDS, ACROSS), max_size=2).map(tuple)
ABOVE = [
    *("Workstream 1: Identification", "Theme 2", "A. Leadership", "Sponsor: Chief Executive", "Our plan", "KPIs"),
    *("2023/24", "2024/25", "March 2025", "Actual", "Target", ""),
]
"""What stands above the headings of tables."""
HEADED = [
    ["Ref", "Action", "Outcome", "By when", "Lead"],
    ["Measure", "Baseline 22/23", "Actual", "Target", "Target", "RAG"],
    ["Measure", "July 2024", "July 2025", "Target", "July 2026"],
]
BLOCK = st.one_of(
    st.tuples(st.sampled_from(["paragraph", "item", "heading 1", "heading 2"]), st.sampled_from([*LINES, *CELLS])),
    st.tuples(st.just("table"), st.tuples(ROWS, MERGES)),
)


def built(made: list[tuple[str, Any]]) -> Document:
    """A document of these blocks."""
    blocks: list[Heading | Paragraph | Table] = []
    for number, (kind, what) in enumerate(made, start=1):
        if kind == "table":
            rows, merges = what
            blocks.append(tabled(rows, number, merges))
        elif kind.startswith("heading"):
            blocks.append(Heading(Place("f", paragraph=number, line=number), what, int(kind[-1])))
        else:
            blocks.append(Paragraph(Place("f", paragraph=number, line=number), what, int(kind == "item")))
    return Document("f", tuple(blocks))


@given(st.lists(BLOCK, max_size=12))
@settings(max_examples=150, deadline=None)
def test_each_cell_and_line_is_read_or_set_aside_and_each_uncertain_value_is_asked(made: list[tuple[str, Any]]) -> None:
    document = built(made)
    draft = understand(document, Known(clauses=("4(a)",)))
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    assert unsaid(draft) == []


@given(
    st.lists(st.lists(st.sampled_from(ABOVE), max_size=6), min_size=1, max_size=4),
    st.sampled_from(HEADED),
    ROWS,
    MERGES,
    st.booleans(),
    st.integers(0, 5),
)
@settings(max_examples=150, deadline=None)
def test_no_cell_above_the_headings_is_lost(
    above: list[list[str]],
    heads: list[str],
    rows: list[list[str]],
    merges: tuple[Merge, ...],
    named: bool,
    heading_row: int,
) -> None:
    before = [("heading 1", "Priority 1: Leadership"), ("paragraph", "Actions"), ("paragraph", "Led by the board")]
    document = built([*(before if named else ()), ("table", ([*above, heads, *rows], merges))])
    chosen = {table.place.within: Choice(Holds.KPIS, heading_row) for table in document.tables if heading_row}
    draft = understand(document, Known(), Chosen(chosen))
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []


@example([["", "Baseline", "Ref", "", "Ref"], ["", "", "Ref", "", "Ref"], ["", "Ref"]], Holds.ACTIONS, 1, {})
@given(
    ROWS,
    st.sampled_from(list(Holds)),
    st.integers(0, 3),
    st.dictionaries(st.integers(1, 7), st.sampled_from(list(Role))),
)
@settings(max_examples=150, deadline=None)
def test_whatever_a_person_chooses_no_cell_is_lost(
    rows: list[list[str]], holds: Holds, heading_row: int, roles: dict[int, Role]
) -> None:
    document = built([("heading 1", "Section A: Strategy"), ("table", (rows, ()))])
    chosen = Chosen({"table 2": Choice(holds, heading_row, roles)})
    draft = understand(document, Known(), chosen)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    assert unsaid(draft) == []


@given(st.sampled_from([HEADINGS[:9], HEADINGS[9:18]]), st.lists(st.lists(FILLED, min_size=9, max_size=9), max_size=4))
@settings(max_examples=150, deadline=None)
def test_below_the_headings_of_a_plan_each_cell_is_read_asked_about_or_listed(
    headings: list[str], rows: list[list[str]]
) -> None:
    document = built([("heading 1", "Section A: Strategy"), ("table", ([headings, *rows], ()))])
    draft = understand(document)
    assert {table.holds.value for table in draft.tables} <= {Holds.ACTIONS, Holds.KPIS}
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    assert unsaid(draft) == []


@pytest.mark.parametrize("document", [westmoor(), saltmarsh()], ids=lambda document: document.file)
def test_no_cell_of_a_councils_plan_is_lost(document: Document) -> None:
    draft = understand(document)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    assert unsaid(draft) == []


@with_seed
def test_no_word_of_the_published_plan_is_lost() -> None:
    assert uncovered(read_file("plan.txt", SEED.read_bytes()), published()) == []
    assert contradictions(published()) == []
    assert unsaid(published()) == []


def test_what_is_lost_is_noticed() -> None:
    draft = understand(read_pasted("Section A: Strategy"))
    assert uncovered(read_pasted("Section A: Strategy\nand more"), draft) == [(Place(line=2), "more")]
    words = Source(Place(line=1), "Ongoing")
    assert unsaid(replace(draft, starts_on=Read(None, "words that name no day", (words,)))) == [
        ("starts_on", "Ongoing")
    ]
    assert uncovered(built([("table", ([["", "x"]], ()))]), draft) == [(Place("f", table=1, row=1, column=2), "x")]


@pytest.mark.parametrize("nothing", ["–", "-", "—", "•", "• –", "N/A", "None"])
def test_a_point_that_only_says_that_there_is_none_is_no_point_and_is_listed(nothing: str) -> None:
    section = Heading(Place("f", paragraph=1), "Section A: Strategy", 1)
    rows = [["What needs improvement", "What families have told us"], [f"• Calls\n{nothing}", nothing]]
    document = Document("f", (section, tabled(rows)))
    draft = understand(document)
    assert [point.value for point in draft.sections[0].needs_improvement] == ["Calls"]
    assert draft.sections[0].families_said == ()
    none = [(each.source.words, each.why) for each in draft.aside]
    assert none == [(nothing, "Says that there is no point")] * 2
    assert uncovered(document, draft) == []


def test_of_a_list_in_a_text_too() -> None:
    lines = ["Section A: Strategy", "What needs improvement", "• Calls", "• –", "• Help"]
    draft = understand(read_file("plan.txt", "\n".join(lines).encode()))
    assert [point.value for point in draft.sections[0].needs_improvement] == ["Calls", "Help"]
    assert [(each.source.words.strip("• "), each.why) for each in draft.aside if each.why.endswith("point")] == [
        ("–", "Says that there is no point")
    ]
