"""Columns of numbered outcomes beside actions: those of sections, unless refs or sheets say others or each action has
its own."""

from collections.abc import Sequence

import pytest

from bringing.reading import Asks, Choice, Chosen, Draft, Known, understand
from bringing.reading.draft import Role
from bringing.settling import may_be_right, open_paths
from sheets.reading import Document, Table
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered
from tests.bringing.reading.test_sections import choose, of_actions, of_columns, of_kpis, sections, sheet

HEADS = ["Ref", "Action", "Outcome", "By when", "Lead"]
HEARD, WELL, QUICK = "Outcome 1: Heard", "Outcome 2: Well", "Outcome 3: Quick"
ONE, TWO = "Outcome 1", "Outcome 2"
READ, OTHERS_SAID = "was read as section by its cells alone", "was read as success criteria"

Rows = Sequence[tuple[str, str]]
"""Refs with what stands beside them in the column of outcomes."""


def table(rows: Rows, number: int = 1) -> Table:
    cells = [[ref, f"Do {ref or said}", said, "June 2024", "Head of SEND"] for ref, said in rows]
    return tabled([HEADS, *cells], number)


def read(*tables: Table, chosen: Chosen | None = None) -> Draft:
    document = Document("f", tables)
    draft = understand(document, Known(), chosen or Chosen())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def each(refs: str, *said: str) -> Rows:
    return list(zip(refs.split(), said, strict=True))


def is_asked(draft: Draft, says: str) -> bool:
    """Whether each column is asked about and was read so."""
    doubts = asked(draft, Asks.COLUMN)
    assert all(may_be_right(doubt, open_paths(draft)) for doubt in doubts)
    return bool(doubts) and all(f"Column “Outcome” {says}" in doubt.says for doubt in doubts)


@pytest.mark.parametrize(
    "rows",
    [
        each("1.1 1.2 2.1", HEARD, HEARD, WELL),
        each("1.1 1.2 2.1 3.1", HEARD, HEARD, WELL, QUICK),
        each("01.1 01.2 02.1", HEARD, HEARD, WELL),
        each("WS1.1 WS1.2 WS2.1", HEARD, HEARD, WELL),
        each("1 2 3", HEARD, HEARD, WELL),
        each("X-01 X-02 X-03", HEARD, WELL, WELL),
        each("A1 A2 B1", HEARD, HEARD, WELL),
        each("1 2 3 4 5", HEARD, WELL, HEARD, WELL, HEARD),
    ],
)
def test_shared_outcomes_are_the_sections_where_refs_say_these_or_none(rows: Rows) -> None:
    draft = read(table(rows))
    assert of_actions(draft) == [said[8] for _, said in rows]
    assert asked(draft, Asks.COLUMN) == []
    assert of_columns(draft) == []


@pytest.mark.parametrize(
    "rows",
    [
        each("A1 A2 B1 B2 C1", HEARD, WELL, HEARD, WELL, WELL),
        each("A1 A2 B1 B2 B3", HEARD, WELL, QUICK, "Outcome 4: Fast", QUICK),
        each("1.1 1.2 2.1 2.2", HEARD, WELL, HEARD, WELL),
        each("2.1 2.2 1.1", HEARD, HEARD, WELL),
        each("4.1 4.2 5.1", HEARD, HEARD, WELL),
        each("WS2.1 WS2.2 WS1.1", HEARD, HEARD, WELL),
        each("A1 A2 B1", HEARD, HEARD, HEARD),
        each("B1 B2 A1", "Outcome A: Heard", "Outcome A: Heard", "Outcome B: Well"),
    ],
)
def test_outcomes_beside_refs_of_other_sections_are_success_criteria_and_asked_about(rows: Rows) -> None:
    draft = read(table(rows))
    assert [action.success.value for action in draft.actions] == [said for _, said in rows]
    assert set(of_actions(draft)) == {ref.partition(".")[0].strip("0123456789") or ref[0] for ref, _ in rows}
    assert is_asked(draft, OTHERS_SAID)
    (doubt,) = asked(draft, Asks.COLUMN)
    assert doubt.says == (
        "Column “Outcome” was read as success criteria: its cells may name the sections, and the refs or the sheets "
        "say others; confirm it, or choose what it holds"
    )
    chosen = Chosen(tables={"table 1": Choice(columns={3: Role.SECTION})})
    said = read(table(rows), chosen=chosen)
    assert of_actions(said) == [words[8] for _, words in rows], "a person chose it"
    assert asked(said, Asks.COLUMN) == []


@pytest.mark.parametrize(
    "rows",
    [
        each("1 2 3", HEARD, WELL, QUICK),
        each("1 2 3 4", HEARD, WELL, QUICK, HEARD),
        each("1.1 2.1 3.1", HEARD, WELL, QUICK),
        each("A1 A2 A3 A4", HEARD, HEARD, WELL, WELL),
        each("1.1 1.2 1.3 1.4", HEARD, HEARD, HEARD, WELL),
        each("1.1 1.2 2.1 2.2 2.3", HEARD, HEARD, WELL, WELL, HEARD),
    ],
)
def test_outcomes_that_may_be_the_actions_own_are_asked_about_as_sections(rows: Rows) -> None:
    draft = read(table(rows))
    assert of_actions(draft) == [said[8] for _, said in rows]
    assert is_asked(draft, READ)


def test_sheets_say_other_sections_as_refs_do() -> None:
    voice, health = each("V1 V2 V3", HEARD, WELL, WELL), each("H1 H2", "Outcome 1: Quick", "Outcome 1: Quick")
    draft = read(sheet("Voice", table(voice)), sheet("Health", table(health, 2)))
    assert of_actions(draft) == ["V", "V", "V", "H", "H"]
    assert is_asked(draft, OTHERS_SAID)
    assert len(asked(draft, Asks.COLUMN)) == 2
    voice, health = each("1 2", HEARD, WELL), each("3 4", HEARD, WELL)
    assert is_asked(read(sheet("Voice", table(voice)), sheet("Health", table(health, 2))), OTHERS_SAID)


def test_sheets_of_one_outcome_each_say_the_same_sections() -> None:
    draft = read(sheet("Voice", table(each("1 2", HEARD, HEARD))), sheet("Health", table(each("3 4", WELL, WELL), 2)))
    assert of_actions(draft) == ["1", "1", "2", "2"]
    assert asked(draft, Asks.COLUMN) == []


def test_the_whole_file_tells_what_each_table_alone_does_not() -> None:
    draft = read(table(each("A1 A2", HEARD, HEARD)), table(each("B1 B2", HEARD, WELL), 2))
    assert [action.success.value for action in draft.actions] == [HEARD, HEARD, HEARD, WELL]
    assert is_asked(draft, OTHERS_SAID)
    assert len(asked(draft, Asks.COLUMN)) == 2
    draft = read(table(each("1.1", HEARD)), table(each("1.2 2.1", HEARD, WELL), 2))
    assert asked(draft, Asks.COLUMN) == []


def test_refs_at_the_beginning_of_texts_say_it_too() -> None:
    rows = [[f"{ref} Do it all", said, "Head of SEND"] for ref, said in each("A1 A2 B1", HEARD, WELL, WELL)]
    draft = read(tabled([["Action", "Outcome", "Lead"], *rows]))
    assert is_asked(draft, OTHERS_SAID)


def test_headings_that_come_again_are_no_outcome() -> None:
    rows = table(each("1.1 1.2 2.1", HEARD, HEARD, WELL)).rows
    again = tabled([[cell.text for cell in cells] for cells in (*rows[:2], rows[0], *rows[2:])])
    draft = read(again)
    assert sections(draft) == [("1", "Heard"), ("2", "Well")]
    assert (of_actions(draft), asked(draft, Asks.COLUMN)) == (["1", "1", "2"], [])


@pytest.mark.parametrize("several", ["Outcomes 1 and 2", "All outcomes", "Outcome 1 & Outcome 2", "1, 2", "Both"])
def test_words_that_name_several_outcomes_are_asked_about_in_the_column_of_sections(several: str) -> None:
    draft = read(table(each("1 2 3 4", ONE, ONE, TWO, several)))
    assert sections(draft) == [("1", ""), ("2", ""), ("A", several)]
    assert of_actions(draft) == ["1", "1", "2", "A"]
    assert asked(draft, Asks.COLUMN) == []
    (doubt,) = of_columns(draft)
    assert (doubt.words, doubt.others) == ((several,), ("Section 1", "Section 2"))
    assert of_actions(choose(draft, "Section 2")) == ["1", "1", "2", "2"]


def test_words_that_name_several_say_nothing_against_refs() -> None:
    draft = read(table(each("1.1 1.2 2.1 2.2", HEARD, "Outcome 1: Heard; Outcome 2: Well", WELL, WELL)))
    assert asked(draft, Asks.COLUMN) == []
    assert len(of_columns(draft)) == 1


@pytest.mark.parametrize("words", ["Fewer wait", "Ages 16 to 18", "All families are heard"])
def test_other_words_make_the_column_one_of_success_criteria(words: str) -> None:
    draft = read(table(each("1.1 1.2 2.1", HEARD, words, WELL)))
    assert [action.success.value for action in draft.actions] == [HEARD, words, WELL]
    assert asked(draft, Asks.COLUMN) == []


@pytest.mark.parametrize("to_come", ["TBC", "TBC – with ICB", "n/a", "–"])
def test_what_is_still_to_be_said_makes_no_success_criteria_of_outcomes(to_come: str) -> None:
    draft = read(table(each("1 2 3 4 5", HEARD, HEARD, WELL, WELL, to_come)))
    assert sections(draft) == [("1", "Heard"), ("2", "Well")]
    assert (of_actions(draft), asked(draft, Asks.COLUMN)) == (["1", "1", "2", "2", ""], [])
    (doubt,) = asked(draft, Asks.SECTION)
    assert doubt.others == ("Section 1", "Section 2")


def measured(*cells: str) -> Table:
    rows = [[f"K{at}", said, f"Measure {at}", "10%", "20%"] for at, said in enumerate(cells, start=1)]
    return tabled([["Code", "Outcome", "Measure", "Baseline", "March 2024"], *rows], 2)


def test_outcomes_beside_kpis_follow_those_of_the_actions() -> None:
    draft = read(table(each("1.1 1.2 2.1", HEARD, HEARD, WELL)), measured(ONE, "Outcomes 1 and 2", TWO))
    assert of_kpis(draft) == ["1", "A", "2"]
    assert asked(draft, Asks.COLUMN) == []
    assert [doubt.words for doubt in of_columns(draft)] == [("Outcomes 1 and 2",)]
    draft = read(table(each("A1 A2 B1", HEARD, WELL, WELL)), measured(ONE, TWO))
    assert [letter for letter, _ in sections(draft)] == ["A", "B"]
    of_actions_, of_kpis_ = asked(draft, Asks.COLUMN)
    assert OTHERS_SAID in of_actions_.says
    assert "was not recognised" in of_kpis_.says
