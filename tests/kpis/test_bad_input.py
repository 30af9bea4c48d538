"""What people type, paste and send that cannot be taken: the row or the cell is named with what to do, nothing is lost.

One table for the four ways in which a figure comes: the grid, its paste, the form of one figure, a file.
"""

import csv
import html
import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from kpis.models import FigureImport, Kpi, Unit
from tests import factories as make
from tests.cast import Cast
from tests.kpis.files import LONG, answers, checked, columns, said, upload, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
KPIS = "/notices/devon/kpis/"
GRID = f"{KPIS}enter/?period=2023-11"
NOVEMBER = date(2023, 11, 30)

TYPED = [
    # what stands there, and what is said of it in the grid, in the paste and in the form of one figure
    ("fourteen", "“fourteen” is not a number: write digits, like 12.1 or 1,600"),
    ("14 people", "“14 people” has words behind its figure: write 14, and “people” in the note"),
    ("12,5", "“12,5” has a comma as its decimal mark: write 12.5"),
    ("1 600", "“1 600” has spaces inside its number: write 1600"),
    ("1.600,5", "“1.600,5” holds more than one number: write one figure, like 12.1 or 1,600"),
    ("1'600", "“1'600” holds more than one number: write one figure, like 12.1 or 1,600"),
    ("45%", "“45%” is a percentage, but this KPI is not: write the number alone, like 45"),
    ("=6+7", "“=6+7” is a formula, not what it gives: paste it as a value, or type the figure"),
    ("#REF!", "“#REF!” is an error of the spreadsheet: mend it there, or leave the figure empty"),
    ("-3", "“-3” is below zero: write the figure itself, not the change since the last one"),
    ("12 of 30", "“12 of 30” holds more than one number: write one figure, like 12.1 or 1,600"),
    ("<script>", "“<script>” is not a number: write digits, like 12.1 or 1,600"),
    ("9" * 41, "must be 40 characters or fewer"),
]
READ_WITH_ITS_WORDS = {"14 people": "“14 people” was read as 14 with the note “people”: check it"}
OF_A_FILE = {"14 people": "“14 people” says more than a figure: check how it is read", "9" * 41: "is too large"}


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    """A number, 15 in October, beside one of which nothing is wrong."""
    lead = cast["data lead"]
    row = make.Kpi(notice=cast.notice, code="A-K1", order=1, name="Vacancies", unit=Unit.COUNT, data_lead=lead)
    make.Kpi(notice=cast.notice, code="A-K2", order=2, name="On time", unit=Unit.PERCENT, data_lead=lead)
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(15), as_at=date(2023, 10, 31), period="month")
    return row


def other() -> Kpi:
    found: Kpi = Kpi.objects.get(code="A-K2")
    return found


def hidden(client: Client) -> dict[str, str]:
    """What the grid sends before anything is typed."""
    page = client.get(GRID).content.decode()
    return dict(re.findall(r'name="(\d+-(?:sent_as|seen_row|seen_version))" value="([^"]*)"', page))


def in_csv(*rows: tuple[str, ...]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return LONG + written.getvalue()


@pytest.mark.parametrize(("text", "says"), TYPED)
def test_in_the_grid_the_row_is_named_and_what_was_typed_stays(kpi: Kpi, as_: Enter, text: str, says: str) -> None:
    client = as_("data lead")
    typed = {f"{kpi.pk}-value": text, f"{kpi.pk}-kind": "actual", f"{kpi.pk}-note": "Two were filled"}
    right = {f"{other().pk}-value": "45", f"{other().pk}-kind": "actual"}
    answer = client.post(GRID, hidden(client) | typed | right)
    page = said(answer)
    (told,) = re.findall(rf'<a href="#id_{kpi.pk}-value">(.*?)</a>', page)
    assert told.startswith("A-K1: ")
    assert says in told
    (form,) = (form for form in answer.context["forms"] if form.row_name == "A-K1")
    assert (form["value"].value(), form["note"].value()) == (text, "Two were filled")
    assert not kpi.measurements.filter(as_at=NOVEMBER).exists()
    assert other().measurements.get(as_at=NOVEMBER).value == 45, "what is right is saved beside it"


@pytest.mark.parametrize(("text", "says"), TYPED)
def test_of_a_paste_the_row_is_named_and_the_cell_stands_in_it(kpi: Kpi, as_: Enter, text: str, says: str) -> None:
    client = as_("data lead")
    answer = client.post(GRID, hidden(client) | {"paste": f"A-K1\t{text}\nA-K2\t45\n", "read": "yes"})
    summary = said(answer).partition("<table")[0]
    assert "A-K1: " in summary
    assert READ_WITH_ITS_WORDS.get(text, says) in summary
    (form,) = (form for form in answer.context["forms"] if form.row_name == "A-K1")
    assert form["value"].value() == ("14" if text == "14 people" else text)
    assert not kpi.measurements.filter(as_at=NOVEMBER).exists()


@pytest.mark.parametrize(("text", "says"), TYPED)
def test_in_the_form_of_one_figure_it_is_said_beside_what_was_typed(kpi: Kpi, as_: Enter, text: str, says: str) -> None:
    client = as_("data lead")
    typed = {"value": text, "as_at_day": "30", "as_at_month": "11", "as_at_year": "2023", "kind": "actual"}
    sent_as = client.get(f"{KPIS}A-K1/enter/").context["form"]["sent_as"].value()
    more = {"period": "month", "note": "Two were filled", "sent_as": str(sent_as)}
    answer = client.post(f"{KPIS}A-K1/enter/", typed | more)
    assert says in said(answer)
    form = answer.context["form"]
    assert (form["value"].value(), form["note"].value()) == (text, "Two were filled")
    assert not kpi.measurements.filter(as_at=NOVEMBER).exists()


@pytest.mark.parametrize(("text", "says"), TYPED)
def test_of_a_file_the_cell_is_named_and_nothing_of_it_is_entered_unconfirmed(
    kpi: Kpi, as_: Enter, text: str, says: str
) -> None:
    client = as_("data lead")
    content = in_csv(("A-K1", "Nov 2023", text, "", "Two were filled"), ("A-K2", "Nov 2023", "45", "", ""))
    address = checked(client, content)
    page = said(client.get(address))
    cell = re.search(r'id="cell-C2".*?</fieldset>', page, re.DOTALL)
    assert cell
    assert f"The cell reads “{text}”" in cell[0]
    assert OF_A_FILE.get(text, says) in cell[0]
    assert "Two were filled" in cell[0]
    client.post(address, answers(client, address))
    assert not kpi.measurements.filter(as_at=NOVEMBER).exists()
    assert other().measurements.get(as_at=NOVEMBER).value == 45


@pytest.mark.parametrize(("text", "value"), [("1,600", 1600), (" 16 ", 16), ("16.5", Decimal("16.5"))])
def test_thousands_are_parted_by_commas_on_every_way(kpi: Kpi, as_: Enter, text: str, value: Decimal) -> None:
    """The guard of the tests above: what can be read is taken."""
    kpi.measurements.all().delete()
    client = as_("data lead")
    address = checked(client, in_csv(("A-K1", "Sep 2023", text, "", "")))
    client.post(address, answers(client, address))
    client.post(GRID, hidden(client) | {f"{kpi.pk}-value": text, f"{kpi.pk}-kind": "actual"})
    assert list(kpi.measurements.order_by("as_at").values_list("value", flat=True)) == [value, value]


# --- days and periods ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("31/02/2023", "“31/02/2023” is no day or period: write it like 30 11 2023, November 2023 or AY2022/23"),
        ("Noctober 2023", "“Noctober 2023” is no day or period"),
        ("2022/23", "can be an academic or a financial year: write AY2022/23 or FY2022/23"),
        ("Q5 2023/24", "“Q5 2023/24” is no day or period"),
        ("", "“” is no day or period: write it like"),
        ("45260", "“45260” is no day or period"),
    ],
)
def test_a_date_that_is_in_no_period_is_named_by_its_cell_and_left_out(
    kpi: Kpi, as_: Enter, period: str, says: str
) -> None:
    client = as_("data lead")
    answer = client.get(checked(client, in_csv(("A-K1", period, "14", "", ""), ("A-K2", "Nov 2023", "45", "", ""))))
    (left,) = answer.context["out"]
    assert left.place == "C2"
    assert says in left.says[0]
    assert says in said(answer)


@pytest.mark.parametrize(
    ("frequency", "written", "asked"),
    [
        (
            "month",
            "29/11/2023",
            "29 November 2023 ends no month, and a figure of A-K1 is expected for each: confirm it",
        ),
        ("academic_year", "30/11/2023", "ends no academic year"),
        ("month", "30/11/2023", ""),
        ("as_it_comes", "29/11/2023", ""),
        ("not_stated", "29/11/2023", ""),
    ],
)
def test_a_day_that_ends_no_period_of_its_kpi_is_asked_about(
    kpi: Kpi, as_: Enter, frequency: str, written: str, asked: str
) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency=frequency)
    client = as_("data lead")
    address = checked(client, in_csv(("A-K1", written, "14", "", "")))
    page = client.get(address)
    assert len(page.context["asked"]) == bool(asked)
    assert asked in said(page)
    client.post(address, answers(client, address, take_C2="on"))
    stands = "month" if (frequency, written) == ("month", "30/11/2023") else "day"
    assert kpi.measurements.get(as_at__gte=date(2023, 11, 1)).period == stands


def test_two_values_for_one_period_are_named_on_every_way(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    page = said(client.post(GRID, hidden(client) | {"paste": "A-K1\t14\nA-K1\t41\n", "read": "yes"}))
    assert "A-K1: Lines 1 and 2 are both for A-K1, with 14 and 41: keep the one that is right" in page
    file = in_csv(("A-K1", "Nov 2023", "14", "", ""), ("A-K1", "Nov 2023", "41", "", ""))
    page = said(client.get(checked(client, file)))
    assert "C3 gives a figure of this KPI and period too: confirm one of them" in page
    assert "C2 gives a figure of this KPI and period too: confirm one of them" in page
    standing = in_csv(("A-K1", "Oct 2023", "14", "", ""))
    page = said(client.get(checked(client, standing)))
    assert "1 figure is another than the one that stands: corrected only if you say so" in page


# --- files ---------------------------------------------------------------------------------------


def many(rows: int) -> bytes:
    def fill(sheet: Any) -> None:
        sheet.append(["KPI", "Period", "Value"])
        for _ in range(rows):
            sheet.append(["A-K1", "Nov 2023", 14])

    return workbook(fill)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("figures.csv", lambda: in_csv(*[("A-K1", "Nov 2023", "14")] * 10_000).encode(), "more than 2,000 rows"),
        ("figures.xlsx", lambda: many(10_000), "more than 2,000 rows"),
        ("figures.xlsm", lambda: many(1), "Save it as a file without macros"),
        ("figures.ods", lambda: b"PK\x03\x04", "(.xlsx) or a CSV file (.csv): save it as one of these"),
        ("figures.docx", lambda: many(1), "(.xlsx) or a CSV file (.csv): save it as one of these"),
        ("figures.csv", lambda: many(1), "is not a CSV file"),
        (
            "figures.png",
            lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 50,
            "(.xlsx) or a CSV file (.csv): save it as one of these",
        ),
        ("figures.csv.exe", lambda: b"MZ", "(.xlsx) or a CSV file (.csv): save it as one of these"),
        ("figures", lambda: b"1,2", "(.xlsx) or a CSV file (.csv): save it as one of these"),
        ("figures.exe.csv", lambda: b"MZ", "figures.exe.csv"),
    ],
)
def test_a_file_that_is_too_long_or_of_the_wrong_kind_is_refused_with_what_to_do(
    kpi: Kpi, as_: Enter, name: str, content: Callable[[], bytes], says: str
) -> None:
    answer = upload(as_("data lead"), content(), name)
    assert answer.status_code == 200
    assert says in said(answer)
    assert not FigureImport.objects.exists()


def test_cells_that_are_joined_are_asked_about_or_named_and_none_is_left_out_unsaid(kpi: Kpi, as_: Enter) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["KPI", "Nov 2023", None, "Sep 2023"])
        sheet.append(["A-K1", 14, 13, 12])
        sheet.append([None, 20, None, None])
        sheet.append(["A-K2", 45, None, 46])
        sheet.merge_cells("B1:C1")
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B4:C4")

    client = as_("data lead")
    address = upload(client, workbook(fill), "figures.xlsx")["Location"]
    form = client.get(address).context["form"]
    assert form["role_3"].label == "“Column C” holds"
    typed = {name: str(form[name].value()) for name in form.fields} | {"role_3": "figures"}
    page = said(client.get(client.post(address, typed)["Location"]))
    joined = re.search(r'id="cell-B4".*?</fieldset>', page, re.DOTALL)
    assert joined
    assert "The cell is joined with others, so it may stand for more than one KPI or period" in joined[0]
    assert "The row names no KPI: write its code into the file and upload it again" in page
    assert "“Column C” is no day or period" in page
    assert columns(client, address).status_code == 302, "it can be left out by choice"


def test_a_formula_in_a_csv_is_text_and_never_worked_out(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, in_csv(("A-K1", "Nov 2023", "=6+7", "", '=HYPERLINK("http://evil.example")')))
    page = client.get(address)
    assert len(page.context["asked"]) == 1
    assert "=HYPERLINK" in said(page)
    form = client.post(address, answers(client, address, take_C2="on")).context["form"]
    assert "Enter the figure of C2, or do not confirm it" in str(form.errors)


def test_a_note_that_is_longer_than_notes_are_says_that_it_was_cut(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    rows = ("A-K1", "Nov 2023", "14", "", "x" * 999), ("A-K2", "Nov 2023", "45", "", "y" * 1_500)
    page = client.get(checked(client, in_csv(*rows)))
    (cell, *_), *_ = page.context["asked"]
    assert cell.place == "C3"
    assert "Its note has more than 1,000 characters: what is behind them is left out" in cell.says[0]
    assert html.escape("x" * 999) in said(page)
