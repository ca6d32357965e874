"""MIME parser with bounded time and memory, for messages from untrusted senders.

The standard library's parser recurses into parts and joins parameters in
quadratic time; anyone can send a bounce, so this parser limits bytes, parts,
depth and lines.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_BYTES = 512 * 1024
"""Of a report: our own messages are far smaller, and the report precedes the returned message."""
MAX_PARTS = 30
MAX_DEPTH = 4
MAX_HEADER_LINES = 400
"""Lines of one header section."""
MAX_LINE_LENGTH = 2000

ADDRESS = re.compile(
    r"[^\s<>\"',;:()\[\]\uff1a\uff0c\uff1b\uff08\uff09][^\s<>\",;:()\[\]\uff1a\uff0c\uff1b\uff08\uff09]{0,199}"
    r"@[A-Za-z0-9.-]{0,199}[A-Za-z0-9]"
)
"""An address in running text; an apostrophe may stand in it, but not first, where it is a quotation mark.

Nor does punctuation of Chinese and Japanese belong to it, which stands without a space.
"""
FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*(.*)")
BOUNDARY = re.compile(r"""boundary[ \t]*=[ \t]*(?:"([^"]{1,200})"|([^\s";]{1,200}))""", re.IGNORECASE)


CHARSET = re.compile(r"""charset[ \t]*=[ \t]*"?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
KNOWN_CHARSETS = re.compile(
    r"(?:iso-8859-\d{1,2}|windows-(?:125\d|874|31j)|koi8-[ru]|iso-2022-(?:jp|kr)|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030"
    r"|big5|ks_c_5601-1987)",
    re.IGNORECASE,
)
"""Character sets of text that are decoded; all others, whose codecs may be slow, are read as UTF-8."""


class HeaderFields:
    """Fields of one header section, with case-insensitive names."""

    def __init__(self, text: str) -> None:
        self.values: dict[str, list[str]] = {}
        for name, value in read_fields(text):
            self.values.setdefault(name.casefold(), []).append(value)

    def __getitem__(self, name: str) -> str:
        """Return the first value of *name*, empty when there is none."""
        return self.all(name)[0] if self.all(name) else ""

    def all(self, name: str) -> list[str]:
        """Return every value of *name*."""
        return self.values.get(name, [])

    @property
    def content_type(self) -> str:
        """Return the media type in lower case, text/plain when none is given (RFC 2045 5.2)."""
        return self["content-type"].partition(";")[0].strip().casefold() or "text/plain"


@dataclass(frozen=True)
class MimePart:
    """One part: its header fields, and its body without the transfer encoding."""

    fields: HeaderFields
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text by its character set; what is invalid in that is replaced."""
        named = CHARSET.search(self.fields["content-type"])
        charset = named[1] if named and KNOWN_CHARSETS.fullmatch(named[1]) else "utf-8"
        try:
            return self.body.decode(charset, "replace").replace("\x00", "")
        except LookupError:
            return self.body.decode("utf-8", "replace").replace("\x00", "")


def read_fields(text: str) -> Iterator[tuple[str, str]]:
    """Return names and unfolded values of the fields in *text*; lines that are no fields are skipped."""
    unfolded: list[str] = []
    for line in text.splitlines()[:MAX_HEADER_LINES]:
        short = line[:MAX_LINE_LENGTH]
        if short[:1] in {" ", "\t"} and unfolded and len(unfolded[-1]) < MAX_LINE_LENGTH:
            unfolded[-1] += " " + short.strip()
        else:
            unfolded.append(short)
    for line in unfolded:
        found = FIELD.match(line)
        if found:
            yield found[1], found[2].strip()


def split_message(data: bytes) -> list[MimePart]:
    """Return the message and its parts, in order, down to MAX_DEPTH levels; the first is the message itself.

    Zero bytes are left out (RFC 5322 4): Postgres cannot even look for an address with one.
    """
    plain = data[:MAX_BYTES].replace(b"\0", b"").replace(b"\r\n", b"\n")
    return list(walk_parts(plain, MAX_DEPTH, [MAX_PARTS]))


def walk_parts(data: bytes, depth: int, remaining: list[int]) -> Iterator[MimePart]:
    """Yield *data* as a part, then its parts; *remaining* counts down over all levels."""
    remaining[0] -= 1
    part = read_part(data)
    yield part
    boundary = BOUNDARY.search(part.fields["content-type"])
    if not (depth and boundary and part.fields.content_type.startswith("multipart/")):
        return
    marker = b"\n--" + (boundary[1] or boundary[2]).encode("utf-8", "replace")
    for piece in (b"\n" + part.body).split(marker, MAX_PARTS)[1:]:
        if piece.startswith(b"--") or remaining[0] <= 0:
            return
        yield from walk_parts(piece.partition(b"\n")[2], depth - 1, remaining)


def read_part(data: bytes) -> MimePart:
    """Return *data* split at the first empty line; a part that begins with one has no fields."""
    head, _, body = (b"\n" + data).partition(b"\n\n")
    fields = HeaderFields(head[: MAX_HEADER_LINES * MAX_LINE_LENGTH].decode("utf-8", "replace").strip("\n"))
    return MimePart(fields, decode(body, fields["content-transfer-encoding"]))


def decode(body: bytes, encoding: str) -> bytes:
    """Return *body* without its transfer encoding, or as it is when that is broken (RFC 2045 6)."""
    try:
        match encoding.strip().casefold():
            case "base64":
                return binascii.a2b_base64(body)
            case "quoted-printable":
                return binascii.a2b_qp(body)
    except binascii.Error:
        pass
    return body
