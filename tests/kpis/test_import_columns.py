"""Which column names the KPIs, and what is said of columns of which nothing is taken."""

from collections.abc import Callable

import pytest
from django.test import Client

from kpis.importing import Role, headings, naming, propose, read_figures
from kpis.models import FigureImport, Kpi, Unit
from tests import factories as make
from tests.cast import Cast
from tests.kpis.files import LONG, checked, said, upload

pytestmark = pytest.mark.usefixtures("story_day")
Enter = Callable[[str], Client]
KPIS = {"A-K1": "Vacancies", "D-K1": "On time"}


def proposed(content: str, remembered: dict[str, str] | None = None) -> dict[int, Role]:
    (table,) = read_figures("f.csv", content.encode())
    return propose(headings(table, 1), remembered or {}, naming(table, 1, KPIS))


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("Ref,Nov 2023\nA-K1,14\nD-K1,3\n", 1),
        ("No.,Ref,Nov 2023\n1,A-K1,14\n2,D-K1,3\n", 2),
        ("Ref,Indicator,Nov 2023\nA-K1,Vacancies,14\nD-K1,On time,3\n", 1),
        ("Ref,Measure,Nov 2023\n1,Vacancies,14\n2,on  time,3\n", 2),
        ("Code,What,Nov 2023\n17,A-K1 Vacancies,14\n18,D-K1 On time,3\n", 2),
        ("Ref,Nov 2023\nStrategy,\nA-K1,14\nd-k1,3\n", 1),
    ],
)
def test_the_column_of_which_the_cells_name_kpis_is_known_whatever_its_heading_says(content: str, column: int) -> None:
    roles = proposed(content)
    assert [at for at, role in roles.items() if role is Role.KPI] == [column]


def test_where_no_cell_names_a_kpi_the_heading_decides_and_what_was_chosen_last_time_stays() -> None:
    assert proposed("KPI,Nov 2023\nX1,14\n")[1] is Role.KPI
    assert proposed("Ref,Nov 2023\nX1,14\nX2,3\nA-K1,2\n")[1] is Role.IGNORE
    kept = {"ref": "", "measure": "kpi", "<period>": "figures"}
    assert proposed("Ref,Measure,Nov 2023\nA-K1,Vacancies,14\n", kept)[2] is Role.KPI


@pytest.mark.django_db
def test_the_pages_know_a_column_of_this_plan_s_codes(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.notice, code="D-K1", name="On time", unit=Unit.COUNT)
    client = as_("lead")
    form = client.get(upload(client, "Ref,Nov 2023\nD-K1,14\n")["Location"]).context["form"]
    assert [form[name].value() for name in ("role_1", "role_2")] == ["kpi", "figures"]


@pytest.mark.django_db
def test_the_check_names_each_column_of_which_nothing_is_taken(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT)
    client = as_("lead")
    page = said(client.get(checked(client, "KPI,Owner,Nov 2023,Seen by\nA-K1,Jo,14,Kim\n")))
    assert "Nothing is taken of these columns: “Owner”, “Seen by”" in page
    assert "Nothing is taken of" not in said(client.get(checked(client, LONG + "A-K1,Nov 2023,14,,\n")))


@pytest.mark.django_db
def test_the_check_shows_what_is_doubtful_first_folds_what_is_sure_and_then_comes_the_button(
    cast: Cast, as_: Enter
) -> None:
    kpi: Kpi = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT)
    make.Measurement(notice=cast.notice, kpi=kpi, value=9, as_at="2023-08-31", period="month")
    rows = 'A-K1,Sep 2023,14,,\nA-K1,Oct 2023,"15 (late)",,\nZ-K9,Oct 2023,15,,\nA-K1,Aug 2023,10,,\n'
    client = as_("lead")
    page = said(client.get(checked(client, LONG + rows)))
    places = [
        page.index(each)
        for each in (
            "1 cell is uncertain: entered only where you confirm it",
            '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">C3',
            "Other than what stands</h2>",
            "“Z-K9” is no KPI of this notice",
            "Entered as it stands: 1 figure</span>",
            "Enter the figures",
        )
    ]
    assert places == sorted(places)
    assert "<details" in page[places[3] : places[4]]


@pytest.mark.django_db
def test_what_was_said_of_a_file_that_was_never_entered_is_not_remembered(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT)
    client = as_("lead")
    first = upload(client, "Ref,KPI,Oct 2023\nA-K1,Our vacancies,14\n")["Location"]
    form = client.get(first).context["form"]
    client.post(first, {name: str(form[name].value()) for name in form.fields} | {"role_1": "kpi", "role_2": "note"})
    assert FigureImport.objects.get(entered_at=None).roles["headings"]["kpi"] == "note"
    second = upload(client, "Ref,KPI,Oct 2023,Nov 2023\nA-K1,Our vacancies,14,13\n")["Location"]
    form = client.get(second).context["form"]
    assert [form[f"role_{column}"].value() for column in (1, 2)] == ["kpi", ""]
