"""What goes from the ledger to the composer and on to the relay: light, since it is made a million times."""

from typing import NamedTuple


class Owed(NamedTuple):
    """One message that this worker holds, with all that an alert's message needs to know about its reader."""

    id: int
    kind: str
    """The name of a MailKind."""
    alert_id: int | None
    subscriber_id: int | None
    subscriber_key: str | None
    """Random; part of the signed links of the reader."""
    address: str
    """As the ledger has it; the domain may be beyond ASCII."""
    name: str | None
    is_repeat: bool
    attempts: int
    timezone: str | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None
    """With the two before: the reader's quiet hours, as in Subscriber."""


class Outgoing(NamedTuple):
    """One message as the relay gets it."""

    envelope_from: str
    recipient: str
    """In ASCII."""
    data: bytes
    """Ready for DATA (RFC 5321 4.5.2): CRLF, dots doubled, ends with CRLF, dot, CRLF."""
