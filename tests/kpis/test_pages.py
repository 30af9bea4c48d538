"""The KPI pages: who gets them, what they say, what they do with what is typed."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from audit.models import Event
from kpis import actions
from kpis.models import Baseline, BaselineState, Direction, FigureKind, Kpi, Unit
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST = "/notices/devon/kpis/"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    row = make.Kpi(notice=cast.notice, code="A-K1", unit=Unit.COUNT, direction=Direction.LOWER, name="Vacancies")
    make.Baseline(notice=cast.notice, kpi=row, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(notice=cast.notice, kpi=row, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(15), as_at=date(2023, 11, 30))
    make.KpiAction(notice=cast.notice, kpi=row, action=cast.action)
    return row


PAGES = ["", "A-K1/"]
FORMS = [
    *("A-K1/enter/", "A-K1/baseline/", "A-K1/definition/", "A-K1/direction/", "A-K1/actions/", "A-K1/judgement/"),
    "A-K1/judgement/take-back/",
]


@pytest.mark.parametrize("place", PAGES + FORMS)
def test_a_stranger_cannot_learn_that_the_page_is_there(kpi: Kpi, as_: Enter, place: str) -> None:
    assert as_("stranger").get(LIST + place).status_code == 404


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("kind", ["adviser", "observer"])
def test_those_who_may_not_see_the_plan_are_told_so(kpi: Kpi, as_: Enter, place: str, kind: str) -> None:
    assert as_(kind).get(LIST + place).status_code == 403


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("kind", ["lead", "member", "reviewer", "officer", "data lead"])
def test_those_who_see_the_plan_see_its_kpis(kpi: Kpi, as_: Enter, place: str, kind: str) -> None:
    assert as_(kind).get(LIST + place).status_code == 200


@pytest.mark.parametrize("place", FORMS)
def test_a_member_who_reads_kpis_may_not_write_them(kpi: Kpi, as_: Enter, place: str) -> None:
    assert as_("member").get(LIST + place).status_code == 403
    assert as_("member").post(LIST + place).status_code == 403


def test_another_notices_kpi_is_not_found_under_this_ones_address(cast: Cast, as_: Enter) -> None:
    make.Kpi(notice=cast.elsewhere, code="Z-K9")
    assert as_("lead").get(LIST + "Z-K9/").status_code == 404


def test_another_kpis_figure_cannot_be_corrected_through_this_ones_address(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    foreign = make.Measurement(notice=cast.elsewhere)
    assert as_("lead").get(f"{LIST}A-K1/correct/{foreign.uid}/").status_code == 404


# --- the list ------------------------------------------------------------------------------------


def test_the_list_shows_state_baseline_last_figure_milestone_and_distance(kpi: Kpi, as_: Enter) -> None:
    page = as_("member").get(LIST).content.decode()
    for words in ("Off track", "Vacancies", "16", "15", "November 2023", "12", "January 2024", "1 KPI"):
        assert words in page


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("projected", "November\N{NO-BREAK SPACE}2023, projected"),
        ("provisional", "November\N{NO-BREAK SPACE}2023, provisional"),
    ],
)
def test_a_figure_that_is_not_actual_says_so_in_the_list(
    cast: Cast, kpi: Kpi, as_: Enter, kind: str, said: str
) -> None:
    kpi.measurements.all().delete()
    make.Measurement(notice=cast.notice, kpi=kpi, value=Decimal(15), as_at=date(2023, 11, 30), kind=kind)
    assert said in as_("member").get(LIST).content.decode()


def test_the_way_to_go_is_told_in_percentage_points_on_list_and_page(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K2", unit=Unit.PERCENT, direction=Direction.HIGHER)
    make.Target(notice=cast.notice, kpi=row, rule="61%", due_on=date(2024, 3, 31))
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(33), as_at=date(2023, 11, 30))
    member = as_("member")
    assert "28 percentage points" in member.get(LIST).content.decode()
    page = member.get(LIST + "A-K2/").content.decode()
    assert "Still to go to the 61% of March 2024: 28 percentage points." in page
    assert "Still to go to the 12 of January 2024: 3." in member.get(LIST + "A-K1/").content.decode()


def test_a_baseline_without_a_day_is_told_beneath_the_chart_as_one(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K2", unit=Unit.PERCENT)
    make.Baseline(notice=cast.notice, kpi=row, value=Decimal("0.83"), as_at=None)
    page = as_("member").get(LIST + "A-K2/").content.decode()
    assert "Baseline 0.83% of an unknown day, which is not drawn" in page
    assert "No baseline" not in page


def test_the_list_keeps_what_its_filters_leave_and_says_when_nothing_is_left(kpi: Kpi, as_: Enter) -> None:
    member = as_("member")
    assert "Vacancies" in member.get(LIST + "?state=behind").content.decode()
    empty = member.get(LIST + "?state=met").content.decode()
    assert "Vacancies" not in empty
    assert "No KPI fits these filters" in empty
    assert "Vacancies" in member.get(LIST + f"?section={kpi.section.letter}").content.decode()


def test_an_empty_list_says_what_to_do(cast: Cast, as_: Enter) -> None:
    assert "The improvement lead sets them up with the plan" in as_("member").get(LIST).content.decode()


def test_the_list_downloads_as_excel_and_csv_with_just_what_is_shown(kpi: Kpi, as_: Enter) -> None:
    make.Kpi(notice=kpi.notice, code="A-K2", name="=1+1")
    excel = as_("member").get(LIST + "?format=xlsx&state=behind")
    sheet = load_workbook(BytesIO(excel.content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["Code", "A-K1"]
    assert excel["Cache-Control"] == "private, no-store"
    text = as_("member").get(LIST + "?format=csv").content.decode("utf-8-sig")
    assert "'=1+1" in text


def test_the_list_costs_the_same_for_one_kpi_as_for_three(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    member = as_("member")
    counts = []
    for more in (0, 2):
        for _ in range(more):
            row = make.Kpi(notice=cast.notice)
            make.Baseline(notice=cast.notice, kpi=row)
            make.Target(notice=cast.notice, kpi=row)
            make.Measurement(notice=cast.notice, kpi=row)
        with CaptureQueriesContext(connection) as asked:
            member.get(LIST)
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
    assert counts[0] == counts[1] <= 12


def test_the_list_leads_those_who_enter_figures_to_where_they_do(kpi: Kpi, as_: Enter) -> None:
    for kind, led in (("lead", True), ("data lead", True), ("member", False), ("officer", False)):
        page = as_(kind).get(LIST).content.decode()
        assert (f'href="{LIST}enter/"' in page) is led, kind


# --- one KPI -------------------------------------------------------------------------------------


def test_a_kpis_page_has_chart_and_table_rule_targets_figures_and_actions(kpi: Kpi, as_: Enter) -> None:
    page = as_("member").get(LIST + "A-K1/").content.decode()
    for words in ("<svg", "The chart as a table", "Against the expected position", "25% reduction", "A1"):
        assert words in page
    assert "Enter a figure" not in page


@pytest.mark.parametrize("kind", ["lead", "member", "data lead"])
def test_a_kpis_page_costs_twelve_queries_at_most(kpi: Kpi, as_: Enter, kind: str) -> None:
    client = as_(kind)
    with CaptureQueriesContext(connection) as asked:
        client.get(LIST + "A-K1/")
    queries = [query["sql"][:120] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(queries) <= 12, "\n".join(queries)


def test_a_corrected_figure_is_shown_with_the_one_that_replaced_it_and_why(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    actions.correct_measurement(
        measurement=kpi.measurements.get(),
        value=Decimal(11),
        kind=FigureKind.ACTUAL,
        why="A leaver was counted twice",
        by=cast["lead"],
        at=NOW,
        seen_version=1,
    )
    page = as_("member").get(LIST + "A-K1/").content.decode()
    assert "Corrected: now 11" in page
    assert "A leaver was counted twice" in page


def test_markup_that_somebody_typed_is_shown_and_never_run(kpi: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(name="<script>alert(1)</script>", definition="<b>bold</b>")
    for address in (LIST, LIST + "A-K1/"):
        page = as_("member").get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page


# --- figures -------------------------------------------------------------------------------------


def figure(client: Client, **more: str) -> dict[str, str]:
    """What the form posts, with the hidden fields that the page gave."""
    sent_as = client.get(LIST + "A-K1/enter/").context["form"]["sent_as"].value()
    typed = {"value": "14", "as_at_day": "31", "as_at_month": "10", "as_at_year": "2023", "kind": "actual"}
    typed["period"] = "month"
    return {**typed, "sent_as": str(sent_as), **more}


def test_the_data_lead_enters_a_figure_and_a_double_click_makes_one_row(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    typed = figure(client, value="1,600", right="1,600")
    for _ in range(2):
        answer = client.post(LIST + "A-K1/enter/", typed)
        assert (answer.status_code, answer["Location"]) == (302, LIST + "A-K1/")
    assert kpi.measurements.get(as_at=date(2023, 10, 31)).value == 1600


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"value": "12,1"}, "has a comma as its decimal mark: write 12.1"),
        ({"value": "45%"}, "is a percentage, but this KPI is not"),
        ({"value": ""}, "Enter the figure"),
        ({"as_at_month": "11", "as_at_day": "30"}, "already has a figure, 15: correct that one"),
        ({"as_at_year": "2099"}, "can only be a projected one"),
        ({"as_at_day": "15"}, "15 October 2023 is not the last day of a month: give 31 October 2023 for October 2023"),
        ({"period": "quarter"}, "give 31 December 2023 for October to December 2023, or choose “A day”"),
        ({"period": ""}, "Select what it is a figure of"),
        ({"period": "fortnight"}, "from the list"),
        ({"as_at_month": "13"}, "must have a month from 1 to 12"),
        ({"kind": "guess"}, "from the list"),
    ],
)
def test_a_figure_that_cannot_be_taken_comes_back_with_what_to_do_and_nothing_is_lost(
    kpi: Kpi, as_: Enter, more: dict[str, str], says: str
) -> None:
    client = as_("data lead")
    answer = client.post(LIST + "A-K1/enter/", figure(client, note="Two posts were filled", **more))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert "Two posts were filled" in page
    assert kpi.measurements.count() == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("fourteen", "“fourteen” is not a number: write digits"),
        ("12,1", "has a comma as its decimal mark"),
        ("=A1", "“=A1” is a formula, not what it gives"),
        ("&lt;5", "says that a number is small, not which"),
        ("n/a", "says that there is no figure"),
        ("12.1% (AY22/23)", "has words behind its figure: write 12.1%, and “AY22/23” in the note"),
        ("1 600", "has spaces inside its number: write 1600"),
    ],
)
def test_what_a_spreadsheet_may_hold_in_a_figures_place_comes_back_as_typed_with_what_to_do(
    kpi: Kpi, as_: Enter, typed: str, says: str
) -> None:
    client = as_("data lead")
    page = client.post(LIST + "A-K1/enter/", figure(client, value=typed.replace("&lt;", "<"))).content.decode()
    assert says in page
    assert f'value="{typed}"' in page
    assert kpi.measurements.count() == 1


def test_a_figure_that_looks_like_a_slip_is_asked_about_and_taken_once_somebody_says_that_it_is_right(
    kpi: Kpi, as_: Enter
) -> None:
    client = as_("data lead")
    typed = figure(client, value="150")
    page = client.post(LIST + "A-K1/enter/", typed).content.decode()
    assert "150 is ten times as much as afterwards or more: the figure of 30 November 2023 is 15. Type it anew" in page
    assert re.search(r'type="checkbox" name="right" value="150"(?![^>]*checked)', page)
    other = client.post(LIST + "A-K1/enter/", {**typed, "value": "160", "right": "150"}).content.decode()
    assert "160 is ten times as much" in other
    assert not re.search(r'name="right"[^>]*checked', other), "a tick stands for one figure alone"
    assert kpi.measurements.count() == 1
    assert client.post(LIST + "A-K1/enter/", {**typed, "right": "150"}).status_code == 302
    assert kpi.measurements.get(as_at=date(2023, 10, 31)).value == 150
    assert '"doubts":"tenfold"' in Event.objects.latest("pk").body


def test_a_correction_is_compared_with_the_figure_before_and_not_with_the_wrong_one(kpi: Kpi, as_: Enter) -> None:
    wrong = make.Measurement(notice=kpi.notice, kpi=kpi, value=Decimal(150), as_at=date(2023, 12, 15))
    client, address = as_("lead"), f"{LIST}A-K1/correct/{wrong.uid}/"
    typed = {"value": "15", "period": "day", "as_at_day": "15", "as_at_month": "12", "as_at_year": "2023"}
    typed |= {"kind": "actual", "why": "A nought too many", "seen_version": "1", "sent_as": str(uuid4())}
    assert "Type it anew" in client.post(address, {**typed, "value": "1500"}).content.decode()
    assert client.post(address, typed).status_code == 302


def test_a_baseline_that_looks_like_a_slip_is_asked_about(kpi: Kpi, as_: Enter) -> None:
    data, address = as_("data lead"), LIST + "A-K1/baseline/"
    typed = {"value": "160", "as_at_day": "31", "as_at_month": "3", "as_at_year": "2023", "source": "HR system"}
    typed["sent_as"] = str(uuid4())
    assert "160 is ten times as much as afterwards or more" in data.post(address, typed).content.decode()
    assert data.post(address, {**typed, "right": "160"}).status_code == 302
    assert '"doubts":"tenfold"' in Event.objects.latest("pk").body


def test_a_figure_of_a_period_is_told_by_its_name(kpi: Kpi, as_: Enter) -> None:
    client = as_("data lead")
    typed = figure(client, value="14", period="quarter", as_at_day="30", as_at_month="9")
    assert client.post(LIST + "A-K1/enter/", typed).status_code == 302
    page = client.get(LIST + "A-K1/").content.decode()
    assert "July to September 2023" in page
    twice = client.post(LIST + "A-K1/enter/", {**typed, "period": "month", "sent_as": str(uuid4())}).content.decode()
    assert "July to September 2023 already has a figure, 14: correct that one" in twice


@pytest.mark.parametrize(
    ("frequency", "period"),
    [("not_stated", "month"), ("quarter", "quarter"), ("term", "term"), ("as_it_comes", "day")],
)
def test_the_period_that_is_offered_is_the_one_in_which_the_figures_come(
    kpi: Kpi, as_: Enter, frequency: str, period: str
) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(frequency=frequency)
    page = as_("data lead").get(LIST + "A-K1/enter/").content.decode()
    assert f'<option value="{period}" selected>' in page


def test_an_empty_post_shows_errors(kpi: Kpi, as_: Enter) -> None:
    assert "There is a problem" in as_("data lead").post(LIST + "A-K1/enter/").content.decode()


def test_a_correction_is_made_and_a_stale_one_shows_both_figures_and_can_be_sent_again(kpi: Kpi, as_: Enter) -> None:
    client, row = as_("lead"), kpi.measurements.get()
    address = f"{LIST}A-K1/correct/{row.uid}/"
    forms = [client.get(address).context["form"] for _ in range(2)]
    typed = [
        {
            "value": value,
            "period": "month",
            "as_at_day": "30",
            "as_at_month": "11",
            "as_at_year": "2023",
            "kind": "actual",
            "why": f"Reason {value}",
            "seen_version": "1",
            "sent_as": str(form["sent_as"].value()),
        }
        for form, value in zip(forms, ("13", "12"), strict=True)
    ]
    assert client.post(address, typed[0]).status_code == 302
    stale = client.post(address, typed[1])
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Reason 13" in page
    assert "Reason 12" in page
    again = stale.context["form"]
    standing = kpi.measurements.get(corrected=False)
    answer = client.post(
        f"{LIST}A-K1/correct/{standing.uid}/",
        {**typed[1], "sent_as": str(again["sent_as"].value()), "seen_version": str(again["seen_version"].value())},
    )
    assert answer.status_code == 302
    assert kpi.measurements.get(corrected=False).value == 12


def test_the_address_of_a_corrected_figure_leads_to_the_one_that_stands(kpi: Kpi, as_: Enter) -> None:
    old = kpi.measurements.get()
    kind, why = FigureKind.ACTUAL, "Counted twice"
    new = actions.correct_measurement(
        measurement=old, value=Decimal(9), kind=kind, why=why, by=old.entered_by, at=NOW, seen_version=1
    )
    answer = as_("lead").get(f"{LIST}A-K1/correct/{old.uid}/")
    assert answer["Location"] == f"{LIST}A-K1/correct/{new.uid}/"


# --- baselines and set-up ------------------------------------------------------------------------


def test_a_data_lead_proposes_a_baseline_and_the_lead_approves_it(kpi: Kpi, as_: Enter) -> None:
    data, lead = as_("data lead"), as_("lead")
    sent_as = data.get(LIST + "A-K1/baseline/").context["form"]["sent_as"].value()
    typed = {"value": "18", "as_at_day": "31", "as_at_month": "3", "as_at_year": "2023", "source": "HR system"}
    assert data.post(LIST + "A-K1/baseline/", {**typed, "sent_as": str(sent_as)}).status_code == 302
    assert data.get(LIST + "A-K1/baseline/approve/").status_code == 403
    page = lead.get(LIST + "A-K1/baseline/approve/")
    assert "13.5" in page.content.decode()
    assert lead.post(LIST + "A-K1/baseline/approve/", page.context["form"].initial).status_code == 302
    assert Baseline.objects.filter(kpi=kpi, state=BaselineState.APPROVED).count() == 2
    assert lead.get(LIST + "A-K1/baseline/approve/").status_code == 302


def test_a_zero_baseline_of_a_percentage_is_refused_on_the_page_with_what_to_do(kpi: Kpi, as_: Enter) -> None:
    data = as_("data lead")
    sent_as = data.get(LIST + "A-K1/baseline/").context["form"]["sent_as"].value()
    typed = {"value": "0", "as_at_day": "31", "as_at_month": "3", "as_at_year": "2023", "source": "HR system"}
    typed["right"] = "0"
    page = data.post(LIST + "A-K1/baseline/", {**typed, "sent_as": str(sent_as)}).content.decode()
    assert "write the value to reach instead" in page
    assert "HR system" in page


def test_the_lead_sets_the_direction_and_a_kpi_without_one_is_not_rated(kpi: Kpi, as_: Enter) -> None:
    lead = as_("lead")
    answer = lead.post(LIST + "A-K1/direction/", {"direction": "not_set", "seen_version": "1"})
    assert answer.status_code == 302
    assert "Not assessable: direction not set" in lead.get(LIST + "A-K1/").content.decode()
    stale = lead.post(LIST + "A-K1/direction/", {"direction": "higher", "seen_version": "1"})
    assert stale.status_code == 409


def test_the_lead_places_printed_cells_and_every_cell_needs_its_place(cast: Cast, as_: Enter) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K11", unplaced=["TBC", "0.56%"])
    make.Target(notice=cast.notice, kpi=row, rule="", due_on=date(2024, 1, 31))
    lead, address = as_("lead"), LIST + "A-K11/cells/"
    typed = {"cell_1": "none", "cell_2": "2024-01-31", "why": "The council's own table", "seen_version": "1"}
    missing = lead.post(address, {**typed, "cell_2": ""})
    assert "Say where “0.56%” belongs" in missing.content.decode()
    assert lead.post(address, typed).status_code == 302
    assert row.targets.get().rule == "0.56%"
    assert lead.get(address).status_code == 302


def test_why_cells_are_placed_is_as_long_as_the_history_takes_it(cast: Cast, as_: Enter) -> None:
    row = make.Kpi(notice=cast.notice, code="A-K11", unplaced=["TBC"])
    make.Target(notice=cast.notice, kpi=row, rule="", due_on=date(2024, 1, 31))
    lead, typed = as_("lead"), {"cell_1": "none", "seen_version": "1"}
    too_long = lead.post(LIST + "A-K11/cells/", {**typed, "why": "x" * 101})
    assert "How you know must be 100 characters or fewer" in too_long.content.decode()
    assert lead.post(LIST + "A-K11/cells/", {**typed, "why": "x" * 100}).status_code == 302


def test_a_printed_cell_that_cannot_be_read_is_placed_with_what_it_asks_for(cast: Cast, as_: Enter) -> None:
    """As printed it is nothing that a figure can be held against, and no other page takes it."""
    row = make.Kpi(notice=cast.notice, code="A-K11", unplaced=["no more than 10"], caveats="Small numbers")
    make.Target(notice=cast.notice, kpi=row, rule="", due_on=date(2024, 1, 31))
    lead, address = as_("lead"), LIST + "A-K11/cells/"
    typed = {"cell_1": "2024-01-31", "why": "The council's own table", "seen_version": "1"}
    said = "Say what “no more than 10” asks for, such as 85%, or choose “It is no target”"
    assert said in lead.post(address, typed).content.decode()
    assert lead.post(address, {**typed, "cell_1_asks": "at most ten"}).status_code == 200
    assert lead.post(address, {**typed, "cell_1_asks": "10"}).status_code == 302
    row.refresh_from_db()
    assert (row.targets.get().rule, row.unplaced) == ("10", [])
    assert row.caveats == "Small numbers\nPrinted as “no more than 10”, read as “10” for 31 January 2024"
