"""A mail server on this machine: what is sent to it can be read back, and it can be told to refuse."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from typing import cast


@dataclass
class Office:
    """What came in: the envelope's addresses with each mail. `refuses` answers every recipient with this line."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: str = ""


@contextmanager
def open_office() -> Iterator[Office]:
    """Open it on a free port of this machine."""
    office = Office()

    class Counter(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            to = ""
            self._say("220 board.example")
            while line := self.rfile.readline().decode().strip():
                verb = line[:4].upper()
                if verb == "DATA":
                    self._say("354 go on")
                    body = b"".join(iter(self.rfile.readline, b".\r\n"))
                    office.taken.append((to, cast(EmailMessage, message_from_bytes(body, policy=default))))
                    self._say("250 taken")
                elif verb == "RCPT":
                    to = line.partition("<")[2].partition(">")[0]
                    self._say(office.refuses or "250 known")
                elif verb == "QUIT":
                    return self._say("221 bye")
                else:
                    self._say("250 yes")
            return None

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = daemon_threads = True

    with Server(("127.0.0.1", 0), Counter) as server:
        office.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
