"""With what a figure is compared before it is taken."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client

from kpis.comparing import before
from kpis.models import Kpi, Unit
from kpis.reading import KpiReading, read_kpis
from tests import factories as make
from tests.cast import Cast
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER, MARCH, APRIL = date(2023, 10, 31), date(2023, 11, 30), date(2023, 3, 31), date(2023, 4, 30)


@pytest.fixture
def kpi() -> Kpi:
    row = make.Kpi(unit=Unit.COUNT)
    make.Baseline(notice=row.notice, kpi=row, value=Decimal(16), as_at=date(2023, 1, 31))
    return row


def measured(kpi: Kpi, value: str, on: date, **more: object) -> None:
    make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(value), as_at=on, period="month", **more)


def read(kpi: Kpi) -> KpiReading:
    (found,) = read_kpis(kpi.notice, TODAY, only=kpi.pk)
    return found


def compared(kpi: Kpi, day: date) -> tuple[Decimal, str] | None:
    found = before(read(kpi), day)
    return (found.value, found.called) if found else None


def test_a_figure_is_compared_with_the_one_before_else_the_one_after_else_the_baseline(kpi: Kpi) -> None:
    assert compared(kpi, OCTOBER) == (16, "the baseline")
    measured(kpi, "14", NOVEMBER)
    assert compared(kpi, OCTOBER) == (14, "the figure of November 2023")
    after, told = before(read(kpi), OCTOBER), before(read(kpi), date(2023, 12, 15))
    assert (after and after.later, told and told.later) == (True, False)
    measured(kpi, "12", date(2023, 9, 30))
    assert compared(kpi, OCTOBER) == (12, "the figure of September 2023")


def test_a_figure_is_not_compared_with_a_forecast_nor_with_the_one_that_it_corrects(kpi: Kpi) -> None:
    measured(kpi, "2", OCTOBER, kind="projected")
    assert compared(kpi, NOVEMBER) == (16, "the baseline")
    measured(kpi, "14", NOVEMBER)
    told = read(kpi)
    found = before(told, date(2023, 12, 15), besides=told.figures[-1].uid)
    assert found is not None
    assert found.called == "the baseline"


def test_a_series_is_not_compared_across_its_break(kpi: Kpi) -> None:
    measured(kpi, "15", date(2023, 9, 30))
    measured(kpi, "150", OCTOBER, series_break=True)
    assert compared(kpi, NOVEMBER) == (150, "the figure of October 2023")
    assert compared(kpi, date(2023, 8, 31)) == (15, "the figure of September 2023")
    alone = read(kpi)
    assert before(alone, NOVEMBER, besides=alone.figures[-1].uid) is None


@pytest.mark.parametrize(
    ("cumulates", "value"),
    [("", 120), ("financial_year", None), ("academic_year", 120), ("calendar_year", 120)],
)
def test_a_figure_that_adds_up_over_a_year_is_compared_within_it_alone(
    kpi: Kpi, cumulates: str, value: int | None
) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(cumulates=cumulates)
    measured(kpi, "120", MARCH)
    found = compared(kpi, APRIL)
    assert (found[0] if found else None) == value


@pytest.mark.parametrize(("starts_on", "asked"), [(None, False), (date(2023, 6, 1), True)])
def test_the_form_asks_about_a_day_before_the_plan_began_or_the_notice_was_issued(
    cast: Cast, as_: Callable[[str], Client], starts_on: date | None, asked: bool
) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])
    row.plan.starts_on = starts_on
    row.plan.save()
    address, client = "/notices/devon/kpis/A-K1/enter/", as_("data lead")
    typed = {"value": "9", "kind": "actual", "period": "month", "as_at_day": "31", "as_at_month": "5"}
    old = client.post(address, {**typed, "as_at_year": "1999", "sent_as": str(uuid4())}).content.decode()
    assert "31 May 1999 is before the plan began" in old
    assert ("1 June 2023" if asked else "7 September 2022") in old
    may = {**typed, "as_at_year": "2023", "sent_as": str(uuid4())}
    answer = client.post(address, may)
    assert answer.status_code == (200 if asked else 302)
    if asked:
        assert client.post(address, {**may, "right": "9"}).status_code == 302
