"""What the ledger says about one alert."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, select

from blog.database import AnySession
from blog.delivery.queue.mail_metrics import ANSWERED, SAMPLE, rate_of
from blog.models import (
    OPEN_ALERT_STATES,
    OPEN_STATES,
    Alert,
    AlertState,
    Article,
    Delivery,
    DeliveryState,
    Frequency,
    Person,
)

FAILURES_SHOWN = 100
TROUBLED = (DeliveryState.DEFERRED, DeliveryState.REFUSED, DeliveryState.BOUNCED, DeliveryState.UNCERTAIN)


class Phase(StrEnum):
    """What an alert is doing, in the words of its page."""

    COUNTDOWN = "countdown"
    """Nothing has left yet, and it can be stopped as if it had never been."""
    PAUSED = "paused"
    LISTING = "listing"
    """The list of readers is being written."""
    SENDING = "sending"
    DIGESTS = "digests"
    """Only what travels in digests is left."""
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
class Report:
    """How many messages of an alert stand in each state; the counts add up to the audience."""

    audience: int
    counts: dict[DeliveryState, int]
    skipped: dict[str, int]
    """Skipped ones by reason."""
    repeats: int
    """Messages that went out twice, since the first answer never came."""
    undecided: int = 0
    """Uncertain ones about which nobody has decided."""
    digests: list[DigestShare] = field(default_factory=list)
    per_minute: int = 0
    """Answers of the server in the last minute."""

    @property
    def open(self) -> int:
        """Return how many are not settled yet."""
        return sum(self.counts[state] for state in OPEN_STATES)

    @property
    def settled(self) -> int:
        """Return how many are settled, one way or another."""
        return self.audience - self.open

    @property
    def in_digests(self) -> int:
        """Return how many wait for a digest."""
        return sum(share.count for share in self.digests)

    @property
    def time_left(self) -> timedelta | None:
        """Return how long the rest takes at the present rate, digests left out; None when nobody can know."""
        rest = self.open - self.in_digests
        return timedelta(minutes=rest / self.per_minute) if self.per_minute and rest > 0 else None

    @property
    def troubled(self) -> int:
        """Return how many the list of troubles stands for."""
        return sum(self.counts[state] for state in TROUBLED)


def find_alert(session: AnySession, key: int, person: Person, *, is_locked: bool = False) -> Alert | None:
    """Return the alert if *person* may edit its article; to others it does not exist.

    Locked, it is as the last commit left it, and stays so until the caller's.
    """
    query = alerts_of(person).where(Alert.id == key)
    if is_locked:
        query = query.with_for_update(of=Alert).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def alerts_of(person: Person) -> Select[Alert]:
    """Select the alerts about articles that *person* may edit."""
    return select(Alert).where(Alert.article_id.in_(Article.editable_by(person).with_only_columns(Article.id)))


def phase_of(alert: Alert, found: Report, now: datetime) -> Phase:
    """Return what *alert* is doing at *now*."""
    if alert.state is AlertState.CANCELLED:
        return Phase.STOPPING if found.open else Phase.STOPPED
    if alert.state is AlertState.FINISHED:
        return Phase.FINISHED
    if alert.paused_at is not None:
        return Phase.PAUSED
    if now < alert.starts_at:
        return Phase.COUNTDOWN
    if alert.state is AlertState.EXPANDING:
        return Phase.LISTING
    return Phase.DIGESTS if found.open and found.open == found.in_digests else Phase.SENDING


def report(session: AnySession, alert: Alert, now: datetime | None = None) -> Report:
    """Count the alert's messages; with *now* the rate at which they leave too.

    While the audience is still being written down it is as large as what has
    been written, so that the counts add up at every moment. All states are
    counted from an index; only what is skipped, uncertain or waiting is looked at.
    """
    counts = dict.fromkeys(DeliveryState, 0)
    by_state = select(Delivery.state, func.count()).where(Delivery.alert_id == alert.id).group_by(Delivery.state)
    for state, count in session.execute(by_state):
        counts[state] = count
    reasons = count_reasons(session, alert)
    repeated = select(func.count()).where(Delivery.alert_id == alert.id, Delivery.is_repeat)
    return Report(
        audience=sum(counts.values()),
        counts=counts,
        skipped={str(reason): count for (state, reason), count in reasons.items() if state is DeliveryState.SKIPPED},
        repeats=session.scalar(repeated) or 0,
        undecided=reasons.get((DeliveryState.UNCERTAIN, None), 0),
        digests=list_digests(session, alert) if alert.state in OPEN_ALERT_STATES else [],
        per_minute=reckon_rate(session, alert, now) if now else 0,
    )


def count_reasons(session: AnySession, alert: Alert) -> dict[tuple[DeliveryState, str | None], int]:
    """Count what was skipped or stayed uncertain, by state and reason."""
    explained = Delivery.state.in_((DeliveryState.SKIPPED, DeliveryState.UNCERTAIN))
    grouped = select(Delivery.state, Delivery.reason, func.count()).where(Delivery.alert_id == alert.id, explained)
    rows = session.execute(grouped.group_by(Delivery.state, Delivery.reason))
    return {(state, reason): count for state, reason, count in rows}


def list_digests(session: AnySession, alert: Alert) -> list[DigestShare]:
    """Return what waits for daily and weekly digests, the soonest first."""
    waiting = Delivery.state.in_((DeliveryState.WAITING, DeliveryState.DEFERRED))
    grouped = (
        select(Delivery.frequency, func.count(), func.min(Delivery.due_at))
        .where(Delivery.alert_id == alert.id, waiting, Delivery.frequency != Frequency.INSTANT)
        .group_by(Delivery.frequency)
    )
    shares = [DigestShare(*row) for row in session.execute(grouped)]
    return sorted(shares, key=lambda share: share.due_at)


def reckon_rate(session: AnySession, alert: Alert, now: datetime) -> int:
    """Return how many messages the server answered in the minute before *now*.

    A sample stands for them all: the last ones in the order of the ledger,
    which is about the order in which they leave.
    """
    times: list[datetime | None] = []
    for state in ANSWERED:
        last = select(Delivery.settled_at).where(Delivery.alert_id == alert.id, Delivery.state == state)
        last = last.order_by(Delivery.due_at.desc()).limit(SAMPLE)
        times += session.scalars(last)
    return rate_of(times, now)


def list_failures(session: AnySession, alert: Alert, most: int = FAILURES_SHOWN) -> Sequence[Delivery]:
    """Return messages that the server deferred, refused or never answered, the latest first."""
    troubled = select(Delivery).where(Delivery.alert_id == alert.id, Delivery.state.in_(TROUBLED))
    return session.scalars(troubled.order_by(Delivery.settled_at.desc(), Delivery.id.desc()).limit(most)).all()
