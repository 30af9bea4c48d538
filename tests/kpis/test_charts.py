"""A chart says the same in Chromium, in a PDF, in black and white and in words."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from xml.etree import ElementTree as ET

import page
import pytest

from evidence.pdf import make_pdf
from kpis.charts import ChartData, Mark, Point, Published, describe, kpi_chart, sparkline
from kpis.charts.data import Kind, figure
from kpis.charts.labels import Box
from kpis.charts.scales import Scale
from kpis.charts.series import runs

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "\"><script>alert('1')</script><image href=http://127.0.0.1/x>&amp;\x00\x1b\u202e"


def point(on: str, value: str, kind: Kind = "actual") -> Point:
    return Point(date.fromisoformat(on), Decimal(value), kind)


def mark(on: str, value: str, label: str, *, final: bool = False) -> Mark:
    return Mark(date.fromisoformat(on), Decimal(value), label, final)


PLANS = ChartData(
    name="Plans issued within 20 weeks",
    unit="%",
    direction="higher",
    baseline=(date(2023, 1, 31), Decimal(16)),
    points=[point("2023-05-31", "17"), point("2023-11-30", "24", "provisional"), point("2023-09-30", "21.50")],
    milestones=[
        mark("2024-06-30", "45", "End June 2024", final=True),
        mark("2023-09-30", "24", "End September 2023"),
        mark("2024-01-31", "30", "End January 2024"),
    ],
    expected=[(date(2023, 1, 31), Decimal(16)), (date(2023, 9, 30), Decimal(24)), (date(2024, 6, 30), Decimal(45))],
    as_at=date(2023, 12, 22),
)
BACKLOG = ChartData(
    name="Children waiting for an assessment",
    unit="children",
    direction="lower",
    baseline=(date(2022, 12, 31), Decimal(1600)),
    points=[
        point("2023-05-31", "1450"),
        point("2023-07-31", "1200"),
        point("2023-09-30", "1010"),
        point("2024-01-31", "700", "projected"),
        point("2024-03-31", "420", "projected"),
    ],
    milestones=[mark("2024-03-31", "0", "Cleared", final=True)],
    breaks=[date(2023, 7, 1)],
    as_at=date(2023, 12, 22),
)
OTHERS = [
    *(Published("England", date(year, 6, 30), Decimal(value)) for year, value in ((2022, "49"), (2023, "50.1"))),
    Published("Statistical neighbours of this council", date(2023, 9, 30), Decimal(46)),
    Published(HOSTILE, date(2023, 9, 30), Decimal(44)),
]
CASES = {
    "ordinary": PLANS,
    "projected": BACKLOG,
    "one point": ChartData("One", "%", points=[point("2023-07-31", "65")]),
    "nothing": ChartData("Nothing", "%", "higher"),
    "only the day": ChartData("Nothing", "%", as_at=date(2023, 12, 22)),
    "no points": ChartData("Voice", "%", milestones=[mark("2024-03-31", "65", "Milestone 2", final=True)]),
    "only a baseline": ChartData("Voice", "", baseline=(date(2023, 1, 31), Decimal(0))),
    "all equal": ChartData("Equal", "%", points=[point(f"2023-0{month}-28", "100") for month in (5, 6, 7)]),
    "all zero": ChartData("Zero", "cases", "lower", points=[point(f"2023-0{month}-28", "0") for month in (5, 6, 7)]),
    "negative": ChartData("Net", "places", "lower", points=[point("2023-05-31", "-4"), point("2023-06-30", "-11.5")]),
    "both sides of zero": ChartData("Net", "places", points=[point("2023-05-31", "4"), point("2023-06-30", "-11.5")]),
    "huge": ChartData("Spend", "£", "lower", points=[point("2023-05-31", "48000000"), point("2023-06-30", "0")]),
    "tiny": ChartData("Rate", "%", points=[point("2023-05-31", "0.0083"), point("2023-06-30", "0.0056")]),
    "many": ChartData(
        "Weekly",
        "days",
        "lower",
        points=[Point(date(2022, 1, 3) + timedelta(days=7 * n), Decimal(90 - n // 3 + n * 7 % 11)) for n in range(102)],
        milestones=[mark("2023-12-31", "50", "Target", final=True)],
    ),
    "decades": ChartData("Long", "%", points=[point(f"{year}-12-31", str(year - 1990)) for year in range(1991, 2031)]),
    "long unit": ChartData(
        "Long", "percentage of parents and carers who feel listened to " * 3, "higher", PLANS.baseline
    ),
    "hostile": ChartData(
        HOSTILE, HOSTILE, "higher", points=PLANS.points, milestones=[mark("2024-01-31", "3", HOSTILE)]
    ),
    "others": replace(PLANS, comparators=OTHERS),
    "others alone": ChartData("Alone", "%", comparators=OTHERS),
    "hostile others": replace(PLANS, comparators=OTHERS[::-1]),
    "crowded": ChartData(
        "Crowd",
        "%",
        baseline=(date(2023, 5, 31), Decimal(40)),
        points=[point("2023-06-30", "41"), point("2023-07-31", "40")],
        milestones=[mark(f"2023-{month:02}-28", str(33 + month), f"Milestone {month}") for month in range(7, 13)],
        as_at=date(2023, 7, 31),
    ),
}
SIZES = {"wide": (640, 300), "page": (540, 300), "phone": (290, 280), "paper": (320, 190)}


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def words(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def grounds(svg: str) -> list[Box]:
    """Where words stand inside the plot."""
    found = []
    for rect in parsed(svg).iter(f"{SVG}rect"):
        x, y, width, height = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
        found.append(Box(x + 0.1, y + 0.1, x + width - 0.1, y + height - 0.1))
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("case", CASES)
def test_every_chart_is_well_formed_styled_by_attributes_alone_and_within_its_frame(case: str, size: str) -> None:
    width, height = SIZES[size]
    svg = kpi_chart(CASES[case], width=width, height=height, ident="kpi")
    root = parsed(svg)
    assert root.get("viewBox") == f"0 0 {width} {height}"
    allowed = {"svg", "title", "text", "line", "polyline", "circle", "polygon", "rect"}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in allowed
        assert not {"style", "class", "paint-order", "href"} & set(element.keys())
        assert not any(name.startswith("on") for name in element.attrib)
        if element.tag == f"{SVG}text":
            assert float(element.get("font-size", "0")) >= 11
        for name in ("x", "x1", "x2", "cx"):
            assert -1 <= float(element.get(name, "0")) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert -1 <= float(element.get(name, "0")) <= height
    assert not re.search(r"nan|inf|\de[+-]?\d", re.sub("<t(itle|ext).*?</t(itle|ext)>", "", svg))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("case", CASES)
def test_labels_in_the_plot_do_not_cover_each_other(case: str, size: str) -> None:
    svg = kpi_chart(CASES[case], width=SIZES[size][0], height=SIZES[size][1], ident="kpi")
    assert not any(one.overlaps(other) for one, other in combinations(grounds(svg), 2))
    if case == "ordinary" and size == "wide":
        assert len(grounds(svg)) == 6


def test_the_picture_has_one_text_alternative_tied_by_an_id_of_its_own() -> None:
    root = parsed(kpi_chart(PLANS, ident="kpi-A-K3"))
    title = root.find(f"{SVG}title")
    assert title is not None
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", title.get("id"))
    assert title.get("id") == "kpi-A-K3-title"
    assert title.text == describe(PLANS)
    assert [element for element in root.iter() if element.get("id")] == [title]


@pytest.mark.parametrize("ident", ["", "1st", "a b", 'x"', "x<y", "é"])
def test_an_id_that_html_would_not_take_is_refused(ident: str) -> None:
    with pytest.raises(ValueError, match="Not a usable id"):
        kpi_chart(PLANS, ident=ident)


def test_a_given_summary_is_the_text_alternative() -> None:
    data = ChartData("x", "%", points=PLANS.points, summary="Up & away.")
    assert '<title id="k-title">Up &amp; away.</title>' in kpi_chart(data, ident="k")
    assert "Up &amp; away." in sparkline(data, ident="s")


def test_hostile_names_stay_text() -> None:
    for svg in (kpi_chart(CASES["hostile"], ident="k"), sparkline(CASES["hostile"], ident="s")):
        title = parsed(svg).find(f"{SVG}title")
        assert title is not None
        assert "<script>alert('1')</script>" in (title.text or "")
        assert "<script" not in svg
        assert "<image" not in svg
        assert "\x00" not in svg
        assert "\N{REPLACEMENT CHARACTER}" in svg


def test_signs_differ_by_shape_and_stroke_and_not_by_colour_alone() -> None:
    root = parsed(kpi_chart(BACKLOG, ident="k"))
    filled = [circle.get("fill") for circle in root.iter(f"{SVG}circle")]
    assert "#ffffff" not in filled
    provisional = parsed(kpi_chart(PLANS, ident="k"))
    assert "#ffffff" in [circle.get("fill") for circle in provisional.iter(f"{SVG}circle")]
    dashes = {stroke.get("stroke-dasharray") for stroke in provisional.iter(f"{SVG}polyline")}
    assert dashes == {None, "7 4"}
    assert "0.1 5" in {stroke.get("stroke-dasharray") for stroke in root.iter(f"{SVG}polyline")}
    corners = {len((shape.get("points") or "").split()) for shape in root.iter(f"{SVG}polygon")}
    assert corners == {3, 4}


def test_a_figure_that_is_not_final_keeps_its_ring_where_figures_crowd() -> None:
    days = [date(2022, 1, 31) + timedelta(days=7 * number) for number in range(30)]
    points = [Point(on, Decimal(9), "provisional" if number == 3 else "actual") for number, on in enumerate(days)]
    circles = list(parsed(kpi_chart(ChartData("x", "%", points=points), ident="k")).iter(f"{SVG}circle"))
    assert [each.get("r") for each in circles if each.get("fill") == "#ffffff"] == ["4", "4"]  # the key's own is one
    assert [each.get("r") for each in circles].count("2") == 28


def test_the_key_names_only_what_is_drawn() -> None:
    assert {"actual", "provisional", "baseline", "milestone", "target", "expected path"} < set(
        words(kpi_chart(PLANS, ident="k"))
    )
    assert "provisional" not in words(kpi_chart(BACKLOG, ident="k"))
    assert words(kpi_chart(CASES["one point"], ident="k"))[-1] == "actual"


def test_the_line_stops_at_a_break_and_the_break_is_named() -> None:
    svg = kpi_chart(BACKLOG, ident="k")
    solid = [
        (stroke.get("points") or "").split()
        for stroke in parsed(svg).iter(f"{SVG}polyline")
        if stroke.get("stroke-width") == "2.5" and not stroke.get("stroke-dasharray")
    ]
    assert [len(corners) for corners in solid] == [2]
    assert "series break" in words(svg)
    unbroken = kpi_chart(ChartData("x", "children", points=BACKLOG.points), ident="k")
    assert "series break" not in words(unbroken)
    assert 'stroke-width="2.5"' in unbroken


def test_figures_targets_and_baseline_are_written_beside_their_marks() -> None:
    written = words(kpi_chart(PLANS, ident="k"))
    for expected in (
        "16%",
        "24%",
        "Nov 2023",
        "30%",
        "45%",
        "End June 2024",
        "as at 22 December 2023",
        "Higher is better",
    ):
        assert expected in written
    assert written.count("24%") == 2


def test_the_day_is_named_at_the_foot_where_figures_leave_no_room_at_the_top() -> None:
    def height(value: int) -> float:
        points = [Point(date(2023, month, 28), Decimal(value)) for month in range(3, 12)]
        marks = [Mark(date(2024, 1, 31), Decimal(100), "Target", final=True)]
        data = ChartData("x", "%", points=points, milestones=marks, as_at=date(2023, 12, 22))
        root = parsed(kpi_chart(data, width=290, height=280, ident="k"))
        (said,) = [each for each in root.iter(f"{SVG}text") if (each.text or "").startswith("as at")]
        return float(said.get("y", "0"))

    assert height(10) < 60
    assert height(100) > 150


def test_without_any_figure_the_chart_says_so() -> None:
    for case in ("nothing", "only the day", "no points"):
        assert "No figures yet" in words(kpi_chart(CASES[case], ident="k"))
    assert words(sparkline(CASES["no points"], ident="k")) == ["No figures yet"]


def test_the_same_data_gives_the_same_picture_in_whatever_order_it_comes() -> None:
    turned = ChartData(
        **{
            **{name: getattr(PLANS, name) for name in PLANS.__slots__},
            "points": list(reversed(PLANS.points)),
            "milestones": list(reversed(PLANS.milestones)),
        }
    )
    assert kpi_chart(turned, ident="k") == kpi_chart(PLANS, ident="k")


@pytest.mark.parametrize("case", CASES)
def test_a_sparkline_fits_its_small_frame(case: str) -> None:
    root = parsed(sparkline(CASES[case], width=100, height=24, ident="s"))
    for element in root.iter():
        for pair in (element.get("points") or "").split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= 100
            assert 0 <= y <= 24


def test_all_charts_pass_the_pdf_rules_with_their_alternatives() -> None:
    figures = "".join(
        f"<h2>{number}</h2>{kpi_chart(data, ident=f'c{number}')}{sparkline(data, ident=f's{number}')}"
        for number, data in enumerate(CASES.values())
    )
    pdf = make_pdf(
        f'<html lang="en-GB"><head></head><body><h1>Charts</h1>{figures}</body></html>',
        stylesheet="body { font-family: 'Liberation Sans' }",
        created=datetime(2023, 12, 22, tzinfo=UTC),
        title="Charts",
    )
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []


# --- in words ----------------------------------------------------------------------------------------------------


def test_a_chart_is_described_in_full() -> None:
    assert describe(PLANS) == (
        "Plans issued within 20 weeks (higher is better). Baseline 16% on 31 January 2023. Latest figure 24% on "
        "30 November 2023, provisional, up from 17% on 31 May 2023 (3 figures, lowest 17%, highest 24%). "
        "Milestones: End September 2023, 24% by 30 September 2023; End January 2024, 30% by 31 January 2024. "
        "Target: End June 2024, 45% by 30 June 2024."
    )


def test_what_is_projected_is_never_called_the_latest_figure() -> None:
    assert describe(BACKLOG) == (
        "Children waiting for an assessment (lower is better). Baseline 1,600 children on 31 December 2022. Latest "
        "figure 1,010 children on 30 September 2023, down from 1,200 children on 31 July 2023 (2 figures, lowest 1,010 "
        "children, highest 1,200 children). Projected 420 children on 31 March 2024. Target: Cleared, 0 children by "
        "31 March 2024. The series starts anew on 1 July 2023: figures before it are not "
        "compared with those after it."
    )


def test_nothing_is_described_as_nothing_and_equal_as_unchanged() -> None:
    assert describe(CASES["nothing"]) == "Nothing (higher is better). No baseline. No figures yet."
    assert "unchanged from 100% on 28 May 2023." in describe(CASES["all equal"])


def test_a_long_unit_is_said_once() -> None:
    assert describe(CASES["long unit"]).count("percentage of parents") == 3


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("16", "%", "16%"),
        ("0.830", "%", "0.83%"),
        ("1600", "days", "1,600 days"),
        ("-4", "places", "\N{MINUS SIGN}4 places"),
        ("-0.0", "", "0"),
        ("1E+3", "", "1,000"),
        ("100", "", "100"),
    ],
)
def test_a_figure_is_written_as_people_write_it(value: str, unit: str, expected: str) -> None:
    assert figure(Decimal(value), unit) == expected


def test_a_series_break_says_its_reason_and_what_moved_only_since_then() -> None:
    points = [point("2023-05-31", "44"), point("2023-08-31", "26"), point("2023-09-30", "24")]
    why = {date(2023, 8, 1): "Counted by the first theme."}
    said = describe(ChartData("Complaints", "", points=points, breaks=[date(2023, 8, 1)], why_broken=why))
    assert "Latest figure 24 on 30 September 2023, down from 26 on 31 August 2023" in said
    assert "The series starts anew on 1 August 2023" in said
    assert "(Counted by the first theme)" in said
    assert "44" not in said


def test_running_totals_are_joined_within_their_year_alone_and_the_words_say_that_they_add_up() -> None:
    points = [point("2023-06-30", "9"), point("2023-08-31", "12"), point("2023-10-31", "2"), point("2023-11-30", "3")]
    data = ChartData("Exclusions", "", points=points, resets=[date(2023, 9, 1)], adds_up="academic year")
    line = Scale(date(2023, 6, 1).toordinal(), date(2023, 12, 1).toordinal(), 0, 100)
    drawn = runs(data, line, Scale(0, 12, 100, 0))
    assert [len(run.corners) for run in drawn] == [2, 2]
    said = describe(data)
    assert "add up over the academic year and then start again from nothing" in said
    assert "Latest figure 3 on 30 November 2023, up from 2 on 31 October 2023" in said
    assert "The series starts anew" not in said
