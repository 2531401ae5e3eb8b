"""A real SMTP server for tests: it takes what it is told to take, and keeps it."""

import base64
import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived, and what is refused: addresses for good, everything from a number of messages on."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    breaks_after: int = 1000
    password: str = ""


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.say("220 test")
        while line := self.rfile.readline().decode().strip():
            if len(box.mails) >= box.breaks_after and line.lower().startswith("mail"):
                return
            if line.upper() == "DATA":
                self.take(box)
            else:
                self.say("221 bye" if line.upper() == "QUIT" else self.answer(box, line))

    def answer(self, box: Mailbox, line: str) -> str:
        if line.lower().startswith("ehlo"):
            return "250-test\r\n250 AUTH PLAIN"
        if line.startswith("AUTH PLAIN "):
            _, user, password = base64.b64decode(line.split()[2]).decode().split("\0")
            box.logins.append(user)
            return "235 in" if password == box.password else "535 no"
        if line.startswith("AUTH LOGIN"):
            return "504 only plain"
        refused = line.lower().startswith("rcpt") and any(f"<{address}>" in line for address in box.refused)
        return "550 nobody" if refused else "250 ok"

    def take(self, box: Mailbox) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        message = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        box.mails.append(message)
        self.say("250 taken")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def receiving() -> Iterator[Mailbox]:
    """A server on a free port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler) as server:
        box = Mailbox(server.server_address[1])
        server.box = box  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
