"""The sender of every message, as it is written in a setting: a name, whatever characters are in it, and an address."""

import re
from email.utils import parseaddr

NAMED = re.compile(r"\s*([^\"].*?)\s*<([^<>\s]+)>\s*", re.DOTALL)


def read_from_address(text: str) -> tuple[str, str]:
    """Return name and address of *text*, each "" where it is missing.

    A name needs no quotation marks for its commas, colons or brackets, as it would in a header (RFC 5322 3.4).
    """
    named = NAMED.fullmatch(text)
    return (named[1], named[2]) if named else parseaddr(text)


def domains_of(*senders: str | None) -> frozenset[str]:
    """Return the domains, in lower case, of the addresses in *senders*; what is empty or no address has none."""
    addresses = (read_from_address(sender)[1] for sender in senders if sender)
    return frozenset(address.rpartition("@")[2].casefold() for address in addresses if "@" in address)
