"""Messages on their way from the ledger to the composer and to the relay: tuples, since an alert has a million."""

from typing import NamedTuple


class MailVariant(NamedTuple):
    """What sets the messages of one batch apart that say the same: readers with equal variants share their bytes."""

    is_text_only: bool = False


class PendingMessage(NamedTuple):
    """One delivery that this worker has claimed, with the columns of its reader that the composer needs."""

    id: int
    kind: str
    """The name of a MailKind."""
    alert_id: int | None
    subscriber_id: int | None
    subscriber_key: str | None
    """Random; part of the signed links of the reader."""
    address: str
    """As in the ledger; the domain may be non-ASCII."""
    name: str | None
    is_repeat: bool
    attempts: int
    timezone: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    """With the two before: the reader's quiet hours, as in Subscriber."""
    followed: str | None = None
    """As in Delivery."""
    is_text_only: bool | None = False
    """The reader gets no HTML part; None without a reader."""
    language: str | None = None
    """As in Subscriber; None without a reader."""

    @property
    def variant(self) -> MailVariant:
        """Return the variant of the message that the reader gets."""
        return MailVariant(bool(self.is_text_only))


class Outgoing(NamedTuple):
    """One composed message."""

    envelope_from: str
    recipient: str
    """In ASCII."""
    data: bytes
    """Ready for DATA (RFC 5321 4.5.2): CRLF, dots doubled, ends with CRLF, dot, CRLF."""
