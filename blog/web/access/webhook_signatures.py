"""HMAC signatures of webhook requests, over a timestamp and the body."""

import hmac
import re
from datetime import datetime
from hashlib import sha256

ALLOWED_SECONDS = 300
"""Accepted clock difference; it bounds replay of a recorded request."""
SECONDS = re.compile(r"[0-9]{1,12}")


def sign(key: str, timestamp: str, body: bytes) -> str:
    """Return the signature of *body* at *timestamp*, in seconds since 1970: HMAC-SHA256 over both and a dot between."""
    return hmac.new(key.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()


def is_signed(key: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Return whether *signature* was made with *key* over *body*, at a *timestamp* within five minutes of *now*."""
    if not SECONDS.fullmatch(timestamp) or abs(now.timestamp() - int(timestamp)) > ALLOWED_SECONDS:
        return False
    expected = sign(key, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
