"""What the ledger says about one alert."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from blog.database import AnySession
from blog.models import OPEN_STATES, Alert, Article, Delivery, DeliveryState, Person

FAILURES_SHOWN = 100
TROUBLED = (DeliveryState.DEFERRED, DeliveryState.REFUSED, DeliveryState.UNCERTAIN)


@dataclass(frozen=True)
class Report:
    """How many messages of an alert stand in each state; the counts add up to the audience."""

    audience: int
    counts: dict[DeliveryState, int]
    skipped: dict[str, int]
    """Skipped ones by reason."""
    repeats: int
    """Messages that went out twice, since the first answer never came."""

    @property
    def open(self) -> int:
        """Return how many are not settled yet."""
        return sum(self.counts[state] for state in OPEN_STATES)

    @property
    def settled(self) -> int:
        """Return how many are settled, one way or another."""
        return self.audience - self.open

    @property
    def troubled(self) -> int:
        """Return how many the list of troubles stands for."""
        return sum(self.counts[state] for state in TROUBLED)


def find_alert(session: AnySession, key: int, person: Person) -> Alert | None:
    """Return the alert if *person* may edit its article; to others it does not exist."""
    mine = Article.editable_by(person).with_only_columns(Article.id)
    return session.scalars(select(Alert).where(Alert.id == key, Alert.article_id.in_(mine))).one_or_none()


def report(session: AnySession, alert: Alert) -> Report:
    """Count the alert's messages.

    While the audience is still being written down it is as large as what has
    been written, so that the counts add up at every moment.
    """
    grouped = select(Delivery.state, Delivery.reason, func.count()).where(Delivery.alert_id == alert.id)
    counts = dict.fromkeys(DeliveryState, 0)
    skipped: dict[str, int] = {}
    for state, reason, count in session.execute(grouped.group_by(Delivery.state, Delivery.reason)):
        counts[state] += count
        if state is DeliveryState.SKIPPED and reason:
            skipped[reason] = skipped.get(reason, 0) + count
    repeated = select(func.count()).where(Delivery.alert_id == alert.id, Delivery.is_repeat)
    return Report(sum(counts.values()), counts, skipped, session.scalar(repeated) or 0)


def list_failures(session: AnySession, alert: Alert, most: int = FAILURES_SHOWN) -> Sequence[Delivery]:
    """Return messages that the server deferred, refused or never answered, the latest first."""
    troubled = select(Delivery).where(Delivery.alert_id == alert.id, Delivery.state.in_(TROUBLED))
    return session.scalars(troubled.order_by(Delivery.settled_at.desc(), Delivery.id.desc()).limit(most)).all()
