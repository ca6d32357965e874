"""The page views of this process: counted in memory, written to the database once a minute and when it ends.

A view costs the request some microseconds and no query. A thread that lives
only while there is something to write adds the counts to the rows of the day.
What a killed process has counted since it wrote last is lost: a minute at most,
or more while the database cannot be written.
"""

import atexit
import threading
import weakref
from collections import Counter, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import db
from blog.models.page_views import (
    MAX_HOSTS_A_DAY,
    NO_HOST,
    OTHER_HOSTS,
    OWN_HOST,
    PageKind,
    ViewedPage,
    add_referrals,
    add_views,
)
from blog.text.language import site_language
from blog.web.observability.page_views.audience import MAX_AGENT_LENGTH, fetches_feeds, is_ahead, is_browser
from blog.web.observability.page_views.referrers import clean_host, read_origin, referring_host

FLUSH_SECONDS = 60.0
MAX_WAITING = 24 * 4
"""Batches that wait while the database cannot be written, a quarter of an hour each; then the oldest is given up."""

log = structlog.get_logger()


@dataclass
class ViewBatch:
    """What was counted since *began_at*, the moment of the first view in it, whose day they all count for."""

    began_at: datetime | None = None
    views: Counter[ViewedPage] = field(default_factory=Counter)
    hosts: Counter[str] = field(default_factory=Counter)

    @property
    def quarter(self) -> int:
        """Return the quarter of an hour, in which no zone begins a day: a number that rises by one with each."""
        return int((self.began_at or datetime.now(UTC)).timestamp() // 900)

    def add_host(self, host: str, views: int = 1) -> None:
        """Count *views* from *host*; from one that has no room beside the others, as from OTHER_HOSTS."""
        is_known = host in self.hosts or host in {NO_HOST, OWN_HOST} or len(self.hosts) < MAX_HOSTS_A_DAY
        self.hosts[host if is_known else OTHER_HOSTS] += views

    def add(self, later: "ViewBatch") -> None:
        """Take in what was counted after it, for the same day."""
        self.views.update(later.views)
        for host, views in later.hosts.items():
            self.add_host(host, views)


class ViewCounter:
    """Counts for one process of *app*; safe for many threads."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.own_host = clean_host(urlsplit(settings_of(app).base_url).hostname or "")
        self.batch = ViewBatch()
        self.waiting: deque[ViewBatch] = deque(maxlen=MAX_WAITING)
        self.lock, self.flush_lock = threading.Lock(), threading.Lock()
        self.timer: threading.Timer | None = None
        self.is_watched = False

    def count(self, page: ViewedPage, environ: Mapping[str, Any]) -> None:
        """Count one answer with *page*, if a person's browser has asked for it; a feed, if a program may read it."""
        agent = environ.get("HTTP_USER_AGENT", "")[:MAX_AGENT_LENGTH]
        is_feed = page.kind is PageKind.FEED
        if environ["REQUEST_METHOD"] != "GET" or not (fetches_feeds(agent) if is_feed else is_browser(agent)):
            return
        if is_ahead(environ):
            return
        host = None if is_feed else self.host_of(environ)
        with self.lock:
            batch = self.batch
            batch.views[page] += 1
            if host is not None:
                batch.add_host(host)
            if self.timer is None:
                self.schedule()

    def host_of(self, environ: Mapping[str, Any]) -> str:
        """Return the site that led to the page, as it is counted."""
        referrer = environ.get("HTTP_REFERER")
        if not referrer:
            return NO_HOST
        host = referring_host(read_origin(referrer))
        return OWN_HOST if host in (self.own_host, clean_host(environ.get("HTTP_HOST", ""))) else host

    def schedule(self) -> None:
        """Let the counts be written in a minute, and when the process ends; called with the lock held."""
        if self.batch.began_at is None:
            self.batch.began_at = datetime.now(UTC)
        if not self.is_watched:
            self.is_watched = True
            atexit.register(flush_at_exit, weakref.ref(self))
        timer = threading.Timer(FLUSH_SECONDS, self.flush)
        timer.daemon = True
        with suppress(RuntimeError):  # There may be too many threads, or the process ends: no page fails for that.
            timer.start()
            self.timer = timer

    def flush(self) -> None:
        """Write what was counted; what cannot be written is tried again in a minute."""
        with self.flush_lock:
            with self.lock:
                if self.timer is not None:
                    self.timer.cancel()
                self.timer = None
                counted, self.batch = self.batch, ViewBatch()
            if counted.views:
                self.put_off(counted)
            try:
                self.write_waiting()
            except SQLAlchemyError as error:
                log.warning("page views wait for the database", error=type(error).__name__, batches=len(self.waiting))
                with self.lock:
                    if self.timer is None:
                        self.schedule()

    def put_off(self, batch: ViewBatch) -> None:
        """Let *batch* wait to be written, together with one of the same quarter of an hour that waits already."""
        if self.waiting and self.waiting[-1].quarter == batch.quarter:
            self.waiting[-1].add(batch)
        else:
            self.waiting.append(batch)

    def write_waiting(self) -> None:
        """Write each batch that waits, in a transaction of its own.

        Raises:
            SQLAlchemyError: the database cannot be written; what was not written still waits.
        """
        while self.waiting:
            batch = self.waiting[0]
            with self.app.app_context():
                day = (batch.began_at or datetime.now(UTC)).astimezone(site_language().zone).date()
                add_views(db.session, day, batch.views)
                add_referrals(db.session, day, batch.hosts)
                db.session.commit()
            self.waiting.popleft()


def flush_at_exit(counter: "weakref.ref[ViewCounter]") -> None:
    """Write what a process has counted that ends, if its application is still there."""
    found = counter()
    if found is not None:
        found.flush()


def init_view_counter(app: Flask) -> None:
    """Give *app* its counter; must be called before init_page_cache."""
    app.extensions["view_counter"] = ViewCounter(app)


def view_counter(app: Flask) -> ViewCounter:
    """Return what counts the page views of *app*."""
    found: ViewCounter = app.extensions["view_counter"]
    return found
