"""SMTP server on the loopback interface that saves mail of a development run as files, instead of delivering it."""

import asyncio
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
from functools import partial
from pathlib import Path
from ssl import SSLContext
from threading import Thread
from typing import Any

from aiosmtpd.smtp import SMTP

HOST = "127.0.0.1"
FILE_NAME = re.compile(r"([0-9]{19})-[0-9a-f]{8}\.eml")
"""Nanoseconds since 1970, by the clock of the file system, and a random part."""
MAX_LISTED = 200
"""Messages on the list; older ones stay in the folder."""


@dataclass(frozen=True)
class CapturedMessage:
    """One saved message."""

    name: str
    received_at: datetime
    message: EmailMessage

    def part(self, kind: str) -> str | None:
        """Return the text or, with *kind* html, the HTML part."""
        body = self.message.get_body((kind,))
        return None if body is None else str(body.get_content())


class MessageSaver:
    """aiosmtpd handler that saves each message in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Save the message; it is on the disk before the answer."""
        save_message(self.folder, envelope.content)
        return "250 kept"


class ThreadedServer:
    """An SMTP server in a daemon thread of its own; it listens once it is constructed.

    aiosmtpd's own threaded Controller connects to the port that it was given
    to see that it runs, and so cannot listen on a free one.

    Args:
        handler: aiosmtpd handler of the sessions.
        port: 0 for a free one.
        tls: for TLS from the start of a connection.
        options: of aiosmtpd.smtp.SMTP.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, handler: Any, port: int, *, tls: SSLContext | None = None, **options: Any) -> None:
        self.loop = asyncio.new_event_loop()
        make_session = partial(SMTP, handler, enable_SMTPUTF8=True, loop=self.loop, **options)
        try:
            self.server = self.loop.run_until_complete(self.loop.create_server(make_session, HOST, port, ssl=tls))
        except OSError:
            self.loop.close()
            raise
        self.port: int = self.server.sockets[0].getsockname()[1]
        """The port on which it listens."""
        self.thread = Thread(target=self.serve, name="smtp server", daemon=True)
        self.thread.start()

    def serve(self) -> None:
        """Run until stop() is called, then close the socket and end open sessions."""
        self.loop.run_forever()
        self.server.close()
        self.loop.run_until_complete(self.end_sessions())
        self.loop.close()

    async def end_sessions(self) -> None:
        """Cancel the tasks of open sessions, and wait for their end."""
        sessions = asyncio.all_tasks() - {asyncio.current_task()}
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)

    def stop(self) -> None:
        """End the server and its thread."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


def save_message(folder: Path, content: bytes) -> Path:
    """Write one message to a new file, whole or not at all; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    token = secrets.token_hex(4)
    partial = folder / f"{token}.part"
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return partial.replace(folder / f"{partial.stat().st_mtime_ns:019d}-{token}.eml")


def list_messages(folder: Path) -> Iterator[CapturedMessage]:
    """Yield up to MAX_LISTED messages, newest first."""
    names = sorted((path.name for path in folder.glob("*.eml") if FILE_NAME.fullmatch(path.name)), reverse=True)
    for name in names[:MAX_LISTED]:
        with suppress(FileNotFoundError):
            yield read_message(folder, name)


def read_message(folder: Path, name: str) -> CapturedMessage:
    """Return one message.

    Raises:
        FileNotFoundError: there is none of this name.
    """
    match = FILE_NAME.fullmatch(name)
    if match is None:
        raise FileNotFoundError(name)
    message = message_from_bytes((folder / name).read_bytes(), policy=default)
    received_at = datetime.fromtimestamp(int(match[1]) // 1_000_000_000, UTC)
    return CapturedMessage(name, received_at, message)
