"""Sending quotas: messages per second, hour and day, and per recipient domain; all workers share the counts.

A whole claim acquires its quota at once, in its own transaction, and returns
it for what was not sent. Without limits no query is made.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, update

from blog.config.domain_limits import OTHERS, read_domain_limits
from blog.config.settings import Settings
from blog.database import AnySession, insert_missing, upsert_count
from blog.delivery.composing.envelope import PendingMessage
from blog.models import Delivery, DeliveryState, RateCount

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The window of counts that never expire."""
MAX_DOUBLINGS = 20


class Window(NamedTuple):
    """At most *limit* messages in each *length* of time."""

    bucket: str
    length: timedelta
    limit: int

    def begin(self, now: datetime) -> datetime:
        """Return the start of the window that holds *now*."""
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        return epoch + (now - epoch) // self.length * self.length


class QuotaGrant(NamedTuple):
    """One window from which quota was acquired."""

    window: Window
    begin: datetime


class Quotas:
    """The limits that the settings name."""

    def __init__(self, settings: Settings) -> None:
        named = (
            Window("mail:second", SECOND, settings.mail_limit_second),
            Window("mail:hour", HOUR, settings.mail_limit_hour),
            Window("mail:day", DAY, settings.mail_limit_day),
        )
        self.windows = [window for window in named if window.limit]
        self.warm_up = settings.mail_warm_up
        self.domains = read_domain_limits(settings.mail_domain_limits)

    def acquire(self, session: AnySession, wanted: int, now: datetime) -> tuple[int, list[QuotaGrant]]:
        """Return how many of *wanted* messages may leave now, and the windows that count them; the caller commits."""
        grants = [QuotaGrant(window, window.begin(now)) for window in self.all_windows(session, now)]
        granted = wanted
        for number, (window, begin) in enumerate(grants):
            key = {"bucket": window.bucket, "window_at": begin}
            count = upsert_count(session, RateCount, key, "count", granted) if granted else window.limit
            over = min(granted, max(0, count - window.limit))
            if over:
                # What this window does not grant is given back here and to the windows before.
                return_quota(session, grants[: number + 1], over)
                granted -= over
        return granted, grants

    def all_windows(self, session: AnySession, now: datetime) -> Iterator[Window]:
        """Yield the windows that hold now, always in the same order, so that workers do not block each other."""
        yield from self.windows
        if self.warm_up:
            days = min(self.days_since_first(session, now), MAX_DOUBLINGS)
            yield Window("mail:warm-up", DAY, self.warm_up * 2**days)

    def days_since_first(self, session: AnySession, now: datetime) -> int:
        """Return how many days ago the first message left; the day is written down when it does."""
        key = {"bucket": "mail:first", "window_at": FOREVER}
        insert_missing(session, RateCount, [{**key, "count": now.toordinal()}])
        first = session.scalars(select(RateCount.count).filter_by(**key)).one()
        return max(0, now.toordinal() - first)

    def throttle(
        self, session: AnySession, batch: Sequence[PendingMessage], worker: str, now: datetime
    ) -> list[PendingMessage]:
        """Return what of *batch* its domain may get in this hour; the rest is postponed to the next hour."""
        if not self.domains:
            return list(batch)
        by_domain: dict[str, list[PendingMessage]] = {}
        for pending in batch:
            by_domain.setdefault(pending.address.rpartition("@")[2].casefold(), []).append(pending)
        kept: set[int] = set()
        for domain in sorted(by_domain):
            kept |= self.acquire_for_domain(session, domain, by_domain[domain], worker, now)
        return [pending for pending in batch if pending.id in kept]

    def acquire_for_domain(
        self, session: AnySession, domain: str, batch: Sequence[PendingMessage], worker: str, now: datetime
    ) -> set[int]:
        """Return the ids of those that may be sent; postpone the others."""
        limit = self.domains.get(domain, self.domains.get(OTHERS))
        delivery_ids = [pending.id for pending in batch]
        if limit is None:
            return set(delivery_ids)
        window = Window(f"mail:to:{domain}"[:80], HOUR, limit)
        begin = window.begin(now)
        count = upsert_count(
            session, RateCount, {"bucket": window.bucket, "window_at": begin}, "count", len(delivery_ids)
        )
        over = min(len(delivery_ids), max(0, count - limit))
        if over:
            return_quota(session, [QuotaGrant(window, begin)], over)
            postpone_all(session, delivery_ids[len(delivery_ids) - over :], worker, begin + HOUR)
        return set(delivery_ids[: len(delivery_ids) - over])


def return_quota(session: AnySession, grants: Sequence[QuotaGrant], amount: int) -> None:
    """Subtract *amount* from the counts again, for messages that were not sent."""
    for window, begin in grants:
        counted = update(RateCount).where(RateCount.bucket == window.bucket, RateCount.window_at == begin)
        session.execute(
            counted.values(count=RateCount.count - amount), execution_options={"synchronize_session": False}
        )


def postpone_all(session: AnySession, delivery_ids: Sequence[int], worker: str, due_at: datetime) -> None:
    """Release messages of *worker* and make them due at *due_at*; no attempt is counted."""
    held = update(Delivery).where(
        Delivery.id.in_(delivery_ids), Delivery.state == DeliveryState.SENDING, Delivery.leased_by == worker
    )
    free = {"state": DeliveryState.WAITING, "leased_by": None, "leased_until": None, "due_at": due_at}
    session.execute(held.values(free), execution_options={"synchronize_session": False})
