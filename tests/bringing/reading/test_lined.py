"""Tables that arrive with each cell in a line of its own: read where each row has as many lines, else refused aloud."""

from collections.abc import Iterator
from typing import Any

import pytest

from bringing.reading import Asks, Choice, Chosen, Draft, Known, understand, understanding
from bringing.reading.draft import Role
from bringing.reading.lined import headings
from sheets.reading import Block, read_pasted
from tests.bringing.reading.plans import asked, contradictions, uncovered

HEADS = ["Ref", "Action", "Lead", "Completion date"]
ONE = ["A1", "Write a strategy", "Head of SEND", "June 2024"]
TWO = ["A2", "Train job coaches", "Skills Manager", "TBC"]
UNKNOWN = (
    "The cells of this table stand each in a line of its own, and nothing says for certain which of them are one row"
)
SAVE = "save the page as a file (.html) and bring that, or copy the table into Excel first and from there"


def brought(*lines: str) -> Draft:
    document = read_pasted("\n".join(lines))
    draft = understand(document, Known())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def test_rows_of_as_many_lines_as_headings_are_read_and_asked_about() -> None:
    draft = brought("Section A: One", "Actions", *HEADS, *ONE, *TWO, "Section B: Two")
    assert [(each.ref.value, each.what.value, each.section.value) for each in draft.actions] == [
        ("A1", "Write a strategy", "A"),
        ("A2", "Train job coaches", "A"),
    ]
    assert [post.title for post in draft.posts] == ["Head of SEND", "Skills Manager"]
    (doubt,) = asked(draft, Asks.TABLE)
    assert (doubt.about, doubt.read, list(doubt.words)) == (("tables/0/holds",), "2 rows", HEADS)
    assert doubt.says.endswith(SAVE)
    assert [each.letter.value for each in draft.sections] == ["A", "B"]


def test_refs_at_the_beginning_of_its_texts_are_proposed_where_its_first_column_holds_none() -> None:
    document = read_pasted("\n".join([*HEADS, *ONE, *TWO]).replace("Write", "1.1 Write").replace("Train", "1.2 Train"))
    chosen = Chosen({understand(document).tables[0].key: Choice(columns={1: Role.IGNORE})})
    draft = understand(document, Known(), chosen)
    assert uncovered(document, draft) == []
    assert [(each.ref.value, each.what.value) for each in draft.actions] == [
        ("1.1", "Write a strategy"),
        ("1.2", "Train job coaches"),
    ]
    assert (len(asked(draft, Asks.REF_IN_TEXT)), asked(draft, Asks.NO_REF)) == (1, [])


def test_kpis_of_one_cell_a_line_are_read() -> None:
    heads = ["Code", "KPI", "Baseline", "Target – March 2025", "RAG"]
    draft = brought("Section A: One", *heads, "K1", "Calls", "45", "60", "G", "K2", "Late", "12%", "8%", "A")
    assert [(each.code.value, each.name.value, each.baseline.words) for each in draft.kpis] == [
        ("K1", "Calls", "45"),
        ("K2", "Late", "12%"),
    ]


def test_what_stands_behind_the_last_row_is_listed() -> None:
    draft = brought(*HEADS, *ONE, *TWO, "All dates are provisional")
    assert [each.source.words for each in draft.aside] == ["All dates are provisional"]


@pytest.mark.parametrize(
    "lines",
    [
        [*HEADS, *ONE[:3], *TWO],  # a cell is empty
        [*HEADS, *ONE, *TWO[:3]],
        [*HEADS, *ONE[:2], "and publish it", *ONE[2:], *TWO],  # one of two lines
        [*HEADS, *ONE],  # nothing to hold it against
        [*HEADS, *ONE, "A1", *TWO[1:]],
        [*HEADS, *ONE, "A2", f"- {TWO[1]}", *TWO[2:]],  # a point of a list
        [*HEADS, *ONE, *TWO, "All dates are provisional", "A3", "Meet"],  # a row may begin behind other words
        [*HEADS, *ONE[:3], "A7", *TWO],  # a date that looks like a ref
        [*HEADS[1:], *ONE[1:], *TWO[1:]],
        ["Code", "KPI", "Baseline", "Target – March 2025", "1", "Calls", "45", "60", "2", "Late", "12", "8"],
    ],
)
def test_where_a_row_ends_is_never_guessed(lines: list[str]) -> None:
    draft = brought("Section A: One", "Actions", *lines)
    assert (draft.actions, draft.kpis) == ((), ())
    assert next(each.says for each in asked(draft, Asks.NO_TABLE)) == f"{UNKNOWN}: {SAVE}"


def test_headings_in_lines_are_no_points_of_the_list_above_them() -> None:
    draft = brought("Section A: One", "What needs improvement", "Nobody calls back", *HEADS, *ONE[:3], *TWO)
    assert [each.value for each in draft.sections[0].needs_improvement] == ["Nobody calls back"]


def test_points_of_a_list_are_no_headings() -> None:
    draft = brought("Section A: One", *(f"- {each}" for each in HEADS), *ONE, *TWO)
    assert draft.actions == ()
    assert all(UNKNOWN not in each.says for each in draft.doubts)


def test_a_few_words_of_a_page_are_no_headings() -> None:
    draft = brought("Progress", "Actions", "Updates", "Risks")
    assert all(UNKNOWN not in each.says for each in draft.doubts)


def test_more_lines_that_could_be_headings_than_a_table_has_are_none() -> None:
    lines = "Ref\nAction\nBy when\n" + "Notes\n" * 17
    blocks = [read_pasted(lines).blocks, read_pasted(f"{lines}Notes\n").blocks]
    assert [len(headings(each, 0)[1]) for each in blocks] == [20, 0]


class Lines(list[Block]):
    """Lines that are told when somebody goes through all of them from the first on."""

    def __iter__(self) -> Iterator[Block]:
        raise AssertionError("The lines before are gone over again")


def test_headings_are_looked_for_without_going_over_the_lines_before() -> None:
    blocks = Lines(read_pasted("Notes\n" * 30 + "Ref\nAction\nBy when\n").blocks)
    assert [each.text for each in headings(blocks, 30)[1]] == ["Ref", "Action", "By when"]


def test_where_the_lines_below_many_headings_end_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    listed = understanding.listed

    def looks(text: str) -> Any:
        looked.append(text)
        return listed(text)

    monkeypatch.setattr(understanding, "listed", looks)
    times = []
    for number in (20, 40):
        looked.clear()
        brought(*["Ref", "Task", "By when", "soon"] * number, "Actions we take", *[*HEADS, *ONE, *TWO] * 2)
        times.append(len(looked))
    assert times[1] < 2.2 * times[0]
