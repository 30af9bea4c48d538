"""A plan’s Word document comes back: as it was made it changes nothing, edited it changes what was edited."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings

from bringing import returning, standing
from bringing.checking import Checked, check
from bringing.plain import Row, differences, digest, to_text
from bringing.reading import Asks, understand
from bringing.settled import named, rows_by_path, rows_of
from bringing.stamping import Stamp, stamp_of
from bringing.writing import write_document
from kpis.models import Kpi
from plans.models import Accountability, Action, Plan
from sheets.reading import read_file
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.test_entering import entered
from tests.bringing.writing.generated import plans
from tests.bringing.writing.test_workbook import ABOUT_IT, AT, PLAN
from tests.cast import Cast

Enter = Callable[[str], Client]


@given(plans())
@settings(
    max_examples=10,
    phases=[Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_of_any_plan_the_document_comes_back_without_a_difference(rows: tuple[Row, ...]) -> None:
    document = read_file("plan.docx", write_document(ABOUT_IT, rows))
    assert stamp_of(document) == Stamp(PLAN, AT, digest(rows))
    made = rows_of(returning.as_made(to_text(rows), (), ()))
    back = returning.as_it_was(rows, made, rows_by_path(named(understand(document))))
    own = [row for row in back.values() if row not in returning.invented(rows, made)]
    said = (*own, *returning.unread(rows, made))
    assert [(each.row.key, each.changes) for each in differences(rows, said, rows)] == []


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """The demo's plan, in which much has happened since: a post that counts instead of the printed one, a post that was
    split in two, a date that was moved, another baseline, and values that wait for their place."""
    found = entered(cast)
    moved = found.actions.filter(due_on__isnull=False).order_by("pk")[0]
    Action.objects.filter(pk=moved.pk).update(due_on=moved.due_on + timedelta(days=40))
    one, other = Accountability.objects.filter(action__plan=found, post__isnull=False).order_by("pk")[:2]
    posts = [make.Post(organisation=one.post.organisation, title=title) for title in ("Head of One", "Head – of Two")]
    Accountability.objects.filter(pk=one.pk).update(post=posts[0])
    Accountability.objects.filter(pk=other.pk).update(post=posts[0])
    make.Accountability(notice=cast.notice, action=other.action, post=posts[1], printed=other.printed, order=9)
    Kpi.objects.filter(plan=found, code="A-K2").update(baseline_printed="about a half, or so")
    return found


def taken(plan: Plan, client: Client) -> bytes:
    content: bytes = client.get(reverse("bringing:plan-document", args=["devon", plan.slug])).content
    return content


def again(plan: Plan, cast: Cast, content: bytes) -> Checked:
    return check(brought(cast.notice, content, cast["lead"], plan=plan))


def edited(content: bytes, heading: str, ref: str, words: str) -> bytes:
    """The document with one cell said anew."""
    book: Any = docx.Document(io.BytesIO(content))
    for table in book.tables:
        headings = [cell.text for cell in table.rows[0].cells]
        for row in table.rows[1:]:
            if row.cells[0].text == ref and heading in headings:
                row.cells[headings.index(heading)].text = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_unedited_it_changes_nothing_and_edited_what_was_edited_even_where_the_plan_has_moved_on(
    cast: Cast, plan: Plan, as_: Enter
) -> None:
    content = taken(plan, as_("lead"))
    stamp = stamp_of(read_file("plan.docx", content))
    assert stamp is not None
    assert (stamp.plan, stamp.sha256) == (plan.uid, digest(standing.rows_of(plan)))
    checked = again(plan, cast, content)
    assert [(each.row.key, each.changes) for each in checked.differences] == []
    assert ([doubt.says for doubt in checked.left], checked.unknown, checked.hindrances) == ([], (), ())
    # what was done in the plan since stays as it is
    first = plan.actions.order_by("pk")[0]
    Action.objects.filter(pk=first.pk).update(success="Said anew in the plan")
    assert again(plan, cast, content).differences == ()
    checked = again(plan, cast, edited(content, "Outcome / success criteria", first.ref, "Said anew in the file"))
    (found,) = checked.differences
    assert [(found.row.key, each.field, each.after, each.is_conflict) for each in found.changes] == [
        (first.ref, "success", "Said anew in the file", True)
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_date_that_is_changed_beside_the_printed_one_is_read(cast: Cast, plan: Plan, as_: Enter) -> None:
    content = taken(plan, as_("lead"))
    moved = plan.actions.filter(due_on__isnull=False).order_by("pk")[0]
    checked = again(plan, cast, edited(content, "Date now", moved.ref, "3 May 2024"))
    (found,) = checked.differences
    assert [(found.row.key, each.field, each.after) for each in found.changes] == [
        (moved.ref, "due_on", date(2024, 5, 3))
    ]


def lines_edited(content: bytes, said: dict[str, str | None]) -> bytes:
    """The document with lines of its lists said anew, by how they begin; None takes one out."""
    book: Any = docx.Document(io.BytesIO(content))
    for paragraph in book.paragraphs:
        for begins, words in said.items():
            if paragraph.text.startswith(begins):
                paragraph.text = words or ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def small(cast: Cast) -> Plan:
    """A plan of two actions with three milestones, and of one KPI with values that wait."""
    action = make.Action(notice=cast.notice, plan__slug="send-plan", ref="A1")
    other = make.Action(notice=cast.notice, plan=action.plan, section=action.section, ref="A2")
    for row in (action, other):
        make.Accountability(notice=cast.notice, action=row, post=cast.post)
    for row, label, text in (
        (action, "First", "A draft\nis out"),
        (action, "Then", "It is agreed"),
        (other, "One", "Done"),
    ):
        make.Milestone(notice=cast.notice, action=row, label=label, due_on=date(2023, 6, 30), text=text)
    make.Kpi(notice=cast.notice, plan=action.plan, section=action.section, code="A-K1", unplaced=["0.83%", "TBC"])
    found: Plan = action.plan
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_edited_lists_of_milestones_and_of_waiting_values_are_read(cast: Cast, small: Plan, as_: Enter) -> None:
    content = taken(small, as_("lead"))
    checked = again(small, cast, content)
    assert (checked.differences, checked.left, checked.hindrances) == ((), (), ())
    said = {
        "A1, Then": "A1, Then, July 2023: It is agreed by all",
        "A2, One": None,
        "A-K1: ": "A-K1: 0.83%; 0.9%",
    }
    checked = again(small, cast, lines_edited(content, said))
    assert {each.row.key: [(one.field, one.after) for one in each.changes] for each in checked.differences} == {
        "A1": [
            (
                "milestones",
                (
                    ("First", date(2023, 6, 30), "A draft\nis out"),
                    ("Then", date(2023, 7, 31), "It is agreed by all"),
                ),
            )
        ],
        "A2": [("milestones", ())],
        "A-K1": [("unplaced", ("0.83%", "0.9%"))],
    }, "what nobody edited keeps its lines"
    assert checked.left == ()


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
def test_a_line_of_these_lists_that_cannot_be_read_is_asked_about(cast: Cast, small: Plan, as_: Enter) -> None:
    said = {
        "A1, First": "A9, First, 30 June 2023: Of no action",
        "A1, Then": "A1, Then, in 2023 or so: It is agreed",
        "A-K1: ": "some values",
    }
    checked = again(small, cast, lines_edited(taken(small, as_("lead")), said))
    assert [(each.asks, each.words) for each in checked.left] == [
        (Asks.ROW, ("A9, First, 30 June 2023: Of no action",)),
        (Asks.DATE, ("A1, Then, in 2023 or so",)),
        (Asks.ROW, ("some values",)),
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("story_day")
@pytest.mark.parametrize("odd", ["a\u000bb", "a\u001cb", "a\ufffeb"])
def test_characters_that_no_file_can_hold_are_no_difference(cast: Cast, plan: Plan, as_: Enter, odd: str) -> None:
    """A form takes them, and files have � in their place."""
    Action.objects.filter(ref="B1").update(title=odd, what=odd, success=odd)
    make.Milestone(action=plan.actions.get(ref="B1"), notice=cast.notice, text=odd)
    lead = as_("lead")
    for name, page in (("plan.xlsx", "plan-workbook"), ("plan.docx", "plan-document")):
        content = lead.get(reverse(f"bringing:{page}", args=["devon", plan.slug])).content
        checked = check(brought(cast.notice, content, cast["lead"], name=name, plan=plan))
        assert (checked.left, checked.differences) == ((), ()), name
