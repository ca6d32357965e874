"""Structured logs: one line an event, with the request's id, and without anything secret (defences D21)."""

import itertools
import logging
import re
import sys
import time
import uuid
from collections import deque
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import structlog
from flask import Flask, Response, g, request

SECRET_KEY = re.compile(r"passw|token|secret|authorization|cookie", re.IGNORECASE)
ADDRESS = re.compile(r"([^\s@<>()\"'=,;:]{1,2})[^\s@<>()\"'=,;:]*(?:@|%40)([^\s@<>\"']+)")
SIGNED_PATH = re.compile(r"(/subscriptions/(?:confirm/)?|/password-resets/)[^/\s?\"'<>]{16,}")

REST_SECONDS = 0.5
LIBRARIES = ("werkzeug", "granian.access", "_granian", "flask_wtf.csrf")
"""Loggers of others that may write an address or a path."""


def init_logs(app: Flask) -> None:
    """Write logs as LOG_FORMAT says, and one line for each request."""
    configure_lines(app.config["LOG_FORMAT"])
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
    """Return *event* without passwords, signed links and full addresses."""
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
    """Return *text* with addresses as "an***@example.org" and signed links cut."""
    return SIGNED_PATH.sub(r"\1[hidden]", ADDRESS.sub(r"\1***@\2", text))


class MaskingFilter(logging.Filter):
    """Masks what libraries log by themselves, such as the address of a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the finished message of *record* and let it through."""
        record.msg, record.args = mask(record.getMessage()), ()
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
    rule = request.url_rule.rule if request.url_rule else "-"
    took_ms = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
    structlog.get_logger().info("request", method=request.method, rule=rule, status=response.status_code, ms=took_ms)
    return response


class Quickly:
    """Writes the lines of end_request for pages that come from memory: together, within REST_SECONDS.

    A line of its own for each would take longer than the page. Rule, method and
    id hold nothing that must be masked. A kill loses the lines of that moment.
    """

    def __init__(self, form: str) -> None:
        self.is_json = form == "json"
        self.lines: deque[tuple[float, str, str, int, str]] = deque()
        self.writer: Thread | None = None
        self.prefix = uuid.uuid4().hex[:4]
        self.numbers = itertools.count()

    def request_id(self) -> str:
        """Return an id that no other request of this process has, nor likely one of another."""
        return f"{self.prefix}{next(self.numbers):08x}"

    def note(self, method: str, rule: str, status: int, request_id: str) -> None:
        """Take in what one line says."""
        self.lines.append((time.time(), method, rule, status, request_id))
        if self.writer is None or not self.writer.is_alive():
            self.writer = Thread(target=self.write_for_ever, name="log", daemon=True)
            self.writer.start()

    def write_for_ever(self) -> None:
        """Write what has come together, again and again."""
        while True:
            time.sleep(REST_SECONDS)
            self.write()

    def write(self) -> None:
        """Write the lines that wait."""
        waiting = [self.lines.popleft() for _ in range(len(self.lines))]
        if waiting:
            sys.stdout.write("".join(self.line(*said) for said in waiting))
            sys.stdout.flush()

    def line(self, moment: float, method: str, rule: str, status: int, request_id: str) -> str:
        """Return one line as the settings want it."""
        now = datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")
        if self.is_json:
            start = f'{{"request_id": "{request_id}", "method": "{method}", "rule": "{rule}", "status": {status}'
            return f'{start}, "ms": 0.0, "cache": "hit", "event": "request", "level": "info", "timestamp": "{now}"}}\n'
        start = f"{now} [info     ] request                        cache=hit method={method} ms=0.0"
        return f"{start} request_id={request_id} rule={rule} status={status}\n"


def log_exception(exc_info: Any) -> None:
    """Log an unexpected error with its trace; the reader sees only the request id."""
    structlog.get_logger().error("unexpected error", path=request.path, exc_info=exc_info)
