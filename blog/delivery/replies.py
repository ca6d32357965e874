"""What a relay can answer, and what each answer means for the message and for the relay."""

from enum import Enum
from typing import NamedTuple


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


class AnswerUnknown(Exception):
    """The message was handed over whole, and the connection was lost before the answer."""


OUR_FAULTS = frozenset({530, 534, 535, 538})
"""Authentication or encryption is missing or wrong (RFC 4954 6): no reader's fault at any stage."""


def judge(reply: Reply) -> Verdict:
    """Return what *reply* to RCPT or to the message itself means; an odd code is tried again."""
    if 200 <= reply.code < 300:
        return Verdict.ACCEPTED
    return Verdict.REFUSED if 500 <= reply.code < 600 else Verdict.DEFERRED
