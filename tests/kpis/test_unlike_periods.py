"""A quarter's figure among months is asked about wherever it comes in, and told as what it is."""

import html
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kpis.charts.data import describe
from kpis.importing import Found, Known, Role, Standing, figures, read_figures
from kpis.models import Kpi, Period, Unit
from kpis.periods import Kind
from kpis.pictures import chart_data
from notices.calendar import month_end
from tests import factories as make
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST = "/notices/devon/kpis/"
JULY, AUGUST, SEPTEMBER = date(2023, 7, 31), date(2023, 8, 31), date(2023, 9, 30)
ASKED = "July to September 2023 is a quarter, and the figure of August 2023 is of a month"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A KPI that had come month by month, and is expected every quarter now."""
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, frequency="quarter", data_lead=cast["data lead"])
    for day, value in ((JULY, 1), (AUGUST, 2)):
        make.Measurement(notice=cast.notice, kpi=row, value=Decimal(value), as_at=day, period=Period.MONTH)
    return row


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_the_form_of_one_figure_asks_about_it_and_the_record_says_that_it_was_asked(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    day = {"as_at_day": "30", "as_at_month": "9", "as_at_year": "2023", "period": "quarter"}
    typed = {"value": "3", "kind": "actual", "sent_as": str(uuid4()), **day}
    assert ASKED in said(client.post(f"{LIST}A-K1/enter/", typed))
    assert not kpi.measurements.filter(as_at=SEPTEMBER).exists()
    assert client.post(f"{LIST}A-K1/enter/", {**typed, "right": "3"}).status_code == 302
    assert kpi.measurements.get(as_at=SEPTEMBER).period == Period.QUARTER


def test_the_grid_asks_about_it_in_its_row(kpi: Kpi, as_: Enter) -> None:
    client, address = as_("data lead"), f"{LIST}enter/?period=quarter-2023-09"
    (row,) = client.get(address).context["rows"]
    typed = {f"{kpi.pk}-sent_as": str(row.form["sent_as"].value()), f"{kpi.pk}-value": "3", f"{kpi.pk}-kind": "actual"}
    assert ASKED in said(client.post(address, typed))
    assert client.post(address, {**typed, f"{kpi.pk}-right": "3"}).status_code == 302
    assert kpi.measurements.get(as_at=SEPTEMBER).period == Period.QUARTER


def test_a_running_total_is_of_its_year_and_asked_about_by_no_period(kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(cumulates="academic_year")
    day = {"as_at_day": "30", "as_at_month": "9", "as_at_year": "2023", "period": "quarter"}
    typed = {"value": "3", "kind": "actual", "sent_as": str(uuid4()), **day}
    assert as_("data lead").post(f"{LIST}A-K1/enter/", typed).status_code == 302


def test_the_charts_table_says_of_which_period_a_figure_is(kpi: Kpi, as_: Enter) -> None:
    make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(3), as_at=SEPTEMBER, period=Period.QUARTER)
    make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(4), as_at=date(2023, 10, 9))
    told = as_("member").get(f"{LIST}A-K1/").context["points"]
    assert [what for _, _, what in told] == [
        "Actual figure of July 2023",
        "Actual figure of August 2023",
        "Actual figure of July to September 2023",
        "Actual figure",
    ]


@pytest.mark.parametrize(("quarter", "counted"), [(3, "7 figures from April 2023 to October 2023"), (9, "")])
def test_a_trend_leads_over_no_figure_of_another_period(cast: Cast, as_: Enter, quarter: int, counted: str) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K2", unit=Unit.COUNT, frequency="month", data_lead=cast["data lead"])
    for month in range(1, 11):
        last, of = month_end(2023, month), Period.QUARTER if month == quarter else Period.MONTH
        value = Decimal(31 if month == quarter else month)
        make.Measurement(notice=cast.notice, kpi=row, value=value, as_at=last, period=of)
    kpi = as_("member").get(f"{LIST}A-K2/").context["kpi"]
    assert (counted in kpi.trend, bool(kpi.trend)) == (True, bool(counted))
    told = describe(chart_data(kpi, date(2023, 11, 30)))
    assert ("7 figures, lowest 4, highest 10" in told) == bool(counted)
    assert "highest 31" not in told


# --- a file --------------------------------------------------------------------------------------


def read(head: str, rows: str, **known: Any) -> list[Found]:
    (sheet,) = read_figures("figures.csv", f"{head}\n{rows}\n".encode())
    roles = {1: Role.KPI, **dict.fromkeys(range(2, 3 + head.count(",") - 1), Role.FIGURES)}
    kpi = Known("A-K1", "Vacancies", Unit.COUNT, **known)
    return list(figures(sheet, 1, roles, [kpi], date(2023, 12, 14)))


def test_a_file_names_the_quarter_among_its_months() -> None:
    found = read("KPI,Jul 2023,Aug 2023,Q2 2023/24", "A-K1,1,2,3")
    assert [each.standing for each in found] == [Standing.SURE, Standing.SURE, Standing.ASK]
    assert ASKED in found[2].says[0]


def test_a_file_with_a_quarter_alone_is_held_against_the_months_that_are_there() -> None:
    months: dict[str, Any] = {"figures": {AUGUST: Decimal(2)}, "periods": {AUGUST: Kind.MONTH}}
    assert [each.standing for each in read("KPI,Q2 2023/24", "A-K1,3", **months)] == [Standing.ASK]
    assert [each.standing for each in read("KPI,Q2 2023/24", "A-K1,3", adds_up=True, **months)] == [Standing.SURE]


def test_the_page_of_an_import_holds_a_figure_against_the_periods_that_are_there(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    file = SimpleUploadedFile("figures.csv", b"KPI,Q2 2023/24\nA-K1,3\n", "text/csv")
    to_columns = client.post(f"{LIST}import/", {"file": file, "sent_as": str(uuid4())})["Location"]
    form = client.get(to_columns).context["form"]
    to_check = client.post(to_columns, {name: str(form[name].value()) for name in form.fields})["Location"]
    assert ASKED in said(client.get(to_check))
