"""DKIM signatures (RFC 6376): RSA-SHA256, both canonicalizations relaxed, both List-Unsubscribe headers covered."""

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

LINE = 72
SPACES = re.compile(rb"[ \t]+")
SPACES_AT_END = re.compile(rb"[ \t]+(?=\r\n)")
SPACES_OR_FOLD = re.compile(r"[ \t\r\n]+")
LINE_ENDS = re.compile(r" (?=s=|h=|bh=|b=|[A-Z])")
"""The spaces of a signature's value that are written as a new line."""
FOLD = "\r\n "
NEVER_TWICE = ("From",)
"""Named once more than they occur, so that none can be added without breaking the signature (RFC 6376 8.15)."""


class Signer:
    """Signs with one key for one domain; the key is public in DNS at <selector>._domainkey.<domain>."""

    def __init__(self, domain: str, selector: str, key: RSAPrivateKey) -> None:
        self.domain = domain
        self.selector = selector
        self.key = key

    def sign(self, names: Iterable[str], headers: bytes, body_hash: bytes, now: datetime) -> str:
        """Return the DKIM-Signature line.

        Args:
            names: of the signed headers, in the order in which they stand in *headers*.
            headers: made by canonical_header, one after the other.
            body_hash: SHA-256 of the body made by canonical_body.
            now: the time of signing.
        """
        named = ":".join([*names, *NEVER_TWICE])
        middle = named.find(":", len(named) // 2) + 1
        value = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={self.domain}; s={self.selector}; t={int(now.timestamp())}; "
            f"h={named[:middle]} {named[middle:]}; bh={b64encode(body_hash).decode()}; b="
        )
        signature = self.key.sign(headers + f"dkim-signature:{value}".encode(), PKCS1v15(), SHA256())
        # Unfolding gives back each space, so that the line means what was signed.
        return f"DKIM-Signature: {LINE_ENDS.sub(FOLD, value)}{fold_signature(signature)}"


def fold_signature(signature: bytes) -> str:
    """Return *signature* in base64, on lines."""
    text = b64encode(signature).decode()
    return FOLD.join(text[start : start + LINE] for start in range(0, len(text), LINE))


def canonical_header(line: str) -> bytes:
    """Return a header line in relaxed form (RFC 6376 3.4.2), its line break included."""
    name, _, value = line.partition(":")
    return f"{name.lower().strip()}:{SPACES_OR_FOLD.sub(' ', value).strip()}\r\n".encode()


def canonical_body(body: bytes) -> bytes:
    """Return a body, or a part of it that begins and ends with a line, in relaxed form (RFC 6376 3.4.4).

    Bodies made here end with a line that is not empty, so nothing is cut off at the end.
    """
    return SPACES.sub(b" ", SPACES_AT_END.sub(b"", body))
