"""Plans whose parts are outcomes or goals: in a column of sections, in rows across tables, and in lines above them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bringing.reading import Asks, Draft
from bringing.settling import may_be_right, open_paths
from sheets.reading import Merge, Paragraph, Place, Table
from tests.bringing.reading.plans import asked, tabled
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


def line(text: str, at: int = 80) -> Paragraph:
    return Paragraph(Place("f", line=at), text=text)


def unnumbered(*does: str, number: int = 1) -> Table:
    rows = [[each, "June 2024", "Head of SEND"] for each in does]
    return tabled([["Action", "By when", "Accountable"], *rows], number)


def titles_asked(draft: Draft) -> list[tuple[str, str]]:
    """What is asked of the titles of sections, with what was read."""
    found = [each for each in asked(draft, Asks.SECTION) if each.about[0].endswith("/title")]
    return [(each.words[0] if each.words else "", each.read) for each in found]


HEARD, QUICK = "Outcome 1: Children are heard", "Outcome 2: Health is quick"
BOTH = [("1", "Children are heard"), ("2", "Health is quick")]
READ = [(HEARD, "Children are heard"), (QUICK, "Health is quick")]


def test_lines_above_tables_are_proposed_as_their_sections() -> None:
    one, two = bare("1.1", "1.2"), bare("2.1", number=2)
    draft = read(line(HEARD), one, line("Source: NHS Moor", 81), line(QUICK, 82), line("Table 2: actions", 83), two)
    assert (sections(draft), of_actions(draft)) == (BOTH, ["1", "1", "2"])
    assert titles_asked(draft) == READ
    (first, _) = asked(draft, Asks.SECTION)
    assert first.says == (
        "Line 80: “Outcome 1: Children are heard” is no heading, and was read as that of section 1: confirm it, or "
        "enter the section’s title"
    )
    assert may_be_right(first, open_paths(draft))
    assert [each.source.words for each in draft.aside] == ["Source: NHS Moor", "Table 2: actions"]


def test_lines_say_the_sections_of_tables_without_refs_and_of_the_tables_below_them() -> None:
    one, two = unnumbered("Ask", "Tell"), unnumbered("Feed", number=3)
    draft = read(line(HEARD.replace("1", "A")), one, kpis("", number=2), line(QUICK.replace("2", "B"), 82), two)
    assert (of_actions(draft), of_kpis(draft)) == (["A", "A", "B"], ["A"])
    assert [read for _, read in titles_asked(draft)] == ["Children are heard", "Health is quick"]


def test_a_row_above_the_headings_says_it_as_a_line_does() -> None:
    table = tabled([[HEARD, "", ""], *[["Action", "By when", "Lead"], ["Ask", "June 2024", "Head of SEND"]]])
    draft = read(table)
    assert (sections(draft), of_actions(draft), titles_asked(draft)) == (BOTH[:1], ["1"], READ[:1])


@pytest.mark.parametrize("above", [(HEARD, QUICK), (QUICK, "Our aims", HEARD), (HEARD, "They count.", QUICK)])
def test_lines_that_list_the_outcomes_are_their_titles_and_no_table_is_of_one(above: Sequence[str]) -> None:
    draft = read(*(line(each, 80 + at) for at, each in enumerate(above)), bare("1.1", "2.1"))
    assert (sections(draft), of_actions(draft)) == (BOTH, ["1", "2"])
    assert titles_asked(draft) == READ
    assert {HEARD, QUICK}.isdisjoint(each.source.words for each in draft.aside), "they are the titles"


def test_refs_of_several_sections_go_before_a_line() -> None:
    draft = read(line(HEARD), bare("1.1", "2.1"))
    assert of_actions(draft) == ["1", "2"]
    assert titles_asked(draft) == [READ[0], ("", "")]
    assert of_actions(read(line(HEARD), bare("2.1"))) == ["2"]
    assert of_actions(read(line(HEARD), bare("A1", "A2"))) == ["1", "1"], "A is no number of an outcome"
    assert of_actions(read(line(HEARD), bare("A1", "B1"))) == ["A", "B"]


def test_lines_within_a_section_and_two_titles_of_one_letter_say_nothing() -> None:
    draft = read(heading("Section A: One"), line(HEARD), bare("A1"))
    assert (sections(draft), titles_asked(draft)) == ([("A", "One")], [])
    assert [each.why for each in draft.aside] == ["Text of section A that is no point, action or KPI"]
    draft = read(line(HEARD), line("Outcome 1: Something else", 81), line(QUICK, 82), bare("1.1", "2.1"))
    assert (sections(draft)[0], titles_asked(draft)) == (("1", ""), [READ[1], ("", "")])
    draft = read(line(HEARD), line("Outcome 1: Something else", 81), bare("1.1"))
    assert (sections(draft), titles_asked(draft)) == ([("1", "")], [("", "")])


def test_a_line_or_a_row_of_a_letter_that_has_another_title_is_no_section_of_that() -> None:
    draft = read(actions("1. Voice"), line(HEARD), unnumbered("Ask", number=2))
    assert (sections(draft), of_actions(draft)) == ([("1", "Voice")], ["1", ""])
    assert [each.source.words for each in draft.aside] == [HEARD]
    draft = read(actions("1. Voice"), rows(HEARD, "X9", across=(HEARD,)))
    assert (sections(draft), of_actions(draft)) == ([("1", "Voice"), ("A", HEARD)], ["1", "A"])


def test_a_line_of_a_section_among_those_of_outcomes_is_certain() -> None:
    draft = read(line(HEARD), bare("1.1"), line("Section B: Quick", 82), bare("B1", number=2))
    assert (of_actions(draft), titles_asked(draft)) == (["1", "B"], READ[:1])


def test_after_a_heading_of_an_outcome_a_line_is_read_as_before() -> None:
    draft = read(heading(HEARD), bare("1.1"), line(QUICK), bare("2.1", number=2))
    assert (sections(draft), asked(draft, Asks.SECTION)) == (BOTH, [])


def rows(*words: str, across: Sequence[str] = (), heads: Sequence[str] = ("Ref", "Action", "By when", "Lead")) -> Table:
    """A table of actions by their refs, and of rows that hold one cell, of which some lie across it."""
    cells = [
        [each, f"Do {each}", "June 2024", "Head of SEND"] if len(each) < 4 else [each, "", "", ""] for each in words
    ]
    merges = tuple(Merge(at, 1, at, 4) for at, each in enumerate(words, start=2) if each in across)
    return tabled([list(heads), *cells], 1, merges)


@pytest.mark.parametrize("across", [(), (HEARD, QUICK)])
def test_rows_of_outcomes_are_the_sections(across: Sequence[str]) -> None:
    draft = read(rows(HEARD, "1.1", "1.2", QUICK, "2.1", across=across))
    assert (sections(draft), of_actions(draft)) == (BOTH, ["1", "1", "2"])
    assert titles_asked(draft) == READ
    how = "lies across the table" if across else "stands alone in its row"
    one, two = asked(draft, Asks.SECTION)
    instead = ", or leave the section out where it is a note, and choose the section of the rows below it"
    assert one.says == f"Table 1, row 2: “{HEARD}” {how} and was read as a section: confirm it{instead}"
    assert one.others == ()
    assert two.says == f"Table 1, row 5: “{QUICK}” {how} and was read as a section: confirm it"
    assert two.others == ("a note: what stands below it is of section 1",)


def test_rows_of_outcomes_have_their_letters_and_come_again_unasked() -> None:
    one, two = "Outcome A: Heard", "Outcome B: Quick"
    words = (one, "A1", two, "B1", one, "A2")
    draft = read(rows(*words, across=(one, two)))
    assert (sections(draft), of_actions(draft)) == ([("A", "Heard"), ("B", "Quick")], ["A", "B", "A"])
    assert len(titles_asked(draft)) == 2


def test_rows_of_outcomes_within_a_section_are_no_sections_of_their_letters() -> None:
    priority = "Priority 2: Voice"
    draft = read(rows(priority, HEARD, "2.1", across=(priority,)))
    assert (sections(draft), of_actions(draft)) == ([("2", "Voice")], ["2"])
    (doubt,) = asked(draft, Asks.ROW)
    assert "stands alone in its row, within section 2, and was set aside: confirm it" in doubt.says
    draft = read(rows(priority, HEARD, "2.1", across=(priority, HEARD)))
    assert sections(draft) == [("2", "Voice"), ("A", HEARD)]
    assert titles_asked(draft) == [(HEARD, HEARD)], "asked as before"
    made = enumerate((bare("1.1"), bare("2.1"), rows(HEARD)))
    tables = [replace(each, place=Place("f", table=number)) for number, each in made]
    draft = read(heading("1. Voice"), tables[0], heading("2. Health", 91), tables[1], heading("More", 92), tables[2])
    assert [title for _, title in sections(draft)] == ["Voice", "Health"]


def test_an_outcome_in_another_column_is_no_section() -> None:
    heads = ("Ref", "Action", "Outcome", "Lead")
    table = tabled([list(heads), ["1.1", "Do it", "", "Head of SEND"], ["", "", HEARD, ""]])
    assert [title for _, title in sections(read(table))] == [""]


@pytest.mark.parametrize("words", ["Source: the board, March 2023", "Table 1: actions of section A", "Figure 2. Waits"])
@pytest.mark.parametrize("is_across", [True, False])
def test_captions_in_rows_are_no_sections_and_no_actions(words: str, is_across: bool) -> None:
    draft = read(rows(HEARD, "1.1", words, "1.2", across=(HEARD, words) if is_across else (HEARD,)))
    assert (sections(draft), of_actions(draft)) == (BOTH[:1], ["1", "1"])
    (doubt,) = asked(draft, Asks.ROW)
    assert doubt.says == (
        "Table 1, row 4: this row was read as a caption or a source of the table, and set aside: confirm it, or put it "
        "where it belongs in the file and bring that again"
    )
    assert [each.source.words for each in draft.aside] == [words]
    assert may_be_right(doubt, open_paths(draft))


def test_a_sentence_where_a_ref_would_stand_is_no_action() -> None:
    words = "All dates may change"
    draft = read(rows(HEARD, "1.1", words, "1.2"))
    assert of_actions(draft) == ["1", "1"]
    (doubt,) = asked(draft, Asks.ROW)
    assert doubt.says == (
        "Table 1, row 4: “All dates may change” stands alone, which heads a section only as “Section A: …”, and was "
        "set aside: confirm it, or put it where it belongs in the file and bring that again"
    )
    assert [each.source.words for each in draft.aside] == [words]
    for ref in ("Action one", "1.2 Ask them all", "A12 is to be written"):
        assert len(read(rows(HEARD, "1.1", ref)).actions) == 2, "an action that is not whole"


def measured(*cells: str, head: str = "Outcome") -> Table:
    rows = [[f"K{at}", each, f"Measure {at}", "10%", "20%"] for at, each in enumerate(cells, start=1)]
    return tabled([["Code", head, "Measure", "Baseline", "March 2024"], *rows], 2)


def test_outcomes_beside_kpis_are_the_sections_of_the_actions() -> None:
    does = actions("Outcome 1: Heard", "Outcome 1", "Outcome 2: Quick", refs=("1.1", "1.2", "2.1"))
    draft = read(does, measured("Outcome 1", "Outcome 2: Quick", "–", "Outcome 2"))
    assert of_kpis(draft) == ["1", "2", "", "2"]
    assert sections(draft) == [("1", "Heard"), ("2", "Quick")]
    assert asked(draft, Asks.COLUMN) == []


@pytest.mark.parametrize("cells", [("Outcome 1", "Outcome 3"), ("Outcome 1", "2"), ("Outcome A", "Outcome B")])
def test_outcomes_beside_kpis_that_are_no_sections_yet_are_asked_about(cells: Sequence[str]) -> None:
    does = actions("Outcome 1: Heard", "Outcome 1", "Outcome 2: Quick", refs=("1.1", "1.2", "2.1"))
    draft = read(does, measured(*cells))
    (doubt,) = asked(draft, Asks.COLUMN)
    assert "was read as section by its cells alone" in doubt.says


@pytest.mark.parametrize("cells", [("Fewer wait", "Plans get good"), ("Outcome 1", "Fewer wait")])
def test_other_outcomes_beside_kpis_are_set_aside_and_asked_about(cells: Sequence[str]) -> None:
    draft = read(actions("A: Heard", "B: Quick", refs=("A1", "B1")), measured(*cells))
    (doubt,) = asked(draft, Asks.COLUMN)
    assert "was not recognised" in doubt.says
    assert of_kpis(draft) == ["", ""]
