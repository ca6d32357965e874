"""Cleaning of pasted links: tracking parameters and redirect wrappers removed, unsafe and relative ones refused."""

import re
from urllib.parse import SplitResult, parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from blog.text.cleaning import is_tracking_parameter

WRAPPERS = {
    "google.com/url": ("q", "url"), "youtube.com/redirect": ("q",), "l.facebook.com/l.php": ("u",),
    "lm.facebook.com/l.php": ("u",), "l.instagram.com/": ("u",), "l.threads.com/": ("u",), "l.wl.co/l": ("u",),
    "linkedin.com/redir/redirect": ("url",), "linkedin.com/safety/go": ("url",), "vk.com/away.php": ("to",),
    "duckduckgo.com/l/": ("uddg",), "steamcommunity.com/linkfilter/": ("u", "url"), "slack-redir.net/link": ("url",),
    "safelinks.protection.outlook.com/": ("url",), "statics.teams.cdn.office.net/evergreen-assets/safelinks": ("url",),
    "deref-gmx.net/mail/client": ("redirectUrl",), "deref-web.de/mail/client": ("redirectUrl",),
    "deref-web-02.de/mail/client": ("redirectUrl",), "deref-mail.com/mail/client": ("redirectUrl",),
    "linkprotect.cudasvc.com/url": ("a",),
}  # fmt: skip
"""Where search, networks and mail programs wrap addresses, often with the reader's own: host, path, part of query."""
URLDEFENSE = re.compile(r"https://urldefense\.(?:com|us)/v3/__(https?:/+[^_]*(?:_[^_]+)*?)__;", re.IGNORECASE)
"""What Proofpoint's links, version 3, wrap; one in which it has replaced signs (*) stays as it is."""
LINE_ENDS = re.compile(r"[\t\r\n]")
"""What browsers leave out of an address (URL Standard 4.4); spaces inside become %20."""
ALLOWED = frozenset({"http", "https", "mailto"})
MAX_LENGTH = 2000
KEPT = "/:?#[]@!$&'*+,;=%~-._"
"""Letters that stay as they are; brackets would end the address in Markdown."""


def clean_address(address: str) -> str | None:
    """Return *address* as a link may have it, or None: a relative one led somewhere on another site."""
    address = LINE_ENDS.sub("", address).strip()[:MAX_LENGTH]
    if (defended := URLDEFENSE.match(address)) and "*" not in defended[1]:
        address = re.sub(":/+", "://", defended[1], count=1)
    if address.startswith("//"):
        address = f"https:{address}"
    if address.lower().startswith("tel:"):
        return quote("".join(address.split()), safe=KEPT)
    try:
        parts = urlsplit(address)
        if parts.query and (names := wrapped_in(parts)):
            found = parse_qs(parts.query)
            inner = next((found[name][0] for name in names if name in found), "")
            return clean_address(inner) if len(inner) < len(address) else None
    except ValueError:
        return None
    if parts.scheme not in ALLOWED or (parts.scheme != "mailto" and not parts.hostname):
        return None
    return quote(urlunsplit(parts._replace(query=without_tracking(parts.query))), safe=KEPT)


def wrapped_in(parts: SplitResult) -> tuple[str, ...]:
    """Return the names of the parts of the query that may hold the address to which *parts* lead on; often none."""
    host = f".{(parts.hostname or '').removeprefix('www.')}"
    return next(
        (
            names
            for place, names in WRAPPERS.items()
            if host.endswith(f".{place.partition('/')[0]}") and parts.path.startswith(f"/{place.partition('/')[2]}")
        ),
        (),
    )


def without_tracking(query: str) -> str:
    """Return *query* without what only tracks, and as it was if there is nothing of that."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not is_tracking_parameter(pair[0])]
    return query if len(kept) == len(pairs) else urlencode(kept)
