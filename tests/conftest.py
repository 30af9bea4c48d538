"""Starts what tests stand on: a throw-away PostgreSQL and Valkey, a migrated template database, clones of it.

Tests connect as the app's role, which owns nothing and cannot TRUNCATE: a test that commits takes `own_database`
instead of `transaction=True`.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
import hypothesis
import pytest
import redis
from django.conf import settings as configured
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from pytest_django.fixtures import Settings
from pytest_django.plugin import DjangoDbBlocker

from config.run import STORY_STARTS
from tests.processes import Site, Worker
from tests.run import RUN, Run, begin, end, ends_in_truncate

# Before any model is imported, be it in the conftest of a folder: settings need to know where everything is.
_started = begin()
django.setup()
# every client of a test would look through all static files anew; sites that are really run look for themselves
configured.WHITENOISE_USE_FINDERS = False
# a password is meant to take long, which no test asserts on; sites that are really run take as long as they should
PBKDF2PasswordHasher.iterations = 1
# no test asserts on time
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# flags of Debian's Chromium that keep it from looking for anything outside this machine
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_unconfigure() -> None:
    end(_started)


LONGEST = ("test_every_page", "test_access", "test_run", "browser", "machine", "demo")
"""Modules and folders that take longest: they begin first, so that no worker is left alone with one at the end. The
first of them waits for the demo to be told, and the second does not need it: no worker waits for another."""


def _place(item: pytest.Item) -> int:
    named = (item.path.stem, *item.path.parts)
    return next((place for place, name in enumerate(LONGEST) if name in named), len(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`transaction=True` ends in TRUNCATE, which the app's role may not: say so before the test fails obscurely."""
    items.sort(key=_place)
    for item in items:
        if ends_in_truncate(list(item.iter_markers("django_db")), getattr(item, "fixturenames", ())):
            raise pytest.UsageError(f"{item.nodeid}: take the fixture own_database instead of transaction=True")


@pytest.fixture(scope="session")
def run() -> Run:
    return Run(Path(os.environ[RUN]))


@pytest.fixture(scope="session")
def django_db_setup(run: Run, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Each worker's clone of the migrated template, connected to as the app's role."""
    name = f"{run.name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    run.clone(run.template(), name)
    with django_db_blocker.unblock():
        with _connected_to(name):
            yield
    # it goes with its server or, after every worker has gone, from one that was there before: while Playwright's loop
    # runs in this thread Django keeps another connection than before and after, and nobody can close both


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    """Point Django, in every thread, at another database of the same server."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def _own(run: Run, blocker: DjangoDbBlocker, template: str) -> Iterator[str]:
    name = run.clone(template)
    try:
        with blocker.unblock(), _connected_to(name):
            yield name
    finally:
        run.drop(name)


@pytest.fixture
def own_database(run: Run, django_db_blocker: DjangoDbBlocker, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """An empty database and media folder of this test's own, where commits are real; its name."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with _own(run, django_db_blocker, run.template()) as name:
        yield name


@pytest.fixture
def demo_database(run: Run, django_db_blocker: DjangoDbBlocker, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The whole replayed demo, with its files and its clock, for this test alone; the database's name."""
    template = run.demo_template()
    settings.DEMO, settings.DEMO_CLOCK = True, (STORY_STARTS, datetime.now(UTC))
    settings.MEDIA_ROOT = tmp_path / "media"
    shutil.copytree(run.demo_media, settings.MEDIA_ROOT)
    with _own(run, django_db_blocker, template) as name:
        yield name


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """This worker's own numbered database of the real Valkey, emptied."""
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture
def celery_worker_process(
    run: Run, own_database: str, broker: redis.Redis, settings: Settings, tmp_path: Path
) -> Iterator[Worker]:
    """A real worker process on the real broker, working on `own_database`. Can be killed and started again."""
    worker = Worker(run.environment(own_database, MEDIA_ROOT=str(settings.MEDIA_ROOT)), tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.kill()


def _site(run: Run, database: str, media: Path, log: Path, **more: str) -> Site:
    environment = run.environment(database, DEBUG="0", STATIC_ROOT=str(run.static()), MEDIA_ROOT=str(media), **more)
    return Site(environment, log)


@pytest.fixture
def live_site(run: Run, own_database: str, settings: Settings, tmp_path: Path) -> Iterator[Site]:
    """gunicorn on a free port, working on `own_database`."""
    with _site(run, own_database, settings.MEDIA_ROOT, tmp_path / "site.log") as site:
        yield site


@pytest.fixture
def demo_site(run: Run, demo_database: str, settings: Settings, tmp_path: Path) -> Iterator[Site]:
    """gunicorn on a free port, working on `demo_database`."""
    log = tmp_path / "site.log"
    with _site(run, demo_database, settings.MEDIA_ROOT, log, **_story_time(settings.DEMO_CLOCK)) as site:
        yield site


@pytest.fixture
def demo_worker(
    run: Run, demo_database: str, broker: redis.Redis, settings: Settings, tmp_path: Path
) -> Iterator[Worker]:
    """A real worker process on the real broker, working on `demo_database`."""
    environment = run.environment(
        demo_database, MEDIA_ROOT=str(settings.MEDIA_ROOT), **_story_time(settings.DEMO_CLOCK)
    )
    worker = Worker(environment, tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.kill()


@pytest.fixture(scope="module")
def demo_to_read(
    run: Run, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The demo's site for all tests of a module, which only read there; Django asks the same database."""
    log = tmp_path_factory.mktemp("site") / "site.log"
    with _own(run, django_db_blocker, run.demo_template()) as name:
        with _site(run, name, run.demo_media, log, **_story_time((STORY_STARTS, datetime.now(UTC)))) as site:
            yield site


def _story_time(clock: tuple[datetime, datetime]) -> dict[str, str]:
    return {"DEMO": "1", "DEMO_CLOCK": "@".join(moment.isoformat() for moment in clock)}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; Playwright's own is not downloaded."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": CHROMIUM}
