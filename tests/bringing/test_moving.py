"""A newer file in which a KPI stands in another section: it is a change like any other, and its figures stay."""

import io
from decimal import Decimal

import openpyxl
import pytest

from audit.models import Event
from bringing import standing
from bringing.checking import check
from bringing.plain import Change
from bringing.writing import About, write_workbook
from kpis import actions
from kpis.models import Kpi, Measurement
from notices.conflicts import ChangedMeanwhile, Refused
from tests import factories as make
from tests.bringing.files import brought
from tests.bringing.test_entering import enter
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]


def kpi_of(cast: Cast) -> Kpi:
    plan = cast.action.plan
    kpi: Kpi = make.Kpi(notice=cast.notice, plan=plan, section=cast.action.section, code="A-K1")
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12))
    make.Section(notice=cast.notice, plan=plan, letter="N", title="New section")
    return kpi


def test_a_kpi_that_a_file_moves_is_moved_and_keeps_its_code_and_its_figures(cast: Cast) -> None:
    kpi = kpi_of(cast)
    about = About(kpi.plan.uid, kpi.plan.title, str(cast.notice), str(cast["lead"]), NOW)
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(about, standing.rows_of(kpi.plan))))
    book["KPIs"]["B2"] = "N"
    out = io.BytesIO()
    book.save(out)
    file = brought(cast.notice, out.getvalue(), cast["lead"], name="plan.xlsx", plan=kpi.plan)
    (found,) = check(file).differences
    assert (found.row.key, found.changes) == ("A-K1", (Change("section", kpi.section.letter, "N"),))
    said = enter(file, cast)
    assert (said.changed, said.elsewhere) == (1, ())
    moved = Kpi.objects.get(pk=kpi.pk)
    assert (moved.section.letter, moved.code, Measurement.objects.get().kpi) == ("N", "A-K1", moved)
    assert moved.history.latest("pk").history_change_reason == "From plan.xlsx"
    assert '"new":"N"' in Event.objects.get(verb="kpi.moved").body.replace(" ", "")


def test_a_kpi_is_moved_within_its_plan_alone_and_over_nobody_elses_change(cast: Cast) -> None:
    kpi, lead = kpi_of(cast), cast["lead"]
    other = make.Section(notice=cast.notice, plan=make.Plan(notice=cast.notice))
    with pytest.raises(Refused, match="Choose a section of the KPI’s own plan"):
        actions.move_kpi(kpi=kpi, section=other, why="Newer", by=lead, at=NOW, seen_version=kpi.version)
    with pytest.raises(ChangedMeanwhile):
        actions.move_kpi(kpi=kpi, section=kpi.section, why="Newer", by=lead, at=NOW, seen_version=9)
