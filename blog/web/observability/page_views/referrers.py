"""Referring sites: the host name of a Referer header, cleaned; path and query are not looked at."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from blog.models.page_views import MAX_HOST_LENGTH, NO_HOST, OTHER_HOSTS

MAX_ORIGIN_LENGTH = 300
"""Characters of a Referer that are looked at."""
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
"""A name of the DNS in small letters with a top-level domain, internationalised ones in Punycode; no IP address."""


@lru_cache(1024)
def referring_host(referrer: str) -> str:
    """Return the host name of *referrer*, an origin, without "www."; NO_HOST where it is empty.

    What is no public name, such as an IP address, an app or a machine of a
    private network, is OTHER_HOSTS: it may say more about a person than about a site.
    """
    if not referrer:
        return NO_HOST
    try:
        parts = urlsplit(referrer)
        host = parts.hostname if parts.scheme in {"http", "https"} else None
    except ValueError:
        return OTHER_HOSTS
    return clean_host(host or "") or OTHER_HOSTS


def read_origin(referrer: str) -> str:
    """Return scheme and host of *referrer*, so that nothing else of it stays in memory."""
    return "/".join(referrer[:MAX_ORIGIN_LENGTH].split("/", 3)[:3])


@lru_cache(256)
def clean_host(name: str) -> str:
    """Return a host *name*, which may have a port behind it, as it is counted; "" for what is no public name."""
    host = name.casefold().partition(":")[0].rstrip(".").removeprefix("www.")
    return host if len(host) <= MAX_HOST_LENGTH and HOST.fullmatch(host) else ""
