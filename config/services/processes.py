"""Processes and ports: starting a server that ends with us, knowing it again, stopping it."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until a server that does not answer counts as failed
_libc = ctypes.CDLL(None, use_errno=True)


class ServiceError(Exception):
    """A sentence for the person at the terminal."""


@dataclass
class Server:
    """One running server: our child, or one that an earlier command left running here (then `child` is None)."""

    name: str
    pid: int
    folder: Path
    stop_signal: signal.Signals
    child: subprocess.Popen[bytes] | None

    def is_alive(self) -> bool:
        if self.child is not None:
            return self.child.poll() is None
        return runs_in(self.pid, self.folder)

    def stop(self) -> None:
        """Ask, wait, insist."""
        for number, seconds in ((self.stop_signal, 30.0), (signal.SIGKILL, 10.0)):
            if not self.is_alive():
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            wait_until(lambda: not self.is_alive(), seconds)


def tether(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the child gets this signal when the process that started it ends, however it ends."""
    parent = os.getpid()

    def in_child() -> None:
        _libc.prctl(1, number.value)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def runs_in(pid: int, folder: Path) -> bool:
    """Whether that process works in that folder. A number alone proves nothing: it may be another process's by now."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Look every 20 ms; say whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_free(port: int, host: str = HOST) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def launch(
    name: str,
    command: list[str],
    data: Path,
    log: Path,
    stop_signal: signal.Signals,
    answers: Callable[[], bool],
    identity: dict[str, Any],
    *,
    tethered: bool,
) -> Server:
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=tether(stop_signal) if tethered else None,  # noqa: PLW1509 - nothing else runs in it
            **identity,
        )
    server = Server(name, child.pid, data, stop_signal, child)
    if not wait_until(lambda: child.poll() is not None or answers(), PATIENCE) or not server.is_alive():
        server.stop()
        raise ServiceError(f"{name} did not start: {last_words(log)}")
    return server


def running(name: str, data: Path, pid_file: Path, stop_signal: signal.Signals) -> Server | None:
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return Server(name, pid, data, stop_signal, None) if runs_in(pid, data) else None


def last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return f"there is no space left on the disk of {log.parent}."
    serious = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return f"{(serious or lines or ['it said nothing'])[-1]} (the whole log is {log})"
