"""A line joins what follows on from another figure and no more; an axis without zero and a void target are said."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpis.charts import ChartData, Mark, Point, kpi_chart, sparkline
from kpis.charts.labels import Box
from kpis.charts.scales import Scale, cut_axis, value_ticks
from kpis.charts.series import runs
from kpis.models import Direction, Kpi, Unit
from kpis.periods import Kind, gaps
from kpis.pictures import chart_data
from kpis.reading import read_kpis
from kpis.trend import path_until
from reports.faces import drawings
from reports.figures.of_kpis import kpi_figures
from tests import factories as make
from tests.factories import TODAY
from tests.kpis.test_charts import SIZES, SVG, grounds, parsed, words

MAY, JUNE, JULY, SEPTEMBER = date(2023, 5, 31), date(2023, 6, 30), date(2023, 7, 31), date(2023, 9, 30)
OCTOBER, NOVEMBER, JANUARY = date(2023, 10, 31), date(2023, 11, 30), date(2024, 1, 31)
X, Y = Scale(date(2023, 1, 1).toordinal(), date(2024, 1, 1).toordinal(), 0, 365), Scale(0, 100, 100, 0)
PLAIN = ChartData(
    "Plans",
    "%",
    "higher",
    points=[Point(day, Decimal(20 + place)) for place, day in enumerate((MAY, JUNE, SEPTEMBER, OCTOBER))],
    milestones=[Mark(JANUARY, Decimal(30), "Target", final=True)],
    as_at=TODAY,
)
MONTH, QUARTER, DAY = Kind.MONTH, Kind.QUARTER, Kind.DAY


@pytest.mark.parametrize(
    ("figures", "frequency", "found"),
    [
        ([(MAY, MONTH), (JUNE, MONTH), (JULY, MONTH)], None, {}),
        ([(MAY, MONTH), (JUNE, MONTH), (SEPTEMBER, MONTH)], None, {SEPTEMBER: True}),
        ([(JUNE, QUARTER), (SEPTEMBER, QUARTER)], MONTH, {}),
        ([(JUNE, MONTH), (SEPTEMBER, QUARTER)], None, {SEPTEMBER: False}),
        # a day's figures say by the frequency alone what is missing, and stand in line with others
        ([(MAY, DAY), (SEPTEMBER, DAY)], None, {}),
        ([(MAY, DAY), (JUNE, DAY), (SEPTEMBER, DAY)], MONTH, {SEPTEMBER: True}),
        ([(MAY, MONTH), (JUNE, DAY)], None, {}),
        # whatever day of the next period it is
        ([(date(2023, 5, 4), DAY), (JUNE, DAY)], MONTH, {}),
        ([], MONTH, {}),
    ],
)
def test_a_line_leads_to_a_figure_of_the_same_period_that_follows_on(
    figures: list[tuple[date, Kind]], frequency: Kind | None, found: dict[date, bool]
) -> None:
    assert gaps(figures[::-1], frequency) == found


def test_no_line_leads_from_a_baseline_over_months_without_a_figure() -> None:
    figures = [(MAY, MONTH), (JUNE, MONTH)]
    assert gaps(figures, None, date(2023, 4, 30)) == gaps(figures, None, JUNE) == {}
    assert gaps(figures, None, date(2023, 1, 31)) == {MAY: True}
    assert gaps([], None, date(2023, 1, 31)) == {}
    from_baseline = replace(PLAIN, baseline=(date(2023, 1, 31), Decimal(16)))
    thin = 'stroke-width="1.5" stroke-linecap="butt" stroke-linejoin'
    joined, parted = (
        kpi_chart(each, width=540, height=300, ident="a")
        for each in (from_baseline, replace(from_baseline, gaps={MAY: True}))
    )
    assert (joined.count(thin), parted.count(thin)) == (1, 0)


def test_the_line_is_interrupted_there_and_key_and_words_say_why() -> None:
    assert len(runs(PLAIN, X, Y)) == 1
    parted = replace(PLAIN, gaps={SEPTEMBER: True, OCTOBER: False})
    assert [len(run.corners) for run in runs(parted, X, Y)] == [2]
    svg = kpi_chart(parted, width=540, height=300, ident="chart")
    assert {"not joined: no figure between", "not joined: another period"} <= set(words(svg))
    assert not any("not joined" in each for each in words(kpi_chart(PLAIN, width=540, height=300, ident="chart")))
    said = parted.text_alternative()
    assert "The line is interrupted before 30 September 2023, where no figure came" in said
    assert "The line is interrupted before 31 October 2023, where figures are of another period" in said
    assert "up from" not in said, "figures of unlike periods do not compare"


def test_a_figure_that_stands_alone_is_seen_in_the_sparkline_too() -> None:
    joined, parted = (
        sparkline(PLAIN, ident="a"),
        sparkline(replace(PLAIN, gaps={JUNE: True, SEPTEMBER: True}), ident="a"),
    )
    assert parted.count("<circle") == joined.count("<circle") + 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("82", "95"), "The axis begins at 80"),
        (("2", "95"), ""),
        (("0",), ""),
        (("-95", "-82"), "The axis ends at −80"),
    ],
)
def test_an_axis_that_leaves_out_zero_says_so(values: tuple[str, ...], said: str) -> None:
    assert cut_axis(value_ticks([Decimal(each) for each in values])) == said


@pytest.mark.parametrize("size", SIZES)
def test_the_picture_says_where_its_own_axis_begins(size: str) -> None:
    width, height = SIZES[size]
    points = [Point(day, Decimal(value)) for day, value in ((MAY, 82), (JUNE, 84))]
    svg = kpi_chart(replace(PLAIN, points=points, milestones=[]), width=width, height=height, ident="chart")
    (said,) = (each for each in words(svg) if each.startswith("The axis begins at "))
    lowest = min((each for each in words(svg) if re.fullmatch(r"\d\d(\.\d+)?", each)), key=float)
    assert said == f"The axis begins at {lowest}"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("days", [1, 4, 9, 15])
def test_no_label_lies_over_the_line_of_the_day_where_the_baseline_is_close_to_it(size: str, days: int) -> None:
    width, height = SIZES[size]
    started = TODAY.replace(day=TODAY.day - days)
    near = ChartData(
        "Vacancies",
        "",
        "lower",
        baseline=(started, Decimal(16)),
        points=[Point(NOVEMBER, Decimal(17))],
        milestones=[
            Mark(JANUARY, Decimal(12), "January 2024"),
            Mark(date(2024, 6, 30), Decimal(8), "Target", final=True),
        ],
        expected=[(started, Decimal(16)), (JANUARY, Decimal(12)), (date(2024, 6, 30), Decimal(8))],
        as_at=TODAY,
    )
    svg = kpi_chart(near, width=width, height=height, ident="chart")
    (line,) = upright(svg)
    assert not [each for each in grounds(svg) if each.overlaps(line)]


@pytest.mark.parametrize("size", SIZES)
def test_the_words_of_the_day_do_not_lie_over_the_line_of_a_break_however_narrow_the_chart_is(size: str) -> None:
    width, height = SIZES[size]
    broken = replace(PLAIN, breaks=[date(2023, 8, 1)], baseline=(date(2023, 1, 31), Decimal(16)), milestones=[])
    svg = kpi_chart(broken, width=width, height=height, ident="chart")
    day = next(each for each in words(svg) if "22" in each and "Dec" in each)
    assert day in ("as at 22 December 2023", "as at 22 Dec 2023", "as at 22 Dec")
    lines = upright(svg)
    assert len(lines) == 2
    assert not [box for box in grounds(svg) if any(box.overlaps(line) for line in lines)]


def upright(svg: str) -> list[Box]:
    """The line of the day that the figures stand at."""
    lines = [each for each in parsed(svg).iter(f"{SVG}line") if each.get("x1") == each.get("x2")]
    tall = [each for each in lines if float(each.get("y2", 0)) - float(each.get("y1", 0)) > 40]
    return [
        Box(*(float(each.get(name, "0")) + by for name, by in (("x1", -0.5), ("y1", 0), ("x2", 0.5), ("y2", 0))))
        for each in tall
    ]


# --- after a break -------------------------------------------------------------------------------


def test_a_path_holds_up_to_a_day() -> None:
    path = [(date(2023, 1, 1), Decimal(10)), (date(2023, 1, 11), Decimal(20)), (date(2023, 1, 21), Decimal(40))]
    assert path_until(path, None) == path
    assert path_until(path, date(2023, 2, 1)) == path
    assert path_until(path, date(2023, 1, 16)) == [*path[:2], (date(2023, 1, 16), Decimal(30))]
    assert path_until([], date(2023, 1, 16)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("since_the_break", [True, False])
def test_page_and_report_draw_no_target_that_a_break_made_void_nor_a_path_beyond_it(since_the_break: bool) -> None:
    row: Kpi = make.Kpi(unit=Unit.COUNT, direction=Direction.LOWER)
    make.Baseline(notice=row.notice, kpi=row, value=Decimal(16), as_at=date(2023, 1, 31))
    for due_on, rule in ((JULY, "14"), (JANUARY, "12")):
        make.Target(notice=row.notice, kpi=row, rule=rule, due_on=due_on)
    for day in (JULY, NOVEMBER)[: 2 if since_the_break else 1]:
        make.Measurement(notice=row.notice, kpi=row, value=Decimal(15), as_at=day)
    make.Redefinition(notice=row.notice, kpi=row, from_on=date(2023, 10, 1))
    (found,) = read_kpis(row.notice, TODAY)
    data = chart_data(found, TODAY)
    assert ([each.value for each in data.milestones], [each.value for each in data.outlived]) == ([14], [12])
    assert data.expected[-1][0] == date(2023, 10, 1)
    if since_the_break:
        told = drawings.chart_data(kpi_figures(found))
        assert (told.expected, [each.value for each in told.milestones]) == (data.expected, [14])
        assert "stroke-dasharray" not in sparkline(data, ident="spark")
