"""What stands above a table says what it shows: a caption, “Outcome A: …”, a title with its part. No caption is a point
of the list that is open, and points of no section are asked about."""

import pytest

from bringing.reading import Asks, Draft, Holds, Role, understand
from bringing.reading.words import LONGEST_HEADING
from sheets.reading import Block, Document, Heading, Paragraph, Place, read_file
from tests.bringing.reading.plans import asked, tabled, uncovered

ACTIONS = tabled([["Ref", "Action", "Lead", "By when"], ["A1", "Write the strategy", "Head of SEND", "June 2024"]])
FAMILIES = "What families have told us"


def read(*blocks: Block | str) -> Draft:
    """Headings begin with “# ”, one for each level; other texts are paragraphs."""
    made = [_block(each, number) for number, each in enumerate(blocks, start=1)]
    document = Document("f", (*made, ACTIONS))
    draft = understand(document)
    assert uncovered(document, draft) == []
    return draft


def _block(each: Block | str, number: int) -> Block:
    if not isinstance(each, str):
        return each
    marks, _, text = each.rpartition("# ")
    place = Place("f", paragraph=number)
    return Heading(place, text, len(marks) + 1) if "# " in each else Paragraph(place, each)


def said(draft: Draft) -> list[str]:
    return [point.value for section in draft.sections for point in section.families_said]


@pytest.mark.parametrize(
    "words",
    [
        "Table 3 – Actions",
        "Table 4. What we do",
        "table 12",
        "Figure 2: who waits",
        "Table A1 (continued)",
        "Chart 1.2",
        "Table\xa03\n– Actions",
        f"Table 3: {'x' * (LONGEST_HEADING - 9)}",
    ],
)
def test_a_numbered_caption_above_a_table_is_no_point(words: str) -> None:
    assert said(read("# Section A: One", f"## {FAMILIES}", "“It is hard.”", words)) == ["“It is hard.”"]


@pytest.mark.parametrize(
    "words",
    [
        "Table talk helps us",
        "We table 3 questions",
        "The source: nobody",
        "Tables 3",
        f"Table 3: {'x' * LONGEST_HEADING}",
    ],
)
def test_a_sentence_of_such_words_is_one(words: str) -> None:
    assert said(read("# Section A: One", f"## {FAMILIES}", "“It is hard.”", words)) == ["“It is hard.”", words]


def test_where_points_are_from_is_no_point_and_they_go_on_behind_it() -> None:
    draft = read("# Section A: One", f"## {FAMILIES}", "“One.”", "Source: survey of 312 parents", "“Two.”")
    assert said(draft) == ["“One.”", "“Two.”"]
    assert "Source: survey of 312 parents" in [each.source.words for each in draft.aside]


def test_what_the_file_itself_calls_a_caption_is_no_point_whatever_it_says() -> None:
    caption = Paragraph(Place("f", paragraph=9), "What we do about it", caption=True)
    assert said(read("# Section A: One", f"## {FAMILIES}", "“It is hard.”", caption)) == ["“It is hard.”"]
    listed = Paragraph(Place("f", paragraph=9), "Table 3: it is wrong", item=1)
    assert said(read("# Section A: One", f"## {FAMILIES}", listed)) == ["Table 3: it is wrong"]


def test_a_pages_caption_is_none_of_the_families_words() -> None:
    page = (
        "<h1>Section A: One</h1><h2>What families have told us</h2><p>“It is hard.”</p><table><caption>What we do about"
        " it</caption><tr><th>Ref<th>Action<th>Lead<th>By when<tr><td>A1<td>Write<td>Head of SEND<td>June 2024</table>"
    )
    draft = understand(read_file("p.html", page.encode()))
    assert said(draft) == ["“It is hard.”"]
    assert [each.words for each in draft.tables[0].captions] == ["What we do about it"]


@pytest.mark.parametrize("title", ["Actions for outcome A", "Our actions under priority 2", "Actions in Section B"])
def test_a_title_that_names_its_part_heads_a_table(title: str) -> None:
    draft = read("# Section A: One", f"## {FAMILIES}", "“It is hard.”", title)
    assert said(draft) == ["“It is hard.”"]
    assert draft.tables[0].holds.value is Holds.ACTIONS


@pytest.mark.parametrize("words", ["Outcome A: Children are heard", "Strategic goal A – Children are heard"])
def test_a_heading_of_an_outcome_is_a_section_where_it_lies_in_none(words: str) -> None:
    draft = read(f"# {words}", f"## {FAMILIES}", "“It is hard.”")
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [("A", "Children are heard")]
    assert (said(draft), asked(draft, Asks.SECTION)) == (["“It is hard.”"], [])


def test_where_outcomes_are_the_sections_a_line_says_the_next_one() -> None:
    lines = ("# Outcome A: Children are heard", f"## {FAMILIES}", "“It is hard.”", "Outcome B: Health is quick")
    draft = read(*lines)
    assert [(each.letter.value, each.title.value) for each in draft.sections] == [
        ("A", "Children are heard"),
        ("B", "Health is quick"),
    ]
    assert (said(draft), draft.tables[0].section) == (["“It is hard.”"], "B")
    assert read(*lines, "# Outcome C: Young people work").tables[0].section == "C"
    assert read(*lines, "# How we measure it").tables[0].section == ""


def test_below_a_section_it_is_what_that_is_to_bring_about() -> None:
    draft = read("# Section A: One", "## Outcome 1: Children are heard")
    assert [each.letter.value for each in draft.sections] == ["A"]
    assert draft.actions[0].section.value == "A"
    draft = read("Outcome B: Children are heard")
    assert draft.actions[0].section.value == "A", "as its ref says, which a mere line does not for certain"


def test_points_of_no_section_are_asked_about_once() -> None:
    draft = read(f"# {FAMILIES}", "“It is hard.”", "“We wait.”", "# Section A: One")
    (doubt,) = asked(draft, Asks.ROW)
    assert doubt.words == ("“It is hard.”", "“We wait.”")
    assert doubt.says.startswith("2 points of what needs improvement, or of what families have told us, are said of no")
    assert said(draft) == []


def test_a_month_alone_heads_no_codes() -> None:
    rows = [["KPI", "Baseline", "March", "June 2024"], ["Plans", "1", "2", "3"], ["Calls", "4", "5", "6"]]
    draft = understand(Document("f", (tabled(rows),)))
    assert [each.role.value for each in draft.tables[0].columns if each.heading == "March"] == [Role.IGNORE]
    assert [each.words for each in asked(draft, Asks.COLUMN)] == [("March",)]


def test_that_rows_of_a_table_nobody_knows_are_set_aside_is_said() -> None:
    draft = understand(Document("f", (tabled([["a", "b"], ["c", "d"], ["e", "f"]]),)))
    (doubt,) = asked(draft, Asks.TABLE)
    assert "nothing says what this table holds, and its " in doubt.says
    assert "set aside: choose it" in doubt.says
