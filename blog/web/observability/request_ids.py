"""Request ids: the one that a proxy or a tracer in front has given, or a new one.

An id from outside is kept when it is short and of safe characters, so that the
log of a proxy, ours and a trace can be joined. It is only printed, never trusted.
"""

import re
import uuid
from collections.abc import Mapping
from typing import Any

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?")
"""Version, trace id, parent id and flags. Source: W3C Trace Context 3.2.2."""
MAX_TRACEPARENT = 256


def read_trace_id(environ: Mapping[str, Any]) -> str | None:
    """Return the trace id (32 hexadecimal digits) of a valid traceparent header, or None."""
    sent = environ.get("HTTP_TRACEPARENT", "")
    match = TRACEPARENT.fullmatch(sent) if len(sent) <= MAX_TRACEPARENT else None
    return match[1] if match else None


def read_request_id(environ: Mapping[str, Any]) -> str | None:
    """Return the id that X-Request-ID names, or else the trace id, or None."""
    sent = environ.get("HTTP_X_REQUEST_ID")
    if sent is not None and REQUEST_ID.fullmatch(sent):
        return str(sent)
    return read_trace_id(environ)


def make_request_id() -> str:
    """Return a new id of 12 hexadecimal digits."""
    return uuid.uuid4().hex[:12]
