"""Which sections the words in columns of sections mean: told by the whole file, and asked where it does not tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bringing.others import others
from bringing.reading import Asks, Doubt, Draft, Known, understand
from bringing.settled import named
from bringing.settling import Answer, How, may_be_right, open_paths, settle
from sheets.reading import Block, Document, Heading, Merge, Place, Table
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered

HEADS = ["Ref", "Section", "Action", "By when", "Accountable"]
KPIS = ["Code", "Section", "KPI", "Baseline", "Target March 2024"]


def actions(*cells: str, refs: Sequence[str] = (), number: int = 1) -> Table:
    """A table of actions with these words in its column of sections."""
    known = refs or [f"X{number}{at}" for at, _ in enumerate(cells)]
    rows = [[ref, cell, f"Do {ref}", "June 2024", "Head of SEND"] for ref, cell in zip(known, cells, strict=True)]
    return tabled([HEADS, *rows], number)


def kpis(*cells: str, number: int = 2) -> Table:
    rows = [[f"K{at}", cell, f"Measure {at}", "10%", "20%"] for at, cell in enumerate(cells, start=1)]
    return tabled([KPIS, *rows], number)


def bare(*refs: str, number: int = 1) -> Table:
    """A table of actions without a column of sections."""
    rows = [[ref, f"Do {ref}", "June 2024", "Head of SEND"] for ref in refs]
    return tabled([["Ref", "Action", "By when", "Accountable"], *rows], number)


def sheet(name: str, table: Table) -> Table:
    return replace(table, name=name, place=Place("f", sheet=name))


def heading(text: str, line: int = 90) -> Heading:
    return Heading(Place("f", line=line), text=text, level=1)


def read(*blocks: Block, plan: Mapping[str, str] | None = None) -> Draft:
    """All that stands in these blocks is in the draft, and what is not certain is asked."""
    document = Document("f", blocks)
    draft = named(understand(document, Known(sections=plan or {})))
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def sections(draft: Draft) -> list[tuple[str, str]]:
    return [(each.letter.value, each.title.value) for each in draft.sections]


def of_actions(draft: Draft) -> list[str]:
    return [each.section.value for each in draft.actions]


def of_kpis(draft: Draft) -> list[str]:
    return [each.section.value for each in draft.kpis]


def of_columns(draft: Draft) -> list[Doubt]:
    """What is asked of the words in columns of sections."""
    return [doubt for doubt in asked(draft, Asks.SECTION) if any(path.endswith("/section") for path in doubt.about)]


def choose(draft: Draft, says: str, at: int = 0) -> Draft:
    doubt = of_columns(draft)[at]
    (found,) = [each for each in others(doubt, draft) if each.called == says]
    return settle(draft, {doubt.key: Answer(How.CORRECTED, found.values)})


VOICE = ("1 Voice", "2 Health", "1 Voice")


@pytest.mark.parametrize("cells", [VOICE, ("WS1 Voice", "WS2 Health", "WS1")])
def test_a_number_before_a_title_is_that_of_the_heading_wherever_it_stands(cells: Sequence[str]) -> None:
    table, above = actions(*cells), (heading("Workstream 1: Voice"), heading("Workstream 2: Health", 91))
    for blocks in ((*above, table), (table, *above)):
        draft = read(*blocks)
        assert sorted(sections(draft)) == [("1", "Voice"), ("2", "Health")]
        assert of_actions(draft) == ["1", "2", "1"]
        assert of_columns(draft) == []


def test_a_sheet_that_is_called_by_a_word_and_cells_that_shorten_it_are_one_section() -> None:
    one, two = sheet("Workstream 1", bare("A1")), sheet("Workstream 2", bare("A2", number=2))
    draft = read(one, two, sheet("Tracker", actions("WS1 Voice", "WS2 Health", "WS1", number=3)))
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert of_actions(draft) == ["1", "2", "1", "2", "1"]
    assert of_columns(draft) == []


def test_a_cell_that_is_called_as_a_sheet_is_of_the_section_of_its_table() -> None:
    above = tabled([["Workstream 1 – Communication and leadership"], ["Ref", "Action", "By when", "Accountable"]])
    rows = [["1.1", "Do it", "June 2024", "Head of SEND"]]
    first = tabled([[each.text for each in row] for row in above.rows] + rows)
    draft = read(sheet("WS1 Communication", first), sheet("Scorecard", kpis("WS1 Communication")))
    assert sections(draft) == [("1", "Communication and leadership")]
    assert (of_actions(draft), of_kpis(draft)) == (["1"], ["1"])


def test_refs_that_begin_with_the_same_numbers_tell_it() -> None:
    draft = read(actions(*VOICE, refs=["1.1", "2.1", "1.2"]))
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert of_actions(draft) == ["1", "2", "1"]
    assert of_columns(draft) == []


@pytest.mark.parametrize("numbers", [("1", "01"), ("0", "0")])
def test_zeros_before_the_number_of_a_ref_are_no_part_of_it(numbers: tuple[str, str]) -> None:
    number, of_ref = numbers
    draft = read(actions(f"{number} Voice", "2 Health", refs=[f"{of_ref}.1", "02.1"]))
    assert of_actions(draft) == [number, "2"]
    assert of_columns(draft) == []


def test_a_short_word_is_the_section_of_its_kind_or_of_its_refs() -> None:
    for above, ref in (("Workstream 1: Voice", "X1"), ("Priority 1: Voice", "1.1")):
        draft = read(heading(above), bare("A1"), actions("WS1", refs=[ref], number=2))
        assert (sections(draft), of_actions(draft)) == ([("1", "Voice")], ["1", "1"])
        assert of_columns(draft) == []
    draft = read(heading("Priority 1: Voice"), bare("A1"), actions("WS1", "WS1", refs=["1.1", "2.1"], number=2))
    assert of_actions(draft) == ["1", "1", "1"], "all rows of a table that is told"


def test_refs_that_begin_with_other_numbers_tell_nothing() -> None:
    draft = read(actions("3 Year Olds", "5 Schools", refs=["1.1", "1.2"]))
    assert sections(draft) == [("A", "3 Year Olds"), ("B", "5 Schools")]
    draft = read(actions("1 Voice", "1 Health", refs=["1.1", "1.2"]))
    assert sections(draft) == [("A", "1 Voice"), ("B", "1 Health")]


def test_all_rows_of_words_of_one_number_tell_it_together() -> None:
    draft = read(actions("WS1 Voice", "WS1", refs=["2.1", "1.1"]))
    assert sections(draft) == [("A", "WS1 Voice"), ("B", "WS1")]
    draft = read(sheet("Priority 1", actions("WS7 Voice")), sheet("Priority 2", actions("WS7", number=2)))
    assert of_actions(draft) == ["WS7", "WS7"]


def test_numbers_are_without_letters_where_the_plan_has_one_so() -> None:
    draft = read(actions("WS1 Voice", "WS2 Health"), plan={"1": "Voice"})
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]


def test_refs_with_other_letters_before_their_numbers_tell_nothing() -> None:
    draft = read(actions("WS1 Voice", refs=["A1.2"]))
    assert of_actions(draft) == ["WS1"]
    assert len(of_columns(draft)) == 1


def test_a_sheet_of_which_all_rows_say_the_same_is_that_section() -> None:
    one, two = sheet("Priority 1", actions("1 Voice", "1 Voice")), sheet("Priority 2", actions("2 Health", number=2))
    draft = read(one, two)
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert of_columns(draft) == []


def test_workstreams_within_a_priority_are_not_the_priorities() -> None:
    one = sheet("Priority 1", actions("WS1 Voice", "WS2 Health"))
    draft = read(one, sheet("Priority 2", actions("WS3 Schools", number=2)))
    assert of_actions(draft) == ["A", "B", "C"]
    assert [(doubt.words, doubt.others) for doubt in of_columns(draft)] == [
        (("WS1 Voice",), ("Section 1",)),
        (("WS2 Health",), ("Section 2",)),
    ]


def test_the_same_words_are_the_same_section_in_all_tables() -> None:
    draft = read(actions("WS1 Voice", "WS2 Health"), kpis("WS1", "WS2", "WS2  Health", "ws1 voice"))
    assert sections(draft) == [("WS1", "Voice"), ("WS2", "Health")]
    assert of_actions(draft) == ["WS1", "WS2"]
    assert of_kpis(draft) == ["WS1", "WS2", "WS2", "WS1"]


def test_numbers_that_nothing_else_says_are_asked_about_once() -> None:
    draft = read(actions(*VOICE), kpis("2 Health"))
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    (doubt,) = of_columns(draft)
    assert doubt.words == ("1 Voice", "2 Health")
    assert doubt.says == (
        "The numbers in a column of sections, in “1 Voice” and “2 Health”, were read as those of the sections, which "
        "nothing else in the file says: confirm it, or choose that they are part of the titles"
    )
    assert doubt.read == "section 1 and section 2"
    after = choose(draft, "The numbers are part of the titles")
    assert sections(after) == [("A", "1 Voice"), ("B", "2 Health")]
    assert (of_actions(after), of_kpis(after)) == (["A", "B", "A"], ["B"])


def test_of_many_numbers_a_few_are_named_and_long_words_in_short() -> None:
    titles = ["Health", "Voice" + " of all" * 20, "Data", "Schools", "Play", "Work", "Home"]
    draft = read(actions(*(f"{at}  {title}" for at, title in enumerate(titles, start=1))))
    (doubt,) = of_columns(draft)
    long = f"2 Voice{' of all' * 10}…"
    told = f"in “1 Health”, “{long}”, “3 Data”, “4 Schools”, “5 Play” and 2 more, were read as"
    assert doubt.says.startswith(f"The numbers in a column of sections, {told}")
    assert len(doubt.words) == len(titles)


def test_numbers_that_only_kpis_have_are_asked_about_too() -> None:
    draft = read(kpis("1 Voice", "2 Health"))
    (doubt,) = of_columns(draft)
    assert {"kpis/0/section", "kpis/1/section"} < set(doubt.about)
    assert of_kpis(choose(draft, "The numbers are part of the titles")) == ["A", "B"]


def test_a_number_of_one_title_among_others_is_a_part_of_it_and_asked_about() -> None:
    draft = read(actions("3 Year Olds", "Health"))
    assert sections(draft) == [("A", "3 Year Olds"), ("B", "Health")]
    assert len(of_columns(draft)) == 1
    after = choose(draft, "The numbers are those of the sections")
    assert sections(after) == [("3", "Year Olds"), ("B", "Health")]
    assert of_actions(after) == ["3", "B"]


@pytest.mark.parametrize(
    "cells", [("3 Year Olds", "5 Year Olds"), ("18 to 25", "16 to 18"), ("A Better Start", "B Lively"), ("1 to 1",)]
)
def test_what_is_no_number_of_a_section_stays_a_title(cells: tuple[str, ...]) -> None:
    draft = read(actions(*cells))
    assert [title for _, title in sections(draft)] == list(cells)
    assert of_columns(draft) == []


def test_numbers_in_all_the_ways_of_one_column() -> None:
    cells = ["1. Leadership", "2 - Data", "Priority 3: Voice", "WS4 Health", "5 Schools", "6) Transport"]
    draft = read(actions(*cells))
    assert sections(draft) == [
        ("1", "Leadership"),
        ("2", "Data"),
        ("3", "Voice"),
        ("4", "Health"),
        ("5", "Schools"),
        ("6", "Transport"),
    ]
    (doubt,) = of_columns(draft)
    assert doubt.words == ("WS4 Health", "5 Schools")


def test_a_number_whose_section_is_called_otherwise_elsewhere_is_asked_about() -> None:
    draft = read(heading("1. Health"), bare("B1"), actions("WS1 Voice", number=2))
    assert sections(draft) == [("1", "Health"), ("A", "WS1 Voice")]
    assert of_actions(draft) == ["1", "A"]
    (doubt,) = of_columns(draft)
    assert doubt.says == (
        "“WS1 Voice” was read as a section of its own, and may be one that the file has elsewhere: confirm that it is "
        "its own, or choose the other"
    )
    assert (doubt.read, doubt.others) == ("Section A", ("Section 1",))
    assert of_actions(choose(draft, "Section 1")) == ["1", "1"]


def test_a_title_that_has_another_letter_elsewhere_is_asked_about() -> None:
    draft = read(heading("Section A: Voice"), bare("A1"), actions("Voice", number=2))
    assert (of_actions(draft), of_columns(draft)) == (["A", "A"], [])
    draft = read(heading("Section A: Voice"), bare("A1"), actions("1 Voice", number=2))
    assert of_actions(draft) == ["A", "B"]
    assert [(doubt.read, doubt.others) for doubt in of_columns(draft)] == [("Section B", ("Section A",))]


@pytest.mark.parametrize("cell", ["1. health", "1.  Health"])
def test_a_title_is_the_same_in_small_letters(cell: str) -> None:
    draft = read(heading("1. Health"), bare("B1"), actions(cell, number=2))
    assert (sections(draft), of_actions(draft)) == ([("1", "Health")], ["1", "1"])
    assert of_columns(draft) == []


def test_a_letter_in_small_letters_is_that_of_its_heading() -> None:
    draft = read(actions("Voice", refs=["X9"]), heading("section b: Voice"), bare("B1", number=2))
    assert (sections(draft), of_actions(draft)) == ([("B", "Voice")], ["B", "B"])


def test_words_that_say_a_letter_whose_section_is_called_otherwise_are_asked_about() -> None:
    draft = read(heading("1. Health"), bare("B1"), actions("Priority 1: Voice", "2. Schools", number=2))
    assert of_actions(draft) == ["1", "1", "2"]
    (doubt,) = of_columns(draft)
    assert doubt.says == (
        "“Priority 1: Voice” was read as section 1, which is called “Health” elsewhere in the file: confirm it, or "
        "choose another"
    )
    assert (doubt.about, doubt.others) == (("actions/1/section",), ("Section 2",))


def test_the_title_of_a_heading_is_that_of_the_section_wherever_it_stands() -> None:
    draft = read(actions("Priority 1: Voice"), heading("1. Health"), bare("B1", number=2))
    assert sections(draft) == [("1", "Health")]
    assert [doubt.words for doubt in of_columns(draft)] == [("Priority 1: Voice",)]


def test_numbers_alone_can_be_confirmed_while_their_titles_are_missing() -> None:
    draft = read(actions("WS1", "WS2"))
    assert sections(draft) == [("WS1", ""), ("WS2", "")]
    (doubt,) = of_columns(draft)
    assert may_be_right(doubt, open_paths(draft))
    assert sections(choose(draft, "The numbers are part of the titles")) == [("A", "WS1"), ("B", "WS2")]


def test_a_sheet_of_two_sections_says_none() -> None:
    parts = [replace(bare(f"{at}.1", number=at), name="Tracker") for at in (1, 2)]
    draft = read(*parts, sheet("Scorecard", kpis("Tracker", number=3)))
    assert of_kpis(draft) == ["A"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1. Leadership", "WS2 Health"), ["1", "2"]),
        (("WS4 Health", "5 Schools"), ["4", "5"]),
        (("P1 Voice", "WS1 Health"), ["P1", "WS1"]),
        (("1 Voice", "1 voice", "TBC"), ["1", "1", ""]),
        (("WS1 Voice", "Schools", "WS1"), ["WS1", "A", "WS1"]),
        (("Priority 1 Voice", "Priority 2 Health"), ["1", "2"]),
        (("WS1 Voice", "1 Voice"), ["1", "1"]),
        (("section a: Voice", "b"), ["A", "B"]),
        (("1 Voice", "1 voice", "Schools"), ["A", "A", "B"]),
        (("1 Voice", "n/a", "2 Health"), ["1", "", "2"]),
        (("1 Voice", "1 Health", "2 Data"), ["A", "B", "C"]),
    ],
)
def test_what_sections_are_called_by(cells: tuple[str, ...], expected: list[str]) -> None:
    assert of_actions(read(actions(*cells))) == expected


def test_a_heading_of_an_outcome_is_one_of_a_section_too() -> None:
    draft = read(heading("Outcome 1: Voice"), bare("B1"), actions("1 Voice", number=2))
    assert of_actions(draft) == ["1", "1"]
    assert of_columns(draft) == []


def test_zeros_before_a_number_are_no_part_of_it() -> None:
    draft = read(heading("Workstream 1: Voice"), bare("A1"), actions("WS01 Voice", "WS01", "01", number=2))
    assert of_actions(draft) == ["1", "1", "1", "1"]
    draft = read(heading("Workstream 1: Voice"), bare("A1"), actions("01", number=2))
    assert (sections(draft), of_actions(draft)) == ([("1", "Voice")], ["1", "1"])


def test_a_number_alone_is_the_section_whose_title_the_number_is_a_part_of() -> None:
    draft = read(heading("Section A: 1 Voice"), bare("A1"), actions("1 Voice", "WS1", number=2))
    assert sections(draft) == [("A", "1 Voice")]
    assert of_actions(draft) == ["A", "A", "A"]
    assert of_columns(draft) == []


def test_a_letter_alone_is_that_section_and_not_that_of_a_sheet_of_this_name() -> None:
    rows = [["Workstream 1 – Voice"], ["Ref", "Action", "By when", "Accountable"]]
    first = tabled([*rows, ["1.1", "Do it", "June 2024", "Head of SEND"]])
    draft = read(sheet("B", first), sheet("Scorecard", kpis("B")))
    assert (of_actions(draft), of_kpis(draft)) == (["1"], ["B"])


@pytest.mark.parametrize(("there", "cell", "letter"), [("1", "1 Voice", "1"), ("P1", "P1 Voice", "P1")])
def test_a_column_that_says_numbers_alone_tells_them_of_titles(there: str, cell: str, letter: str) -> None:
    draft = read(actions(cell), kpis(there))
    assert sections(draft) == [(letter, "Voice")]
    assert of_columns(draft) == []


def test_a_short_name_of_two_signs_is_the_section_that_a_sheet_is_called_by() -> None:
    draft = read(sheet("Priority 1", bare("A1")), sheet("KPIs", kpis("P1")))
    assert (of_actions(draft), of_kpis(draft)) == (["1"], ["1"])


def test_numbers_are_not_likely_those_of_sections_where_one_is_of_another_title() -> None:
    draft = read(heading("1. Health"), bare("B1"), actions("Priority 1: Voice", "5 Schools", number=2))
    assert of_actions(draft) == ["1", "1", "A"]
    assert [doubt.words for doubt in of_columns(draft)] == [("5 Schools",), ("Priority 1: Voice",)]


def test_a_row_across_a_table_without_a_letter_is_the_section_of_the_same_title() -> None:
    rows = [HEADS, ["Voice"], ["X1", "", "Do it", "June 2024", "Head of SEND"]]
    across = tabled(rows, 1, (Merge(2, 1, 2, 5),))
    draft = read(across, actions("Voice", number=2))
    assert sections(draft) == [("A", "Voice")]
    assert of_actions(draft) == ["A", "A"]


def test_a_title_never_gets_a_letter_that_the_file_says_of_another() -> None:
    draft = read(actions("Voice"), heading("Section A: Health"), bare("A1", number=2))
    assert sorted(sections(draft)) == [("A", "Health"), ("B", "Voice")]
    assert of_actions(draft) == ["B", "A"]


def test_a_title_is_the_section_of_a_heading_that_stands_behind_it() -> None:
    draft = read(actions("Voice"), heading("Section C: Voice"), bare("C1", number=2))
    assert sections(draft) == [("C", "Voice")]
    assert of_actions(draft) == ["C", "C"]


@pytest.mark.parametrize("words", ["–", "-", "N/A", "none", "TBC", "To be agreed", "TBC – with ICB", "tbd (ICB)"])
def test_words_that_say_that_there_is_no_section_are_no_title_of_one(words: str) -> None:
    """“TBC” was a section of that name, without a word."""
    draft = read(actions("A: Voice", words, "B: Health", refs=("A1", "X1", "B1")), kpis("A", words))
    assert sections(draft) == [("A", "Voice"), ("B", "Health")]
    assert (of_actions(draft), of_kpis(draft)) == (["A", "", "B"], ["A", ""])
    assert [(each.about, each.says) for each in of_columns(draft)] == [
        ((path,), "Nothing says of which section these are: choose one")
        for path in ("actions/1/section", "kpis/1/section")
    ]
    assert of_actions(choose(draft, "Section B")) == ["A", "B", "B"]
