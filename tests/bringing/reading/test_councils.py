"""Plans in other councils' shapes: tables of Word and Excel, their headings and dates as these councils write them."""

from datetime import date
from decimal import Decimal

import pytest

from bringing.reading import Asks, Certainty, Choice, Chosen, Draft, Holds, Known, Role, Start, remember, understand
from notices.calendar import ByWhenKind
from sheets.reading import Document, Paragraph, Place, read_file, read_pasted
from tests.bringing.reading.councils import saltmarsh, westmoor
from tests.bringing.reading.plans import asked, tabled

SURE = Certainty.CERTAIN


def columns(draft: Draft, table: int) -> list[tuple[str, Role]]:
    return [(column.heading, column.role.value) for column in draft.tables[table].columns]


def test_a_word_plan_has_its_sections_points_and_actions() -> None:
    draft = understand(westmoor())
    assert draft.title is not None
    assert draft.title.value == "Westmoor Improvement Plan"
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [
        ("1", "Early help"),
        ("2", "Safe practice"),
    ]
    assert [point.value for point in draft.sections[0].needs_improvement] == ["Calls go unanswered", "Help comes late"]
    assert [point.value for point in draft.sections[1].families_said] == ["Listen to us."]
    assert [(each.ref.value, each.section.value) for each in draft.actions] == [
        *((f"1.{number}", "1") for number in (1, 2, 3)),
        *((f"2.{number}", "2") for number in (1, 2, 3)),
    ]
    first = draft.actions[0]
    assert (first.what.value, first.success.value) == ("Open a front door", "Calls are answered\nFamilies say so")
    assert str(first.what.sources[0].place) == "table 1, row 3, column 2"
    assert {first.what.certainty, first.success.certainty, first.by_when.certainty} == {SURE}


def test_headings_in_other_words_are_known_and_a_row_above_them_is_kept() -> None:
    draft = understand(westmoor())
    roles = [Role.REF, Role.WHAT, Role.SUCCESS, Role.POSTS, Role.BY_WHEN, Role.KNOWN]
    assert [role for _, role in columns(draft, 0)] == roles
    assert draft.tables[0].holds.value is Holds.ACTIONS
    assert draft.tables[0].holds.rule == "the words of the headings"
    assert [each.words for each in draft.tables[0].captions] == ["What we will do about it: Priority 1: Early help"]
    assert [(each.source.words, each.why) for each in draft.aside if "RAG" in each.why] == [
        ("G", "Column “RAG” is no part of a plan’s text"),
        ("A", "Column “RAG” is no part of a plan’s text"),
    ]


def test_what_a_by_when_may_mean_is_asked_with_each_reading() -> None:
    draft = understand(westmoor())
    at = {action.ref.value: action.by_when for action in draft.actions}
    assert (at["1.1"].value.due_on, at["1.1"].certainty) == (date(2025, 9, 30), SURE)
    assert (at["1.2"].value.due_on, at["1.2"].others) == (date(2025, 12, 31), ("30 September 2025",))
    assert (at["1.3"].value.due_on, at["1.3"].certainty) == (date(2026, 8, 31), Certainty.ASKED)
    assert (at["2.1"].value.due_on, at["2.1"].others) == (date(2026, 5, 4), ("5 April 2026",))
    assert (at["2.2"].value.kind, at["2.2"].certainty) == (ByWhenKind.ONGOING, SURE)
    assert (at["2.3"].value.due_on, at["2.3"].certainty) == (None, Certainty.OPEN)
    assert at["2.3"].others == ("31 May 2026",)


def test_posts_are_parted_and_what_parted_them_by_words_is_asked() -> None:
    draft = understand(westmoor())
    posts = {action.ref.value: [post.value for post in action.posts] for action in draft.actions}
    assert posts["1.2"] == ["Head of Early Help", "Director of Schools"]
    assert posts["1.3"] == ["Head of Early Help", "Communications Manager"]
    assert posts["2.1"] == ["Principal Social Worker", "Head of Audit"]
    assert posts["2.3"] == ["Chair of the Panel (Westmoor NHS Trust)"]
    assert [doubt.others for doubt in asked(draft, Asks.PARTED)] == [
        ("Head of Early Help, Communications Manager",),
        ("Principal Social Worker and Head of Audit",),
        ("Chair of the Panel; Westmoor NHS Trust",),
    ]
    assert [doubt.read for doubt in asked(draft, Asks.PLURAL)] == ["Team managers"]


def test_headings_in_two_rows_are_read_together_and_kpis_below_another_heading_have_no_section() -> None:
    draft = understand(westmoor())
    assert columns(draft, 2)[3:5] == [
        ("Milestones March 2026", Role.TARGET),
        ("Milestones March 2027", Role.TARGET),
    ]
    m1, m2, m3 = draft.kpis
    assert (m1.baseline.value.value, m1.as_at.value) == (Decimal(61), date(2025, 3, 31))
    assert [(each.due_on.value, each.rule.words) for each in m1.targets] == [
        (date(2026, 3, 31), "75%"),
        (date(2027, 3, 31), "90%"),
    ]
    assert m3.baseline.value.state is Start.AWAITED
    assert [doubt.words for doubt in asked(draft, Asks.TARGET)] == [("about half",), ("9 of 10",)]
    assert m2.targets[1].rule.certainty is Certainty.OPEN
    (doubt,) = asked(draft, Asks.SECTION)
    assert doubt.about == ("kpis/0/section", "kpis/1/section", "kpis/2/section")
    assert doubt.others == ("Section 1", "Section 2")


def test_a_workbook_is_read_sheet_by_sheet_with_its_dates_and_joined_cells() -> None:
    draft = understand(saltmarsh(), Known(clauses=("4(a)", "4(b)")))
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [("A", "Leadership"), ("B", "Autism")]
    assert [action.ref.value for action in draft.actions] == ["A1", "A2", "B1", "B2"]
    first = draft.actions[0]
    assert (first.success.value, [post.value for post in first.posts]) == (
        "It is done\nIt is seen",
        ["Head of SEND and Inclusion", "Headteacher lead"],
    )
    assert (first.starts_on and first.starts_on.value, first.by_when.value.due_on) == (
        date(2025, 9, 1),
        date(2026, 3, 31),
    )
    assert draft.actions[2].by_when.value.since == date(2025, 5, 31)
    assert [clause.value for clause in first.clauses] == ["4(a)", "4(b)"]
    assert [str(doubt.places[0]) for doubt in asked(draft, Asks.CLAUSE)] == [
        "sheet “A. Leadership”, G6",
        "sheet “B. Autism”, G6",
    ]
    (same,) = asked(draft, Asks.SAME_POST)
    assert {str(place) for place in same.places} >= {"sheet “A. Leadership”, F4", "sheet “B. Autism”, F6"}


def test_a_workbooks_kpis_have_units_dates_and_sections_of_their_columns() -> None:
    vacancies, seen = understand(saltmarsh()).kpis
    assert (vacancies.section.value, seen.section.value) == ("A", "B")
    assert (seen.baseline.value.value, seen.as_at.value) == (Decimal(27), date(2025, 3, 31))
    assert [(each.label.value, each.due_on.value, str(each.rule.value)) for each in seen.targets] == [
        ("31 March 2026", date(2026, 3, 31), "40%"),
        ("Target", date(2027, 7, 31), "TBC"),
    ]
    assert vacancies.direction.value == "lower"
    assert (vacancies.code.value, vacancies.code.sources) == ("A-K1", ())


def test_what_is_not_known_is_asked_and_set_aside() -> None:
    draft = understand(saltmarsh())
    (column,) = asked(draft, Asks.COLUMN)
    assert "“Owner’s view” was not recognised" in column.says
    (table,) = asked(draft, Asks.TABLE)
    assert "Sheet “Glossary”" in table.says
    assert [each.source.words for each in draft.aside if "Glossary" in each.why] == [
        *("EHCP", "Education, health and care plan", "SEMH", "Social, emotional and mental health")
    ]
    assert len(asked(draft, Asks.TITLE)) == 1


def test_a_persons_choice_goes_before_what_is_proposed_and_is_remembered_for_the_next_file() -> None:
    chosen = Chosen({"KPIs": Choice(columns={8: Role.DIRECTION})})
    draft = understand(saltmarsh(), chosen=chosen)
    role = draft.tables[2].columns[7].role
    assert (role.value, role.rule) == (Role.DIRECTION, "chosen by a person")
    assert asked(draft, Asks.COLUMN) == []
    again = understand(saltmarsh(), chosen=Chosen(remembered=remember(draft)))
    role = again.tables[2].columns[7].role
    assert (role.value, role.rule) == (Role.DIRECTION, "as it was said of a table with these headings")
    assert again.shape == draft.shape


def test_the_shape_of_a_file_is_that_of_its_headings_and_not_of_their_dates() -> None:
    def shape(*headings: str) -> str:
        cells = [["KPI", "Baseline", *headings], ["x", "1", "2"]]
        return understand(Document("f", (tabled(cells),))).shape

    assert shape("Target – March 2024") == shape("Target – March 2025")
    assert shape("Target – March 2024") != shape("Milestone – March 2024")


def test_a_table_without_headings_is_known_by_its_cells_and_asked_about() -> None:
    rows = [[f"A{each}", f"Do the thing of number {each} in full", "Head of SEND", "June 2024"] for each in (1, 2, 3)]
    draft = understand(Document("f", (Paragraph(Place("f", paragraph=1), "Section A: One"), tabled(rows))))
    assert [role for _, role in columns(draft, 0)] == [Role.REF, Role.WHAT, Role.POSTS, Role.BY_WHEN]
    assert draft.tables[0].holds.rule == "the look of the cells"
    assert len(asked(draft, Asks.COLUMN)) == 4
    assert [action.ref.value for action in draft.actions] == ["A1", "A2", "A3"]


PASTED = "Section A: One\nRef\tAction\tBy when\tLead\nA1\tDo it\tJune 2024\tHead of SEND\n"
COMMAS = "Ref,Action,By when,Lead\nA1,Do it,June 2024,Head of SEND\n"
PAGE = (
    "<h2>Section A: One</h2><table><tr><th>Ref<th>Action<th>By when<th>Lead"
    "<tr><td>A1<td>Do it<td>June 2024<td><ul><li>Head of SEND</ul></table>"
)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (read_pasted(PASTED), "table 1, row 2, column 2, line 3"),
        (read_pasted(html=PAGE), "table 1, row 2, column 2"),
        (read_file("plan.csv", COMMAS.encode()), "B2"),
    ],
    ids=["pasted text", "HTML", "CSV"],
)
def test_the_same_table_is_read_alike_whatever_it_came_in(document: Document, place: str) -> None:
    (action,) = understand(document).actions
    assert (action.ref.value, action.section.value, action.what.value) == ("A1", "A", "Do it")
    assert (action.by_when.value.due_on, [post.value for post in action.posts]) == (date(2024, 6, 30), ["Head of SEND"])
    assert str(action.what.sources[0].place) == place


def test_a_section_that_only_refs_name_wants_its_title() -> None:
    (doubt,) = asked(understand(read_file("plan.csv", COMMAS.encode())), Asks.SECTION)
    assert doubt.says == "Section A has no title in the file: enter it"
    assert doubt.about == ("sections/0/title",)
