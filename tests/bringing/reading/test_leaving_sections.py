"""Headings that stand beside those of the sections: of none, unless the others have it too."""

import pytest

from bringing.others import others
from bringing.reading import Asks, Choice, Chosen, Draft, Holds, Known, understand
from bringing.reading.draft import Role
from bringing.reading.outline import is_plain
from sheets.reading import Block, Document, Heading, Paragraph, Place, Table
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered

ACTIONS = ["Ref", "Action", "By when", "Lead"]
KPIS = ["Measure", "Baseline", "March 2024", "March 2025"]
NOT_SAID = "Nothing says of which section these are: choose one"
FAMILIES, NEEDS = "What families have told us", "What needs to improve"


def brought(*lines: str | Table, chosen: Chosen | None = None) -> Draft:
    """A Word file of headings, “# Priority 1: Voice”, points, “- We wait”, bold lines, “** Voice”, others, “> So”, and
    tables."""
    document = Document("f", tuple(_block(number, each) for number, each in enumerate(lines, start=1)))
    draft = understand(document, Known(), chosen or Chosen())
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def _block(number: int, line: str | Table) -> Block:
    if isinstance(line, Table):
        return line
    marks, _, text = line.partition(" ")
    place = Place("f", paragraph=number)
    if marks in ("-", "**", ">"):
        return Paragraph(place, text, item=int(marks == "-"), bold=marks == "**")
    return Heading(place, text, len(marks))


def actions(number: int, *refs: str) -> Table:
    return tabled([ACTIONS, *([ref, f"Ask for {ref}", "June 2024", "Head of SEND"] for ref in refs)], number)


def kpis(number: int, *names: str) -> Table:
    return tabled([KPIS, *([name, "30%", "50%", "60%"] for name in names)], number)


PRIORITIES = ("# Priority 1: Voice", actions(1, "1.1"), "# Priority 2: Health", actions(2, "2.1"))


def of_kpis(draft: Draft) -> list[tuple[str, str]]:
    return [(each.name.value, each.section.value) for each in draft.kpis]


def of_actions(draft: Draft) -> list[tuple[str, str]]:
    return [(each.ref.value, each.section.value) for each in draft.actions]


def points(draft: Draft) -> list[tuple[str, list[str], list[str]]]:
    return [
        (s.letter.value, [n.value for n in s.needs_improvement], [f.value for f in s.families_said])
        for s in draft.sections
    ]


@pytest.mark.parametrize("level", ["#", "##"])
@pytest.mark.parametrize(
    "heading",
    [
        "Key performance indicators",
        "KPIs",
        "Performance dashboard",
        "Appendix A: Measures",
        "How we will measure progress",
        "What needs to improve and by how much",
    ],
)
def test_kpis_below_a_heading_as_high_as_the_sections_are_of_none_that_is_said(heading: str, level: str) -> None:
    deeper = [f"#{each}" if isinstance(each, str) else each for each in PRIORITIES]
    draft = brought(*(PRIORITIES if level == "#" else deeper), f"# {heading}", kpis(3, "Satisfied", "Waiting"))
    assert of_kpis(draft) == [("Satisfied", ""), ("Waiting", "")]
    assert of_actions(draft) == [("1.1", "1"), ("2.1", "2")]
    assert draft.tables[2].section == ""
    (doubt,) = asked(draft, Asks.SECTION)
    assert (doubt.says, doubt.about) == (NOT_SAID, ("kpis/0/section", "kpis/1/section"))
    own = [] if is_plain(heading) else [f"A section of their own, 3: {heading}"]
    assert [each.called for each in others(doubt, draft)] == ["Section 1", "Section 2", *own]


def test_kpis_below_a_heading_inside_of_the_last_section_are_its_own() -> None:
    draft = brought(*PRIORITIES, "## Key performance indicators", kpis(3, "Satisfied"))
    assert (of_kpis(draft), asked(draft, Asks.SECTION)) == ([("Satisfied", "2")], [])


def test_codes_say_the_section_of_kpis_behind_all_sections() -> None:
    rows = [["Code", *KPIS], ["1.1", "Satisfied", "30%", "50%", "60%"], ["K2", "Waiting", "30%", "50%", "60%"]]
    draft = brought(*PRIORITIES, "# KPIs", tabled(rows, 3))
    assert of_kpis(draft) == [("Satisfied", "1"), ("Waiting", "")]
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("kpis/1/section",)]


def test_what_families_said_behind_all_sections_is_no_points_of_the_last() -> None:
    draft = brought(*PRIORITIES, f"# {FAMILIES}", "- We wait too long", f"# {NEEDS}", "- Plans are late")
    assert points(draft) == [("1", [], []), ("2", [], [])]
    (doubt,) = asked(draft, Asks.ROW)
    assert "2 points of what needs improvement, or of what families have told us, are said of no section" in doubt.says
    assert [place.paragraph for place in doubt.places] == [6, 8]


def test_a_table_of_points_behind_all_sections_is_of_none() -> None:
    table = tabled([[FAMILIES], ["We wait too long"]], 3)
    draft = brought(*PRIORITIES, "# Voices", table)
    assert points(draft) == [("1", [], []), ("2", [], [])]
    assert len(asked(draft, Asks.ROW)) == 1


@pytest.mark.parametrize("flat", [False, True])
def test_a_second_table_of_actions_behind_all_sections_is_of_none(flat: bool) -> None:
    lines: tuple[str | Table, ...] = PRIORITIES
    if flat:
        lines = (PRIORITIES[0], "# Actions", PRIORITIES[1], PRIORITIES[2], "# Actions", PRIORITIES[3])
    draft = brought(*lines, "# Cross-cutting actions", actions(3, "X1", "2.2"))
    assert of_actions(draft) == [("1.1", "1"), ("2.1", "2"), ("X1", ""), ("2.2", "2")]
    assert [each.letter.value for each in draft.sections] == ["1", "2"]
    (doubt,) = asked(draft, Asks.SECTION)
    assert (doubt.says, doubt.about) == (NOT_SAID, ("actions/2/section",))
    assert asked(draft, Asks.TWO_TABLES) == []


def test_actions_between_two_sections_below_a_heading_of_their_own_are_of_none() -> None:
    draft = brought(*PRIORITIES[:2], "# Leadership", actions(3, "X1"), *PRIORITIES[2:])
    assert of_actions(draft) == [("1.1", "1"), ("X1", ""), ("2.1", "2")]
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("actions/1/section",)]


def flat(section: str, number: int, *, with_kpis: bool = True) -> list[str | Table]:
    """A section whose parts have headings as high as its own."""
    lines: list[str | Table] = [f"# Section {section}: {section}", f"# {FAMILIES}", f"- {section} is slow"]
    lines += ["# Actions", actions(number, f"{section}1")]
    return [*lines, "# KPIs", kpis(number + 1, f"{section} answered")] if with_kpis else lines


@pytest.mark.parametrize("without", ["", "A", "B"])
def test_what_other_sections_have_below_such_a_heading_is_the_section_s_own(without: str) -> None:
    lines = [each for n, s in enumerate("ABC") for each in flat(s, 2 * n + 1, with_kpis=s != without)]
    draft = brought(*lines)
    assert of_kpis(draft) == [(f"{each} answered", each) for each in "ABC" if each != without]
    assert of_actions(draft) == [(f"{each}1", each) for each in "ABC"]
    assert points(draft) == [(each, [], [f"{each} is slow"]) for each in "ABC"]
    assert (asked(draft, Asks.SECTION), asked(draft, Asks.ROW)) == ([], [])


def test_kpis_below_headings_of_their_own_names_are_the_sections() -> None:
    lines = [PRIORITIES[0], PRIORITIES[1], "# Hearing families", kpis(3, "Heard")]
    draft = brought(*lines, *PRIORITIES[2:], "# Waiting less", kpis(4, "Waiting"))
    assert (of_kpis(draft), asked(draft, Asks.SECTION)) == ([("Heard", "1"), ("Waiting", "2")], [])


def test_kpis_of_all_stand_behind_those_of_each_section() -> None:
    lines = [each for n, s in enumerate("AB") for each in flat(s, 2 * n + 1)]
    draft = brought(*lines, "# Headline measures", kpis(5, "Overall"))
    assert of_kpis(draft) == [("A answered", "A"), ("B answered", "B"), ("Overall", "")]


def test_kpis_that_stand_otherwise_in_another_section_say_nothing_of_a_heading_behind_all() -> None:
    draft = brought(*PRIORITIES[:2], kpis(3, "Heard"), *PRIORITIES[2:], "# Dashboard", kpis(4, "Overall"))
    assert of_kpis(draft) == [("Heard", "1"), ("Overall", "")]


def test_a_heading_that_another_section_has_with_nothing_below_it_is_the_section_s_own() -> None:
    draft = brought(*PRIORITIES[:2], "# KPIs", "- To be agreed", *PRIORITIES[2:], "# KPIs", kpis(3, "Waiting"))
    assert (of_kpis(draft), asked(draft, Asks.SECTION)) == ([("Waiting", "2")], [])


def test_kpis_that_the_first_section_alone_has_stay_its_own() -> None:
    lines = [each for n, s in enumerate("AB") for each in flat(s, 2 * n + 1, with_kpis=s == "A")]
    assert of_kpis(brought(*lines)) == [("A answered", "A")]


def test_a_plan_of_one_section_has_all_that_stands_below_its_headings() -> None:
    assert of_kpis(brought(*flat("A", 1))) == [("A answered", "A")]


def test_a_table_that_a_person_chose_leaves_the_section_too() -> None:
    table = tabled([["Thing", "Then", "Now"], ["Satisfied", "30%", "50%"]], 3)
    lines = (*PRIORITIES, "# Dashboard", table)
    proposed = brought(*lines).tables[2]
    assert (proposed.holds.value, proposed.section) == (Holds.NOTHING, "2")
    choice = Choice(holds=Holds.KPIS, heading_row=1, columns={1: Role.NAME, 2: Role.BASELINE})
    draft = brought(*lines, chosen=Chosen(tables={proposed.key: choice}))
    assert (of_kpis(draft), draft.tables[2].section) == ([("Satisfied", "")], "")


WITH_OUTCOME = ["Outcome", *ACTIONS]


def of_outcomes(*rows: tuple[str, str], heads: list[str] = WITH_OUTCOME, number: int = 1) -> Table:
    """A table of actions, each with its outcome and its ref, and whatever further columns hold."""
    more = ["Workstream 4: Voice"] * (len(heads) - len(WITH_OUTCOME))
    return tabled(
        [heads, *([said, ref, f"Ask for {ref}", "June 2024", "Head of SEND", *more] for said, ref in rows)], number
    )


def successes(draft: Draft) -> list[str]:
    return [each.success.value for each in draft.actions]


@pytest.mark.parametrize(
    "said", [("Outcome 1: Heard", "Outcome 1: Heard", "Outcome 2: Well"), ("Outcome 1: Heard", "", "Outcome 2: Well")]
)
def test_a_column_of_outcomes_with_their_numbers_is_one_of_sections(said: tuple[str, str, str]) -> None:
    draft = brought(of_outcomes(*zip(said, ("1.1", "1.2", "2.1"), strict=True)))
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [("1", "Heard"), ("2", "Well")]
    assert of_actions(draft) == [("1.1", "1"), ("1.2", "1"), ("2.1", "2")]
    assert (successes(draft), asked(draft, Asks.COLUMN), asked(draft, Asks.SECTION)) == (["", "", ""], [], [])


def test_outcomes_by_their_numbers_alone_are_sections_whose_titles_are_asked() -> None:
    draft = brought(of_outcomes(("Outcome 1", "1.1"), ("Outcome 1", "1.2"), ("Outcome 2", "2.1")))
    assert of_actions(draft) == [("1.1", "1"), ("1.2", "1"), ("2.1", "2")]
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("sections/0/title",), ("sections/1/title",)]


@pytest.mark.parametrize(("said", "ref"), [("Outcome 2: Well", "2.1"), ("Outcome 1 Heard", "1.2")])
def test_outcomes_that_may_be_an_action_s_own_are_asked_about(said: str, ref: str) -> None:
    table = of_outcomes(("Outcome 1: Heard", "1.1"), (said, ref))
    (doubt,) = asked(brought(table), Asks.COLUMN)
    assert doubt.says.startswith("Column “Outcome” was read as section by its cells alone: confirm it")
    choice = Choice(columns={1: Role.SUCCESS})
    draft = brought(table, chosen=Chosen(tables={"table 1": choice}))
    assert (successes(draft), asked(draft, Asks.COLUMN)) == (["Outcome 1: Heard", said], [])


@pytest.mark.parametrize(
    "second", ["Families are heard", "Outcome 2.1: Waits are short", "Outcome 1 " + "is met " * 20]
)
def test_outcomes_in_other_words_are_success_criteria(second: str) -> None:
    draft = brought(of_outcomes(("Outcome 1: Heard", "1.1"), (second, "1.2")))
    assert successes(draft) == ["Outcome 1: Heard", second.strip()]


def test_outcomes_are_success_criteria_where_something_else_says_the_sections() -> None:
    rows = (("Outcome 1: Heard", "1.1"), ("Outcome 1: Heard", "1.2"), ("Outcome 2: Well", "1.3"))
    below = brought("# Priority 4: Voice", of_outcomes(*rows))
    beside = brought(of_outcomes(*rows, heads=[*WITH_OUTCOME, "Workstream"]))
    for draft in (below, beside):
        assert successes(draft) == [said for said, _ in rows]
        assert {section for _, section in of_actions(draft)} == {"4"}


def test_outcomes_behind_all_sections_are_success_criteria() -> None:
    draft = brought(
        *PRIORITIES, "# Cross-cutting actions", of_outcomes(("Outcome 1: Heard", "X1"), ("", "X2"), number=3)
    )
    assert successes(draft)[2:] == ["Outcome 1: Heard", ""]
    assert [each.about for each in asked(draft, Asks.SECTION)] == [("actions/2/section", "actions/3/section")]
