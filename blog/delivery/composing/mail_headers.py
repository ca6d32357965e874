"""Header lines written so that nothing in them can become another header, and no long link is torn.

The standard library's own folding (Python 3.11) turns a long link into
encoded words, which mail programs do not read back, and drops spaces between
encoded words of a name; so each line is encoded here and stays as it is.
"""

import re
import unicodedata
from email.header import Header

LINE_LENGTH = 76
UNSAFE_IN_NAME = re.compile(r"[^\w\s'-]|_")
SAFE_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?-Z\[\]-~]+")
"""Every ASCII character that is seen, but the marks that could part it into two: < > , ; : ( ) " and backslash."""


class UnsafeHeader(ValueError):
    """A header value holds a line break or another control character."""


def text_line(name: str, value: str) -> str:
    """Return a header that people read, folded and encoded (RFC 2047), without the last line break."""
    refuse_controls(name, value)
    is_plain = value.isascii() and "=?" not in value
    return f"{name}: {encode(name, value, is_plain=is_plain)}"


def token_line(name: str, value: str) -> str:
    """Return a header that programs read: ASCII, on one line.

    Raises:
        UnsafeHeader: the value is not ASCII, too long for a line or holds a control character.
    """
    refuse_controls(name, value)
    if not value.isascii() or len(name) + len(value) > 900:
        raise UnsafeHeader(name)
    return f"{name}: {value}"


def mailbox_line(name: str, display: str, address: str) -> str:
    """Return From or To: the *display* name without the marks that could part it into two addresses."""
    if not SAFE_ADDRESS.fullmatch(address):
        raise UnsafeHeader(name)
    if not display:
        return f"{name}: {address}"
    refuse_controls(name, display)
    words = " ".join(UNSAFE_IN_NAME.sub(" ", display).split())
    if not words:
        return f"{name}: {address}"
    if not words.isascii() or len(name) + len(words) > LINE_LENGTH:
        words = encode(name, words, is_plain=words.isascii())
    last_line = len(words) - words.rfind("\n") + len(name)
    fold = " " if last_line + len(address) < LINE_LENGTH else "\r\n "
    return f"{name}: {words}{fold}<{address}>"


def encode(name: str, value: str, *, is_plain: bool) -> str:
    """Return *value* as it stands after "name: ", on as many lines as it takes."""
    header = Header(value, "us-ascii" if is_plain else "utf-8", maxlinelen=LINE_LENGTH, header_name=name)
    # A first word too long for the first line would leave that line empty.
    return header.encode(linesep="\r\n").lstrip()


def refuse_controls(name: str, value: str) -> None:
    """Raise UnsafeHeader when *value* is more than one line, or not text at all.

    Marks such as the zero-width joiner stay: scripts need them.
    """
    if value.isascii() and value.isprintable():
        return
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise UnsafeHeader(name)
