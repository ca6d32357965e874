"""What leaves the machine when an error is reported: where it happened, and nothing of anybody."""

import json
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import structlog

from blog.web.observability.error_reporting import reduce_report, start_error_reports
from blog.web.observability.logs import configure_lines

PERSONAL = "ann@example.org"
FRAME = {
    "filename": "blog/articles/pages/views.py",
    "abs_path": f"/home/{PERSONAL}/views.py",
    "function": "show",
    "lineno": 12,
    "context_line": "    raise error",
    "in_app": True,
    "vars": {"reader": PERSONAL},
}
REPORT = {
    "event_id": "1" * 32,
    "level": "error",
    "platform": "python",
    "server_name": PERSONAL,
    "message": PERSONAL,
    "logentry": {"message": PERSONAL},
    "transaction": f"/subscriptions/{PERSONAL}",
    "user": {"email": PERSONAL},
    "request": {"url": PERSONAL, "data": PERSONAL, "cookies": PERSONAL, "headers": {"Authorization": PERSONAL}},
    "breadcrumbs": {"values": [{"message": PERSONAL}]},
    "extra": {"body": PERSONAL},
    "contexts": {"reader": {"address": PERSONAL}},
    "tags": {"request_id": "abc", "rule": "/articles/<slug>", "log": "unexpected error", "address": PERSONAL},
    "exception": {
        "values": [
            {
                "type": "IntegrityError",
                "module": "sqlalchemy.exc",
                "value": f"Key (address)=({PERSONAL})",
                "mechanism": {"type": "generic", "handled": True, "data": {"address": PERSONAL}},
                "stacktrace": {"frames": [FRAME], "registers": PERSONAL},
            }
        ]
    },
    "something new": PERSONAL,
}


def test_nothing_personal_leaves_and_the_place_of_the_error_does() -> None:
    report = reduce_report(REPORT, {"exc_info": PERSONAL})

    [error] = report["exception"]["values"]
    assert PERSONAL not in json.dumps(report)
    assert (error["type"], error["stacktrace"]["frames"][0]["function"]) == ("IntegrityError", "show")
    assert report["tags"] == {"request_id": "abc", "rule": "/articles/<slug>", "log": "unexpected error"}


@pytest.mark.parametrize("report", [{}, {"exception": None, "tags": None}, {"exception": {"values": [{}]}}])
def test_a_report_of_another_shape_passes_with_what_is_known(report: dict[str, Any]) -> None:
    assert set(reduce_report(report, None)) == {"tags", "exception"}


@pytest.fixture
def sentry(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A stand-in for the client that keeps how it was started and what it was handed."""
    seen = SimpleNamespace(options={}, errors=[])
    client, at_exit = ModuleType("sentry_sdk"), ModuleType("sentry_sdk.integrations.atexit")
    client.init = seen.options.update  # type: ignore[attr-defined]
    client.capture_exception = lambda error, tags: seen.errors.append((error, tags))  # type: ignore[attr-defined]
    at_exit.AtexitIntegration = lambda callback: callback  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentry_sdk", client)
    monkeypatch.setitem(sys.modules, "sentry_sdk.integrations.atexit", at_exit)
    return seen


def test_errors_with_a_trace_are_reported_with_what_finds_them_in_the_log(sentry: SimpleNamespace) -> None:
    before = structlog.get_config()
    structlog.contextvars.clear_contextvars()
    failure = ValueError(PERSONAL)
    try:
        configure_lines("json", report=start_error_reports("https://key@sentry.example.org/1"))
        structlog.get_logger().error("job failed", job="digests", address=PERSONAL, exc_info=failure)
        structlog.get_logger().error("relay refuses", job="digests")
    finally:
        structlog.configure(**before)

    assert sentry.errors == [(failure, {"log": "job failed", "job": "digests"})]


def test_the_client_sends_through_the_filter_and_watches_nothing_by_itself(sentry: SimpleNamespace) -> None:
    start_error_reports("https://key@sentry.example.org/1")

    assert sentry.options["before_send"] is reduce_report
    off = ("default_integrations", "auto_enabling_integrations", "include_local_variables", "send_default_pii")
    assert [sentry.options[name] for name in off] == [False] * 4


@pytest.mark.parametrize("dsn", [None, ""])
def test_without_an_address_no_client_is_started(dsn: str | None, sentry: SimpleNamespace) -> None:
    assert start_error_reports(dsn) is None
    assert sentry.options == {}
