"""Which numbers of a file are asked about, beside what stands and beside the file's own."""

from datetime import date
from decimal import Decimal

import pytest

from kpis.imported import Weighed
from kpis.importing import Found, Known, Standing, figures, headings, propose, read_figures
from kpis.models import Kpi, Unit
from kpis.reading import read_kpis
from notices.models import Notice
from tests import factories as make
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
LONG = "KPI,Period,Value,Kind,Note\n"
AUGUST, SEPTEMBER = date(2023, 8, 31), date(2023, 9, 30)


@pytest.fixture
def vacancies() -> Kpi:
    """A number that was 15 in August, beside a percentage that was 45."""
    row = make.Kpi(code="A-K1", unit=Unit.COUNT)
    other = make.Kpi(notice=row.notice, code="A-K2", unit=Unit.PERCENT)
    for kpi, value in ((row, 15), (other, 45)):
        make.Measurement(notice=row.notice, kpi=kpi, value=Decimal(value), as_at=AUGUST, period="month")
    return row


def weighed(notice: Notice, rows: str) -> tuple[Found, ...]:
    """The cells of a long file, in its order."""
    table, readings = read_figures("figures.csv", (LONG + rows).encode())[0], read_kpis(notice, TODAY)
    known = [Known(each.code, each.name, each.unit, {f.as_at: f.value for f in each.figures}) for each in readings]
    found = figures(table, 1, propose(headings(table, 1), {}), known, TODAY)
    return Weighed(found, readings).cells


def doubts(notice: Notice, rows: str) -> list[tuple[str, ...]]:
    return [each.doubts for each in weighed(notice, rows)]


@pytest.mark.parametrize(
    ("row", "code", "says"),
    [
        ("A-K1,Sep 2023,16,,", "", ""),
        ("A-K1,Sep 2023,150,,", "tenfold", "150 is ten times as much as before or more: the figure of August 2023 was"),
        ("A-K1,Sep 2023,1,,", "tenth", "1 is a tenth of what it was before or less"),
        ("A-K1,Sep 2023,0,,", "to_nothing", "0 is nothing, and the figure of August 2023 was 15"),
        ("A-K2,Sep 2023,145,,", "above_100", "145% is more than 100%"),
        ("A-K2,Sep 2023,0.46,,", "fraction", "0.46% looks like a fraction, because the figure of August 2023 was 45%"),
        ("A-K1,Sep 2023,45,,", "anothers", "45 is what A-K2 last had, and the figure of August 2023 was 15"),
        ("A-K1,Jul 2023,150,,", "tenfold", "the figure of August 2023 is 15"),
    ],
)
def test_a_number_is_asked_about_as_where_it_is_typed(vacancies: Kpi, row: str, code: str, says: str) -> None:
    (found,) = (
        weighed(vacancies.notice, f"{row}\n")
        if code != "anothers"
        else weighed(vacancies.notice, f"{row}\nA-K2,Aug 2023,45,,\n")[:1]
    )
    assert found.doubts == ((code,) if code else ())
    assert found.standing is (Standing.ASK if code else Standing.SURE)
    assert says in " ".join(found.says)


def test_the_earlier_cell_of_a_file_counts_as_the_last_value_and_is_named(vacancies: Kpi) -> None:
    first, second = weighed(vacancies.notice, "A-K1,Sep 2023,100,,\nA-K1,Oct 2023,1000,,\n")
    assert first.standing is Standing.SURE
    assert second.says == ("1,000 is ten times as much as before or more: the figure of September 2023 in C2 was 100",)


def test_the_earlier_cell_is_the_one_of_the_earlier_day_wherever_it_stands(vacancies: Kpi) -> None:
    first, second = weighed(vacancies.notice, "A-K1,Oct 2023,1000,,\nA-K1,Sep 2023,100,,\n")
    assert (first.doubts, second.doubts) == (("tenfold",), ())
    assert "September 2023 in C3" in first.says[0]


def test_a_slip_makes_only_itself_odd_and_a_drift_every_cell_that_it_reaches(vacancies: Kpi) -> None:
    slip = doubts(vacancies.notice, "A-K1,Sep 2023,150,,\nA-K1,Oct 2023,16,,\nA-K1,Nov 2023,14,,\n")
    assert slip == [("tenfold",), (), ()]
    drift = doubts(vacancies.notice, "A-K2,Sep 2023,46,,\nA-K2,Oct 2023,0.46,,\nA-K2,Nov 2023,0.47,,\n")
    assert drift == [(), ("fraction",), ("fraction",)]


def test_a_forecast_and_two_of_one_day_measure_nothing(vacancies: Kpi) -> None:
    told = doubts(vacancies.notice, "A-K1,Sep 2023,100,projected,\nA-K1,Oct 2023,140,,\n")
    assert told == [(), ()], "140 is not ten times 15, the last that was measured"
    told = doubts(vacancies.notice, "A-K1,Sep 2023,100,,\nA-K1,30/9/2023,90,,\nA-K1,Oct 2023,1000,,\n")
    assert told[-1] == ("tenfold",)
    assert (
        "the figure of August 2023 was 15"
        in weighed(vacancies.notice, "A-K1,Sep 2023,100,,\nA-K1,30/9/2023,90,,\nA-K1,Oct 2023,1000,,\n")[-1].says[-1]
    )


def test_what_the_file_says_of_another_row_for_an_earlier_day_is_what_that_row_last_had(vacancies: Kpi) -> None:
    rows = "A-K2,Sep 2023,47,,\nA-K1,Sep 2023,14,,\nA-K1,Oct 2023,47,,\nA-K1,Nov 2023,45,,\n"
    found = weighed(vacancies.notice, rows)
    assert [each.doubts for each in found] == [(), (), ("anothers",), ()]
    assert found[2].says == ("47 is what A-K2 last had, and the figure of September 2023 in C3 was 14",)


def test_cells_of_a_file_are_not_compared_across_a_break_or_the_turn_of_a_year(vacancies: Kpi) -> None:
    kpi, rows = vacancies, "A-K1,Aug 2023,12,,\nA-K1,Sep 2023,130,,\n"
    kpi.measurements.all().delete()
    assert doubts(kpi.notice, rows) == [(), ("tenfold",)]
    make.Redefinition(notice=kpi.notice, kpi=kpi, from_on=SEPTEMBER)
    assert doubts(kpi.notice, rows) == [(), ()]
    kpi.redefinitions.all().delete()
    Kpi.objects.filter(pk=kpi.pk).update(cumulates="academic_year")
    assert doubts(kpi.notice, rows) == [(), ()]


def test_what_is_left_out_or_there_already_is_not_asked_about(vacancies: Kpi) -> None:
    found = weighed(vacancies.notice, "A-K1,Aug 2023,15,,\nA-K1,Sep 2023,<5,,\nA-K1,hm,150,,\n")
    told = [(each.standing.value, each.doubts) for each in found]
    assert told == [("there", ()), ("left_out", ()), ("left_out", ())]


def test_a_file_that_says_what_is_there_and_another_figure_of_it_is_asked_about(vacancies: Kpi) -> None:
    other, same = weighed(vacancies.notice, "A-K1,Aug 2023,150,,\nA-K1,Aug 2023,15,,\n")
    assert (other.standing.value, other.doubts, same.standing.value) == ("ask", ("tenfold",), "there")
    assert "C3 gives a figure of this KPI and period too: confirm one of them" in other.says


def test_more_odd_cells_than_one_page_takes_are_left_out(vacancies: Kpi) -> None:
    rows = "".join(f"A-K1,{day}/{month}/2023,1500,,\n" for month in range(1, 8) for day in range(1, 26))
    found = weighed(vacancies.notice, rows)
    assert [each.standing for each in found].count(Standing.ASK) == 150
    assert [each.standing for each in found].count(Standing.LEFT_OUT) == 25
