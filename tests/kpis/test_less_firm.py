"""A figure that becomes less certain, and a fraction among whole numbers, are asked about wherever figures come in."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from audit.models import Event
from kpis.doubts import less_firm, not_whole
from kpis.models import Kpi, Measurement
from kpis.targets import Unit
from tests import factories as make
from tests.cast import Cast
from tests.kpis.files import LONG, answers, checked, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST = "/notices/devon/kpis/"
GRID = f"{LIST}enter/?period=2023-11"
OCTOBER, NOVEMBER = date(2023, 10, 31), date(2023, 11, 30)
SOFTER = "An actual figure stands here, and this one is only provisional"
FRACTION = "12.5 is not a whole number, and every figure so far is"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A count of every month, of which October's figure stands."""
    row: Kpi = make.Kpi(
        notice=cast.notice, code="A-K1", unit=Unit.COUNT, frequency="month", data_lead=cast["data lead"]
    )
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(11), as_at=OCTOBER, period="month")
    return row


@pytest.fixture
def actual(kpi: Kpi) -> Measurement:
    """November's figure, an actual one."""
    row: Measurement = make.Measurement(
        notice=kpi.notice, kpi=kpi, value=Decimal(12), as_at=NOVEMBER, period="month", kind="actual"
    )
    return row


def latest(kpi: Kpi) -> tuple[Decimal, str]:
    row = kpi.measurements.get(corrected=False, as_at=NOVEMBER)
    return row.value, row.kind


def typed(client: Client, **cells: str) -> dict[str, str]:
    """What the grid sends of its only row."""
    (row,) = client.get(GRID).context["rows"]
    form = row.form
    hidden = {form.add_prefix(each.name): str(each.value() or "") for each in form.hidden_fields()}
    return hidden | {form.add_prefix(name): text for name, text in cells.items()}


# --- the rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stands", "kind", "says"),
    [
        ("actual", "provisional", [SOFTER]),
        ("actual", "projected", ["An actual figure stands here, and this one is only projected"]),
        ("provisional", "projected", ["A provisional figure stands here, and this one is only projected"]),
        ("provisional", "actual", []),
        ("actual", "actual", []),
        ("projected", "projected", []),
        ("", "projected", []),
    ],
)
def test_what_is_less_certain_than_what_stands_is_asked_about(stands: str, kind: str, says: list[str]) -> None:
    assert [each.sentence for each in less_firm(stands, kind)] == says


@pytest.mark.parametrize(
    ("value", "unit", "others", "asked"),
    [
        ("12.5", Unit.COUNT, ["11", "12.0"], True),
        ("12.0", Unit.COUNT, ["11"], False),
        ("12.5", Unit.COUNT, ["11", "9.5"], False),
        ("12.5", Unit.COUNT, [], False),
        ("12.5", Unit.DAYS, ["11"], False),
        ("12.5", Unit.PERCENT, ["11"], False),
        ("12.5", Unit.NOT_STATED, ["11"], False),
    ],
)
def test_a_fraction_is_asked_about_in_a_count_of_whole_numbers(
    value: str, unit: Unit, others: list[str], asked: bool
) -> None:
    assert [each.sentence for each in not_whole(Decimal(value), unit, map(Decimal, others))] == [FRACTION] * asked


# --- the grid ------------------------------------------------------------------------------------


def test_the_grid_asks_before_a_figure_becomes_less_certain(kpi: Kpi, actual: Measurement, as_: Enter) -> None:
    client = as_("data lead")
    sent = typed(client, value="12", kind="provisional", note="Not validated after all")
    page = said(client.post(GRID, sent))
    assert f"{SOFTER}. Choose how certain it is, or tick that it is right" in page
    assert latest(kpi) == (12, "actual")
    # a tick for the figure itself, or for another kind, does not stand for it
    for about in ("12", "12 projected"):
        client.post(GRID, sent | typed(client, right=about))
        assert latest(kpi) == (12, "actual")
    assert client.post(GRID, sent | typed(client, right="12 provisional")).status_code == 302
    assert latest(kpi) == (12, "provisional")


def test_what_is_pasted_as_provisional_over_an_actual_figure_is_asked_about(
    kpi: Kpi, actual: Measurement, as_: Enter
) -> None:
    client = as_("data lead")
    page = said(client.post(GRID, typed(client) | {"paste": "A-K1\t12 (provisional)", "read": "1"}))
    assert SOFTER in page


def test_the_grid_asks_about_a_fraction_among_whole_numbers(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    sent = typed(client, value="12.5", kind="actual")
    assert f"{FRACTION}. Type it anew, or tick that it is right" in said(client.post(GRID, sent))
    assert client.post(GRID, sent | typed(client, right="12.5")).status_code == 302
    assert latest(kpi) == (Decimal("12.5"), "actual")


def test_the_form_of_a_correction_asks_too(kpi: Kpi, actual: Measurement, as_: Enter) -> None:
    client, address = as_("data lead"), f"{LIST}A-K1/correct/{actual.uid}/"
    form = client.get(address).context["form"]
    sent = {each.name: str(each.value() or "") for each in form.hidden_fields()}
    sent |= {"as_at_day": "30", "as_at_month": "11", "as_at_year": "2023", "period": "month", "value": "12"}
    sent |= {"kind": "provisional", "why": "Not validated after all"}
    assert SOFTER in said(client.post(address, sent))
    assert client.post(address, sent | {"right": "12 provisional"}).status_code == 302
    assert latest(kpi) == (12, "provisional")


# --- a file --------------------------------------------------------------------------------------


def bring(client: Client, content: str, **more: Any) -> str:
    address = checked(client, content)
    return said(client.post(address, answers(client, address, **more), follow=True))


@pytest.mark.parametrize("value", ["12", "13"])
def test_a_file_that_is_less_certain_is_asked_about_and_enters_nothing_by_itself(
    kpi: Kpi, actual: Measurement, as_: Enter, value: str
) -> None:
    client, content = as_("data lead"), LONG + f"A-K1,Nov 2023,{value},provisional,\n"
    (cell,) = client.get(checked(client, content)).context["form"].asked
    assert (cell.says[0], cell.doubts) == (SOFTER, ("less_firm",))
    bring(client, content, revise="correct", why="Counted again")
    assert latest(kpi) == (12, "actual")
    bring(client, content, take_C2="on", why="Not validated after all")
    assert latest(kpi) == (Decimal(value), "provisional")


def test_no_doubt_is_kept_about_a_figure_that_somebody_makes_as_certain(
    kpi: Kpi, actual: Measurement, as_: Enter
) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Nov 2023,13,provisional,\n"
    bring(client, content, take_C2="on", kind_C2="actual", why="Validated since")
    assert latest(kpi) == (13, "actual")
    assert "less_firm" not in Event.objects.get(verb="measurement.corrected").body


def test_an_uncertain_cell_that_somebody_calls_less_certain_is_asked_about_too(
    kpi: Kpi, actual: Measurement, as_: Enter
) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Nov 2023,13 (validated),,\n"
    chosen = {"take_C2": "on", "kind_C2": "provisional", "why": "Counted again"}
    assert SOFTER in bring(client, content, **chosen)
    assert latest(kpi) == (12, "actual")
    bring(client, content, **chosen, right_C2="13 provisional")
    assert latest(kpi) == (13, "provisional")


def test_a_file_with_a_fraction_among_whole_numbers_is_asked_about(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    form = client.get(checked(client, LONG + "A-K1,Nov 2023,12.5,,\nA-K1,Dec 2022,12,,\n")).context["form"]
    assert [(cell.place, cell.says, cell.doubts) for cell in form.asked] == [("C2", (FRACTION,), ("not_whole",))]


def test_the_check_says_nothing_of_what_there_is_none_of(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    page = said(client.get(checked(client, LONG + "A-K1,Nov 2023,12,,\n")))
    assert "1 figure can be entered as it stands" in page
    assert not [zero for zero in ("0 cells", "0 figures", "left out</li>", "there already") if zero in page]
    page = said(client.get(checked(client, LONG + "A-K1,Nov 2023,n/a,,\n")))
    assert ("1 cell is left out" in page, "0 figures" in page) == (True, False)
