"""One open connection to the relay: a non-blocking socket and the SMTP session on it."""

import smtplib
import ssl
import time
from contextlib import suppress

from blog.delivery.smtp.events import Event, Message
from blog.delivery.smtp.protocol import SmtpProtocol
from blog.delivery.smtp.reply_parser import SessionAborted

RECEIVE_BYTES = 65536
WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
QUIT = b"QUIT\r\n"


class SmtpConnection:
    """Sends messages until it has sent its share, is silent for too long, or is lost.

    Args:
        smtp: the connection as smtplib opened it, greeted and logged in.
        messages_left: how many messages it may send before it is replaced.
        timeout: longest wait for any reply, in seconds.
    """

    def __init__(self, smtp: smtplib.SMTP, *, messages_left: int, timeout: float) -> None:
        if smtp.sock is None:
            raise SessionAborted("not connected")
        self.sock = smtp.sock
        self.sock.setblocking(False)
        self.protocol = SmtpProtocol(has_pipelining=smtp.has_extn("pipelining"))
        self.messages_left = messages_left
        self.timeout = timeout
        self.data_timeout = timeout
        """Longest wait for the reply to a whole message, in seconds (RFC 5321 4.5.3.2.6)."""
        self.answered = 0
        self.deadline = 0.0
        self.is_open = True
        self.close_reason = ""

    @property
    def can_start(self) -> bool:
        """Return whether another message may be started."""
        return self.is_open and self.messages_left > 0 and self.protocol.can_start

    @property
    def is_used_up(self) -> bool:
        """Return whether it has sent all the messages that it may."""
        return self.is_open and self.messages_left <= 0 and self.protocol.is_idle

    @property
    def is_awaiting_final_reply(self) -> bool:
        """Return whether a whole message was sent, and the next reply is the relay's to that."""
        return self.is_open and self.protocol.awaits_final_reply

    @property
    def has_data_to_send(self) -> bool:
        """Return whether bytes wait to be sent."""
        return self.is_open and bool(self.protocol.send_buffer)

    def start(self, message: Message) -> None:
        """Queue the envelope of the next message; flush sends it."""
        if self.protocol.is_idle:
            self.restart_timer()
        self.messages_left -= 1
        self.protocol.start(message)

    def flush(self) -> None:
        """Send what can be sent without blocking."""
        send_buffer = self.protocol.send_buffer
        try:
            while send_buffer and self.is_open:
                del send_buffer[: self.sock.send(send_buffer)]
                self.restart_timer()
        except WOULD_BLOCK:
            return
        except OSError as error:
            self.mark_closed(f"{type(error).__name__}: {error}")

    def receive(self) -> None:
        """Read what has come in; see take_events."""
        try:
            while self.is_open and self.process(self.sock.recv(RECEIVE_BYTES)):
                pass
        except WOULD_BLOCK:
            return
        except SessionAborted as error:
            self.mark_closed(str(error))
        except OSError as error:
            self.mark_closed(f"{type(error).__name__}: {error}")

    def process(self, data: bytes) -> bool:
        """Process *data*; return whether to read again at once.

        TLS may hold decrypted bytes that a selector cannot see, so that it is read until it would block.
        """
        if not data:
            self.mark_closed("connection closed")
            return False
        awaited = len(self.protocol.awaited)
        self.protocol.feed(data)
        if len(self.protocol.awaited) < awaited:
            self.restart_timer()
        return isinstance(self.sock, ssl.SSLSocket) or len(data) == RECEIVE_BYTES

    def take_events(self) -> list[Event]:
        """Return the events since the last call."""
        events, self.protocol.events = self.protocol.events, []
        return events

    def restart_timer(self) -> None:
        """Count the time to the next reply from now."""
        seconds = self.data_timeout if self.protocol.awaits_final_reply else self.timeout
        self.deadline = time.monotonic() + seconds

    def hurry(self) -> None:
        """Wait no longer for the next reply than for any other: the worker is about to stop."""
        self.data_timeout = self.timeout
        self.deadline = min(self.deadline, time.monotonic() + self.timeout)

    def check_timeout(self, now: float) -> None:
        """Close it if the relay has been silent for too long; *now* is monotonic."""
        if self.is_open and self.protocol.awaited and now > self.deadline:
            self.mark_closed("timed out")

    def mark_closed(self, reason: str) -> None:
        """End the session: unanswered messages are lost. The pool, which watches the socket, closes that."""
        if self.is_open:
            self.is_open, self.close_reason = False, reason
            self.protocol.connection_lost(reason)

    def quit(self) -> None:
        """Say QUIT and end the session, without waiting for the reply."""
        if self.is_open:
            with suppress(OSError):
                self.sock.send(QUIT)
            self.mark_closed("quit")
