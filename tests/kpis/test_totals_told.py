"""A KPI whose figures add up over a year, as it is read from its rows."""

from datetime import date
from decimal import Decimal

import pytest

from kpis.models import Baseline, Direction, Kpi, Measurement, Target, Unit
from kpis.pictures import chart_data
from kpis.state import State
from kpis.targets import Reason
from reports.figures.of_kpis import kpi_figures
from tests import factories as make
from tests.factories import TODAY
from tests.kpis.test_breaks import anew, told

pytestmark = pytest.mark.django_db
NOVEMBER = date(2023, 11, 30)


@pytest.fixture
def exclusions() -> Kpi:
    """16 in the school year 2021/22, 14 in the next one, 4 so far; 12 wanted by August 2024."""
    row = make.Kpi(unit=Unit.COUNT, direction=Direction.LOWER, cumulates="academic_year")
    make.Baseline(notice=row.notice, kpi=row, value=Decimal(16), as_at=date(2022, 8, 31))
    make.Target(notice=row.notice, kpi=row, rule="12", due_on=date(2024, 8, 31))
    for value, as_at in (("9", date(2023, 5, 31)), ("14", date(2023, 8, 31)), ("4", NOVEMBER)):
        make.Measurement(notice=row.notice, kpi=row, value=Decimal(value), as_at=as_at)
    return row


def test_a_running_total_is_not_judged_by_the_year_before(exclusions: Kpi) -> None:
    make.Measurement(notice=exclusions.notice, kpi=exclusions, value=Decimal(7), as_at=date(2022, 11, 30))
    found = told(exclusions)
    assert (found.reason, found.distance, found.trend) == (Reason.YEAR_NOT_ENDED, None, "")
    assert "at the same point of the year before it was 7" in found.rule
    assert "the last whole year’s total was 14 at 31 August 2023" in found.rule


def test_the_year_that_has_ended_decides_of_a_milestone_within_it(exclusions: Kpi) -> None:
    Target.objects.filter(kpi=exclusions).update(due_on=date(2023, 8, 31))
    found = told(exclusions)
    assert (found.state, found.distance) == (State.OFF_TRACK, 2)
    assert "14 at 31 August 2023" in found.rule


def test_a_running_total_before_any_year_has_ended_is_not_assessable(exclusions: Kpi) -> None:
    Measurement.objects.filter(kpi=exclusions, as_at=date(2023, 8, 31)).delete()
    assert told(exclusions).reason is Reason.YEAR_NOT_ENDED


def test_a_running_total_beyond_its_target_is_off_track_before_its_year_has_ended(exclusions: Kpi) -> None:
    Measurement.objects.filter(kpi=exclusions, as_at=NOVEMBER).update(value=13)
    assert told(exclusions).state is State.OFF_TRACK


def test_the_year_before_a_series_break_does_not_stand_for_a_running_total(exclusions: Kpi) -> None:
    anew(exclusions, date(2023, 9, 1))
    Baseline.objects.filter(kpi=exclusions).update(as_at=date(2023, 9, 30))
    assert told(exclusions).reason is Reason.YEAR_NOT_ENDED


def test_nothing_is_expected_by_a_baseline_that_is_no_whole_year(exclusions: Kpi) -> None:
    Baseline.objects.filter(kpi=exclusions).update(as_at=date(2023, 1, 31))
    Measurement.objects.filter(kpi=exclusions, as_at=NOVEMBER).delete()
    found = told(exclusions)
    assert found.state is State.PATH_UNKNOWN
    assert "not a whole year’s total" in found.rule


def test_a_running_total_is_drawn_year_by_year_and_without_a_path(exclusions: Kpi) -> None:
    data = chart_data(told(exclusions), TODAY)
    assert (data.resets, data.expected, data.breaks) == ((date(2023, 9, 1),), [], [])
    assert "add up over the academic year" in data.text_alternative()


def test_a_passed_milestone_is_not_called_met_by_a_running_total(exclusions: Kpi) -> None:
    make.Target(notice=exclusions.notice, kpi=exclusions, rule="12", due_on=NOVEMBER)
    assert kpi_figures(told(exclusions)).targets[0].past == ""
