"""Signed requests of machines: what came, when, from somebody who holds the key."""

import hmac
import re
from datetime import datetime
from hashlib import sha256

ALLOWED_SECONDS = 300
"""A request that is older, or from further in the future, may be a repeat by somebody else."""
SECONDS = re.compile(r"[0-9]{1,12}")


def sign(key: str, timestamp: str, body: bytes) -> str:
    """Return the signature of *body* at *timestamp*, in seconds since 1970: HMAC-SHA256 over both and a dot between."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def is_signed(key: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Return whether somebody who holds *key* signed *body* within five minutes of *now*."""
    if not SECONDS.fullmatch(timestamp) or abs(now.timestamp() - int(timestamp)) > ALLOWED_SECONDS:
        return False
    expected = sign(key, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
