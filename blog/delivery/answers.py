"""What the server sends, cut into replies; nothing it sends can fill the memory."""

from blog.delivery.replies import Reply, read_text

LONGEST_LINE = 4096
"""Bytes; RFC 5321 4.5.3.1.5 allows 512."""
MOST_LINES = 100


class BrokenPeer(Exception):
    """The other side does not speak SMTP, or speaks without end."""


class Answers:
    """Reads replies (RFC 5321 4.2) from pieces of any size."""

    def __init__(self) -> None:
        self.rest = b""
        self.texts: list[bytes] = []
        """The lines so far of a reply that has several."""

    def feed(self, data: bytes) -> list[Reply]:
        """Return the replies that are complete with *data*.

        Raises:
            BrokenPeer: a line or a reply is too long, or is none.
        """
        *lines, self.rest = (self.rest + data).split(b"\n")
        if len(self.rest) > LONGEST_LINE:
            raise BrokenPeer("a line without end")
        return [reply for line in lines if (reply := self.read(line)) is not None]

    def read(self, line: bytes) -> Reply | None:
        """Return the reply that *line* completes, or None while more lines follow."""
        code, mark = line[:3], line[3:4]
        if not (code.isdigit() and b"200" <= code < b"600" and mark in {b"", b" ", b"-", b"\r"}):
            raise BrokenPeer(f"no SMTP answer: {read_text(line[:80])}")
        self.texts.append(line[4:])
        if mark == b"-":
            if len(self.texts) > MOST_LINES:
                raise BrokenPeer("an answer without end")
            return None
        text, self.texts = b" ".join(self.texts), []
        return Reply(int(code), read_text(text.rstrip()))
