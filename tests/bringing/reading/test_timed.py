"""What a KPI is counted in by the words beside its figures, where nothing else says it."""

import pytest

from bringing.reading import Asks, Certainty, Draft, understand
from bringing.settled import named
from kpis.targets import Unit
from sheets.reading import read_file
from tests.bringing.reading.plans import asked
from tests.bringing.test_others import chosen

HEAD = "Code,Section,KPI,Baseline,Target - January 2024,Target - March 2024\n"


def read(row: str) -> Draft:
    return named(understand(read_file("kpis.csv", f"{HEAD}K1,A,{row}\n".encode())))


@pytest.mark.parametrize(
    "row",
    [
        "Waits,50 days,20 days,10 days",
        "Waits,164 days,10% reduction,20% reduction",
        "Waits,TBC,20 days,10 days",
        "Waits,50 Days,20days,",
    ],
)
def test_a_kpi_whose_figures_are_all_in_days_is_counted_in_days(row: str) -> None:
    draft = read(row)
    assert (draft.kpis[0].unit.value, draft.kpis[0].unit.certainty) == (Unit.DAYS, Certainty.CERTAIN)
    assert asked(draft, Asks.UNIT) == asked(draft, Asks.WORDS_BESIDE) == []


@pytest.mark.parametrize(
    "row", ["Average weeks to a plan,140 days,20,18", "Waits (days),50 days,40,30", "Waits,20 weeks,18 weeks,15 days"]
)
def test_days_of_some_figures_alone_are_asked_about(row: str) -> None:
    """A baseline of 140 days beside targets of 20 was compared with them as it stands."""
    draft = read(row)
    (doubt,) = asked(draft, Asks.UNIT)
    said = next(each for each in row.split(",") if each.endswith("days"))
    assert doubt.says == f"“{said}” is in days, and not all figures of this KPI say so: choose the unit"
    assert (doubt.read, doubt.others, doubt.about) == ("days", ("a number",), ("kpis/0/unit",))
    assert draft.kpis[0].unit.value is Unit.DAYS
    assert chosen(draft, Asks.UNIT, "A number").kpis[0].unit.value is Unit.COUNT


@pytest.mark.parametrize("row", ["Waits,140,20,18", "Plans in 20 weeks,50%,60%,70%", "Calls a day,12,14,16"])
def test_without_days_beside_a_figure_nothing_is_in_days(row: str) -> None:
    draft = read(row)
    assert draft.kpis[0].unit.value is not Unit.DAYS
    assert asked(draft, Asks.UNIT) == []


def test_the_same_span_beside_all_figures_is_not_asked_about_and_kept() -> None:
    draft = read("Waits,104 weeks,90 weeks,52 weeks")
    assert asked(draft, Asks.WORDS_BESIDE) == []
    assert [str(each.rule.value) for each in draft.kpis[0].targets] == ["90 weeks", "52 weeks"]
    assert draft.kpis[0].baseline.words == "104 weeks"


@pytest.mark.parametrize(
    ("row", "count"), [("Waits,104,90 weeks,52 weeks", 2), ("Waits,104 weeks,90 weeks or so,52 weeks", 3)]
)
def test_a_span_beside_some_or_with_more_words_is_asked_about(row: str, count: int) -> None:
    assert len(asked(read(row), Asks.WORDS_BESIDE)) == count
