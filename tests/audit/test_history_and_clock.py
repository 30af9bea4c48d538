"""The one door to history, and the one clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from audit import clock
from audit.history import keep
from people.models import Organisation
from tests import factories as make
from tests.factories import NOW


@pytest.mark.django_db
def test_a_kept_row_has_a_history_row_with_who_when_and_why() -> None:
    lead = make.User()
    row = keep(Organisation(name="NHS Devon", kind="icb"), by=lead, at=NOW, why="Added")
    kept = row.history.get()
    assert (kept.history_user, kept.history_date, kept.history_change_reason) == (lead, NOW, "Added")


@pytest.mark.django_db
def test_nothing_of_it_stays_on_the_row_and_marks_the_next_save() -> None:
    row = keep(Organisation(name="NHS Devon", kind="icb"), by=make.User(), at=NOW, why="Added")
    assert not {"_history_user", "_history_date", "_change_reason"} & set(vars(row))
    keep(row, by=None, at=NOW + timedelta(days=1))
    latest = row.history.latest("history_date")
    assert (latest.history_user, latest.history_change_reason) == (None, "")


@pytest.mark.django_db
def test_nothing_stays_on_a_row_that_could_not_be_saved() -> None:
    make.Organisation(name="NHS Devon")
    row = Organisation(name="NHS Devon", kind="icb")
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(row, by=None, at=NOW, why="Added")
    assert not {"_history_user", "_history_date", "_change_reason"} & set(vars(row))


@pytest.mark.django_db
def test_only_the_named_fields_are_written() -> None:
    row = make.Organisation(name="NHS Devon", short_name="NHS")
    row.name, row.short_name = "Other", "ICB"
    keep(row, by=None, at=NOW, only=["short_name"])
    row.refresh_from_db()
    assert (row.name, row.short_name) == ("NHS Devon", "ICB")


def test_outside_the_demo_the_clock_shows_real_time(settings: Settings) -> None:
    settings.DEMO_CLOCK = None
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)


def test_in_the_demo_the_clock_shows_the_storys_time_and_runs(settings: Settings) -> None:
    story = datetime(2023, 12, 22, 9, 0, tzinfo=ZoneInfo("Europe/London"))
    settings.DEMO_CLOCK = (story, datetime.now(UTC) - timedelta(hours=2))
    assert timedelta(hours=2) <= clock.now() - story < timedelta(hours=2, minutes=5)
    assert clock.now().tzinfo is UTC
    assert clock.today() == date(2023, 12, 22)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2023, 7, 1, 23, 30, tzinfo=UTC), date(2023, 7, 2)),
        (datetime(2023, 12, 31, 23, 59, tzinfo=UTC), date(2023, 12, 31)),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), date(2027, 10, 31)),
        (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), date(2027, 10, 31)),
    ],
)
def test_a_moment_falls_on_the_day_that_it_is_in_london(moment: datetime, day: date) -> None:
    assert clock.day_of(moment) == day
