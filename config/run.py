"""`make demo`: starts everything, says what it does, and leaves no process behind however it ends."""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from config import services

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
# The story begins here; a demo that was used goes on where it was left.
STORY_STARTS = datetime(2023, 12, 22, 9, tzinfo=UTC)
PATIENCE = 60.0  # seconds for the first page
PYTHON = [sys.executable]
REMEMBERED = ("SECRET_KEY", "DEMO_PASSWORD")


class RunError(Exception):
    """A sentence for the person at the terminal."""


class Stopped(BaseException):
    """A person, or the system, asked us to end."""


class Part:
    """One long-running process in a group of its own; it ends when we do, its words go to a file in var/log."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], stop_signal: signal.Signals) -> None:
        self.name = name
        self.log = VAR / "log" / f"{name}.log"
        self.log.parent.mkdir(exist_ok=True)
        with self.log.open("wb") as output:
            self._child = _spawn(command, environment, stop_signal, output.fileno())

    def has_ended(self) -> bool:
        return self._child.poll() is not None

    def ask_to_stop(self) -> None:
        if not self.has_ended():
            self._child.terminate()

    def make_sure(self, seconds: float) -> None:
        """Wait, then end whatever is left of the group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(seconds)
        _end_group(self._child)


def demo() -> None:
    """Run the demo until somebody stops it. Raises RunError, ServiceError or Stopped."""
    port = _port()
    VAR.mkdir(exist_ok=True)
    with _alone(), contextlib.ExitStack() as stack:
        if os.environ.get("RESET") == "1":
            _start_over()
        if not services.is_free(port):
            raise RunError(f"Port {port} is in use by another program. Choose another: make demo PORT={port + 1}")
        running = stack.enter_context(_services())
        environment = _environment(port, running)
        _write_env(environment)
        _prepare(environment)
        environment["DEMO_CLOCK"] = _clock(environment)
        _write_env(environment)
        parts = stack.enter_context(_parts(port, environment))
        _wait_for_first_page(port, parts)
        step(["-m", "config.demo", "january", "accounts", "pdf"], environment, "The demo could not be shown")
        print(f"\nThe improvement board is at http://127.0.0.1:{port}/ (Ctrl-C stops everything)", flush=True)
        _watch(running, parts)


def _port() -> int:
    typed = os.environ.get("PORT") or "8000"
    if not typed.isdigit() or not 1024 <= int(typed) <= 65535:
        raise RunError(f"PORT must be a number from 1024 to 65535, not “{typed}”.")
    return int(typed)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One demo a checkout."""
    with open(VAR / "demo.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunError(
                "A demo of this checkout is running already. Stop it with Ctrl-C in its terminal, or use another one."
            ) from None
        yield


def _start_over() -> None:
    if "DATABASE_URL" in os.environ:
        raise RunError("RESET=1 only starts the demo's own database over; the one of DATABASE_URL is yours to empty.")
    _say("Starting over: the demo's data are removed")
    services.erase(VAR)
    for name in ("media", "mail"):
        shutil.rmtree(VAR / name, ignore_errors=True)
    (VAR / "env").unlink(missing_ok=True)


def _services() -> services.Services:
    ours = {"postgres": "DATABASE_URL" not in os.environ, "valkey": "REDIS_URL" not in os.environ}
    names = [name for name, wanted in (("PostgreSQL", ours["postgres"]), ("Valkey", ours["valkey"])) if wanted]
    if names:
        _say(f"Starting {' and '.join(names)}")
    return services.start(VAR, durable=True, **ours)


def _environment(port: int, running: services.Services) -> dict[str, str]:
    """What every process of the demo, and a second terminal, shares."""
    before = _read_env()
    own = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL") if name in os.environ}
    return {
        **own,
        **running.environment,
        "DEMO": "1",
        "DEBUG": "0",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": os.environ.get("SECRET_KEY") or before.get("SECRET_KEY") or secrets.token_urlsafe(50),
        "DEMO_PASSWORD": os.environ.get("DEMO_PASSWORD") or before.get("DEMO_PASSWORD") or secrets.token_urlsafe(12),
    }


def _read_env() -> dict[str, str]:
    """The secrets of an earlier start: sessions stay valid and the printed password stays true."""
    try:
        lines = (VAR / "env").read_text().splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {name: value for name, _, value in pairs if name in REMEMBERED}


def _write_env(environment: dict[str, str]) -> None:
    """For settings in a second terminal; only its owner reads it."""
    fresh = VAR / "env.new"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in environment.items())
    fresh.replace(VAR / "env")


def _prepare(environment: dict[str, str]) -> None:
    """Tables, then the story, then what the browser fetches."""
    _say("Bringing the database up to date")
    as_owner = {**environment, "DATABASE_AS": "owner"}
    step(["manage.py", "migrate", "--verbosity=0"], as_owner, "The database could not be brought up to date")
    _say("Filling in the demo's story, unless it is there")
    step(["-m", "config.demo", "replay"], environment, "The demo's story could not be filled in")
    _say("Collecting style sheets and scripts")
    step(
        ["manage.py", "collectstatic", "--noinput", "--verbosity=0"], environment, "Static files could not be collected"
    )


def _clock(environment: dict[str, str]) -> str:
    """Which moment of the story is which moment of ours."""
    told = step(["-m", "config.demo", "clock"], environment, "The demo's clock could not be read", quiet=True).strip()
    story = max(STORY_STARTS, datetime.fromisoformat(told)) if told else STORY_STARTS
    return f"{story.isoformat()}@{datetime.now(UTC).isoformat()}"


@contextlib.contextmanager
def _parts(port: int, environment: dict[str, str]) -> Iterator[list[Part]]:
    """The web server, a Celery worker and beat, until the end of the block."""
    _say("Starting the web server, a worker and the clock that rings for what is due")
    gunicorn = ["-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4"]
    celery = ["-m", "celery", "--app=config"]
    worker = [*celery, "worker", "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", f"--schedule={VAR / 'beat-schedule'}", "--pidfile="]
    # What the system sends each when we are killed. A worker that stops politely would wait for a broker that is gone.
    commands = {
        "web": ([*gunicorn, "--no-control-socket"], signal.SIGQUIT),
        "worker": (worker, signal.SIGKILL),
        "beat": (beat, signal.SIGTERM),
    }
    parts: list[Part] = []
    try:
        for name, (command, stop_signal) in commands.items():
            parts.append(Part(name, command, environment, stop_signal))
        yield parts
    finally:
        for part in parts:
            part.ask_to_stop()
        for part in parts:
            part.make_sure(10)


def _wait_for_first_page(port: int, parts: list[Part]) -> None:
    def answers() -> bool:
        _refuse_ended(parts)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    if not services.wait_until(answers, PATIENCE):
        raise RunError(f"The web server does not answer; what it said is in {parts[0].log}.")


def _refuse_ended(parts: list[Part]) -> None:
    for part in parts:
        if part.has_ended():
            raise RunError(f"The {part.name} process ended by itself; what it said is in {part.log}.")


def _watch(running: services.Services, parts: list[Part]) -> NoReturn:
    while True:
        _refuse_ended(parts)
        if name := running.ended():
            raise RunError(f"{name} ended by itself. Start again: what was saved is kept.")
        time.sleep(0.5)


def step(command: list[str], environment: dict[str, str], failure: str, *, quiet: bool = False) -> str:
    """Run one step to its end; its words reach the terminal, or the caller when `quiet`. Raises RunError."""
    child = _spawn(command, environment, signal.SIGTERM, subprocess.PIPE if quiet else None, subprocess.PIPE)
    try:
        output, errors = child.communicate()
    finally:
        _end_group(child)
    if child.returncode != 0:
        raise RunError(why_it_failed(failure, errors.decode(errors="replace").strip()))
    return (output or b"").decode()


def why_it_failed(failure: str, words: str) -> str:
    """What a step said when it failed, as one sentence. A traceback goes to a file, where there is room for one."""
    if "No space left on device" in words or "DiskFull" in words:
        return f"{failure}: there is no space left on the disk of {VAR}. Make room, then start over: make demo RESET=1"
    if "Traceback (most recent call last)" not in words:
        return words or f"{failure}: it said nothing."
    log = VAR / "log" / "step.log"
    with contextlib.suppress(OSError):
        log.parent.mkdir(exist_ok=True)
        log.write_text(words + "\n")
    last = next(line for line in reversed(words.splitlines()) if line.strip())
    return f"{failure}: {last.strip()} (All it said is in {log}.)"


def _spawn(
    command: list[str],
    environment: dict[str, str],
    stop_signal: signal.Signals,
    output: int | None,
    errors: int = subprocess.STDOUT,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PYTHON, *command],
        cwd=ROOT,
        env={**_inherited(), **environment},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=services.tether(stop_signal),  # noqa: PLW1509 - we have no threads
    )


def _inherited() -> dict[str, str]:
    """The caller's environment without what would make a demo something else."""
    unwanted = ("DATABASE_AS", "DEMO_CLOCK", "DEBUG", "RESET", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


def _end_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _say(sentence: str) -> None:
    print(f"• {sentence}", flush=True)


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def main(arguments: list[str]) -> int:
    if arguments != ["demo"]:
        print("Usage: python -m config.run demo", file=sys.stderr)
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        demo()
    except Stopped:
        print("\nStopped. `make demo` goes on where you left.", flush=True)
        return 0
    except (RunError, services.ServiceError) as error:
        print(f"\n{error}", file=sys.stderr)
    except PermissionError as error:
        print(
            f"\nNo permission for {error.filename}. It may belong to another user: start as that user.", file=sys.stderr
        )
    except OSError as error:
        print(f"\nThe demo stopped: {error.strerror or error} ({error.filename or VAR}).", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
