"""A span for each request, with the rule of its route and nothing that its sender wrote."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from flask import Flask, g

from blog.web.observability import tracing
from blog.web.observability.tracing import begin_span, end_span, init_tracing
from tests.settings import named

TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Tracer:
    """A stand-in that keeps what it was asked to record."""

    def __init__(self) -> None:
        self.spans: list[dict[str, Any]] = []

    def start_span(self, name: str, **more: Any) -> Any:
        self.spans.append({"name": name, **more})
        return SimpleNamespace(set_status=lambda status: self.spans[-1].update(status=status), end=lambda: None)


def module(name: str, **members: Any) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(members)
    return made


@pytest.fixture
def tracer(monkeypatch: pytest.MonkeyPatch) -> Tracer:
    """The stand-in, below stand-ins of the modules that a span needs."""
    propagator = SimpleNamespace(extract=lambda carrier, context: {**context, **carrier})
    kinds = {"SpanKind": SimpleNamespace(SERVER="server"), "StatusCode": SimpleNamespace(ERROR="error")}
    w3c = "opentelemetry.trace.propagation.tracecontext"
    for name, members in {
        "opentelemetry.trace": kinds,
        "opentelemetry.context": {"Context": dict},
        w3c: {"TraceContextTextMapPropagator": lambda: propagator},
    }.items():
        monkeypatch.setitem(sys.modules, name, module(name, **members))
    tracer = Tracer()
    monkeypatch.setattr(tracing, "make_tracer", lambda _endpoint: tracer)
    return tracer


@pytest.fixture
def traced(tracer: Tracer) -> Flask:
    """A small application whose requests are traced."""
    app = Flask("traced")
    app.extensions["settings"] = named(OTEL_ENDPOINT="http://127.0.0.1:4318/v1/traces")
    app.add_url_rule("/invitations/<token>", "open", lambda token: (token, 200 if token != "fail" else 503))
    init_tracing(app)
    return app


def test_a_span_names_the_rule_and_no_path_address_or_query(traced: Flask, tracer: Tracer) -> None:
    traced.test_client().get("/invitations/s3cret?address=ann@example.org", headers={"Cookie": "session=s3cret"})

    [span] = tracer.spans
    assert span["name"] == "GET /invitations/<token>"
    assert span["attributes"]["http.response.status_code"] == 200
    assert "s3cret" not in str(span)
    assert "ann" not in str(span)


def test_a_failure_is_marked_and_a_missing_page_has_no_route(traced: Flask, tracer: Tracer) -> None:
    for path in ("/invitations/fail", "/s3cret"):
        traced.test_client().get(path)

    assert [(span["name"], span.get("status")) for span in tracer.spans] == [
        ("GET /invitations/<token>", "error"),
        ("GET", None),
    ]


@pytest.mark.parametrize(("sent", "kept"), [(TRACEPARENT, {"traceparent": TRACEPARENT}), ("00-x", {}), (None, {})])
def test_the_span_stands_below_the_trace_of_the_proxy(
    traced: Flask, tracer: Tracer, sent: str | None, kept: dict[str, str]
) -> None:
    traced.test_client().get("/invitations/a", headers={"traceparent": sent} if sent else {})

    assert tracer.spans[0]["context"] == kept


def test_it_lasts_from_the_first_to_the_last_step_of_the_request(traced: Flask, tracer: Tracer) -> None:
    with traced.test_request_context("/invitations/a"):
        begin_span()
        began = g.span_began_ns
        end_span(tracer, traced.response_class())

    assert tracer.spans[0]["start_time"] == began > 0


def test_without_an_endpoint_nothing_is_traced(tracer: Tracer) -> None:
    app = Flask("untraced")
    app.extensions["settings"] = named()

    init_tracing(app)

    assert app.before_request_funcs == {}
