"""A mailbox on loopback that speaks as much IMAP4rev1 over TLS as a poll needs (RFC 3501)."""

import re
import ssl
import threading
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

USER, PASSWORD = "bounces@example.org", "p@ss/word:1"


@dataclass
class Mailbox:
    """What is in it, and how it behaves; *seen* and *moved* hold the places of messages, from 1."""

    messages: list[bytes] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    moved: set[int] = field(default_factory=set)
    commands: list[str] = field(default_factory=list)
    has_processed: bool = False
    capabilities: str = "IMAP4rev1 MOVE"
    refused: str = ""
    """A command that the server answers with NO."""
    dropped: str = ""
    """A command at which the connection is cut."""

    def unseen(self) -> list[int]:
        """The places of messages that a search for unseen ones finds."""
        return [n for n in range(1, len(self.messages) + 1) if n not in self.seen | self.moved]


class Talk(StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.say("* OK ready")
        while line := self.rfile.readline():
            tag, _, command = line.decode().strip().partition(" ")
            word = command.removeprefix("UID ").split(" ")[0].upper()
            box.commands.append(command)
            if word == box.dropped:
                return
            if word == box.refused:
                self.say(f"{tag} NO refused: {command}")
                continue
            getattr(self, f"do_{word.lower()}")(box, command)
            self.say(f"{tag} OK done")
            if word == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def do_capability(self, box: Mailbox, _command: str) -> None:
        self.say(f"* CAPABILITY {box.capabilities}")

    def do_login(self, box: Mailbox, command: str) -> None:
        assert command == f'LOGIN {USER} "{PASSWORD}"'

    def do_select(self, box: Mailbox, command: str) -> None:
        self.say(f"* {len(box.messages)} EXISTS")

    def do_list(self, box: Mailbox, _command: str) -> None:
        if box.has_processed:
            self.say('* LIST (\\HasNoChildren) "/" Processed')

    def do_search(self, box: Mailbox, _command: str) -> None:
        self.say(" ".join(["* SEARCH", *map(str, box.unseen())]))

    def do_fetch(self, box: Mailbox, command: str) -> None:
        number, most = map(int, re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", command).groups())  # type: ignore[union-attr]
        data = box.messages[number - 1][:most]
        self.wfile.write(b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%b)\r\n" % (number, number, len(data), data))

    def do_store(self, box: Mailbox, command: str) -> None:
        box.seen.add(int(command.split()[2]))

    def do_move(self, box: Mailbox, command: str) -> None:
        box.moved.add(int(command.split()[2]))

    def do_logout(self, _box: Mailbox, _command: str) -> None:
        self.say("* BYE")


class Server(ThreadingTCPServer):
    """Serves one mailbox over TLS; a client that trusts nobody does not disturb it."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, box: Mailbox, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.box, self.context = box, context
        self.port = self.server_address[1]

    def finish_request(self, request: Any, client_address: Any) -> None:
        with self.context.wrap_socket(request, server_side=True) as encrypted:
            super().finish_request(encrypted, client_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A handshake that the client ended is no fault of the server's."""

    def start(self) -> "Server":
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
