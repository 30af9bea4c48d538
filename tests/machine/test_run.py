"""`make demo`'s supervisor, on a copy of this checkout in a path with a space."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config import run as supervisor
from config import services
from tests.run import DEMO_PASSWORD, ROOT, Run

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "var", "node_modules", "staticfiles", "tests", "docs", "*_cache", "__pycache__"
)


@dataclass
class Demo:
    """One started demo: its supervisor and what it said."""

    folder: Path
    supervisor: subprocess.Popen[bytes]
    port: int

    @property
    def words(self) -> str:
        return (self.folder / "said.txt").read_text()

    def wait_for(self, words: str, seconds: float = 600) -> None:
        services.wait_until(lambda: words in self.words or self.supervisor.poll() is not None, seconds)
        assert words in self.words, self.words

    def processes(self) -> list[str]:
        """Everything on this machine that still runs in this checkout or with its files."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                    where = str((entry / "cwd").readlink())
                except OSError:
                    continue
                if str(self.folder) in command or where.startswith(str(self.folder)):
                    found.append(command)
        return found


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("another checkout") / "the board"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    yield folder
    services.erase(folder / "var")


def command() -> list[str]:
    return [sys.executable, "-m", "config.run", "demo"]


def environment(**more: str) -> dict[str, str]:
    """As a person's terminal has it: nothing of the tests' own."""
    unwanted = ("DATABASE_", "REDIS_", "MEDIA_", "SECRET_", "EMAIL_", "DEBUG", "DJANGO_", "ENV_FILE", "TEST_")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)} | more


def say(checkout: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(), cwd=checkout, env=environment(**more), capture_output=True, text=True, check=False, timeout=60
    )


@pytest.fixture(scope="module")
def told(run: Run) -> Iterator[str]:
    """A database that has its story already; what one start makes in it the next one finds, as with a person's demo."""
    name = run.clone(run.demo_template())
    yield name
    run.drop(name)


@pytest.fixture
def demo(checkout: Path, run: Run, told: str) -> Iterator[Demo]:
    """The demo on a database that has its story already, so that only its own parts take time."""
    port = services.free_port()
    database = {name: run.environment(told)[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    with (checkout / "said.txt").open("wb") as output:
        supervisor = subprocess.Popen(
            command(),
            cwd=checkout,
            env=environment(PORT=str(port), DEMO_PASSWORD=DEMO_PASSWORD, **database),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    started = Demo(checkout, supervisor, port)
    yield started
    if supervisor.poll() is None:
        supervisor.terminate()
    supervisor.wait(60)


def test_a_port_in_use_gets_a_sentence_that_names_port(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = say(checkout, PORT=str(port))
    assert answer.returncode == 1
    assert answer.stderr.strip() == (
        f"Port {port} is in use by another program. Choose another: make demo PORT={port + 1}"
    )


@pytest.mark.parametrize("typed", ["80", "eighty", "70000", "-1"])
def test_a_port_that_is_none_gets_a_sentence(checkout: Path, typed: str) -> None:
    answer = say(checkout, PORT=typed)
    assert (answer.returncode, answer.stderr.strip()) == (
        1,
        f"PORT must be a number from 1024 to 65535, not “{typed}”.",
    )


def test_starting_over_never_empties_a_database_that_is_not_the_demos_own(checkout: Path) -> None:
    answer = say(
        checkout, PORT=str(services.free_port()), RESET="1", DATABASE_URL="postgres://somebody@127.0.0.1/theirs"
    )
    assert answer.returncode == 1
    assert answer.stderr.strip().startswith("RESET=1 only starts the demo's own database over")


TRACEBACK = "Traceback (most recent call last):\n  File …\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            f"{TRACEBACK}OperationalError: No space left on device\nHINT:  Check free disk space.",
            "there is no space left",
        ),
        (f"{TRACEBACK}ValueError: a wrong figure", "It failed: ValueError: a wrong figure"),
        ("An earlier start ended in the middle.", "An earlier start ended in the middle."),
        ("", "It failed: it said nothing."),
    ],
)
def test_a_step_that_fails_gets_a_sentence_and_its_traceback_goes_to_a_file(
    words: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "VAR", tmp_path)
    program = f"import sys; sys.stderr.write({words!r}); sys.exit(1)"
    with pytest.raises(supervisor.RunError) as refused:
        supervisor.step(["-c", program], {}, "It failed")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "Traceback" not in str(refused.value)


def test_the_demo_says_where_it_is_shares_its_clock_and_leaves_nothing_behind(demo: Demo) -> None:
    demo.wait_for("Ctrl-C stops everything")
    assert f"http://127.0.0.1:{demo.port}/" in demo.words
    assert DEMO_PASSWORD in demo.words
    env = demo.folder / "var" / "env"
    assert env.stat().st_mode & 0o077 == 0
    assert re.search(r"^DEMO_CLOCK=2023-12-\d\dT.+@20\d\d-", env.read_text(), re.MULTILINE)
    second = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=demo.folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 0, second.stderr
    other = say(demo.folder, PORT=str(services.free_port()))
    assert (other.returncode, other.stderr.strip()[:44]) == (1, "A demo of this checkout is running already. ")

    demo.supervisor.send_signal(signal.SIGINT)
    assert demo.supervisor.wait(60) == 0
    assert "Stopped." in demo.words
    assert demo.processes() == []


def test_a_part_that_ends_by_itself_is_named_and_everything_stops(demo: Demo) -> None:
    demo.wait_for("Ctrl-C stops everything")
    beat = next(
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and f"{demo.folder}/var/beat".encode() in (entry / "cmdline").read_bytes()
    )
    os.kill(beat, signal.SIGKILL)
    assert demo.supervisor.wait(60) == 1
    assert "The beat process ended by itself" in demo.words
    assert demo.processes() == []


def test_a_killed_supervisor_leaves_nothing_behind(demo: Demo) -> None:
    demo.wait_for("Ctrl-C stops everything")
    assert len(demo.processes()) > 3
    demo.supervisor.kill()
    demo.supervisor.wait()
    assert services.wait_until(lambda: demo.processes() == [], 30), demo.processes()
