"""The encoding of a list that another program saved."""

import codecs
import re
from typing import BinaryIO

from flask_babel import gettext as _

from blog.subscriptions.import_export.programs.column_names import NAMES, fold_word

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
BLOCK = 1 << 20
WINDOWS = ("cp1252", "cp1250", "cp1251")
"""What spreadsheets save as CSV in Western Europe, in its middle, and where Cyrillic is written."""
CYRILLIC_WORD = re.compile(rb"[\xa5\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf-\xff]{3,}")
MISPLACED = re.compile(r"(?<=[^\W\d_])[^\w\s\0-\x7f‘’“”–—…«»·°€¿¡ªº]|[^\w\s\0-\x7f‘’“”–—…«»·°€¿¡ªº](?=[^\W\d_])")
"""A sign beside a letter where no language has one: the encoding is another."""


class UnreadableCsv(Exception):
    """The file is no CSV of readers; the text is the reason."""


def find_encoding(stream: BinaryIO) -> str:
    """Return UTF-8 or UTF-16 where the file says so or fits, else the likeliest of those that Windows writes.

    Raises:
        UnreadableCsv: it is none of them.
    """
    stream.seek(0)
    head = stream.read(BLOCK // 16)
    if not head.strip():
        raise UnreadableCsv(_("The file is empty."))
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableCsv(_("This is a workbook or an archive. Please save the sheet as CSV."))
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if head.startswith(mark)), None)
    for encoding in [marked] if marked else [*guess_utf_16(head[:1024]), "utf-8", guess_windows(head), "cp1252"]:
        if is_decodable(stream, encoding):
            return encoding
    raise UnreadableCsv(_("The file is not text in UTF-8, UTF-16 or Latin-1. Please save it as UTF-8."))


def guess_utf_16(head: bytes) -> list[str]:
    """Return the byte order of UTF-16 without a mark, where every second byte is nought, as in letters of Europe."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    enough = len(head) // 4
    return ["utf-16-le"] if odd > enough > even else ["utf-16-be"] if even > enough > odd else []


def guess_windows(head: bytes) -> str:
    """Return the encoding in which the headings are known, words are words, and no sign stands among letters."""
    letters = sum(byte >= 0xC0 for byte in head)
    is_cyrillic = 2 * sum(map(len, CYRILLIC_WORD.findall(head))) > letters > 0

    def rate(encoding: str) -> tuple[int, bool, int]:
        text = head.decode(encoding, "replace")
        headings = [fold_word(word) for word in re.split(r"[,;\t|]", text.strip().split("\n", 1)[0])]
        fits = (encoding == "cp1251") == is_cyrillic
        return sum(NAMES.get(word, "") != "" for word in headings), fits, -len(MISPLACED.findall(text))

    return max(WINDOWS, key=rate)


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
