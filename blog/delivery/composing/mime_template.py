"""MIME template encoded once; only To, Date, Message-ID and the personal token are filled in per recipient.

The random *placeholder* stands in text and HTML where the token of the reader goes.
Quoted-printable puts it on a line of its own (a soft line break before and
after), so that no token changes how anything else is folded.
"""

import re
from binascii import b2a_qp
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from blog.delivery.composing.dkim import Signer, canonical_body, canonical_header
from blog.delivery.composing.mail_headers import mailbox_header, text_header, token_header
from blog.delivery.composing.mail_rendering import MailContent

LINE = 72
MAX_LINE_LENGTH = 76
"""Of quoted-printable, including the = of a soft line break (RFC 2045 6.7)."""
FLOWED = "; format=flowed"
SOFT_BREAK = b"=\r\n"
DOT_AT_START = re.compile(rb"(?<=\n)\.")


class MimeTemplate:
    """One mail without its recipient: the same bytes for all, split where the token goes.

    Args:
        mail: subject, text and HTML, with *placeholder* in the place of the token.
        sender: the From line.
        reply_to: the address that answers go to; "" for the sender's.
        placeholder: random, so that it occurs nowhere else in the mail.
        host: of the site, for List-Id.
        leave_url: what one click ends, with *placeholder*; only for list mail.
        signer: signs each message, or None.
    """

    def __init__(
        self,
        mail: MailContent,
        *,
        sender: str,
        reply_to: str = "",
        placeholder: str,
        host: str,
        leave_url: str = "",
        signer: Signer | None = None,
    ) -> None:
        self.signer = signer
        boundary = sha256(f"{placeholder}{mail.subject}".encode()).hexdigest()[:24]
        self.fixed = [
            sender,
            *([mailbox_header("Reply-To", "", reply_to)] if reply_to else []),
            text_header("Subject", mail.subject),
            token_header("Auto-Submitted", "auto-generated"),
            token_header("MIME-Version", "1.0"),
            *content_headers(mail, boundary),
        ]
        if mail.languages:
            self.fixed.append(token_header("Content-Language", ", ".join(mail.languages)))
        self.leave: list[str] = []
        if mail.is_list:
            self.fixed.append(token_header("List-Id", f"<alerts.{host}>"))
            self.fixed.append(token_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
            self.leave = token_header("List-Unsubscribe", f"<{leave_url}>").split(placeholder)
        self.pieces = encode_body(mail, boundary, placeholder)
        self.prepare()

    def prepare(self) -> None:
        """Compute what all messages share: dot-stuffed pieces to send, canonical ones to sign."""
        self.head = "".join(f"{line}\r\n" for line in self.fixed)
        self.names = [line.partition(":")[0] for line in self.fixed]
        self.signed = b"".join(canonical_header(line) for line in self.fixed)
        self.canonical = [canonical_body(piece) for piece in self.pieces]
        # Each piece but the first begins a line, as the token before it ended one.
        stuffed = [DOT_AT_START.sub(b"..", piece) for piece in self.pieces]
        self.stuffed = [b"." + piece if piece.startswith(b".") else piece for piece in stuffed]
        self.date_second, self.date = 0, ""

    def render(self, to: str, message_id: str, token: str, now: datetime) -> bytes:
        """Return the message in the form of DATA: dots doubled, with the final dot.

        Args:
            to: the To line, made by mail_headers.mailbox_header.
            message_id: the Message-ID line.
            token: of the reader, in ASCII; unused outside list mail.
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
        if second != self.date_second:
            self.date_second, self.date = second, f"Date: {format_datetime(now)}"
        return self.date


def content_headers(mail: MailContent, boundary: str) -> list[str]:
    """Return the lines that say what the body is: both forms of *mail*, or its text alone."""
    if mail.html:
        return [token_header("Content-Type", f'multipart/alternative; boundary="=_{boundary}"')]
    return [
        token_header("Content-Type", f'text/plain; charset="utf-8"{FLOWED}'),
        token_header("Content-Transfer-Encoding", "quoted-printable"),
    ]


def encode_body(mail: MailContent, boundary: str, placeholder: str) -> list[bytes]:
    """Return the body of *mail*, split where the token goes: multipart, or the text alone where there is no HTML."""
    if not mail.html:
        return encode_pieces(mail.text.split(placeholder))
    parts: list[bytes] = [b""]
    for kind, content in (("plain", mail.text), ("html", mail.html)):
        flowed = FLOWED if kind == "plain" else ""
        head = (
            f'--=_{boundary}\r\nContent-Type: text/{kind}; charset="utf-8"{flowed}\r\n'
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        first, *others = encode_pieces(content.split(placeholder))
        parts[-1] += head.encode() + first
        parts += others
        parts[-1] += b"\r\n"
    parts[-1] += f"--=_{boundary}--\r\n".encode()
    return parts


def encode_pieces(pieces: list[str]) -> list[bytes]:
    """Return *pieces* in quoted-printable (RFC 2045 6.7), with soft line breaks where they were split."""
    encoded = [to_quoted_printable(piece) for piece in pieces]
    return [*(add_soft_break(piece) for piece in encoded[:-1]), encoded[-1]]


def add_soft_break(piece: bytes) -> bytes:
    """Return *piece* with a soft line break at its end."""
    is_full = len(piece) - piece.rfind(b"\n") > MAX_LINE_LENGTH
    return (piece[:-1] + SOFT_BREAK + piece[-1:] if is_full else piece) + SOFT_BREAK


def to_quoted_printable(text: str) -> bytes:
    """Return *text* in quoted-printable: lines of at most 76 ASCII characters that end with CRLF."""
    encoded = b2a_qp(text.encode("utf-8", "replace"), istext=True)
    return encoded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def wrap_token(token: str) -> bytes:
    """Return *token* on lines of its own; what follows it begins on a new line.

    A dot at the start of a line is encoded, so that it needs no doubling (RFC 5321 4.5.2).
    """
    text = token.encode()
    lines = [text[start : start + LINE] + SOFT_BREAK for start in range(0, len(text), LINE)]
    return b"".join(lines).replace(b"\n.", b"\n=2E")
