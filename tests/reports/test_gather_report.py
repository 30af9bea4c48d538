"""What a report's tree is given when it is gathered: passed milestones, names, and what a correction changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache

from kpis.models import FigureKind
from reports.actions import preparing
from reports.figures.gather import gather, gather_report
from reports.figures.tree import TargetFigures
from reports.figures.upgrade import read_report
from tests import factories as make
from tests.cast import assemble
from tests.factories import NOW, TODAY
from tests.reports import stage as play

pytestmark = pytest.mark.django_db
DUE = date(2023, 11, 30)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def passed(*figures: tuple[date, int, FigureKind], direction: str = "higher") -> TargetFigures:
    """The one milestone of a KPI with these figures, as it is gathered after its day."""
    cast = assemble()
    kpi = make.Kpi(
        notice=cast.notice, plan=cast.action.plan, section=cast.action.section, unit="percent", direction=direction
    )
    make.Target(notice=cast.notice, kpi=kpi, due_on=DUE, rule="41%")
    for as_at, value, kind in figures:
        make.Measurement(notice=cast.notice, kpi=kpi, as_at=as_at, value=Decimal(value), kind=kind)
    (found,) = gather(cast.notice, TODAY).kpis[0].targets
    return found


def told(target: TargetFigures) -> tuple[Decimal | None, date | None, str]:
    return target.past_actual, target.past_on, target.past


def test_a_milestone_is_met_by_the_figure_of_its_own_day() -> None:
    found = passed((date(2023, 10, 31), 35, FigureKind.ACTUAL), (DUE, 42, FigureKind.ACTUAL))
    assert told(found) == (42, DUE, "met")


def test_without_a_figure_of_its_day_the_last_before_it_is_told_with_its_own_day_and_decides_nothing() -> None:
    found = passed((date(2023, 10, 31), 35, FigureKind.ACTUAL), (DUE, 44, FigureKind.PROJECTED))
    assert told(found) == (35, date(2023, 10, 31), "")


def test_figures_before_and_after_its_day_that_agree_decide() -> None:
    around = ((date(2023, 10, 31), 35, FigureKind.ACTUAL), (date(2023, 12, 15), 37, FigureKind.ACTUAL))
    assert told(passed(*around)) == (35, date(2023, 10, 31), "missed")


def test_a_provisional_figure_counts_and_says_so() -> None:
    assert passed((DUE, 41, FigureKind.PROVISIONAL)).past_kind == "provisional"


def test_without_a_direction_nothing_is_met_or_missed() -> None:
    assert told(passed((DUE, 42, FigureKind.ACTUAL), direction="not_set")) == (42, DUE, "")


def test_without_a_figure_nothing_is_told() -> None:
    assert told(passed()) == (None, None, "")


def test_an_undated_baseline_and_an_odd_target_are_doubts() -> None:
    cast = assemble()
    kpi = make.Kpi(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, unit="percent")
    make.Baseline(
        notice=cast.notice,
        kpi=kpi,
        state="approved",
        value=Decimal(13),
        as_at=None,
        approved_by=cast["lead"],
        approved_at=NOW,
    )
    make.Target(notice=cast.notice, kpi=kpi, rule="104%")
    assert gather(cast.notice, TODAY).kpis[0].doubts == ("unattainable", "baseline_undated")


def test_the_short_names_are_those_of_this_notices_organisations_alone() -> None:
    stage = play.set_up()
    forum = make.Organisation(name="Parent Carer Forum", short_name="PCF", kind="forum")
    make.Accountability(notice=stage.cast.notice, action=stage.cast.action, post=None, organisation=forum)
    other = make.Organisation(name="Parent Carer Forum of another county", short_name="PCF2", kind="forum")
    make.Partner(notice=stage.cast.elsewhere, organisation=other)
    tree = gather_report(stage.report, number=1, corrects="", on=TODAY, at=NOW)
    assert ("PCF", "Parent Carer Forum") in tree.short_names
    assert "PCF2" not in dict(tree.short_names)


def test_a_correction_is_frozen_with_what_differs_from_the_version_that_it_corrects() -> None:
    stage = play.set_up()
    first = play.issued(stage)
    cast = stage.cast
    make.Kpi(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, code="Z-K1", name="New")
    cache.clear()
    draft = preparing.prepare(report=stage.report, corrects=first, correction="A date.", by=stage.lead, at=stage.at(21))
    tree = read_report(draft.snapshot.shape, draft.snapshot.tree)
    assert tree.corrected.startswith("Version 1, figures as at ")
    assert "Z-K1 New was added." in [change.says for change in tree.corrections]
    before = read_report(first.snapshot.shape, first.snapshot.tree)
    assert (before.corrected, before.corrections) == ("", ())
