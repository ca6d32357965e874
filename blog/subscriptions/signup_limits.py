"""How often the subscribe form may be sent: by one network, by all, and for one address (defences D8)."""

from datetime import datetime

from blog.database import AnySession
from blog.web.access.rate_limits import RateLimit, RateLimitExceeded, check_rate_limit, client_network

HOUR = 3600
DAY = 24 * HOUR

BY_NETWORK = RateLimit("subscribe-network", 10, HOUR)
BY_ALL = RateLimit("subscribe-all", 120, 60)
"""A flood from many networks: more than a busy news day brings, less than a relay minds."""
MAILS_TO_ONE = RateLimit("confirmation-mail", 3, DAY)


def brake(session: AnySession, client: str | None, secret: str, now: datetime) -> None:
    """Count one request from the address *client*; the caller commits.

    Raises:
        RateLimitExceeded: its network, or all networks together, ask too often.
    """
    check_rate_limit(session, BY_NETWORK, client_network(client), secret, now)
    check_rate_limit(session, BY_ALL, "all", secret, now)


def is_mail_due(session: AnySession, address_key: str, secret: str, now: datetime) -> bool:
    """Count one confirmation mail to *address_key*; return whether it may still be sent. The caller commits."""
    try:
        check_rate_limit(session, MAILS_TO_ONE, address_key, secret, now)
    except RateLimitExceeded:
        return False
    return True
