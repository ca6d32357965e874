"""The page /metrics in Prometheus' text format."""

import hmac
from collections.abc import Iterable
from pathlib import Path

import structlog
from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import current_settings
from blog.database import db
from blog.operations.metrics.database_figures import database_is_away, read_figures
from blog.operations.metrics.site_figures import site_figures
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.observability.metric_files import read_metrics
from blog.web.observability.process_metrics import process_metrics

log = structlog.get_logger()
blueprint = Blueprint("metrics", __name__)


class Collected(Collector):
    """Metrics that were read already."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self.metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        """Return them."""
        return self.metrics


@blueprint.get("/metrics")
@anyone(CsrfProtection.ORIGIN)
def metrics() -> Response:
    """Answer with the figures of all processes and of the database to holders of METRICS_TOKEN, else 404.

    While the database is away, or a disk is full or read-only, the others are told all the same.
    """
    token = current_settings().metrics_token
    sent = request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
        abort(404)
    registry = CollectorRegistry()
    for found in (read_processes(), site_figures(current_app), read_database()):
        registry.register(Collected(found))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def read_processes() -> Iterable[Metric]:
    """Return what all web and worker processes counted that share this instance folder, if it can be read."""
    own = process_metrics(current_app)
    if own is None:
        return []
    own.flush()
    try:
        return read_metrics(own.folder)
    except OSError as error:
        log.warning("figures cannot be read", folder=str(own.folder), error=str(error))
        return []


def read_database() -> Iterable[Metric]:
    """Return what the database knows; nothing but that it is away, when it is."""
    try:
        return list(read_figures(db.session, Path(current_app.instance_path), read_clock()))
    except SQLAlchemyError:
        db.session.rollback()
        return database_is_away()
