"""Health checks and metrics: /healthz (process), /readyz (database and worker), /metrics (Prometheus)."""

import hmac
import os
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import current_settings
from blog.database import db
from blog.delivery.queue.mail_metrics import count_in_flight, count_per_minute
from blog.delivery.worker.instance_state import MAX_EPOCH_LAG, NOTICES, read_state
from blog.models import Article, Delivery, Heartbeat, Subscriber
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.middleware import cache_figures
from blog.web.clock import read_clock

WORKER_IS_LATE_AFTER = timedelta(minutes=2)

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@anyone(CsrfProtection.ORIGIN)
def healthz() -> ResponseReturnValue:
    """Answer that the process serves requests."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@anyone(CsrfProtection.ORIGIN)
def readyz() -> ResponseReturnValue:
    """Answer 200 when the database answers and a worker has shown itself lately, else 503.

    A copy of a database is ready to be read; that it sends nothing is said beside.
    """
    try:
        state = read_state(db.session, Path(current_app.instance_path), allowed_lag=MAX_EPOCH_LAG)
        seen_at = db.session.scalar(Heartbeat.last_seen(read_clock()))
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="unreachable"), 503
    is_alive = seen_at is not None and read_clock() - seen_at < WORKER_IS_LATE_AFTER
    worker = "ok" if is_alive else "no sign of life"
    status = "ok" if is_alive else "degraded"
    mail = str(NOTICES.get(state, "ok"))
    return jsonify(status=status, database="ok", worker=worker, mail=mail), 200 if is_alive else 503


@blueprint.app_template_global()
def standing_notice() -> str:
    """Return the sentence for the desk when nothing is sent because the database is a copy; empty otherwise."""
    return str(NOTICES.get(read_state(db.session, Path(current_app.instance_path), allowed_lag=MAX_EPOCH_LAG), ""))


@blueprint.get("/metrics")
@anyone(CsrfProtection.ORIGIN)
def metrics() -> Response:
    """Answer with the figures in Prometheus' text format to holders of METRICS_TOKEN, else 404."""
    token = current_settings().metrics_token
    sent = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        abort(404)
    return Response(generate_latest(read_figures()), content_type=CONTENT_TYPE_LATEST)


def read_figures() -> CollectorRegistry:
    """Return the figures that the database knows, counted now."""
    registry = CollectorRegistry()
    for name, description, column in (
        ("blog_articles", "Articles by state", Article.state),
        ("blog_subscribers", "Subscribers by state", Subscriber.state),
        ("blog_mails", "Messages owed by state", Delivery.state),
    ):
        gauge = Gauge(name, description, ["state"], registry=registry)
        for state, count in db.session.execute(select(column, func.count()).group_by(column)):
            gauge.labels(state=state.value).set(count)
    for name, description, number in (
        ("blog_mails_in_flight", "Messages that went out and are not answered yet", count_in_flight(db.session)),
        ("blog_mails_per_minute", "Answers of the relay in a minute", count_per_minute(db.session, read_clock())),
    ):
        Gauge(name, description, registry=registry).set(number)
    seen_at = db.session.scalar(Heartbeat.last_seen(read_clock()))
    if seen_at is not None:
        age = Gauge("blog_worker_age_seconds", "Time since a worker showed itself", registry=registry)
        age.set((read_clock() - seen_at).total_seconds())
    add_cache_figures(registry)
    return registry


def add_cache_figures(registry: CollectorRegistry) -> None:
    """Add what the page cache of the answering process did and holds; each process has its own, named by its id."""
    figures = cache_figures(current_app)
    if figures is None:
        return
    process = str(os.getpid())
    for name, description, value in (
        ("blog_page_cache_hits", "Pages served from memory", figures.hits),
        ("blog_page_cache_misses", "Pages made for the cache", figures.misses),
    ):
        counter = Counter(name, description, ["process"], registry=registry)
        counter.labels(process).inc(value)
    for name, description, value in (
        ("blog_page_cache_bytes", "Memory that the kept pages take", figures.bytes_held),
        ("blog_page_cache_entries", "Pages kept", figures.entries),
    ):
        Gauge(name, description, ["process"], registry=registry).labels(process).set(value)
