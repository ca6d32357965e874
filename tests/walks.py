"""A walk over the links and forms of the desk, as somebody makes it who has no script and no list of addresses."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient

LINKS = {("a", "href"), ("iframe", "src")}
VARIANTS = 2
"""Queries with which one path is opened: a list, and another choice of it."""


class PageLinks(HTMLParser):
    """The addresses that one page offers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened, self.scripted = set[str](), set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.opened |= {value for name, value in given.items() if (tag, name) in LINKS}
        self.scripted |= {value for name, value in given.items() if name.startswith("data-") and value[:1] == "/"}
        if given.get("rel") == "stylesheet":
            self.scripted.add(given.get("href", ""))
        if tag == "form" and given.get("method", "get").casefold() == "get" and given.get("action"):
            self.opened.add(given["action"])


@dataclass
class Walk:
    """Paths of links, frames and forms, and paths that scripts and style sheets are fetched from."""

    linked: set[str] = field(default_factory=set)
    scripted: set[str] = field(default_factory=set)
    opened: dict[str, set[str]] = field(default_factory=dict)
    """The addresses that were opened, by path."""

    def is_new(self, address: str) -> bool:
        """Return whether *address* is to be opened, and note that it is."""
        path = urlsplit(address).path
        addresses = self.opened.setdefault(path, set())
        is_new = address not in addresses and len(addresses) < VARIANTS and path.startswith(("/desk", "/account"))
        addresses.add(address)
        return is_new


def walk_desk(client: FlaskClient, start: str, is_needless: Callable[[str], bool]) -> Walk:
    """Return all that is linked from *start* on, breadth first; pages that are needless are not opened."""
    walk, queue = Walk(linked={start}), deque([start])
    while queue:
        address = queue.popleft()
        if walk.is_new(address) and not is_needless(urlsplit(address).path):
            answer = client.get(address)
            queue.extend(follow(walk, address, answer.text, answer.location))
    return walk


def follow(walk: Walk, address: str, html: str, location: str | None) -> list[str]:
    """Note what the page at *address* leads to; return the addresses."""
    page = PageLinks(html)
    walk.scripted |= {urlsplit(asked).path for asked in page.scripted}
    found = sorted(urljoin(address, link) for link in [*page.opened, *([location] if location else [])])
    walk.linked |= {urlsplit(link).path for link in found}
    return found
