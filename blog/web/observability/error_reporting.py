"""Optional reports of errors to Sentry, or to what speaks its protocol: each error that the log has with its trace.

A report holds the class of the error, where in the code it happened, and the
request id and rule under which the log has the rest. It holds no message of an
error and no value of a variable, since either may be an address, a text or a token.
"""

from collections.abc import Mapping, MutableMapping
from importlib import import_module
from typing import Any

from structlog.typing import Processor

KEPT = frozenset({"event_id", "timestamp", "level", "platform", "environment", "sdk"})
KEPT_TAGS = frozenset({"request_id", "trace_id", "rule", "method", "job", "process"})
KEPT_OF_EXCEPTION = frozenset({"type", "module"})
KEPT_OF_MECHANISM = frozenset({"type", "handled", "exception_id", "parent_id", "is_exception_group", "source"})
KEPT_OF_FRAME = frozenset(
    {"filename", "function", "module", "lineno", "pre_context", "context_line", "post_context", "in_app"}
)
Report = Mapping[str, Any]


def start_error_reports(dsn: str | None) -> Processor | None:
    """Start the client for *dsn*; return the step of the log that hands errors to it, None without a *dsn*."""
    if not dsn:
        return None
    sentry, at_exit = import_module("sentry_sdk"), import_module("sentry_sdk.integrations.atexit")
    sentry.init(
        dsn=dsn,
        before_send=reduce_report,
        integrations=[at_exit.AtexitIntegration(callback=lambda _pending, _seconds: None)],
        default_integrations=False,
        auto_enabling_integrations=False,
        auto_session_tracking=False,
        include_local_variables=False,
        send_default_pii=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        release="",  # Else the client asks git for it.
        spotlight=False,
    )

    def report(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        error = event.get("exc_info")
        if error:
            sentry.capture_exception(None if error is True else error, tags=tags_of(event))
        return event

    return report


def tags_of(event: Mapping[str, Any]) -> dict[str, str]:
    """Return what of a log line finds the error again, and holds nothing personal."""
    return {"log": str(event.get("event")), **{name: str(event[name]) for name in KEPT_TAGS & event.keys()}}


def reduce_report(report: Report, _hint: Any) -> dict[str, Any]:
    """Return *report* with what may leave this machine alone, whatever else the client has put into it."""
    reduced = only(report, KEPT)
    reduced["tags"] = only(report.get("tags") or {}, KEPT_TAGS | {"log"})
    errors = (report.get("exception") or {}).get("values") or []
    reduced["exception"] = {"values": [reduce_exception(error) for error in errors]}
    return reduced


def reduce_exception(error: Report) -> dict[str, Any]:
    """Return the class of *error* and its places in the code, without its message and variables."""
    frames = (error.get("stacktrace") or {}).get("frames") or []
    return {
        **only(error, KEPT_OF_EXCEPTION),
        "mechanism": only(error.get("mechanism") or {"type": "log"}, KEPT_OF_MECHANISM),
        "stacktrace": {"frames": [only(frame, KEPT_OF_FRAME) for frame in frames]},
    }


def only(values: Report, names: frozenset[str]) -> dict[str, Any]:
    """Return what *values* has under *names*."""
    return {name: value for name, value in values.items() if name in names}
