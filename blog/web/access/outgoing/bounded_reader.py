"""What a server of mail sends, read within a limit of time and of bytes for each answer."""

import socket
from time import monotonic

from blog.web.access.outgoing.outside_network import seconds_until

BLOCK_BYTES = 16 * 1024


class BoundedReader:
    """A file of a socket for libraries that wait for each byte as long as for a whole answer, and keep all that comes.

    Args:
        sock: a blocking socket; its own timeout is kept.
        seconds: how long one answer may take.
        max_bytes: how long one answer may be.
    """

    def __init__(self, sock: socket.socket, seconds: float, max_bytes: int) -> None:
        self.sock, self.seconds, self.max_bytes = sock, seconds, max_bytes
        self.buffer = bytearray()
        self.begin_answer()

    def begin_answer(self) -> None:
        """Count time and bytes from now on."""
        self.ends_at, self.left = monotonic() + self.seconds, self.max_bytes

    def readline(self, limit: int) -> bytes:
        """Return the next line, or *limit* bytes of it; b"" at the end.

        Raises:
            OSError: it does not come in time, or the answer is too long.
        """
        looked = 0
        while (end := self.buffer.find(b"\n", looked)) < 0 and len(self.buffer) < limit:
            looked = len(self.buffer)
            if not self.receive():
                break
        return self.take(min(end + 1 if end >= 0 else len(self.buffer), limit))

    def read(self, size: int) -> bytes:
        """Return the next *size* bytes, fewer at the end; raises OSError as readline does."""
        while len(self.buffer) < size and self.receive():
            pass
        return self.take(size)

    def take(self, size: int) -> bytes:
        """Return the first *size* bytes that are here, which are read now."""
        taken = bytes(self.buffer[:size])
        del self.buffer[:size]
        return taken

    def receive(self) -> bool:
        """Wait for more; return whether something came."""
        usual = self.sock.gettimeout()
        self.sock.settimeout(seconds_until(self.ends_at))
        try:
            data = self.sock.recv(BLOCK_BYTES)
        finally:
            self.sock.settimeout(usual)
        self.left -= len(data)
        if self.left < 0:
            raise ConnectionAbortedError("an answer without end")
        self.buffer += data
        return bool(data)

    def close(self) -> None:
        """Forget what was not read; the socket is its owner's."""
        self.buffer.clear()
