"""Checks of single settings; each returns the sentence about a value that cannot work, or None."""

import re
from pathlib import PurePath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from langcodes import tag_is_valid
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from blog.config.domain_limits import read_domain_limits
from blog.config.from_address import read_from_address

MINIMUM_SECRET_LENGTH = 32
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
PUBLIC_URL = re.compile(
    r"(?:https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|http://(?:localhost|127\.0\.0\.1))(?::[1-9]\d{0,4})?"
    r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?"
)
"""Without encryption only on this machine; with no sign that means something in a policy, a query or a password."""
MAX_BOUNCE_NAME = 33
"""The VERP token takes up to 31 of the 64 letters that RFC 5321 4.5.3.1.1 allows before the @."""


def check_language(tag: str) -> str | None:
    """Judge a BCP 47 tag; whether there is a catalogue for it, blog.config.catalogues says."""
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return f"BLOG_LANGUAGE must be a language tag such as en or pt-BR, not {tag!r}."
    return None


def check_languages(tags: str) -> str | None:
    """Judge the BCP 47 tags of the languages that readers may choose besides the site's."""
    wrong = [tag for tag in split_names(tags) if check_language(tag)]
    return f"BLOG_LANGUAGES must be language tags such as de, fr, not {wrong[0]!r}." if wrong else None


def split_names(text: str) -> list[str]:
    """Return the names in a list with commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


def check_content_language(tag: str) -> str | None:
    """Judge the BCP 47 tag of the articles, which needs no catalogue; empty is the language of the pages."""
    if not tag or (tag.isascii() and tag_is_valid(tag)):
        return None
    return f"BLOG_CONTENT_LANGUAGE must be a language tag such as de or sr-Latn, not {tag!r}."


def check_timezone(name: str) -> str | None:
    """Judge an IANA zone."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return f"BLOG_TIMEZONE must be a zone such as Europe/Zurich, not {name!r}."
    return None


def check_database_url(url: str) -> str | None:
    """Judge a database URL without repeating it: it may hold a password."""
    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return "BLOG_DATABASE_URL is no database address such as postgresql://user:password@host/name."
    return None


def check_domain_limits(text: str) -> str | None:
    """Judge the limits of single domains."""
    try:
        read_domain_limits(text)
    except ValueError:
        return "BLOG_MAIL_DOMAIN_LIMITS must be pairs such as gmail.com=2000, *=500."
    return None


def check_sender(text: str) -> str | None:
    """Judge the From address, with or without a name before it."""
    if ADDRESS.fullmatch(read_from_address(text)[1]):
        return None
    return f"BLOG_MAIL_DEFAULT_SENDER must be like IFBG News <news@news.example.org>, not {text!r}."


def check_bounce_address(address: str) -> str | None:
    """Judge the envelope sender, which must leave room for the VERP token."""
    if not ADDRESS.fullmatch(address):
        return f"BLOG_MAIL_BOUNCE_ADDRESS must be like bounces@news.example.org, not {address!r}."
    if len(address.partition("@")[0]) > MAX_BOUNCE_NAME:
        return f"BLOG_MAIL_BOUNCE_ADDRESS is too long: {MAX_BOUNCE_NAME} letters may stand before the @."
    return None


def check_imap_url(url: str) -> str | None:
    """Judge the mailbox of bounces without repeating it: it holds a password."""
    if is_mailbox(url):
        return None
    return "BLOG_BOUNCE_IMAP_URL must be written as imaps://name:password@host/INBOX."


def is_mailbox(url: str) -> bool:
    """Return whether *url* names an encrypted mailbox, and who may read it."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme == "imaps" and bool(parts.hostname and parts.username and parts.password) and parts.port != 0
        )
    except ValueError:
        return False


def check_webhook_secret(secret: str) -> str | None:
    """Judge the key of bounce reports that are posted."""
    if len(secret) < MINIMUM_SECRET_LENGTH:
        return "BLOG_BOUNCE_WEBHOOK_SECRET is too weak: set it to 32 or more random characters."
    return None


def check_sentry_dsn(url: str) -> str | None:
    """Judge the address of error reports without repeating it: it holds a key."""
    if is_web_address(url, needs_key=True):
        return None
    return "BLOG_SENTRY_DSN must look like https://key@host/number."


def check_otel_endpoint(url: str) -> str | None:
    """Judge the address of traces without repeating it: it may hold a key."""
    if is_web_address(url):
        return None
    return "BLOG_OTEL_ENDPOINT must be an address such as http://127.0.0.1:4318/v1/traces."


def is_web_address(url: str, *, needs_key: bool = False) -> bool:
    """Return whether *url* is one of HTTP; with a key, it has one before the host and a number at its end.

    Its host is one that DNS could know: no label is empty or longer than 63 bytes (RFC 1035 2.3.4).
    """
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in {"http", "https"} and bool((parts.hostname or "").encode("idna")) and parts.port != 0
    except ValueError:
        return False
    has_key = bool(parts.username) and re.fullmatch(r"(?:/[\w.-]+)*/\d+", parts.path) is not None
    return is_whole and (has_key or not needs_key)


def check_media_public_url(url: str) -> str | None:
    """Judge the address of pictures at a CDN or bucket without repeating it: it stands in pages and in their policy."""
    if not url or PUBLIC_URL.fullmatch(url):
        return None
    return "BLOG_MEDIA_PUBLIC_URL must be like https://cdn.example.org/media: https, a host, and a path at most."


def check_folder(path: str | None) -> str | None:
    """Judge the folder of the public site as files: its whole path, so that each process means the same one."""
    if path is None or PurePath(path).is_absolute():
        return None
    return f"BLOG_STATIC_FOLDER must be a whole path such as /srv/news-files, not {path!r}."
