"""Counts of whole tables that the worker makes now and then, so that no reader of /metrics waits for them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import Article, Subscriber
from blog.web.observability.process_metrics import Figure, ProcessMetrics

ARTICLES = ("blog_articles", "Articles by state, counted every ten minutes")
SUBSCRIBERS = ("blog_subscribers", "Subscribers by state, counted every ten minutes")


class KeptCounts:
    """The last counts, which go to the figures of the worker's process."""

    def __init__(self, metrics: ProcessMetrics) -> None:
        self.figures: list[Figure] = []
        metrics.sources.append(self.read)

    def read(self) -> Iterable[Figure]:
        """Return the last counts."""
        return self.figures

    def count(self, session: AnySession, _now: datetime) -> bool:
        """Count articles and subscribers by state; return False, since nothing is left to do."""
        self.figures = [
            ("gauge_livemax", name, {"state": state.value}, float(number))
            for name, column in ((ARTICLES, Article.state), (SUBSCRIBERS, Subscriber.state))
            for state, number in session.execute(select(column, func.count()).group_by(column))
        ]
        return False
