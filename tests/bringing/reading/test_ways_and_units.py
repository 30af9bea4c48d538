"""Which way is better, and in what a KPI is counted: read by whole words that say it, else asked about."""

import pytest

from bringing.reading import Asks, Certainty, Draft, understand
from bringing.settled import named
from kpis.targets import Direction, Unit
from sheets.reading import Document
from tests.bringing.reading.plans import asked, contradictions, tabled
from tests.bringing.test_others import chosen

DATED = "Target – March 2024"


def measured(name: str, baseline: str = "45", target: str = "40", **more: str) -> Draft:
    rows = [["Code", "Section", "KPI", *more, "Baseline", DATED], ["K1", "A", name, *more.values(), baseline, target]]
    draft = named(understand(Document("f", (tabled(rows),))))
    assert contradictions(draft) == []
    return draft


HIGHER = [
    *("Higher", "Higher is better", "High is good", "high", "Up", "Increase", "increasing", "to increase", "Maximise"),
    *("Maximize", "Bigger is better", "↑", "↑ Higher is better", "the higher the better", "Upwards"),
]
LOWER = [
    *("Lower", "Lower is better.", "Low is good", "low", "Down", "Decrease", "decreasing", "Reduce", "Reduction"),
    *("Minimise", "Minimize", "Smaller is better", "↓", "Lower = better", "should go down", "the lower the better"),
]


@pytest.mark.parametrize(
    ("printed", "way"),
    [*((each, Direction.HIGHER) for each in HIGHER), *((each, Direction.LOWER) for each in LOWER)],
)
def test_which_way_is_better_is_read_where_the_whole_cell_says_it(printed: str, way: Direction) -> None:
    draft = measured("Exclusions", Direction=printed)
    assert (draft.kpis[0].direction.value, asked(draft, Asks.UNIT)) == (way, [])


def test_a_target_that_is_worse_than_the_baseline_by_that_is_asked_about() -> None:
    (doubt,) = asked(measured("Exclusions", Direction="Higher"), Asks.ODD_TARGET)
    assert doubt.says.startswith("Target asks for 40, which is worse than the baseline, 45: higher is better")
    assert asked(measured("Exclusions", Direction="Lower"), Asks.ODD_TARGET) == []


@pytest.mark.parametrize(
    "printed",
    [
        *("Higher is worse", "Lower is worse", "Increase is bad", "Low is bad", "Should not go up", "No increase"),
        *("Avoid reduction", "Do not reduce", "Follow national", "Slower", "Support", "Update", "Higher or lower"),
        *("Highest in the region", "↑ Lower is better", "Increased"),
    ],
)
def test_a_word_within_another_one_or_against_its_sense_says_no_way(printed: str) -> None:
    draft = measured("Exclusions", Direction=printed)
    (doubt,) = asked(draft, Asks.UNIT)
    assert doubt.says == f"“{printed}” does not say which way is better: choose one"
    assert (draft.kpis[0].direction.value, draft.kpis[0].direction.certainty) == (Direction.NOT_SET, Certainty.OPEN)


@pytest.mark.parametrize(
    "name",
    [
        "Rate of permanent exclusions per 1,000 pupils",
        "Rate of children in care per 10 000",
        "Rate of suspensions per 100 pupils",
        "Rate of referrals",
        "Timeliness of plans",
    ],
)
def test_a_rate_is_no_percentage_for_certain(name: str) -> None:
    draft = measured(name)
    assert (draft.kpis[0].unit.value, asked(draft, Asks.UNIT)) == (Unit.NOT_STATED, [])


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Percentage of plans in time", Unit.PERCENT),
        ("Proportion of pupils who attend, per 100", Unit.PERCENT),
        ("Number of exclusions", Unit.COUNT),
        ("Median days to a decision", Unit.DAYS),
        ("Average number of working days to a decision", Unit.DAYS),
        ("Number of days lost", Unit.DAYS),
    ],
)
def test_one_unit_in_a_name_is_the_kpis(name: str, unit: Unit) -> None:
    draft = measured(name)
    assert (draft.kpis[0].unit.value, asked(draft, Asks.UNIT)) == (unit, [])


@pytest.mark.parametrize(
    ("name", "told", "others"),
    [
        (
            "Percentage of plans finished within the agreed number of working days",
            "a percentage and days",
            ("a percentage", "days"),
        ),
        (
            "Increase in the proportion of reviews: count of late ones",
            "a number and a percentage",
            ("a number", "a percentage"),
        ),
        ("Number of plans and average days to write one", "a number and days", ("a number", "days")),
        (
            "Percentage of pupils excluded, per 1,000",
            "a percentage and “per 1,000”",
            ("a percentage", "a number"),
        ),
    ],
)
def test_two_units_in_one_name_are_asked_about(name: str, told: str, others: tuple[str, ...]) -> None:
    draft = measured(name)
    (doubt,) = asked(draft, Asks.UNIT)
    assert (doubt.says, doubt.others) == (f"The name speaks of {told}: choose the unit", others)
    assert (draft.kpis[0].unit.value, draft.kpis[0].unit.certainty) == (Unit.NOT_STATED, Certainty.OPEN)
    units = {"a number": Unit.COUNT, "a percentage": Unit.PERCENT, "days": Unit.DAYS}
    for each in others:
        after = chosen(draft, Asks.UNIT, f"{each[0].upper()}{each[1:]}")
        assert after.kpis[0].unit.value is units[each]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Number and percentage of plans",
            "Number (and %) of plans",
            "No. / % of plans",
            "Number/percentage of plans",
        ),
        *("Percentage (number) of plans", "Percentage and number of plans", "% reduction in the number of complaints"),
    ],
)
def test_a_number_and_a_percentage_of_one_thing_are_two_units(name: str) -> None:
    (doubt,) = asked(measured(name), Asks.UNIT)
    assert doubt.says == "The name speaks of a number and a percentage: choose the unit"


def test_of_percent_signs_that_say_what_the_name_says_nothing_is_asked() -> None:
    draft = measured("Percentage of plans in time", "60%", "70%")
    assert (draft.kpis[0].unit.value, asked(draft, Asks.UNIT)) == (Unit.PERCENT, [])


def test_percent_signs_beside_two_units_in_a_name_leave_the_other_one_to_choose() -> None:
    (doubt,) = asked(measured("Number and percentage of plans", "60%", "70%"), Asks.UNIT)
    assert (doubt.read, doubt.others) == ("a percentage", ("a number",))


def test_percent_signs_beside_a_rate_per_thousand_are_asked_about() -> None:
    (doubt,) = asked(measured("Exclusions per 1,000 pupils", "5.2%", "4%"), Asks.UNIT)
    assert (doubt.says, doubt.read, doubt.others) == (
        "The name speaks of “per 1,000”, and the values of a percentage: choose the unit",
        "a percentage",
        ("a number",),
    )


@pytest.mark.parametrize("printed", ["45%", "45 %", "45 per cent", "45 percent", "45 Percent"])
def test_percent_in_one_word_or_two_is_a_sign(printed: str) -> None:
    draft = measured("Timeliness of plans", printed, printed.replace("45", "40"))
    assert (draft.kpis[0].unit.value, draft.kpis[0].unit.rule) == (Unit.PERCENT, "the signs of its values")


@pytest.mark.parametrize("heading", ["Direction of travel", "DoT", "Direction of change", "Trend"])
@pytest.mark.parametrize("cell", ["↑", "Up", "Improving", "Increasing"])
def test_how_figures_went_does_not_say_which_way_is_better(heading: str, cell: str) -> None:
    """“Direction of travel ↑” of a KPI that should fall made higher better, without a word."""
    draft = measured("Exclusions", **{heading: cell})
    assert (draft.kpis[0].direction.value, asked(draft, Asks.COLUMN)) == (Direction.LOWER, [])
    assert [each.source.words for each in draft.aside if each.source.words == cell] == [cell]


@pytest.mark.parametrize("cell", ["↑", "▼", "Up", "going down", "Increasing", "Decrease", "Fell"])
def test_a_column_that_may_say_how_figures_went_is_asked_about(cell: str) -> None:
    (doubt,) = asked(measured("Exclusions", Direction=cell), Asks.COLUMN)
    assert doubt.read == "which way is better"
    assert doubt.says == (
        "Column “Direction” can say which way is better, or which way the figures went: confirm the first, or choose "
        "what it holds"
    )


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Direction", "Higher is better"), ("Direction", "Lower"), ("Desired direction", "Up"), ("Polarity", "↑")],
)
def test_a_column_that_says_which_way_is_better_is_not(heading: str, cell: str) -> None:
    assert asked(measured("Exclusions", **{heading: cell}), Asks.COLUMN) == []


@pytest.mark.parametrize("cell", ["Lower", "Higher is better", "Increase", "Low is good"])
def test_a_column_of_how_figures_went_that_may_say_the_way_is_asked_about(cell: str) -> None:
    draft = measured("Exclusions", "tbc", "tbc", **{"Direction of travel": cell})
    (doubt,) = asked(draft, Asks.COLUMN)
    assert "“Direction of travel” was not recognised" in doubt.says
