"""What a worker remembers between turns, so that the ledger is not asked for it with every message."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import update

from blog.database import AnySession
from blog.delivery.queue.leases import renew
from blog.delivery.queue.send_cycle import Turn
from blog.delivery.smtp.events import Event, Ready
from blog.models import Alert


@dataclass
class Books:
    """Kept in the turn's transaction; what a kill loses of them is small and harmless."""

    worker: str
    lease: timedelta
    counts: Counter[str] = field(default_factory=Counter)
    started: set[int] = field(default_factory=set)
    """Alerts of which a message has been handed over."""
    renewed_at: datetime | None = None

    def begin(self, now: datetime) -> None:
        """Begin with leases that are new."""
        self.counts.clear()
        self.renewed_at = now

    def keep(self, session: AnySession, turn: Turn, events: Sequence[Event], now: datetime) -> None:
        """Note what *turn* did, and write what is due; the caller commits."""
        for event in events:
            if isinstance(event, Ready) and event.parcel.owed.id in turn.going:
                self.note_start(session, event.parcel.owed.alert_id, now)
        if self.renewed_at is None or now - self.renewed_at > self.lease / 3:
            renew(session, self.worker, now, lease=self.lease)
            self.renewed_at = now

    def note_start(self, session: AnySession, alert: int | None, now: datetime) -> None:
        """Write when the first message of *alert* was handed over, unless that is known."""
        if alert is None or alert in self.started:
            return
        first = update(Alert).where(Alert.id == alert, Alert.started_at.is_(None)).values(started_at=now)
        session.execute(first, execution_options={"synchronize_session": False})
        self.started.add(alert)
