"""One run of the tests: what its workers share, each thing made once by whichever needs it first."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from config import services

ROOT = Path(__file__).resolve().parent.parent
# the folder and the Valkey of the run, named in the environment for its workers
RUN, BROKER = "TEST_RUN", "TEST_BROKER_URL"
OF_A_PERSON = ("DEMO", "DEMO_CLOCK", "DATABASE_AS", "DATABASE_POOL", "SITE_URL", "STATIC_ROOT", "ALLOWED_HOSTS")
DEMO_PASSWORD = "a-password-for-the-tests"


@dataclass(frozen=True)
class Run:
    """One run of the tests: its folder, its databases, and what whichever worker needs it first makes once."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name.replace("-", "_")

    @property
    def owner_url(self) -> str:
        return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]

    def clone(self, template: str, name: str = "") -> str:
        """Copy a database, under a name of its own; return the name."""
        name = name or f"{self.name}_{uuid4().hex[:12]}"
        services.create_database(self.owner_url, name, template=template)
        return name

    def drop(self, name: str) -> None:
        services.drop_database(self.owner_url, name)

    def drop_all(self) -> None:
        """Leave nothing on a server that was there before."""
        with psycopg.connect(self.owner_url) as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.name])
            names = [name for (name,) in rows]
        for name in names:
            self.drop(name)

    def environment(self, database: str, **more: str) -> dict[str, str]:
        """For a process that works on that database, as the app's role unless DATABASE_AS says otherwise."""
        return {
            **os.environ,
            "DATABASE_URL": services.at_database(os.environ["DATABASE_URL"], database),
            "DATABASE_OWNER_URL": services.at_database(self.owner_url, database),
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }

    def once(self, what: str, make: Callable[[], None]) -> None:
        """Make something that all workers share; the others wait for it, and hear why it failed."""
        outcome = self.folder / f"{what}.outcome"
        with open(self.folder / f"{what}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not outcome.exists():
                try:
                    make()
                except Exception as error:
                    outcome.write_text(f"The {what} of this run could not be made: {error}")
                    raise
                outcome.touch()
        if why := outcome.read_text():
            raise AssertionError(why)

    def python(self, *arguments: str, env: dict[str, str]) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], check=False, cwd=ROOT, env=env, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
        return done.stdout

    def template(self) -> str:
        """The migrated database without rows."""
        name = f"{self.name}_template"

        def make() -> None:
            services.create_database(self.owner_url, name)
            self.python("manage.py", "migrate", "--verbosity=0", env=self.environment(name, DATABASE_AS="owner"))

        self.once("template", make)
        return name

    def demo_template(self) -> str:
        """The migrated database with the whole demo in it; its files lie in `demo_media`."""
        name = f"{self.name}_demo"

        def make() -> None:
            self.clone(self.template(), name)
            self.demo_media.mkdir()
            env = self.environment(name, DEMO="1", MEDIA_ROOT=str(self.demo_media), DEMO_PASSWORD=DEMO_PASSWORD)
            self.python("-m", "config.demo", "replay", env=env)

        self.once("demo", make)
        return name

    @property
    def demo_media(self) -> Path:
        return self.folder / "demo-media"

    def static(self) -> Path:
        """The collected static files, as a real deployment serves them."""
        folder = self.folder / "static"

        def make() -> None:
            env = {**os.environ, "DEBUG": "0", "STATIC_ROOT": str(folder)}
            self.python("manage.py", "collectstatic", "--noinput", "--verbosity=0", env=env)

        self.once("static", make)
        return folder


def ends_in_truncate(markers: Collection[pytest.Mark], fixtures: Collection[str]) -> bool:
    """Whether pytest-django would empty every table after a test that is marked so and takes these."""
    return any(marker.kwargs.get("transaction") for marker in markers) or not {
        "transactional_db",
        "django_db_reset_sequences",
        "django_db_serialized_rollback",
        "live_server",
    }.isdisjoint(fixtures)


def begin(*, durable: bool = False) -> services.Services | None:
    """Set the environment before Django reads its settings. The first process of a run also starts the servers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    started = None if worker else _start(durable)
    number = int(worker.removeprefix("gw")) + 1 if worker else 0
    os.environ["REDIS_URL"] = services.at_database(os.environ[BROKER], str(number))
    os.environ["MEDIA_ROOT"] = str(Path(os.environ[RUN]) / f"media-{worker or 'main'}")
    if settings.configured:  # pytest-django reads them first in a worker, which inherits where they are
        settings.REDIS_URL = settings.CELERY_BROKER_URL = os.environ["REDIS_URL"]
        settings.MEDIA_ROOT = Path(os.environ["MEDIA_ROOT"])
    return started


def _start(durable: bool) -> services.Services:
    folder = Path(tempfile.mkdtemp(prefix="improvement-tests-"))
    folder.chmod(0o755)
    started = services.start(folder / "services", durable=durable, postgres="DATABASE_URL" not in os.environ)
    for name in OF_A_PERSON:
        os.environ.pop(name, None)
    os.environ.update(started.environment)
    os.environ.update(
        {
            RUN: str(folder),
            BROKER: started.environment["REDIS_URL"],
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "only-for-the-tests-of-this-one-run-on-this-one-machine",
            "DEBUG": "1",
            "STATIC_ROOT": str(_empty(folder / "no-static")),
            "EMAIL_URL": "memorymail://",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",  # Playwright's own loop runs in the thread that asks the database
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
    )
    return started


def _empty(folder: Path) -> Path:
    """A folder for whitenoise, which warns of none: pages asked for in a test's own process need no static files."""
    folder.mkdir()
    return folder


def end(started: services.Services | None) -> None:
    """Stop what this process started, and leave nothing on a server that was there before."""
    if started is None:
        return
    run = Run(Path(os.environ[RUN]))
    if "DATABASE_URL" not in started.environment:
        run.drop_all()
    started.stop()
    shutil.rmtree(run.folder, ignore_errors=True)
