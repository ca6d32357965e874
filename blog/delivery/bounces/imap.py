"""Read the mailbox of bounces over IMAP, and commit each report before its message is marked as seen.

Nothing is ever deleted. After a kill between commit and mark, the message is
read again, which changes nothing.
"""

import imaplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from flask import Flask

from blog.config.settings import settings_of
from blog.database import AnySession
from blog.delivery.bounces.bounce_policy import BouncePolicy, read_policy
from blog.delivery.bounces.bounded_mailbox import BoundedMailbox
from blog.delivery.bounces.mime_parts import MAX_BYTES
from blog.delivery.bounces.processing import BounceOutcome, process_message

MAX_MESSAGES = 200
IMAPS_PORT = 993
TIMEOUT_SECONDS = 15
MAX_POLL_SECONDS = 30
"""The worker sends nothing during a poll."""
PROCESSED = "Processed"
"""Folder to which messages are moved when it exists and the server can move (RFC 6851)."""
FAILURES = (imaplib.IMAP4.error, OSError)

log = structlog.get_logger()


class MailboxUnavailable(Exception):
    """The mailbox cannot be read now; the message holds no password."""


@dataclass(frozen=True)
class ImapAccount:
    """Address and credentials of the mailbox."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    ca_file: str | None

    def redact(self, message: str) -> str:
        """Return *message* without the password, in case a server repeats it."""
        return message.replace(self.password, "[hidden]") if self.password else message


def read_account(url: str, ca_file: str | None) -> ImapAccount:
    """Return the account that *url* names, such as imaps://name:password@host/INBOX.

    Raises:
        MailboxUnavailable: it names none, or a connection without encryption.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or IMAPS_PORT
    except ValueError:
        raise MailboxUnavailable("BLOG_BOUNCE_IMAP_URL is no address.") from None
    if parts.scheme != "imaps" or not (parts.hostname and parts.username and parts.password):
        raise MailboxUnavailable("BLOG_BOUNCE_IMAP_URL must be written as imaps://name:password@host/INBOX.")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if not folder.isascii() or any(character in folder for character in '"\\\r\n'):
        raise MailboxUnavailable("BLOG_BOUNCE_IMAP_URL names a folder that is not plain ASCII.")
    return ImapAccount(parts.hostname, port, unquote(parts.username), unquote(parts.password), folder, ca_file)


@contextmanager
def open_mailbox(account: ImapAccount) -> Iterator[BoundedMailbox]:
    """Open the folder over verified TLS.

    Raises:
        MailboxUnavailable: it cannot be reached, refuses the login, or the connection is lost.
    """
    context = ssl.create_default_context()
    try:
        if account.ca_file:
            context.load_verify_locations(account.ca_file)
        ends_at = time.monotonic() + MAX_POLL_SECONDS + TIMEOUT_SECONDS
        box = BoundedMailbox(account.host, account.port, context, TIMEOUT_SECONDS, ends_at)
    except FAILURES as error:
        raise MailboxUnavailable(account.redact(str(error))) from None
    try:
        login(box, account)
        require_ok(box.select(f'"{account.folder}"'), "SELECT")
        yield box
    except FAILURES as error:
        raise MailboxUnavailable(account.redact(str(error))) from None
    finally:
        with suppress(*FAILURES):
            box.logout()
        with suppress(*FAILURES):
            box.shutdown()  # LOGOUT to a lost connection leaves the socket open.


def login(box: imaplib.IMAP4, account: ImapAccount) -> None:
    """Log in; letters outside ASCII, which LOGIN cannot send, go as UTF-8 (RFC 4616)."""
    if f"{account.user}{account.password}".isascii():
        box.login(account.user, account.password)
    else:
        box.authenticate("PLAIN", lambda _: f"\0{account.user}\0{account.password}".encode())


def require_ok(answer: tuple[str, list[Any]], command: str) -> list[Any]:
    """Return the data of *answer*.

    Raises:
        IMAP4.error: the server refused *command*.
    """
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{command}: {data[0]!r}")
    return data


def read_mailbox(
    session: AnySession, account: ImapAccount, policy: BouncePolicy, clock: Callable[[], datetime]
) -> dict[str, int]:
    """Process up to MAX_MESSAGES unseen messages; return their count by outcome.

    Raises:
        MailboxUnavailable: the messages before are committed.
    """
    counts: dict[str, int] = {}
    ends_at = time.monotonic() + MAX_POLL_SECONDS
    with open_mailbox(account) as box:
        move = can_move(box)
        for uid in find_unseen(box)[:MAX_MESSAGES]:
            if time.monotonic() > ends_at:
                break
            box.allow_answer()
            outcome = process_and_commit(session, fetch(box, uid), policy, clock())
            counts[outcome.value] = counts.get(outcome.value, 0) + 1
            mark_seen(box, uid, move=move)
    return counts


def find_unseen(box: imaplib.IMAP4) -> list[str]:
    """Return the unique identifiers of unseen messages; what else a server says in its answer is left out."""
    found = require_ok(box.uid("SEARCH", "UNSEEN"), "SEARCH")
    words = b" ".join(line for line in found if isinstance(line, bytes)).split()
    return [word.decode() for word in words if word.isdigit()]


def can_move(box: imaplib.IMAP4) -> bool:
    """Return whether the folder PROCESSED exists and the server has MOVE (RFC 6851).

    The server is asked now, since many name MOVE only after the login, and imaplib keeps what they said before.
    """
    said = b" ".join(line for line in require_ok(box.capability(), "CAPABILITY") if isinstance(line, bytes))
    if b"MOVE" not in said.upper().split():
        return False
    found = require_ok(box.list('""', PROCESSED), "LIST")
    return any(found)


def fetch(box: imaplib.IMAP4, uid: str) -> bytes:
    """Return the first MAX_BYTES of the message without marking it as seen."""
    answer: Any = require_ok(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MAX_BYTES}>)"), "FETCH")
    return next((bytes(item[1]) for item in answer if isinstance(item, tuple)), b"")


def process_and_commit(session: AnySession, data: bytes, policy: BouncePolicy, now: datetime) -> BounceOutcome:
    """Process one message and commit, so that it is marked only after the commit."""
    outcome = process_message(session, data, policy, "imap", now)
    session.commit()
    return outcome


def mark_seen(box: imaplib.IMAP4, uid: str, *, move: bool) -> None:
    """Mark the message as seen, and with *move* put it into the folder PROCESSED."""
    require_ok(box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"), "STORE")
    if move:
        require_ok(box.uid("MOVE", uid, PROCESSED), "MOVE")


class BounceMailboxJob:
    """Job of the worker that polls the mailbox at an interval; keeps the time of the next poll."""

    def __init__(self, app: Flask, clock: Callable[[], datetime]) -> None:
        settings = settings_of(app)
        self.url = settings.bounce_imap_url
        self.ca_file = settings.mail_ca_file
        self.every = timedelta(seconds=settings.bounce_imap_seconds)
        self.policy = read_policy(app)
        self.clock = clock
        self.next_at: datetime | None = None

    def __call__(self, session: AnySession, now: datetime) -> bool:
        """Poll the mailbox when it is time; return whether there were messages. Failures are logged."""
        if not self.url or (self.next_at is not None and now < self.next_at):
            return False
        self.next_at = now + self.every
        try:
            counts = read_mailbox(session, read_account(self.url, self.ca_file), self.policy, self.clock)
        except MailboxUnavailable as error:
            log.warning("bounce mailbox unavailable", reason=str(error))
            return False
        log.info("bounce mailbox read", **counts)
        if sum(counts.values()) >= MAX_MESSAGES:
            self.next_at = now
        return bool(counts)
