"""A plan that is written into a workbook and read back is the same plan, and nothing is asked of it."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from audit.codec import from_text, to_text
from bringing.columns import ABOUT, SHEETS
from bringing.others import others
from bringing.plain import FIELDS, Kind, Row, differences, digest
from bringing.reading import Asks, Draft, Known, understand
from bringing.settled import rows_of
from bringing.settling import may_be_right, open_paths
from bringing.stamping import Stamp, stamp_of
from bringing.writing import About, write_workbook
from sheets.reading import Document, read_file
from tests.bringing.reading.plans import contradictions, uncovered
from tests.bringing.writing.generated import plans

PLAN = UUID("0b1d9e3a-6f0e-4a53-9d3c-5b3a52d1c001")
AT = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
ABOUT_IT = About(PLAN, "The plan", "Devon 2022", "Lena Lead", AT)


def read(content: bytes) -> Document:
    return read_file("plan.xlsx", content)


def written(rows: tuple[Row, ...]) -> Document:
    return read(write_workbook(ABOUT_IT, rows))


@given(plans())
@settings(
    max_examples=20,
    phases=[Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_plan_that_is_written_and_read_back_is_the_same_and_nothing_is_asked(rows: tuple[Row, ...]) -> None:
    document = written(rows)
    draft = understand(document)
    # what may be a share of 1, or is printed otherwise, is asked about in a file; of what the plan says so already, its
    # check is quiet
    quiet = ("as a share of 1", "is printed of it: confirm both")
    assert [doubt.says for doubt in draft.doubts if not any(each in doubt.says for each in quiet)] == []
    assert [(each.row.key, each.changes) for each in differences(rows, rows_of(draft))] == []
    assert [(each.row.key, each.changes) for each in differences(rows_of(draft), rows)] == []
    assert stamp_of(document) == Stamp(PLAN, AT, digest(rows))
    assert digest(rows_of(draft)) == digest(rows)
    assert contradictions(draft) == []
    assert uncovered(document, draft) == []
    assert from_text(Draft, to_text(draft)) == draft


SECTION = Row(
    Kind.SECTION, "A", {"title": "Strategy", "needs_improvement": ("Slow",), "families_said": (), "areas": ("W1",)}
)
ACTION = Row(
    Kind.ACTION,
    "A1",
    {
        "section": "A",
        "title": "=Publish",
        "what": "+Agree it\nand publish it",
        "success": "@done",
        "by_when": "June 2023",
        "due_on": date(2023, 7, 31),
        "in_place": False,
        "starts_on": None,
        "accountable": (("– Head of SEND", "Head of SEND", "Devon County Council"), ("NHS", "", "NHS Devon")),
        "clauses": ("4(a)",),
        "possible_clauses": (),
        "areas": (),
        "milestones": (("Milestone 1", date(2023, 3, 31), "A draft"),),
    },
)
KPI = Row(
    Kind.KPI,
    "A-K1",
    {
        **dict.fromkeys(FIELDS[Kind.KPI], ""),
        "section": "A",
        "name": "Plans in time",
        "unit": "percent",
        "direction": "higher",
        "baseline": "13.1%",
        "baseline_state": "approved",
        "baseline_value": Decimal("13.1234"),
        "baseline_on": date(2023, 1, 31),
        "targets": (("Milestone 1", date(2023, 7, 31), "20%"), ("Target", date(2024, 1, 31), "")),
        "unplaced": (),
        "origin": "not_stated",
        "frequency": "month",
        "actions": ("A1",),
    },
)
ROWS = (Row(Kind.PLAN, "", {"title": "The plan", "source_note": "", "starts_on": None}), SECTION, ACTION, KPI)
KNOWN = Known(
    posts=("Head of SEND",),
    organisations=("Devon County Council", "NHS Devon"),
    clauses=("4(a)", "4(b)"),
    areas=("W1",),
)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def changed(sheet: str, cell: str, value: Any) -> Draft:
    """The workbook with one cell changed, read back."""
    book = opened(write_workbook(ABOUT_IT, ROWS))
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue())
    draft = understand(document, KNOWN)
    assert uncovered(document, draft) == []
    assert contradictions(draft) == []
    return draft


def test_of_two_that_cannot_both_be_neither_is_right_as_it_was_read() -> None:
    draft = changed("Actions", "H2", "Yes")
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.IN_PLACE_AND_DUE]
    assert not may_be_right(doubt, open_paths(draft))


def test_the_first_sheet_explains_each_column_and_says_what_becomes_of_a_change() -> None:
    about = opened(write_workbook(ABOUT_IT, ROWS)).worksheets[0]
    assert about.title == ABOUT
    told = [tuple(cell.value for cell in row) for row in about.iter_rows()]
    assert told[1] == ("Notice", "Devon 2022", None, None)
    assert told[2] == ("Made", "22 November 2026 at 5:30pm, by Lena Lead", None, None)
    explained = [row for row in told if row[1] and row[2]]
    assert [row[:2] for row in explained[1:]] == [
        (sheet.name, column.heading) for sheet in SHEETS for column in sheet.columns
    ]
    becomes = {row[:2]: row[3] for row in explained}
    assert becomes["Actions", "Action"].startswith("Read back")
    assert becomes["Actions", "Due date"].startswith(
        "Read back for a new action, for a first date, and until the action"
    )
    assert becomes["Targets", "Rule, as written"].endswith("targets are rebased on the KPI’s page, by a decision")
    assert becomes["Actions", "Accountable"] == "Told here; change it on the sheet Accountable posts"
    assert becomes["Updates", "Rating"] == "Told here; change it on the action’s own page"


def test_nothing_in_it_is_a_formula_and_dates_and_numbers_are_their_own() -> None:
    book = opened(write_workbook(ABOUT_IT, ROWS))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"n", "s", "d"}
    assert (book["Actions"]["C2"].value, book["Actions"]["C2"].quotePrefix) == ("=Publish", True)
    assert book["Actions"]["G2"].value == datetime(2023, 7, 31)  # noqa: DTZ001 - as the sheet has it
    assert book["KPIs"]["H2"].value == 13.1234
    sheet = book["Actions"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) == ("A2", "$1:$1", "A1:M2")


def test_answers_can_be_chosen_from_a_list() -> None:
    book = opened(write_workbook(ABOUT_IT, ROWS))
    (unit, *_) = book["KPIs"].data_validations.dataValidation
    assert str(unit.sqref) == "D2:D1001"
    first, last = unit.formula1.replace("$", "").removeprefix("'Choices'!").split(":")
    answers = [row[0].value for row in book["Choices"][f"{first}:{last}"]]
    assert answers == ["Number", "Percentage", "Days", "Not stated"]


def test_the_same_rows_make_the_same_file() -> None:
    assert write_workbook(ABOUT_IT, ROWS) == write_workbook(ABOUT_IT, ROWS)


def test_nothing_is_asked_where_the_notice_has_all_that_it_speaks_of() -> None:
    draft = understand(written(ROWS), KNOWN)
    assert [doubt.says for doubt in draft.doubts] == []
    assert [post.known for post in draft.posts] == [True, True]


def test_a_changed_cell_is_the_one_change() -> None:
    (found,) = differences(ROWS, rows_of(changed("Actions", "D2", "Agree it")))
    assert [(each.field, each.before, each.after) for each in found.changes] == [
        ("what", "+Agree it\nand publish it", "Agree it")
    ]


@pytest.mark.parametrize(
    ("printed", "day"), [("April 2023", date(2023, 4, 1)), ("End of April 2023", date(2023, 4, 30))]
)
def test_of_a_month_a_start_is_the_first_day_and_a_due_date_the_last(printed: str, day: date) -> None:
    starts_on = changed("Actions", "I2", printed).actions[0].starts_on
    assert starts_on
    assert starts_on.value == day
    due_on = changed("Actions", "G2", printed).actions[0].due_on
    assert due_on
    assert due_on.value == date(2023, 4, 30)


@pytest.mark.parametrize(
    ("cell", "printed", "is_asked"),
    [
        (date(2026, 12, 31), "March 2023", True),
        (date(2023, 3, 30), "31 March 2023", True),
        (date(2023, 3, 15), "March 2023", False),
        (date(2023, 3, 31), "31/03/2023", False),
        (date(2023, 3, 31), "Baseline to be established May 2023", False),
        (None, "March 2023", False),
        (date(2026, 12, 31), "TBC", False),
    ],
)
def test_a_baseline_of_another_day_than_is_printed_of_it_is_asked_about(
    cell: date | None, printed: str, is_asked: bool
) -> None:
    kpi = Row(Kind.KPI, "A-K1", {**KPI.says, "baseline_on": cell, "baseline_on_printed": printed})
    draft = understand(written((*ROWS[:-1], kpi)), KNOWN)
    assert contradictions(draft) == []
    doubts = [each for each in draft.doubts if each.asks is Asks.DATE]
    assert [each.about for each in doubts] == ([("kpis/0/as_at", "kpis/0/as_at_printed")] if is_asked else [])
    if is_asked and cell and cell.year == 2026:
        assert doubts[0].says == (
            "A-K1 has a baseline of 31 December 2026, and “March 2023” is printed of it: confirm both, or correct one "
            "of them"
        )
        (other,) = others(doubts[0], draft)
        assert other.values == {"kpis/0/as_at": "31 March 2023"}


def test_a_baseline_of_a_day_to_come_is_asked_about_in_a_workbook_of_ours_too() -> None:
    kpi = Row(Kind.KPI, "A-K1", {**KPI.says, "baseline_on": date(2026, 12, 31), "baseline_on_printed": ""})
    draft = understand(written((*ROWS[:-1], kpi)), replace(KNOWN, brought_on=date(2026, 11, 23)))
    assert [(each.asks, each.about) for each in draft.doubts] == [(Asks.BASELINE_TO_COME, ("kpis/0/as_at",))]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "asks", "says"),
    [
        (
            *("Actions", "G2", "soon", Asks.DATE),
            "Sheet “Actions”, G2: “soon” is no day: enter one such as 30 June 2027, or leave the cell empty",
        ),
        (
            *("Actions", "B2", "Z", Asks.SECTION),
            "Sheet “Actions”, B2: there is no section “Z”: correct it, or add the section first",
        ),
        (
            *("Actions", "A2", "the first", Asks.NO_REF),
            "Sheet “Actions”, A2: “the first” is no ref such as A1: enter one",
        ),
        (
            *("Actions", "H2", "perhaps", Asks.LINK),
            "Sheet “Actions”, H2: “perhaps” is neither Yes nor No: enter one of them",
        ),
        (
            *("Actions", "H2", "Yes", Asks.IN_PLACE_AND_DUE),
            "A1 is in place already and has a due date, 31 July 2023: choose one of the two",
        ),
        (
            *("Actions", "I2", date(2024, 1, 1), Asks.ENDS_BEFORE_START),
            "A1 is due on 31 July 2023, before it starts on 1 January 2024: say which date is right",
        ),
        (
            *("Actions", "K2", "4(a), 9", Asks.CLAUSE),
            "Sheet “Actions”, K2: there is no “9”: correct it, or leave it out",
        ),
        (
            *("Accountable posts", "C2", "Head of SENT", Asks.NEW_POST),
            "“Head of SENT” is no post of the notice: correct it where it is misspelt, or confirm that it is new",
        ),
        (
            *("Milestones", "A2", "A9", Asks.LINK),
            "Sheet “Milestones”, row 2: there is no “A9” on its sheet, and the row is left out: confirm that, or",
        ),
        (
            *("Milestones", "C2", None, Asks.DATE),
            "Sheet “Milestones”, row 2: a milestone has a date, or is “not settled”: enter its day",
        ),
        (
            *("KPIs", "D2", "Furlongs", Asks.UNIT),
            "Sheet “KPIs”, D2: “Furlongs” is none of the answers: choose “Number”, “Percentage”",
        ),
        (*("KPIs", "H2", "a lot", Asks.BASELINE), "Sheet “KPIs”, H2: “a lot” is no number with up to 4 decimals"),
        (*("KPIs", "G2", "Awaited", Asks.BASELINE), "Sheet “KPIs”, row 2: the baseline has a value and is “Awaited”"),
        (*("KPIs", "T2", "A1, B7", Asks.LINK), "Sheet “KPIs”, T2: there is no “B7”: correct it, or leave it out"),
        (*("Targets", "D2", "about half", Asks.TARGET), "Sheet “Targets”, row 2: "),
        (*("Targets", "C3", date(2023, 7, 31), Asks.TARGET_DATE), "A-K1 has two targets for 31 July 2023: take one"),
        (*("Sections", "B2", None, Asks.SECTION), "Sheet “Sections”, row 2: this section has no title: enter a title"),
        (*("Actions", "N1", "Budget", Asks.COLUMN), "Column “Budget” is none of ours, and its cells are set aside"),
        (
            *("Actions", "M1", None, Asks.COLUMN),
            "Sheet “Actions”: the column “Areas” is gone: what the plan says",
        ),
    ],
)
def test_what_cannot_stand_in_a_cell_is_asked_with_its_place_and_what_to_do(
    sheet: str, cell: str, value: Any, asks: Asks, says: str
) -> None:
    found = [doubt for doubt in changed(sheet, cell, value).doubts if doubt.asks is asks]
    assert [doubt.says[: len(says)] for doubt in found] == [says]


def test_a_plans_action_for_which_nobody_answers_is_not_asked_about() -> None:
    book = opened(write_workbook(ABOUT_IT, ROWS))
    book["Accountable posts"].delete_rows(2, book["Accountable posts"].max_row)
    out = io.BytesIO()
    book.save(out)
    draft = understand(read(out.getvalue()), KNOWN)
    assert draft.doubts == ()
    assert [action.posts for action in draft.actions] == [()] * len(draft.actions)


def test_a_ref_twice_names_both_of_its_rows() -> None:
    book = opened(write_workbook(ABOUT_IT, ROWS))
    book["Actions"].append([cell.value for cell in book["Actions"][2]])
    out = io.BytesIO()
    book.save(out)
    draft = understand(read(out.getvalue()), KNOWN)
    (doubt,) = [each for each in draft.doubts if each.asks is Asks.REF_TWICE]
    assert "A1 stands 2 times, at sheet “Actions”, A2 and sheet “Actions”, A3" in doubt.says


def test_a_column_that_is_gone_says_nothing_and_changes_nothing() -> None:
    rows = rows_of(changed("Actions", "M1", None))
    assert all("areas" not in row.says for row in rows if row.kind is Kind.ACTION)
    assert differences(ROWS, rows) == ()


def test_a_sheet_that_is_gone_is_asked_about() -> None:
    book = opened(write_workbook(ABOUT_IT, ROWS))
    del book["Milestones"]
    out = io.BytesIO()
    book.save(out)
    draft = understand(read(out.getvalue()), KNOWN)
    assert [doubt.says for doubt in draft.doubts] == [
        "The sheet “Milestones” is gone: put it back, or confirm that nothing of it is to be read"
    ]
    assert differences(ROWS, rows_of(draft)) == ()


def test_a_text_that_no_cell_can_hold_is_not_taken_for_the_whole_when_it_comes_back() -> None:
    long = Row(Kind.ACTION, "A1", {**ACTION.says, "what": "x" * 40_000})
    draft = understand(written((*ROWS[:2], long)), KNOWN)
    assert {doubt.asks for doubt in draft.doubts} == {Asks.TOO_LONG}
    assert any("32,767" in doubt.says for doubt in draft.doubts)


def test_it_is_known_without_its_first_sheet_and_has_no_stamp_then() -> None:
    book = opened(write_workbook(ABOUT_IT, ROWS))
    del book[ABOUT]
    out = io.BytesIO()
    book.save(out)
    document = read(out.getvalue())
    assert stamp_of(document) is None
    assert differences(ROWS, rows_of(understand(document, KNOWN))) == ()


def test_the_digest_is_the_same_for_the_zeros_that_a_database_adds_and_another_for_another_value() -> None:
    same = Row(Kind.KPI, "A-K1", {**KPI.says, "baseline_value": Decimal("13.12340")})
    assert digest((*ROWS[:-1], same)) == digest(ROWS)
    other = Row(Kind.KPI, "A-K1", {**KPI.says, "baseline_value": Decimal("13.1235")})
    assert digest((*ROWS[:-1], other)) != digest(ROWS)


def test_refs_that_differ_in_a_sign_alone_are_two() -> None:
    rows = (
        *ROWS[:2],
        *(Row(Kind.ACTION, ref, ACTION.says) for ref in ("A1", "A1-", "A1.")),
        Row(Kind.KPI, "A-K1", {**KPI.says, "actions": ("A1-", "A1.")}),
    )
    draft = understand(written(rows), KNOWN)
    assert (draft.doubts, differences(rows, rows_of(draft))) == ((), ())


def test_in_another_order_what_has_none_is_the_same() -> None:
    def turned(row: Row) -> Row:
        return Row(row.kind, row.key, {**row.says, "clauses": ("4(b)", "4(a)")})

    there = Row(Kind.ACTION, "A1", {**ACTION.says, "clauses": ("4(a)", "4(b)")})
    assert differences((there,), (turned(there),)) == ()


def test_dates_after_the_notices_own_are_asked_about_as_in_any_other_file() -> None:
    draft = understand(written(ROWS), replace(KNOWN, deliver_by=date(2023, 1, 1)))
    assert {doubt.asks for doubt in draft.doubts} == {Asks.AFTER_DELIVER_BY}
    assert [doubt.says for doubt in draft.doubts] == [
        f"{what}, after the notice’s 1 January 2023: confirm it, or enter another day"
        for what in (
            "“Milestone 1” of A1 is due on 31 March 2023",
            "A1 is due on 31 July 2023",
            "“Milestone 1” of A-K1 is due on 31 July 2023",
            "“Target” of A-K1 is due on 31 January 2024",
        )
    ]
    assert contradictions(draft) == []
