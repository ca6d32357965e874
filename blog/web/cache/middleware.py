"""The outermost layer of the application: answers from memory what is still right, and lets Flask make the rest."""

import itertools
import uuid
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol

from flask import Flask
from werkzeug.http import parse_date

from blog.config.settings import settings_of
from blog.database import db
from blog.web.cache.cacheable import SLOT, Mark, Slot
from blog.web.cache.compression import Effort, read_codings
from blog.web.cache.entries import Entry, Form, Headers, make_entry
from blog.web.cache.keys import ASSETS, Key, Keys
from blog.web.cache.site_values import VERSION
from blog.web.cache.store import Figures, Flights, Store
from blog.web.cache.version_watch import Version, Watch, make_watch

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
ASSET_BYTES = 8 * 1024 * 1024


class StartResponse(Protocol):
    """What a WSGI server hands over to be told status and headers (PEP 3333)."""

    def __call__(self, status: str, headers: Headers, exc_info: Any = None, /) -> Any:
        """Take status and headers."""


class Taken:
    """Takes what Flask would have told the server."""

    status = ""
    headers: Headers

    def __call__(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        """Note status and headers."""
        self.status, self.headers = status, headers


class Ask(NamedTuple):
    """One request that may be answered from *store*, as the content is in *version*."""

    key: Key
    store: Store
    version: Version | None
    environ: Environ
    start_response: StartResponse


class PageCache:
    """A WSGI layer around *inner*, the layer that makes pages."""

    def __init__(self, app: Flask, inner: Application, watch: Watch) -> None:
        self.inner = inner
        self.watch = watch
        self.keys = Keys(app)
        self.pages = Store(settings_of(app).page_cache_bytes)
        self.assets = Store(ASSET_BYTES)
        self.flights = Flights()
        self.prefix = uuid.uuid4().hex[:4]
        self.numbers = itertools.count()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        key = self.keys.read(environ)
        if key is None:
            return self.inner(environ, start_response)
        if key.path.startswith(ASSETS):
            ask = Ask(key, self.assets, None, environ, start_response)
        else:
            version = self.watch.read()
            if version is None:
                return self.inner(environ, start_response)
            environ[VERSION] = version
            ask = Ask(key, self.pages, version, environ, start_response)
        entry = ask.store.get(key, ask.version)
        return self.make(ask) if entry is None else self.answer(entry, environ, start_response)

    def make(self, ask: Ask) -> Iterable[bytes]:
        """Make the page for everybody who waits for it, or let Flask answer when it may not be kept."""
        mark = self.keys.mark(ask.key)
        if mark is None:
            return self.inner(ask.environ, ask.start_response)
        flight = (ask.key, ask.version)
        if not self.flights.take_off(flight):
            entry = ask.store.get(ask.key, ask.version)
            if entry is None:
                return self.inner(ask.environ, ask.start_response)
            return self.answer(entry, ask.environ, ask.start_response)
        try:
            ask.store.count_miss()
            return self.fill(ask, mark)
        finally:
            self.flights.land(flight)

    def fill(self, ask: Ask, mark: Mark) -> Iterable[bytes]:
        """Let Flask make the page, keep it under the version that was read before, and answer with it."""
        slot, taken = Slot(ask.version), Taken()
        environ = {**ask.environ, SLOT: slot}
        if mark.is_immutable:
            environ.pop("HTTP_ACCEPT_ENCODING", None)
        body = self.inner(environ, taken)
        if slot.body is None or any(name.casefold() == "set-cookie" for name, _ in taken.headers):
            ask.start_response(taken.status, taken.headers)
            return body
        getattr(body, "close", lambda: None)()
        entry = make_entry(slot.body, taken.headers, Effort.FOR_EVER if mark.is_immutable else Effort.KEPT)
        ask.store.put(ask.key, ask.version, entry)
        return self.send(entry, ask.environ, ask.start_response, dict(taken.headers).get("X-Request-ID", ""))

    def answer(self, entry: Entry, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, under an id of its own; the figures count it, and the log holds no line of it."""
        return self.send(entry, environ, start_response, f"{self.prefix}{next(self.numbers):08x}")

    def send(self, entry: Entry, environ: Environ, start_response: StartResponse, request_id: str) -> list[bytes]:
        """Send the page in the coding that the browser likes best; 304 when it has that already."""
        form = entry.form(read_codings(environ.get("HTTP_ACCEPT_ENCODING", "")))
        name = ("X-Request-ID", request_id)
        if has_already(environ, entry, form):
            start_response("304 NOT MODIFIED", [*form.headers_304, name])
            return []
        start_response("200 OK", [*form.headers, name])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else entry.body(form)]


def has_already(environ: Environ, entry: Entry, form: Form) -> bool:
    """Return whether the browser holds just this form of the page (RFC 9110 13.1.2 and 13.1.3)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags == form.etag or form.etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or entry.last_modified is None:
        return False
    moment = parse_date(since)
    return moment is not None and moment.timestamp() >= entry.last_modified


def init_pagecache(app: Flask) -> None:
    """Put the page cache around *app*, unless PAGE_CACHE_BYTES is 0 or the database lives in memory."""
    if not settings_of(app).page_cache_bytes:
        return
    with app.app_context():
        watch = make_watch(db.engine, settings_of(app).page_cache_postgres)
    if watch is not None:
        cache = PageCache(app, app.wsgi_app, watch)
        app.extensions["pagecache"] = cache
        app.wsgi_app = cache  # type: ignore[method-assign]


def figures_of(app: Flask) -> Figures | None:
    """Return what the page cache of *app* did in this process; None when it is off."""
    cache: PageCache | None = app.extensions.get("pagecache")
    return cache.pages.figures if cache else None
