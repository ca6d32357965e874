"""Structured logs: one line an event, with the request's id, and without anything secret (defences D21).

A request is named by the rule of its route, never by its path: a path may hold
a token, even one that no route matches, such as a link with a slash too many.
"""

import hmac
import logging
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from structlog.typing import Processor

from blog.config.settings import current_settings, settings_of
from blog.web.observability.error_reporting import start_error_reports
from blog.web.observability.masking import MaskingFilter, hide_secrets
from blog.web.observability.process_metrics import process_metrics
from blog.web.observability.request_ids import make_request_id, read_request_id, read_trace_id

LIBRARIES = ("werkzeug", "granian.access", "_granian", "flask_wtf.csrf")
"""Loggers of others that may write an address or a path."""
CLIENT_DIGITS = 12
REFUSALS = frozenset({400, 403})
OWN_REQUEST = "blog.own_request"
"""Key of the WSGI environment of what the site asks of itself, which is neither logged nor counted."""


def init_logs(app: Flask) -> None:
    """Write logs as LOG_FORMAT says, and one line for each request."""
    settings = settings_of(app)
    configure_lines(settings.log_format, report=start_error_reports(settings.sentry_dsn))
    for name in LIBRARIES:
        library = logging.getLogger(name)
        if not any(isinstance(known, MaskingFilter) for known in library.filters):
            library.addFilter(MaskingFilter())
    app.before_request(begin_request)
    app.after_request(end_request)
    app.log_exception = log_exception  # type: ignore[method-assign]


def configure_lines(form: str, *, report: Processor | None = None) -> None:
    """Write each event as one line: key=value for a person, or *form* json for a machine; *report* sees it before."""
    renderer: Any = structlog.dev.ConsoleRenderer(colors=False)
    if form == "json":
        renderer = structlog.processors.JSONRenderer()
    wrapper = structlog.make_filtering_bound_logger(logging.INFO)
    steps = processors(renderer)
    structlog.configure(processors=[*steps[:1], report, *steps[1:]] if report else steps, wrapper_class=wrapper)


def processors(renderer: Any) -> list[Any]:
    """Return what each event passes through on its way to a line."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_exception,
        structlog.processors.format_exc_info,
        hide_secrets,
        renderer,
    ]


def name_exception(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return *event* with the class of its exception, if it has one, as exception_class."""
    error = event.get("exc_info")
    error = sys.exc_info() if error is True else error
    kind = error[0] if isinstance(error, tuple) else type(error) if isinstance(error, BaseException) else None
    if kind is not None:
        event["exception_class"] = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return event


def begin_request() -> None:
    """Give the request its id, which the error pages and the response show."""
    g.request_id = read_request_id(request.environ) or make_request_id()
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    trace_id = read_trace_id(request.environ)
    if trace_id is not None:
        structlog.contextvars.bind_contextvars(trace_id=trace_id)


def end_request(response: Response) -> Response:
    """Log the request by its rule, which holds no token, and name its id in the response.

    A refused request (400 or 403) is logged with the word for the reason.
    """
    response.headers["X-Request-ID"] = g.get("request_id", "")
    if OWN_REQUEST in request.environ:
        return response
    took = time.perf_counter() - g.get("began", time.perf_counter())
    metrics = process_metrics(current_app)
    if metrics is not None:
        metrics.count_request(matched_rule(), request.method, response.status_code, took)
    structlog.get_logger().info(
        "request",
        method=request.method,
        rule=matched_rule(),
        status=response.status_code,
        ms=round(took * 1000, 1),
        bytes=response.content_length,
        client=hash_client(request.remote_addr or ""),
        **refusal_of(response),
    )
    return response


def refusal_of(response: Response) -> dict[str, str]:
    """Return the word for the reason of a 400 or 403 as a field of the log line, and nothing for other answers."""
    return {"reason": g.get("refusal_reason", "unknown")} if response.status_code in REFUSALS else {}


def matched_rule() -> str:
    """Return the rule of the route that the request matched, "-" for none."""
    return request.url_rule.rule if request.url_rule else "-"


def hash_client(address: str) -> str:
    """Return digits that stand for an IP address in this site's log; nobody finds it from them without the secret."""
    key = current_settings().secret_key.encode()
    return hmac.new(key, f"log client {address}".encode(), "sha256").hexdigest()[:CLIENT_DIGITS]


def log_exception(exc_info: Any) -> None:
    """Log an unexpected error with its class and trace; the reader sees only the request id."""
    structlog.get_logger().error("unexpected error", method=request.method, rule=matched_rule(), exc_info=exc_info)
