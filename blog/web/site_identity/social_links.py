"""The site elsewhere: a line each for a page on another service, with rel=me in the footer."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from flask_babel import gettext as _

MAX_LINKS, MAX_LINK_LENGTH = 12, 300
HANDLE = re.compile(r"@([\w.-]+)@((?:[a-z0-9-]+\.)+[a-z]{2,})", re.ASCII | re.IGNORECASE)
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
    """Return the links in *text*; lines that are none are left out."""
    return tuple(filter(None, map(read_line, lines_of(text))))


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of *text* that are not empty."""
    return filter(None, (line.strip() for line in text.splitlines()))


def read_line(line: str) -> SocialLink | None:
    """Return the link of *line*: an address or a name of the fediverse, with words before it or not."""
    label, _space, address = line.rpartition(" ")
    if handle := HANDLE.fullmatch(address):
        return SocialLink(label.strip() or address, f"https://{handle[2].lower()}/@{handle[1]}")
    host = host_of(address)
    return SocialLink(label.strip() or SERVICES.get(host.removeprefix("m."), host), address) if host else None


def host_of(address: str) -> str:
    """Return the host that the https *address* names, without www; "" where it is no such address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.netloc.lower()
    is_sound = parts.scheme == "https" and len(address) <= MAX_LINK_LENGTH and HOST.fullmatch(host)
    return host.removeprefix("www.") if is_sound else ""
