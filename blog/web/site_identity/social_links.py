"""The site elsewhere: a line each for a page on another service, with rel=me in the footer."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from flask_babel import gettext as _

MAX_LINKS, MAX_LINK_LENGTH = 12, 300
HANDLE = re.compile(r"@([A-Za-z0-9_.-]+)@((?:[\w-]+\.)+[\w-]{2,})")
AROUND = "<>\u200b\u200e\u200f\u2060\ufeff"
"""Comes along with an address that is copied."""
"""A person or a site of the fediverse, such as @news@example.social."""
HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}")
SERVICES = {
    "bsky.app": "Bluesky", "facebook.com": "Facebook", "github.com": "GitHub", "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn", "mastodon.social": "Mastodon", "pixelfed.social": "Pixelfed", "signal.group": "Signal",
    "signal.me": "Signal", "t.me": "Telegram", "threads.com": "Threads", "threads.net": "Threads",
    "tiktok.com": "TikTok", "whatsapp.com": "WhatsApp", "x.com": "X", "youtube.com": "YouTube",
}  # fmt: skip
"""Names of services by their host."""


class SocialLink(NamedTuple):
    """A page of the site on another service."""

    label: str
    url: str


def check_social_links(text: str) -> str | None:
    """Return the sentence about the first line of *text* that is no link, or None."""
    lines = list(lines_of(text))
    if len(lines) > MAX_LINKS:
        return str(_("Twelve links are the most."))
    wrong = next((line for line in lines if read_line(line) is None), None)
    if wrong is None:
        return None
    return str(
        _("“%(line)s” is neither an address that begins with https:// nor a name such as @news@example.social.")
    ) % {"line": wrong[:60]}


@lru_cache(16)
def read_social_links(text: str) -> tuple[SocialLink, ...]:
    """Return the links in *text*; lines that are none are left out, and of two to one page the second."""
    links: dict[str, SocialLink] = {}
    for link in filter(None, map(read_line, lines_of(text))):
        links.setdefault(link.url, link)
    return tuple(links.values())


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of *text* that are not empty."""
    return filter(None, (line.strip() for line in text.splitlines()))


def read_line(line: str) -> SocialLink | None:
    """Return the link of *line*: an address or a name of the fediverse, with words before it or not."""
    words, _space, address = line.replace("＠", "@").rpartition(" ")
    label, address = words.strip().removesuffix(":").rstrip(), address.strip(AROUND)
    if handle := HANDLE.fullmatch(address):
        return SocialLink(label or address, f"https://{ascii_host(handle[2])}/@{handle[1]}")
    host = host_of(address)
    if not host:
        return None
    url = address.replace(f"//{host}", f"//{ascii_host(host)}", 1) if not host.isascii() else address
    short = host.removeprefix("www.")
    return SocialLink(label or SERVICES.get(short.removeprefix("m."), short), url)


def host_of(address: str) -> str:
    """Return the host that the https *address* names, as it is written; "" where it is no such address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_sound = parts.scheme == "https" and len(address) <= MAX_LINK_LENGTH and ascii_host(parts.netloc)
    return (parts.netloc if not parts.netloc.isascii() else parts.netloc.lower()) if is_sound else ""


def ascii_host(host: str) -> str:
    """Return *host* in ASCII (RFC 5891); "" where it is no name of a public host."""
    try:
        plain = host.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    return plain if HOST.fullmatch(plain) else ""
