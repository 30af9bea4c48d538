"""Headings whose words say no section: those right above tables of actions are sections, and numbered chapters none."""

import pytest

from bringing.others import others
from bringing.reading import Asks, Draft, Known, understand
from sheets.reading import Document, Table
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered
from tests.bringing.reading.test_leaving_sections import FAMILIES, NOT_SAID, actions, kpis, of_actions, of_kpis, points
from tests.bringing.reading.test_leaving_sections import _block as block

CHAPTERS = ("# 1. Introduction", "> We will improve.", "# 2. Our priorities")
VOICE, HEALTH = ("## 2.1 Voice", actions(1, "1.1", "1.2")), ("## 2.2 Health", actions(2, "2.1", "2.2"))
BEHIND = ("# 3. Governance", "> The board meets.", "# 4. KPIs", kpis(3, "Satisfied"), "# 5. Next steps", "> More.")
TEMPLATE = (*CHAPTERS, *VOICE, *HEALTH, *BEHIND)


def brought(*lines: str | Table, known: Known | None = None) -> Draft:
    document = Document("f", tuple(block(number, each) for number, each in enumerate(lines, start=1)))
    draft = understand(document, known or Known())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def sections(draft: Draft) -> list[tuple[str, str]]:
    return [(each.letter.value, each.title.value) for each in draft.sections]


def titles_asked(draft: Draft) -> list[tuple[str, ...]]:
    return [each.about for each in asked(draft, Asks.SECTION) if each.about[0].endswith("/title")]


def without_refs(number: int, *texts: str) -> Table:
    return tabled([["Action", "By when", "Lead"], *([each, "June 2024", "Head of SEND"] for each in texts)], number)


def test_numbered_chapters_are_no_sections_and_the_headings_above_the_actions_are() -> None:
    draft = brought(*TEMPLATE)
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert of_actions(draft) == [("1.1", "1"), ("1.2", "1"), ("2.1", "2"), ("2.2", "2")]
    assert of_kpis(draft) == [("Satisfied", "")]
    one, two, kpi = asked(draft, Asks.SECTION)
    assert one.says.startswith("“2.1 Voice” stands right above actions, and was read as the heading of section 1:")
    assert [(each.about, each.read) for each in (one, two)] == [
        (("sections/0/title",), "Voice"),
        (("sections/1/title",), "Health"),
    ]
    assert (kpi.says, [each.called for each in others(kpi, draft)]) == (NOT_SAID, ["Section 1", "Section 2"])
    assert (asked(draft, Asks.NO_TABLE), asked(draft, Asks.TWO_TABLES)) == ([], [])


def test_sections_that_the_plan_calls_so_are_asked_about_no_more() -> None:
    draft = brought(*TEMPLATE, known=Known(sections={"1": "Voice", "2": "Health"}))
    assert (sections(draft), titles_asked(draft)) == ([("1", "Voice"), ("2", "Health")], [])
    draft = brought(*TEMPLATE, known=Known(sections={"1": "Health", "2": "Hearing"}))
    assert sections(draft) == [("A", "Voice"), ("1", "Health")]
    assert titles_asked(draft) == [("sections/0/title",)], "its letter is another one’s in the plan"


def test_what_stands_below_such_a_heading_is_its_section_s() -> None:
    parts = [(f"### {FAMILIES}", f"- {each} is slow", "### Actions") for each in ("Voice", "Health")]
    draft = brought(
        *CHAPTERS,
        *(VOICE[0], *parts[0], VOICE[1], "### KPIs", kpis(8, "Heard")),
        *(HEALTH[0], *parts[1], HEALTH[1], "### KPIs", kpis(9, "Waits")),
        *("# 3. Measures", "## 3.1 Voice", kpis(10, "Asked"), "## 3.2 Overall", kpis(11, "Satisfied")),
    )
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert points(draft) == [("1", [], ["Voice is slow"]), ("2", [], ["Health is slow"])]
    assert of_kpis(draft) == [("Heard", "1"), ("Waits", "2"), ("Asked", "1"), ("Satisfied", "")]


def test_headings_are_called_by_their_own_numbers_where_refs_begin_so() -> None:
    draft = brought(*CHAPTERS, VOICE[0], actions(1, "2.1.1", "2.1.2"), HEALTH[0], actions(2, "2.2.1"), *BEHIND)
    assert sections(draft) == [("2.1", "Voice"), ("2.2", "Health")]
    assert of_actions(draft) == [("2.1.1", "2.1"), ("2.1.2", "2.1"), ("2.2.1", "2.2")]
    assert titles_asked(draft) == []


def test_headings_of_actions_without_refs_get_the_next_letters_or_those_of_the_plan() -> None:
    lines = (*CHAPTERS, VOICE[0], without_refs(1, "Ask families"), HEALTH[0], without_refs(2, "Cut waits"), *BEHIND)
    assert sections(brought(*lines)) == [("A", "Voice"), ("B", "Health")]
    assert len(titles_asked(brought(*lines))) == 2
    draft = brought(*lines, known=Known(sections={"1": "Health"}))
    assert (sections(draft), titles_asked(draft)) == ([("A", "Voice"), ("1", "Health")], [("sections/0/title",)])


def test_priorities_in_a_chapter_are_the_sections() -> None:
    draft = brought(*CHAPTERS, "## Priority 1: Voice", VOICE[1], "## Priority 2: Health", HEALTH[1], *BEHIND)
    assert (sections(draft), titles_asked(draft)) == ([("1", "Voice"), ("2", "Health")], [])
    draft = brought(*CHAPTERS, "## Outcome 1: Heard", VOICE[1], "## Outcome 2: Well", HEALTH[1], *BEHIND)
    assert (sections(draft), of_kpis(draft)) == ([("1", "Heard"), ("2", "Well")], [("Satisfied", "")])


def test_one_table_in_a_chapter_has_the_sections_of_its_refs() -> None:
    draft = brought("# 1. Introduction", "# 2. Action plan", actions(1, "1.1", "2.1"), "# 3. KPIs", kpis(2, "Heard"))
    assert (sections(draft), of_kpis(draft)) == ([("1", ""), ("2", "")], [("Heard", "")])
    draft = brought("# 1. Introduction", "# 2. Our commitments", actions(1, "1.1", "2.1"))
    assert of_actions(draft) == [("1.1", "1"), ("2.1", "2")]


# numbered headings that are sections


@pytest.mark.parametrize(
    "lines",
    [
        ("# 1. Leadership", actions(1, "1.1"), "# 2. Voice", actions(2, "2.1", "2.2")),
        ("# 1. Leadership", actions(1, "A1"), "# 2. Voice", actions(2, "B1")),
        ("# 1. Leadership", without_refs(1, "Ask"), "# 2. Voice", without_refs(2, "Listen")),
        ("# 1. Leadership", "## What we do", actions(1, "1.1"), "# 2. Voice", "## How we listen", actions(2, "2.1")),
        ("# 1. Leadership", "## 1.1 Staff", actions(1, "1.1.1"), "# 2. Voice", "## 2.1 Forum", actions(2, "2.1.1")),
        ("# 1. Leadership", "## Outcome 1: Led", actions(1, "1.1"), "# 2. Voice", "## Outcome 2: X", actions(2, "2.1")),
    ],
)
def test_numbered_headings_above_their_own_actions_are_sections(lines: tuple[str | Table, ...]) -> None:
    draft = brought(*lines)
    assert sections(draft) == [("1", "Leadership"), ("2", "Voice")]
    assert {section for _, section in of_actions(draft)} == {"1", "2"}
    assert asked(draft, Asks.SECTION) == []


def test_a_numbered_heading_without_actions_beside_such_is_asked_for_them() -> None:
    lines = ("# 1. Leadership", actions(1, "1.1"), "# 2. Health", "> To be agreed.", "# 3. Voice", actions(2, "3.1"))
    draft = brought(*lines)
    assert sections(draft) == [("1", "Leadership"), ("2", "Health"), ("3", "Voice")]
    (doubt,) = asked(draft, Asks.NO_TABLE)
    assert doubt.says.startswith("Section 2 has no action")


@pytest.mark.parametrize("chapter", ["4. Governance", "4. KPIs", "4. Appendix A", "4. Dashboard", "4. Headline KPIs"])
def test_chapters_behind_numbered_sections_are_none(chapter: str) -> None:
    sections_of_it = ("# 1. Leadership", actions(1, "1.1"), "# 2. Voice", actions(2, "2.1"))
    draft = brought(*sections_of_it, f"# {chapter}", kpis(3, "Satisfied"))
    assert (sections(draft), of_kpis(draft)) == ([("1", "Leadership"), ("2", "Voice")], [("Satisfied", "")])
    assert [each.says for each in asked(draft, Asks.SECTION)] == [NOT_SAID]


def test_numbers_of_chapters_that_are_not_those_of_the_refs_are_no_letters() -> None:
    draft = brought("# 1. Introduction", "# 2. Leadership", actions(1, "1.1"), "# 3. Voice", actions(2, "2.1"))
    assert (sections(draft), of_actions(draft)) == ([("1", "Leadership"), ("2", "Voice")], [("1.1", "1"), ("2.1", "2")])
    assert len(titles_asked(draft)) == 2


def test_a_chapter_ends_the_section_above_it_whatever_other_sections_have() -> None:
    one = ("# 1. Leadership", actions(1, "1.1"), "# KPIs", kpis(2, "Led"))
    draft = brought(*one, "# 2. Voice", actions(3, "2.1"), "# 3. KPIs", kpis(4, "Satisfied"))
    assert of_kpis(draft) == [("Led", "1"), ("Satisfied", "")]


def test_a_numbered_heading_with_points_and_without_actions_is_a_section() -> None:
    more = ("# 3. Health", f"## 3.1 {FAMILIES}", "- We wait", "## 3.2 KPIs", kpis(3, "Waits"))
    draft = brought("# 1. Leadership", actions(1, "1.1"), "# 2. Voice", actions(2, "2.1"), *more)
    assert points(draft)[2] == ("3", [], ["We wait"])
    assert (of_kpis(draft), len(asked(draft, Asks.NO_TABLE))) == ([("Waits", "3")], 1)


def test_numbered_headings_say_again_what_a_column_or_other_headings_say() -> None:
    rows = [["Ref", "Section", "Action", "Lead"], ["A1", "A", "Ask", "Head of SEND"], ["B1", "B", "Go", "Head of SEND"]]
    again = ("# A. Voice", kpis(2, "Heard"), "# B. Health", kpis(3, "Waits"))
    draft = brought("# 1. Introduction", "# 2. Action plan", tabled(rows, 1), *again)
    assert (sections(draft), of_kpis(draft)) == ([("A", "Voice"), ("B", "Health")], [("Heard", "A"), ("Waits", "B")])
    own = ("## Section A: Voice", actions(1, "A1"), "## Section B: Health", actions(4, "B1"))
    assert of_kpis(brought("# 1. Our plan", *own, *again)) == [("Heard", "A"), ("Waits", "B")]


def test_a_chapter_that_may_be_a_section_of_its_own_is_called_without_its_number() -> None:
    draft = brought(*CHAPTERS, *VOICE, *HEALTH, "# 3. Working together", kpis(3, "Satisfied"))
    (doubt,) = (each for each in asked(draft, Asks.SECTION) if each.says == NOT_SAID)
    assert others(doubt, draft)[-1].called == "A section of their own, 3: Working together"


# headings without a number


ENABLERS = ("# Enablers", actions(3, "X1"))
UNNUMBERED = ("# Voice", actions(1, "1.1", "1.2"), "# Health", actions(2, "2.1"))


@pytest.mark.parametrize("marks", ["#", "###", "**"])
def test_a_heading_right_above_actions_is_proposed_as_the_title_of_the_section_of_their_refs(marks: str) -> None:
    lines = [each.replace("#", marks) if isinstance(each, str) else each for each in UNNUMBERED]
    draft = brought(*lines, f"{marks} Key performance indicators", kpis(3, "Satisfied"), f"{marks} Enablers", "> None.")
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert titles_asked(draft) == [("sections/0/title",), ("sections/1/title",)]
    assert of_kpis(draft) == [("Satisfied", "")]


def test_kpis_between_such_headings_are_asked_about() -> None:
    draft = brought(*UNNUMBERED, "# KPIs", kpis(3, "Satisfied"), "# Enablers", actions(4, "E1"))
    assert (of_kpis(draft), sections(draft)[2]) == ([("Satisfied", "")], ("E", "Enablers"))
    draft = brought(*UNNUMBERED, "# Cross-cutting actions", actions(4, "X1"))
    assert (sections(draft), of_actions(draft)[-1]) == ([("1", "Voice"), ("2", "Health")], ("X1", ""))


@pytest.mark.parametrize("more", [("# Plans", actions(3, "3.1", "1.3")), ("# Actions", actions(3, "3.1"))])
@pytest.mark.parametrize("is_first", [False, True])
def test_refs_say_the_sections_alone_where_a_heading_says_not_one_of_them(
    more: tuple[str, Table], is_first: bool
) -> None:
    draft = brought(*(*more, *UNNUMBERED) if is_first else (*UNNUMBERED, *more))
    assert sorted(sections(draft)) == [("1", ""), ("2", ""), ("3", "")]
    assert ("3.1", "3") in of_actions(draft)


def test_headings_beside_those_that_say_their_sections_are_none() -> None:
    draft = brought("# Outcome 1: Heard", actions(1, "1.1"), "# Outcome 2: Well", actions(2, "2.1"), *ENABLERS)
    assert (sections(draft), of_actions(draft)[-1]) == ([("1", "Heard"), ("2", "Well")], ("X1", ""))


def test_one_heading_alone_heads_no_section() -> None:
    draft = brought("# What we do", actions(1, "1.1", "1.2"), "# KPIs", kpis(2, "Satisfied"))
    assert (sections(draft), of_kpis(draft)) == ([("1", "")], [("Satisfied", "")])


def test_a_bold_numbered_heading_says_its_letter_itself() -> None:
    draft = brought("** 1. Leadership", actions(1, "1.1"), "** 2. Voice", actions(2, "2.1"))
    assert (sections(draft), titles_asked(draft)) == ([("1", "Leadership"), ("2", "Voice")], [])


def parts(*refs: str, one: str = "# 1. Voice", two: str = "# 2. Health") -> Draft:
    """Two chapters, the second with two headings inside."""
    first, second, third = refs
    inside = ("## Parents and carers", actions(2, second), "## Young people", actions(3, third))
    return brought(one, actions(1, first), two, *inside)


def test_headings_inside_of_one_section_make_none_where_another_has_its_actions_right_below_it() -> None:
    """“2. Health” was gone, and its two parts were sections with letters."""
    draft = parts("1", "2", "3")
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert of_actions(draft) == [("1", "1"), ("2", "2"), ("3", "2")]


def test_headings_inside_of_chapters_that_share_the_beginning_of_their_refs_are_no_sections() -> None:
    inside = ("## Parents", actions(1, "1.1"), "## Young people", actions(2, "1.2"))
    more = ("## Waits", actions(3, "2.1"), "## Therapies", actions(4, "2.2"))
    draft = brought("# 1. Introduction", "> We improve.", "# 2. Voice", *inside, "# 3. Health", *more)
    assert sections(draft) == [("2", "Voice"), ("3", "Health")]
    assert [section for _, section in of_actions(draft)] == ["2", "2", "3", "3"]


@pytest.mark.parametrize("title", ["Voice of families", "What families have told us"])
def test_a_numbered_heading_right_above_its_actions_is_no_list_of_what_families_said(title: str) -> None:
    draft = brought("# 1. Health", actions(1, "1.1"), f"# 2. {title}", actions(2, "2.1"))
    assert sections(draft) == [("1", "Health"), ("2", title)]
    assert of_actions(draft) == [("1.1", "1"), ("2.1", "2")]


@pytest.mark.parametrize("title", ["Key risks", "Our response"])
def test_headings_of_the_same_words_in_several_chapters_are_no_sections(title: str) -> None:
    """Both chapters were one section “Key risks”, with the actions of both."""
    voice = ("# 2. Voice", f"## {title}", "> Families wait.", actions(1, "1.1"))
    health = ("# 3. Health", f"## {title}", "> Staff leave.", actions(2, "2.1"))
    draft = brought("# 1. Introduction", "> We improve.", *voice, *health)
    assert [each for _, each in sections(draft)] == ["Voice", "Health"]
    assert len({section for _, section in of_actions(draft)}) == 2


def test_refs_that_begin_with_the_headings_own_numbers_make_these_sections_whatever_stands_beside() -> None:
    inside = ("## 2.1 Voice", actions(1, "2.1.1", "2.1.2"), "## 2.2 Health", actions(2, "2.2.1"))
    draft = brought(
        "# 1. Introduction", "> We improve.", "# 2. Our priorities", *inside, "# 3. All of us", actions(3, "3.1")
    )
    assert sections(draft)[:2] == [("2.1", "Voice"), ("2.2", "Health")]
    assert [section for _, section in of_actions(draft)][:3] == ["2.1", "2.1", "2.2"]


def test_sections_of_one_chapter_are_sections_where_two_of_them_share_a_number() -> None:
    inside = ("## Voice", actions(1, "1.1"), "## Health", actions(2, "2.1"), "## Waits", actions(3, "2.2"))
    draft = brought("# 1. Introduction", "> We improve.", "# 2. Our priorities", *inside, "## Plans", actions(4, "3.1"))
    assert [each for _, each in sections(draft)] == ["Voice", "Health", "Waits", "Plans"]
    assert len(titles_asked(draft)) == 4
