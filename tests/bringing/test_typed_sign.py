"""A baseline that is typed with a percent sign says the unit of its KPI, as the sign of a file's cell does."""

from decimal import Decimal

import pytest

from bringing.reading import Asks, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, keys, settle
from kpis.targets import Unit
from sheets.reading import read_file
from tests.bringing.reading.plans import asked

BASELINE, UNIT = "kpis/0/baseline", "kpis/0/unit"


def kpis(target: str, unit: str = "", baseline: str = "1 in 40") -> Draft:
    rows = f"KPI,Section,Unit,Baseline,Target – March 2024\nExclusions,A,{unit},{baseline},{target}\n"
    return named(understand(read_file("plan.csv", rows.encode())))


def typed(draft: Draft, text: str, **more: str) -> tuple[Unit, Decimal | None]:
    """The unit and the baseline's value once this was typed at the doubt about the baseline."""
    (doubt,) = asked(draft, Asks.BASELINE)
    said = {doubt.key: Answer(How.CORRECTED, {BASELINE: text})}
    said |= {keys(draft)[UNIT]: Answer(How.CORRECTED, {UNIT: each}) for each in more.values()}
    (kpi,) = settle(draft, said).kpis
    return kpi.unit.value, kpi.baseline.value.value


@pytest.mark.parametrize("text", ["2.5%", "2.5 %", "2.5 per cent"])
@pytest.mark.parametrize("target", ["reduce by 10%", "2%", ""])
def test_a_typed_sign_says_the_unit(text: str, target: str) -> None:
    assert kpis(target, baseline="2.5%").kpis[0].unit.value is Unit.PERCENT, "as in the file"
    assert typed(kpis(target), text) == (Unit.PERCENT, Decimal("2.5"))


@pytest.mark.parametrize(("target", "text"), [("2", "2.5%"), ("2%", "2.5"), ("", "Awaited")])
def test_without_the_sign_or_beside_targets_without_it_the_unit_is_not_said(target: str, text: str) -> None:
    read = kpis(target).kpis[0].unit.value
    assert typed(kpis(target), text)[0] is read


def test_a_unit_that_somebody_chose_stays() -> None:
    assert typed(kpis(""), "2.5%", unit="Not stated")[0] is Unit.NOT_STATED
    assert typed(kpis(""), "2.5", unit="Days")[0] is Unit.DAYS


def test_a_sign_typed_on_the_rows_own_page_counts_as_well() -> None:
    draft = kpis("")
    answer = Answer(How.CORRECTED, {BASELINE: "2.5%"})
    assert settle(draft, {keys(draft)[BASELINE]: answer}).kpis[0].unit.value is Unit.PERCENT
