"""One step clicked several times at the same moment: it is taken once, and every click comes back to the report."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from reports.actions import preparing
from reports.models import Drawing, Purpose, Version, VersionState
from tests.reports import stage as play

CLICKS = 5
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def version(own_database: str) -> Version:
    stage = play.set_up()
    play.write_everything(stage)
    return preparing.prepare(report=stage.report, by=stage.lead, at=stage.at(1))


def test_clicks_at_the_same_moment_take_one_step_and_none_ends_in_an_error(version: Version) -> None:
    assert version.prepared_by is not None
    lead = Client()
    lead.force_login(version.prepared_by, backend=BACKEND)
    together = Barrier(CLICKS)

    def click(_: int) -> int:
        client = Client()
        client.cookies = lead.cookies
        together.wait()
        try:
            address = f"/notices/devon/reports/{version.report.number}/versions/{version.number}/send/"
            return client.post(address, {"seen_version": version.version}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as threads:
        answers = list(threads.map(click, range(CLICKS)))
    version.refresh_from_db()
    assert version.state == VersionState.FOR_CLEARANCE
    assert Drawing.objects.filter(version_of=version, purpose=Purpose.CLEARANCE).count() == 1
    assert answers == [302] * CLICKS
