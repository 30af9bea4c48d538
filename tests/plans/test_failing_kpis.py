"""An action's own pages tell of KPIs that fail, as the report does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.models import Action, Update
from reports.figures.gather import gather
from tests import factories as make
from tests.cast import Cast
from tests.factories import TODAY
from tests.plans.browsing import here

KPI_READING, ITS_STORY = 5, 3  # the history of all that hangs on it, its clauses, its areas


def failing(action: Action, code: str) -> None:
    """A KPI that this action should move, and that is far from where it should be."""
    of = {"notice": action.notice}
    kpi = make.Kpi(**of, plan=action.plan, section=action.section, code=code, unit="count", direction="lower")
    make.Baseline(**of, kpi=kpi, value=Decimal(16), as_at=date(2023, 1, 31))
    make.Target(**of, kpi=kpi, rule="25% reduction", due_on=date(2024, 1, 31))
    make.Measurement(**of, kpi=kpi, value=Decimal(15), as_at=date(2023, 11, 30))
    make.KpiAction(**of, kpi=kpi, action=action)


@pytest.fixture
def green(cast: Cast, updated: Callable[..., Update]) -> Update:
    make.Cycle(notice=cast.notice)
    return updated()


@pytest.mark.parametrize("view", ["action", "update-action", "explain-difference"])
def test_an_action_whose_kpi_fails_says_so_on_its_own_pages(
    cast: Cast, browse: Callable[[str], Client], green: Update, view: str
) -> None:
    officer, address = browse("officer"), here(cast, view)
    assert "inked KPI failing" not in officer.get(address).content.decode()
    failing(cast.action, "A-K3")
    assert "inked KPI failing: A-K3" in officer.get(address).content.decode()


def test_the_page_prints_the_difference_in_the_reports_words(
    cast: Cast, browse: Callable[[str], Client], green: Update
) -> None:
    failing(cast.action, "A-K3")
    (told,) = gather(cast.notice, TODAY).actions
    assert "linked KPI failing: A-K3" in told.difference
    assert told.difference in browse("officer").get(here(cast, "action")).content.decode()


@pytest.mark.parametrize("view", ["action", "update-action"])
def test_the_pages_cost_the_same_queries_for_one_failing_kpi_as_for_three(
    cast: Cast, browse: Callable[[str], Client], green: Update, view: str
) -> None:
    officer = browse("officer")
    failing(cast.action, "A-K1")
    one = asked_of(officer, here(cast, view))
    failing(cast.action, "A-K2")
    failing(cast.action, "A-K3")
    story = ITS_STORY if view == "action" else 0
    assert asked_of(officer, here(cast, view)) == one <= 12 + KPI_READING + story


def asked_of(client: Client, address: str) -> int:
    """How many queries a page costs, without the savepoint that stands for the request's transaction."""
    with CaptureQueriesContext(connection) as all_of_them:
        assert client.get(address).status_code == 200
    return sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in all_of_them)
