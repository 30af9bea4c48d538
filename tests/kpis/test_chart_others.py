"""What others published is drawn beside the KPI's own figures: told apart without colour, never in their way."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpis.charts import ChartData, Point, Published, describe, kpi_chart, sparkline
from tests.kpis.test_charts import PLANS, SVG, parsed, words

ENGLAND = Published("England", date(2023, 7, 31), Decimal("50.1"), "in July 2023")
SOUTH_WEST = Published("South West", date(2023, 7, 31), Decimal(12))
NEIGHBOURS = Published("Statistical neighbours", date(2023, 7, 31), Decimal(46))


def beside(*published: Published, own: ChartData = PLANS) -> ChartData:
    return replace(own, comparators=published)


def names(data: ChartData) -> list[str]:
    return [each.name for each in data.others()]


def thin(svg: str) -> list[list[str]]:
    """The corners of each stroke that is as thin as others' lines are."""
    return [
        (stroke.get("points") or "").split()
        for stroke in parsed(svg).iter(f"{SVG}polyline")
        if stroke.get("stroke-width") == "1.2"
    ]


def own_words(data: ChartData, width: int) -> list[str]:
    return [said for said in words(kpi_chart(data, width=width, ident="k")) if "England" not in said]


# --- which of it is drawn ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "drawn"),
    [
        ([], []),
        ([ENGLAND], ["England"]),
        ([NEIGHBOURS, ENGLAND], ["Statistical neighbours", "England"]),
        ([ENGLAND, SOUTH_WEST, NEIGHBOURS], ["England", "South West"]),
        # the first own day is 31 January 2023: a year before it is drawn, and no day more
        ([replace(ENGLAND, on=date(2022, 1, 30))], ["England"]),
        ([replace(ENGLAND, on=date(2022, 1, 29))], []),
        # the greatest own value is the target, 45
        ([replace(ENGLAND, value=Decimal(450))], ["England"]),
        ([replace(ENGLAND, value=Decimal("450.1"))], []),
        ([replace(ENGLAND, value=Decimal(451)), SOUTH_WEST, NEIGHBOURS], ["South West", "Statistical neighbours"]),
    ],
)
def test_two_names_are_drawn_at_most_and_none_that_would_press_the_own_figures_together(
    published: Sequence[Published], drawn: list[str]
) -> None:
    assert names(beside(*published)) == drawn


def test_old_values_are_left_out_and_the_name_stays() -> None:
    (line,) = beside(replace(ENGLAND, on=date(2019, 7, 31)), ENGLAND).others()
    assert [each.on for each in line.values] == [date(2023, 7, 31)]


def test_beside_nothing_of_its_own_or_only_zeros_everything_is_drawn() -> None:
    huge = replace(ENGLAND, value=Decimal(10**9), on=date(1, 1, 1))
    assert names(beside(huge, own=ChartData("x", "%"))) == ["England"]
    zero = ChartData("x", "%", points=[Point(date(2023, 7, 31), Decimal(0))])
    assert names(beside(ENGLAND, own=zero)) == ["England"]


# --- how -----------------------------------------------------------------------------------------------------------


def test_each_name_has_a_thin_line_and_a_sign_of_its_own_and_no_colour() -> None:
    later = replace(ENGLAND, on=date(2023, 10, 31))
    svg = kpi_chart(beside(ENGLAND, later, SOUTH_WEST), ident="k")
    assert [len(corners) for corners in thin(svg)] == [2]
    crossed, straight = 0, 0
    for stroke in parsed(svg).iter(f"{SVG}line"):
        if stroke.get("stroke-width") == "1.5" and not stroke.get("stroke-dasharray"):
            x0, x1, y0, y1 = (stroke.get(name) for name in ("x1", "x2", "y1", "y2"))
            crossed, straight = crossed + (x0 != x1 and y0 != y1), straight + (x0 == x1 or y0 == y1)
    # two strokes a sign: two crosses and one plus in the plot, one of each in the key
    assert (crossed, straight) == (6, 4)
    plain = kpi_chart(PLANS, ident="k")
    assert svg.count('stroke="#1d70b8"') == plain.count('stroke="#1d70b8"')


def test_the_names_stand_at_the_lines_and_in_the_key_and_an_endless_one_is_cut() -> None:
    endless = replace(SOUTH_WEST, name="The council’s statistical neighbours, all ten of them, without the two largest")
    for width in (320, 640):
        said = words(kpi_chart(beside(ENGLAND, endless), width=width, ident="k"))
        assert "England" in said
        assert "England 50.1%" in said
        cut = [each for each in said if each.startswith("The council’s") and each.endswith("…")]
        assert (endless.name in said) is (width == 640)
        assert cut or width == 640


@pytest.mark.parametrize("width", [320, 340, 640])
def test_nothing_that_is_written_of_the_own_figures_gives_way(width: int) -> None:
    near = [replace(ENGLAND, on=point.on, value=point.value) for point in PLANS.points]
    missing = set(own_words(PLANS, width)) - set(own_words(beside(*near), width))
    assert missing == set()


def test_the_scale_reaches_as_far_as_others_do_and_the_sparkline_knows_nothing_of_them() -> None:
    far = replace(ENGLAND, value=Decimal(88))
    assert "100" in words(kpi_chart(beside(far), ident="k"))
    assert "100" not in words(kpi_chart(PLANS, ident="k"))
    assert sparkline(beside(far), ident="k") == sparkline(PLANS, ident="k")


def test_others_running_totals_are_not_joined_across_the_start_of_a_year() -> None:
    own = ChartData("Exclusions", "", points=[Point(date(2023, 6, 30), Decimal(9))], resets=[date(2023, 9, 1)])
    days = [date(2023, 3, 31), date(2023, 6, 30), date(2023, 10, 31), date(2023, 11, 30)]
    published = [Published("England", on, Decimal(5)) for on in days]
    assert [len(corners) for corners in thin(kpi_chart(beside(*published, own=own), ident="k"))] == [2, 2]


def test_a_sign_stands_at_each_value_unless_they_crowd() -> None:
    years = [date(1990 + number, 12, 31) for number in range(30)]
    own = ChartData("Long", "%", points=[Point(on, Decimal(50)) for on in years])
    few = kpi_chart(beside(*(Published("England", on, Decimal(9)) for on in years[:24]), own=own), ident="k")
    many = kpi_chart(beside(*(Published("England", on, Decimal(9)) for on in years[:25]), own=own), ident="k")
    assert few.count('stroke-width="1.5"') - many.count('stroke-width="1.5"') == 2 * (24 - 2)


# --- in words ------------------------------------------------------------------------------------------------------


def told(*published: Published, own: ChartData = PLANS) -> str:
    return describe(beside(*published, own=own)).removeprefix(describe(own)).strip()


def test_each_name_is_told_in_a_sentence_with_how_the_latest_own_figure_stands_to_it() -> None:
    assert told(ENGLAND) == "England: 50.1% in July 2023; the latest own figure is below it."
    assert told(SOUTH_WEST) == "South West: 12% on 31 July 2023; the latest own figure is above it."
    assert told(replace(ENGLAND, value=Decimal("24.0"))).endswith("; the latest own figure is the same.")
    before = replace(ENGLAND, on=date(2022, 7, 31), value=Decimal(49), when="in July 2022")
    assert told(ENGLAND, before) == (
        "England: 50.1% in July 2023, up from 49% in July 2022; the latest own figure is below it."
    )


def test_names_that_are_not_drawn_are_named() -> None:
    old = replace(ENGLAND, name="Wales", on=date(2010, 1, 1))
    assert told(ENGLAND, SOUTH_WEST, NEIGHBOURS, old).endswith(
        "Not drawn, and told in the table alone: Statistical neighbours and Wales."
    )


def test_what_does_not_compare_is_not_compared() -> None:
    projected = ChartData("x", "%", points=[Point(date(2024, 1, 31), Decimal(30), "projected")])
    assert told(ENGLAND, own=projected) == "England: 50.1% in July 2023."
    assert told(ENGLAND, own=replace(PLANS, breaks=[date(2023, 8, 1)])) == "England: 50.1% in July 2023."
    assert "own figure" in told(ENGLAND, own=replace(PLANS, breaks=[date(2023, 7, 31)]))
    adding_up = replace(PLANS, adds_up="academic year")
    assert told(ENGLAND, own=adding_up) == "England: 50.1% in July 2023."
    assert "own figure" in told(replace(ENGLAND, on=date(2023, 11, 30)), own=adding_up)
