"""Ten years of monthly figures cost the list of KPIs as many queries as none, for many KPIs as for few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kpis.models import Kpi, Measurement
from tests import factories as make
from tests.cast import Cast
from tests.factories import NOW
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
