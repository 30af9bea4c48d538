"""A return that comes once more with other figures: offered as corrections, with one reason for the file."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Unit
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
from tests.kpis.files import LONG, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
SEPTEMBER, OCTOBER, NOVEMBER = date(2023, 9, 30), date(2023, 10, 31), date(2023, 11, 30)
FIRST = LONG + "A-K1,Sep 2023,14,,\nA-K1,Oct 2023,15,,\n"
REVISED = LONG + "A-K1,Sep 2023,16,,\nA-K1,Oct 2023,17,,Late returns\nA-K1,Nov 2023,18,,\n"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    return make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, data_lead=cast["data lead"])


def bring(client: Client, content: str, **more: Any) -> Any:
    address = checked(client, content)
    return client.post(address, answers(client, address, **more), follow=True)


def standing(kpi: Kpi) -> list[tuple[date, Decimal]]:
    rows = kpi.measurements.filter(corrected=False).order_by("as_at")
    return [(row.as_at, row.value) for row in rows]


def asked(client: Client, content: str) -> list[str]:
    form = client.get(checked(client, content)).context["form"]
    assert not form.sure
    return [sentence for cell in form.asked for sentence in cell.says]


def correct(row: Measurement, **more: Any) -> Measurement:
    told = {"value": row.value, "kind": FigureKind.ACTUAL, "why": "Wrong month", "by": row.entered_by, "at": NOW}
    return actions.correct_measurement(measurement=row, seen_version=row.version, **{**told, **more})


def test_other_figures_of_the_same_periods_are_offered_beside_what_stands(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    answer = client.get(checked(client, REVISED))
    assert "2 figures are another than the one that stands: corrected only if you say so" in said(answer)
    told = [(row["cell"].place, row["stands"], row["value"]) for row in answer.context["revised"]]
    assert told == [("C2", "14", "16"), ("C3", "15", "17")]
    assert [row["value"] for row in answer.context["sure"]] == ["18"]


def test_they_are_corrected_together_with_one_reason_and_one_can_be_left_out(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    assert "Say why the figures that stand are corrected" in said(bring(client, REVISED, revise="correct"))
    assert [value for _, value in standing(kpi)] == [14, 15]
    done = said(bring(client, REVISED, revise="correct", why="Revised return", leave="C2"))
    assert "2 figures of figures.csv entered, 1 of them in the place of others" in done
    assert standing(kpi) == [(SEPTEMBER, 14), (OCTOBER, 17), (NOVEMBER, 18)]
    row = kpi.measurements.get(value=17)
    assert (row.corrects, row.note) == (kpi.measurements.get(value=15), "Revised return\nLate returns")
    assert (row.source, row.period) == ("figures.csv, C3", "month")


def test_unless_somebody_says_so_what_stands_stays(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    bring(client, REVISED)
    assert standing(kpi) == [(SEPTEMBER, 14), (OCTOBER, 15), (NOVEMBER, 18)]


def test_an_uncertain_cell_takes_the_place_of_what_stands_once_it_is_confirmed(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    content = LONG + 'A-K1,Sep 2023,"16 (late)",,\nA-K1,Oct 2023,"one,five",,\n'
    assert "Another figure stands there, 14: this one corrects it if you confirm it" in asked(client, content)
    no = said(bring(client, content, take_C2="on"))
    assert "Say why the figures that stand are corrected" in no
    same = said(bring(client, content, take_C3="on", value_C3="15", why="Revised"))
    assert "C3 says what stands there already: change it, or do not confirm it" in same
    bring(client, content, take_C2="on", take_C3="on", value_C3="18", why="Revised")
    assert standing(kpi) == [(SEPTEMBER, 16), (OCTOBER, 18)]


def test_a_tick_says_what_it_takes_the_place_of_and_the_reason_is_asked_for_its_cell(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    content = LONG + 'A-K1,Sep 2023,"16 (late)",,\nA-K1,Oct 2023,17,,\n'
    page = said(client.get(checked(client, content)))
    assert "Enter C2 in the place of 14, which stands" in page
    assert "What becomes of the figures in this table that stand?" in page
    assert "Say why the figures that stand are corrected: C2<" in said(bring(client, content, take_C2="on"))
    both = said(bring(client, content, take_C2="on", revise="correct"))
    assert "Say why the figures that stand are corrected: C3 and C2<" in both


def test_a_revised_figure_that_looks_odd_is_asked_about_by_itself(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    form = client.get(checked(client, LONG + "A-K1,Oct 2023,1500,,\n")).context["form"]
    assert ([cell.doubts for cell in form.asked], form.revised) == ([("tenfold",)], [])
    assert form.asked[0].stands == 15


def test_a_revised_figure_is_what_the_next_one_is_compared_with(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    form = client.get(checked(client, LONG + "A-K1,Oct 2023,100,,\nA-K1,Nov 2023,160,,\n")).context["form"]
    assert [cell.place for cell in form.revised] == ["C2"]
    assert [cell.place for cell in form.sure] == ["C3"]


def test_a_figure_that_another_one_took_the_place_of_meanwhile_is_named_and_not_corrected(
    cast: Cast, kpi: Kpi, as_: Enter
) -> None:
    client = as_("data lead")
    bring(client, FIRST)
    address = checked(client, REVISED)
    typed = answers(client, address, revise="correct", why="Revised")
    correct(kpi.measurements.get(value=15), value=Decimal(20), by=cast["lead"])
    moved = said(client.post(address, typed))
    assert "What is asked has changed since this page was opened" in moved
    assert [value for _, value in standing(kpi)] == [14, 20]


# --- the same file once more ---------------------------------------------------------------------


def test_the_same_file_is_asked_about_once_its_figure_was_moved(kpi: Kpi, as_: Enter) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Oct 2023,15,,\n"
    bring(client, content)
    row = kpi.measurements.get()
    correct(row, as_at=NOVEMBER)
    (sentence,) = asked(client, content)
    name = row.entered_by.name
    assert sentence.startswith(f"15 stood here before and was moved to November 2023 by {name}")
    bring(client, content)
    assert standing(kpi) == [(NOVEMBER, 15)]


def test_the_same_file_is_asked_about_once_its_figure_was_withdrawn(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Oct 2023,15,,\n"
    bring(client, content)
    row = kpi.measurements.get()
    actions.withdraw_measurement(measurement=row, why="Of A-K2", by=cast["lead"], at=NOW, seen_version=1)
    assert "was withdrawn by " in asked(client, content)[0]
    bring(client, content, take_C2="on")
    assert standing(kpi) == [(OCTOBER, 15)]


def test_the_same_file_does_not_offer_to_undo_a_correction_together_with_others(kpi: Kpi, as_: Enter) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Oct 2023,15,,\n"
    bring(client, content)
    correct(kpi.measurements.get(), value=Decimal(20))
    told = asked(client, content)
    assert "Another figure stands there, 20: this one corrects it if you confirm it" in told
    assert any(each.startswith("15 stood here before and was corrected to 20 by ") for each in told)
