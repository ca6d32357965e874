"""The way to the relay: one connection, driven command by command, opened anew when it is lost."""

import smtplib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Protocol

from blog.delivery.connection import CheckedConnection
from blog.delivery.replies import OUR_FAULTS, AnswerUnknown, CredentialsRefused, RelayUnavailable, Reply

SERVICE_ENDS = 421
LOST = (smtplib.SMTPServerDisconnected, OSError)


class Line(Protocol):
    """One open way to the relay."""

    def send(self, envelope_from: str, recipient: str, message: bytes) -> Reply:
        """Hand *message* over to one person and return the server's last answer about it.

        Raises:
            RelayUnavailable: nothing was handed over, and the reason is no reader's.
            AnswerUnknown: handed over, but the answer never came.
        """
        ...


class Transport(Protocol):
    """What a worker is handed to send with."""

    def connect(self) -> AbstractContextManager[Line]:
        """Open the way to the relay for the block.

        Raises:
            RelayUnavailable: it cannot be reached or does not let us in.
        """
        ...


class RelayTransport:
    """The relay, or the captured mailbox, that the settings name."""

    def __init__(self, config: Mapping[str, Any], hostname: str) -> None:
        self.config = config
        self.hostname = hostname
        """How we name ourselves in EHLO."""

    @contextmanager
    def connect(self) -> Iterator[Line]:
        """Open the way to the relay for the block."""
        line = RelayLine(lambda: CheckedConnection(self.config, self.hostname))
        line.open()
        try:
            yield line
        finally:
            line.close()


class Broken(Exception):
    """The connection ended before anything was handed over; *is_personal* once a recipient had been named."""

    def __init__(self, words: str, *, is_personal: bool) -> None:
        super().__init__(words)
        self.is_personal = is_personal


class RelayLine:
    """One connection that is opened anew when it is worn or lost."""

    def __init__(self, connect: Callable[[], CheckedConnection]) -> None:
        self.connect = connect
        self.host: smtplib.SMTP | None = None
        self.left = 0
        """Messages that this connection may still carry."""

    def open(self) -> None:
        """Connect; whatever fails here concerns no single message."""
        self.close()
        try:
            connection = self.connect()
            self.host = connection.configure_host()
        except smtplib.SMTPAuthenticationError as error:
            kind = CredentialsRefused if error.smtp_code in OUR_FAULTS else RelayUnavailable
            raise kind(f"{error.smtp_code} {read_text(error.smtp_error)}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise RelayUnavailable(f"{type(error).__name__}: {error}") from error
        self.left = connection.mail.max_emails or 1

    def close(self) -> None:
        """End the connection politely, if there is one."""
        if self.host is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.host.quit()
            self.host.close()
            self.host = None

    def send(self, envelope_from: str, recipient: str, message: bytes) -> Reply:
        """Hand *message* over, on a new connection when this one is worn or turns out to be lost."""
        if self.host is None or self.left <= 0:
            self.open()
        try:
            return self.exchange(envelope_from, recipient, message)
        except Broken:
            self.open()
        try:
            return self.exchange(envelope_from, recipient, message)
        except Broken as error:
            self.close()
            if not error.is_personal:
                raise RelayUnavailable(str(error)) from error
            return Reply(SERVICE_ENDS, f"connection lost twice at this recipient: {error}")

    def exchange(self, envelope_from: str, recipient: str, message: bytes) -> Reply:
        """Run one mail transaction (RFC 5321 3.3) and return the answer that decides."""
        self.left -= 1
        reply = self.command(f"MAIL FROM:<{envelope_from}>", is_personal=False)
        if reply.code != 250:
            raise_for_sender(reply)
        reply = self.command(f"RCPT TO:<{recipient}>", is_personal=True)
        if reply.code // 100 == 2:
            reply = self.command("DATA", is_personal=True)
            if reply.code == 354:
                return self.transmit(message)
        self.command("RSET", is_personal=True)
        return reply

    def command(self, words: str, *, is_personal: bool) -> Reply:
        """Send one command and return its answer; 421 counts as a lost connection."""
        if self.host is None:
            raise Broken("not connected", is_personal=is_personal)
        try:
            code, text = self.host.docmd(words)
        except LOST as error:
            raise Broken(f"{type(error).__name__}: {error}", is_personal=is_personal) from error
        reply = Reply(code, read_text(text))
        if code == SERVICE_ENDS:
            raise Broken(str(reply), is_personal=is_personal)
        if code in OUR_FAULTS:
            raise CredentialsRefused(str(reply))
        return reply

    def transmit(self, message: bytes) -> Reply:
        """Send the message with its final dot and wait for the verdict."""
        host = self.host
        if host is None:
            raise Broken("not connected", is_personal=True)
        try:
            host.send(stuff_dots(message))
        except LOST as error:
            # The dot is the last thing to leave: without it the server must drop what it has.
            self.close()
            return Reply(SERVICE_ENDS, f"connection lost while the message was sent: {error}")
        try:
            code, text = host.getreply()
        except LOST as error:
            self.close()
            raise AnswerUnknown(f"{type(error).__name__}: {error}") from error
        if code == SERVICE_ENDS:
            self.close()
        return Reply(code, read_text(text))


def raise_for_sender(reply: Reply) -> None:
    """Refuse to go on when the relay does not take our own address: no reader's fault."""
    raise RelayUnavailable(f"The relay refuses our sender address: {reply}")


def stuff_dots(message: bytes) -> bytes:
    """Return *message*, whose lines end with CRLF, ready for DATA: dots doubled, final dot added (RFC 5321 4.5.2)."""
    stuffed = message.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return (stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n") + b".\r\n"


def read_text(words: bytes | str) -> str:
    """Return the server's words on one line, printable, and at most 500 characters."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:500]
