"""A quarter and its last month end on one day: neither is a correction of the other unless somebody says so."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from kpis.models import Kpi, Measurement
from kpis.targets import Unit
from tests import factories as make
from tests.cast import Cast
from tests.kpis.files import LONG, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
JUNE = date(2023, 6, 30)
BOTH = "8 of June 2023 stands here, and this figure is of April to June 2023: it takes the place of that one"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A count of every month, of which the one of June stands."""
    row: Kpi = make.Kpi(
        notice=cast.notice, code="A-K5", unit=Unit.COUNT, frequency="month", data_lead=cast["data lead"]
    )
    for day, value in ((date(2023, 4, 30), 10), (date(2023, 5, 31), 9), (JUNE, 8)):
        make.Measurement(notice=cast.notice, kpi=row, value=Decimal(value), as_at=day, period="month", kind="actual")
    return row


def of_june(kpi: Kpi) -> Measurement:
    found: Measurement = kpi.measurements.get(as_at=JUNE, corrected=False)
    return found


@pytest.mark.parametrize("kind", ["", "actual", "provisional"])
def test_a_quarters_figure_says_that_it_takes_the_place_of_its_last_months(kpi: Kpi, as_: Enter, kind: str) -> None:
    client = as_("data lead")
    address = checked(client, LONG + f"A-K5,April to June 2023,31,{kind},\n")
    assert BOTH in said(client.get(address))
    left = answers(client, address)
    assert "confirm a figure" in said(client.post(address, left, follow=True))
    assert (of_june(kpi).value, of_june(kpi).period) == (8, "month")
    confirmed = left | {"take_C2": "on"}
    assert "Say why the figures that stand are corrected" in said(client.post(address, confirmed))
    client.post(address, confirmed | {"why": "It comes by the quarter now"})
    assert (of_june(kpi).value, of_june(kpi).period) == (31, "quarter")


def test_the_same_number_of_another_period_is_not_there_already(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K5,April to June 2023,8,,\n")
    page = said(client.get(address))
    assert (BOTH in page, "is there already" in page) == (True, False)
    client.post(address, answers(client, address, take_C2="on", why="It comes by the quarter now"))
    assert (of_june(kpi).value, of_june(kpi).period) == (8, "quarter")


def test_a_figure_made_firm_of_another_period_needs_a_reason_of_its_own(kpi: Kpi, as_: Enter) -> None:
    Measurement.objects.filter(as_at=JUNE).update(kind="provisional")
    client = as_("data lead")
    address = checked(client, LONG + "A-K5,April to June 2023,31,actual,\n")
    assert "Say why the figures that stand are corrected" in said(
        client.post(address, answers(client, address, take_C2="on"))
    )


def test_a_running_total_and_a_figure_of_the_day_alone_are_of_any_period(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    Measurement.objects.filter(as_at=JUNE).update(period="day")
    assert "1 figure is there already" in said(client.get(checked(client, LONG + "A-K5,June 2023,8,,\n")))
    Measurement.objects.filter(as_at=JUNE).update(period="month")
    Kpi.objects.filter(pk=kpi.pk).update(cumulates="financial_year")
    assert "1 figure is there already" in said(client.get(checked(client, LONG + "A-K5,April to June 2023,8,,\n")))


def test_a_doubt_about_a_number_does_not_hide_that_another_stands(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    page = said(client.get(checked(client, LONG + "A-K5,June 2023,7.5,,\n")))
    assert "7.5 is not a whole number, and every figure so far is" in page
    assert "Another figure stands there, 8: this one corrects it if you confirm it" in page


def test_the_grid_of_a_quarter_says_that_a_month_stands_there_and_stays_one(kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency="quarter")
    client, address = as_("data lead"), "/notices/devon/kpis/enter/?period=quarter-2023-06"
    form = client.get(address).context["rows"][0].form
    sent = {form.add_prefix(each.name): str(each.value() or "") for each in form.hidden_fields()}
    sent |= {form.add_prefix(name): text for name, text in (("value", "31"), ("kind", "actual"), ("note", "Late"))}
    page = said(client.post(address, sent))
    assert "The figure that stands here is of June 2023, and stays so when it is corrected here." in page
    assert "Correct it on its KPI’s page if yours is of April to June 2023, or tick that it is right" in page
    assert (of_june(kpi).value, of_june(kpi).period) == (8, "month")
    client.post(address, sent | {form.add_prefix("right"): "31"})
    assert (of_june(kpi).value, of_june(kpi).period) == (31, "month")
