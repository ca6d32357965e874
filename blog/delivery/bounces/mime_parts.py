"""A message from anybody, taken apart in bounded time.

The standard library's parser recurses into parts and joins parameters in
quadratic time; a bounce comes from whoever likes to send one, so this reader
looks at so many bytes, parts and levels, and no further.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 512 * 1024
"""Bytes of a report that are looked at: our own messages are far smaller, and the report stands before them."""
MOST_PARTS = 30
DEEPEST = 4
MOST_LINES = 400
"""Lines of one head."""
LONGEST_LINE = 2000

FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*(.*)")
BOUNDARY = re.compile(r"""boundary[ \t]*=[ \t]*(?:"([^"]{1,200})"|([^\s";]{1,200}))""", re.IGNORECASE)


class Fields:
    """The fields of one head, found whatever the case of their names."""

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
class Part:
    """One part: its fields, and its body as it stands, without the transfer encoding."""

    fields: Fields
    body: bytes

    @property
    def text(self) -> str:
        """Return the body as text; what is no UTF-8 is replaced, since only codes and addresses are looked for."""
        return self.body.decode("utf-8", "replace").replace("\x00", "")


def read_fields(text: str) -> Iterator[tuple[str, str]]:
    """Return names and unfolded values of the fields in *text*; a line that is no field ends nothing."""
    unfolded: list[str] = []
    for line in text.splitlines()[:MOST_LINES]:
        short = line[:LONGEST_LINE]
        if short[:1] in {" ", "\t"} and unfolded and len(unfolded[-1]) < LONGEST_LINE:
            unfolded[-1] += " " + short.strip()
        else:
            unfolded.append(short)
    for line in unfolded:
        found = FIELD.match(line)
        if found:
            yield found[1], found[2].strip()


def split_message(data: bytes) -> list[Part]:
    """Return the message and its parts, in order, down to DEEPEST levels; the first is the message itself."""
    return list(walk(data[:LARGEST].replace(b"\r\n", b"\n"), DEEPEST, [MOST_PARTS]))


def walk(data: bytes, depth: int, left: list[int]) -> Iterator[Part]:
    """Return *data* as a part and the parts within; *left* counts down over all levels."""
    left[0] -= 1
    part = read_part(data)
    yield part
    boundary = BOUNDARY.search(part.fields["content-type"])
    if not (depth and boundary and part.fields.content_type.startswith("multipart/")):
        return
    marker = b"\n--" + (boundary[1] or boundary[2]).encode("utf-8", "replace")
    for piece in (b"\n" + part.body).split(marker, MOST_PARTS)[1:]:
        if piece.startswith(b"--") or left[0] <= 0:
            return
        yield from walk(piece.partition(b"\n")[2], depth - 1, left)


def read_part(data: bytes) -> Part:
    """Return *data* parted at the first empty line; a part that begins with one has no fields."""
    head, _, body = (b"\n" + data).partition(b"\n\n")
    fields = Fields(head[: MOST_LINES * LONGEST_LINE].decode("utf-8", "replace").strip("\n"))
    return Part(fields, decode(body, fields["content-transfer-encoding"]))


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
