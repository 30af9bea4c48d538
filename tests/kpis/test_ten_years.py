"""Ten years of monthly figures cost the list of KPIs as many queries as none, for many KPIs as for few, and no row of
each."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kpis.models import Kpi, Measurement
from kpis.reading import read_kpis
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW, TODAY
from tests.performance.gathering import grow_kpis
from tests.performance.measures import MONTHS, ten_years

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story_day")]
LIST = "/notices/devon/kpis/"


@pytest.mark.parametrize("asked", ["", "?state=off_track", "?format=csv"])
def test_the_list_costs_the_same_for_few_kpis_as_for_many_with_ten_years_of_figures(
    cast: Cast, as_: Callable[[str], Client], asked: str
) -> None:
    kpi = make.Kpi(notice=cast.notice, code="A-K1")
    make.Baseline(notice=cast.notice, kpi=kpi)
    make.Target(notice=cast.notice, kpi=kpi)
    make.KpiAction(notice=cast.notice, kpi=kpi, action=cast.action)
    client, counts = as_("lead"), []

    def count() -> None:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST + asked).status_code == 200
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in queries))

    count()
    ten_years(cast.notice, NOW)
    assert kpi.measurements.count() == MONTHS
    count()
    grow_kpis(cast.notice, 12)
    assert Kpi.objects.filter(notice=cast.notice).count() == 12
    assert Measurement.objects.filter(notice=cast.notice).count() == 12 * MONTHS
    count()
    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12


def test_no_row_is_made_of_a_figure_or_of_who_entered_it(cast: Cast) -> None:
    kpi = make.Kpi(notice=cast.notice, code="A-K1")
    ten_years(cast.notice, NOW)
    made: list[str] = []

    def count(sender: type[Any], **_: Any) -> None:
        made.append(sender.__name__)

    post_init.connect(count)
    try:
        (found,) = read_kpis(cast.notice, TODAY)
    finally:
        post_init.disconnect(count)
    assert (found.pk, len(found.figures)) == (kpi.pk, MONTHS)
    assert {"Kpi"} <= set(made) <= {"Kpi", "Plan", "Section", "User", "Organisation"}
    assert len(made) < MONTHS
