"""What is read of a column or a block out of a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.pasted import Block, TooMuch, Wanted, read_block
from kpis.targets import Unit

ROWS = (
    Wanted("A-K1", "Vacancies", Unit.COUNT),
    Wanted("A-K2", "Plans in time", Unit.PERCENT),
    Wanted("A-K3", "Families heard", Unit.COUNT),
)


def figures(block: Block) -> dict[str, str]:
    """The figures by code."""
    return {code: found.figure for code, found in block.rows.items()}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("14\n45%\n7", {"A-K1": "14", "A-K2": "45%", "A-K3": "7"}),
        ("14\r\n\r\n7\r\n", {"A-K1": "14", "A-K3": "7"}),
        ("Figure\n14\n45%\n7", {"A-K1": "14", "A-K2": "45%", "A-K3": "7"}),
        ("Nov-23\n14\n45%\n7", {"A-K1": "14", "A-K2": "45%", "A-K3": "7"}),
        ("A-K1\t14\nA-K3\t7", {"A-K1": "14", "A-K3": "7"}),
        ("a-k1 \t 14 ", {"A-K1": "14"}),
        ("Vacancies\t14\nPLANS  IN TIME\t45%", {"A-K1": "14", "A-K2": "45%"}),
        ("A-K1 Vacancies\t14", {"A-K1": "14"}),
        ("A-K1\tVacancies\t14\nA-K2\tPlans in time\t45%", {"A-K1": "14", "A-K2": "45%"}),
        ("Code\tName\tValue\nA-K1\tVacancies\t14", {"A-K1": "14"}),
        ("Section A: Strategy\t\nA-K1\t14\n\t\nA-K2\t45%", {"A-K1": "14", "A-K2": "45%"}),
        ('A-K1\t14\t\t"Two lines\nof a note"\nA-K2\t45%', {"A-K1": "14", "A-K2": "45%"}),
    ],
)
def test_a_column_is_read_in_order_and_a_block_by_code_or_name(text: str, read: dict[str, str]) -> None:
    assert figures(read_block(text, ROWS)) == read


def test_kind_and_note_stand_behind_the_value_and_words_in_the_cell_join_the_note() -> None:
    found = read_block("A-K2\t12.1% (AY22/23)\tProvisional\tFrom the return", ROWS).rows["A-K2"]
    assert (found.figure, found.kind, found.note) == ("12.1%", "provisional", "From the return; AY22/23")
    assert found.doubts == ["Line 1: “12.1% (AY22/23)” was read as 12.1% with the note “AY22/23”: check it"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Nov-23\n14\n45%\n7", "Line 1, “Nov-23”, was taken for a heading: check that the rows below are right"),
        (
            "14\n45%",
            "The column has 2 values for 3 rows, and they went to the first, as far as A-K2: check that none has",
        ),
        ("Z-K9\t14", "Line 1: “Z-K9” is none of these KPIs, and its value “14” was left out: write a code like A-K1"),
        ("\t14\nA-K1\t5", "Line 1: no KPI is named, and its value “14” was left out"),
        ("A-K1\t\tactual", "Line 1: A-K1 has no value, and the rest of the line was left out"),
        ("Code\tValue\tOwner\nA-K1\t5\tJo", "Line 1: the column “Owner” was not read"),
        ("A-K1\t5\tactual\tNote\tmore", "The cells behind column 4 were not read"),
    ],
)
def test_what_finds_no_place_is_named(text: str, says: str) -> None:
    assert any(said.startswith(says) for said in read_block(text, ROWS).lost), read_block(text, ROWS).lost


def test_a_name_that_two_kpis_have_stands_for_neither() -> None:
    twins = (Wanted("A-K1", "Vacancies", Unit.COUNT), Wanted("B-K1", "Vacancies", Unit.COUNT))
    block = read_block("Vacancies\t14\nB-K1\t5", twins)
    assert figures(block) == {"B-K1": "5"}
    assert "“Vacancies” is none of these KPIs" in block.lost[0]


def test_two_values_for_one_kpi_are_asked_about_unless_they_are_the_same() -> None:
    found = read_block("A-K1\t14\nA-K1\t41", ROWS).rows["A-K1"]
    assert found.doubts == ["Lines 1 and 2 are both for A-K1, with 14 and 41: keep the one that is right"]
    assert read_block("A-K1\t14\nA-K1\t14.0", ROWS).rows["A-K1"].doubts == []


@pytest.mark.parametrize("text", ["5\n" * 501, "5" * 100_001, "1\n2\n3\n4\n5"])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(TooMuch):
        read_block(text, ROWS)


@given(st.text(st.sampled_from("A-K123\t\n\r\"', =%<.x"), max_size=60))
def test_whatever_is_pasted_each_cell_with_a_value_is_read_or_named(text: str) -> None:
    try:
        block = read_block(text, ROWS)
    except TooMuch:
        return
    assert set(block.rows) <= {row.code for row in ROWS}
    assert all(found.figure for found in block.rows.values())


@given(st.lists(st.integers(0, 9_999), min_size=3, max_size=3))
def test_a_whole_column_of_numbers_lands_in_its_rows(values: list[int]) -> None:
    block = read_block("\n".join(map(str, values)), ROWS)
    assert list(figures(block).values()) == list(map(str, values))
    assert block.lost == []
