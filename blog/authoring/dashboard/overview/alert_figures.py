"""Figures of the latest alerts, from the counts that triggers keep."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from blog.database import AnySession
from blog.models import Alert, AlertState, Article, ArticleState, DeliveryState, Person, Role, RowCount, is_among
from blog.models.row_count import DELETED, UNCOUNTED

TROUBLE_SHOWN_FOR = timedelta(days=7)
MAX_ALERTS = 10
"""So many alerts are looked at."""


@dataclass(frozen=True)
class AlertFigures:
    """What became of the messages of *alert*."""

    alert: Alert
    counts: dict[str, int]

    def of(self, *states: DeliveryState) -> int:
        """Return how many messages are in one of *states*."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def audience(self) -> int:
        """Return how many readers the alert has."""
        return sum(self.counts.values())

    @property
    def delivered(self) -> int:
        """Return how many messages the mail server took."""
        return self.of(DeliveryState.ACCEPTED)

    @property
    def deferred(self) -> int:
        """Return how many are tried again later."""
        return self.of(DeliveryState.DEFERRED)

    @property
    def bounced(self) -> int:
        """Return how many came back or were refused for good."""
        return self.of(DeliveryState.REFUSED, DeliveryState.BOUNCED)

    @property
    def unconfirmed(self) -> int:
        """Return how many were sent and never answered."""
        return self.of(DeliveryState.UNCERTAIN)

    @property
    def waiting(self) -> int:
        """Return how many have not left yet."""
        return self.of(DeliveryState.WAITING, DeliveryState.SENDING)


def list_troubled(session: AnySession, now: datetime) -> list[AlertFigures]:
    """Return the alerts of the last days with messages that are deferred or unconfirmed, newest first."""
    lately = select(Alert).where(Alert.announced_at > now - TROUBLE_SHOWN_FOR, Alert.state != AlertState.CANCELLED)
    return [figures for figures in read_figures(session, lately) if figures.deferred or figures.unconfirmed]


def find_latest_alert(session: AnySession, person: Person) -> AlertFigures | None:
    """Return the last alert that *person* may see, with its figures."""
    seen = select(Alert).where(is_among(Article.editable_by(person), Alert.article_id))
    if person.may(Role.EDITOR):
        seen = select(Alert).join(Alert.article).where(Article.state != ArticleState.DELETED)
    return next(iter(read_figures(session, seen, limit=1)), None)


def read_figures(session: AnySession, query: Select[Alert], limit: int = MAX_ALERTS) -> list[AlertFigures]:
    """Return the newest alerts of *query* with their figures."""
    light = joinedload(Alert.article).load_only(Article.headline, Article.slug, Article.state, Article.lead_picture_id)
    newest = query.options(light.joinedload(Article.lead_picture)).order_by(Alert.id.desc()).limit(limit)
    alerts = session.scalars(newest).all()
    counts = count_deliveries(session, [alert.id for alert in alerts])
    return [AlertFigures(alert, counts[alert.id]) for alert in alerts]


def count_deliveries(session: AnySession, alert_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return the messages of each alert by state, in one statement; what is deleted for its age counts too."""
    total = func.sum(RowCount.amount)
    kept = select(RowCount.owner_id, RowCount.state, total).where(
        RowCount.counted.in_(("deliveries", DELETED)),
        RowCount.owner_id.in_(alert_ids),
        RowCount.state != UNCOUNTED,
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for alert_id, state, number in session.execute(kept.group_by(RowCount.owner_id, RowCount.state)):
        found[alert_id][state] = int(number)
    return found
