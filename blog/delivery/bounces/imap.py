"""The mailbox of bounces, read over IMAP: an edge, which commits what a message says before it marks the message.

Nothing is ever deleted. A kill between commit and mark lets a message be read
again, which changes nothing.
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
from blog.delivery.bounces.bounce_policy import Site, site_of
from blog.delivery.bounces.mime_parts import LARGEST
from blog.delivery.bounces.processing import Outcome, take_message

MOST_MESSAGES = 200
IMAPS_PORT = 993
TIMEOUT_SECONDS = 15
LONGEST_TURN_SECONDS = 30
"""A worker sends nothing meanwhile."""
PROCESSED = "Processed"
"""Folder to which messages are moved when it exists and the server can move (RFC 6851)."""
FAILURES = (imaplib.IMAP4.error, OSError)

log = structlog.get_logger()


class MailboxUnavailable(Exception):
    """The mailbox cannot be read now; the words hold no password."""


@dataclass(frozen=True)
class Account:
    """Where the mailbox is, and who may read it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    ca_file: str | None

    def clean(self, words: str) -> str:
        """Return *words* without the password, should a server repeat it."""
        return words.replace(self.password, "[hidden]") if self.password else words


def read_account(url: str, ca_file: str | None) -> Account:
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
    if not folder.isascii() or any(mark in folder for mark in '"\\\r\n'):
        raise MailboxUnavailable("BLOG_BOUNCE_IMAP_URL names a folder that is not plain ASCII.")
    return Account(parts.hostname, port, unquote(parts.username), unquote(parts.password), folder, ca_file)


@contextmanager
def opened(account: Account) -> Iterator[imaplib.IMAP4]:
    """Open the folder over verified TLS.

    Raises:
        MailboxUnavailable: it cannot be reached, refuses us, or is lost meanwhile.
    """
    context = ssl.create_default_context()
    try:
        if account.ca_file:
            context.load_verify_locations(account.ca_file)
        box = imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=TIMEOUT_SECONDS)
    except FAILURES as error:
        raise MailboxUnavailable(account.clean(str(error))) from None
    try:
        box.login(account.user, account.password)
        demand(box.select(f'"{account.folder}"'), "SELECT")
        yield box
    except FAILURES as error:
        raise MailboxUnavailable(account.clean(str(error))) from None
    finally:
        with suppress(*FAILURES):
            box.logout()
        with suppress(*FAILURES):
            box.shutdown()  # A farewell to a peer that is gone leaves the socket open.


def demand(answer: tuple[str, list[Any]], command: str) -> list[Any]:
    """Return the data of *answer*.

    Raises:
        IMAP4.error: the server refused *command*.
    """
    word, data = answer
    if word != "OK":
        raise imaplib.IMAP4.error(f"{command}: {data[0]!r}")
    return data


def read_mailbox(session: AnySession, account: Account, site: Site, clock: Callable[[], datetime]) -> dict[str, int]:
    """Take up to MOST_MESSAGES that nobody has seen; return how many had which outcome.

    Raises:
        MailboxUnavailable: what was read until then is kept.
    """
    counts: dict[str, int] = {}
    ends_at = time.monotonic() + LONGEST_TURN_SECONDS
    with opened(account) as box:
        is_moving = can_move(box)
        unseen = (demand(box.uid("SEARCH", "UNSEEN"), "SEARCH")[0] or b"").split()
        for uid in unseen[:MOST_MESSAGES]:
            if time.monotonic() > ends_at:
                break
            outcome = take_one(session, fetch(box, uid.decode()), site, clock())
            counts[outcome.value] = counts.get(outcome.value, 0) + 1
            put_away(box, uid.decode(), is_moving=is_moving)
    return counts


def can_move(box: imaplib.IMAP4) -> bool:
    """Return whether there is a folder for what was read, and a command that moves without deleting."""
    if "MOVE" not in box.capabilities:
        return False
    found = demand(box.list('""', PROCESSED), "LIST")
    return any(found)


def fetch(box: imaplib.IMAP4, uid: str) -> bytes:
    """Return the beginning of the message, as much as a report may be long; it stays unseen."""
    answer: Any = demand(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST}>)"), "FETCH")
    return next((bytes(item[1]) for item in answer if isinstance(item, tuple)), b"")


def take_one(session: AnySession, data: bytes, site: Site, now: datetime) -> Outcome:
    """Take one message and commit, so that it is marked only when it is safe."""
    outcome = take_message(session, data, site, "imap", now)
    session.commit()
    return outcome


def put_away(box: imaplib.IMAP4, uid: str, *, is_moving: bool) -> None:
    """Mark the message as seen, and move it out of the way if that can be done."""
    demand(box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"), "STORE")
    if is_moving:
        demand(box.uid("MOVE", uid, PROCESSED), "MOVE")


class Poll:
    """The duty that looks into the mailbox now and then; one object a worker."""

    def __init__(self, app: Flask, clock: Callable[[], datetime]) -> None:
        settings = settings_of(app)
        self.url = settings.bounce_imap_url
        self.ca_file = settings.mail_ca_file
        self.every = timedelta(seconds=settings.bounce_imap_seconds)
        self.site = site_of(app)
        self.clock = clock
        self.next_at: datetime | None = None

    def __call__(self, session: AnySession, now: datetime) -> bool:
        """Look into the mailbox when it is time; return whether there was anything. A failure is logged and waits."""
        if not self.url or (self.next_at is not None and now < self.next_at):
            return False
        self.next_at = now + self.every
        try:
            counts = read_mailbox(session, read_account(self.url, self.ca_file), self.site, self.clock)
        except MailboxUnavailable as error:
            log.warning("bounce mailbox unavailable", reason=str(error))
            return False
        log.info("bounce mailbox read", **counts)
        if sum(counts.values()) >= MOST_MESSAGES:
            self.next_at = now
        return bool(counts)
