"""Rate limits of the subscribe form: for a prefix, a network, all together, and mails to one address (defences D8)."""

from datetime import datetime

from blog.database import AnySession
from blog.web.access.rate_limits import (
    RateLimit,
    RateLimitExceeded,
    check_rate_limit,
    client_network,
    release_attempt,
    wide_network,
)

HOUR = 3600
DAY = 24 * HOUR

SIGNUPS_PER_PREFIX = RateLimit("subscribe-network", 60, HOUR)
"""From one IPv4 address or IPv6 /64, which a class, an office or a mobile carrier shares: a class twice over."""
SIGNUPS_PER_NETWORK = RateLimit("subscribe-wide-network", 240, HOUR)
"""From the wider network, of which one party can have many prefixes."""
SIGNUPS_IN_ALL = RateLimit("subscribe-all", 120, 60)
"""A flood from many networks: more than a busy news day brings, less than a relay minds."""
MAILS_PER_ADDRESS = RateLimit("confirmation-mail", 3, DAY)


def count_signup(session: AnySession, client: str | None, secret: str, now: datetime) -> None:
    """Count one sign-up from the address *client*; the caller commits.

    Raises:
        RateLimitExceeded: its prefix, its network, or all networks together, ask too often.
    """
    check_rate_limit(session, SIGNUPS_PER_PREFIX, client_network(client), secret, now)
    check_rate_limit(session, SIGNUPS_PER_NETWORK, wide_network(client), secret, now)
    check_rate_limit(session, SIGNUPS_IN_ALL, "all", secret, now)


def take_mail_quota(session: AnySession, address_key: str, secret: str, now: datetime) -> bool:
    """Count one confirmation mail to *address_key*; return whether the quota of a day allows it. The caller commits."""
    try:
        check_rate_limit(session, MAILS_PER_ADDRESS, address_key, secret, now)
    except RateLimitExceeded:
        return False
    return True


def give_mail_quota_back(session: AnySession, address_key: str, secret: str, now: datetime) -> None:
    """Take back what take_mail_quota counted at *now*, since no mail was owed after all. The caller commits."""
    release_attempt(session, MAILS_PER_ADDRESS, address_key, secret, now)
