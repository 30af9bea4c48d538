"""A judgement says when the figure that it was made on is not the latest one any more."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from audit.clock import day_of
from govuk import words
from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Unit
from kpis.reading import read_kpis
from reports.faces.of_kpis import line
from reports.figures.of_kpis import kpi_figures
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.kpis.files import LONG, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
KPI = "/notices/devon/kpis/A-K1/"
OCTOBER, NOVEMBER = date(2023, 10, 31), date(2023, 11, 30)
JUDGED = NOW + timedelta(hours=1)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """13 in October, 14 in November; both entered before anybody judged."""
    row: Kpi = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])
    for value, as_at in ((13, OCTOBER), (14, NOVEMBER)):
        make.Measurement(notice=cast.notice, kpi=row, value=Decimal(value), as_at=as_at, entered_at=NOW)
    return row


def judge(kpi: Kpi) -> None:
    make.KpiJudgement(notice=kpi.notice, kpi=kpi, judged_at=JUDGED)


def outdated(kpi: Kpi) -> bool:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    assert found.judgement is not None
    return found.judgement.outdated


def figure(kpi: Kpi, as_at: date) -> Measurement:
    found: Measurement = kpi.measurements.get(as_at=as_at, corrected=False)
    return found


def withdraw(row: Measurement) -> None:
    actions.withdraw_measurement(
        measurement=row, why="Of A-K2", by=row.kpi.data_lead, at=LATER, seen_version=row.version
    )


def correct(row: Measurement, value: int, **more: date) -> Measurement:
    return actions.correct_measurement(
        measurement=row,
        value=Decimal(value),
        kind=FigureKind.ACTUAL,
        why="Recount",
        by=row.kpi.data_lead,
        at=LATER,
        seen_version=row.version,
        **more,
    )


def test_one_that_was_made_on_a_figure_that_was_withdrawn_since_says_so_everywhere(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    judge(kpi)
    assert not outdated(kpi)
    withdraw(figure(kpi, NOVEMBER))
    assert outdated(kpi)
    for address in (KPI, "/notices/devon/kpis/"):
        page = said(as_("member").get(address))
        assert f"on a figure that was withdrawn on {words.day(day_of(LATER))}" in page
        assert "not on the latest figure" not in page
    (found,) = read_kpis(cast.notice, TODAY)
    (in_the_report,) = line(kpi_figures(found), TODAY).beside
    assert f"on a figure that was withdrawn on {words.day(day_of(LATER))})" in in_the_report
    assert "not on the latest figure" not in in_the_report


def test_one_that_has_no_figure_left_says_so_too(kpi: Kpi) -> None:
    judge(kpi)
    withdraw(figure(kpi, NOVEMBER))
    withdraw(figure(kpi, OCTOBER))
    assert outdated(kpi)


def test_what_was_withdrawn_before_it_or_is_older_than_the_latest_changes_nothing(kpi: Kpi) -> None:
    make.Measurement(
        notice=kpi.notice, kpi=kpi, value=Decimal(99), as_at=date(2023, 12, 1), entered_at=NOW, **gone(kpi)
    )
    judge(kpi)
    withdraw(figure(kpi, OCTOBER))
    assert not outdated(kpi)


def gone(kpi: Kpi) -> dict[str, object]:
    return {"corrected": True, "withdrawn_by": kpi.data_lead, "withdrawn_at": NOW, "withdrawn_why": "Of A-K2"}


@pytest.mark.parametrize("more", [{}, {"as_at": date(2023, 9, 30)}])
def test_a_correction_of_the_latest_outdates_it_and_so_does_taking_that_out(kpi: Kpi, more: dict[str, date]) -> None:
    judge(kpi)
    changed = correct(figure(kpi, NOVEMBER), 15, **more)
    assert outdated(kpi)
    withdraw(changed)
    assert outdated(kpi), "November has no figure any more"


def test_a_file_that_is_taken_back_outdates_what_was_judged_by_it_and_nothing_else(kpi: Kpi, as_: Enter) -> None:
    Measurement.objects.filter(kpi=kpi).update(entered_at=NOW - timedelta(days=9), period="month")
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Nov 2023,20,,\n")
    client.post(address, answers(client, address, revise="correct", why="Revised return"))
    judge(kpi)
    assert not outdated(kpi)
    brought = figure(kpi, NOVEMBER).brought
    assert brought is not None
    actions.take_back_import(file=brought, why="Last year’s", by=kpi.data_lead, at=LATER, seen_version=brought.version)
    assert figure(kpi, NOVEMBER).value == 14
    assert outdated(kpi), "it was judged by 20"
    kpi.judgements.update(judged_at=NOW - timedelta(days=1))
    assert not outdated(kpi), "it was judged by 14, before the file came"
