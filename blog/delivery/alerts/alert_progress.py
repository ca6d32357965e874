"""Progress of one alert: phase, counts by state, rate and failures, read from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, or_, select

from blog.database import AnySession
from blog.delivery.queue.mail_metrics import ANSWERED, SAMPLE, rate_of
from blog.models import (
    OPEN_ALERT_STATES,
    OPEN_STATES,
    Alert,
    AlertState,
    Article,
    ArticleState,
    Delivery,
    DeliveryState,
    Frequency,
    Person,
    Role,
)

MAX_FAILURES = 100
PROBLEM_STATES = (DeliveryState.DEFERRED, DeliveryState.REFUSED, DeliveryState.BOUNCED, DeliveryState.UNCERTAIN)


class AlertPhase(StrEnum):
    """Phase of an alert as its page shows it."""

    COUNTDOWN = "countdown"
    """The grace time runs: no message has left, and a stop leaves no trace."""
    PAUSED = "paused"
    LISTING = "listing"
    """The alert is being expanded into deliveries."""
    SENDING = "sending"
    DIGESTS = "digests"
    """Only items of digests are left."""
    FINISHED = "finished"
    STOPPING = "stopping"
    STOPPED = "stopped"


@dataclass(frozen=True)
class DigestShare:
    """How many readers get the alert in their next digest, the first of them at *due_at*."""

    frequency: Frequency
    count: int
    due_at: datetime


@dataclass(frozen=True)
class AlertProgress:
    """Counts of an alert's messages by state, which add up to the audience."""

    audience: int
    counts: dict[DeliveryState, int]
    skipped: dict[str, int]
    """Skipped ones by reason."""
    repeats: int
    """Messages that are sent twice, since the first answer never came."""
    undecided: int = 0
    """Uncertain ones that wait for a decision."""
    digests: list[DigestShare] = field(default_factory=list)
    per_minute: int = 0
    """Answers of the mail server in the last minute."""

    @property
    def open(self) -> int:
        """Return how many are not settled yet."""
        return sum(self.counts[state] for state in OPEN_STATES)

    @property
    def settled(self) -> int:
        """Return how many are settled, whatever the result."""
        return self.audience - self.open

    @property
    def in_digests(self) -> int:
        """Return how many wait for a digest."""
        return sum(share.count for share in self.digests)

    @property
    def time_left(self) -> timedelta | None:
        """Return how long the rest takes at the present rate, digests left out; None without rate or rest."""
        rest = self.open - self.in_digests
        return timedelta(minutes=rest / self.per_minute) if self.per_minute and rest > 0 else None

    @property
    def problem_count(self) -> int:
        """Return how many messages have failed or are deferred."""
        return sum(self.counts[state] for state in PROBLEM_STATES)


def find_alert(session: AnySession, alert_id: int, person: Person, *, for_update: bool = False) -> Alert | None:
    """Return the alert if *person* may edit its article; to others it does not exist.

    With *for_update* the row is locked and read as last committed.
    """
    query = alerts_of(person).where(Alert.id == alert_id)
    if for_update:
        query = query.with_for_update(of=Alert).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def alerts_of(person: Person) -> Select[Alert]:
    """Select the alerts about articles that *person* may edit; for editors also those about what was deleted."""
    articles = [Article.editable_by(person).with_only_columns(Article.id)]
    if person.may(Role.EDITOR):
        articles.append(select(Article.id).where(Article.state == ArticleState.DELETED))
    return select(Alert).where(or_(*(Alert.article_id.in_(query) for query in articles)))


def phase_of(alert: Alert, progress: AlertProgress, now: datetime) -> AlertPhase:
    """Return the phase of *alert* at *now*."""
    if alert.state is AlertState.CANCELLED:
        return AlertPhase.STOPPING if progress.open else AlertPhase.STOPPED
    if alert.state is AlertState.FINISHED:
        return AlertPhase.FINISHED
    if alert.paused_at is not None:
        return AlertPhase.PAUSED
    if now < alert.starts_at:
        return AlertPhase.COUNTDOWN
    if alert.state is AlertState.EXPANDING:
        return AlertPhase.LISTING
    return AlertPhase.DIGESTS if progress.open and progress.open == progress.in_digests else AlertPhase.SENDING


def count_progress(session: AnySession, alert: Alert, now: datetime | None = None) -> AlertProgress:
    """Count the alert's messages; with *now* measure their rate too.

    During expansion the audience is what has been written so far, so that the
    counts always add up. States are counted from an index; only rows that are
    skipped, uncertain or waiting are read.
    """
    counts = dict.fromkeys(DeliveryState, 0)
    by_state = select(Delivery.state, func.count()).where(Delivery.alert_id == alert.id).group_by(Delivery.state)
    for state, count in session.execute(by_state):
        counts[state] = count
    reasons = count_reasons(session, alert)
    repeated = select(func.count()).where(Delivery.alert_id == alert.id, Delivery.is_repeat)
    return AlertProgress(
        audience=sum(counts.values()),
        counts=counts,
        skipped={str(reason): count for (state, reason), count in reasons.items() if state is DeliveryState.SKIPPED},
        repeats=session.scalar(repeated) or 0,
        undecided=reasons.get((DeliveryState.UNCERTAIN, None), 0),
        digests=list_digests(session, alert) if alert.state in OPEN_ALERT_STATES else [],
        per_minute=measure_rate(session, alert, now) if now else 0,
    )


def count_reasons(session: AnySession, alert: Alert) -> dict[tuple[DeliveryState, str | None], int]:
    """Count skipped and uncertain messages by state and reason."""
    has_reason = Delivery.state.in_((DeliveryState.SKIPPED, DeliveryState.UNCERTAIN))
    grouped = select(Delivery.state, Delivery.reason, func.count()).where(Delivery.alert_id == alert.id, has_reason)
    rows = session.execute(grouped.group_by(Delivery.state, Delivery.reason))
    return {(state, reason): count for state, reason, count in rows}


def list_digests(session: AnySession, alert: Alert) -> list[DigestShare]:
    """Return how many items wait for daily and weekly digests, the soonest first."""
    waiting = Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED))
    grouped = (
        select(Delivery.frequency, func.count(), func.min(Delivery.due_at))
        .where(Delivery.alert_id == alert.id, waiting, Delivery.frequency != Frequency.INSTANT)
        .group_by(Delivery.frequency)
    )
    shares = [DigestShare(*row) for row in session.execute(grouped)]
    return sorted(shares, key=lambda share: share.due_at)


def measure_rate(session: AnySession, alert: Alert, now: datetime) -> int:
    """Return how many messages the server answered in the minute before *now*.

    Only a sample is read: the last ones by due time, which is about the order
    in which they are sent.
    """
    times: list[datetime | None] = []
    for state in ANSWERED:
        last = select(Delivery.settled_at).where(Delivery.alert_id == alert.id, Delivery.state == state)
        last = last.order_by(Delivery.due_at.desc()).limit(SAMPLE)
        times += session.scalars(last)
    return rate_of(times, now)


def list_failures(session: AnySession, alert: Alert, limit: int = MAX_FAILURES) -> Sequence[Delivery]:
    """Return messages that the server deferred, refused or never answered, the latest first."""
    query = select(Delivery).where(Delivery.alert_id == alert.id, Delivery.state.in_(PROBLEM_STATES))
    return session.scalars(query.order_by(Delivery.settled_at.desc(), Delivery.id.desc()).limit(limit)).all()
