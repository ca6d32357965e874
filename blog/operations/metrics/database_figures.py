"""What the database knows for /metrics: each figure is one step in an index, or a count that ends at a limit."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from sqlalchemy import Select, func, select, text

from blog.database import AnySession
from blog.delivery.bounces.unmatched_reports import count_unmatched
from blog.delivery.queue.mail_metrics import PRIORITIES, count_in_flight, count_per_minute
from blog.delivery.worker.instance_state import read_standing
from blog.models import (
    Article,
    ArticleState,
    BackupRun,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryState,
    Heartbeat,
    Picture,
    SuppressionBrake,
    read_kept_counts,
)
from blog.models import PictureState as Pictures

COUNT_LIMIT = 10_000
"""Where a count ends, so that ten readers and a million cost the same."""
OWED = (DeliveryState.WAITING, DeliveryState.SENDING, DeliveryState.DEFERRED)
SCHEDULE_IS_LATE_AFTER = timedelta(minutes=1)
HOUR = timedelta(hours=1)
COUNTED = {
    "articles": ("blog_articles", "Articles by state"),
    "subscribers": ("blog_subscribers", "Subscribers by state"),
}
"""Name and description of the figure, by table."""


def read_figures(session: AnySession, instance: Path, now: datetime) -> Iterator[Metric]:
    """Yield the figures; *instance* is the folder that tells a copy of the database from the live one."""
    yield from check_database(session)
    may_send = read_standing(session.get_bind().engine, instance, now).may_send
    yield make_gauge("blog_mail_may_send", "Whether mail may go; 0 for a copy or a restored database", may_send)
    yield from read_worker(session, now)
    yield from read_mail(session, now)
    yield from read_work(session, now)
    yield from read_tables(session)
    yield from read_backups(session, now)


def check_database(session: AnySession) -> Iterator[Metric]:
    """Yield whether the database answers, and in what time."""
    began = time.perf_counter()
    session.execute(text("SELECT 1"))
    yield make_gauge("blog_database_up", "Whether the database answers", 1)
    yield make_gauge("blog_database_answer_seconds", "Time of the shortest query", time.perf_counter() - began)


def read_worker(session: AnySession, now: datetime) -> Iterator[Metric]:
    """Yield the time since a worker showed itself; nothing when none ever did."""
    seen_at = session.scalar(Heartbeat.last_seen(now))
    if seen_at is not None:
        age = max(0.0, (now - seen_at).total_seconds())
        yield make_gauge("blog_worker_age_seconds", "Time since a worker showed itself", age)


def read_mail(session: AnySession, now: datetime) -> Iterator[Metric]:
    """Yield what is owed and how fast it leaves; what waits for a digest counts once the digest is due."""
    owed = select(Delivery.id).where(Delivery.priority.in_(PRIORITIES))
    states = (*OWED, DeliveryState.UNCERTAIN)
    counts = {state.value: count_up_to(session, owed.where(Delivery.state == state)) for state in states}
    yield make_gauges("blog_mails", f"Messages that are still owed, by state, up to {COUNT_LIMIT:,}", "state", counts)
    age = oldest_due_age(session, now)
    yield make_gauge("blog_mail_oldest_waiting_seconds", "How long the oldest due message has been waiting", age)
    flying = count_in_flight(session)
    yield make_gauge("blog_mails_in_flight", "Messages that went out and are not answered yet", flying)
    yield make_gauge("blog_mails_per_minute", "Answers of the relay in a minute", count_per_minute(session, now))
    recent = select(Bounce.id).where(Bounce.received_at > now - HOUR)
    stopped = session.scalar(SuppressionBrake.engaged()) is not None
    yield make_gauge("blog_suppression_stopped", "Whether unusual refusals wait for a decision", stopped)
    unmatched = count_unmatched(session)
    yield make_gauge("blog_reports_unmatched", "Returned messages that match no message of ours, so far", unmatched)
    bounces = {kind.value: count_up_to(session, recent.where(Bounce.kind == kind)) for kind in BounceKind}
    yield make_gauges("blog_bounces_last_hour", "Returned messages and complaints of an hour", "kind", bounces)


def read_work(session: AnySession, now: datetime) -> Iterator[Metric]:
    """Yield what the worker owes besides mail: articles to publish, and sizes of pictures."""
    late = select(Article.id).where(
        Article.state == ArticleState.SCHEDULED, Article.scheduled_at < now - SCHEDULE_IS_LATE_AFTER
    )
    yield make_gauge("blog_schedules_late", "Articles not published at their time", count_up_to(session, late))
    pictures = {
        state.value: count_up_to(session, select(Picture.id).where(Picture.state == state))
        for state in (Pictures.BASIC, Pictures.FAILED)
    }
    yield make_gauges("blog_pictures", "Pictures that wait for sizes (basic) or could not be made", "state", pictures)


def read_backups(session: AnySession, now: datetime) -> Iterator[Metric]:
    """Yield the age of the last good backup, if there is any, and whether a later one failed."""
    last, newest = session.scalar(BackupRun.last_good()), session.scalar(BackupRun.newest())
    if last is not None:
        yield make_gauge("blog_backup_age_seconds", "Age of the last good backup", (now - last).total_seconds())
    failed = newest is not None and bool(newest.problem)
    yield make_gauge("blog_backup_failed", "Whether the last backup failed", failed)


def read_tables(session: AnySession) -> Iterator[Metric]:
    """Yield articles and subscribers by state, from the counts of triggers; none that the worker has yet to begin."""
    for counted, (name, description) in COUNTED.items():
        counts = read_kept_counts(session, counted)
        if counts is not None:
            by_state: Counter[str] = Counter()
            for (state, _detail), amount in counts.items():
                by_state[state] += amount
            yield make_gauges(name, description, "state", by_state)


def oldest_due_age(session: AnySession, now: datetime) -> float:
    """Return for how many seconds the message has been due that waits longest; 0 when none is."""
    moments = [
        session.scalar(select(func.min(Delivery.due_at)).where(Delivery.state == state, Delivery.priority == priority))
        for state in OWED
        for priority in PRIORITIES
    ]
    return max((max(0.0, (now - moment).total_seconds()) for moment in moments if moment is not None), default=0.0)


def count_up_to(session: AnySession, selected: Select[Any], limit: int = COUNT_LIMIT) -> int:
    """Return how many rows *selected* finds, and *limit* for that many or more."""
    return session.scalar(select(func.count()).select_from(selected.limit(limit).subquery())) or 0


def make_gauge(name: str, description: str, value: float) -> Metric:
    """Return a gauge without labels."""
    return GaugeMetricFamily(name, description, value=float(value))


def make_gauges(name: str, description: str, label: str, values: Mapping[str, float]) -> Metric:
    """Return a gauge with a value for each value of *label*."""
    gauge = GaugeMetricFamily(name, description, labels=[label])
    for key, value in values.items():
        gauge.add_metric([key], float(value))
    return gauge


def database_is_away() -> Iterable[Metric]:
    """Return the one figure that is known without a database."""
    return [make_gauge("blog_database_up", "Whether the database answers", 0)]
