"""Encode header lines so that no value can start another header, and no long link is broken.

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
"""Printable ASCII without the characters that end an address: < > , ; : ( ) " and backslash."""


class UnsafeHeader(ValueError):
    """A header value holds a line break or another control character."""


def text_header(name: str, value: str) -> str:
    """Return an unstructured header, folded and encoded (RFC 2047), without the last line break."""
    reject_control_characters(name, value)
    is_plain = value.isascii() and "=?" not in value
    return f"{name}: {encode(name, value, is_plain=is_plain)}"


def token_header(name: str, value: str) -> str:
    """Return a structured header: ASCII, on one line.

    Raises:
        UnsafeHeader: the value is not ASCII, too long for a line or holds a control character.
    """
    reject_control_characters(name, value)
    if not value.isascii() or len(name) + len(value) > 900:
        raise UnsafeHeader(name)
    return f"{name}: {value}"


def mailbox_header(name: str, display: str, address: str) -> str:
    """Return From or To; characters that could start a second address are removed from the *display* name."""
    if not SAFE_ADDRESS.fullmatch(address):
        raise UnsafeHeader(name)
    if not display:
        return f"{name}: {address}"
    reject_control_characters(name, display)
    phrase = " ".join(UNSAFE_IN_NAME.sub(" ", display).split())
    if not phrase:
        return f"{name}: {address}"
    if not phrase.isascii() or len(name) + len(phrase) > LINE_LENGTH:
        phrase = encode(name, phrase, is_plain=phrase.isascii())
    last_line = len(phrase) - phrase.rfind("\n") + len(name)
    fold = " " if last_line + len(address) < LINE_LENGTH else "\r\n "
    return f"{name}: {phrase}{fold}<{address}>"


def encode(name: str, value: str, *, is_plain: bool) -> str:
    """Return *value* as it stands after "name: ", on as many lines as it takes."""
    header = Header(value, "us-ascii" if is_plain else "utf-8", maxlinelen=LINE_LENGTH, header_name=name)
    # A first word too long for the first line would leave that line empty.
    return header.encode(linesep="\r\n").lstrip()


def reject_control_characters(name: str, value: str) -> None:
    """Raise UnsafeHeader when *value* is more than one line, or not text at all.

    Format characters such as the zero-width joiner are allowed: scripts need them.
    """
    if value.isascii() and value.isprintable():
        return
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise UnsafeHeader(name)
