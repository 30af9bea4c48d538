"""A baseline in reports: the next one says that it was confirmed or corrected, an issued one keeps what it said."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache

from kpis import actions
from kpis.models import BaselineState, Direction, Kpi, Unit
from reports.actions import opening, preparing
from reports.faces import quality
from reports.figures.tree import ReportTree
from reports.figures.upgrade import read_report
from reports.models import Purpose
from tests import factories as make
from tests.reports import stage as play

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def measured(stage: play.Stage) -> Kpi:
    cast = stage.cast
    own = {"notice": cast.notice, "plan": cast.action.plan, "section": cast.action.section}
    kpi = make.Kpi(code="A-K1", unit=Unit.COUNT, direction=Direction.LOWER, **own)
    awaited = {"value": None, "as_at": None, "approved_by": None, "approved_at": None}
    make.Baseline(notice=cast.notice, kpi=kpi, state=BaselineState.AWAITED, **awaited)
    make.Target(notice=cast.notice, kpi=kpi, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(13), as_at=date(2023, 11, 30))
    return kpi


def agree(stage: play.Stage, kpi: Kpi, value: int, minutes: int) -> None:
    told = {"as_at": date(2023, 1, 31), "source": "HR system", "by": stage.cast["data lead"], "at": stage.at(minutes)}
    proposed = actions.propose_baseline(kpi=kpi, value=Decimal(value), **told)
    actions.approve_baseline(baseline=proposed, by=stage.lead, at=stage.at(minutes), seen_version=1)
    cache.clear()


def next_draft(stage: play.Stage) -> ReportTree:
    report = opening.open_report(
        obligation=stage.obligation,
        due_on=date(2024, 3, 7),
        period_from=date(2024, 1, 8),
        cutoff_on=date(2024, 2, 20),
        by=None,
        at=stage.at(30),
    )
    draft = preparing.prepare(report=report, by=stage.lead, at=stage.at(31))
    return read_report(draft.snapshot.shape, draft.snapshot.tree)


def said(tree: ReportTree, title: str) -> tuple[str, ...]:
    (found,) = [note.cases for note in quality.notes(tree.figures, tree.changes) if note.title == title]
    return found


def test_the_next_reports_draft_says_that_a_baseline_was_confirmed_since_the_last_one() -> None:
    stage = play.set_up()
    kpi = measured(stage)
    play.issued(stage)
    agree(stage, kpi, 16, 20)
    tree = next_draft(stage)
    assert said(tree, "Baselines confirmed since the last report") == ("A-K1’s baseline was confirmed at 16.",)
    (now,) = tree.figures.kpis
    assert (now.baseline, now.targets[0].value) == (16, 12)


def test_a_corrected_baseline_is_told_as_a_correction_and_the_issued_report_keeps_what_it_said() -> None:
    stage = play.set_up()
    kpi = measured(stage)
    agree(stage, kpi, 16, 0)
    issued = play.issued(stage)
    drawing = issued.drawings.get(purpose=Purpose.ISSUE)
    tree, sha, bytes_then = issued.snapshot.tree, drawing.document.sha256, play.kept(drawing)
    agree(stage, kpi, 20, 20)
    after = next_draft(stage)
    assert "A-K1’s baseline was corrected from 16 to 20." in said(after, "Corrected figures")
    assert said(after, "Baselines confirmed since the last report") == ()
    assert after.figures.kpis[0].targets[0].value == 15
    issued.refresh_from_db()
    assert issued.snapshot.tree == tree
    (then,) = read_report(issued.snapshot.shape, issued.snapshot.tree).figures.kpis
    assert (then.baseline, then.targets[0].value) == (16, 12)
    drawing.refresh_from_db()
    assert (drawing.document.sha256, play.kept(drawing)) == (sha, bytes_then)
