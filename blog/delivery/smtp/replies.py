"""What a relay can answer, and what each answer means for the message, for its reader and for the relay."""

import re
from enum import Enum
from typing import NamedTuple

from blog.delivery.smtp.status_codes import judge_failure
from blog.models import BounceKind

LONGEST_TEXT = 500


class Reply(NamedTuple):
    """The server's last words about one message: code and text (RFC 5321 4.2)."""

    code: int
    text: str

    def __str__(self) -> str:
        """Return the answer as the server wrote it."""
        return f"{self.code} {self.text}"


class Verdict(Enum):
    """What becomes of the message."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"


class RelayUnavailable(Exception):
    """Nothing was handed over, for a reason that concerns no single reader; everything waits."""


class CredentialsRefused(RelayUnavailable):
    """The relay does not take our name and password, or demands some."""


SERVICE_ENDS = 421
OUR_FAULTS = frozenset({530, 534, 535, 538})
"""Authentication or encryption is missing or wrong (RFC 4954 6): no reader's fault at any stage."""
SLOW_DOWN = frozenset({SERVICE_ENDS, 454})
"""The relay has too much to do, or lacks something for the moment: fewer connections."""
STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?!\S)")


def judge(reply: Reply) -> Verdict:
    """Return what *reply* to RCPT or to the message itself means; an odd code is tried again."""
    if 200 <= reply.code < 300:
        return Verdict.ACCEPTED
    return Verdict.REFUSED if 500 <= reply.code < 600 else Verdict.DEFERRED


def status_of(reply: Reply) -> str:
    """Return the enhanced status code (RFC 2034) at the start of the server's words, or nothing."""
    found = STATUS.match(reply.text)
    return found[1] if found else ""


def is_hard(reply: Reply) -> bool:
    """Return whether *reply* says that the address does not exist: judged as a bounce is, by code and words."""
    return reply.code // 100 == 5 and judge_failure(status_of(reply), str(reply)) is BounceKind.HARD


def read_text(words: bytes | str) -> str:
    """Return the server's words on one line, printable, and at most 500 characters."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    if not text.isprintable() or "  " in text:
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text.strip()[:LONGEST_TEXT]
