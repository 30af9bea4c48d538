"""What stands in or behind the last section of a file, and may be of the whole plan: headings that say so, parts that
no other section has, and bold lines that head them."""

import pytest

from bringing.others import others
from bringing.reading import Asks
from sheets.reading import Table
from tests.bringing.reading.plans import asked, tabled
from tests.bringing.reading.test_leaving_sections import (
    FAMILIES,
    NEEDS,
    NOT_SAID,
    PRIORITIES,
    actions,
    brought,
    flat,
    kpis,
    of_actions,
    of_kpis,
    points,
)

OF_ALL = (
    "Overall KPIs",
    "Overall performance",
    "Whole-system measures",
    "Cross-cutting KPIs",
    "KPIs for all priorities",
    "Plan-wide measures",
    "KPIs across all our workstreams",
    "Headline measures",
)


@pytest.mark.parametrize("heading", OF_ALL)
def test_a_heading_says_by_itself_that_it_is_of_no_single_section(heading: str) -> None:
    lines = [each for n, s in enumerate("ABC") for each in flat(s, 2 * n + 1, with_kpis=s == "B")]
    draft = brought(*lines, f"# {heading}", kpis(9, "Overall"))
    assert of_kpis(draft) == [("B answered", "B"), ("Overall", "")]
    (doubt,) = asked(draft, Asks.SECTION)
    assert (doubt.says, doubt.about) == (NOT_SAID, ("kpis/1/section",))


@pytest.mark.parametrize("heading", ["Overalls for staff", "Performance", "Measures of the area"])
def test_other_words_are_those_of_the_section_where_another_one_has_such_a_part(heading: str) -> None:
    lines = [each for n, s in enumerate("ABC") for each in flat(s, 2 * n + 1, with_kpis=s == "B")]
    assert of_kpis(brought(*lines, f"# {heading}", kpis(9, "Own")))[-1] == ("Own", "C")


@pytest.mark.parametrize("level", ["#", "##"])
def test_overall_kpis_that_each_section_has_are_its_own(level: str) -> None:
    lines: list[str | Table] = []
    for number, letter in enumerate("ABC", start=1):
        lines += [f"# Section {letter}: {letter}", f"{level} Actions", actions(number, f"{letter}1")]
        lines += [f"{level} Overall KPIs", kpis(20 + number, f"Overall {letter}")]
    draft = brought(*lines)
    assert of_kpis(draft) == [(f"Overall {each}", each) for each in "ABC"]
    assert asked(draft, Asks.SECTION) == []


def inside(*more: str | Table) -> list[str | Table]:
    """Three priorities whose parts have deeper headings, and what the last of them has more."""
    lines: list[str | Table] = []
    for number in (1, 2, 3):
        lines += [f"# Priority {number}: P{number}", "## Actions", actions(number, f"{number}.1")]
    return [*lines, *more]


@pytest.mark.parametrize("marks", ["##", "**"])
def test_kpis_inside_of_the_last_section_alone_are_asked_about(marks: str) -> None:
    draft = brought(*inside(f"{marks} Key performance indicators", kpis(4, "Satisfied")))
    assert of_kpis(draft) == [("Satisfied", "3")]
    (doubt,) = asked(draft, Asks.SECTION)
    assert doubt.says.startswith("These stand in section 3, the last one, below a heading that no other section has")
    assert (doubt.about, doubt.read) == (("kpis/0/section",), "Section 3")
    assert [each.called for each in others(doubt, draft)] == ["Section 1", "Section 2"]


def test_a_second_table_of_actions_inside_of_the_last_section_is_asked_about_once() -> None:
    draft = brought(*inside("## Enablers", actions(4, "E1"), "## Governance", "> The board meets."))
    assert of_actions(draft)[-1] == ("E1", "3")
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("actions/3/section",)]
    assert asked(draft, Asks.TWO_TABLES) == []


@pytest.mark.parametrize("refs", [("C1", "C2"), ("2.2", "C1")])
def test_cross_cutting_actions_inside_of_the_last_section_are_of_none(refs: tuple[str, str]) -> None:
    draft = brought(*inside("## Cross-cutting actions", actions(4, *refs)))
    assert of_actions(draft)[3:] == [(each, "2" if each == "2.2" else "") for each in refs]
    assert asked(draft, Asks.SECTION)[0].says == NOT_SAID
    assert [each.letter.value for each in draft.sections] == ["1", "2", "3"]


def test_what_stands_behind_a_part_of_all_is_the_last_section_s_again() -> None:
    lines = inside()
    draft = brought(*lines[:-2], "## Overall KPIs", kpis(4, "All"), lines[-2], actions(3, "Own"))
    assert (of_kpis(draft), of_actions(draft)[-1]) == ([("All", "")], ("Own", "3"))


def test_points_inside_of_the_last_section_alone_are_asked_about() -> None:
    table = tabled([[NEEDS], ["Plans are late"]], 4)
    draft = brought(*inside(f"## {FAMILIES}", "- We wait", "- Nobody rings", "## Voices", table))
    assert points(draft)[2] == ("3", ["Plans are late"], ["We wait", "Nobody rings"])
    (doubt,) = asked(draft, Asks.SECTION)
    assert doubt.about == ("sections/2/needs_improvement/0", *(f"sections/2/families_said/{n}" for n in (0, 1)))


def test_kpis_that_another_section_has_as_well_are_the_last_one_s() -> None:
    for first in (("## KPIs", kpis(8, "One")), (kpis(8, "One"),)):
        lines = inside("## Key performance indicators", kpis(9, "Three"))
        draft = brought(*lines[:3], *first, *lines[3:])
        assert (of_kpis(draft), asked(draft, Asks.SECTION)) == ([("One", "1"), ("Three", "3")], [])


BOLD = tuple(each.replace("#", "**") if isinstance(each, str) else each for each in PRIORITIES)


@pytest.mark.parametrize("heading", ["Key performance indicators", "Dashboard", "Overall performance"])
def test_bold_lines_end_a_section_whose_heading_is_one(heading: str) -> None:
    families = (f"** {FAMILIES}", tabled([[FAMILIES], ["We wait"]], 4))
    draft = brought(*BOLD, f"** {heading}", kpis(3, "Satisfied"), *families)
    assert (of_kpis(draft), of_actions(draft)) == ([("Satisfied", "")], [("1.1", "1"), ("2.1", "2")])
    assert points(draft) == [("1", [], []), ("2", [], [])]
    assert heading in [each.words for each in draft.tables[2].captions]
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("kpis/0/section",)]
    assert len(asked(draft, Asks.ROW)) == 1


def test_a_bold_line_ends_a_list_of_points_where_a_table_follows_upon_it() -> None:
    said = (f"** {FAMILIES}", "> We wait", "** So do we")
    draft = brought(*BOLD[:2], *said, *BOLD[2:], *said, "** Cross-cutting actions", actions(3, "C1"))
    assert of_actions(draft)[-1] == ("C1", "")
    assert points(draft) == [(each, [], ["We wait", "So do we"]) for each in "12"], "bold words among points are some"


def test_what_other_sections_have_below_a_bold_line_is_the_section_s_own() -> None:
    lines = [each for n, s in enumerate("AB") for each in flat(s, 2 * n + 1)]
    draft = brought(*(each.replace("# ", "** ") if isinstance(each, str) else each for each in lines))
    assert of_kpis(draft) == [(f"{each} answered", each) for each in "AB"]
    assert points(draft) == [(each, [], [f"{each} is slow"]) for each in "AB"]
    assert (asked(draft, Asks.SECTION), asked(draft, Asks.ROW)) == ([], [])


def test_a_heading_ends_a_section_whose_own_is_a_bold_line() -> None:
    draft = brought(*BOLD, "## KPIs", kpis(3, "Satisfied"))
    assert (of_kpis(draft), len(asked(draft, Asks.SECTION))) == ([("Satisfied", "")], 1)


def test_a_title_of_actions_above_those_of_all_sections_is_followed_by_tables() -> None:
    deeper = [f"#{each}" if isinstance(each, str) else each for each in PRIORITIES]
    assert asked(brought("# Actions", *deeper), Asks.NO_TABLE) == []
    (doubt,) = asked(brought("# Key performance indicators", *deeper), Asks.NO_TABLE)
    assert doubt.says.startswith("No table was found below “Key performance indicators”")
    assert len(asked(brought("# Actions", *PRIORITIES), Asks.NO_TABLE)) == 1, "no table stands below it"
