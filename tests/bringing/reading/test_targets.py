"""Targets of KPIs as their cells read."""

from decimal import Decimal

import pytest

from bringing.others import others
from bringing.reading import Asks, Draft, understand
from bringing.settled import named
from bringing.settling import Answer, How, settle
from sheets.reading import read_file
from tests.bringing.reading.plans import asked
from tests.bringing.reading.test_bad_input import KPIS, brought
from tests.sheets.making import book

THIRD = "33.33333333333333%"


def third(style: str) -> Draft:
    """A third of a spreadsheet's cell that shows it rounded."""

    def fill(sheet: object) -> None:
        sheet.append(["KPI", "Section", "Unit", "Baseline", "Target – March 2024"])  # type: ignore[attr-defined]
        sheet.append(["Beds dug", "A", "%", 0.25, 1 / 3])  # type: ignore[attr-defined]
        for at in ("D2", "E2"):
            sheet[at].number_format = style  # type: ignore[index]

    return named(understand(read_file("plan.xlsx", book(fill))))


@pytest.mark.parametrize("style", ["0%", "0.00%"])
@pytest.mark.parametrize(("chosen", "amount"), [("33.33%", "33.33"), ("33%", "33")])
def test_a_target_of_more_places_than_a_figure_has_is_asked_about(style: str, chosen: str, amount: str) -> None:
    draft = third(style)
    (doubt,) = asked(draft, Asks.TARGET)
    assert doubt.says == (
        f"“{THIRD}” has more than 4 decimal places: choose 33.33% or 33%, enter what it is, or confirm all of them"
    )
    (other,) = [each for each in others(doubt, draft) if each.says == chosen]
    rule = settle(draft, {doubt.key: Answer(How.CORRECTED, other.values)}).kpis[0].targets[0].rule
    assert rule.value is not None
    assert (rule.value.amount, rule.words) == (Decimal(amount), chosen)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("0.00001", "“0.00001” has more than 4 decimal places: round it, enter what it is, or confirm all of them"),
        (
            f"{'9' * 40}.123456",
            f"“{'9' * 30}…” is too large: enter a figure of at most 10 digits before its decimal point",
        ),
    ],
    ids=["next to nothing", "far too large"],
)
def test_what_cannot_be_rounded_to_a_figure_is_asked_about_alone(cell: str, says: str) -> None:
    draft = brought(KPIS, ["Rate", "1", "May 2023", cell, "0.0001"])
    doubt = asked(draft, Asks.TARGET)[0]
    assert (doubt.says, doubt.others) == (says, ())
