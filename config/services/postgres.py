"""The embedded PostgreSQL: its cluster, its roles, and databases made by the role that owns them."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from config.services.place import Place, State, binaries
from config.services.processes import (
    HOST,
    PATIENCE,
    Server,
    ServiceError,
    is_free,
    last_words,
    launch,
    running,
    wait_until,
)

DATABASE = "improvement"
OWNER, APP, SUPERUSER = "improvement_owner", "improvement_app", "postgres"
MAJOR = "18"
SQL = Path(__file__).resolve().parent.parent / "database"


def start(place: Place, state: State, *, durable: bool, tethered: bool) -> Server:
    data, log = place.folder / "postgres", place.folder / "postgres.log"
    folder, _ = binaries(place)
    if not data.exists():
        _initialise(place, state, folder)
    if (major := (data / "PG_VERSION").read_text().strip()) != MAJOR:
        raise ServiceError(
            f"{data} was written by PostgreSQL {major}; this version brings {MAJOR}. See docs/operations.md."
        )

    def answers() -> bool:
        try:
            psycopg.connect(_superuser_conninfo(state), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    before = already_running(place)
    if before is not None:
        if wait_until(lambda: not before.is_alive() or answers(), PATIENCE) and before.is_alive():
            return before
        before.stop()
    # Left by a killed server: the number in it may by now be another process's, and PostgreSQL would refuse to start.
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
        # autovacuum would hold on to a database that is about to be dropped, and the owner may not end it
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}
    command = [str(folder / "postgres"), "-D", str(data)]
    command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    return launch("PostgreSQL", command, data, log, signal.SIGINT, answers, place.identity, tethered=tethered)


def already_running(place: Place) -> Server | None:
    data = place.folder / "postgres"
    return running("PostgreSQL", data, data / "postmaster.pid", signal.SIGINT)


def _initialise(place: Place, state: State, folder: Path) -> None:
    """Make the cluster beside its final place and move it there: a start killed half-way leaves nothing whole."""
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
                    str(folder / "initdb"),
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
        raise ServiceError(f"The database could not be made: {last_words(log)}")
    fresh.rename(place.folder / "postgres")


def lay_out(place: Place, state: State) -> None:
    """The roles and the database, from the same file that a container's first start reads."""
    folder, _ = binaries(place)
    done = subprocess.run(
        [
            str(folder / "psql"),
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


def _superuser_conninfo(state: State, *, with_password: bool = True) -> str:
    password = {"password": state["superuser_password"]} if with_password else {}
    return psycopg.conninfo.make_conninfo(
        host=HOST, port=state["postgres_port"], user=SUPERUSER, dbname="postgres", **password
    )


def database_url(state: State, role: str, password: str) -> str:
    return f"postgres://{role}:{state[password]}@{HOST}:{state['postgres_port']}/{DATABASE}"


def create_database(owner_url: str, name: str, *, template: str | None = None) -> str:
    """Make a database as the owner, with the app's grants (a clone brings its template's); return its address."""
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
    """Remove a database and whoever of the owner's role is connected to it; others get time to leave.

    Raises ServiceError when they do not.
    """
    made_at = psycopg.conninfo.make_conninfo(owner_url, dbname="postgres")
    drop = psycopg.sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(psycopg.sql.Identifier(name))
    with psycopg.connect(made_at, autocommit=True) as connection:

        def dropped() -> bool:
            try:
                connection.execute(drop)
            except psycopg.errors.InsufficientPrivilege:  # the owner may not end another role's connection
                return False
            return True

        if not wait_until(dropped, PATIENCE):
            raise ServiceError(f"Somebody is still connected to the database {name}.")


def at_database(url: str, name: str) -> str:
    """The same server and role, another database."""
    return f"{url.rpartition('/')[0]}/{name}"
