"""One open connection to the relay: a socket that never blocks, and the conversation on it."""

import smtplib
import ssl
import time
from contextlib import suppress

from blog.delivery.smtp.events import Event, Parcel
from blog.delivery.smtp.protocol import Exchange
from blog.delivery.smtp.reply_parser import BrokenPeer

PIECE_BYTES = 65536
AGAIN = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
NOW_DONE = b"QUIT\r\n"


class Line:
    """Carries messages until it is worn, silent for too long, or lost.

    Args:
        host: the connection as Flask-Mail opened it, greeted and signed in.
        left: messages that it may carry.
        timeout: longest wait for any answer, in seconds.
    """

    def __init__(self, host: smtplib.SMTP, *, left: int, timeout: float) -> None:
        if host.sock is None:
            raise BrokenPeer("not connected")
        self.sock = host.sock
        self.sock.setblocking(False)
        self.exchange = Exchange(is_pipelining=host.has_extn("pipelining"))
        self.left = left
        self.timeout = timeout
        self.answered = 0
        self.deadline = 0.0
        self.is_open = True
        self.words = ""
        """Why it is not open any more."""

    @property
    def has_room(self) -> bool:
        """Return whether another message may be named on it."""
        return self.is_open and self.left > 0 and self.exchange.has_room

    @property
    def is_worn(self) -> bool:
        """Return whether it has carried all that it may."""
        return self.is_open and self.left <= 0 and self.exchange.is_idle

    @property
    def has_to_write(self) -> bool:
        """Return whether bytes wait to be sent."""
        return self.is_open and bool(self.exchange.out)

    def name(self, parcel: Parcel) -> None:
        """Tell the relay about the next message, as soon as bytes are sent."""
        if self.exchange.is_idle:
            self.wait_anew()
        self.left -= 1
        self.exchange.name(parcel)

    def write(self) -> None:
        """Send what can be sent without waiting."""
        out = self.exchange.out
        try:
            while out and self.is_open:
                del out[: self.sock.send(out)]
                self.wait_anew()
        except AGAIN:
            return
        except OSError as error:
            self.end(f"{type(error).__name__}: {error}")

    def read(self) -> None:
        """Read what has come in; the events stand in the exchange."""
        try:
            while self.is_open and self.take(self.sock.recv(PIECE_BYTES)):
                pass
        except AGAIN:
            return
        except BrokenPeer as error:
            self.end(str(error))
        except OSError as error:
            self.end(f"{type(error).__name__}: {error}")

    def take(self, data: bytes) -> bool:
        """Understand *data*; return whether more may be there, which a selector cannot see inside TLS."""
        if not data:
            self.end("connection closed")
            return False
        before = len(self.exchange.expected)
        self.exchange.feed(data)
        if len(self.exchange.expected) < before:
            self.wait_anew()
        return isinstance(self.sock, ssl.SSLSocket) or len(data) == PIECE_BYTES

    def take_events(self) -> list[Event]:
        """Return what has happened since the last call."""
        events, self.exchange.events = self.exchange.events, []
        return events

    def wait_anew(self) -> None:
        """Begin to count the time to the next answer."""
        self.deadline = time.monotonic() + self.timeout

    def expire(self, now: float) -> None:
        """End the line if the relay has been silent for too long; *now* is monotonic."""
        if self.is_open and self.exchange.expected and now > self.deadline:
            self.end("timed out")

    def end(self, words: str) -> None:
        """Use it no more; what was under way is lost. Who watches the socket closes it."""
        if self.is_open:
            self.is_open, self.words = False, words
            self.exchange.end(words)

    def quit(self) -> None:
        """Take leave; the relay's answer is of no interest."""
        if self.is_open:
            with suppress(OSError):
                self.sock.send(NOW_DONE)
            self.end("worn")
