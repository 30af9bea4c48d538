"""A baseline that contradicts a figure of its day or comes after a milestone: asked about, shown, listed."""

import html
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kpis.comparing import asked, contradictions
from kpis.models import Baseline, Direction, FigureKind, Kpi, Measurement, Unit
from kpis.reading import KpiReading, read_kpis
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/A-K1/"
JULY, NOVEMBER = date(2023, 7, 31), date(2023, 11, 30)
FIGURE = "6 is not what the figure of 30 November 2023 says: 4"
LATE = "The baseline is no start for what was due by its day: Milestone 1 of 31 July 2023"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """5 asked for by July, 3 by March; 4 was counted in November."""
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, direction=Direction.LOWER)
    make.Target(notice=cast.notice, kpi=row, label="Milestone 1", rule="5", due_on=JULY)
    make.Target(notice=cast.notice, kpi=row, label="Target", rule="3", due_on=date(2024, 3, 31))
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(4), as_at=NOVEMBER)
    return row


def read(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    return found


def said(kpi: Kpi, value: str, day: date) -> list[str]:
    return [each.sentence for each in contradictions(read(kpi), Decimal(value), day)]


def typed(value: str, day: date, **more: Any) -> dict[str, Any]:
    days = {"as_at_day": day.day, "as_at_month": day.month, "as_at_year": day.year}
    return {"value": value, **days, "source": "HR", "sent_as": "4a1c3bb2-8d3f-4c0f-9d0e-0a6a2b9f0c11", **more}


def test_a_baseline_is_held_against_the_figure_of_its_day_and_the_milestones_due_by_then(kpi: Kpi) -> None:
    assert said(kpi, "6", NOVEMBER) == [FIGURE, LATE]
    assert said(kpi, "4", JULY) == [LATE]
    assert said(kpi, "4", date(2023, 7, 30)) == []
    both = "The baseline is no start for what was due by its day: "
    assert said(kpi, "4", date(2024, 3, 31)) == [f"{both}Milestone 1 of 31 July 2023 and Target of 31 March 2024"]


def test_a_forecast_of_its_day_and_a_milestone_of_an_earlier_series_contradict_nothing(cast: Cast, kpi: Kpi) -> None:
    Measurement.objects.update(kind=FigureKind.PROJECTED)
    make.Redefinition(notice=cast.notice, kpi=kpi, from_on=date(2023, 8, 1))
    assert said(kpi, "6", NOVEMBER) == []


def test_a_figure_is_held_against_the_baseline_of_its_day(cast: Cast, kpi: Kpi) -> None:
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal(6), as_at=date(2023, 6, 9))
    told = read(kpi)
    found = [each.sentence for each in asked(told, Decimal(5), date(2023, 6, 9))]
    assert found == ["5 is not what the baseline of that day says: 6"]
    assert asked(told, Decimal(6), date(2023, 6, 9)) == ()
    assert asked(told, Decimal(5), date(2023, 6, 10)) == ()


def test_whoever_proposes_it_is_asked_and_whoever_approves_it_is_shown(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    data = as_("data lead")
    page = html.unescape(data.post(PAGE + "baseline/", typed("6", NOVEMBER)).content.decode())
    assert FIGURE in page
    assert LATE in page
    assert not Baseline.objects.filter(kpi=kpi).exists()
    assert data.post(PAGE + "baseline/", typed("6", NOVEMBER, right="6")).status_code == 302
    shown = html.unescape(as_("lead").get(PAGE + "baseline/approve/").content.decode())
    assert FIGURE in shown
    assert LATE in shown


def test_a_proposal_that_contradicts_nothing_is_approved_without_a_warning(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    given = {"state": "proposed", "proposed_by": cast["data lead"], "proposed_at": NOW}
    unapproved = {"approved_by": None, "approved_at": None}
    make.Baseline(notice=cast.notice, kpi=kpi, value=Decimal(6), as_at=date(2023, 1, 31), **given, **unapproved)
    page = as_("lead").get(PAGE + "baseline/approve/").content.decode()
    assert "What looks odd" not in page
