"""Sections that a column says by their titles alone are called by what the refs of their rows begin with."""

import pytest

from bringing.reading import Draft
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

Rows = dict[str, str]
"""The titles in the column of sections, by the refs of their rows."""


def told(rows: Rows, plan: dict[str, str] | None = None) -> Draft:
    """A file as it is read, and read just so once the plan has its sections."""
    table = actions(*rows.values(), refs=list(rows))
    draft = read(table, plan=plan)
    again = read(table, plan=dict(sections(draft)))
    assert (sections(again), of_actions(again)) == (sections(draft), of_actions(draft))
    return draft


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"B1": "Voice", "B2": "Voice", "A1": "Health", "A2": "Health"}, {"B": "Voice", "A": "Health"}),
        ({"C1": "Voice", "A1": "Health", "B1": "Schools"}, {"C": "Voice", "A": "Health", "B": "Schools"}),
        ({"A1": "Voice", "C1": "Health", "D1": "Schools"}, {"A": "Voice", "C": "Health", "D": "Schools"}),
        ({"2.1": "Voice", "2.2": "Voice", "1.1": "Health"}, {"2": "Voice", "1": "Health"}),
        ({"02.1": "Voice", "2.2": "VOICE", "01.1": "Health"}, {"2": "Voice", "1": "Health"}),
        ({"A-01": "Voice", "C-02": "Health"}, {"A": "Voice", "C": "Health"}),
        ({"b1": "Voice", "a1": "Health"}, {"B": "Voice", "A": "Health"}),
        ({"WS2.1": "Voice", "WS1.1": "Health"}, {"WS2": "Voice", "WS1": "Health"}),
        ({"B1.1": "Voice", "B2.1": "Voice", "A1.1": "Health"}, {"B": "Voice", "A": "Health"}),
        ({"2.1": "Voice", "2.2": "Voice"}, {"2": "Voice"}),
        ({"B1": "Voice", "B2": "Voice"}, {"B": "Voice"}),
    ],
)
def test_sections_are_called_by_what_their_refs_begin_with(rows: Rows, expected: dict[str, str]) -> None:
    draft = told(rows)
    assert dict(sections(draft)) == expected
    assert of_actions(draft) == [
        next(letter for letter, title in expected.items() if title.casefold() == each.casefold())
        for each in rows.values()
    ]
    assert of_columns(draft) == []


@pytest.mark.parametrize(
    "rows",
    [
        {"3": "Voice", "2": "Health", "1": "Schools"},
        {"X-03": "Voice", "X-02": "Health", "X-01": "Schools"},
        {"X-03": "Voice", "X-02": "Voice"},
        {"2.1": "Voice", "1.1": "Voice", "2.2": "Health", "1.2": "Health"},
        {"9.1": "Voice"},
        {"5.1": "Voice", "6.1": "Health", "7.1": "Schools", "7.2": "Governance", "7.3": "Early years"},
    ],
)
def test_refs_that_count_the_actions_say_no_section(rows: Rows) -> None:
    draft = told(rows)
    assert [letter for letter, _ in sections(draft)] == list("ABCDE")[: len(set(rows.values()))]
    assert of_columns(draft) == []


def test_kpis_are_of_the_section_of_their_title_and_their_codes_are_no_refs() -> None:
    draft = read(kpis("Health", "Voice"), actions("Voice", "Health", refs=["B1", "A1"]))
    assert of_actions(draft) == ["B", "A"]
    assert of_kpis(draft) == ["A", "B"]


def test_a_ref_of_another_section_is_asked_about() -> None:
    rows = {"1.1": "Voice", "1.2": "Voice", "1.3": "Voice", "2.4": "Voice", "2.1": "Health", "2.2": "Health"}
    draft = told(rows)
    assert of_actions(draft) == ["1", "1", "1", "1", "2", "2"]
    (doubt,) = of_columns(draft)
    assert doubt.says.startswith("2.4: “Voice” was read as section 1")
    assert of_actions(choose(draft, "Section 2")) == ["1", "1", "1", "2", "2", "2"]


def test_a_ref_of_a_letter_and_two_numbers_says_another_section() -> None:
    draft = told({"B1.1": "Voice", "B2.1": "Voice", "A9.1": "Voice", "A1.1": "Health", "A2.1": "Health"})
    assert of_actions(draft) == ["B", "B", "B", "A", "A"]
    (doubt,) = of_columns(draft)
    assert doubt.says.startswith("A9.1: “Voice” was read as section B")


@pytest.mark.parametrize(("ref", "others"), [("1.3", ("Section 1",)), ("7", ("Section 1", "Section 2"))])
def test_a_title_whose_refs_say_no_section_of_its_own_is_asked_about(ref: str, others: tuple[str, ...]) -> None:
    draft = told({"1.1": "Voice", "1.2": "Voice", "2.1": "Health", ref: "Schools"})
    assert sections(draft) == [("1", "Voice"), ("2", "Health"), ("A", "Schools")]
    (doubt,) = of_columns(draft)
    assert doubt.says.startswith("“Schools” was read as section A: other sections are called by what their refs begin")
    assert (doubt.read, doubt.others) == ("Section A", others)
    assert of_actions(choose(draft, "Section 1")) == ["1", "1", "2", "1"]


def test_titles_that_share_a_number_are_asked_about_with_each_other() -> None:
    draft = told({"1.1": "Voice", "2.1": "Health", "3.1": "Early years", "4.1": "Schools", "4.2": "Colleges"})
    assert of_actions(draft) == ["1", "2", "3", "A", "B"]
    assert [(each.read, each.others) for each in of_columns(draft)] == [
        ("Section A", ("Section B",)),
        ("Section B", ("Section A",)),
    ]


def test_a_title_made_of_others_has_the_number_that_none_of_them_has() -> None:
    draft = told({"1.1": "Voice", "2.1": "Health", "3.1": "Voice and Health"})
    assert of_actions(draft) == ["1", "2", "3"]
    (doubt,) = of_columns(draft)
    assert doubt.others == ("Section 1", "Section 2")
    shared = told({"1.1": "Voice", "2.1": "Health", "1.2": "Voice and Health"})
    assert of_actions(shared) == ["1", "2", "A"]
    assert len(of_columns(shared)) == 1


def test_a_title_of_which_half_the_refs_begin_otherwise_is_not_called_by_them() -> None:
    draft = told({"1.1": "Voice", "2.1": "Health", "3.1": "Schools", "4.1": "Schools"})
    assert of_actions(draft) == ["1", "2", "A", "A"]
    assert [each.read for each in of_columns(draft)] == ["Section A"]


def test_sections_of_the_plan_keep_their_letters() -> None:
    rows = {"1.1": "Voice", "2.1": "Health", "3.1": "Schools", "4.1": "Governance"}
    plan = {"A": "Voice", "B": "Health", "C": "Schools"}
    draft = told(rows, plan)
    assert of_actions(draft) == ["A", "B", "C", "D"]
    assert of_columns(draft) == []
    assert of_actions(told({"1.1": "Voices", "2.1": "Care"}, {"A": "Voice", "B": "Health"})) == ["A", "B"]


def test_a_title_that_the_plan_has_not_is_called_as_the_others_are() -> None:
    draft = told({"1.1": "Voice", "2.1": "Health", "4.1": "Governance"}, {"1": "Voice", "2": "Health"})
    assert of_actions(draft) == ["1", "2", "4"]
    assert of_columns(draft) == []


def test_a_letter_that_the_plan_has_for_another_title_is_asked_about() -> None:
    draft = told({"1.1": "Voice", "2.1": "Health"}, {"1": "Voice", "2": "Health and care"})
    assert of_actions(draft) == ["1", "2"]
    (doubt,) = of_columns(draft)
    assert doubt.says.startswith("“Health” was read as section 2, which its refs begin with, and which the plan calls")


def test_what_headings_say_goes_before() -> None:
    table = actions("Voice", "Health", "Schools", refs=["B1", "A1", "C1"], number=2)
    draft = read(heading("Section A: Voice"), bare("A7"), table)
    assert sections(draft)[0] == ("A", "Voice")
    assert of_actions(draft) == ["A", "A", "B", "C"]


def test_a_letter_of_another_heading_is_not_that_of_a_title() -> None:
    table = actions("Voice", "Health", "Schools", refs=["1.1", "2.1", "3.1"], number=2)
    draft = read(heading("Section 1: Leadership"), bare("1.9"), table)
    assert of_actions(draft) == ["1", "A", "2", "3"]
    assert [(each.read, each.others) for each in of_columns(draft)] == [("Section A", ("Section 1",))]


CONTRADICTING = {
    **dict.fromkeys(("WS1.1", "WS2.4", "WS1.3"), "Voice"),
    **dict.fromkeys(("WS2.1", "WS1.9"), "Health"),
    **dict.fromkeys(("WS3.1", "WS3.2"), "Schools"),
}


def test_of_refs_that_say_two_sections_equally_the_one_that_no_other_title_has_is_that_of_theirs() -> None:
    draft = told(CONTRADICTING)
    assert dict(sections(draft)) == {"WS1": "Voice", "WS2": "Health", "WS3": "Schools"}
    odd = {each.says.partition(":")[0]: (each.read, each.others) for each in of_columns(draft)}
    assert odd == {"WS2.4": ("Section WS1", ("Section WS2",)), "WS1.9": ("Section WS2", ("Section WS1",))}
    settled = choose(draft, "Section WS2")
    assert of_actions(settled) == ["WS1", "WS2", "WS1", "WS2", "WS2", "WS3", "WS3"]


VOICE_AND_HEALTH = {**dict.fromkeys(("1.1", "1.2", "1.5", "1.6", "1.7"), "Voice"), "2.1": "Health"}


@pytest.mark.parametrize(
    "rows",
    [
        {"3.1": "Schools", "1.3": "Schools", "1.4": "Schools"},
        {"3.1": "Schools", "4.1": "Schools"},
        {"3.1": "Schools", "1.3": "Schools", "3.2": "Care", "1.4": "Care"},
    ],
)
def test_a_title_of_which_fewer_refs_begin_so_or_that_shares_them_has_none(rows: Rows) -> None:
    draft = told(VOICE_AND_HEALTH | {"5.1": "Governance"} | rows)
    assert ("A", "Schools") in sections(draft)
    assert any(each.says.startswith("“Schools” was read as section A") for each in of_columns(draft))
