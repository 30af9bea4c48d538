"""Words in a column of sections that name several of them, and refs that say another section than their column."""

from collections.abc import Sequence

import pytest

from bringing.reading.several import are_all, counted, made_of
from tests.bringing.reading.test_sections import (
    actions,
    bare,
    choose,
    heading,
    kpis,
    of_actions,
    of_columns,
    of_kpis,
    read,
    sections,
)

REFS = ("1.1", "2.1", "2.2")
TWO = [("1", "Voice"), ("2", "Health")]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        *(("1 Voice", "2 Health", words) for words in ("1 & 2", "1, 2", "1+2", "1/2", "1-2", "1 - 2", "1 to 2", "1 2")),
        *(("WS1 Voice", "WS2 Health", words) for words in ("WS1 & 2", "WS1-WS2", "WS1 WS2", "Workstreams 1 and 2")),
        *(
            ("1. Voice", "2. Health", words)
            for words in ("Priorities 1 and 2", "Priority 1 – Priority 2", "Sections 1, 2")
        ),
        *(("1 Voice", "2 Health", words) for words in ("1 Voice and 2 Health", "Voice & Health", "1 Voice 2 Health")),
        *(("1 Voice", "2 Health", words) for words in ("1 Voice & 2", "1, Health", "Voice / 2 Health")),
        ("Priority 1: Voice", "Priority 2: Health", "Priority 1: Voice; Priority 2: Health"),
        *(
            ("1 Voice", "2 Health", words)
            for words in ("All", "both", "All workstreams", "All 2 priorities", "Whole plan")
        ),
    ],
)
def test_words_that_name_several_sections_are_asked_about_and_take_no_number(
    first: str, second: str, words: str
) -> None:
    for cells, refs in (((first, second, words), REFS), ((words, first, second), ("2.2", "1.1", "2.1"))):
        draft = read(actions(*cells, refs=refs))
        assert {*TWO, ("A", " ".join(words.split()))} == set(sections(draft))
        (doubt,) = of_columns(draft)
        assert (doubt.words, doubt.read, doubt.others) == ((words,), "Section A", ("Section 1", "Section 2"))
        assert sorted(of_actions(choose(draft, "Section 2"))) == ["1", "2", "2"]


@pytest.mark.parametrize("words", ["A & B", "A/B", "A and B", "Sections A, B", "Quick and heard"])
def test_letters_of_sections_are_named_too(words: str) -> None:
    draft = read(actions("A: Heard", "B: Quick", words, refs=("A1", "B1", "B2")))
    (doubt,) = of_columns(draft)
    assert (of_actions(draft), doubt.others) == (["A", "B", "C"], ("Section A", "Section B"))
    draft = read(actions("Heard", "Quick", words))
    assert [doubt.others for doubt in of_columns(draft)] == [("Section A", "Section B")]


def test_zeros_before_numbers_hide_no_section() -> None:
    draft = read(actions("WS01 Voice", "WS02 Health", "WS01/02", "1 & 2"))
    assert [doubt.others for doubt in of_columns(draft)[1:]] == [
        (f"Section {one}", f"Section {two}") for one, two in [of_actions(draft)[:2]] * 2
    ]


def test_numbers_that_nothing_else_says_are_read_beside_words_that_name_several() -> None:
    draft = read(actions("1 Voice", "2 Health", "1 & 2"), kpis("All"))
    assert sections(draft)[:2] == TWO
    assert [doubt.words for doubt in of_columns(draft)] == [("1 Voice", "2 Health"), ("1 & 2",), ("All",)]
    assert of_columns(draft)[2].others == ("Section 1", "Section 2")


@pytest.mark.parametrize(
    "words", ["Cross-cutting", "Voice and influence", "Voice 2", "16 to 18", "1 to 1", "A & E", "Allies", "5-11"]
)
def test_a_title_that_names_no_other_section_is_not_asked_about(words: str) -> None:
    draft = read(actions("1 Voice", "2 Health", words, refs=REFS))
    assert (of_actions(draft), of_columns(draft)) == (["1", "2", "A"], [])


def test_one_section_for_all_is_not_asked_about() -> None:
    draft = read(actions("All", "All"), kpis("All"))
    assert (sections(draft), of_columns(draft)) == ([("A", "All")], [])


def test_words_that_the_plan_has_as_a_section_are_not_asked_about_again() -> None:
    draft = read(actions("1 Voice", "2 Health", "1 - 2", refs=REFS), plan={"1": "Voice", "2": "Health", "C": "1 - 2"})
    assert (of_actions(draft), of_columns(draft)) == (["1", "2", "C"], [])


def test_two_titles_of_one_number_are_asked_about() -> None:
    draft = read(actions("1 Voice", "1 Voices", "2 Health", refs=("1.1", "1.2", "2.1")))
    assert of_actions(draft) == ["A", "B", "2"]
    assert [(doubt.words, doubt.others) for doubt in of_columns(draft)] == [
        (("1 Voice",), ("Section B",)),
        (("1 Voices",), ("Section A",)),
    ]


def test_a_row_whose_ref_says_another_section_is_asked_about_and_costs_no_number() -> None:
    draft = read(actions("WS1 Voice", "WS1 Voice", "WS2 Health", "WS2 Health", refs=("1.1", "1.2", "2.1", "1.3")))
    assert (sections(draft), of_actions(draft)) == (TWO, ["1", "1", "2", "2"])
    (doubt,) = of_columns(draft)
    assert doubt.says == (
        "1.3: “WS2 Health” was read as section 2, and the ref begins as those of section 1 do: confirm it, or choose "
        "the other"
    )
    assert (doubt.about, doubt.read, doubt.others) == (("actions/3/section",), "Section 2", ("Section 1",))
    assert of_actions(choose(draft, "Section 1")) == ["1", "1", "2", "1"]


def test_rows_that_are_asked_about_or_of_other_sections_hide_no_odd_one() -> None:
    cells = ("1. Voice", "2. Health", "All", "1 & 2", "Both", "Cross-cutting", "Money", "1. Voice")
    draft = read(actions(*cells, refs=("1.1", "2.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.2")))
    assert [doubt.words[-1] for doubt in of_columns(draft)] == ["All", "1 & 2", "Both", "1. Voice"]
    assert of_columns(draft)[-1].about == ("actions/7/section",)


def test_rows_of_the_same_words_are_asked_about_once() -> None:
    cells = ("A: Heard", "A: Heard", "A: Heard", "B: Quick", "B: Quick", "B: Quick")
    draft = read(actions(*cells, refs=("A1", "A2", "A3", "B1", "A4", "A5")))
    (doubt,) = of_columns(draft)
    assert (doubt.about, doubt.says[:10]) == (("actions/4/section", "actions/5/section"), "A4 and A5:")


def test_a_column_that_says_another_section_than_the_heading_and_the_ref_is_asked_about() -> None:
    one, two = actions("B", "Outcome A", refs=("A1", "A2")), actions("Outcome B", refs=("B1",), number=2)
    draft = read(heading("Outcome A: Heard"), one, heading("Outcome B: Quick", 91), two)
    assert of_actions(draft) == ["B", "A", "B"]
    assert [(doubt.about, doubt.others) for doubt in of_columns(draft)] == [(("actions/0/section",), ("Section A",))]


@pytest.mark.parametrize(
    ("cells", "refs"),
    [
        (("Voice", "Voice", "Voice", "Health"), ("A1", "A2", "A3", "A4")),
        (("1. Voice", "2. Health", "3. Schools"), ("1.1", "1.2", "1.3")),
        (("1. Voice", "2. Health", "Cross-cutting"), ("1.1", "2.1", "2.2")),
        (("1. Voice", "2. Health", "2. Health"), ("1.1", "2.1", "7.1")),
        (("1. Voice", "2. Health", "1. Voice", "2. Health"), ("1.1", "2.1", "2.2", "1.2")),
    ],
)
def test_refs_that_tell_no_section_ask_nothing(cells: Sequence[str], refs: Sequence[str]) -> None:
    assert of_columns(read(actions(*cells, refs=refs))) == []


def test_a_row_that_is_asked_about_for_its_words_is_not_for_its_ref_too() -> None:
    above = heading("1. Health"), bare("1.1"), heading("2. Quick", 91), bare("2.1", number=2)
    draft = read(*above, actions("Priority 1: Voice", "1. Health", "2. Quick", refs=("2.5", "1.5", "2.6"), number=3))
    assert [doubt.words for doubt in of_columns(draft)] == [("Priority 1: Voice",)]


def test_numbers_of_a_column_are_read_alike_or_asked_about() -> None:
    draft = read(actions("1 Voice", "1 Voice", "1 Voice", "2 Health", refs=("1.1", "1.2", "1.3", "1.4")))
    assert sections(draft) == TWO
    assert [doubt.words for doubt in of_columns(draft)] == [("2 Health",)]
    draft = read(actions("1 Voice", "2 Health", refs=("1.1", "1.2")))
    assert sections(draft) == [("1", "Voice"), ("A", "2 Health")]
    assert [doubt.others for doubt in of_columns(draft)] == [("the numbers are those of the sections",)]


def test_words_that_name_several_in_kpis_alone() -> None:
    draft = read(heading("1. Voice"), bare("1.1"), heading("2. Health", 91), bare("2.1", number=2), kpis("1 & 2", "1"))
    assert of_kpis(draft) == ["A", "1"]
    assert [doubt.about for doubt in of_columns(draft)] == [("kpis/0/section",)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("WS1, 2 and WS03", [("WS1", "1"), ("WS2", "2"), ("WS3", "3")]),
        ("A-C", [("A", "A"), ("B", "B"), ("C", "C")]),
        ("1 & 1", []),
        ("2-1", [("2", "2"), ("1", "1")]),
        ("1 of 2", []),
        ("1-99", [("1", "1"), ("99", "99")]),
    ],
)
def test_what_lists_of_numbers_and_letters_name(words: str, expected: list[tuple[str, str]]) -> None:
    assert [each[1:] for each in counted(words)] == expected


def test_what_words_are_made_of() -> None:
    names = {"voice", "health and care", "health", "ws1", "ws1 voice", "ws2 health"}
    assert made_of("Voice, Health and Care", names) == ("voice", "health and care")
    assert made_of("Voice Health", names) == ("voice", "health")
    assert made_of("WS1 Voice WS2 Health", names) == ("ws1 voice", "ws2 health")
    assert made_of("WS1 Voice", names - {"ws1 voice"}) == ()
    assert made_of("Voice & voice", names) == ()
    assert made_of("voice " * 500, names) == ()
    assert (are_all("All of the themes"), are_all("All children"), are_all("Everything")) == (True, False, False)


@pytest.mark.parametrize("words", ["WS1 and WS2", "Workstream 1 / Workstream 2", "Shared by WS1, WS2"])
def test_words_that_name_several_sections_of_the_file_are_asked_about(words: str) -> None:
    draft = read(actions("WS1 Voice", "WS2 Health", words, refs=("1.1", "2.1", "3.1")))
    (doubt,) = [each for each in of_columns(draft) if words in each.words]
    assert doubt.others == ("Section 1", "Section 2")
    assert of_actions(choose(draft, "Section 2"))[-1] == "2"


@pytest.mark.parametrize("words", ["Top 3 wishes", "Voice of under 2s", "WS7 Transport"])
def test_other_numbers_among_words_name_no_section(words: str) -> None:
    draft = read(actions("WS1 Voice", "WS2 Health", words, refs=("1.1", "2.1", "7.1")))
    assert not any(words in each.words and "its own" in each.says for each in of_columns(draft))


def test_a_title_that_two_sections_have_is_asked_about() -> None:
    parts = [heading("1. Voice"), bare("B1"), heading("2. Voice", 91), bare("B2", number=2)]
    draft = read(*parts, actions("Voice", number=3))
    (doubt,) = of_columns(draft)
    assert doubt.says == "The file has more than one section that is called “Voice”: say of which these rows are"
    assert (doubt.read, doubt.others) == ("Section 1", ("Section 2",))
    (doubt,) = of_columns(read(*parts, actions("WS1 Voice", number=3)))
    assert (doubt.read, doubt.others) == ("Section A", ("Section 1", "Section 2"))
    (doubt,) = of_columns(
        read(actions("Voice"), heading("1. Voice"), bare("B1", number=2), heading("2. Voice", 91), bare("B2", number=3))
    )
    assert (doubt.read, doubt.others) == ("Section A", ("Section 1", "Section 2"))
