"""How often something may be tried, counted in the database so that all processes agree (defences D8)."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import AddressValueError, IPv6Address, IPv6Network

from sqlalchemy import delete, select, update

from blog.database import AnySession, upsert_count
from blog.models import RateCount

SLOTS = 5


@dataclass(frozen=True)
class Limit:
    """At most *most* tries in any stretch of *seconds*, a day at most, wherever it begins.

    Tries are counted in slots of a fifth of the stretch, and a slot counts
    until all of it has passed; so the limit is never exceeded, and whoever has
    used it up waits up to a fifth longer than needed.
    """

    name: str
    most: int
    seconds: int

    @property
    def slot(self) -> timedelta:
        """Return the length of a slot."""
        return timedelta(seconds=-(-self.seconds // SLOTS))

    def slot_of(self, now: datetime) -> datetime:
        """Return the start of the slot in which *now* lies."""
        length = int(self.slot.total_seconds())
        stamp = int(now.timestamp())
        return datetime.fromtimestamp(stamp - stamp % length, UTC)

    def leaves_at(self, slot: datetime) -> datetime:
        """Return when the tries of the slot that starts at *slot* no longer count."""
        return slot + self.slot + timedelta(seconds=self.seconds)


class TooMany(Exception):
    """A limit is used up; *retry_after* seconds from now a try is free again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


def take(session: AnySession, limit: Limit, who: str, secret: str, now: datetime) -> None:
    """Count one try of *who* and commit nothing: the edge does. A refused try is not counted.

    Raises:
        TooMany: this try is one more than the limit allows.
    """
    bucket = bucket_of(limit, who, secret)
    upsert_count(session, RateCount, {"bucket": bucket, "window_at": limit.slot_of(now)}, "count")
    counting = read_slots(session, limit, bucket, now)
    if sum(counting.values()) > limit.most:
        give_back(session, limit, who, secret, now)
        free_at = min(map(limit.leaves_at, counting))
        raise TooMany(max(1, -int((now - free_at).total_seconds() // 1)))


def give_back(session: AnySession, limit: Limit, who: str, secret: str, now: datetime) -> None:
    """Take back one try of *who* that was counted at *now*; the caller commits."""
    counted = (RateCount.bucket == bucket_of(limit, who, secret)) & (RateCount.window_at == limit.slot_of(now))
    session.execute(update(RateCount).where(counted, RateCount.count > 0).values(count=RateCount.count - 1))


def bucket_of(limit: Limit, who: str, secret: str) -> str:
    """Return the name under which the tries of *who* are counted; without *secret* it tells nobody who that is."""
    digest = hmac.new(secret.encode(), who.encode("utf-8", "replace"), sha256).hexdigest()[:32]
    return f"{limit.name}:{digest}"


def read_slots(session: AnySession, limit: Limit, bucket: str, now: datetime) -> dict[datetime, int]:
    """Return the tries that still count, by the start of their slot."""
    oldest = now - timedelta(seconds=limit.seconds) - limit.slot
    rows = select(RateCount.window_at, RateCount.count).where(RateCount.bucket == bucket, RateCount.window_at > oldest)
    return {start: count for start, count in session.execute(rows) if count > 0}


def client_of(remote_address: str | None) -> str:
    """Return what one household or machine shares: its IPv4 address, or the first 64 bits of an IPv6 address.

    Source: RFC 6177 2 (a site gets a /64 or more, so that single IPv6 addresses are free).
    """
    try:
        address = IPv6Address((remote_address or "").partition("%")[0])
    except AddressValueError:
        return remote_address or ""
    return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False))


def forget_old_counts(session: AnySession, now: datetime) -> None:
    """Delete counts that no limit looks at any more; the caller commits."""
    session.execute(delete(RateCount).where(RateCount.window_at < now - timedelta(days=2)))
