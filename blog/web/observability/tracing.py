"""Optional traces by OpenTelemetry: one span for each request that the application answers, sent by OTLP over HTTP.

A span holds method, rule of the route, status, duration and request id, and no
path, header, address or body. Pages from memory have none.
"""

import time
from importlib import import_module
from typing import Any

from flask import Flask, Response, g, request

from blog.config.settings import settings_of
from blog.web.observability.request_ids import read_trace_id

SERVICE = "broadsheet"
SERVER_ERROR = 500


def init_tracing(app: Flask) -> None:
    """Send a span for each request to OTEL_ENDPOINT, if there is one."""
    endpoint = settings_of(app).otel_endpoint
    if endpoint:
        tracer = make_tracer(endpoint)
        app.before_request(begin_span)
        app.after_request(lambda response: end_span(tracer, response))


def make_tracer(endpoint: str) -> Any:
    """Return a tracer whose spans leave in batches, by a thread of its own."""
    sdk, export = import_module("opentelemetry.sdk.trace"), import_module("opentelemetry.sdk.trace.export")
    resources = import_module("opentelemetry.sdk.resources")
    otlp = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    provider = sdk.TracerProvider(resource=resources.Resource.create({"service.name": SERVICE}))
    provider.add_span_processor(export.BatchSpanProcessor(otlp.OTLPSpanExporter(endpoint=endpoint)))
    return provider.get_tracer(SERVICE)


def begin_span() -> None:
    """Note when the request came."""
    g.span_began_ns = time.time_ns()


def end_span(tracer: Any, response: Response) -> Response:
    """Record the request, below the span that its traceparent names.

    Source: OpenTelemetry semantic conventions for HTTP servers 1.23 (names of span and attributes).
    """
    trace = import_module("opentelemetry.trace")
    rule = request.url_rule.rule if request.url_rule else ""
    attributes = {
        "http.request.method": request.method,
        "http.route": rule,
        "http.response.status_code": response.status_code,
        "request_id": str(g.get("request_id", "")),
    }
    span = tracer.start_span(
        f"{request.method} {rule}".strip(),
        context=parent_of_request(),
        kind=trace.SpanKind.SERVER,
        attributes=attributes,
        start_time=g.get("span_began_ns"),
    )
    if response.status_code >= SERVER_ERROR:
        span.set_status(trace.StatusCode.ERROR)
    span.end()
    return response


def parent_of_request() -> Any:
    """Return the context that a valid traceparent header names, an empty one without it."""
    context = import_module("opentelemetry.context").Context()
    if read_trace_id(request.environ) is None:
        return context
    w3c = import_module("opentelemetry.trace.propagation.tracecontext").TraceContextTextMapPropagator()
    return w3c.extract({"traceparent": request.headers["traceparent"]}, context=context)
