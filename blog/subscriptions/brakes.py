"""How often the subscribe form may be sent: by one network, by all, and for one address (defences D8)."""

from datetime import datetime
from ipaddress import AddressValueError, IPv6Address, IPv6Network

from blog.database import AnySession
from blog.limits import Limit, TooMany, take

HOUR = 3600
DAY = 24 * HOUR

BY_NETWORK = Limit("subscribe-network", 10, HOUR)
BY_ALL = Limit("subscribe-all", 120, 60)
"""A flood from many networks: more than a busy news day brings, less than a relay minds."""
MAILS_TO_ONE = Limit("confirmation-mail", 3, DAY)


def brake(session: AnySession, client: str, secret: str, now: datetime) -> None:
    """Count one request of *client*; the caller commits.

    Raises:
        TooMany: its network, or all networks together, ask too often.
    """
    take(session, BY_NETWORK, network_of(client), secret, now)
    take(session, BY_ALL, "all", secret, now)


def network_of(client: str) -> str:
    """Return what one household or bot shares: the IPv4 address, or the first 64 bits of an IPv6 address."""
    try:
        address = IPv6Address(client)
    except AddressValueError:
        return client
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))


def is_mail_due(session: AnySession, address_key: str, secret: str, now: datetime) -> bool:
    """Count one confirmation mail to *address_key*; return whether it may still be sent. The caller commits."""
    try:
        take(session, MAILS_TO_ONE, address_key, secret, now)
    except TooMany:
        return False
    return True
