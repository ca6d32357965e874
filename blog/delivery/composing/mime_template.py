"""A letter cast into bytes once, so that addressing it to one more person costs microseconds.

The random *mark* stands in text and HTML where the token of the person goes.
Quoted-printable puts it on a line of its own (a soft line break before and
after), so that no token changes how anything else is folded.
"""

import re
from binascii import b2a_qp
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from blog.delivery.composing.dkim import Signer, canonical_body, canonical_header
from blog.delivery.composing.mail_headers import text_line, token_line
from blog.delivery.composing.mail_rendering import Letter

LINE = 72
LONGEST_LINE = 76
"""Of quoted-printable, with the mark of a soft line break (RFC 2045 6.7)."""
SOFT_BREAK = b"=\r\n"
DOT_AT_START = re.compile(rb"(?<=\n)\.")


class Mould:
    """One letter, ready but for the person: the same bytes for everybody, parted where the token goes.

    Args:
        letter: what it says, with *mark* in the place of the token.
        sender: the From line.
        mark: stands nowhere else in the letter, which a random one ensures.
        host: of the site, for List-Id.
        leave_url: with *mark*; for letters to a list alone.
        signer: signs each message, or None.
    """

    def __init__(
        self, letter: Letter, *, sender: str, mark: str, host: str, leave_url: str = "", signer: Signer | None = None
    ) -> None:
        self.signer = signer
        boundary = sha256(f"{mark}{letter.subject}".encode()).hexdigest()[:24]
        self.fixed = [
            sender,
            text_line("Subject", letter.subject),
            token_line("Auto-Submitted", "auto-generated"),
            token_line("MIME-Version", "1.0"),
            token_line("Content-Type", f'multipart/alternative; boundary="=_{boundary}"'),
        ]
        self.leave: list[str] = []
        if letter.is_list:
            self.fixed.append(token_line("List-Id", f"<alerts.{host}>"))
            self.fixed.append(token_line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
            self.leave = token_line("List-Unsubscribe", f"<{leave_url}>").split(mark)
        self.pieces = encode_body(letter, boundary, mark)
        self.prepare()

    def prepare(self) -> None:
        """Make once what each message needs: stuffed pieces to send, canonical ones to sign."""
        self.head = "".join(f"{line}\r\n" for line in self.fixed)
        self.names = [line.partition(":")[0] for line in self.fixed]
        self.signed = b"".join(canonical_header(line) for line in self.fixed)
        self.canonical = [canonical_body(piece) for piece in self.pieces]
        # Each piece but the first begins a line, as the token before it ended one.
        stuffed = [DOT_AT_START.sub(b"..", piece) for piece in self.pieces]
        self.stuffed = [b"." + piece if piece.startswith(b".") else piece for piece in stuffed]
        self.second, self.date = 0, ""

    def fill(self, to: str, message_id: str, token: str, now: datetime) -> bytes:
        """Return the message as DATA takes it: dots doubled, with the final dot.

        Args:
            to: the To line, made by headers.mailbox_line.
            message_id: the line of that name.
            token: of the person, in ASCII; "" in letters to no list.
            now: the time of writing.
        """
        lines = [to, self.date_line(now), message_id]
        if self.leave:
            lines.append(token.join(self.leave))
        wrapped = wrap_token(token)
        more = "\r\n".join(lines)
        signature = f"{self.sign(self.signer, lines, wrapped, now)}\r\n" if self.signer else ""
        return f"{signature}{self.head}{more}\r\n\r\n".encode() + wrapped.join(self.stuffed) + b".\r\n"

    def sign(self, signer: Signer, lines: list[str], token: bytes, now: datetime) -> str:
        """Return the DKIM-Signature line over the fixed lines, *lines* and the body."""
        names = [*self.names, *(line.partition(":")[0] for line in lines)]
        headers = self.signed + b"".join(canonical_header(line) for line in lines)
        return signer.sign(names, headers, sha256(token.join(self.canonical)).digest(), now)

    def date_line(self, now: datetime) -> str:
        """Return the Date line, made once a second."""
        second = int(now.timestamp())
        if second != self.second:
            self.second, self.date = second, f"Date: {format_datetime(now)}"
        return self.date


def encode_body(letter: Letter, boundary: str, mark: str) -> list[bytes]:
    """Return the body of *letter*, both its parts, cut where the token goes."""
    parts: list[bytes] = [b""]
    for kind, content in (("plain", letter.text), ("html", letter.html)):
        flowed = "; format=flowed" if kind == "plain" else ""
        head = (
            f'--=_{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"{flowed}\r\n'
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        first, *others = encode_pieces(content.split(mark))
        parts[-1] += head.encode() + first
        parts += others
        parts[-1] += b"\r\n"
    parts[-1] += f"--=_{boundary}--\r\n".encode()
    return parts


def encode_pieces(pieces: list[str]) -> list[bytes]:
    """Return *pieces* in quoted-printable (RFC 2045 6.7), with soft line breaks where they were cut."""
    encoded = [as_quoted_printable(piece) for piece in pieces]
    return [*(end_softly(piece) for piece in encoded[:-1]), encoded[-1]]


def end_softly(piece: bytes) -> bytes:
    """Return *piece* with a soft line break at its end, which is the slash before the token."""
    is_full = len(piece) - piece.rfind(b"\n") > LONGEST_LINE
    return (piece[:-1] + SOFT_BREAK + piece[-1:] if is_full else piece) + SOFT_BREAK


def as_quoted_printable(text: str) -> bytes:
    """Return *text* in lines of at most 76 ASCII letters that end with CRLF."""
    encoded = b2a_qp(text.encode("utf-8", "replace"), istext=True)
    return encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def wrap_token(token: str) -> bytes:
    """Return *token* on lines of its own; what follows it begins on a new line.

    A dot at the start of a line is written in another way, so that it needs no doubling (RFC 5321 4.5.2).
    """
    text = token.encode()
    lines = [text[start : start + LINE] + SOFT_BREAK for start in range(0, len(text), LINE)]
    return b"".join(lines).replace(b"\n.", b"\n=2E")
