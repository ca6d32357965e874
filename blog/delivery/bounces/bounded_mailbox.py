"""A connection to a mailbox that ends at its time, and on which each answer has an end."""

import imaplib
import ssl
from time import monotonic

from blog.delivery.bounces.mime_parts import MAX_BYTES
from blog.web.access.outgoing.bounded_reader import BoundedReader

MAX_ANSWER_BYTES = 2 * MAX_BYTES
"""A message, or the numbers of 150,000 unseen ones."""


class BoundedMailbox(imaplib.IMAP4_SSL):
    """imaplib's connection over TLS, which waits for each byte, and keeps all that comes.

    Args:
        host: the server.
        port: its port for TLS from the start.
        context: what verifies its certificate.
        seconds: longest wait for the connection.
        ends_at: when everything ends, on the monotonic clock.
    """

    def __init__(self, host: str, port: int, context: ssl.SSLContext, seconds: float, ends_at: float) -> None:
        self.ends_at = ends_at
        super().__init__(host, port, ssl_context=context, timeout=seconds)

    def open(self, host: str = "", port: int | None = None, timeout: float | None = None) -> None:
        """Connect."""
        super().open(host, port, timeout)
        self.reader = BoundedReader(self.sock, self.ends_at - monotonic(), MAX_ANSWER_BYTES)

    def read(self, size: int) -> bytes:
        """Return the next *size* bytes."""
        return self.reader.read(size)

    def readline(self) -> bytes:
        """Return the next line."""
        return self.reader.readline(MAX_ANSWER_BYTES)

    def allow_answer(self) -> None:
        """Let the next answer be as long as any other; the time is that of all of them."""
        self.reader.left = MAX_ANSWER_BYTES
