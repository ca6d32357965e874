"""Header lines written so that nothing in them can become another header, and no long link is torn.

The standard library's own folding (Python 3.11) turns a long link into
encoded words, which mail programs do not read back, and drops spaces between
encoded words of a name; so each value is encoded here and kept as it is.
"""

import re
import unicodedata
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP

POLICY = SMTP.clone(refold_source="none", cte_type="7bit")
"""Lines end with CRLF; headers stand as they were encoded; bodies are 7bit or quoted-printable."""
LINE_LENGTH = 76
UNSAFE_IN_NAME = re.compile(r"[^\w\s'-]|_")


class UnsafeHeader(ValueError):
    """A header value holds a line break or another control character."""


def set_text(message: EmailMessage, name: str, value: str) -> None:
    """Set a header that people read, folded and encoded (RFC 2047)."""
    refuse_controls(name, value)
    is_plain = value.isascii() and "=?" not in value
    charset = "us-ascii" if is_plain else "utf-8"
    encoded = Header(value, charset, maxlinelen=LINE_LENGTH, header_name=name).encode()
    put(message, name, encoded.lstrip())  # A first word too long for the first line would leave that line empty.


def set_token(message: EmailMessage, name: str, value: str) -> None:
    """Set a header that programs read: ASCII, on one line.

    Raises:
        UnsafeHeader: the value is not ASCII, too long for a line or holds a control character.
    """
    refuse_controls(name, value)
    if not value.isascii() or len(name) + len(value) > 900:
        raise UnsafeHeader(name)
    put(message, name, value)


def set_mailbox(message: EmailMessage, name: str, display: str, address: str) -> None:
    """Set From or To: the *display* name without the marks that could part it into two addresses."""
    refuse_controls(name, display + address)
    if not address.isascii() or any(mark in address for mark in '<>,;:()" '):
        raise UnsafeHeader(name)
    words = " ".join(UNSAFE_IN_NAME.sub(" ", display).split())
    encoded = Header(words, "us-ascii" if words.isascii() else "utf-8", maxlinelen=LINE_LENGTH, header_name=name)
    put(message, name, f"{encoded.encode()} <{address}>" if words else address)


def refuse_controls(name: str, value: str) -> None:
    """Raise UnsafeHeader when *value* is more than one line, or not text at all.

    Marks such as the zero-width joiner stay: scripts need them.
    """
    if any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in value):
        raise UnsafeHeader(name)


def put(message: EmailMessage, name: str, encoded: str) -> None:
    """Keep *encoded* as it stands: set_raw is the one way around the library's folding."""
    message.set_raw(name, encoded)
