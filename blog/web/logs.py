"""Structured logs: one line an event, with the request's id, and without anything secret (defences D21).

A request is named by the rule of its route, never by its path: a path may hold
a token, even one that no route matches, such as a link with a slash too many.
"""

import logging
import re
import time
import uuid
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, request

from blog.config.settings import settings_of

SECRET_KEY = re.compile(r"passw|token|secret|authorization|cookie", re.IGNORECASE)
ADDRESS = re.compile(r"([^\s@<>()\"'=,;:]{1,2})[^\s@<>()\"'=,;:]*(?:@|%40)([^\s@<>\"']+)")
TOKEN = re.compile(r"(?:\bW[yz]|\.eJ)[\w-]+\.[\w.-]{8,}")
"""A token of web.links: base64url of a JSON list, which begins with [" or a digit, or packed; and what signs it."""
REQUEST_TARGET = re.compile(r"\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT) [^\s\"']+")
LIBRARIES = ("werkzeug", "granian.access", "_granian", "flask_wtf.csrf")
"""Loggers of others that may write an address or a path."""


def init_logs(app: Flask) -> None:
    """Write logs as LOG_FORMAT says, and one line for each request."""
    configure_lines(settings_of(app).log_format)
    for name in LIBRARIES:
        library = logging.getLogger(name)
        if not any(isinstance(known, MaskingFilter) for known in library.filters):
            library.addFilter(MaskingFilter())
    app.before_request(begin_request)
    app.after_request(end_request)
    app.log_exception = log_exception  # type: ignore[method-assign]


def configure_lines(form: str) -> None:
    """Write each event as one line: key=value for a person, or *form* json for a machine."""
    renderer: Any = structlog.dev.ConsoleRenderer(colors=False)
    if form == "json":
        renderer = structlog.processors.JSONRenderer()
    wrapper = structlog.make_filtering_bound_logger(logging.INFO)
    structlog.configure(processors=processors(renderer), wrapper_class=wrapper)


def processors(renderer: Any) -> list[Any]:
    """Return what each event passes through on its way to a line."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        hide_secrets,
        renderer,
    ]


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


def begin_request() -> None:
    """Give the request an id, which the error pages and the response show."""
    g.request_id = uuid.uuid4().hex[:12]
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def end_request(response: Response) -> Response:
    """Log the request by its rule, which holds no token, and name its id in the response."""
    response.headers["X-Request-ID"] = g.get("request_id", "")
    took_ms = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
    log = structlog.get_logger()
    log.info("request", method=request.method, rule=matched_rule(), status=response.status_code, ms=took_ms)
    return response


def matched_rule() -> str:
    """Return the rule of the route that the request matched, "-" for none."""
    return request.url_rule.rule if request.url_rule else "-"


def log_exception(exc_info: Any) -> None:
    """Log an unexpected error with its trace; the reader sees only the request id."""
    structlog.get_logger().error("unexpected error", method=request.method, rule=matched_rule(), exc_info=exc_info)
