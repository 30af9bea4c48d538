"""What is read of a column or a block out of a spreadsheet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.pasted import Block, CannotPlace, Wanted, read_block
from kpis.periods import Kind
from kpis.targets import Unit

NOVEMBER = (date(2023, 11, 30), Kind.MONTH)
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
        ("Z-K9\t14", "Line 1: “Z-K9” is none of these KPIs, and its value “14” was left out: write a code like A-K1"),
        ("\t14\nA-K1\t5", "Line 1: no KPI is named, and its value “14” was left out"),
        ("A-K1\t\tactual", "Line 1: A-K1 has no value, and the rest of the line was left out"),
        ("Code\tValue\tOwner\nA-K1\t5\tJo", "Line 1: the column “Owner” was not read"),
        ("A-K1\t5\tactual\tNote\tmore", "The cells behind column 4 were not read"),
    ],
)
def test_what_finds_no_place_is_named(text: str, says: str) -> None:
    assert any(said.startswith(says) for said in read_block(text, ROWS).lost), read_block(text, ROWS).lost


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ref\tNov-23\nA-K1\t14\nA-K2\t45%", {"A-K1": "14", "A-K2": "45%"}),
        ("Ref\tIndicator\tNovember 2023\nA-K1\tVacancies\t14\nA-K3\tFamilies\t7", {"A-K1": "14", "A-K3": "7"}),
        ("Code\tKPI\tOct-23\tNov-23\nA-K1\tVacancies\t12\t14", {"A-K1": "14"}),
        ("KPI\t15/11/2023\nVacancies\t14", {"A-K1": "14"}),
        ("Code\tDevon\tFigure\nA-K1\t9\t14", {"A-K1": "14"}),
        ("No.\tCode\tFigure\n1\tA-K1\t14\n2\tA-K3\t7", {"A-K1": "14", "A-K3": "7"}),
        ("A-K1\t0-25 year olds waiting\t14\nA-K2\t20 week plans\t45%", {"A-K1": "14", "A-K2": "45%"}),
        ("A-K1\tVacancies\tn/a\nA-K2\tPlans\tn/a\nA-K3\tFamilies\t7", {"A-K1": "n/a", "A-K2": "n/a", "A-K3": "7"}),
        ("1\tA-K1\t14\n2\tA-K3\t7", {"A-K1": "14", "A-K3": "7"}),
        ("14\tA-K1\n7\tA-K3", {"A-K1": "14", "A-K3": "7"}),
        ("A-K1\t14\tactual\t2023 return", {"A-K1": "14"}),
        ("\n45%\n7", {"A-K2": "45%", "A-K3": "7"}),
        ("14\n45%\n\n", {"A-K1": "14", "A-K2": "45%"}),
        ("n/a\n45%\n7", {"A-K1": "n/a", "A-K2": "45%", "A-K3": "7"}),
        ("Nov-23\n14\n45%\n7\n\n\n", {"A-K1": "14", "A-K2": "45%", "A-K3": "7"}),
    ],
)
def test_a_block_with_headings_or_with_code_name_and_value_lands_in_its_rows(text: str, read: dict[str, str]) -> None:
    assert figures(read_block(text, ROWS, NOVEMBER)) == read


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "Nov-23\n14\n45%",
            "Line 1, “Nov-23”, reads as a heading, and 2 values follow for 3 rows: paste code and value",
        ),
        ("Devon\n14\n45%", "Line 1, “Devon”, reads as a heading, and 2 values follow for 3 rows"),
        ("30/11/2023\n14\n45%", "Line 1, “30/11/2023”, reads as a heading"),
        ("Oct-23\n14\n45%\n7", "Line 1 heads figures of “Oct-23”, and these rows are for November 2023: paste that"),
        ("14\n45%", "The column has 2 values for 3 rows, so it is not certain which are whose: paste code and value"),
        ("Code\tOct-23\tSep-23\nA-K1\t1\t2", "Line 1 heads figures of “Oct-23”, “Sep-23”, and these rows are for Nov"),
        (
            "Code\tFigure\tResult\nA-K1\t1\t2",
            "Line 1 heads “Figure” and “Result”, and one figure has its place in a row",
        ),
        ("A-K1\t12\t14\nA-K2\t40%\t45%", "Columns 2 and 3 both hold figures, and one has its place in a row"),
        ("A-K1\t12\t\t14\nA-K2\t40%\t\t45%", "Columns 2 and 4 both hold figures, and one has its place in a row"),
        ("Code\tTarget\tRAG\nA-K1\t10\tGreen\nA-K2\t50%\tRed", "Line 1 heads the numbers “Target”, which are no fig"),
    ],
)
def test_where_it_is_not_certain_whose_a_value_is_nothing_is_read_and_what_to_do_is_said(text: str, says: str) -> None:
    with pytest.raises(CannotPlace) as refused:
        read_block(text, ROWS, NOVEMBER)
    assert str(refused.value).startswith(says)


def test_actual_figures_are_read_beside_their_targets() -> None:
    block = read_block("Code\tTarget\tRAG\tActual\nA-K1\t10\tGreen\t12\nA-K2\t50%\tRed\t45%", ROWS, NOVEMBER)
    assert {code: found.figure for code, found in block.rows.items()} == {"A-K1": "12", "A-K2": "45%"}
    assert block.lost == ["Line 1: the column “Target”, “RAG” was not read"]


def test_a_longer_period_that_ends_with_the_rows_own_is_not_theirs() -> None:
    march = date(2024, 3, 31), Kind.MONTH
    with pytest.raises(CannotPlace, match="and these rows are for March 2024"):
        read_block("Code\tFY2023/24\nA-K1\t12", ROWS, march)
    with pytest.raises(
        CannotPlace, match="Line 1 heads figures of “January to March 2024”, and these rows are for Mar"
    ):
        read_block("Code\tJanuary to March 2024\nA-K1\t12", ROWS, march)


@pytest.mark.parametrize("head", ["January to March", "Jan - Mar", "January to March 2024", "JANUARY–MARCH 2024"])
@pytest.mark.parametrize("block", ["{}\n14\n45%\n7", "Code\t{}\nA-K1\t14\nA-K2\t45%\nA-K3\t7"])
def test_a_head_that_names_the_rows_quarter_is_known_for_it_without_its_year(head: str, block: str) -> None:
    found = read_block(block.format(head), ROWS, (date(2024, 3, 31), Kind.QUARTER))
    assert (figures(found), found.lost) == ({"A-K1": "14", "A-K2": "45%", "A-K3": "7"}, [])


@pytest.mark.parametrize("head", ["October to December", "December", "January to March 2023", "Autumn term"])
def test_a_head_that_names_another_period_is_not_theirs_without_its_year_either(head: str) -> None:
    with pytest.raises(CannotPlace, match=f"Line 1 heads figures of “{head}”, and these rows are for January to March"):
        read_block(f"{head}\n14\n45%\n7", ROWS, (date(2024, 3, 31), Kind.QUARTER))


@pytest.mark.parametrize(
    ("text", "read", "lost"),
    [
        ("Code\tNovember\tValue\nA-K1\t9\t14", {"A-K1": "14"}, "Line 1: the column “November” was not read"),
        ("Code\tOctober\tNovember\nA-K1\t9\t14", {"A-K1": "14"}, "Line 1: the column “October” was not read"),
        ("Z-K9\t14\tfinal\tNovember\nA-K1\t5", {"A-K1": "5"}, "Line 1: “Z-K9” is none of these KPIs"),
    ],
)
def test_a_month_without_its_year_heads_figures_where_nothing_else_does(
    text: str, read: dict[str, str], lost: str
) -> None:
    found = read_block(text, ROWS, NOVEMBER)
    assert (figures(found), found.lost[0].startswith(lost)) == (read, True)


@pytest.mark.parametrize("on", [NOVEMBER, None])
@pytest.mark.parametrize(
    "line",
    [
        *("A-K9\tTBC\t\tNov", "A-K9\t\t\tNov", "A-K9\tTBC\t\tNov 2023", "A-K9\t\tactual\tNov"),
        *("A-K9\tTBC\tActual\tlate", "Children waiting\tTBC\t\tNov", "Children waiting\t\t\tNov"),
    ],
)
def test_the_line_of_a_kpi_that_is_not_here_is_no_heading(line: str, on: tuple[date, Kind] | None) -> None:
    found = read_block(f"{line}\nA-K1\t12\t\t3 more waited\nA-K3\t14\t\t9", ROWS, on)
    assert figures(found) == {"A-K1": "12", "A-K3": "14"}


@pytest.mark.parametrize("heads", ["Section\tCode\t{}", "Section\tCode\t{}\tNote", "\t\t{}", "RAG\tKPI\t{}"])
def test_a_month_heads_figures_beside_columns_that_nobody_knows(heads: str) -> None:
    line = "Strategy\tA-K1\t14"
    assert figures(read_block(f"{heads.format('Nov')}\n{line}", ROWS, NOVEMBER)) == {"A-K1": "14"}
    with pytest.raises(CannotPlace, match="heads figures of “Oct”"):
        read_block(f"{heads.format('Oct')}\n{line}", ROWS, NOVEMBER)


@pytest.mark.parametrize("head", ["February to April", "Last quarter"])
def test_a_head_that_is_no_period_is_asked_about(head: str) -> None:
    found = read_block(f"{head}\n14\n45%\n7", ROWS, (date(2024, 3, 31), Kind.QUARTER))
    assert found.lost == [f"Line 1, “{head}”, was taken for a heading: check that the rows below are right"]


def test_a_line_that_names_two_kpis_is_left_out_and_named() -> None:
    block = read_block("A-K1\tPlans in time\t14\nA-K3\tFamilies heard\t7", ROWS)
    assert figures(block) == {"A-K3": "7"}
    assert block.lost[0].startswith("Line 1 names A-K1 and A-K2, and its value “14” was left out: paste it with")


def test_a_name_of_ours_beside_a_code_that_is_not_is_asked_about() -> None:
    found = read_block("Z-K9\tVacancies\t14\nA-K2\tPlans in time\t45%", ROWS).rows
    assert found["A-K1"].doubts == ["Line 1: “Z-K9” is none of these KPIs, and its name is that of A-K1: check it"]
    assert found["A-K2"].doubts == []


def test_a_name_that_two_kpis_have_stands_for_neither() -> None:
    twins = (Wanted("A-K1", "Vacancies", Unit.COUNT), Wanted("B-K1", "Vacancies", Unit.COUNT))
    block = read_block("Vacancies\t14\nB-K1\t5", twins)
    assert figures(block) == {"B-K1": "5"}
    said = "Line 1: “Vacancies” is what 2 KPIs are called (write the code, A-K1 or B-K1), and its value “14” was left"
    assert block.lost[0].startswith(said)


def test_two_values_for_one_kpi_are_asked_about_unless_they_are_the_same() -> None:
    found = read_block("A-K1\t14\nA-K1\t41", ROWS).rows["A-K1"]
    assert found.doubts == ["Lines 1 and 2 are both for A-K1, with 14 and 41: keep the one that is right"]
    assert read_block("A-K1\t14\nA-K1\t14.0", ROWS).rows["A-K1"].doubts == []


@pytest.mark.parametrize("text", ["5\n" * 501, "5" * 100_001, "1\n2\n3\n4\n5"])
def test_too_much_is_refused(text: str) -> None:
    with pytest.raises(CannotPlace):
        read_block(text, ROWS)


@given(st.text(st.sampled_from("A-K123\t\n\r\"', =%<.x"), max_size=60))
def test_whatever_is_pasted_each_cell_with_a_value_is_read_or_named(text: str) -> None:
    try:
        block = read_block(text, ROWS)
    except CannotPlace:
        return
    assert set(block.rows) <= {row.code for row in ROWS}
    assert all(found.figure for found in block.rows.values())


@given(st.lists(st.integers(0, 9_999), min_size=3, max_size=3))
def test_a_whole_column_of_numbers_lands_in_its_rows(values: list[int]) -> None:
    block = read_block("\n".join(map(str, values)), ROWS)
    assert list(figures(block).values()) == list(map(str, values))
    assert block.lost == []


@given(st.permutations(ROWS), st.sampled_from(["", "Ref\tWhat\tNov-23\n", "Code\tName\tValue\n"]), st.integers(1, 3))
def test_code_name_and_value_land_in_their_rows_in_whatever_order(rows: list[Wanted], head: str, number: int) -> None:
    lines = [f"{row.code}\t{row.name}\t{place}{ROWS.index(row)}" for place, row in enumerate(rows[:number], start=1)]
    found = read_block(head + "\n".join(lines), ROWS, NOVEMBER)
    assert figures(found) == {row.code: f"{place}{ROWS.index(row)}" for place, row in enumerate(rows[:number], start=1)}
