"""SMTP replies: what each means for the message, the recipient and the relay."""

import re
from collections.abc import Set
from enum import Enum
from typing import NamedTuple

from blog.delivery.smtp.status_codes import classify_failure
from blog.models import BounceKind

MAX_TEXT_CHARACTERS = 500


class Reply(NamedTuple):
    """One reply of the relay: code and text (RFC 5321 4.2)."""

    code: int
    text: str

    def __str__(self) -> str:
        """Return code and text, as stored with the delivery."""
        return f"{self.code} {self.text}"


class Verdict(Enum):
    """The outcome for the message."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"


class RelayUnavailable(Exception):
    """No message can be sent, for a reason that concerns no single recipient; all wait."""


class CredentialsRefused(RelayUnavailable):
    """The relay refuses our user name and password, or requires some."""


SERVICE_CLOSING = 421
AUTH_FAILURES = frozenset({530, 534, 535, 538})
"""Authentication or encryption is missing or wrong (RFC 4954 6): no recipient's fault at any stage."""
OVERLOAD_CODES = frozenset({SERVICE_CLOSING, 454})
"""The relay is overloaded, or lacks something for the moment: fewer connections."""
STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")


def verdict_of(reply: Reply) -> Verdict:
    """Return what *reply* to RCPT or to the message itself means; an unknown code is a deferral."""
    if 200 <= reply.code < 300:
        return Verdict.ACCEPTED
    return Verdict.REFUSED if 500 <= reply.code < 600 else Verdict.DEFERRED


def status_of(reply: Reply) -> str:
    """Return the enhanced status code (RFC 2034) at the start of the text, or an empty string."""
    found = STATUS.match(reply.text)
    return found[1] if found else ""


def is_hard_bounce(reply: Reply, *, recipient: str = "", own_domains: Set[str] = frozenset()) -> bool:
    """Return whether *reply* says that the address does not exist: classified as a bounce is, by code and text.

    *recipient* is the reader's address; names at *own_domains* are those of the sender.
    """
    kind = classify_failure(status_of(reply), str(reply), recipient=recipient, own_domains=own_domains)
    return reply.code // 100 == 5 and kind is BounceKind.HARD


def clean_reply_text(raw: bytes | str) -> str:
    """Return a reply text on one line, printable, and at most 500 characters."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    if not text.isprintable() or "  " in text:
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text.strip()[:MAX_TEXT_CHARACTERS]
