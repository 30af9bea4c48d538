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
from bringing.reading import understand
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
