"""Titles, summaries and dates of other programs as plain values."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from functools import partial
from html import unescape
from urllib.parse import unquote, urlsplit

from blog.operations.moving_in.conversion.word_check import html_text
from blog.text.cleaning import clean_line, clip_words

TAG = re.compile(r"<[a-zA-Z/!]")
NO_TAG = re.compile(
    r"<(?!!--|/?(?:[a-z]\w*:|(?:a|abbr|acronym|address|article|aside|b|bdi|bdo|big|blockquote|br|button|center|cite|code"
    r"|dd|del|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|kbd|label|li|main"
    r"|mark|nav|nobr|ol|p|picture|pre|q|ruby|rp|rt|s|samp|script|section|small|source|span|strike|strong|style|sub|sup"
    r"|table|tbody|td|th|thead|time|tr|tt|u|ul|var|video|wbr)[\s/>]))",
    re.IGNORECASE,
)
"""A sign that an author wrote: "Lists: vector<int> and others"."""
MAX_PLAIN = 100_000
FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %I:%M %p", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S",
           "%Y/%m/%d %H:%M", "%Y/%m/%d", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y",
           "%B %d, %Y %H:%M", "%B %d, %Y %I:%M %p")  # fmt: skip
UNIX = re.compile(r"[1-9]\d{8,9}(?:\d{3})?")
"""Seconds, or milliseconds, since 1970."""
EARLIEST = 1900
"""Year from which dates are taken, as at the desk."""
NOUGHT = re.compile(r"0000|(?:.*\s)?-0{2,}1(?=[\s-]|$)")
"""The date "none" of MySQL, and the year before 1 that PHP makes of it."""
EPOCH_HOURS = 14
"""Around the first second of 1970, in whichever zone that stands: a program had no date."""


def plain(html: str) -> str:
    """Return the words of *html*, a title or a summary, on one line."""
    html = NO_TAG.sub("&lt;", html[:MAX_PLAIN])
    return clean_line(html_text(html) if TAG.search(html) else unescape(html))


def cut(text: str, limit: int) -> str:
    """Return *text* within *limit* characters, cut at a word."""
    return clip_words(text, limit)


def read_moment(text: str, zone: tzinfo = UTC) -> datetime | None:
    """Return the time that *text* names, in *zone* if it names none; None for nothing, zeros and nonsense."""
    text = text.strip()
    if not text or NOUGHT.match(text):
        return None
    formats: list[Callable[[str], datetime]] = [partial(read_format, pattern) for pattern in FORMATS]
    for read in [read_unix, read_iso, read_mail_date, *formats]:
        try:
            found = read(text)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        return to_moment(found, zone)
    return None


def to_moment(found: datetime, zone: tzinfo) -> datetime | None:
    """Return *found* in UTC, None if it is no date of an article."""
    if found.year < EARLIEST:
        return None
    moment = (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    return None if abs(moment.timestamp()) <= EPOCH_HOURS * 3600 else moment


def read_unix(text: str) -> datetime:
    """Return a time that is written as seconds or milliseconds since 1970."""
    if not UNIX.fullmatch(text):
        raise ValueError(text)
    return datetime.fromtimestamp(int(text[:10] if len(text) > 10 else text), UTC)


def read_iso(text: str) -> datetime:
    """Return a time in ISO 8601, also with a space before its zone, or with UTC for it."""
    return datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", text.replace(" UTC", "+00:00")))


def read_mail_date(text: str) -> datetime:
    """Return a time as mail and RSS have it (RFC 5322 3.3)."""
    return parsedate_to_datetime(text)


def read_format(pattern: str, text: str) -> datetime:
    """Return a time that is written as *pattern* says."""
    return datetime.strptime(text, pattern)  # noqa: DTZ007 - read_moment adds the zone.


def path_of(address: str) -> str:
    """Return path and query of *address*, "" of what has neither."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if not parts.path.strip("/") and not parts.query:
        return ""
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def slug_of(text: str) -> str:
    """Return the words of an old slug, decoded, without the end of a file name."""
    return re.sub(r"\.(?:html?|php|aspx?|md)$", "", unquote(text).strip("/").rsplit("/", 1)[-1])


def first_words(texts: Sequence[str], count: int = 10) -> str:
    """Return the first words of the first of *texts* that has any."""
    return next((" ".join(text.split()[:count]) for text in texts if text.strip()), "")
