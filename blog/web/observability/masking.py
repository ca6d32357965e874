"""Masking of log lines: no password, no token and no full address (defences D21)."""

import logging
import re
from collections.abc import Mapping, MutableMapping
from typing import Any

SECRET_KEY = re.compile(r"passw|token|secret|authorization|cookie", re.IGNORECASE)
BETWEEN = r"\s@<>()\"'=,;:&%/?"
"""What stands between an address and the text around it, or the next address: in lists, links and queries."""
ADDRESS = re.compile(rf"(?<![^{BETWEEN}])([^{BETWEEN}]{{1,2}})[^{BETWEEN}]*(?:@|%40)([^{BETWEEN}]+)")
"""It begins after a separator alone, so that a line of any length is looked at once."""
TOKEN = re.compile(r"(?:\bW[yz]|\.eJ)[\w-]+\.[\w.-]{8,}")
"""A token of web.links: base64url of a JSON list, which begins with [" or a digit, or packed; and what signs it."""
REQUEST_TARGET = re.compile(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT) [^\s\"']+")


def hide_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return *event* without passwords, tokens and full addresses."""
    for key, value in event.items():
        event[key] = "[hidden]" if SECRET_KEY.search(key) else hide_within(value)
    return event


def hide_within(value: Any) -> Any:
    """Return *value* masked, and whatever it holds."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        return {key: "[hidden]" if SECRET_KEY.search(str(key)) else hide_within(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [hide_within(inner) for inner in value]
    return value if isinstance(value, int | float | None) else mask(str(value))


def mask(text: str) -> str:
    """Return *text* with addresses as "an***@example.org" and without tokens."""
    return TOKEN.sub("[hidden]", ADDRESS.sub(r"\1***@\2", text))


class MaskingFilter(logging.Filter):
    """Masks what libraries log by themselves: paths of requests, and tokens and addresses in messages and traces."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the finished message and the trace of *record* and let it through."""
        record.msg, record.args = mask(REQUEST_TARGET.sub(r"\1 [hidden]", record.getMessage())), ()
        if record.exc_info:
            record.exc_text = mask(logging.Formatter().formatException(record.exc_info))
        return True
