"""The databases and processes that the other tests stand on."""

import os
import threading
import urllib.request

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from playwright.sync_api import Page

from config import services
from tests.processes import Site, Worker
from tests.run import Run, ends_in_truncate


@pytest.mark.django_db
def test_the_app_connects_as_a_role_that_is_no_superuser_and_sees_through_no_policy() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("improvement_app", False, False, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE django_session",
        "CREATE TABLE mine (id int)",
        "DROP TABLE django_session",
        "ALTER TABLE django_session DISABLE TRIGGER ALL",
        "CREATE ROLE another",
    ],
)
def test_the_app_role_may_not_touch_tables(statement: str) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("markers", "fixtures", "refused"),
    [
        ([], ["own_database"], False),
        ([pytest.mark.django_db.mark], ["db"], False),
        ([pytest.mark.django_db(transaction=True).mark], [], True),
        ([], ["transactional_db"], True),
        ([], ["live_server"], True),
    ],
)
def test_a_test_that_would_truncate_is_refused(markers: list[pytest.Mark], fixtures: list[str], refused: bool) -> None:
    assert ends_in_truncate(markers, fixtures) is refused


@pytest.mark.django_db
def test_the_app_role_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchall() == []


def test_a_commit_in_an_own_database_is_seen_by_others_and_gone_with_it(own_database: str, run: Run) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('a key', 'some data', now())")
    with psycopg.connect(run.environment(own_database)["DATABASE_URL"]) as elsewhere:
        assert elsewhere.execute("SELECT session_data FROM django_session").fetchone() == ("some data",)


@pytest.mark.django_db
def test_no_row_of_an_own_database_is_in_the_shared_one() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)


def test_a_worker_that_was_killed_can_be_started_again(celery_worker_process: Worker) -> None:
    first = celery_worker_process.pid
    celery_worker_process.kill()
    celery_worker_process.start()
    assert celery_worker_process.pid != first


def test_the_demo_has_a_database_and_a_clock_of_its_own(demo_site: Site) -> None:
    with urllib.request.urlopen(f"{demo_site.url}/healthz") as answer:
        assert answer.status == 200
    assert settings.DEMO
    assert settings.DEMO_CLOCK[0].isoformat() == "2023-12-22T09:00:00+00:00"


def test_the_browser_opens_a_live_site(page: Page, live_site: Site) -> None:
    answer = page.goto(f"{live_site.url}/healthz")
    assert answer is not None
    assert answer.status == 200


def test_a_live_site_serves_the_database_of_its_test(live_site: Site) -> None:
    with urllib.request.urlopen(f"{live_site.url}/healthz") as answer:
        assert answer.status == 200


def test_settings_and_the_processes_of_a_test_share_one_broker() -> None:
    assert os.environ["REDIS_URL"] == settings.CELERY_BROKER_URL
    assert str(settings.MEDIA_ROOT) == os.environ["MEDIA_ROOT"]


def test_a_database_is_dropped_once_another_role_has_left_it(run: Run) -> None:
    name = run.clone(run.template())
    app = psycopg.connect(run.environment(name)["DATABASE_URL"])
    leaving = threading.Timer(1, app.close)
    leaving.start()
    run.drop(name)
    assert app.closed
    with psycopg.connect(services.at_database(run.owner_url, "postgres")) as owner:
        assert owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None
