"""A form that was gone back to and sent again: it is saved once, and what it says now is never taken for saved."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kpis import actions
from kpis.models import FigureKind, Kpi, Period, Unit
from notices.conflicts import SentBefore
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
NOVEMBER = "/notices/devon/kpis/enter/?period=2023-11"
END = date(2023, 11, 30)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    row: Kpi = make.Kpi(notice=cast.notice, code="A-K1", data_lead=cast["data lead"], unit=Unit.COUNT)
    return row


def hidden(client: Client) -> dict[str, str]:
    page = client.get(NOVEMBER).content.decode()
    return dict(re.findall(r'name="(\d+-(?:sent_as|seen_row|seen_version))" value="([^"]*)"', page))


def typed(kpi: Kpi, **cells: str) -> dict[str, str]:
    return {f"{kpi.pk}-{name}": text for name, text in ({"kind": "actual"} | cells).items()}


@pytest.mark.parametrize(
    "other",
    [{"value": "15"}, {"kind": "provisional"}, {"note": "Recounted"}, {"note": ""}],
)
def test_after_going_back_another_figure_is_not_said_to_be_saved_and_stays_typed(
    kpi: Kpi, as_: Enter, other: dict[str, str]
) -> None:
    client = as_("data lead")
    first = hidden(client) | typed(kpi, value="14", note="Two left")
    assert "A-K1 saved for November 2023" in client.post(NOVEMBER, first, follow=True).content.decode()
    answer = client.post(NOVEMBER, first | typed(kpi, **({"value": "14", "note": "Two left"} | other)))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "saved for November 2023" not in page
    assert "A-K1: 14, actual was saved from this page before, and what stands here now is not saved" in page
    standing = kpi.measurements.get(corrected=False)
    assert (standing.value, standing.kind, standing.note) == (14, "actual", "Two left")
    for cell, text in other.items():
        assert cell == "kind" or not text or f'value="{text}"' in page


def test_what_was_typed_after_going_back_is_saved_once_both_were_read(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    first = hidden(client) | typed(kpi, value="14")
    client.post(NOVEMBER, first)
    page = client.post(NOVEMBER, first | typed(kpi, value="15")).content.decode()
    again = dict(re.findall(r'name="(\d+-(?:sent_as|seen_row|seen_version))" value="([^"]*)"', page))
    sent = first | again | typed(kpi, value="15", note="Mistyped")
    assert client.post(NOVEMBER, sent).status_code == 302
    standing = kpi.measurements.get(corrected=False)
    assert (standing.value, standing.corrects.value, standing.note) == (15, 14, "Mistyped")


def test_a_note_beside_the_figure_that_somebody_else_has_entered_is_not_dropped(kpi: Kpi, as_: Enter) -> None:
    first, second = as_("data lead"), as_("lead")
    seen = hidden(second)
    first.post(NOVEMBER, hidden(first) | typed(kpi, value="14"))
    page = second.post(NOVEMBER, seen | typed(kpi, value="14", note="Without the north")).content.decode()
    assert "A-K1: Data lead has entered 14, actual meanwhile" in page
    assert "Without the north" in page


@pytest.mark.parametrize(
    "other",
    [
        {"kind": FigureKind.ACTUAL},
        {"note": "Final"},
        {"source": "Another system"},
        {"series_break": True},
        {"as_at": date(2023, 10, 31)},
        {"period": Period.DAY},
    ],
)
def test_an_entered_figure_sent_again_with_anything_else_is_not_saved(
    cast: Cast, kpi: Kpi, other: dict[str, Any]
) -> None:
    told: dict[str, Any] = {"kpi": kpi, "value": Decimal(14), "as_at": END, "period": Period.MONTH, "sent_as": uuid4()}
    told |= {"kind": FigureKind.PROVISIONAL, "note": "First", "source": "Case system", "by": cast["lead"], "at": NOW}
    first = actions.enter_measurement(**told)
    assert actions.enter_measurement(**told) == first
    with pytest.raises(SentBefore):
        actions.enter_measurement(**told | other)


@pytest.mark.parametrize(
    "other",
    [{"kind": FigureKind.ACTUAL}, {"why": "Another reason"}, {"as_at": date(2023, 10, 31)}, {"period": Period.DAY}],
)
def test_a_correction_sent_again_with_anything_else_is_not_saved(cast: Cast, kpi: Kpi, other: dict[str, Any]) -> None:
    old = make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(16), as_at=END, period="month", kind="projected")
    told: dict[str, Any] = {"measurement": old, "value": Decimal(15), "kind": FigureKind.PROVISIONAL, "why": "Recount"}
    told |= {"by": cast["lead"], "at": NOW, "seen_version": old.version, "sent_as": uuid4()}
    first = actions.correct_measurement(**told)
    assert actions.correct_measurement(**told) == first
    with pytest.raises(SentBefore):
        actions.correct_measurement(**told | other)


def test_a_baseline_sent_again_from_another_source_is_not_proposed(cast: Cast, kpi: Kpi) -> None:
    told: dict[str, Any] = {"kpi": kpi, "value": Decimal(16), "as_at": END, "source": "Return", "sent_as": uuid4()}
    told |= {"by": cast["lead"], "at": NOW}
    first = actions.propose_baseline(**told)
    assert actions.propose_baseline(**told) == first
    with pytest.raises(SentBefore):
        actions.propose_baseline(**told | {"source": "Another return"})


# --- a period that is not offered any more -------------------------------------------------------


def test_figures_typed_for_a_month_that_slid_out_of_the_list_go_into_no_other_month(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    answer = client.post("/notices/devon/kpis/enter/?period=2022-11", hidden(client) | typed(kpi, value="77"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert not kpi.measurements.exists()
    assert "Figures for November 2022</h1>" in page
    assert "Nothing was saved: November 2022 is not offered here" in page
    assert 'value="77"' in page


@pytest.mark.parametrize("period", ["2024-01", "2022-13", "quarter-2023-11", "nonsense", "day-2023-11", "9" * 400])
def test_a_period_that_is_none_or_still_to_come_takes_no_figures(kpi: Kpi, as_: Enter, period: str) -> None:
    client = as_("data lead")
    answer = client.post(f"/notices/devon/kpis/enter/?period={period}", hidden(client) | typed(kpi, value="77"))
    assert answer.status_code == (200 if period == "2024-01" else 404)
    assert not kpi.measurements.exists()


def test_a_link_to_a_period_that_is_not_offered_says_whose_page_this_is(kpi: Kpi, as_: Enter) -> None:
    page = as_("data lead").get("/notices/devon/kpis/enter/?period=2022-11").content.decode()
    assert "November 2022 is not offered here: this is the page of November 2023" in page
