"""The demo's plan, with all that went on in it, is taken away and comes back as it stands."""

import io
import zipfile

import pytest

from audit import clock
from bringing import standing
from bringing.columns import SHEETS
from bringing.plain import differences, digest
from bringing.reading import Asks, Known, understand
from bringing.settled import rows_of
from bringing.stamping import stamp_of
from bringing.writing import About, told_of, write_document, write_workbook
from kpis.models import Measurement
from notices.models import Access, Clause
from notices.reader import Reader
from notices.roles import Role
from plans.models import Plan
from sheets.reading import read_file
from tests.bringing.reading.plans import contradictions, uncovered


@pytest.mark.usefixtures("demo_database")
def test_the_demos_plan_comes_back_without_a_difference() -> None:
    for plan in Plan.objects.select_related("notice").order_by("pk"):
        rows, at = standing.rows_of(plan), clock.now()
        lead = Access.objects.filter(notice=plan.notice, role=Role.LEAD).order_by("pk")[0].user
        about = About(plan.uid, plan.title, str(plan.notice), str(lead), at)
        told = told_of(plan, Reader(lead, clock.day_of(at)))
        content = write_workbook(about, rows, told)
        document = read_file("plan.xlsx", content)
        clauses = Clause.objects.of(plan.notice).values_list("number", flat=True)
        draft = understand(document, Known(deliver_by=plan.notice.deliver_by, clauses=tuple(clauses)))
        # of dates after the notice's last day alone, and these read as the plan says: nobody is asked
        assert {doubt.asks for doubt in draft.doubts} <= {Asks.AFTER_DELIVER_BY}
        assert differences(rows, rows_of(draft)) == ()
        assert uncovered(document, draft) == []
        assert contradictions(draft) == []
        stamp = stamp_of(document)
        assert stamp is not None
        assert stamp.sha256 == digest(rows)
        assert [table.name for table in document.tables][1:-1] == [sheet.name for sheet in SHEETS]
        _says_no_held_figure(plan, content)
        words = read_file("plan.docx", write_document(about, rows))
        brought = understand(words)
        assert uncovered(words, brought) == []
        assert [each.ref.value for each in brought.actions] == [row.key for row in rows if row.kind == "action"]
        assert [each.code.value for each in brought.kpis] == [row.key for row in rows if row.kind == "kpi"]


def _says_no_held_figure(plan: Plan, content: bytes) -> None:
    """What waits for a partner's release is in no cell, unless another figure is the same."""
    held = set(Measurement.objects.filter(kpi__plan=plan, held=True).values_list("value", flat=True))
    other = set(Measurement.objects.filter(kpi__plan=plan, held=False).values_list("value", flat=True))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        said = "".join(parts.read(name).decode() for name in parts.namelist() if "sheet" in name)
    assert not [value for value in held - other if f"<v>{value.normalize():f}</v>" in said]
