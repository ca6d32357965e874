"""Per-worker state between send cycles: counters, alerts already started, last lease renewal."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import update

from blog.database import AnySession
from blog.delivery.queue.leases import renew
from blog.delivery.queue.send_cycle import SendCycle
from blog.delivery.smtp.events import Event, ReadyForData
from blog.models import Alert
from blog.web.observability.process_metrics import Figure

RESULTS = ("blog_mail_results", "Messages by what became of them")


class SendProgress:
    """Kept in memory, so that the database is not asked for it with every message.

    What a kill loses of it is harmless: an alert's start is written only once.
    """

    def __init__(self, worker: str, lease: timedelta) -> None:
        self.worker, self.lease = worker, lease
        self.counts: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()
        self.started_alerts: set[int] = set()
        self.renewed_at: datetime | None = None

    def begin(self, session: AnySession, now: datetime, *, has_leases: bool = False) -> None:
        """Begin to count; leases are taken *now*, and those of an earlier run are renewed; the caller commits."""
        self.counts.clear()
        self.renewed_at = now
        if has_leases:
            renew(session, self.worker, now, lease=self.lease)

    def count(self, outcomes: Mapping[str, int]) -> None:
        """Count the outcomes of a cycle, for this run and for the life of the worker."""
        self.counts.update(outcomes)
        self.totals.update(outcomes)

    def read_figures(self) -> Iterable[Figure]:
        """Yield how many messages had which outcome since the worker started."""
        for outcome, number in self.totals.items():
            yield "counter", RESULTS, {"outcome": outcome}, float(number)

    def record(self, session: AnySession, cycle: SendCycle, events: Sequence[Event], now: datetime) -> None:
        """Write the start of alerts, and renew the leases when a third of their time is over; the caller commits."""
        for event in events:
            if isinstance(event, ReadyForData) and event.message.pending.id in cycle.handed_over:
                self.mark_started(session, event.message.pending.alert_id, now)
        if self.renewed_at is None or now - self.renewed_at > self.lease / 3:
            renew(session, self.worker, now, lease=self.lease)
            self.renewed_at = now

    def mark_started(self, session: AnySession, alert_id: int | None, now: datetime) -> None:
        """Write when the first message of the alert was sent, unless that is written already."""
        if alert_id is None or alert_id in self.started_alerts:
            return
        first = update(Alert).where(Alert.id == alert_id, Alert.started_at.is_(None)).values(started_at=now)
        session.execute(first, execution_options={"synchronize_session": False})
        self.started_alerts.add(alert_id)
