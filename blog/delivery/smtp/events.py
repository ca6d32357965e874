"""What happens to one message on one SMTP connection."""

from typing import NamedTuple, TypeAlias

from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.smtp.replies import Reply


class Message(NamedTuple):
    """One message with its row of the queue."""

    pending: PendingMessage
    outgoing: Outgoing
    is_lockstep: bool = False
    """Sent without pipelining, to learn at which command the connection breaks."""


class ReadyForData(NamedTuple):
    """The relay has answered DATA with 354 and waits for the content."""

    message: Message


class Answered(NamedTuple):
    """The relay has accepted, deferred or refused the message."""

    message: Message
    reply: Reply


class Lost(NamedTuple):
    """The connection ended before the relay had answered."""

    message: Message
    reason: str
    is_data_sent: bool
    """The content was sent whole, so that the relay may have taken the message."""
    is_recipient_suspect: bool
    """The connection ended after RCPT, so that this address may be the cause."""


class Dropped(NamedTuple):
    """The message has no content any more and is not sent."""

    pending: PendingMessage


Event: TypeAlias = ReadyForData | Answered | Lost | Dropped
