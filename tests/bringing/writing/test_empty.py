"""The empty workbook: filled in, it is a plan of which nothing is asked; its examples count for nothing."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from bringing.columns import ABOUT, EXAMPLE, READ_BACK
from bringing.once import asked_once
from bringing.others import others
from bringing.plain import Kind, Row, differences
from bringing.reading import Asks, Draft, Known, understand
from bringing.settled import rows_of
from bringing.settling import Answer, How, settle
from bringing.stamping import stamp_of
from bringing.writing import write_empty
from sheets.reading import read_file
from tests.bringing.reading.plans import contradictions, uncovered

FILLED: dict[str, list[list[Any]]] = {
    "Plan": [["Our plan", "The council’s site", date(2027, 1, 1)]],
    "Sections": [["A", "Strategy", "Slow\nUnclear", "Listen", None], ["B", "Practice"]],
    "Actions": [
        ["A1", "A", "Publish", "Agree it", "It is there", "End of June 2027", None, None, None],
        ["A2", "A", None, "Keep it up", None, "Established March 2026"],
        ["B1", "B", "Train", "Train staff", "They know", None, date(2027, 5, 31), "No"],
        ["B2", "B", "Later", "See later", None, None, "Not settled"],
    ],
    "Accountable posts": [
        ["A1", "– Head of SEND", "Head of SEND", "The Council"],
        ["A1", None, "Chief Executive", "The Council"],
        ["A2", None, None, "Parent Carer Forum"],
        ["B1", None, "Chief Executive", "The ICB"],
        ["B2", None, "Head of SEND", "The Council"],
    ],
    "Milestones": [["A1", "First", date(2027, 3, 31), "A draft"]],
    "KPIs": [
        ["A-K1", "A", "Plans in time", "Percentage", "Higher is better", "45%"],
        ["B-K1", "B", "Staff trained", "number", None, "TBC"],
        [
            "B-K2",
            "B",
            "Days waited",
            "days",
            "Lower is better",
            "40",
            "Approved",
            40,
            date(2026, 12, 31),
            "December 2026",
        ],
    ],
    "Targets": [["A-K1", "First", date(2027, 6, 30), "60%"], ["B-K2", "First", "June 2027", "25% reduction"]],
}


def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_empty()))


def brought(book: openpyxl.Workbook) -> Draft:
    out = io.BytesIO()
    book.save(out)
    document = read_file("filled.xlsx", out.getvalue())
    assert stamp_of(document) is None
    draft = understand(document)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def filled() -> openpyxl.Workbook:
    book = opened()
    for name, rows in FILLED.items():
        columns = [cell.value for cell in book[name][1]]
        for row in rows:
            book[name].append(row[: len(columns)])
    return book


def test_it_has_a_sheet_for_all_that_is_read_back_and_explains_each_column() -> None:
    book = opened()
    assert book.sheetnames == [ABOUT, *(sheet.name for sheet in READ_BACK), "Choices"]
    assert [cell.value for cell in book["Actions"][1]] == [
        *("Ref", "Section", "Short title", "Action", "Outcome / success criteria", "By when, as printed", "Due date"),
        *("In place already", "Starts", "Clauses", "Possible clauses", "Areas"),
    ]
    told = {(row[0].value, row[1].value) for row in book[ABOUT].iter_rows()}
    told = {(name, heading) for name, heading in told if name in book.sheetnames and heading}
    assert told == {(sheet.name, cell.value) for sheet in READ_BACK for cell in book[sheet.name][1]}


def test_its_examples_count_for_nothing_and_are_said_to() -> None:
    draft = brought(opened())
    assert rows_of(draft) == (Row(Kind.PLAN, "", {}),)
    assert [doubt.asks for doubt in draft.doubts] == [Asks.TITLE]
    shown = [each for each in draft.aside if each.source.words.startswith(EXAMPLE)]
    assert {each.source.place.sheet for each in shown} == {sheet.name for sheet in READ_BACK}
    assert {each.why for each in shown} == {"An example: it shows how the sheet is filled in, and counts for nothing"}


def test_filled_in_it_is_a_plan_of_which_nothing_is_asked() -> None:
    draft = brought(filled())
    assert [doubt.says for doubt in draft.doubts] == []
    rows = {(row.kind, row.key): row.says for row in rows_of(draft)}
    assert list(rows)[1:3] == [(Kind.SECTION, "A"), (Kind.SECTION, "B")]
    first = rows[Kind.ACTION, "A1"]
    assert (first["by_when"], first["due_on"], first["in_place"]) == ("End of June 2027", date(2027, 6, 30), False)
    assert first["accountable"] == (
        ("– Head of SEND", "Head of SEND", "The Council"),
        ("Chief Executive", "Chief Executive", "The Council"),
    )
    second = rows[Kind.ACTION, "A2"]
    assert (second["due_on"], second["in_place"], "title" in second) == (None, True, False)
    assert second["accountable"] == (("Parent Carer Forum", "", "Parent Carer Forum"),)
    third = rows[Kind.ACTION, "B1"]
    assert (third["due_on"], third["accountable"]) == (
        date(2027, 5, 31),
        (("Chief Executive", "Chief Executive", "The ICB"),),
    )
    assert rows[Kind.ACTION, "B2"]["due_on"] is None
    starts = [
        (rows[Kind.KPI, code]["baseline_state"], rows[Kind.KPI, code]["baseline_value"]) for code in ("A-K1", "B-K1")
    ]
    assert starts == [("approved", 45), ("awaited", None)]
    assert rows[Kind.KPI, "B-K2"]["targets"] == (("First", date(2027, 6, 30), "25% reduction"),)


@pytest.mark.parametrize(
    ("sheet", "row", "about"),
    [
        ("Targets", ["A-K1", "Second", date(2027, 12, 31), 0.65], "kpis/0/targets/1/rule"),
        ("KPIs", ["B-K3", "B", "Staff in post", "Percentage", None, None, None, 0.45], "kpis/3/baseline"),
    ],
)
def test_a_share_of_one_for_a_percentage_is_asked_about(sheet: str, row: list[Any], about: str) -> None:
    book = filled()
    book[sheet].append(row)
    (doubt,) = brought(book).doubts
    assert (doubt.about, "as a share of 1" in doubt.says, len(doubt.others)) == ((about,), True, 1)


def test_read_again_it_changes_nothing() -> None:
    rows = rows_of(brought(filled()))
    assert differences(rows, rows_of(brought(filled()))) == ()


def test_what_is_missing_is_asked() -> None:
    book = filled()
    book["Actions"].append(["B3", "B", "Else", "Do more"])
    draft = brought(book)
    assert {doubt.says for doubt in draft.doubts} == {
        "Sheet “Actions”, row 7: B3 has no date: enter by when, or “not settled”",
        "Nobody answers for B3: add a row to the sheet of posts, or leave it open",
    }


def test_words_that_are_no_ref_name_no_action() -> None:
    book = filled()
    book["Actions"].append(["Draft plan 1", "B", None, "Do it", None, "soon"])
    says = [doubt.says for doubt in brought(book).doubts if doubt.asks in (Asks.NO_POST, Asks.BY_WHEN)]
    assert says[0].startswith("“soon” cannot be read as a date")
    assert says[1] == "Nobody answers for this action: add a row to the sheet of posts, or leave it open"


def test_the_nearest_code_is_proposed_for_one_that_can_be_none() -> None:
    book = filled()
    book["KPIs"].append(["K2.1", "B", "Calls", "Number", None, "TBC"])
    book["Targets"].append(["K2.1", "First", date(2027, 6, 30), "60"])
    draft = brought(book)
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.NO_CODE]
    assert (doubt.about, doubt.read, draft.kpis[-1].code.value) == (("kpis/3/code",), "K2-1", "K2-1")
    assert [each.label.value for each in draft.kpis[-1].targets] == ["First"]


def with_post(*cells: str | None) -> openpyxl.Workbook:
    """The filled workbook with an action B3, and this as its row of accountable posts behind the ref."""
    book = filled()
    book["Actions"].append(["B3", "B", "Else", "Do more", None, "June 2027"])
    book["Accountable posts"].append(["B3", *cells])
    return book


@pytest.mark.parametrize(
    "cells", [(None, "TBC", "The Council"), ("TBC", "TBC", None), ("To be confirmed", None, None), (None, "n/a", None)]
)
def test_somebody_who_is_still_to_be_named_is_no_post(cells: tuple[str | None, ...]) -> None:
    draft = brought(with_post(*cells))
    assert {post.title for post in draft.posts} == {post.title for post in brought(filled()).posts}
    assert draft.actions[-1].posts == ()
    (doubt,) = [each for each in draft.doubts if each.asks is not Asks.BY_WHEN]
    cell, words = next((cell, each) for cell, each in (("C8", cells[1]), ("B8", cells[0])) if each)
    assert (doubt.asks, doubt.about, doubt.words) == (Asks.NO_POST, ("actions/4/posts",), (words,))
    assert doubt.says == (
        f"Sheet “Accountable posts”, {cell}: “{words}” names nobody who answers for B3: choose a post or an "
        "organisation, or leave it open"
    )


def test_beside_somebody_who_is_named_it_is_asked_who_it_is() -> None:
    book = with_post(None, "TBC (health)", None)
    book["Accountable posts"].append(["B3", None, "Head of SEND", "The Council"])
    draft = brought(book)
    assert [(post.value, post.words) for post in draft.actions[-1].posts] == [
        ("Head of SEND", "Head of SEND"),
        ("", "TBC (health)"),
    ]
    assert [each for each in draft.aside if each.source.words == "TBC (health)"] == []
    assert [each for each in draft.doubts if each.asks is Asks.NO_POST] == []
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.UNNAMED]
    assert (doubt.about, doubt.words) == (("actions/4/posts/1",), ("TBC (health)",))


def test_a_sign_beside_somebody_who_is_named_says_nothing() -> None:
    book = with_post(None, "n/a", None)
    book["Accountable posts"].append(["B3", None, "Head of SEND", "The Council"])
    draft = brought(book)
    assert [post.value for post in draft.actions[-1].posts] == ["Head of SEND"]
    assert draft.doubts == ()


def test_a_post_that_answers_twice_is_asked_about_for_that_action_alone() -> None:
    draft = brought(with_post(None, "Head of SEND", "The Council"))
    assert draft.doubts == ()
    book = with_post(None, "Head of SEND", "The Council")
    book["Accountable posts"].append(["B3", "the head", "Head of SEND", "The Council"])
    draft = brought(book)
    (doubt,) = draft.doubts
    assert (doubt.asks, doubt.about, doubt.words) == (Asks.SAME_POST, ("actions/4/posts",), ("B3",))
    assert "“Head of SEND” answers for B3 already: take the row out" in doubt.says
    assert list(asked_once(draft)) == []


def test_actions_name_a_post_with_its_organisation_only_where_two_have_its_title() -> None:
    draft = brought(filled())
    assert [[post.value for post in action.posts] for action in draft.actions] == [
        ["Head of SEND", "Chief Executive, The Council"],
        ["Parent Carer Forum"],
        ["Chief Executive, The ICB"],
        ["Head of SEND"],
    ]


def test_a_row_without_a_ref_belongs_to_no_action_without_one() -> None:
    book = filled()
    book["Actions"].append([None, "B", "Else", "Do more", None, "June 2027"])
    book["Accountable posts"].append([None, None, "Head of SEND", "The Council"])
    draft = brought(book)
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.LINK]
    assert doubt.says.startswith("Sheet “Accountable posts”, row 8: nothing says what this row belongs to, and the row")
    assert draft.actions[-1].posts == ()


def test_a_row_in_which_nobody_stands_is_asked_about_and_its_words_are_listed() -> None:
    draft = brought(with_post("Chair", None, None))
    (doubt,) = [each for each in draft.doubts if "nobody stands here" in each.says]
    assert (doubt.asks, doubt.about, doubt.words) == (Asks.NO_POST, ("actions/4/posts",), ("B3",))
    assert [each.why for each in draft.aside if each.source.words == "Chair"] == [
        "Words for who answers, without a post"
    ]
    assert draft.actions[-1].posts == ()


def test_an_action_whose_words_are_no_ref_is_called_this_action() -> None:
    book = with_post(None, "Head of SEND", "The Council")
    book["Actions"].append(["Draft plan 1", "B", None, "Do it", None, "June 2027"])
    book["Actions"].append(["Draft plan 2", "B", None, "Do more", None, "June 2027"])
    for post in ("Head of SEND", "Head of SEND"):
        book["Accountable posts"].append(["Draft plan 1", None, post, "The Council"])
    book["Accountable posts"].append(["Draft plan 2", None, "TBC", None])
    book["Milestones"].append(["Draft plan 1", "First", date(2030, 3, 31), "A draft"])
    out = io.BytesIO()
    book.save(out)
    draft = understand(read_file("filled.xlsx", out.getvalue()), Known(deliver_by=date(2029, 1, 1)))
    said = [each.says for each in draft.doubts if each.asks in (Asks.SAME_POST, Asks.NO_POST, Asks.AFTER_DELIVER_BY)]
    assert [each.split(": ")[1] if each.startswith("Sheet") else each.partition(",")[0] for each in said] == [
        "“Head of SEND” answers for this action already",
        "“First” of an action is due on 31 March 2030",
        "“TBC” names nobody who answers for this action",
    ]


@pytest.mark.parametrize("printed", ["Lead Practitioners Forum", "Owner: Lead Practitioners Forum"])
def test_an_organisation_with_a_role_in_its_name_is_printed_as_itself(printed: str) -> None:
    draft = brought(with_post(printed, None, "Lead Practitioners Forum"))
    assert draft.doubts == ()
    assert [(post.title, post.organisation.value) for post in draft.posts if post.is_organisation.value] == [
        ("Parent Carer Forum", ""),
        ("Lead Practitioners Forum", ""),
    ]


def test_posts_and_organisations_that_the_notice_does_not_have_are_asked_about_each_once() -> None:
    book = filled()
    book["Accountable posts"].append(["B2", None, "Chair", "The Board"])
    book["Accountable posts"].append(["B2", None, "head of SEND", None])
    out = io.BytesIO()
    book.save(out)
    known = Known(posts=("head of SEND", "Chair"), organisations=("the council", "The ICB"))
    draft = understand(read_file("filled.xlsx", out.getvalue()), known)
    assert [(each.asks, each.about, each.words, each.read) for each in draft.doubts] == [
        (Asks.NEW_POST, ("actions/0/posts/1",), ("Chief Executive",), "Chief Executive"),
        (Asks.ORGANISATION, ("posts/2/is_organisation",), ("Parent Carer Forum",), "Parent Carer Forum"),
        (Asks.NEW_POST, ("actions/2/posts/0",), ("Chief Executive",), "Chief Executive"),
        (Asks.WHOSE_POST, ("posts/4/organisation",), ("The Board",), "The Board"),
    ]
    assert {post.title for post in draft.posts if post.known} == {"Head of SEND", "Chair", "head of SEND"}


def test_a_milestone_is_known_by_its_name_and_its_day() -> None:
    (first,) = brought(filled()).actions[0].milestones
    assert [each.words for each in first.due_on.sources] == ["First", "31 March 2027"]


def test_of_which_organisation_a_post_is_is_asked_at_one_of_its_rows() -> None:
    book = with_post("Chair", "Chair", None)
    book["Accountable posts"].append(["B2", "The Chair", "Chair", None])
    (doubt,) = brought(book).doubts
    assert (doubt.asks, doubt.about, doubt.words) == (Asks.WHOSE_POST, ("posts/4/organisation",), ("Chair",))


def test_a_post_that_the_notice_has_is_one_whatever_it_is_called() -> None:
    out = io.BytesIO()
    with_post(None, "TBC", "The Council").save(out)
    draft = understand(read_file("filled.xlsx", out.getvalue()), Known(posts=("TBC",)))
    assert [post.value for post in draft.actions[-1].posts] == ["TBC"]


def test_a_printed_post_whose_own_cell_is_empty_is_asked_about() -> None:
    draft = brought(with_post("Head of SEND, The Council", None, "The Council"))
    (doubt,) = draft.doubts
    assert (doubt.asks, doubt.about, doubt.read) == (Asks.EMPTY_POST, ("actions/4/posts/0",), "The Council")
    assert doubt.says == (
        "Sheet “Accountable posts”, row 8: “Head of SEND, The Council” is printed, and no post stands in its cell: it "
        "was read as The Council itself; confirm it, or choose the post"
    )
    (other,) = others(doubt, draft)
    assert other.called == "It is the post Head of SEND"
    after = settle(draft, {doubt.key: Answer(How.CORRECTED, other.values)})
    assert [post.value for post in after.actions[-1].posts] == ["Head of SEND"]


@pytest.mark.parametrize(
    "printed",
    [None, "The Council", "Forum of parent carers", "the council (interim)", "Lead: The Council", "Lead: Forum"],
)
def test_an_organisation_that_is_printed_as_such_is_not_asked_about(printed: str | None) -> None:
    assert brought(with_post(printed, None, "The Council")).doubts == ()
