"""What the server sends, cut into replies; nothing it sends can fill the memory."""

from functools import lru_cache

from blog.delivery.smtp.replies import Reply, read_text

LONGEST_LINE = 4096
"""Bytes; RFC 5321 4.5.3.1.5 allows 512."""
MOST_LINES = 100
MOST_REMEMBERED = 64
"""Replies that are alike from message to message, such as "250 2.1.0 Ok"."""


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
        if not self.texts and line[3:4] == b" ":
            return read_whole(line)
        code = read_code(line)
        self.texts.append(line[4:])
        if line[3:4] == b"-":
            if len(self.texts) > MOST_LINES:
                raise BrokenPeer("an answer without end")
            return None
        words, self.texts = b" ".join(self.texts), []
        return Reply(code, read_text(words.rstrip()))


@lru_cache(MOST_REMEMBERED)
def read_whole(line: bytes) -> Reply:
    """Return the reply that is this one line."""
    return Reply(read_code(line), read_text(line[4:].rstrip()))


def read_code(line: bytes) -> int:
    """Return the code at the start of *line*."""
    code, mark = line[:3], line[3:4]
    if not (code.isdigit() and b"200" <= code < b"600" and mark in {b"", b" ", b"-", b"\r"}):
        raise BrokenPeer(f"no SMTP answer: {read_text(line[:80])}")
    return int(code)
