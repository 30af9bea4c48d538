"""Figures come in from a file: uploaded, columns said, doubts settled, entered once, by those who may."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from govuk.words import day
from kpis import actions
from kpis.importing import read_figures
from kpis.models import FigureImport, Kpi, Unit
from notices.conflicts import Refused
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.kpis.files import LONG, PAGE, answers, checked, columns, said, upload, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
NOVEMBER = date(2023, 11, 30)


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    lead = cast["data lead"]
    row = make.Kpi(notice=cast.notice, code="A-K1", name="Vacancies", unit=Unit.COUNT, data_lead=lead)
    make.Kpi(notice=cast.notice, code="A-K2", name="On time", unit=Unit.PERCENT, data_lead=lead)
    make.Kpi(notice=cast.notice, code="A-K3", name="The lead's", unit=Unit.COUNT, data_lead=cast["lead"])
    return row


# --- the way through -----------------------------------------------------------------------------


def test_a_long_file_comes_in_as_it_stands_with_the_cells_named_and_the_ledger_told(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Sep 2023,14,,\nA-K1,Nov 2023,13,provisional,Two were filled\n")
    assert kpi.measurements.count() == 0, "nothing is entered unconfirmed"
    page = said(client.get(address))
    assert "2 figures can be entered as they stand" in page
    done = client.post(address, answers(client, address), follow=True)
    assert "2 figures of figures.csv entered" in said(done)
    rows = [(row.as_at, row.value, row.kind, row.note, row.source) for row in kpi.measurements.order_by("as_at")]
    assert rows == [
        (date(2023, 9, 30), 14, "actual", "", "figures.csv, C2"),
        (NOVEMBER, 13, "provisional", "Two were filled", "figures.csv, C3"),
    ]
    assert Event.objects.filter(verb="figures.imported").count() == 1
    assert Event.objects.filter(verb="measurement.entered").count() == 2
    assert {row.period for row in kpi.measurements.all()} == {"month"}
    file = FigureImport.objects.get()
    assert (file.sheets, file.answers, file.entered_at) == ([], {}, NOW)


def test_two_people_who_upload_one_file_have_a_draft_each(kpi: Kpi, as_: Enter) -> None:
    content = LONG + "A-K1,November 2023,15,,\n"
    drafts = [upload(as_(kind), content)["Location"] for kind in ("lead", "data lead")]
    assert drafts[0] != drafts[1]
    assert as_("data lead").get(drafts[0]).status_code == 404


def test_a_wide_workbook_comes_in_with_its_periods_from_the_headings(kpi: Kpi, as_: Enter) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Our KPIs"])
        sheet.append(["KPI", date(2023, 10, 1), date(2023, 11, 1)])
        sheet["B2"].number_format = sheet["C2"].number_format = "mmm\\-yy"
        sheet.append(["A-K1", 14, 13])
        sheet.append(["A-K2", 0.45, 0.461])
        sheet["B4"].number_format = sheet["C4"].number_format = "0.0%"

    client = as_("data lead")
    address = checked(client, workbook(fill), "figures.xlsx")
    client.post(address, answers(client, address))
    assert [row.value for row in kpi.measurements.order_by("as_at")] == [14, 13]
    other = Kpi.objects.get(code="A-K2").measurements.order_by("as_at")
    assert [(row.as_at, row.value) for row in other] == [(date(2023, 10, 31), 45), (NOVEMBER, Decimal("46.1"))]


def test_uncertain_cells_are_named_and_enter_nothing_until_they_are_confirmed(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    rows = 'A-K2,Sep 2023,"12.1% (AY22/23)",,\nA-K2,Oct 2023,"<5",,\nA-K1,Nov 2023,"13.02%",,\n'
    address = checked(client, LONG + rows)
    page = said(client.get(address))
    for words in (
        "C2: A-K2 On time, September 2023",
        "“12.1% (AY22/23)” says more than a figure",
        "C4: A-K1 Vacancies",
    ):
        assert words in page
    assert "“<5” is a number too small to be told: nothing is entered" in page
    refused = client.post(address, answers(client, address))
    assert "Nothing would be entered: confirm a figure" in said(refused)
    client.post(address, answers(client, address, take_C2="on"))
    row = Kpi.objects.get(code="A-K2").measurements.get()
    assert (row.value, row.note, row.as_at) == (Decimal("12.1"), "AY22/23", date(2023, 9, 30))
    assert kpi.measurements.count() == 0


def test_what_is_confirmed_can_be_put_right_first_and_a_wrong_one_is_named_by_its_cell(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + 'A-K1,Nov 2023,"12,5",,\nA-K1,Jan 2024,13,,\n')
    wrong = said(client.post(address, answers(client, address, take_C2="on", take_C3="on")))
    assert "Enter the figure of C2, or do not confirm it" in wrong
    assert "C3 is of a day to come: choose “Projected”" in wrong
    assert kpi.measurements.count() == 0
    right = answers(client, address, take_C2="on", value_C2="12.5", take_C3="on", kind_C3="projected")
    assert client.post(address, right).status_code == 302
    assert [(row.value, row.kind) for row in kpi.measurements.order_by("as_at")] == [
        (Decimal("12.5"), "actual"),
        (13, "projected"),
    ]


def test_a_sure_figure_can_be_left_out_and_two_of_a_day_cannot_both_be_confirmed(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Sep 2023,14,,\nA-K1,Nov 2023,13,,\nA-K1,30/11/2023,12,,\n")
    both = client.post(address, answers(client, address, take_C3="on", take_C4="on"))
    assert "C3 and C4 are both of A-K1 and the same day: confirm one of them" in said(both)
    client.post(address, answers(client, address, leave=["C2"], take_C4="on"))
    assert [(row.as_at, row.value) for row in kpi.measurements.all()] == [(NOVEMBER, 12)]


def test_a_formula_is_said_to_be_one(kpi: Kpi, as_: Enter) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["KPI", "Nov 2023"])
        sheet.append(["A-K1", "=6+7"])

    was = workbook(fill)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(was)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b"<v></v>", b"<v>13</v>").replace(b"<v />", b"<v>13</v>"))
    client = as_("data lead")
    address = checked(client, out.getvalue(), "figures.xlsx")
    assert "Read from formulas, by the value that the file stores: B2" in said(client.get(address))
    client.post(address, answers(client, address))
    assert kpi.measurements.get().value == 13


# --- twice, later, remembered --------------------------------------------------------------------


def test_the_same_file_twice_enters_nothing_twice(kpi: Kpi, as_: Enter) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Nov 2023,13,,\n"
    address = checked(client, content)
    typed = answers(client, address)
    assert [client.post(address, typed).status_code for _ in range(2)] == [302, 302]
    again = checked(client, content)
    page = said(client.get(again))
    assert "1 figure is there already" in page
    assert "Nothing of this file can be entered" in page
    assert kpi.measurements.count() == 1


def test_a_file_that_is_uploaded_again_before_it_is_entered_is_the_same_import(kpi: Kpi, as_: Enter) -> None:
    client, content = as_("data lead"), LONG + "A-K1,Nov 2023,13,,\n"
    assert upload(client, content)["Location"] == upload(client, content)["Location"]
    assert FigureImport.objects.count() == 1


def test_an_import_is_left_and_taken_up_with_what_was_answered(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + 'A-K1,Sep 2023,14,,\nA-K1,Nov 2023,"12,5",,\n')
    kept = client.post(address, answers(client, address, take_C3="on", value_C3="12.5", leave=["C2"], later="1"))
    assert kept["Location"] == PAGE
    assert kpi.measurements.count() == 0
    listed = said(client.get(PAGE))
    assert address in listed
    form = client.get(address).context["form"]
    assert (form["value_C3"].value(), form["take_C3"].value(), form.left()) == ("12.5", True, {"C2"})
    assert "There is a problem" not in said(client.get(address))


def test_what_the_columns_held_is_remembered_for_the_next_file_of_that_shape(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    first = upload(client, "Ref,KPI,Oct 2023\nA-K1,Our vacancies,14\n")["Location"]
    form = client.get(first).context["form"]
    typed = {name: str(form[name].value()) for name in form.fields} | {"role_1": "kpi", "role_2": "note"}
    address = client.post(first, typed)["Location"]
    client.post(address, answers(client, address))
    second = upload(client, "Ref,KPI,Oct 2023,Nov 2023\nA-K1,Our vacancies,14,13\n")["Location"]
    form = client.get(second).context["form"]
    assert [form[f"role_{column}"].value() for column in (1, 2, 3, 4)] == ["kpi", "note", "figures", "figures"]


def test_what_another_notice_remembers_is_not_told(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    other = make.FigureImport(notice=cast.elsewhere, sheets=[], entered_by=cast["stranger"], entered_at=NOW)
    client = as_("data lead")
    address = upload(client, "Ref,KPI,Oct 2023\nx,A-K1,14\n")["Location"]
    columns(client, address)
    FigureImport.objects.filter(pk=other.pk).update(
        shape=FigureImport.objects.get(notice=cast.notice).shape, roles={"headings": {"ref": "note"}, "columns": {}}
    )
    again = upload(client, "Ref,KPI,Oct 2023\nx,A-K1,15\n")["Location"]
    assert client.get(again).context["form"]["role_1"].value() == ""


def test_another_sheet_or_row_draws_its_own_columns(kpi: Kpi, as_: Enter) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Notes", "Comment"])
        other = sheet.parent.create_sheet("Data")
        other.append(["Title of it"])
        other.append(["KPI", "Nov 2023"])
        other.append(["A-K1", 13])

    client = as_("data lead")
    address = upload(client, workbook(fill), "figures.xlsx")["Location"]
    page = client.post(address, {"sheet": "1", "heading_row": "1", "drawn": "0:1"})
    form = page.context["form"]
    assert (form["heading_row"].value(), form["role_2"].value()) == (2, "figures")
    typed = {name: str(form[name].value()) for name in form.fields}
    assert client.post(address, typed).status_code == 302
    row = client.post(address, {"sheet": "1", "heading_row": "1", "drawn": "1:2"}).context["form"]
    assert list(row.named.values()) == ["Title of it", "Column B"]


def test_columns_with_which_nothing_can_be_read_say_what_to_choose(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = upload(client, "One,Two\n1,2\n")["Location"]
    assert "Choose one column that holds the KPI" in said(columns(client, address))
    assert client.get(f"{address}check/")["Location"] == address


# --- files that are refused ----------------------------------------------------------------------


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "spreadsheetml.sheet.main+xml")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("figures.xlsm", lambda: b"PK\x03\x04", "Save it as a file without macros"),
        ("figures.xls", lambda: b"\xd0\xcf\x11\xe0", "Save it as an Excel workbook (.xlsx)"),
        ("figures.pdf", lambda: b"%PDF-1.7 nothing", "read from an Excel workbook (.xlsx) or a CSV file"),
        ("figures.txt", lambda: b"words", "read from an Excel workbook (.xlsx) or a CSV file"),
        ("figures.xlsx", lambda: b"words", "is not an Excel workbook"),
        ("figures.xlsx", bomb, "would become too large when it is opened"),
        ("figures.csv", lambda: b"", "empty"),
        ("figures.csv", lambda: b"\n\n \n", "Nothing stands in this file"),
        ("figures.csv", lambda: b"1,2\n" * 2_001, "more than 2,000 rows"),
        ("figures.csv", lambda: b"1" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_what_to_do(
    kpi: Kpi, as_: Enter, name: str, content: Callable[[], bytes], says: str
) -> None:
    answer = upload(as_("data lead"), content(), name)
    assert answer.status_code == 200
    assert says in said(answer)
    assert not FigureImport.objects.exists()


def test_a_macro_in_a_workbook_of_another_name_is_refused(kpi: Kpi, as_: Enter) -> None:
    out = io.BytesIO(workbook(lambda sheet: sheet.append(["KPI"])))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    assert "contains macros" in said(upload(as_("data lead"), out.getvalue(), "figures.xlsx"))


def test_choosing_no_file_says_so(kpi: Kpi, as_: Enter) -> None:
    assert "Select the file with the figures" in said(as_("data lead").post(PAGE, {"sent_as": str(uuid4())}))


# --- who, and whose ------------------------------------------------------------------------------


def test_an_import_is_seen_by_nobody_but_who_brings_it(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    address = checked(as_("data lead"), LONG + "A-K1,Nov 2023,13,,\n")
    lead = as_("lead")
    for place in (address, address.removesuffix("check/")):
        assert lead.get(place).status_code == 404
        assert lead.post(place).status_code == 404
    assert lead.post(address.replace("check", "drop")).status_code == 404
    assert "figures.csv" not in said(lead.get(PAGE))
    for kind, status in (("member", 403), ("officer", 403), ("adviser", 403), ("stranger", 404)):
        assert as_(kind).get(PAGE).status_code == status
        assert as_(kind).get(address).status_code == status


def test_figures_of_another_data_lead_and_of_another_notice_are_left_out(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    make.Kpi(notice=cast.elsewhere, code="Z-K9", name="Canary KPI")
    client = as_("data lead")
    address = checked(client, LONG + "A-K3,Nov 2023,13,,\nZ-K9,Nov 2023,13,,\nCanary KPI,Nov 2023,13,,\n")
    page = said(client.get(address))
    assert "A-K3 has another data lead" in page
    assert "“Z-K9” is no KPI of this notice" in page
    assert "“Canary KPI” is no KPI of this notice" in page
    client.post(address, answers(client, address, take_C2="on", value_C2="13", take_C3="on"))
    assert not Kpi.objects.get(code="A-K3").measurements.exists()
    assert not Kpi.objects.get(code="Z-K9").measurements.exists()


def test_a_script_or_a_formula_in_a_cell_is_text(kpi: Kpi, as_: Enter) -> None:
    client, evil = as_("data lead"), "<script>alert(1)</script>"
    address = checked(client, LONG + f'{evil},Nov 2023,"{evil}",,\nA-K1,Nov 2023,13,,"=HYPERLINK(1) {evil}"\n')
    assert "<script>alert" not in client.get(address).content.decode()
    assert "<script>alert" not in client.get(address.removesuffix("check/")).content.decode()
    client.post(address, answers(client, address))
    assert kpi.measurements.get().note.startswith("=HYPERLINK")
    assert "<script>alert" not in client.get("/notices/devon/kpis/A-K1/").content.decode()


def test_a_figure_that_somebody_entered_meanwhile_is_named_and_the_others_come_in(cast: Cast, kpi: Kpi) -> None:
    content = (LONG + "A-K1,Nov 2023,13,,\n").encode()
    tables = read_figures("f.csv", content)
    told = {"name": "f.csv", "content": content, "tables": tables, "by": cast["lead"], "at": NOW, "sent_as": uuid4()}
    file = actions.keep_import(notice=cast.notice, **told)
    make.Measurement(notice=cast.notice, kpi=kpi, as_at=NOVEMBER, value=Decimal(12))
    chosen = [
        actions.Chosen("C2", "A-K1", NOVEMBER, Decimal(13), "actual"),
        actions.Chosen("C3", "A-K1", date(2023, 9, 30), Decimal(14), "actual"),
    ]
    entering = {"kpis": {"A-K1": kpi}, "chosen": chosen, "by": cast["lead"], "at": NOW}
    with pytest.raises(Refused, match="changed in another window"):
        actions.enter_import(file=file, seen_version=9, **entering)
    done = actions.enter_import(file=file, seen_version=1, **entering)
    assert (done.entered, done.corrected) == (1, 0)
    assert "C2, A-K1: 30 November 2023 already has a figure, 12" in done.refused[0]
    with pytest.raises(Refused, match="entered or left already"):
        actions.enter_import(file=file, seen_version=2, **entering)


def test_a_file_that_is_taken_away_leaves_nothing(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Nov 2023,13,,\n")
    assert client.post(address.replace("check", "drop"))["Location"] == PAGE
    assert not FigureImport.objects.exists()
    assert client.get(address).status_code == 404


def test_the_check_costs_the_same_for_one_figure_as_for_many(kpi: Kpi, as_: Enter) -> None:
    client, counts = as_("data lead"), []
    for rows in (1, 12):
        lines = "".join(f"A-K1,{month}/2022,13,,\n" for month in range(1, rows + 1))
        address = checked(client, LONG + lines)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
    assert counts[0] == counts[1] <= 12


def test_more_figures_than_come_in_at_once_are_refused_before_anything_is_read(kpi: Kpi, as_: Enter) -> None:
    months = ",".join(f"{month}/{year}" for year in range(2000, 2020) for month in range(1, 6))
    content = f"KPI,{months}".rsplit(",", 1)[0] + "\n" + ("A-K1" + ",1" * 99 + "\n") * 7
    client = as_("data lead")
    page = said(columns(client, upload(client, content)["Location"]))
    assert "These columns hold 693 figures, and 600 come in at once: split the file" in page


def test_more_uncertain_cells_than_one_page_takes_wait_for_the_next_time(kpi: Kpi, as_: Enter) -> None:
    rows = "".join(f'A-K1,{day}/{month}/2022,"12,5",,\n' for month in range(1, 8) for day in range(1, 26))
    client = as_("data lead")
    page = client.get(checked(client, LONG + rows))
    assert len(page.context["asked"]) == 150
    assert len(page.context["out"]) == 25
    assert "More than 150 cells are uncertain" in said(page)


def test_a_file_that_was_entered_is_not_taken_away(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + "A-K1,Nov 2023,13,,\n")
    client.post(address, answers(client, address))
    gone = client.post(address.replace("check", "drop"), follow=True)
    assert f"figures.csv was entered on {day(TODAY)}" in said(gone)
    assert FigureImport.objects.count() == 1
    assert client.get(address)["Location"] == PAGE


def test_more_than_can_be_kept_of_an_import_says_so_and_stays_typed(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    address = checked(client, LONG + 'A-K1,Nov 2023,"12,5",,\n')
    page = client.post(address, answers(client, address, note_C2="x" * 300_000, later="1"))
    assert "This is more than can be kept" in said(page)
    assert FigureImport.objects.get().answers == {}
