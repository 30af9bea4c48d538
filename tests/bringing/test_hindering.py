"""What hinders a plan from being entered, row by row. Pure."""

from datetime import date
from decimal import Decimal

import pytest

from bringing.hindering import measured_to_come
from bringing.plain import Kind, Row, Value

BROUGHT = date(2023, 12, 12)


def kpi(day: date | None, value: str | None = "10") -> Row:
    says: dict[str, Value] = {"baseline_on": day, "baseline_value": Decimal(value) if value else None}
    return Row(Kind.KPI, "A-K1", says)


@pytest.mark.parametrize(
    ("row", "hinders"),
    [
        (kpi(date(2023, 12, 13)), True),
        (kpi(BROUGHT), False),
        (kpi(date(2023, 12, 13), None), False),
        (kpi(None), False),
        (Row(Kind.ACTION, "A1", {"baseline_on": date(2023, 12, 13), "baseline_value": Decimal(1)}), False),
    ],
    ids=["a figure of tomorrow", "of today", "awaited till tomorrow", "of no day", "no KPI"],
)
def test_a_baseline_that_is_a_figure_of_a_day_to_come_hinders(row: Row, hinders: bool) -> None:
    found = [each.says for each in measured_to_come([row], set(), BROUGHT)]
    says = "Its baseline is a figure of 13 December 2023, which was yet to come when the file was brought"
    assert found == ([f"{says}: enter the day that it is of"] if hinders else [])
    assert list(measured_to_come([row], {row.same}, BROUGHT)) == [], "of one that stands no file changes the baseline"


def test_each_is_told_by_its_number_among_the_kpis() -> None:
    rows = [Row(Kind.ACTION, "A1", {}), kpi(date(2023, 1, 1)), kpi(date(2024, 1, 1))]
    assert [each.number for each in measured_to_come(rows, set(), BROUGHT)] == [1]
