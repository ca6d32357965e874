"""The rules of sitemaps, and what in a document breaks them.

Sources: sitemaps.org/protocol.html (0.9), Google's image extension 1.1 and news extension 0.9.
"""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
OWN = re.compile(r"https://news\.example\.org/[^\s<>\"]*")
MAX_URLS, MAX_BYTES, MAX_URL_LENGTH = 50_000, 50 * 2**20, 2048
CHILDREN = {
    "sitemapindex": {f"{SITEMAP}sitemap"},
    "urlset": {f"{SITEMAP}url"},
    "sitemap": {f"{SITEMAP}loc", f"{SITEMAP}lastmod"},
    "url": {f"{SITEMAP}loc", f"{SITEMAP}lastmod", f"{IMAGE}image", f"{NEWS}news"},
    "image": {f"{IMAGE}loc"},
    "news": {f"{NEWS}publication", f"{NEWS}publication_date", f"{NEWS}title"},
    "publication": {f"{NEWS}name", f"{NEWS}language"},
}
NEEDED = {
    "sitemap": {f"{SITEMAP}loc"},
    "url": {f"{SITEMAP}loc"},
    "image": CHILDREN["image"],
    "news": CHILDREN["news"],
    "publication": CHILDREN["publication"],
}
TEXTS = {"loc": OWN, "lastmod": W3C_DATE, "publication_date": W3C_DATE, "language": re.compile("[a-z]{2,3}")}


def violations(data: bytes) -> list[str]:
    """Return what in a sitemap or its index breaks a rule."""
    return list(broken(data))


def broken(data: bytes) -> Iterator[str]:
    root = fromstring(data)
    if root.tag not in {f"{SITEMAP}sitemapindex", f"{SITEMAP}urlset"}:
        yield f"the root is {root.tag}"
    if len(root) > MAX_URLS or len(data) > MAX_BYTES:
        yield f"{len(root)} addresses in {len(data)} bytes"
    locations = Counter(one.findtext(f"{SITEMAP}loc") for one in root)
    yield from (f"{address} stands {count} times" for address, count in locations.items() if count > 1)
    for element in root.iter():
        yield from faults(element)


def faults(element: Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    counts = Counter(child.tag for child in element)
    yield from (f"{name} holds {tag}" for tag in counts.keys() - CHILDREN.get(name, set()))
    yield from (f"{name} lacks {tag}" for tag in NEEDED.get(name, set()) - counts.keys())
    if name not in {"sitemapindex", "urlset"} and max(counts.values(), default=1) > 1:
        yield f"{name} holds something twice"
    text = element.text or ""
    if name in TEXTS and (not TEXTS[name].fullmatch(text) or len(text) > MAX_URL_LENGTH):
        yield f"{name} says {text!r}"
    if name in {"title", "name"} and not text.strip():
        yield f"{name} says nothing"
