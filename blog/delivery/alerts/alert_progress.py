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
    count_deleted_repeats,
    is_among,
    read_counts,
)
from blog.models.delivery import IS_UNGATHERED
from blog.models.row_count import Counts

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
    articles = [Article.editable_by(person)]
    if person.may(Role.EDITOR):
        articles.append(select(Article).where(Article.state == ArticleState.DELETED))
    return select(Alert).where(or_(*(is_among(query, Alert.article_id) for query in articles)))


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
    """Return the alert's messages by state; with *now* measure their rate too.

    During expansion the audience is what has been written so far, so that the
    counts always add up. The counts are kept by triggers, and stay when
    messages are deleted for their age. What a worker holds is among those that
    wait, and little enough to be counted.
    """
    kept = read_counts(session, "deliveries", alert.id)
    counts = dict.fromkeys(DeliveryState, 0)
    for (state, _), count in kept.items():
        counts[DeliveryState(state)] += count
    held = min(count_held(session, alert), counts[DeliveryState.WAITING])
    counts[DeliveryState.WAITING] -= held
    counts[DeliveryState.SENDING] = held
    repeated = select(func.count()).where(Delivery.alert_id == alert.id, Delivery.is_repeat)
    return AlertProgress(
        audience=sum(counts.values()),
        counts=counts,
        skipped={reason: count for (state, reason), count in kept.items() if state == DeliveryState.SKIPPED},
        repeats=(session.scalar(repeated) or 0) + count_deleted_repeats(session, alert.id),
        undecided=0 if alert.ledger_deleted_at else kept.get((DeliveryState.UNCERTAIN, ""), 0),
        digests=list_digests(session, alert, kept) if alert.state in OPEN_ALERT_STATES else [],
        per_minute=measure_rate(session, alert, now) if now else 0,
    )


def count_held(session: AnySession, alert: Alert) -> int:
    """Return how many messages of *alert* workers hold."""
    held = select(func.count()).where(Delivery.alert_id == alert.id, Delivery.state == DeliveryState.SENDING)
    return session.scalar(held) or 0


def list_digests(session: AnySession, alert: Alert, kept: Counts) -> list[DigestShare]:
    """Return how many items wait for daily and weekly digests, the soonest first."""
    amounts = {
        frequency: sum(kept.get((state, frequency), 0) for state in (DeliveryState.WAITING, DeliveryState.DEFERRED))
        for frequency in (Frequency.DAILY, Frequency.WEEKLY)
    }
    shares = [DigestShare(one, count, find_first_due(session, alert, one)) for one, count in amounts.items() if count]
    return sorted(shares, key=lambda share: share.due_at)


def find_first_due(session: AnySession, alert: Alert, frequency: Frequency) -> datetime:
    """Return when the first item of *alert* for digests of this *frequency* is due.

    The index of what no digest has taken yet is in the order of time; the
    rest is looked through once all items have been taken.
    """
    items = select(Delivery.due_at).where(Delivery.alert_id == alert.id, Delivery.frequency == frequency)
    first = items.where(IS_UNGATHERED, Delivery.state == DeliveryState.WAITING).order_by(Delivery.due_at).limit(1)
    taken = items.where(Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED))).order_by(Delivery.due_at)
    return session.scalar(first) or session.scalar(taken.limit(1)) or alert.starts_at


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
    """Return messages that the server deferred, refused or never answered, the latest first.

    Of each state the last by due time are read, which the index gives without looking at those due before them.
    """
    found = list[Delivery]()
    for state in PROBLEM_STATES:
        of_state = select(Delivery).where(Delivery.alert_id == alert.id, Delivery.state == state)
        found += session.scalars(of_state.order_by(Delivery.due_at.desc(), Delivery.id.desc()).limit(limit))
    return sorted(found, key=latest_answer, reverse=True)[:limit]


def latest_answer(delivery: Delivery) -> tuple[datetime, int]:
    """Return the key by which messages stand in the order of their answers; a deferred one was answered before due."""
    return delivery.settled_at or delivery.due_at, delivery.id
