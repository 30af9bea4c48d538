"""A process started for one job: how long it took, how much processor time and memory, all its children counted."""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config import services

PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Spent:
    """What a process and all that it started used: seconds, seconds of the processors."""

    seconds: float
    processor: float


def adopt_orphans() -> None:
    """Let what a child leaves behind become ours to wait for, so that its processor time is known."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def run(command: Sequence[str], environment: dict[str, str], log: Path) -> Spent:
    """Run a command to its end. Raises RuntimeError with its last words when it fails."""
    start = time.perf_counter()
    child = spawn(command, environment, log)
    _, status, own = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    used = [own, *_left_behind(child.pid)]
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return Spent(seconds, sum(each.ru_utime + each.ru_stime for each in used))


def peak_memory(command: Sequence[str], environment: dict[str, str], log: Path) -> float:
    """The largest sum of memory, in MB, over a command and its children; pages they share are counted once."""
    child = spawn(command, environment, log)
    with watched(child.pid) as seen:
        status = child.wait()
    list(_left_behind(child.pid))
    if status:
        raise RuntimeError(f"{command[0]} failed:\n{log.read_text(errors='replace')[-2000:]}")
    return max(seen)


@contextlib.contextmanager
def watched(group: int) -> Iterator[list[float]]:
    """Look again and again at the memory of a process group, in a thread, until the block ends."""
    seen, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(0.02):
            seen.append(sum(_proportional(pid) for pid in _members(group)))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def processor_times(group: int) -> dict[int, float]:
    """The seconds of the processors that each living process of a group has used so far."""
    return {pid: _used(pid) / os.sysconf("SC_CLK_TCK") for pid in _members(group)}


def used_since(before: dict[int, float], group: int) -> float:
    """What the living processes of a group have used since then; one that ended meanwhile does not count."""
    return sum(now - before.get(pid, 0) for pid, now in processor_times(group).items())


def _used(pid: int) -> int:
    """Ticks of the processor; 0 when it just ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def spawn(command: Sequence[str], environment: dict[str, str], log: Path) -> "subprocess.Popen[bytes]":
    """Start a command in a process group of its own, which ends with us."""
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=services.tether(signal.SIGKILL),  # noqa: PLW1509 - no thread of ours runs then
        )


def _left_behind(group: int) -> Iterator[resource.struct_rusage]:
    """What the ended children of that group used; those that still run have a moment to end."""
    with contextlib.suppress(ChildProcessError):
        while True:
            yield os.wait4(-group, 0)[2]


def _members(group: int) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(ProcessLookupError):
                if os.getpgid(int(entry.name)) == group:
                    yield int(entry.name)


def _proportional(pid: int) -> float:
    """The process's share of its memory (PSS), in MB; 0 when it just ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
