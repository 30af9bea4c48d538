"""The pages of what others published: who gets them, what they say, what they do with what is typed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from kpis import actions
from kpis.models import Comparator, Kpi, Period
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
PAGE = "/notices/devon/kpis/A-K1/"
OTHERS = f"{PAGE}comparators/"


@pytest.fixture
def kpi(cast: Cast) -> Kpi:
    row = make.Kpi(notice=cast.notice, code="A-K1", name="Plans in time", data_lead=cast["data lead"])
    row.history.update(history_date=NOW - timedelta(days=99))
    make.Measurement(notice=cast.notice, kpi=row, value=Decimal(24))
    return row


@pytest.fixture
def england(cast: Cast, kpi: Kpi) -> Comparator:
    return actions.add_comparator(
        kpi=kpi,
        name="England",
        as_at=date(2023, 6, 30),
        period=Period.MONTH,
        value=Decimal("49.1"),
        source="SEN2 return",
        by=cast["lead"],
        at=NOW - timedelta(days=1),
    )


def of(row: Comparator, out: bool = False) -> str:
    return f"{OTHERS}{row.uid}/{'out/' if out else ''}"


def typed(**more: str) -> dict[str, str]:
    said = {"name": "England", "value": "49.1%", "period": "month", "source": "SEN2 return"}
    day = {"as_at_day": "31", "as_at_month": "7", "as_at_year": "2023"}
    return {**said, **day, "sent_as": str(uuid4()), **more}


# --- who gets them -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("data lead", 200), ("member", 403), ("officer", 403), ("adviser", 403), ("stranger", 404)],
)
def test_whoever_enters_figures_gets_the_pages_and_nobody_else(
    england: Comparator, as_: Enter, who: str, status: int
) -> None:
    client = as_(who)
    for address in (OTHERS, of(england), of(england, out=True)):
        assert client.get(address).status_code == status
        assert client.post(address, {}).status_code == status
    assert (f'href="{OTHERS}"' in client.get(PAGE).content.decode()) is (status == 200)


def test_a_data_lead_compares_no_kpi_of_another_data_lead(england: Comparator, as_: Enter) -> None:
    Kpi.objects.filter(pk=england.kpi_id).update(data_lead=make.User())
    assert as_("data lead").post(OTHERS, typed()).status_code == 403


def test_a_value_is_not_found_under_another_kpi_or_another_notice(cast: Cast, kpi: Kpi, as_: Enter) -> None:
    others = make.Comparator(notice=cast.notice), make.Comparator(notice=cast.elsewhere)
    for row in others:
        for address in (of(row), of(row, out=True)):
            assert as_("lead").get(address).status_code == 404
            assert as_("lead").post(address, typed(seen_version="1", why="x")).status_code == 404
    assert Comparator.objects.filter(version=1, taken_out_at=None).count() == 2


# --- adding --------------------------------------------------------------------------------------------------------


def test_a_value_is_added_once_by_a_double_click_and_stands_on_the_kpis_page(kpi: Kpi, as_: Enter) -> None:
    client, sent = as_("data lead"), typed()
    for _ in range(2):
        answer = client.post(OTHERS, sent)
        assert (answer.status_code, answer["Location"]) == (302, OTHERS)
    assert kpi.comparators.get().value == Decimal("49.1")
    listed = client.get(OTHERS).content.decode()
    for words in ("Added beside A-K1: England, 49.1% for July 2023", "July 2023", "49.1%", "SEN2 return", "Data lead"):
        assert words in listed
    page = as_("member").get(PAGE).content.decode()
    for words in ("England: 49.1% in July 2023", "England, for comparison: SEN2 return", "Comparator added: England"):
        assert words in page
    assert OTHERS not in page


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"value": "forty"}, "“forty” is not a number: write digits"),
        ({"value": "49,1"}, "has a comma as its decimal mark: write 49.1"),
        ({"value": "about 49"}, "is not one figure"),
        ({"value": "49 days"}, "is in days, but this KPI is not"),
        ({"value": "-3"}, "is below zero"),
        ({"value": "=A1"}, "is a formula"),
        ({"value": "1" * 11}, "is too large"),
        ({"value": "0.12345"}, "has more than 4 decimal places"),
        ({"value": ""}, "Enter the value"),
        ({"name": ""}, "Enter whose value it is"),
        ({"name": "x" * 61}, "must be 60 characters or fewer"),
        ({"source": ""}, "Enter the source"),
        ({"source": "x" * 241}, "must be 240 characters or fewer"),
        ({"as_at_year": "2024"}, "A value of a day to come cannot have been published yet"),
        ({"as_at_day": "30"}, "30 July 2023 is not the last day of a month: give 31 July 2023"),
        ({"as_at_month": "13"}, "must have a month from 1 to 12"),
        ({"as_at_month": ""}, "must include a month"),
        ({"period": "fortnight"}, "Choose what it is a value of from the list"),
        ({"name": "ENGLAND", "as_at_day": "30", "as_at_month": "6"}, "England already has a value for June 2023, 49.1"),
        ({"name": "Eng\0land"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_typed_with_what_to_do(
    kpi: Kpi, england: Comparator, as_: Enter, more: dict[str, str], says: str
) -> None:
    answer = as_("data lead").post(OTHERS, typed(**{"source": "Kept as typed", **more}))
    page = answer.content.decode()
    assert (answer.status_code, kpi.comparators.count()) == (200, 1)
    assert says in page
    assert "Kept as typed" in page or "source" in more


def test_a_slip_is_asked_about_against_the_own_figures_and_taken_once_somebody_says_that_it_is_right(
    kpi: Kpi, as_: Enter
) -> None:
    client, sent = as_("lead"), typed(value="0.24")
    page = client.post(OTHERS, sent).content.decode()
    assert "0.24% looks like a fraction, because the figure of 30 November 2023 is 24%: is it 24%?" in page
    assert re.search(r'type="checkbox" name="right" value="0.24"(?![^>]*checked)', page)
    assert client.post(OTHERS, {**sent, "right": "0.24"}).status_code == 302
    assert kpi.comparators.get().value == Decimal("0.24")
    assert '"doubts":"fraction"' in Event.objects.latest("pk").body


def test_a_script_in_a_name_or_a_source_stays_text(kpi: Kpi, as_: Enter) -> None:
    script = "<script>alert(1)</script>"
    assert as_("lead").post(OTHERS, typed(name=script, source=script)).status_code == 302
    row = kpi.comparators.get()
    for address in (PAGE, OTHERS, of(row), of(row, out=True)):
        page = as_("lead").get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_an_empty_post_shows_errors(kpi: Kpi, as_: Enter) -> None:
    assert "There is a problem" in as_("lead").post(OTHERS).content.decode()


# --- correcting and taking out -------------------------------------------------------------------------------------


def change(**more: str) -> dict[str, str]:
    return typed(as_at_day="30", as_at_month="6", why="Misread", seen_version="1", **more)


def test_a_correction_is_saved_once_and_the_story_keeps_the_old_value(england: Comparator, as_: Enter) -> None:
    client = as_("lead")
    form = client.get(of(england)).content.decode()
    assert 'value="49.1"' in form
    for _ in range(2):
        assert client.post(of(england), change(value="50")).status_code == 302
    england.refresh_from_db()
    assert (england.value, england.version) == (50, 2)
    assert "Corrected since" in client.get(OTHERS).content.decode()
    assert "England, 50% for June 2023, was 49.1%" in client.get(PAGE).content.decode()


def test_a_stale_correction_shows_both_and_can_be_sent_again(england: Comparator, as_: Enter) -> None:
    client = as_("lead")
    assert client.post(of(england), change(value="50")).status_code == 302
    stale = client.post(of(england), change(value="51", source="Mine"))
    page = stale.content.decode()
    assert stale.status_code == 409
    for words in ("50%", "51%", "Mine", "Misread"):
        assert words in page
    version = str(stale.context["form"]["seen_version"].value())
    again = change(value="51", source="Mine") | {"seen_version": version}
    assert client.post(of(england), again).status_code == 302
    england.refresh_from_db()
    assert england.value == 51


def test_what_was_typed_of_one_that_was_taken_out_meanwhile_can_be_added_anew(england: Comparator, as_: Enter) -> None:
    client = as_("lead")
    Comparator.objects.filter(pk=england.pk).update(taken_out_by=make.User(), taken_out_at=NOW, version=2)
    stale = client.post(of(england), change(value="51", source="Mine"))
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "was taken out meanwhile: what you typed is not saved" in page
    assert f'action="{OTHERS}"' in page
    form = stale.context["form"]
    sent = typed(
        as_at_day="30", as_at_month="6", source=form["source"].value(), value="51", sent_as=str(form["sent_as"].value())
    )
    assert client.post(OTHERS, sent).status_code == 302
    assert england.kpi.comparators.get(taken_out_at=None).source == "Mine"


def test_one_is_taken_out_and_its_address_leads_to_those_that_stand(england: Comparator, as_: Enter) -> None:
    client, sent = as_("lead"), {"why": "Another measure", "seen_version": "1"}
    assert "England, 49.1% for June 2023" in client.get(of(england, out=True)).content.decode()
    assert "Enter why it is taken out" in client.post(of(england, out=True), {**sent, "why": ""}).content.decode()
    for _ in range(2):
        assert client.post(of(england, out=True), sent)["Location"] == OTHERS
    for address in (of(england), of(england, out=True)):
        assert client.get(address)["Location"] == OTHERS
    assert "No value of others is entered yet" in client.get(OTHERS).content.decode()
    page = client.get(PAGE).content.decode()
    assert "England, for comparison" not in page
    assert "Comparator taken out: England, 49.1% for June 2023" in page


def test_one_that_was_corrected_meanwhile_is_not_taken_out_unseen(england: Comparator, as_: Enter) -> None:
    client, sent = as_("lead"), {"why": "Another measure", "seen_version": "1"}
    assert client.post(of(england), change(value="50")).status_code == 302
    stale = client.post(of(england, out=True), sent)
    assert stale.status_code == 409
    assert "England, 50% for June 2023" in stale.content.decode()
    assert client.post(of(england, out=True), {**sent, "seen_version": "2"}).status_code == 302
    Comparator.objects.filter(pk=england.pk).update(taken_out_by=make.User())
    assert client.post(of(england, out=True), sent)["Location"] == OTHERS


def test_the_pages_cost_the_same_for_one_value_as_for_five(kpi: Kpi, england: Comparator, as_: Enter) -> None:
    client, counts = as_("lead"), []
    for more in (0, 4):
        for number in range(more):
            make.Comparator(notice=kpi.notice, kpi=kpi, as_at=date(2023, 1 + number, 1), period="day")
        for address in (OTHERS, PAGE):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
