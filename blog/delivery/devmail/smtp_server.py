"""The captured mailbox of a development run: a real SMTP server on this machine that keeps what it gets as files."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

NAME = re.compile(r"([0-9]{19})-[0-9a-f]{8}\.eml")
"""Nanoseconds since 1970, by the clock of the file system, and a random part."""
SHOWN = 200
"""Messages on the list; older ones stay in the folder."""


@dataclass(frozen=True)
class Captured:
    """One message as it was kept."""

    name: str
    received_at: datetime
    message: EmailMessage

    def part(self, kind: str) -> str | None:
        """Return the text or, with *kind* html, the HTML part."""
        body = self.message.get_body((kind,))
        return None if body is None else str(body.get_content())


class Mailbox(Controller):
    """The SMTP server in a thread of its own; *port* 0 picks a free one, which it then knows."""

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(Keeper(folder), hostname="127.0.0.1", port=port)

    def _trigger_server(self) -> None:
        # Only now is the socket bound, so that a picked port is known.
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()  # type: ignore[no-untyped-call]


class Keeper:
    """Keeps each message as a file in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Answer only when the message is on the disk."""
        keep(self.folder, envelope.content)
        return "250 kept"


def start_mailbox(folder: Path, port: int) -> Mailbox:
    """Start the mailbox and return it; its *port* says where it listens, its stop() ends it."""
    mailbox = Mailbox(folder, port)
    mailbox.start()
    return mailbox


def keep(folder: Path, content: bytes) -> Path:
    """Write one message under a name of its own, whole or not at all; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(4)
    partial = folder / f"{token}.part"
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return partial.replace(folder / f"{partial.stat().st_mtime_ns:019d}-{token}.eml")


def list_messages(folder: Path) -> Iterator[Captured]:
    """Return the newest messages, newest first."""
    names = sorted((path.name for path in folder.glob("*.eml") if NAME.fullmatch(path.name)), reverse=True)
    for name in names[:SHOWN]:
        with suppress(FileNotFoundError):
            yield read_message(folder, name)


def read_message(folder: Path, name: str) -> Captured:
    """Return one message.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    found = NAME.fullmatch(name)
    if not found:
        raise FileNotFoundError(name)
    message = message_from_bytes((folder / name).read_bytes(), policy=default)
    received_at = datetime.fromtimestamp(int(found[1]) // 1_000_000_000, UTC)
    return Captured(name, received_at, message)
