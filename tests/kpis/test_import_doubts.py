"""Numbers of a file that look odd are asked about cell by cell, and never refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from audit.models import Event
from kpis.forms.importing import MOVED
from kpis.models import FigureImport, Kpi, Unit
from tests import factories as make
from tests.cast import Cast
from tests.kpis.files import LONG, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
NOVEMBER = date(2023, 11, 30)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A number that was 15 in October."""
    row = make.Kpi(notice=cast.notice, code="A-K1", name="Vacancies", unit=Unit.COUNT, data_lead=cast["data lead"])
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(15), as_at=date(2023, 10, 31), period="month")
    return row


def of_november(kpi: Kpi) -> list[Decimal]:
    return list(kpi.measurements.filter(as_at=NOVEMBER).values_list("value", flat=True))


def test_an_odd_number_is_asked_about_and_comes_in_only_once_it_is_confirmed(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Nov 2023,150,,\nA-K1,Sep 2023,14,,\n")
    page = said(client.get(address))
    assert "150 is ten times as much as before or more: the figure of October 2023 was 15." in page
    assert 'name="take_C2"' in page
    left = client.post(address, answers(client, address), follow=True)
    assert "1 figure of figures.csv entered" in said(left)
    assert of_november(kpi) == []
    again = checked(client, LONG + "A-K1,Nov 2023,150,,\n")
    assert client.post(again, answers(client, again, take_C2="on")).status_code == 302
    assert of_november(kpi) == [150]
    assert '"doubts":"tenfold"' in Event.objects.filter(verb="measurement.entered").latest("pk").body


def test_a_question_ends_as_one(kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(unit=Unit.PERCENT)
    client = as_("data lead")
    page = said(client.get(checked(client, LONG + "A-K1,Nov 2023,0.15,,\n")))
    assert "because the figure of October 2023 was 15%: is it 15%?</li>" in page


def test_a_number_typed_in_the_place_of_a_cell_is_asked_about_too(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + 'A-K1,Nov 2023,"12,5",,\n')
    typed = answers(client, address, take_C2="on", value_C2="125000")
    page = said(client.post(address, typed))
    assert "125,000 is ten times as much as before or more" in page
    assert "Type it anew, or tick that it is right" in page
    assert 'name="right_C2" value="125,000"' in page
    assert of_november(kpi) == []
    other = client.post(address, typed | {"value_C2": "126000", "right_C2": "125,000"})
    assert "126,000 is ten times" in said(other), "what was ticked is not what is typed now"
    assert client.post(address, typed | {"right_C2": "125,000"}).status_code == 302
    assert of_november(kpi) == [125000]
    assert '"doubts":"tenfold"' in Event.objects.filter(verb="measurement.entered").latest("pk").body


def test_a_cell_that_turns_odd_while_the_page_is_open_is_asked_about_and_nothing_is_lost(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Dec 2022,16,,\nA-K1,Nov 2023,16,,\n")
    typed = answers(client, address, leave=["C2"])
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(1600), as_at=date(2023, 11, 15))
    page = client.post(address, typed)
    assert MOVED in said(page)
    assert "16 is a tenth of what it was before or less: the figure of 15 November 2023 was 1,600" in said(page)
    assert page.context["form"].left() == {"C2"}
    assert FigureImport.objects.get().entered_at is None
    again = {name: str(page.context["form"][name].value() or "") for name in ("seen_version", "seen_cells")}
    done = client.post(address, again | {"leave": ["C2"], "take_C3": "on", "value_C3": "16", "kind_C3": "actual"})
    assert done.status_code == 302
    assert of_november(kpi) == [16]


def test_a_cell_whose_figure_somebody_entered_meanwhile_is_not_left_out_unsaid(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Sep 2023,14,,\nA-K1,Nov 2023,13,,\n")
    typed = answers(client, address)
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=NOVEMBER, period="month")
    page = said(client.post(address, typed))
    assert MOVED in page
    assert "1 figure is another than the one that stands: corrected only if you say so" in page
    assert client.post(address, answers(client, address)).status_code == 302
    assert of_november(kpi) == [12]
    assert kpi.measurements.filter(as_at=date(2023, 9, 30)).count() == 1


def test_a_figure_that_waits_for_its_release_is_there_already(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(13), as_at=NOVEMBER, period="month", held=True)
    client = as_("data lead")
    assert "1 figure is there already" in said(client.get(checked(client, LONG + "A-K1,Nov 2023,13,,\n")))


def test_doubts_that_were_left_for_later_are_asked_again(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Nov 2023,150,,\n")
    client.post(address, answers(client, address, take_C2="on", later="1"))
    page = client.get(address)
    assert "There is a problem" not in said(page)
    assert page.context["form"]["take_C2"].value() is True
    assert client.post(address, answers(client, address, take_C2="on")).status_code == 302
    assert of_november(kpi) == [150]
