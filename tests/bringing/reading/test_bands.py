"""Rows across a table that hold one text: sections by their look, notes, and titles of tables."""

from collections.abc import Sequence

import pytest

from bringing.emptying import emptied
from bringing.others import others
from bringing.reading import Asks, Draft, Holds
from bringing.settling import Answer, How, settle
from sheets.reading import Merge, Table
from tests.bringing.reading.plans import asked, tabled
from tests.bringing.reading.test_sections import heading, of_actions, of_kpis, read, sections

ACTIONS = ("Ref", "Action", "By when", "Lead")
MEASURES = ("Measure", "Baseline", "March 2024", "March 2025")
RISKS = ("Ref", "Risk", "Likelihood", "Impact")
Rows = Sequence[str | Sequence[str]]


def table(*rows: str | Sequence[str], number: int = 1, joined: bool = True) -> Table:
    """A table of rows; a text alone lies across it."""
    cells = [[each, "", "", ""] if isinstance(each, str) else list(each) for each in rows]
    across = (at for at, each in enumerate(rows, start=1) if isinstance(each, str))
    return tabled(cells, number, tuple(Merge(at, 1, at, 4) for at in across) if joined else ())


def do(ref: str) -> tuple[str, ...]:
    return ref, f"Do {ref}", "June 2024", "Head of SEND"


def count(name: str) -> tuple[str, ...]:
    return name, "10%", "20%", "30%"


def of_titles(draft: Draft) -> list[tuple[str, tuple[str, ...]]]:
    """What is asked of the titles of sections, with what else each could be."""
    found = [each for each in asked(draft, Asks.SECTION) if each.about[0].endswith("/title")]
    return [(each.says.partition("was read as a section: ")[2], each.others) for each in found]


VOICE, HEALTH = "Priority 1: Voice", "Priority 2: Health"
WITHOUT = "confirm it, or leave the section out where it is a note"


def note(draft: Draft) -> Draft:
    """The draft with the first of such rows as a note."""
    doubt = next(each for each in asked(draft, Asks.SECTION) if each.others)
    (found,) = [each for each in others(doubt, draft) if each.called.startswith("A note: ")]
    return settle(draft, {doubt.key: Answer(How.CORRECTED, found.values)})


def test_a_row_by_its_look_may_be_a_note_and_its_rows_of_the_section_before() -> None:
    draft = read(table(ACTIONS, VOICE, do("1.1"), "Agreed in May", do("1.2"), do("1.3"), HEALTH, do("2.1")))
    assert of_actions(draft) == ["1", "A", "A", "2"]
    assert of_titles(draft) == [("confirm it", ("a note: what stands below it is of section 1",))]
    settled = note(draft)
    assert of_actions(settled) == ["1", "1", "1", "2"]
    assert emptied(draft, settled) == {"sections/1"}
    assert emptied(draft, draft) == set()


def test_a_section_that_never_had_rows_is_not_emptied() -> None:
    draft = read(table(ACTIONS, "Voice", "Health", do("1"), "Schools", do("2")))
    assert emptied(draft, draft) == set()
    assert emptied(draft, note(draft)) == {"sections/1"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Voice", do("1")), [f"{WITHOUT}, and choose the section of the rows below it"]),
        ((VOICE, do("1.1"), "Agreed in May"), [WITHOUT]),
        ((VOICE, do("1.1"), "Agreed in May", HEALTH, do("2.1")), [WITHOUT]),
    ],
)
def test_what_no_answer_can_say_is_told_as_what_to_do(rows: Rows, expected: list[str]) -> None:
    draft = read(table(ACTIONS, *rows))
    assert of_titles(draft) == [(each, ()) for each in expected]


def test_a_section_whose_rows_something_else_says_too_is_no_note_by_an_answer() -> None:
    heads = ["Ref", "Section", "Action", "Lead"]
    one, two = "Outcome 1: Heard", "Outcome 2: Well"
    beside = tabled([heads, ["X1", "2", "Do it", "Head of SEND"]], 2)
    draft = read(table(ACTIONS, one, do("1.1"), two, do("2.1")), beside)
    assert of_actions(draft) == ["1", "2", "2"]
    assert [others for _, others in of_titles(draft)] == [(), ()]


def test_the_same_words_across_another_table_are_the_same_section_and_asked_about_once() -> None:
    does = table(ACTIONS, VOICE, do("1.1"), "Cross-cutting", do("E1"))
    measures = table(MEASURES, VOICE, count("Heard"), "Cross-cutting", count("Staffed"), number=2)
    draft = read(does, measures)
    assert (of_actions(draft), of_kpis(draft)) == (["1", "A"], ["1", "A"])
    assert of_titles(draft) == [("confirm it", ("a note: what stands below it is of section 1",))]
    assert (of_actions(note(draft)), of_kpis(note(draft))) == (["1", "1"], ["1", "1"])
    draft = read(does, table(MEASURES, HEALTH, count("Waiting"), "Cross-cutting", count("Staffed"), number=2))
    assert of_titles(draft) == [(f"{WITHOUT}, and choose the section of the rows below it", ())]


def test_words_across_that_a_heading_says_are_its_section_unasked() -> None:
    draft = read(heading("Priority 1: Voice"), table(ACTIONS, do("1.1")))
    assert sections(draft) == [("1", "Voice")]
    measures = table(MEASURES, "Voice", count("Heard"), number=2)
    draft = read(table(ACTIONS, VOICE, do("1.1")), measures)
    assert (of_kpis(draft), of_titles(draft)) == (["1"], [])


def test_words_across_within_sections_are_parts_of_each() -> None:
    one, two = (table(ACTIONS, "In schools", do(f"{at}.1"), number=at) for at in (1, 2))
    draft = read(heading(VOICE), one, heading(HEALTH, 91), two)
    assert of_actions(draft) == ["A", "B"]
    assert [others[0][-1] for _, others in of_titles(draft)] == ["1", "2"]


@pytest.mark.parametrize("title", ["Key performance indicators", "KPIs", "Measures and targets"])
@pytest.mark.parametrize("joined", [True, False])
def test_the_title_above_a_table_of_kpis_on_the_same_sheet_is_no_section(title: str, *, joined: bool) -> None:
    below = (VOICE, count("Heard"), HEALTH, count("Waiting"))
    draft = read(table(ACTIONS, VOICE, do("1.1"), HEALTH, do("2.1"), title, MEASURES, *below, joined=joined))
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert (of_actions(draft), of_kpis(draft)) == (["1", "2"], ["1", "2"])
    assert {each.asks for each in draft.doubts} == {Asks.TITLE, Asks.WHOSE_POST}


@pytest.mark.parametrize("title", ["Risks", "Risk register", "Key risks"])
@pytest.mark.parametrize("joined", [True, False])
def test_the_title_above_another_table_begins_that_and_none_of_its_rows_is_an_action(
    title: str, *, joined: bool
) -> None:
    rows = (ACTIONS, VOICE, do("1.1"), title, RISKS, ("R1", "Few psychologists", "4", "5"))
    draft = read(table(*rows, "Actions", ACTIONS, HEALTH, do("2.1"), joined=joined))
    assert sections(draft) == [("1", "Voice"), ("2", "Health")]
    assert of_actions(draft) == ["1", "2"]
    assert [each.holds.value for each in draft.tables] == [Holds.ACTIONS, Holds.NOTHING, Holds.ACTIONS]
    assert len(asked(draft, Asks.TABLE)) == 1


def test_a_title_within_the_rows_of_a_table_is_set_aside_and_asked_about() -> None:
    for title, joined in (("Actions", True), ("Actions", False), ("KPIs", True)):
        draft = read(table(ACTIONS, VOICE, do("1.1"), title, do("1.2"), joined=joined))
        assert (sections(draft), of_actions(draft)) == ([("1", "Voice")], ["1", "1"])
        (doubt,) = asked(draft, Asks.ROW)
        assert doubt.says.startswith("Table 1, row 4: this row is the title of a table, and was set aside: confirm it")


def test_an_action_without_figures_below_a_title_is_no_heading() -> None:
    draft = read(table(ACTIONS, VOICE, do("1.1"), "Actions", ("", "Ask them all", "Ongoing", "Head of SEND")))
    assert [each.what.value for each in draft.actions] == ["Do 1.1", "Ask them all"]


def test_words_of_another_table_s_title_with_no_headings_below_are_asked_about_as_a_section() -> None:
    draft = read(table(ACTIONS, VOICE, do("1.1"), "Risks", do("1.2")))
    assert (sections(draft)[1], of_actions(draft)) == (("A", "Risks"), ["1", "A"])
    assert len(of_titles(draft)) == 1


@pytest.mark.parametrize("heads", [RISKS, ("Staff leave", "Keep them", "March 2025", "Head of HR")])
def test_a_register_of_risks_between_two_sections_takes_none_of_the_second_along(heads: Sequence[str]) -> None:
    """All below it was set aside with it, a whole priority."""
    draft = read(table(ACTIONS, VOICE, do("1.1"), "Risks", heads, HEALTH, do("2.1"), do("2.2")))
    assert [letter for letter, _ in sections(draft) if letter.isdigit()] == ["1", "2"]
    found = [(each.ref.value, each.section.value) for each in draft.actions]
    assert [each for each in found if each[1] in ("1", "2")] == [("1.1", "1"), ("2.1", "2"), ("2.2", "2")]
    assert [each for each in asked(draft, Asks.SECTION) if "Risks" in each.says]


def test_a_register_of_risks_at_the_end_of_a_sheet_is_a_table_of_its_own() -> None:
    draft = read(table(ACTIONS, VOICE, do("1.1"), HEALTH, do("2.1"), "Risks", RISKS, ("R1", "Staff", "High", "Low")))
    assert [each.ref.value for each in draft.actions] == ["1.1", "2.1"]
    assert len(asked(draft, Asks.TABLE)) == 1


@pytest.mark.parametrize(
    "below",
    [
        ("Last updated: November 2025",),
        ("Risks are reviewed at each board.",),
        (("R2", "", "", ""),),
        ("Operational", ("R2", "Funding", "High", "Low")),
        (HEALTH, ACTIONS, do("2.1")),
    ],
)
def test_a_register_of_risks_stays_one_whatever_stands_below_it(below: Rows) -> None:
    """A note at its end made actions of its rows, of which nothing was asked."""
    draft = read(table(ACTIONS, VOICE, do("1.1"), "Risks", RISKS, ("R1", "Staff", "High", "Low"), *below))
    own = ["1.1", "2.1"] if HEALTH in below else ["1.1"]
    assert [each.ref.value for each in draft.actions] == own
    assert [each.says for each in asked(draft, Asks.TABLE) if "register of risks" in each.says]
