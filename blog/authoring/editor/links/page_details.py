"""Title and text of a fetched page: Open Graph, the page's own, or oEmbed; cleaned, since others wrote them."""

import json
import re
from codecs import lookup
from contextlib import suppress
from html import unescape
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote

from blog.text.cleaning import clean_line
from blog.text.first_sentence import shorten
from blog.text.markdown.pasting.escaping import escape, escape_starts
from blog.web.access.outgoing.guarded_fetch import FetchedPage, NotFetched, check_address, fetch_page, join_address
from blog.web.access.outgoing.outside_network import Network

MAX_TITLE = 200
MAX_WORDS = 5_000
"""Characters, with their markup, that are looked at of a title or a text."""
ENDPOINTS = {
    "x.com": "https://publish.twitter.com/oembed?omit_script=1&url=",
    "twitter.com": "https://publish.twitter.com/oembed?omit_script=1&url=",
    "tiktok.com": "https://www.tiktok.com/oembed?url=",
    "youtube.com": "https://www.youtube.com/oembed?format=json&url=",
    "youtu.be": "https://www.youtube.com/oembed?format=json&url=",
    "open.spotify.com": "https://open.spotify.com/oembed?url=",
    "soundcloud.com": "https://soundcloud.com/oembed?format=json&url=",
    "vimeo.com": "https://vimeo.com/api/oembed.json?url=",
    "bsky.app": "https://embed.bsky.app/oembed?url=",
}
"""Services that tell programs more by oEmbed than by their pages."""
VALUE = r"""(?:"[^"]{0,2000}+"|'[^']{0,2000}+'|[^\s"'>]{1,2000}+)"""
TAG = re.compile(rf"<(?:meta|link)(?:\s++[a-zA-Z:_-]{{1,40}}+\s*+=\s*+{VALUE}){{1,12}}+", re.IGNORECASE)
ATTRIBUTE = re.compile(rf"([a-zA-Z:_-]{{1,40}}+)\s*+=\s*+({VALUE})")
TITLE = re.compile(r"<title(?:\s[^>]{0,200})?>([^<]{0,1000})", re.IGNORECASE)
CHARSET = re.compile(rb"<meta[^>]{0,100}?charset=[\"']?([\w-]{1,30})", re.IGNORECASE)
TEXT_CHARSETS = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|windows-\d{3,4}|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb(?:k|2312|18030)|big5"
)
PARAGRAPH = re.compile(r"<p[^>]{0,200}>")
MARKUP = re.compile(r"<[^>]{0,2000}>")
TITLES, TEXTS = ("og:title", "twitter:title"), ("og:description", "twitter:description", "description")


class PageDetails(NamedTuple):
    """Title and text of a page in plain words; "" for none."""

    title: str = ""
    text: str = ""

    def to_markdown(self, address: str) -> str:
        """Return the card of the page at *address*; without a title the address alone."""
        if not self.title:
            return address
        quoted = f"\n> {escape_starts(escape(self.text))}" if self.text else ""
        title = escape(self.title).replace(">", "\\>")
        return f"[{title}]({quote(address, safe=SAFE)}){quoted}"


SAFE = "%/:?#@!$&*+,;=~-._"
"""Signs of an address that stay; brackets and quotes would end the link that holds it."""


def read_details(address: str, network: Network) -> PageDetails:
    """Return title and text of the page at *address*, from oEmbed or from the page itself, within one limit of time.

    Raises:
        NotFetched: see fetch_page.
    """
    ends_at = monotonic() + network.max_seconds
    endpoint = ENDPOINTS.get((check_address(address).hostname or "").removeprefix("www.").removeprefix("m."))
    found = read_oembed(endpoint + quote(address, safe=""), network, ends_at) if endpoint else PageDetails()
    if found.title:
        return found
    page = fetch_page(address, network, ends_at=ends_at)
    html = decode(page)
    tags = [read_attributes(tag[0]) for tag in TAG.finditer(html)]
    found = read_html(html, tags)
    linked = find_oembed(page.address, tags)
    if linked and not (found.title and found.text):
        more = read_oembed(linked, network, ends_at)
        return PageDetails(found.title or more.title, found.text or more.text)
    return found


def decode(page: FetchedPage) -> str:
    """Return the text of *page* by the charset that its server or itself names, else as UTF-8."""
    named = CHARSET.search(page.body, 0, 2048)
    charset = (page.charset or (named[1].decode("ascii", "replace") if named else "")).lower()
    return page.body.decode(charset if is_charset(charset) else "utf-8", "replace")


def is_charset(name: str) -> bool:
    """Return whether *name* is a charset of texts that we know."""
    with suppress(LookupError):
        return bool(TEXT_CHARSETS.fullmatch(name) and lookup(name))
    return False


def read_attributes(tag: str) -> dict[str, str]:
    """Return the attributes of one *tag*, their names in small letters."""
    return {name.lower(): unescape(value.strip("\"'")) for name, value in ATTRIBUTE.findall(tag)}


def read_html(html: str, tags: list[dict[str, str]]) -> PageDetails:
    """Return what a page says of itself."""
    said = {(tag.get("property") or tag.get("name") or "").lower(): tag.get("content", "") for tag in reversed(tags)}
    own = TITLE.search(html)
    title = next(filter(None, map(said.get, TITLES)), unescape(own[1]) if own else "")
    return clean_details(title, next(filter(None, map(said.get, TEXTS)), ""))


def find_oembed(address: str, tags: list[dict[str, str]]) -> str:
    """Return the address of the oEmbed answer that the page at *address* names (oEmbed 1.0, 4); "" for none."""
    links = (tag["href"] for tag in tags if tag.get("type") == "application/json+oembed" and tag.get("href"))
    link = next(links, "")
    with suppress(NotFetched):
        return join_address(address, link) if link else ""
    return ""


def read_oembed(endpoint: str, network: Network, ends_at: float) -> PageDetails:
    """Return what an oEmbed answer says; nothing where there is none, since the page itself is there too."""
    try:
        page = fetch_page(endpoint, network, ends_at=ends_at)
        said = json.loads(page.body)
    except (NotFetched, ValueError, RecursionError):
        return PageDetails()
    if not isinstance(said, dict):
        return PageDetails()
    words = {name: value for name, value in said.items() if isinstance(value, str)}
    text = read_paragraph(words.get("html", "")) if said.get("type") == "rich" else ""
    return clean_details(words.get("title") or words.get("author_name", ""), text)


def read_paragraph(html: str) -> str:
    """Return what stands in the first paragraph of *html*, with its markup; "" without one that ends."""
    opening = PARAGRAPH.search(html)
    text, end, _ = html[opening.end() :].partition("</p>") if opening else ("", "", "")
    return text if end else ""


def clean_details(title: str, text: str) -> PageDetails:
    """Return both without markup and controls, each on one line and of bounded length."""
    plain = (clean_line(unescape(MARKUP.sub(" ", words[:MAX_WORDS]))) for words in (title, text))
    title, text = plain
    return PageDetails(title[:MAX_TITLE].strip(), shorten(text))
