"""What is wrong in a file is asked about or told, with its cell, its row, what was expected and what to do."""

from datetime import date

import pytest

from bringing.reading import Asks, Certainty, Draft, Known, understand
from bringing.reading.draft import SHEET
from bringing.reading.lengths import POINTS, ROOM, ROOM_AS_PRINTED
from bringing.reading.lined import ROWS_UNKNOWN
from kpis.forms.sheet import DefineForm
from kpis.models import Baseline, Kpi, Target
from plans.forms.milestones import MilestoneFields
from plans.forms.setting_up import ActionFields, SectionFields
from plans.models import Accountability, Action, Milestone, Plan, Section
from sheets.reading import Document, Heading, Merge, Place, read_pasted
from tests.bringing.reading.plans import asked, contradictions, tabled, uncovered

HEADINGS = ["Ref", "Action", "Outcome", "By when", "Lead"]
CHOOSE = "choose a post or an organisation, or leave it to be settled"
NOBODY = Known()
LONG_STOP = Known(deliver_by=date(2024, 2, 29))
GOOD = ["A1", "Do it", "It is done", "June 2024", "Head of SEND"]
KPIS = ["KPI", "Baseline", "Baseline Date", "Milestone 1 – End July 2023", "Target – End January 2024"]


def brought(
    *rows: list[str], merges: tuple[Merge, ...] = (), known: Known = NOBODY, more: tuple[list[str], ...] = ()
) -> Draft:
    """A table of section A, and perhaps a second one; nothing of it is lost, whatever it is."""
    blocks = [Heading(Place("f", paragraph=1), "Section A: Strategy", 1), tabled(rows, 1, merges)]
    document = Document("f", (*blocks, *([tabled(more, 2)] if more else [])))
    draft = understand(document, known)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def one(draft: Draft, asks: Asks) -> tuple[str, list[str]]:
    """What the one doubt of its kind says, and its places."""
    (doubt,) = asked(draft, asks)
    return doubt.says, [str(place) for place in doubt.places]


def test_a_row_that_is_right_is_asked_nothing() -> None:
    draft = brought(HEADINGS, GOOD)
    assert [doubt.asks for doubt in draft.doubts] == [Asks.TITLE, Asks.WHOSE_POST]
    known = brought(HEADINGS, GOOD, known=Known(posts=("Head of SEND",)))
    assert [doubt.asks for doubt in known.doubts] == [Asks.TITLE]


def test_a_ref_that_stands_twice() -> None:
    draft = brought(HEADINGS, GOOD, ["a1", "Do more", "", "July 2024", "Head of SEND"])
    says, places = one(draft, Asks.REF_TWICE)
    assert says == (
        "A1 stands 2 times, at table 1, row 2, column 1 and table 1, row 3, column 1: give each action a ref of its own"
    )
    assert places == ["table 1, row 2, column 1", "table 1, row 3, column 1"]
    assert {action.ref.certainty for action in draft.actions} == {Certainty.ASKED}


def test_an_action_without_a_ref() -> None:
    draft = brought(HEADINGS, GOOD, ["", "Do more", "", "July 2024", "Head of SEND"])
    says, places = one(draft, Asks.NO_REF)
    assert says == (
        "Table 1, row 3: this row has an action and no ref: enter one that no other row has; a ref that the plan has "
        "already means that action of the plan"
    )
    assert places == ["table 1, row 3, column 2"]
    assert (draft.actions[1].ref.value, draft.actions[1].ref.certainty) == ("", Certainty.OPEN)


def test_a_ref_that_is_none() -> None:
    draft = brought(HEADINGS, ["the first", "Do it", "", "June 2024", "Head of SEND"])
    assert one(draft, Asks.NO_REF)[0] == (
        "Table 1, row 2, column 1: “the first” is no ref such as A1: enter one that no other row has; a ref "
        "that the plan has already means that action of the plan"
    )


def test_a_row_that_says_nothing_of_what_is_done() -> None:
    draft = brought(HEADINGS, ["A1", "", "It is done", "June 2024", "Head of SEND"])
    assert one(draft, Asks.NO_ACTION)[0] == (
        "Table 1, row 2: A1 says nothing of what is done: enter it, or leave it out"
    )


def test_an_action_without_a_date_or_anybody_who_answers_for_it() -> None:
    draft = brought(HEADINGS, ["A1", "Do it", "", "", ""])
    assert one(draft, Asks.NO_BY_WHEN)[0] == "Table 1, row 2: A1 has no date: enter by when, or leave it to be settled"
    assert one(draft, Asks.NO_POST)[0] == f"Table 1, row 2: nobody answers for A1: {CHOOSE}"
    assert draft.actions[0].by_when.certainty is Certainty.OPEN


def test_a_kpi_without_a_name() -> None:
    draft = brought(KPIS, ["", "12", "May 2023", "10", "8"])
    says, places = one(draft, Asks.NO_NAME)
    assert says == "Table 1, row 2: this row has values and no KPI: enter what is measured, or leave the row out"
    assert len(places) == 4


def test_a_kpi_that_stands_twice() -> None:
    draft = brought(KPIS, ["Complaints", "12", "May 2023", "10", "8"], ["complaints ", "13", "May 2023", "10", "8"])
    assert one(draft, Asks.KPI_TWICE)[0].startswith(
        "“Complaints” stands 2 times, at table 1, row 2, column 1 and table"
    )


def test_two_tables_of_actions_for_one_section() -> None:
    draft = brought(HEADINGS, GOOD, more=(HEADINGS, ["A2", *GOOD[1:]]))
    says, places = one(draft, Asks.TWO_TABLES)
    assert says == "Section A has more than one table of actions, table 1 and table 2: confirm that all of them count"
    assert places == ["table 1, row 1, column 1", "table 2, row 1, column 1"]
    assert len(draft.actions) == 2


def test_targets_that_are_out_of_order_and_after_the_notice() -> None:
    headings = [*KPIS[:3], "Milestone 1 – End January 2024", "Milestone 2 – End September 2023"]
    draft = brought(headings, ["Calls", "12", "May 2023", "10", "8"], known=Known(deliver_by=date(2023, 12, 31)))
    says, places = one(draft, Asks.OUT_OF_ORDER)
    assert "stands behind “Milestone 1 – End January 2024” and is due before it: kept as printed" in says
    assert places == ["table 1, row 1, column 4", "table 1, row 1, column 5"]
    assert one(draft, Asks.AFTER_DELIVER_BY)[0] == (
        "“Milestone 1 – End January 2024” is due on 31 January 2024, after the notice’s 31 December 2023: confirm it"
    )
    assert [each.due_on.value for each in draft.kpis[0].targets] == [date(2024, 1, 31), date(2023, 9, 30)]


def test_an_action_that_is_due_before_it_starts() -> None:
    draft = brought([*HEADINGS, "Start date"], [*GOOD, "July 2024"])
    says, places = one(draft, Asks.ENDS_BEFORE_START)
    assert says == "A1 is due on 30 June 2024, before it starts on 1 July 2024: say which date is right"
    assert places == ["table 1, row 2, column 6", "table 1, row 2, column 4"]


@pytest.mark.parametrize("headings", [HEADINGS, KPIS])
def test_a_table_without_rows(headings: list[str]) -> None:
    says, places = one(brought(headings), Asks.EMPTY_TABLE)
    assert says.startswith("Table 1: this table has headings and no rows: check that the file is whole")
    assert len(places) == 5


@pytest.mark.parametrize("printed", ["t.b.c. (health)", "TBC [health lead]", "(Health) to be confirmed", "T.B.C."])
def test_words_that_say_that_somebody_is_still_to_be_named_are_no_post_whatever_stands_in_brackets(
    printed: str,
) -> None:
    draft = brought(HEADINGS, ["A1", "Do it", "It is done", "June 2024", printed])
    assert (draft.posts, draft.actions[0].posts) == ((), ())
    says, places = one(draft, Asks.NO_POST)
    assert says == f"Table 1, row 2: nobody answers for A1: {CHOOSE}"
    assert places == ["table 1, row 2, column 5"]
    assert [each.source.words for each in draft.aside] == [printed]


@pytest.mark.parametrize("printed", ["Head of SEND (TBC)", "Head of SEND (to be appointed)"])
def test_a_post_whose_holder_is_to_be_named_is_one(printed: str) -> None:
    draft = brought(HEADINGS, ["A1", "Do it", "It is done", "June 2024", printed])
    assert len(draft.actions[0].posts) == 1


@pytest.mark.parametrize("printed", ["TBC", "(interim)"])
def test_somebody_who_is_still_to_be_named_is_no_post(printed: str) -> None:
    draft = brought(HEADINGS, ["A1", "Do it", "Done", "June 2024", printed])
    assert (draft.posts, draft.actions[0].posts) == ((), ())
    assert [each.source.words for each in draft.aside] == [printed]
    (doubt,) = asked(draft, Asks.NO_POST)
    assert doubt.words == (printed,)


@pytest.mark.parametrize("ref", ["and that", "The council publishes all"])
def test_words_that_are_no_ref_name_no_action(ref: str) -> None:
    draft = brought([*HEADINGS, "Start date"], [ref, "", "", "March 2024", "", "May 2024"], known=LONG_STOP)
    says = {doubt.asks: doubt.says for doubt in draft.doubts}
    assert says[Asks.NO_POST] == f"Table 1, row 2: nobody answers for the action: {CHOOSE}"
    assert says[Asks.NO_ACTION] == ("Table 1, row 2: this row says nothing of what is done: enter it, or leave it out")
    assert says[Asks.AFTER_DELIVER_BY].startswith("This action is due on 31 March 2024, after the notice’s")
    assert says[Asks.ENDS_BEFORE_START].startswith("This action is due on 31 March 2024, before it starts on")
    parted = brought(HEADINGS, [ref, "Do it", "", "soon", "Head of One and Head of Two"])
    assert one(parted, Asks.PARTED)[0].startswith("“Head of One and Head of Two” was read as 2 posts")
    assert one(parted, Asks.BY_WHEN)[0].startswith("“soon” cannot be read as a date")
    assert one(parted, Asks.NO_REF)[0].startswith(f"Table 1, row 2, column 1: “{ref}” is no ref such as A1")
    assert parted.actions[0].ref.value in ("", ref), "a part of the words is no ref"


def test_headings_that_come_again_and_a_row_across_the_table_are_no_actions() -> None:
    across = ["Section B: Practice", "", "", "", ""]
    draft = brought(HEADINGS, GOOD, HEADINGS, across, ["B1", *GOOD[1:]], merges=(Merge(4, 1, 4, 5),))
    assert [(action.ref.value, action.section.value) for action in draft.actions] == [("A1", "A"), ("B1", "B")]
    assert {each.why for each in draft.aside} == {"The headings of the table again"}


def test_a_row_that_is_nothing_is_asked_about_and_set_aside() -> None:
    draft = brought([*HEADINGS, "RAG"], [*GOOD, "G"], ["", "", "", "", "", "Total 1"])
    says, places = one(draft, Asks.ROW)
    assert says == (
        "Table 1, row 3: nothing says what this row is, and it was set aside: confirm it, or put it where it belongs "
        "in the file and bring that again"
    )
    assert places == ["table 1, row 3, column 6"]


@pytest.mark.parametrize(
    ("row", "path", "room"),
    [
        (["A1", "Do it", "", "soon " * 20, "Head of SEND"], "actions/0/by_when", 80),
        (["A1", "Do it", "", "June 2024", "Head of " + "x" * 160], "actions/0/posts/0", 160),
    ],
)
def test_what_the_plan_has_no_room_for_is_told_with_its_length(row: list[str], path: str, room: int) -> None:
    (doubt,) = asked(brought(HEADINGS, row), Asks.TOO_LONG)
    assert doubt.about == (path,)
    assert f"and there is room for {room}: shorten it" in doubt.says


def test_the_room_is_that_of_the_rows() -> None:
    rooms = {
        r"title": Plan.title,
        r"source_note": Plan.source_note,
        r"sections/\d+/letter": Section.letter,
        r"sections/\d+/title": Section.title,
        r"actions/\d+/ref": Action.ref,
        r"actions/\d+/title": Action.title,
        r"actions/\d+/posts/\d+": Accountability.printed,
        r"actions/\d+/by_when": Action.by_when_printed,
        r"kpis/\d+/code": Kpi.code,
        r"kpis/\d+/name": Kpi.name,
        rf"kpis/\d+/sheet/{SHEET.index('source')}": Kpi.source,
        r"kpis/\d+/baseline_printed": Kpi.baseline_printed,
        r"kpis/\d+/as_at_printed": Baseline.as_at_printed,
        r"kpis/\d+/baseline": Kpi.baseline_printed,
        r"kpis/\d+/as_at": Baseline.as_at_printed,
        r"kpis/\d+/targets/\d+/rule": Target.rule,
        r"kpis/\d+/targets/\d+/label": Target.label,
        r"actions/\d+/milestones/\d+/label": Milestone.label,
    }
    forms = {
        r"actions/\d+/(what|success)": ActionFields.base_fields["what"],
        r"actions/\d+/milestones/\d+/says": MilestoneFields.base_fields["text"],
        rf"kpis/\d+/sheet/{SHEET.index('definition')}": DefineForm.base_fields["definition"],
        r"kpis/\d+/sheet/[12]": DefineForm.base_fields["numerator"],
        rf"kpis/\d+/sheet/{SHEET.index('caveats')}": DefineForm.base_fields["caveats"],
    }
    rows = {path: each.field.max_length for path, each in rooms.items()}  # type: ignore[attr-defined]
    assert rows | {path: each.max_length for path, each in forms.items()} == ROOM | ROOM_AS_PRINTED  # type: ignore[attr-defined]
    alike = (ActionFields.base_fields["success"], DefineForm.base_fields["denominator"])
    assert [each.max_length for each in alike] == [8_000, 1_000]  # type: ignore[attr-defined]
    points = [SectionFields.base_fields[name] for name in ("needs_improvement", "families_said")]
    assert [each.max_length for each in points] == [POINTS, POINTS]  # type: ignore[attr-defined]


def test_a_plan_of_nothing_has_nothing_and_asks_nothing() -> None:
    draft = understand(read_pasted(""))
    assert (draft.actions, draft.kpis, draft.doubts) == ((), (), ())


def test_a_table_whose_cells_all_stand_on_lines_of_their_own_is_missed_aloud() -> None:
    lines = ["Section A: One", "Actions", "Ref", "Action", "By when", "A1", "Do it", "June 2024"]
    document = read_pasted("\n".join(lines))
    draft = understand(document)
    assert uncovered(document, draft) == []
    assert [doubt.says for doubt in asked(draft, Asks.NO_TABLE)] == [
        ROWS_UNKNOWN,
        "No action was found in this file: choose the table that holds them, or bring another file",
    ]


def test_a_section_without_an_action_is_asked_about() -> None:
    document = read_pasted("Section A: One\nSection B: Two\nRef\tAction\tBy when\tLead\nB1\tDo it\tMay 2024\tClerk")
    says, places = one(understand(document), Asks.NO_TABLE)
    assert says == "Section A has no action: choose the table that holds them, or leave it without"
    assert places == ["line 1"]


def test_lines_of_a_flattened_table_that_cannot_be_told_apart_are_asked_about_and_kept() -> None:
    document = read_pasted(
        "Section A: Strategy\nActions Outcome By when Lead\nDo it. It is done. June 2024 – Head of SEND"
    )
    draft = understand(document)
    assert draft.actions == ()
    assert one(draft, Asks.ROW)[1] == ["line 3"]
    assert uncovered(document, draft) == []


def test_a_doubt_keeps_its_key_as_long_as_the_same_is_asked_of_the_same_words() -> None:
    keys = [doubt.key for doubt in brought(HEADINGS, ["A1", "Do it", "", "", ""]).doubts]
    assert len(set(keys)) == len(keys)
    assert keys == [doubt.key for doubt in brought(HEADINGS, ["A1", "Do it", "", "", ""]).doubts]
    assert keys[1:] != [doubt.key for doubt in brought(HEADINGS, ["A9", "Do it", "", "", ""]).doubts][1:]


def test_a_row_across_the_table_that_names_no_section_is_proposed_as_one_and_asked_about() -> None:
    across = ["What comes next", "", "", "", ""]
    draft = brought(HEADINGS, GOOD, across, ["B1", *GOOD[1:]], merges=(Merge(3, 1, 3, 5),))
    assert [action.section.value for action in draft.actions] == ["A", "B"]
    assert one(draft, Asks.SECTION)[0].startswith("Table 1, row 3: “What comes next” lies across the table")
    assert draft.sections[1].title.certainty is Certainty.ASKED


def test_an_action_of_one_cell_is_no_section() -> None:
    draft = brought(HEADINGS, GOOD, ["", "1. Do more", "", "", ""])
    assert [action.what.value for action in draft.actions] == ["Do it", "1. Do more"]
    assert len(draft.sections) == 1


def test_text_behind_points_is_no_point() -> None:
    found = read_pasted("Section A: One\nWhat needs improvement\n• Calls\n• Help\nThe next page is about calls.")
    draft = understand(found)
    assert [point.value for point in draft.sections[0].needs_improvement] == ["Calls", "Help"]
    assert [each.source.words for each in draft.aside if "no point" in each.why] == ["The next page is about calls."]


def test_a_heading_that_nothing_knows_ends_a_list() -> None:
    draft = understand(
        read_pasted(html="<h1>Section A: One</h1><h2>What needs improvement</h2><h2>Our way</h2><p>We listen.</p>")
    )
    assert draft.sections[0].needs_improvement == ()
    assert [each.source.words for each in draft.aside if "heading" in each.why][1:] == ["Our way", "We listen."]


@pytest.mark.parametrize("ref", ["A1 (new)", "(1)"])
def test_a_ref_in_brackets_is_proposed_with_both_of_them(ref: str) -> None:
    draft = brought(HEADINGS, [ref, *GOOD[1:]])
    assert draft.actions[0].ref.value == ref
    assert [each.read for each in asked(draft, Asks.NO_REF)] == [ref]
