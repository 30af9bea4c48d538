"""A plan is taken away as a workbook and as a document, by those who see it, and comes back as the same plan."""

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from audit.models import Event
from bringing import standing
from bringing.actions import elsewhere
from bringing.checking import Checked, check
from bringing.columns import READ_BACK
from bringing.models import TakenPlan
from bringing.plain import Kind, digest
from bringing.reading import Asks, understand
from bringing.stamping import stamp_of
from bringing.writing import About, told_of, write_workbook
from kpis.models import Kpi
from notices.conflicts import Refused
from notices.reader import Reader
from plans.actions.checks import check_ref
from plans.models import Action, Plan
from sheets.reading import read_file
from tests import factories as make
from tests.bringing.files import brought, settle_all
from tests.bringing.test_entering import enter, entered
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The demo's plan in the demo's wording, entered from a Word document."""
    return entered(cast)


@pytest.fixture
def small(cast: Cast) -> Plan:
    """A plan of one action and one KPI."""
    action = make.Action(notice=cast.notice, plan__slug="send-plan")
    make.Kpi(notice=cast.notice, plan=action.plan, section=action.section, code="A-K1")
    found: Plan = action.plan
    return found


def taken(plan: Plan, cast: Cast, who: str = "lead") -> bytes:
    about = About(plan.uid, plan.title, str(plan.notice), str(cast[who]), NOW)
    return write_workbook(about, standing.rows_of(plan), told_of(plan, Reader(cast[who], NOW.date())))


def sheet(content: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    first, *rows = openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True)
    return [dict(zip(map(str, first), row, strict=True)) for row in rows]


def again(plan: Plan, cast: Cast, content: bytes) -> Checked:
    """The file brought in again."""
    return check(brought(cast.notice, content, cast["lead"], name="plan.xlsx", plan=plan))


def test_the_plan_comes_back_without_a_doubt_and_an_edited_cell_is_the_one_change(cast: Cast, plan: Plan) -> None:
    content = taken(plan, cast)
    document = read_file("plan.xlsx", content)
    stamp = stamp_of(document)
    assert stamp is not None
    assert (stamp.plan, stamp.sha256) == (plan.uid, digest(standing.rows_of(plan)))
    assert understand(document).doubts == ()
    checked = again(plan, cast, content)
    assert (checked.left, checked.unknown, checked.hindrances) == ((), (), ())
    assert checked.differences == ()
    # and with one cell changed
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Actions"]["E3"] = "Another outcome"
    out = io.BytesIO()
    book.save(out)
    checked = again(plan, cast, out.getvalue())
    (found,) = checked.differences
    assert (found.row.key, [change.field for change in found.changes]) == (book["Actions"]["A3"].value, ["success"])


def test_the_first_sheet_says_of_each_field_that_a_file_does_not_always_change_where_it_is_changed() -> None:
    told = {
        (each.kind, each.part or column.field): column.becomes
        for each in READ_BACK
        for column in each.columns
        if column.is_read
    }
    refused = {
        *elsewhere.OTHERWISE,
        *((Kind.ACTION, field) for field in elsewhere.DATED),
        *((Kind.KPI, field) for field in elsewhere.COUNTED),
    }
    where = re.compile("page|definition sheet|stays")
    assert sorted(each for each in refused if not where.search(told[each])) == []
    assert told[Kind.ACTION, "what"] == "", "always taken"


def test_a_retired_action_is_none_of_it_nor_what_it_moved(cast: Cast, small: Plan) -> None:
    action, kpi = small.actions.get(), Kpi.objects.get(plan=small)
    make.KpiAction(notice=cast.notice, kpi=kpi, action=action)
    Action.whole.filter(pk=action.pk).update(retired_by=cast["lead"], retired_at=NOW, retired_why="Merged")
    checked = again(small, cast, taken(small, cast))
    assert (checked.left, checked.differences) == ((), ())
    assert sheet(taken(small, cast), "KPIs")[0]["Actions"] is None


def test_what_a_partner_has_not_released_is_in_no_sheet(cast: Cast, small: Plan) -> None:
    kpi = Kpi.objects.filter(plan=small, code="A-K1").get()
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal("4711.25"), as_at=date(2023, 10, 31), held=True)
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal("12.5"), as_at=date(2023, 9, 30))
    for who in ("lead", "officer", "reviewer", "member"):
        told = sheet(taken(small, cast, who), "Measurements")
        assert [row["Value"] for row in told if row["Code"] == "A-K1"] == [12.5]


def test_few_answers_of_a_survey_are_told_as_every_page_tells_them(cast: Cast, small: Plan) -> None:
    make.VoiceEntry(notice=cast.notice, how_heard="survey", asked=40, answered=3, said="We wait too long")
    (row,) = [each for each in sheet(taken(small, cast), "Voice") if each["What was said"] == "We wait too long"]
    assert row["Answers"] == "fewer than 5 of 40 answered"


def test_whoever_sees_the_plan_takes_it_and_that_is_written_down(cast: Cast, small: Plan, as_: Enter) -> None:
    for who in ("lead", "officer", "member", "reviewer"):
        for name, kind in (("plan-workbook", "xlsx"), ("plan-document", "docx")):
            answer = as_(who).get(reverse(f"bringing:{name}", args=["devon", small.slug]))
            assert answer.status_code == 200
            assert answer["Content-Disposition"] == f'attachment; filename="devon-{small.slug}.{kind}"'
            assert answer["Cache-Control"] == "private, no-store"
            assert read_file(f"plan.{kind}", answer.content).tables
    told = Event.objects.filter(verb="plan.taken").order_by("pk")
    assert [each.by_id for each in told] == [
        cast[who].pk for who in ("lead", "officer", "member", "reviewer") for _ in "ab"
    ]
    kept = TakenPlan.objects.get()
    assert kept.sha256 == digest(standing.rows_of(small))
    assert f'"form":"workbook","sha256":"{kept.sha256}"' in told[0].body.replace(" ", "")


@pytest.mark.parametrize("who", ["observer", "adviser"])
def test_whoever_does_not_see_the_plan_takes_nothing(cast: Cast, small: Plan, as_: Enter, who: str) -> None:
    for name in ("plan-workbook", "plan-document"):
        assert as_(who).get(reverse(f"bringing:{name}", args=["devon", small.slug])).status_code == 403
    assert not Event.objects.filter(verb="plan.taken").exists()


def test_the_empty_workbook_is_for_those_who_may_bring_it_back(cast: Cast, small: Plan, as_: Enter) -> None:
    address = reverse("bringing:plan-template", args=["devon"])
    answer = as_("office").get(address)
    assert read_file("empty.xlsx", answer.content).tables[1].name == "Plan"
    assert as_("officer").get(address).status_code == 403


def test_the_plans_page_leads_to_both_files_and_set_up_to_the_empty_one(cast: Cast, small: Plan, as_: Enter) -> None:
    page = as_("officer").get(reverse("plans:plan", args=["devon", small.slug])).content.decode()
    assert f'href="/notices/devon/plans/{small.slug}/export.xlsx">Excel workbook</a>' in page
    assert f'href="/notices/devon/plans/{small.slug}/export.docx">Word document</a>' in page
    page = as_("lead").get(reverse("plans:set-up", args=["devon", small.slug])).content.decode()
    assert 'href="/notices/devon/plans/template.xlsx"' in page


def test_no_ref_and_no_plan_hides_the_files(cast: Cast, small: Plan) -> None:
    assert resolve(f"/notices/devon/plans/{small.slug}/export.xlsx").view_name == "bringing:plan-workbook"
    assert resolve("/notices/devon/plans/template.xlsx").view_name == "bringing:plan-template"
    for ref in ("export.xlsx", "export.docx"):
        with pytest.raises(Exception, match="Enter a reference"):
            check_ref(small, ref)


def test_an_export_that_was_added_to_is_entered_and_the_same_file_changes_nothing_after_that(
    cast: Cast, small: Plan
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(small, cast)))
    council, first = cast.notice.council.name, book["Actions"]["A2"].value
    book["Sections"].append(["N", "New section", "One\nTwo", None, None])
    row = ["N1", "N", "Begin", "Begin it", "It began", "January 2024", date(2024, 1, 31), "No"]
    book["Actions"].append(row)
    for ref in (first, "N1"):
        book["Accountable posts"].append([ref, None, "Head of Beginnings", council])
    book["Milestones"].append(["N1", "Step one", date(2023, 12, 31), "A draft"])
    book["KPIs"]["L2"] = "What is counted\nand what is not"
    book["KPIs"]["T2"] = "N1"
    book["Plan"]["B2"] = "The council’s own site"
    out = io.BytesIO()
    book.save(out)
    file = brought(cast.notice, out.getvalue(), cast["lead"], name="plan.xlsx", plan=small)
    checked = check(file)
    assert [doubt.says for doubt in checked.left] == [
        "“Head of Beginnings” is no post of the notice: correct it where it is misspelt, or confirm that it is new"
    ]
    settle_all(file, cast["lead"], council)
    said = enter(file, cast)
    small.refresh_from_db()
    assert (said.elsewhere, again(small, cast, out.getvalue()).differences) == ((), ())
    action = Action.objects.get(plan=small, ref="N1")
    assert (action.title, action.due_on, action.accountabilities.get().post.title) == (
        "Begin",
        date(2024, 1, 31),
        "Head of Beginnings",
    )
    assert small.source_note == "The council’s own site"
    kpi = Kpi.objects.get(plan=small)
    assert (kpi.definition, kpi.actions.get().action) == ("What is counted\nand what is not", action)


def test_of_late_dates_those_are_asked_about_that_the_plan_has_not_got_already(cast: Cast, small: Plan) -> None:
    action = small.actions.get()
    Action.objects.filter(pk=action.pk).update(due_on=date(2090, 1, 1), in_place=False)
    content = taken(small, cast)
    assert again(small, cast, content).left == ()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Actions"]["G2"] = date(2090, 2, 2)
    out = io.BytesIO()
    book.save(out)
    assert [doubt.asks for doubt in again(small, cast, out.getvalue()).left] == [Asks.AFTER_DELIVER_BY]


def test_each_page_of_the_check_shows_an_export_with_every_kind_of_wrong_cell(
    cast: Cast, small: Plan, as_: Enter
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(taken(small, cast)))
    ref = book["Actions"]["A2"].value
    wrong: dict[str, list[tuple[str, Any]]] = {
        "Plan": [("A2", None), ("C2", "some day")],
        "Sections": [("E2", "nowhere"), ("B2", None)],
        "Actions": [("G2", "soon"), ("H2", "perhaps"), ("I2", "later"), ("K2", "99"), ("L2", "98"), ("M2", "none")],
        "Accountable posts": [
            ("A2", ref),
            ("C2", "Head of Nothing"),
            ("D2", "Nobody Ltd"),
            ("A3", ref),
            ("D3", "No Ltd"),
        ],
        "Milestones": [("A2", ref), ("B2", "First"), ("C2", "soon"), ("D2", "Done"), ("A3", "Z9")],
        "KPIs": [("D2", "miles"), ("E2", "sideways"), ("G2", "Approved"), ("I2", "soon"), ("P2", "?"), ("T2", "Z9")],
        "Targets": [("A2", "A-K1"), ("B2", "First"), ("C2", "soon"), ("D2", "about half")],
    }
    for name, cells in wrong.items():
        for at, value in cells:
            book[name][at] = value
    out = io.BytesIO()
    book.save(out)
    file = brought(cast.notice, out.getvalue(), cast["lead"], name="plan.xlsx", plan=small)
    checked, client = check(file), as_("lead")
    assert len({doubt.asks for doubt in checked.read.doubts}) > 8
    uid = file.uid
    pages = [("check", []), ("posts", []), ("tables", []), ("enter", [])]
    pages += [("read", [kind]) for kind in ("sections", "actions", "kpis")]
    pages += [("change-row", [kind, 0]) for kind in ("sections", "actions", "kpis")]
    pages += [("settle", [doubt.key]) for doubt in checked.read.doubts]
    said = client.get(reverse("bringing:check", args=["devon", uid])).content.decode()
    assert "Told in this workbook, and not read back: the sheets Earlier targets, Measurements" in said
    assert "“Accountable” on the sheet Actions, which is changed on the sheet Accountable posts" in said
    assert (
        "Known as a sheet of a workbook of ours."
        in client.get(reverse("bringing:tables", args=["devon", uid])).content.decode()
    )
    for page, more in pages:
        answer = client.get(reverse(f"bringing:{page}", args=["devon", uid, *more]))
        assert answer.status_code == 200, page
    settle_all(file, cast["lead"], cast.notice.council.name)
    assert client.get(reverse("bringing:enter", args=["devon", uid])).status_code == 200


def test_an_edited_workbook_changes_what_was_edited_alone_and_says_where_the_plan_has_moved_on(
    cast: Cast, small: Plan, as_: Enter
) -> None:
    answer = as_("lead").get(reverse("bringing:plan-workbook", args=["devon", small.slug]))
    action, kpi = small.actions.get(), Kpi.objects.get(plan=small)
    # meanwhile
    Action.objects.filter(pk=action.pk).update(what="Said anew in the plan", title="Named anew in the plan")
    Kpi.objects.filter(pk=kpi.pk).update(name="Named anew in the plan")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    book["Actions"]["D2"] = "Said anew in the file"
    out = io.BytesIO()
    book.save(out)
    checked = again(small, cast, out.getvalue())
    assert checked.file.stamp == TakenPlan.objects.get().sha256
    assert [
        (found.row.key, change.field, change.before, change.after, change.is_conflict)
        for found in checked.differences
        for change in found.changes
    ] == [(action.ref, "what", "Said anew in the plan", "Said anew in the file", True)]
    # brought in as another plan's it is refused
    other = make.Plan(notice=cast.notice)
    with pytest.raises(Refused, match="This file was made of"):
        brought(cast.notice, out.getvalue(), cast["lead"], name="plan.xlsx", plan=other)


def test_it_costs_the_same_queries_for_one_row_as_for_three(cast: Cast, small: Plan) -> None:
    def add() -> None:
        action = make.Action(notice=cast.notice, plan=small, section=small.sections.get())
        make.Accountability(notice=cast.notice, action=action, post=cast.post)
        make.Milestone(notice=cast.notice, action=action)
        make.Update(notice=cast.notice, action=action, on_behalf_of=cast.post)
        make.ActionVoice(notice=cast.notice, action=action)
        make.ActionClause(notice=cast.notice, action=action)
        kpi = make.Kpi(notice=cast.notice, plan=small, section=action.section, code=f"Q-{action.ref}")
        make.KpiAction(notice=cast.notice, kpi=kpi, action=action)
        make.Measurement(notice=cast.notice, kpi=kpi)
        make.Target(notice=cast.notice, kpi=kpi)
        risk = make.Risk(notice=cast.notice)
        make.RiskReview(notice=cast.notice, risk=risk)
        make.Mitigation(notice=cast.notice, risk=risk)

    add()
    cache.clear()  # the figures that say how clauses are covered are kept
    with CaptureQueriesContext(connection) as one:
        taken(small, cast)
    add()
    add()
    cache.clear()
    with CaptureQueriesContext(connection) as three:
        taken(small, cast)
    assert len(three) == len(one) <= 50


@pytest.mark.parametrize(
    ("name", "heading", "text"),
    [
        ("Actions", "Due date", "30.6.24 or so"),
        ("Actions", "Starts", "soon"),
        ("Actions", "In place already", "perhaps"),
        ("KPIs", "Unit", "weeks"),
        ("KPIs", "How often", "now and then"),
        ("KPIs", "Kind of source", "Mosaic"),
        ("KPIs", "Baseline value", "about ten"),
        ("KPIs", "Baseline as at", "some day"),
    ],
)
def test_a_cell_that_was_changed_to_what_cannot_be_read_is_asked_about(
    cast: Cast, plan: Plan, name: str, heading: str, text: str
) -> None:
    """It reads as if nothing stood there, which is what the plan says."""
    content = taken(plan, cast)
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book[name][1]]
    empty = {"Not settled", "not settled", "Not stated", "No", None, ""}
    row = next(row for row in book[name].iter_rows(min_row=2) if row[heads.index(heading)].value in empty)
    row[heads.index(heading)].value = text
    out = io.BytesIO()
    book.save(out)
    first, *_ = again(plan, cast, out.getvalue()).left
    assert text in first.says


def test_a_share_of_one_that_the_plan_says_so_is_not_asked_about_and_one_that_is_typed_is(
    cast: Cast, small: Plan
) -> None:
    make.Target(notice=cast.notice, kpi=Kpi.objects.get(plan=small), due_on=date(2024, 1, 31), rule="0.5")
    content = taken(small, cast)
    assert again(small, cast, content).left == ()
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book["Targets"][1]]
    book["Targets"].cell(2, heads.index("Rule, as written") + 1).value = 0.6
    out = io.BytesIO()
    book.save(out)
    (doubt,) = again(small, cast, out.getvalue()).left
    assert "0.6% or, as a share of 1, 60%" in doubt.says


def test_a_baseline_of_another_day_than_is_printed_of_it_is_asked_about_where_it_was_changed_to_that(
    cast: Cast, small: Plan
) -> None:
    kpi = Kpi.objects.get(plan=small)
    of = {"value": "12", "as_at": date(2023, 2, 15), "as_at_printed": "March 2023", "state": "approved"}
    make.Baseline(notice=cast.notice, kpi=kpi, **of)
    content = taken(small, cast)
    assert again(small, cast, content).left == ()
    book = openpyxl.load_workbook(io.BytesIO(content))
    heads = [cell.value for cell in book["KPIs"][1]]
    book["KPIs"].cell(2, heads.index("Baseline as at") + 1).value = date(2023, 1, 31)
    out = io.BytesIO()
    book.save(out)
    (doubt,) = again(small, cast, out.getvalue()).left
    assert "has a baseline of 31 January 2023, and “March 2023” is printed of it" in doubt.says
