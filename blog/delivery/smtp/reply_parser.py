"""Incremental parser of SMTP replies (RFC 5321 4.2), with bounded memory."""

from functools import lru_cache

from blog.delivery.smtp.replies import Reply, clean_reply_text

MAX_LINE_BYTES = 4096
"""RFC 5321 4.5.3.1.5 allows 512."""
MAX_LINES = 100
MAX_CACHED_REPLIES = 64
"""Replies that are alike from message to message, such as "250 2.1.0 Ok"."""


class SessionAborted(Exception):
    """The SMTP session cannot go on: the relay broke the protocol, or closed the service (421)."""


class ReplyParser:
    """Reads replies from chunks of any size."""

    def __init__(self) -> None:
        self.buffer = b""
        self.lines: list[bytes] = []
        """The texts so far of a multiline reply."""

    def feed(self, data: bytes) -> list[Reply]:
        """Return the replies that are complete with *data*.

        Raises:
            SessionAborted: a line or a reply is too long, or is no SMTP reply.
        """
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        if len(self.buffer) > MAX_LINE_BYTES:
            raise SessionAborted("a line without end")
        return [reply for line in lines if (reply := self.parse_line(line)) is not None]

    def parse_line(self, line: bytes) -> Reply | None:
        """Return the reply that *line* completes, or None while more lines follow."""
        if not self.lines and line[3:4] == b" ":
            return parse_single_line(line)
        code = parse_code(line)
        self.lines.append(line[4:])
        if line[3:4] == b"-":
            if len(self.lines) > MAX_LINES:
                raise SessionAborted("an answer without end")
            return None
        text, self.lines = b" ".join(self.lines), []
        return Reply(code, clean_reply_text(text.rstrip()))


@lru_cache(MAX_CACHED_REPLIES)
def parse_single_line(line: bytes) -> Reply:
    """Return the reply that is this one line."""
    return Reply(parse_code(line), clean_reply_text(line[4:].rstrip()))


def parse_code(line: bytes) -> int:
    """Return the reply code at the start of *line*."""
    code, separator = line[:3], line[3:4]
    if not (code.isdigit() and b"200" <= code < b"600" and separator in {b"", b" ", b"-", b"\r"}):
        raise SessionAborted(f"no SMTP answer: {clean_reply_text(line[:80])}")
    return int(code)
