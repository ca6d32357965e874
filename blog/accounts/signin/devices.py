"""The device of a session in plain words: browser and system by the User-Agent header, and the coarse network.

What is read is a courtesy to the owner of a session and never a proof, since a
client may send anything.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""Sign and name; earlier ones first, since most browsers name others too."""
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    """Where a session began; each part is "" where it is not known."""

    browser: str = ""
    system: str = ""
    network: str = ""
    """The first half or so of the address, as people write it."""


UNKNOWN_DEVICE = Device()


def describe_device(user_agent: str, remote_address: str | None) -> Device:
    """Return the device that sent *user_agent* from *remote_address*."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return Device(browser, system, shorten_address(remote_address))


def shorten_address(remote_address: str | None) -> str:
    """Return the beginning of an address: 192.0.2 of IPv4, three groups of IPv6; "" for what is none or is local.

    Source: RFC 6177 2 (a site gets up to a /48).
    """
    try:
        address = ip_address((remote_address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return (
                ""
                if address.is_loopback
                else ":".join(f"{int(group, 16):x}" for group in address.exploded.split(":")[:3])
            )
        address = address.ipv4_mapped
    return "" if address.is_loopback else str(address).rpartition(".")[0]
