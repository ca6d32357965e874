"""Who asks for a page: a person with a browser, a program that reads feeds, or another program.

A program is known by what it says of itself, and by no list of addresses: the
counts leave out those that say so, and cannot leave out those that lie.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

MAX_AGENT_LENGTH = 300
"""Characters of a User-Agent that are looked at."""
BROWSER = re.compile(r"(?:mozilla|opera)/\d|(?:lynx|links|elinks|w3m|netsurf|dillo)\b", re.IGNORECASE)
"""How the names of browsers begin, those for a terminal too; nearly everything else is a program."""
PROGRAM = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|scrap|archiv|scan|monitor|uptime|pingdom|check|valid|preview|proxy|lighthouse|"
    r"headless|phantom|puppeteer|selenium|playwright|electron-fetch|curl|wget|python|java/|perl|ruby|php|go-http|okhttp|"
    r"axios|node|httpx|aiohttp|http-?client|libwww-perl|facebookexternal|whatsapp|mediapartners|externalhit|embed|werkzeug",
    re.IGNORECASE,
)
"""Words that crawlers, monitors and libraries have in their names; Cubot makes telephones."""
FEED_READER = re.compile(r"feed|rss|newsblur|inoreader|miniflux|podcast|overcast|reeder|netnewswire", re.IGNORECASE)
CONTACT = re.compile(r"https?:|www\.|@", re.IGNORECASE)
"""An address to complain to: programs name one, browsers do not."""
PREFETCH_HEADERS = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
AHEAD = re.compile(r"prefetch|prerender|preview", re.IGNORECASE)


@lru_cache(1024)
def is_browser(agent: str) -> bool:
    """Return whether *agent*, the start of a User-Agent (RFC 9110 10.1.5), is that of a person's browser."""
    is_named = BROWSER.match(agent) is not None and CONTACT.search(agent) is None
    return is_named and PROGRAM.search(agent) is None and FEED_READER.search(agent) is None


@lru_cache(1024)
def fetches_feeds(agent: str) -> bool:
    """Return whether *agent* may be a feed reader: it has a name, and it is not that of a crawler or library."""
    return bool(agent) and (FEED_READER.search(agent) is not None or PROGRAM.search(agent) is None)


def is_ahead(environ: Mapping[str, Any]) -> bool:
    """Return whether a browser asks before anybody has decided to read (Sec-Purpose of the Fetch standard)."""
    return any(AHEAD.search(environ[name]) for name in PREFETCH_HEADERS if name in environ)
