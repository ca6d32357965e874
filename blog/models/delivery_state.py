"""The words of the ledger: which message, what has become of it, and why it was not sent."""

from enum import IntEnum, StrEnum


class DeliveryKind(StrEnum):
    """The kinds of mail that the ledger treats apart; delivery/composing/mail_kinds declares these and all others."""

    ALERT = "alert"
    DIGEST = "digest"
    """Several alerts in one message: the deliveries whose carried_by_id names this one."""


class DeliveryPriority(IntEnum):
    """The order in which a worker claims messages, the lowest number first."""

    IMMEDIATE = 0
    """A person waits for it: confirmations, password resets, answers."""
    ALERT = 1
    BULK = 2
    """Digests, and confirmations of an imported list."""
    IN_DIGEST = 9
    """Travels in a digest, and is never claimed itself."""


class DeliveryState(StrEnum):
    """What has become of the message."""

    WAITING = "waiting"
    SENDING = "sending"
    """A worker holds it, until leased_until."""
    DEFERRED = "deferred"
    """The server refused for now; due_at is the next try."""
    ACCEPTED = "accepted"
    REFUSED = "refused"
    BOUNCED = "bounced"
    """Accepted at first, and reported undeliverable later."""
    SKIPPED = "skipped"
    """Not sent, for the reason in *reason*."""
    UNCERTAIN = "uncertain"
    """Handed over, and the answer stayed unknown: after the one repeat, or at once if a person is to decide."""


class SkipReason(StrEnum):
    """Why a message is not sent any more."""

    LEFT = "left"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """The article had left the lists; only a correction is still told."""
    CONFIRMED = "confirmed"
    """The address has been confirmed already, so the link is of no use."""
    EXPIRED = "expired"
    ERASED = "erased"
    """The row that the message was about is gone."""
    PAUSED = "paused"
    """The reader wants nothing at present."""
    LEVEL = "level"
    """The reader does not want alerts of this level."""
    SUPPRESSED = "suppressed"
    """The address bounced or its reader complained."""
    OVERTAKEN = "overtaken"
    """What the message asks for has been done or taken back since."""
    CANCELLED = "cancelled"
    STALE = "stale"
    """Owed too long ago when the operator declared the database live."""
