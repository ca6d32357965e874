"""The character set of a text, found from its beginning: what it declares is often not what it holds."""

import codecs
import re

HEAD_BYTES = 2**20
"""Of the beginning that is looked at."""
DECLARED = re.compile(rb"""<\?xml[^>]{1,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']""")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WESTERN = frozenset({"utf-8", "utf-16", "utf-32", "ascii", "iso8859-1"})
"""Declared sets of which bytes that do not fit are Windows-1252, as browsers read them."""
LONGEST = 4
"""Bytes of the longest character."""


def decoder_of(head: bytes) -> codecs.IncrementalDecoder:
    """Return what decodes a text that begins with *head*; no byte of it is lost.

    A mark at the beginning decides, then whether it is UTF-8, then what it
    declares. Single bytes that are no UTF-8 amid text that is are read alone.
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return codecs.getincrementaldecoder(name)("replace")
    if head[:4].strip(b"\n\r") and head[1:2] == b"\0" != head[:1]:
        return codecs.getincrementaldecoder("utf-16-le")("replace")
    if head[:1] == b"\0" != head[1:2]:
        return codecs.getincrementaldecoder("utf-16-be")("replace")
    name = declared_set(head)
    if name in WESTERN or is_utf8(head):
        return codecs.getincrementaldecoder("utf-8")(fallback_to("cp1252" if name in WESTERN else name))
    return codecs.getincrementaldecoder(name)("replace")


def declared_set(head: bytes) -> str:
    """Return the name of the set that *head* declares, UTF-8 where it declares none that is known."""
    found = DECLARED.search(head, 0, 4_000)
    try:
        info = codecs.lookup(found[1].decode("ascii") if found else "utf-8")
    except LookupError:
        return "utf-8"
    # Python counts encodings such as base64 among its codecs, which are no character sets.
    return info.name if getattr(info, "_is_text_encoding", True) else "utf-8"


def is_utf8(head: bytes) -> bool:
    """Return whether *head* is UTF-8, but for a character that its end may cut."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - LONGEST
    return True


def fallback_to(name: str) -> str:
    """Return the name of an error handler that reads bytes that are no UTF-8 as those of the set *name*."""
    handler = f"broadsheet-{name}"

    def read_alone(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        data = error.object[error.start : error.end]
        try:
            return data.decode(name), error.end
        except UnicodeDecodeError:
            return data.decode("latin-1"), error.end

    codecs.register_error(handler, read_alone)
    return handler
