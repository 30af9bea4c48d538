"""What a sheet's cells mean: periods as people write them, columns by their headings, and every doubt by its cell."""

from datetime import date
from decimal import Decimal

import pytest

from kpis.importing import (
    Found,
    Known,
    NotAPeriod,
    Role,
    Standing,
    figures,
    heading_row,
    headings,
    propose,
    read_figures,
    read_period,
    remember,
    shape,
    what_is_wrong,
)
from kpis.targets import Unit
from sheets.reading import Cell, Table

TODAY = date(2023, 12, 14)
NOVEMBER = date(2023, 11, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30/11/2023", NOVEMBER),
        ("30.11.2023", NOVEMBER),
        ("30.11.23", NOVEMBER),
        ("2023-11-30", NOVEMBER),
        ("30 November 2023", NOVEMBER),
        ("30 Nov 23", NOVEMBER),
        ("03/04/2023", date(2023, 4, 3)),
        ("30-Nov-23", NOVEMBER),
        ("30-nov-2023", NOVEMBER),
        ("30-November-2023", NOVEMBER),
        ("30-Sept-23", date(2023, 9, 30)),
        ("30 Sept 23", date(2023, 9, 30)),
        ("30 Nov ’23", NOVEMBER),
        ("Nov '23", NOVEMBER),
        ("sept-23", date(2023, 9, 30)),
        ("November 2023", NOVEMBER),
        ("Nov-23", NOVEMBER),
        ("Sept 2023", date(2023, 9, 30)),
        ("2023-11", NOVEMBER),
        ("Feb 2024", date(2024, 2, 29)),
        ("AY22/23", date(2023, 8, 31)),
        ("Academic year 2022/23", date(2023, 8, 31)),
        ("FY2022/23", date(2023, 3, 31)),
        ("Q1 2023/24", date(2023, 6, 30)),
        ("Q4 2023/24", date(2024, 3, 31)),
        ("Autumn term 2023", date(2023, 12, 31)),
        ("spring 2024", date(2024, 3, 31)),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, expected: date) -> None:
    assert read_period(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("30/11/2023", "day"),
        ("Nov 2023", "month"),
        ("Q1 2023/24", "quarter"),
        ("January to March 2024", "quarter"),
        ("Jul – Sept 2023", "quarter"),
        ("Autumn term 2023", "term"),
        ("AY22/23", "academic_year"),
        ("FY22/23", "financial_year"),
    ],
)
def test_what_kind_of_period_it_is_comes_with_it(text: str, kind: str) -> None:
    assert read_period(text)[1] == kind


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2022/23", "can be an academic or a financial year: write AY2022/23 or FY2022/23"),
        ("AY22/24", "no year that follows"),
        ("31/02/2023", "no day or period"),
        ("31-Feb-23", "no day or period"),
        ("30’11’23", "no day or period"),
        ("11/30/2023", "no day or period"),
        ("last month", "no day or period"),
        ("February to April 2024", "no day or period"),
        ("April to December 2023", "no day or period"),
        ("March to January 2024", "no day or period"),
        ("", "no day or period"),
        ("November 1823", "no day or period"),
    ],
)
def test_what_is_no_period_or_could_be_two_says_what_to_write(text: str, says: str) -> None:
    with pytest.raises(NotAPeriod, match=says):
        read_period(text)


def table(text: str) -> Table:
    return read_figures("figures.csv", text.encode())[0]


LONG = "KPI code,Month,Figure,Status,Comment\n"
WIDE = "Ref,Indicator,Sep 2023,Oct 2023,Nov 2023\n"


def test_the_columns_of_a_long_sheet_are_proposed_by_their_headings() -> None:
    named = headings(table(LONG), 1)
    assert list(propose(named, {}).values()) == [Role.KPI, Role.PERIOD, Role.VALUE, Role.KIND, Role.NOTE]
    assert what_is_wrong(propose(named, {})) == ""


def test_the_columns_of_a_wide_sheet_are_proposed_by_their_periods() -> None:
    found = propose(headings(table(WIDE), 1), {})
    assert list(found.values()) == [Role.IGNORE, Role.KPI, Role.FIGURES, Role.FIGURES, Role.FIGURES]


def test_what_was_chosen_is_remembered_for_the_next_file_of_that_shape_which_may_have_another_month() -> None:
    named = headings(table(WIDE), 1)
    chosen = {1: Role.KPI, 2: Role.IGNORE, **dict.fromkeys((3, 4, 5), Role.FIGURES)}
    later = headings(table("Ref,Indicator,Oct 2023,Nov 2023,Dec 2023,Jan 2024\n"), 1)
    assert shape(later) == shape(named) != shape(headings(table(LONG), 1))
    assert list(propose(later, remember(named, chosen)).values())[:3] == [Role.KPI, Role.IGNORE, Role.FIGURES]


def test_headings_are_found_below_a_title() -> None:
    assert heading_row(table("Figures of the service,\nas agreed\n" + LONG)) == 3
    assert heading_row(Table("", ())) == 1


@pytest.mark.parametrize(
    ("roles", "says"),
    [
        ([Role.VALUE, Role.PERIOD], "one column that holds the KPI"),
        ([Role.KPI, Role.KPI, Role.VALUE, Role.PERIOD], "one column that holds the KPI"),
        ([Role.KPI, Role.VALUE], "one column of periods and one of figures"),
        ([Role.KPI, Role.FIGURES, Role.VALUE], "Choose either columns of figures"),
        ([Role.KPI, Role.FIGURES, Role.NOTE, Role.NOTE], "one for a note"),
        ([Role.KPI, Role.FIGURES, Role.FIGURES, Role.NOTE], ""),
    ],
)
def test_roles_with_which_nothing_can_be_read_say_what_to_choose(roles: list[Role], says: str) -> None:
    found = what_is_wrong(dict(enumerate(roles, 1)))
    assert says in found
    assert bool(found) is bool(says)


# --- cells ---------------------------------------------------------------------------------------

KNOWN = (
    Known("A-K1", "Vacancies", Unit.COUNT, {date(2023, 9, 30): Decimal(14)}),
    Known("A-K2", "Plans on time", Unit.PERCENT, {date(2023, 9, 30): Decimal(45)}),
    Known("A-K3", "Rate of requests", Unit.NOT_STATED),
    Known("A-K4", "Somebody else's", Unit.COUNT, may_enter=False),
)


def read(rows: str, head: str = LONG) -> list[Found]:
    sheet = table(head + rows)
    return list(figures(sheet, 1, propose(headings(sheet, 1), {}), KNOWN, TODAY))


def one(kpi: str = "A-K1", period: str = "Nov 2023", value: str = "13", kind: str = "", note: str = "") -> Found:
    (found,) = read(f'{kpi},{period},"{value}",{kind},{note}\n')
    return found


def test_a_plain_figure_is_sure_and_knows_its_cell() -> None:
    found = one(note="Two were filled")
    assert (found.code, found.as_at, found.value, found.kind) == ("A-K1", NOVEMBER, Decimal(13), "actual")
    assert (found.standing, found.says, found.place, found.note) == (Standing.SURE, (), "C2", "Two were filled")


@pytest.mark.parametrize("named", ["a-k1", "A-K1 Vacancies", "Vacancies", " vacancies "])
def test_a_kpi_is_known_by_its_code_or_its_name(named: str) -> None:
    assert one(named).code == "A-K1"


@pytest.mark.parametrize("named", ["A-K10", "A-K10 Vacancies of another team", "A-K1x"])
def test_a_code_is_not_known_by_its_beginning(named: str) -> None:
    found = one(named)
    assert (found.code, found.standing) == ("", Standing.LEFT_OUT)


def test_the_cells_of_a_wide_sheet_are_each_of_the_period_above_them() -> None:
    found = read("1,A-K1,12,,11\n2,A-K2,46%,47,48%\n", WIDE)
    assert [(each.code, each.as_at and each.as_at.month, each.value) for each in found] == [
        ("A-K1", 9, 12),
        ("A-K1", 11, 11),
        ("A-K2", 9, 46),
        ("A-K2", 10, 47),
        ("A-K2", 11, 48),
    ]
    assert [each.place for each in found[:2]] == ["C2", "E2"]


@pytest.mark.parametrize(
    ("kpi", "text", "value", "kind", "note", "says"),
    [
        ("A-K2", "12.1% (AY22/23)", "12.1", "actual", "AY22/23", "says more than a figure"),
        ("A-K2", "41.17% (projected end of year)", "41.17", "projected", "projected end of year", "says more"),
        ("A-K1", "13 provisional", "13", "provisional", "provisional", "says more than a figure"),
        ("A-K1", "13.02%", "13.02", "actual", "", "is a percentage, but this KPI is not"),
        ("A-K1", "12,5", None, "actual", "", "has a comma as its decimal mark"),
        ("A-K1", "about 12", None, "actual", "", "is not one figure"),
        ("A-K1", "12 or 13", None, "actual", "", "more than one number"),
    ],
)
def test_a_cell_that_says_more_or_something_else_is_asked_about(
    kpi: str, text: str, value: str | None, kind: str, note: str, says: str
) -> None:
    found = one(kpi, value=text)
    assert found.standing is Standing.ASK
    assert says in found.says[0]
    assert (found.value, found.kind, found.note) == (Decimal(value) if value else None, kind, note)


@pytest.mark.parametrize("text", ["n/a", "N/A", "-", "TBC", "#N/A", "<5", "≤5", "x"])
def test_what_is_no_figure_is_left_out_and_named(text: str) -> None:
    found = one(value=text)
    assert found.standing is Standing.LEFT_OUT
    assert f"“{text}”" in found.says[0]
    assert found.value is None


@pytest.mark.parametrize(
    ("kpi", "period", "value", "standing", "says"),
    [
        ("Z-K9", "Nov 2023", "13", Standing.LEFT_OUT, "“Z-K9” is no KPI of this notice"),
        ("", "Nov 2023", "13", Standing.LEFT_OUT, "The row names no KPI"),
        ("A-K4", "Nov 2023", "13", Standing.LEFT_OUT, "has another data lead"),
        ("A-K1", "2022/23", "13", Standing.LEFT_OUT, "academic or a financial year"),
        ("A-K1", "Jan 2024", "13", Standing.ASK, "still to come"),
        ("A-K1", "Sep 2023", "14", Standing.THERE, "there already"),
        ("A-K1", "Sep 2023", "15 (late)", Standing.ASK, "Another figure stands there, 14: this one corrects it if"),
    ],
)
def test_a_figure_that_does_not_fit_what_is_known_says_so(
    kpi: str, period: str, value: str, standing: Standing, says: str
) -> None:
    found = one(kpi, period, value)
    assert found.standing is standing
    assert says in " ".join(found.says)


def test_another_figure_than_the_one_that_stands_is_offered_beside_it() -> None:
    found = one("A-K1", "Sep 2023", "15")
    assert (found.standing, found.stands, found.says) == (Standing.REVISED, 14, ())


def test_how_certain_it_is_comes_from_its_column() -> None:
    assert one(kind="Provisional").kind == "provisional"
    assert one(period="Jan 2024", kind="forecast").standing is Standing.SURE
    unsure = one(kind="hm")
    assert (unsure.standing, unsure.says[0]) == (Standing.ASK, "“hm” does not say how certain the figure is")


def test_a_percentage_in_a_column_of_rates_is_asked_about_by_its_cell() -> None:
    found = read("A-K3,Sep 2023,1.3,,\nA-K3,Oct 2023,13.02%,,\nA-K3,Nov 2023,1.4,,\n")
    assert [each.standing for each in found] == [Standing.SURE, Standing.ASK, Standing.SURE]
    assert "“13.02%” is a percentage, and other figures of A-K3 are not" in found[1].says


def test_two_figures_of_one_kpi_and_period_are_both_asked_about() -> None:
    found = read("A-K1,Nov 2023,12,,\nA-K1,30/11/2023,13,,\n")
    assert [each.standing for each in found] == [Standing.ASK, Standing.ASK]
    assert "C3 gives a figure of this KPI and period too" in found[0].says[0]


def test_a_formula_is_said_a_joined_cell_is_asked_about_and_one_without_a_value_is_left_out() -> None:
    head = [Cell(1, 1, "KPI"), Cell(1, 2, "Nov 2023")]

    def cell(**more: object) -> Found:
        sheet = Table("", (tuple(head), (Cell(2, 1, "A-K1"), Cell(2, 2, **{"text": "13", **more}))))  # type: ignore[arg-type]
        (found,) = figures(sheet, 1, {1: Role.KPI, 2: Role.FIGURES}, KNOWN, TODAY)
        return found

    assert (cell(formula=True).formula, cell(formula=True).standing) == (True, Standing.SURE)
    assert cell(merged=True).standing is Standing.ASK
    assert cell(formula=True, text="").standing is Standing.LEFT_OUT


def test_a_name_that_two_kpis_have_is_said_to_be_theirs() -> None:
    (sheet,) = read_figures("figures.csv", b"KPI,Nov 2023\nVacancies,14\n")
    twins = [Known("A-K1", "Vacancies", Unit.COUNT), Known("B-K1", "Vacancies", Unit.COUNT)]
    (found,) = figures(sheet, 1, {1: Role.KPI, 2: Role.FIGURES}, twins, TODAY)
    assert found.says == (
        "“Vacancies” is what several KPIs are called: write its code into the file and upload it again",
    )
