"""Cleaning of pasted links: tracking parameters and redirect wrappers removed, unsafe and relative ones refused."""

import re
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from blog.text.cleaning import is_tracking_parameter

WRAPPERS = {"www.google.com": "q", "google.com": "q", "l.facebook.com": "u", "lm.facebook.com": "u"}
"""Hosts whose /url or /l.php leads on to the address in this part of the query."""
WRAPPED_AT = frozenset({"/url", "/l.php"})
LINE_ENDS = re.compile(r"[\t\r\n]")
"""What browsers leave out of an address (URL Standard 4.4); spaces inside become %20."""
ALLOWED = frozenset({"http", "https", "mailto"})
MAX_LENGTH = 2000
KEPT = "/:?#[]@!$&'*+,;=%~-._"
"""Letters that stay as they are; brackets would end the address in Markdown."""


def clean_address(address: str) -> str | None:
    """Return *address* as a link may have it, or None: a relative one led somewhere on another site."""
    address = LINE_ENDS.sub("", address).strip()[:MAX_LENGTH]
    try:
        parts = urlsplit(address)
        if parts.hostname in WRAPPERS and parts.path in WRAPPED_AT:
            inner = parse_qs(parts.query).get(WRAPPERS[parts.hostname], [""])[0]
            return clean_address(inner) if inner != address else None
    except ValueError:
        return None
    if parts.scheme not in ALLOWED or (parts.scheme != "mailto" and not parts.hostname):
        return None
    return quote(urlunsplit(parts._replace(query=without_tracking(parts.query))), safe=KEPT)


def without_tracking(query: str) -> str:
    """Return *query* without what only tracks, and as it was if there is nothing of that."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [pair for pair in pairs if not is_tracking_parameter(pair[0])]
    return query if len(kept) == len(pairs) else urlencode(kept)
