"""WSGI middleware of the page cache: answers from memory, or lets Flask render and stores the result."""

import itertools
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from flask import Flask
from werkzeug.http import parse_date

from blog.config.settings import settings_of
from blog.database import db
from blog.web.cache.cacheable import CAPTURED_BODY, CachePolicy, CapturedBody
from blog.web.cache.captured_start import CapturedStart, StartResponse
from blog.web.cache.compression import read_codings
from blog.web.cache.entries import CacheEntry, Representation, make_entry
from blog.web.cache.keys import ASSETS, CacheKey, CacheKeys
from blog.web.cache.site_values import VERSION
from blog.web.cache.store import PageStore, SingleFlight
from blog.web.cache.version_watch import SqliteWatch, Version, VersionWatch, open_watch
from blog.web.observability.page_views.view_counter import view_counter
from blog.web.observability.process_metrics import Figure, ProcessMetrics, process_metrics
from blog.web.observability.request_ids import read_request_id

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
HITS = ("blog_page_cache_hits", "Pages served from memory")
MISSES = ("blog_page_cache_misses", "Pages made for the cache")
BYTES = ("blog_page_cache_bytes", "Memory that the kept pages take")
ENTRIES = ("blog_page_cache_entries", "Pages kept")
ASSET_BYTES = 8 * 1024 * 1024
SHOWN = frozenset({"200", "304"})  # By which a page is seen.
KEPT_ONLY = "blog.web.cache.kept_only"
"""Key of the WSGI environment that asks for what is kept, and for nothing that has to be made.

Its value is the content version, None where that is not known.
"""


class CacheRequest(NamedTuple):
    """A cacheable request, the *store* for it and the content *version* that was read before it is served."""

    key: CacheKey
    store: PageStore
    version: Version | None
    environ: Environ
    start_response: StartResponse


class PageCache:
    """WSGI middleware around *inner*, the application that renders pages."""

    def __init__(self, app: Flask, inner: Application, watch: VersionWatch) -> None:
        self.inner = inner
        self.watch = watch
        self.keys = CacheKeys(app)
        self.pages = PageStore(settings_of(app).page_cache_bytes)
        self.assets = PageStore(ASSET_BYTES)
        self.single_flight = SingleFlight()
        self.prefix = uuid.uuid4().hex[:4]
        self.numbers = itertools.count()
        self.views = view_counter(app)
        self.metrics = process_metrics(app)
        if self.metrics is not None:
            self.metrics.sources.append(self.read_figures)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; with KEPT_ONLY only from memory, else with no status at all."""
        began = time.perf_counter()
        cache_request = self.read_request(environ, start_response)
        entry = cache_request and cache_request.store.get(cache_request.key, cache_request.version)
        if entry is None:
            return self.make_unless(environ, cache_request, start_response)
        body = self.answer(entry, environ, start_response)
        if self.metrics is not None:
            self.count_hit(self.metrics, entry, environ["REQUEST_METHOD"], 200 if body else 304, began)
        return body

    def make_unless(
        self, environ: Environ, cache_request: CacheRequest | None, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Make the page, unless only what is kept was asked for."""
        if KEPT_ONLY in environ:
            return []
        return self.make(cache_request) if cache_request else self.inner(environ, start_response)

    def read_request(self, environ: Environ, start_response: StartResponse) -> CacheRequest | None:
        """Return what the cache knows of the request; None when it must be bypassed."""
        key = self.keys.read(environ)
        if key is None:
            return None
        if key.path.startswith(ASSETS):
            return CacheRequest(key, self.assets, None, environ, start_response)
        version = environ[KEPT_ONLY] if KEPT_ONLY in environ else self.watch.read()
        if version is None:
            return self.read_outage(key, environ, start_response)
        environ[VERSION] = version
        return CacheRequest(key, self.pages, version, environ, start_response)

    def read_outage(self, key: CacheKey, environ: Environ, start_response: StartResponse) -> CacheRequest | None:
        """Return a request for the last version that was known, if the page is kept and the database is away."""
        version = self.pages.version
        if not self.watch.is_away or version is None or not self.pages.has(key):
            return None
        return CacheRequest(key, self.pages, version, environ, start_response)

    def make(self, cache_request: CacheRequest) -> Iterable[bytes]:
        """Render the page once for all requests that wait for it; pass through what may not be stored."""
        policy = self.keys.policy(cache_request.key)
        if policy is None:
            return self.inner(cache_request.environ, cache_request.start_response)
        flight_key = (cache_request.key, cache_request.version)
        if not self.single_flight.acquire(flight_key):
            entry = cache_request.store.get(cache_request.key, cache_request.version)
            if entry is None:
                return self.inner(cache_request.environ, cache_request.start_response)
            return self.answer(entry, cache_request.environ, cache_request.start_response)
        try:
            cache_request.store.count_miss()
            return self.fill(cache_request, policy)
        finally:
            self.single_flight.release(flight_key)

    def fill(self, cache_request: CacheRequest, policy: CachePolicy) -> Iterable[bytes]:
        """Let Flask render the page, store it under the version that was read before, and answer with it."""
        captured_body, captured = CapturedBody(), CapturedStart()
        environ = {**cache_request.environ, CAPTURED_BODY: captured_body, "QUERY_STRING": cache_request.key.query}
        if policy.is_immutable:
            environ.pop("HTTP_ACCEPT_ENCODING", None)
        body = self.inner(environ, captured)
        if captured_body.body is None or any(name.casefold() == "set-cookie" for name, _ in captured.headers):
            if captured_body.viewed is not None and captured.status[:3] in SHOWN:
                self.views.count(captured_body.viewed, environ)
            cache_request.start_response(captured.status, captured.headers)
            return body
        getattr(body, "close", lambda: None)()
        made = make_entry(captured_body.body, captured.headers, captured_body.codings, rule=captured_body.rule)
        entry = replace(made, fresh_until=captured_body.fresh_until, viewed=captured_body.viewed)
        cache_request.store.put(cache_request.key, cache_request.version, entry)
        return self.send(
            entry, cache_request.environ, cache_request.start_response, dict(captured.headers).get("X-Request-ID", "")
        )

    def answer(self, entry: CacheEntry, environ: Environ, start_response: StartResponse) -> list[bytes]:
        """Answer from memory with the request id that was sent, or a new one; hits are counted, not logged."""
        is_named = "HTTP_X_REQUEST_ID" in environ or "HTTP_TRACEPARENT" in environ
        request_id = read_request_id(environ) if is_named else None
        return self.send(entry, environ, start_response, request_id or f"{self.prefix}{next(self.numbers):08x}")

    def send(self, entry: CacheEntry, environ: Environ, start_response: StartResponse, request_id: str) -> list[bytes]:
        """Send the page in the best accepted coding, or 304 when the client has it."""
        if entry.viewed is not None:
            self.views.count(entry.viewed, environ)
        representation = entry.representation(read_codings(environ.get("HTTP_ACCEPT_ENCODING", "")))
        request_id_header = ("X-Request-ID", request_id)
        if is_not_modified(environ, entry, representation):
            start_response("304 NOT MODIFIED", [*representation.headers_304, request_id_header])
            return []
        start_response("200 OK", [*representation.headers, request_id_header])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else entry.body(representation)]

    def count_hit(self, metrics: ProcessMetrics, entry: CacheEntry, method: str, status: int, began: float) -> None:
        """Count a page from memory; each page keeps where it is counted."""
        key = (method, status)
        tally = entry.tallies.get(key)
        if tally is None:
            tally = entry.tallies[key] = metrics.tally_of(entry.rule, *key)
        metrics.count(tally, time.perf_counter() - began)

    def read_figures(self) -> Iterable[Figure]:
        """Yield what the cache of this process did and holds."""
        figures = self.pages.figures
        yield "counter", HITS, {}, float(figures.hits)
        yield "counter", MISSES, {}, float(figures.misses)
        yield "gauge_livesum", BYTES, {}, float(figures.bytes_held)
        yield "gauge_livesum", ENTRIES, {}, float(figures.entries)


def is_not_modified(environ: Environ, entry: CacheEntry, representation: Representation) -> bool:
    """Return whether the browser holds just this form of the page (RFC 9110 13.1.2 and 13.1.3)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags == representation.etag or representation.etag in {
            tag.strip().removeprefix("W/") for tag in tags.split(",")
        }
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or entry.last_modified is None:
        return False
    timing = parse_date(since)
    return timing is not None and timing.timestamp() >= entry.last_modified


def init_page_cache(app: Flask) -> None:
    """Wrap *app* in the page cache, unless PAGE_CACHE_BYTES is 0 or the database is in memory.

    Nor on a development run with a theme, whose author wants to see each change at once.
    """
    settings = settings_of(app)
    if not settings.page_cache_bytes or (settings.development and settings.theme):
        return
    with app.app_context():
        watch = open_watch(db.engine, settings_of(app).page_cache_postgres)
    if watch is not None:
        cache = PageCache(app, app.wsgi_app, watch)
        app.extensions["pagecache"] = cache
        app.wsgi_app = cache  # type: ignore[method-assign]


def page_cache_of(app: Flask) -> PageCache:
    """Return the page cache of *app*, which has one."""
    cache: PageCache = app.extensions["pagecache"]
    return cache


def is_kept_locally(app: Flask) -> bool:
    """Return whether pages can be answered from memory without asking another process for their version."""
    cache: PageCache | None = app.extensions.get("pagecache")
    return cache is not None and isinstance(cache.watch, SqliteWatch)
