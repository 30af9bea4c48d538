"""Another period is shown in the grid, and nothing that was typed for this one is lost on the way."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kpis.models import Kpi, Measurement, Unit
from tests import factories as make
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
GRID = "/notices/devon/kpis/enter/"
NOVEMBER, OCTOBER = f"{GRID}?period=2023-11", f"{GRID}?period=2023-10"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    found: Kpi = make.Kpi(notice=cast.notice, code="A-K14", unit=Unit.COUNT, data_lead=cast["data lead"])
    return found


def sent(client: Client, kpi: Kpi, **cells: str) -> dict[str, str]:
    """The page as it is sent by the button that shows another period."""
    (row,) = client.get(NOVEMBER).context["rows"]
    hidden = {row.form.add_prefix(each.name): str(each.value() or "") for each in row.form.hidden_fields()}
    shown = {f"{kpi.pk}-kind": "actual", "period": "2023-10", "show": "yes"}
    return hidden | shown | {f"{kpi.pk}-{name}": text for name, text in cells.items()}


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_another_period_is_shown_at_once_where_nothing_was_typed(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    answer = client.post(NOVEMBER, sent(client, kpi))
    assert (answer.status_code, answer["Location"]) == (302, OCTOBER)


@pytest.mark.parametrize("typed", ["21", "twenty-one"])
def test_what_was_typed_stays_and_its_row_is_named_before_another_period_is_shown(
    kpi: Kpi, as_: Enter, typed: str
) -> None:
    client = as_("data lead")
    answer = client.post(NOVEMBER, sent(client, kpi, value=typed))
    page = said(answer)
    assert "Not saved yet: A-K14. Save the figures before you go on to October 2023, or drop them" in page
    assert "Figures for November 2023</h1>" in page
    assert f'value="{typed}"' in page
    assert "is not a number" not in page
    assert f'<a class="govuk-link" href="{OCTOBER}">Show October 2023 and drop what is not saved</a>' in page
    assert '<option value="2023-10" selected>' in page
    assert not Measurement.objects.exists()
    again = {name: value for name, value in sent(client, kpi, value="21").items() if name != "show"}
    assert client.post(NOVEMBER, again).status_code == 302
    assert kpi.measurements.get().as_at == date(2023, 11, 30)


def test_a_block_that_was_pasted_and_not_read_is_kept_too(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    page = said(client.post(NOVEMBER, {**sent(client, kpi), "paste": "A-K14\t21"}))
    assert "Not saved yet: what you pasted." in page
    assert "A-K14\t21" in page


def test_enter_in_a_field_saves_and_a_kpi_is_read_beside_the_grid(kpi: Kpi, as_: Enter) -> None:
    page = said(as_("data lead").get(NOVEMBER))
    form = page.partition("data-grid>")[2]
    assert form.index('<button type="submit" hidden>Save figures') < form.index('name="show"')
    assert 'target="_blank" rel="noopener noreferrer">A-K14<span' in form


def test_where_no_figure_is_expected_the_period_is_chosen_by_its_address(kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency="quarter")
    page = said(as_("data lead").get(OCTOBER))
    assert '<form method="get" class="app-filter">' in page
    assert "data-grid" not in page.partition("<script")[0]
