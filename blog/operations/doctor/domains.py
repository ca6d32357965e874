"""Names of hosts and of the domains of mail."""

from urllib.parse import urlsplit

from blog.config.from_address import read_from_address
from blog.config.settings import Settings


def host_of(settings: Settings) -> str:
    """Return the host name of the site, empty when the settings name none."""
    return urlsplit(settings.base_url).hostname or ""


def sender_of(settings: Settings) -> str:
    """Return the address in From, empty when the settings name none."""
    return read_from_address(settings.mail_default_sender or "")[1]


def envelope_of(settings: Settings) -> str:
    """Return the address that the relay is told, whose domain SPF is about."""
    return settings.mail_bounce_address or sender_of(settings)


def domain_of(address: str) -> str:
    """Return the domain of *address* in lower case, empty when there is none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def is_related(one: str, other: str) -> bool:
    """Return whether one domain is the other or lies below it, which DMARC's relaxed alignment nearly is."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def parents(domain: str) -> list[str]:
    """Return *domain* and those above it, down to two labels: where a policy may stand (RFC 9989 4.10)."""
    labels = domain.split(".")
    return [".".join(labels[start:]) for start in range(max(1, len(labels) - 1))]
