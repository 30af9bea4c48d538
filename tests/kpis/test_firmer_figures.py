"""What was forecast is followed by what was counted, without a reason that nobody needs."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kpis import actions
from kpis.models import FigureKind, Kpi, Measurement, Period, Unit
from notices.conflicts import Refused
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST = "/notices/devon/kpis/"
NOVEMBER = date(2023, 11, 30)
PAIRS = [
    ("projected", "actual", "The actual figure in the place of the projected one"),
    ("projected", "provisional", "The provisional figure in the place of the projected one"),
    ("provisional", "actual", "The actual figure in the place of the provisional one"),
    ("projected", "projected", ""),
    ("provisional", "provisional", ""),
    ("provisional", "projected", ""),
    ("actual", "provisional", ""),
    ("actual", "actual", ""),
]


def figure(cast: Cast, kind: str) -> Measurement:
    kpi = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, frequency="month", data_lead=cast["data lead"])
    found: Measurement = make.Measurement(
        notice=cast.notice, kpi=kpi, value=Decimal(12), as_at=NOVEMBER, period=Period.MONTH, kind=kind
    )
    return found


def latest(kpi: Kpi) -> tuple[Decimal, str, str]:
    row = kpi.measurements.get(corrected=False)
    return row.value, row.kind, row.note


@pytest.mark.parametrize(("old", "new", "recorded"), PAIRS)
def test_only_a_firmer_figure_goes_without_a_reason_and_says_what_it_is(
    cast: Cast, old: str, new: str, recorded: str
) -> None:
    row = figure(cast, old)
    common: dict[str, Any] = {"by": cast["data lead"], "at": NOW, "seen_version": row.version, "sent_as": uuid4()}
    told = {"measurement": row, "value": Decimal(11), "kind": FigureKind(new)}
    if recorded:
        for _ in range(2):
            actions.correct_measurement(why=" ", **told, **common)
        assert latest(row.kpi) == (11, new, recorded)
    else:
        with pytest.raises(Refused, match="Say why the figure is corrected"):
            actions.correct_measurement(why=" ", **told, **common)


def test_a_reason_that_was_typed_is_the_one_that_stands(cast: Cast) -> None:
    row = figure(cast, "projected")
    actions.correct_measurement(
        measurement=row,
        value=Decimal(11),
        kind=FigureKind.ACTUAL,
        why="Two left early",
        by=cast["data lead"],
        at=NOW,
        seen_version=row.version,
    )
    assert latest(row.kpi) == (11, "actual", "Two left early")


def test_the_grid_takes_the_actual_figure_after_a_forecast_without_a_reason(cast: Cast, as_: Enter) -> None:
    row, client = figure(cast, "projected"), as_("data lead")
    address = f"{LIST}enter/?period=2023-11"
    (shown,) = client.get(address).context["rows"]
    assert shown.form["note"].label == "Note on A-K1"
    form = shown.form
    hidden = {form.add_prefix(each.name): str(each.value() or "") for each in form.hidden_fields()}
    typed = hidden | {form.add_prefix("value"): "11", form.add_prefix("kind"): "projected"}
    assert "Say why the figure is corrected" in client.post(address, typed).content.decode()
    assert client.post(address, typed | {form.add_prefix("kind"): "actual"}).status_code == 302
    assert latest(row.kpi) == (11, "actual", "The actual figure in the place of the projected one")


def test_the_form_of_a_correction_takes_the_final_value_of_a_provisional_one_without_a_reason(
    cast: Cast, as_: Enter
) -> None:
    row, client = figure(cast, "provisional"), as_("data lead")
    address = f"{LIST}A-K1/correct/{row.uid}/"
    form = client.get(address).context["form"]
    hidden = {each.name: str(each.value() or "") for each in form.hidden_fields()}
    day = {"as_at_day": "30", "as_at_month": "11", "as_at_year": "2023", "period": "month"}
    typed = hidden | day | {"value": "12", "kind": "provisional", "why": ""}
    assert "Enter why it is corrected" in client.post(address, {**typed, "value": "11"}).content.decode()
    assert client.post(address, {**typed, "kind": "actual"}).status_code == 302
    assert latest(row.kpi) == (12, "actual", "The actual figure in the place of the provisional one")
