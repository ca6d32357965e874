"""The encoding of a list that another program saved."""

import codecs
from typing import BinaryIO

from flask_babel import gettext as _

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BLOCK = 1 << 20


class UnreadableCsv(Exception):
    """The file is no CSV of readers; the text is the reason."""


def find_encoding(stream: BinaryIO) -> str:
    """Return UTF-8 or UTF-16 where the file says so or fits, else Windows-1252, the Latin-1 that programs write.

    Raises:
        UnreadableCsv: it is none of them.
    """
    stream.seek(0)
    head = stream.read(BLOCK // 1024)
    if not head.strip():
        raise UnreadableCsv(_("The file is empty."))
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableCsv(_("This is a workbook or an archive. Please save the sheet as CSV."))
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    for encoding in [marked] if marked else [*guess_utf_16(head), "utf-8", "cp1252"]:
        if is_decodable(stream, encoding):
            return encoding
    raise UnreadableCsv(_("The file is not text in UTF-8, UTF-16 or Latin-1. Please save it as UTF-8."))


def guess_utf_16(head: bytes) -> list[str]:
    """Return the byte order of UTF-16 without a mark, where every second byte is nought, as in letters of Europe."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = len(head) // 4
    return ["utf-16-le"] if odd > enough > even else ["utf-16-be"] if even > enough > odd else []


def is_decodable(stream: BinaryIO, encoding: str) -> bool:
    """Return whether the whole of *stream* is text in *encoding*."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    try:
        while block := stream.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
