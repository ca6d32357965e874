"""Rate limits, counted in the database so that all processes share the counts (defences D8)."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import AddressValueError, IPv6Address, IPv6Network, ip_network

from sqlalchemy import delete, select, update

from blog.config.retention_ages import RATE_COUNTS
from blog.database import AnySession, upsert_count
from blog.models import RateCount

SLOTS = 5


@dataclass(frozen=True)
class RateLimit:
    """Allow at most *max_attempts* in any window of *seconds* (86,400 at most).

    The window slides in slots of a fifth of its length. A slot counts until all
    of it has left the window, so the limit is never exceeded; a client that has
    reached it waits up to a fifth longer than needed.
    """

    name: str
    max_attempts: int
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

    def expires_at_of(self, slot: datetime) -> datetime:
        """Return when attempts in the slot that starts at *slot* stop counting."""
        return slot + self.slot + timedelta(seconds=self.seconds)


class RateLimitExceeded(Exception):
    """The limit is reached; the next attempt is allowed in *retry_after* seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"try again in {retry_after} s")
        self.retry_after = retry_after


def check_rate_limit(session: AnySession, limit: RateLimit, subject: str, secret: str, now: datetime) -> None:
    """Count one attempt of *subject*; a refused one is not counted. The caller commits.

    Raises:
        RateLimitExceeded: this attempt is one more than the limit allows.
    """
    bucket = bucket_name(limit, subject, secret)
    upsert_count(session, RateCount, {"bucket": bucket, "window_at": limit.slot_of(now)}, "count")
    counting = read_slots(session, limit, bucket, now)
    if sum(counting.values()) > limit.max_attempts:
        release_attempt(session, limit, subject, secret, now)
        free_at = min(map(limit.expires_at_of, counting))
        raise RateLimitExceeded(max(1, -int((now - free_at).total_seconds() // 1)))


def release_attempt(session: AnySession, limit: RateLimit, subject: str, secret: str, now: datetime) -> None:
    """Subtract one attempt of *subject* that was counted at *now*; the caller commits."""
    counted = (RateCount.bucket == bucket_name(limit, subject, secret)) & (RateCount.window_at == limit.slot_of(now))
    session.execute(update(RateCount).where(counted, RateCount.count > 0).values(count=RateCount.count - 1))


def bucket_name(limit: RateLimit, subject: str, secret: str) -> str:
    """Return the name of the counter: a keyed hash, so that no address or account is stored."""
    digest = hmac.new(secret.encode(), subject.encode("utf-8", "replace"), sha256).hexdigest()[:32]
    return f"{limit.name}:{digest}"


def read_slots(session: AnySession, limit: RateLimit, bucket: str, now: datetime) -> dict[datetime, int]:
    """Return the attempts within the window, by the start of their slot."""
    oldest = now - timedelta(seconds=limit.seconds) - limit.slot
    rows = select(RateCount.window_at, RateCount.count).where(RateCount.bucket == bucket, RateCount.window_at > oldest)
    return {start: count for start, count in session.execute(rows) if count > 0}


def client_network(remote_address: str | None) -> str:
    """Return the network to which a limit applies: the IPv4 address, or the /64 prefix of an IPv6 address.

    Source: RFC 6177 2 (a site gets a /64 or more, so that single IPv6 addresses are free).
    """
    try:
        address = IPv6Address((remote_address or "").partition("%")[0])
    except AddressValueError:
        return remote_address or ""
    return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False))


def wide_network(remote_address: str | None) -> str:
    """Return the network that may belong to one party: the /24 of an IPv4 address, or the /48 of an IPv6 address.

    Source: RFC 6177 2 (a site gets up to a /48).
    """
    prefix = client_network(remote_address)
    try:
        return str(ip_network((prefix.partition("/")[0], 48 if ":" in prefix else 24), strict=False))
    except ValueError:
        return prefix


def delete_old_counts(session: AnySession, now: datetime) -> None:
    """Delete counts that are outside every window; the caller commits."""
    session.execute(delete(RateCount).where(RateCount.window_at < now - RATE_COUNTS))
