"""The embedded Valkey: the broker that rings for rows."""

import signal
import socket

from config.services.place import Place, State, binaries
from config.services.processes import HOST, PATIENCE, Server, is_free, launch, running, wait_until


def start(place: Place, state: State, *, durable: bool, tethered: bool) -> Server:
    data, log = place.folder / "valkey", place.folder / "valkey.log"
    _, binary = binaries(place)
    data.mkdir(exist_ok=True)
    place.give(data, 0o700)

    def answers() -> bool:
        question = f"AUTH {state['valkey_password']}\r\nPING\r\n".encode()
        try:
            with socket.create_connection((HOST, int(state["valkey_port"])), timeout=5) as line:
                line.sendall(question)
                with line.makefile("rb") as answer:
                    return [answer.readline(), answer.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
        except OSError:
            return False

    before = already_running(place)
    if before is not None:
        if wait_until(lambda: not before.is_alive() or answers(), PATIENCE) and before.is_alive():
            return before
        before.stop()
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
    return launch("Valkey", command, data, log, signal.SIGTERM, answers, place.identity, tethered=tethered)


def already_running(place: Place) -> Server | None:
    data = place.folder / "valkey"
    return running("Valkey", data, data / "valkey.pid", signal.SIGTERM)


def url(state: State) -> str:
    return f"redis://:{state['valkey_password']}@{HOST}:{state['valkey_port']}/0"
