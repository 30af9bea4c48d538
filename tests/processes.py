"""The product's own processes, started for a test and gone with it."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from config import services
from tests.run import ROOT


class Process:
    """One process in a group of its own, its words in a log."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def pid(self) -> int:
        assert self._child is not None, "it was not started"
        return self._child.pid

    def is_ready(self) -> bool:
        raise NotImplementedError

    def start(self) -> None:
        with self._log.open("ab") as output:
            self._child = subprocess.Popen(
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=services.tether(signal.SIGTERM),  # noqa: PLW1509 - the tests have no threads then
            )
        child = self._child
        came = services.wait_until(lambda: child.poll() is not None or self.is_ready(), 60)
        if not came or child.poll() is not None:
            self.kill()
            raise AssertionError(f"{self._command} did not start:\n{self.log}")

    def stop(self) -> None:
        """End it as a person would, and wait."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it and its children at once, as a crash of the machine would."""
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self._child is None or self._child.poll() is not None:
            return
        if number is signal.SIGKILL:
            os.killpg(self._child.pid, number)
        else:
            self._child.send_signal(number)
        try:
            self._child.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait(10)


class Worker(Process):
    """A Celery worker with one child."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        command = [sys.executable, "-m", "celery", "--app=config", "worker", "--concurrency=1", "--loglevel=INFO"]
        super().__init__([*command, "--without-gossip", "--without-mingle"], environment, log)
        self._seen = 0

    def start(self) -> None:
        self._seen = len(self.log)
        super().start()

    def is_ready(self) -> bool:
        return " ready." in self.log[self._seen :]


class Site(Process):
    """gunicorn with one worker and four threads on a free port."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        port = services.free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", "--threads=4"]
        super().__init__([*command, "--no-control-socket"], {**environment, "SITE_URL": self.url}, log)

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # nothing of it is looked at any more: a browser's open connection would hold up a graceful end for seconds
        self.kill()
