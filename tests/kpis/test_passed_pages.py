"""Pages, list, files and dashboard say that a passed milestone was missed, and that a state is in doubt."""

import html
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from kpis.models import Direction, Kpi, Unit
from tests import factories as make
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
Enter = Callable[[str], Client]
LIST, DASHBOARD = "/notices/devon/kpis/", "/notices/devon/"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def words_of(reply: HttpResponse) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<svg.*?</svg>", " ", reply.content.decode(), flags=re.DOTALL)
    told = html.unescape(re.sub(r"<[^>]+>", " ", body))
    return re.sub(r" ([.:;,])", r"\1", " ".join(told.split()))


@pytest.fixture
def survey(cast: Cast) -> Kpi:
    """20% by January, printed before 40% by September; waves in June and November."""
    row = make.Kpi(
        notice=cast.notice,
        plan=cast.action.plan,
        section=cast.action.section,
        code="D-K6",
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
    )
    for order, (label, due_on, rule) in enumerate(
        [("Milestone 1", date(2024, 1, 31), "20%"), ("Milestone 2", date(2023, 9, 30), "40%")], 1
    ):
        make.Target(notice=cast.notice, kpi=row, label=label, due_on=due_on, rule=rule, printed_order=order)
    for as_at, value in ((date(2023, 6, 30), 17), (date(2023, 11, 24), 24)):
        make.Measurement(notice=cast.notice, kpi=row, value=Decimal(value), as_at=as_at, period="day")
    return row


def test_a_kpis_page_says_that_a_milestone_was_missed_and_that_its_state_is_in_doubt(survey: Kpi, as_: Enter) -> None:
    page = words_of(as_("member").get(f"{LIST}D-K6/"))
    assert "Meeting it now Missed a milestone In doubt" in page
    assert (
        "The milestone of September 2023 was missed: 40% was asked for, and the figure is 17% of 30 June 2023." in page
    )
    assert "In doubt: order of milestones unsure." in page
    assert "Missed 17% of 30 June 2023" in page
    assert "Still to come" in page


def test_the_targets_table_says_met_by_which_figure_and_why_nothing_is_known(
    cast: Cast, survey: Kpi, as_: Enter
) -> None:
    make.Target(notice=cast.notice, kpi=survey, label="First", due_on=date(2023, 6, 30), rule="15%", printed_order=3)
    make.Target(notice=cast.notice, kpi=survey, label="Last", due_on=date(2023, 12, 15), rule="20%", printed_order=4)
    page = words_of(as_("member").get(f"{LIST}D-K6/"))
    assert "Met 17% of 30 June 2023" in page
    assert "Not known 24% of 24 November 2023 Its figure is waited for until 26 January 2024" in page


def test_a_state_that_says_itself_that_its_milestone_passed_unmet_says_it_once(survey: Kpi, as_: Enter) -> None:
    survey.targets.filter(due_on=date(2024, 1, 31)).delete()
    page = words_of(as_("member").get(f"{LIST}D-K6/"))
    assert "Off track Missed a milestone" in page
    assert "The milestone has passed and the latest figure does not meet it" in page
    assert "was missed: 40%" not in page


def test_the_list_says_it_and_keeps_those_that_missed(cast: Cast, survey: Kpi, as_: Enter) -> None:
    make.Kpi(notice=cast.notice, plan=cast.action.plan, section=cast.action.section, code="A-K9", name="Leavers")
    member = as_("member")
    page = words_of(member.get(LIST))
    assert "Missed a milestone that has passed: 1 KPI." in page
    assert "Missed September 2023 In doubt: order of milestones unsure" in page
    kept = words_of(member.get(f"{LIST}?missed=on"))
    assert "D-K6" in kept
    assert "Leavers" not in kept


def test_the_lists_file_has_columns_for_it(survey: Kpi, as_: Enter) -> None:
    text = as_("member").get(f"{LIST}?format=csv").content.decode("utf-8-sig")
    assert "Milestones missed,How passed milestones came out,In doubt" in text
    assert "30 September 2023,30 September 2023: missed (17% of 30 June 2023),order of milestones unsure" in text


def test_the_dashboard_counts_and_names_what_was_missed_and_what_is_stale(survey: Kpi, as_: Enter) -> None:
    Kpi.objects.filter(pk=survey.pk).update(frequency="month")
    survey.measurements.filter(as_at=date(2023, 11, 24)).update(as_at=date(2023, 10, 1))
    reply = as_("member").get(DASHBOARD)
    page = words_of(reply)
    assert "1 KPI missed a milestone that has passed." in page
    assert "Meeting it now Missed September 2023 In doubt: order of milestones unsure" in page
    assert 'href="/notices/devon/kpis/?missed=on"' in reply.content.decode()
    survey.measurements.filter(as_at=date(2023, 10, 1)).update(as_at=date(2023, 9, 1))
    cache.clear()
    reply = as_("member").get(DASHBOARD)
    assert "1 KPI is stale: no figure has come in its time." in words_of(reply)
    assert 'href="/notices/devon/kpis/?stale=on"' in reply.content.decode()
