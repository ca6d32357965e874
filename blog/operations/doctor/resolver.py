"""DNS lookups behind a protocol, so that tests can supply records."""

from typing import Any, Protocol

import dns.exception
import dns.resolver

TIMEOUT_SECONDS = 5.0


class LookupFailed(Exception):
    """The DNS could not be asked; nothing is known about the name."""


class Records(Protocol):
    """Answers what stands in the DNS; an empty list says that nothing does.

    Each raises LookupFailed when the resolver cannot be reached.
    """

    def txt_records(self, name: str) -> list[str]:
        """Return the TXT records of *name*, their parts joined."""

    def mx_hosts(self, name: str) -> list[str]:
        """Return the hosts that take mail for *name*; a lone empty one says that none does (RFC 7505)."""

    def addresses(self, name: str) -> list[str]:
        """Return the IP addresses of *name*."""


class DnsRecords:
    """Asks the resolver of this machine."""

    def txt_records(self, name: str) -> list[str]:
        """Return the TXT records of *name*."""
        return [b"".join(record.strings).decode("utf-8", "replace") for record in self.query(name, "TXT")]

    def mx_hosts(self, name: str) -> list[str]:
        """Return the hosts in the MX records of *name*."""
        return [str(record.exchange).rstrip(".") for record in self.query(name, "MX")]

    def addresses(self, name: str) -> list[str]:
        """Return the addresses in the A and AAAA records of *name*."""
        return [str(record.address) for kind in ("A", "AAAA") for record in self.query(name, kind)]

    def query(self, name: str, kind: str) -> list[Any]:
        """Return the records of *name*; none when it has none or does not exist."""
        try:
            return list(dns.resolver.resolve(name, kind, lifetime=TIMEOUT_SECONDS))
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.exception.SyntaxError):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise LookupFailed(f"The DNS could not be asked for {name} ({type(error).__name__}).") from None
