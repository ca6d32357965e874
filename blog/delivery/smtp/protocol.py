"""Sans-I/O SMTP client: bytes in, bytes and events out; it begins after EHLO and holds no socket.

With PIPELINING (RFC 2920) the MAIL, RCPT and DATA of the next message follow
the final dot of the one before in the same write, so that a message costs one
round trip. They transfer nothing: the content is sent only after send_data().

    relay <- content of A, ".", MAIL B, RCPT B, DATA
    relay -> 250 (A is taken), 250, 250, 354
             Answered(A), ReadyForData(B): the caller commits, then calls send_data()
"""

from collections import deque
from enum import Enum, auto

from blog.delivery.smtp.events import Answered, Event, Lost, Message, ReadyForData
from blog.delivery.smtp.replies import AUTH_FAILURES, SERVICE_CLOSING, CredentialsRefused, RelayUnavailable, Reply
from blog.delivery.smtp.reply_parser import ReplyParser, SessionAborted


class Step(Enum):
    """A command or content that the relay has still to reply to."""

    RSET = auto()
    MAIL = auto()
    RCPT = auto()
    DATA = auto()
    CONTENT = auto()
    EMPTY_CONTENT = auto()
    """The lone dot that ends a DATA which the relay allowed although it refused the recipient (RFC 2920 3.1)."""


class SmtpProtocol:
    """At most one message is in its content phase, and one behind it in its envelope phase.

    Feed it what the relay sent; send what stands in *send_buffer*; act on
    *events*, which the caller empties.
    """

    def __init__(self, *, has_pipelining: bool) -> None:
        self.has_pipelining = has_pipelining
        self.send_buffer = bytearray()
        self.events: list[Event] = []
        self.awaited: deque[Step] = deque()
        """Replies come in the order of the commands."""
        self.parser = ReplyParser()
        self.in_envelope: Message | None = None
        """MAIL, RCPT and DATA have been sent, or are being sent."""
        self.in_data: Message | None = None
        """The content has been queued; the final reply is awaited."""
        self.bytes_after_data = 0
        """Bytes in *send_buffer* behind the final dot of the message in *in_data*."""
        self.is_sender_accepted = False
        self.recipient_refusal: Reply | None = None
        """The refusal of RCPT, while the reply to a pipelined DATA is awaited."""
        self.relay_error: RelayUnavailable | None = None
        """Why no message at all can be sent to this relay."""

    @property
    def can_start(self) -> bool:
        """Return whether the envelope of another message may be sent now."""
        return self.in_envelope is None and (self.has_pipelining or not self.awaited)

    @property
    def is_idle(self) -> bool:
        """Return whether no reply is awaited and no message is in progress."""
        return not self.awaited and self.in_envelope is None

    @property
    def has_message(self) -> bool:
        """Return whether a message is in progress; a reply to RSET alone need not be waited for."""
        return self.in_envelope is not None or self.in_data is not None

    @property
    def messages(self) -> list[Message]:
        """Return the messages in progress."""
        return [message for message in (self.in_data, self.in_envelope) if message is not None]

    @property
    def awaits_final_reply(self) -> bool:
        """Return whether the final dot has left, and the relay's next reply is to the message."""
        is_dot_sent = len(self.send_buffer) <= self.bytes_after_data
        return bool(self.awaited) and self.awaited[0] is Step.CONTENT and is_dot_sent

    def start(self, message: Message) -> None:
        """Begin the mail transaction of *message* (RFC 5321 3.3): sender and recipient, no content yet."""
        self.in_envelope, self.recipient_refusal, self.is_sender_accepted = message, None, False
        self.queue_command(Step.MAIL, f"MAIL FROM:<{message.outgoing.envelope_from}>\r\n")
        if self.is_pipelined(message):
            self.queue_command(Step.RCPT, f"RCPT TO:<{message.outgoing.recipient}>\r\n")
            self.queue_command(Step.DATA, "DATA\r\n")

    def is_pipelined(self, message: Message) -> bool:
        """Return whether the commands of *message* are sent in one group."""
        return self.has_pipelining and not message.is_lockstep

    def send_data(self) -> None:
        """Queue the content of the message that the relay waits for."""
        if self.in_envelope is None:
            raise LookupError("No message is ready.")
        self.in_data, self.in_envelope = self.in_envelope, None
        self.awaited.append(Step.CONTENT)
        self.send_buffer += self.in_data.outgoing.data
        self.bytes_after_data = 0

    def queue_command(self, step: Step, command: str) -> None:
        """Queue *command* and await its reply."""
        line = command.encode("ascii")
        self.awaited.append(step)
        self.send_buffer += line
        self.bytes_after_data += len(line)

    def feed(self, data: bytes) -> None:
        """Process bytes from the relay, and append what follows from them to *events*.

        Raises:
            SessionAborted: the caller has to close the connection and call connection_lost.
        """
        for reply in self.parser.feed(data):
            if reply.code == SERVICE_CLOSING:
                self.close_service(reply)
            if not self.awaited:
                raise SessionAborted(f"an answer to nothing: {reply}")
            self.process_reply(self.awaited.popleft(), reply)

    def close_service(self, reply: Reply) -> None:
        """Abort on 421; as a reply to the content it says that the relay has not taken the message."""
        if self.awaited and self.awaited[0] is Step.CONTENT and self.in_data is not None:
            self.add_lost(self.in_data, str(reply), is_data_sent=False, is_recipient_suspect=True)
            self.in_data = None
        raise SessionAborted(str(reply))

    def process_reply(self, step: Step, reply: Reply) -> None:
        """Act on the reply to *step*."""
        if reply.code in AUTH_FAILURES:
            self.relay_error = CredentialsRefused(str(reply))
            raise SessionAborted(str(reply))
        match step:
            case Step.MAIL:
                self.on_mail_reply(reply)
            case Step.RCPT:
                self.on_rcpt_reply(reply)
            case Step.DATA:
                self.on_data_reply(reply)
            case Step.CONTENT:
                self.on_content_reply(reply)
            case _:
                pass  # The reply to RSET or to a lone dot does not matter: that to the next MAIL shows the state.

    def on_mail_reply(self, reply: Reply) -> None:
        """Go on when the sender is accepted; a relay that refuses our own address refuses every message."""
        if reply.code // 100 != 2:
            self.relay_error = RelayUnavailable(f"The relay refuses our sender address: {reply}")
            raise SessionAborted(str(reply))
        self.is_sender_accepted = True
        if self.in_envelope and not self.is_pipelined(self.in_envelope):
            self.queue_command(Step.RCPT, f"RCPT TO:<{self.in_envelope.outgoing.recipient}>\r\n")

    def on_rcpt_reply(self, reply: Reply) -> None:
        """Go on when the recipient is accepted; after a refusal a pipelined DATA has still to be answered."""
        is_pipelined = self.in_envelope is not None and self.is_pipelined(self.in_envelope)
        if reply.code // 100 != 2:
            self.recipient_refusal = reply
            if not is_pipelined:
                self.end_transaction(reply)
        elif not is_pipelined:
            self.queue_command(Step.DATA, "DATA\r\n")

    def on_data_reply(self, reply: Reply) -> None:
        """Report that the content may be sent, or that the message is refused."""
        if reply.code // 100 == 2:
            raise SessionAborted(f"DATA cannot be answered so: {reply}")
        if reply.code != 354:
            self.end_transaction(self.recipient_refusal or reply)
        elif self.recipient_refusal:
            # The relay waits for content although it has no recipient: end it empty.
            self.queue_command(Step.EMPTY_CONTENT, ".\r\n")
            self.end_transaction(self.recipient_refusal)
        elif self.in_envelope:
            self.events.append(ReadyForData(self.in_envelope))

    def end_transaction(self, reply: Reply) -> None:
        """Report the refused message, and reset the session for the next."""
        if self.in_envelope is not None:
            self.events.append(Answered(self.in_envelope, reply))
        self.in_envelope = None
        self.queue_command(Step.RSET, "RSET\r\n")

    def on_content_reply(self, reply: Reply) -> None:
        """Report whether the relay took the message."""
        if reply.code // 100 == 3:
            raise SessionAborted(f"a message cannot be answered so: {reply}")
        if self.in_data is not None:
            self.events.append(Answered(self.in_data, reply))
        self.in_data = None

    def connection_lost(self, reason: str) -> None:
        """Report the messages that the relay has not answered and never will."""
        if self.in_data is not None:
            # The dot is the last byte of the content: while it is unsent the relay must drop what it has.
            is_dot_sent = len(self.send_buffer) <= self.bytes_after_data
            self.add_lost(self.in_data, reason, is_data_sent=is_dot_sent, is_recipient_suspect=True)
        if self.in_envelope is not None:
            is_suspect = self.is_sender_accepted
            self.add_lost(self.in_envelope, reason, is_data_sent=False, is_recipient_suspect=is_suspect)
        self.in_data = self.in_envelope = None

    def add_lost(self, message: Message, reason: str, *, is_data_sent: bool, is_recipient_suspect: bool) -> None:
        """Report that *message* got no answer."""
        self.events.append(Lost(message, reason, is_data_sent, is_recipient_suspect))
