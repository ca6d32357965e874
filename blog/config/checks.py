"""What keeps the blog from starting: settings that cannot work, and unsafe ones on a production run (D20)."""

import re
import stat
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from blog.config.dkim_key import UnusableKey, is_open_to_all, read_signing_key
from blog.config.domain_limits import read_domain_limits

MINIMUM_SECRET_LENGTH = 32
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CHOICES = {
    "LOG_FORMAT": ("console", "json"),
    "SQLITE_SYNCHRONOUS": ("FULL", "NORMAL"),
    "PAGE_CACHE_POSTGRES": ("strict", "listen"),
    "MAIL_UNCERTAIN": ("repeat", "hold"),
}
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
LONGEST_BOUNCE_NAME = 33
"""What names the delivery takes up to 31 of the 64 letters that RFC 5321 4.5.3.1.1 allows."""
SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,60}[A-Za-z0-9])?")
MAY_BE_ZERO = frozenset(
    {
        "TRUSTED_PROXIES",
        "SUBSCRIBE_MINIMUM_SECONDS",
        "CAPTURED_MAIL_PORT",
        "MAIL_LIMIT_SECOND",
        "MAIL_LIMIT_HOUR",
        "MAIL_LIMIT_DAY",
        "MAIL_WARM_UP",
        "ALERT_GRACE_SECONDS",
        "PAGE_CACHE_BYTES",
    }
)


def find_faults(config: Mapping[str, Any]) -> list[str]:
    """Return what keeps the blog from starting, a sentence each; a development run may be unsafe, but not broken."""
    faults = [*value_faults(config), *number_faults(config), *sender_faults(config), *signing_faults(config)]
    faults += returning_faults(config)
    if config["DEVELOPMENT"] or config.get("TESTING"):
        return [*faults, *development_faults(config)]
    return [*faults, *secret_faults(config), *address_faults(config), *mail_faults(config), *database_faults(config)]


def value_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of settings that take one of few words, a language, a zone, or a database."""
    faults = [
        f"BLOG_{name} must be {' or '.join(words)}, not {config[name]!r}."
        for name, words in CHOICES.items()
        if config[name] not in words
    ]
    try:
        Locale.parse(config["LANGUAGE"], sep="-")
    except (ValueError, UnknownLocaleError):
        faults.append(f"BLOG_LANGUAGE must be a language tag such as en or pt-BR, not {config['LANGUAGE']!r}.")
    try:
        ZoneInfo(config["TIMEZONE"])
    except (ValueError, OSError, KeyError):
        faults.append(f"BLOG_TIMEZONE must be a zone such as Europe/Zurich, not {config['TIMEZONE']!r}.")
    try:
        make_url(config["SQLALCHEMY_DATABASE_URI"])
    except (ArgumentError, ValueError):
        faults.append("BLOG_DATABASE_URL is no database address such as postgresql://user:password@host/name.")
    try:
        read_domain_limits(config["MAIL_DOMAIN_LIMITS"])
    except ValueError:
        faults.append("BLOG_MAIL_DOMAIN_LIMITS must be pairs such as gmail.com=2000, *=500.")
    return faults


def number_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of numbers: none is below zero, and few may be zero."""
    numbers = {name: value for name, value in config.items() if name.isupper() and type(value) in {int, float}}
    return [
        f"BLOG_{name} must be {'0 or more' if name in MAY_BE_ZERO else 'more than 0'}, not {value}."
        for name, value in numbers.items()
        if value < 0 or (value == 0 and name not in MAY_BE_ZERO)
    ]


def development_faults(config: Mapping[str, Any]) -> list[str]:
    """Return the faults that even a development run has."""
    faults = [] if config["SECRET_KEY"] else [missing_secret()]
    base = urlsplit(config["BASE_URL"])
    if config["DEVELOPMENT"] and base.scheme == "https" and base.hostname not in LOOPBACK:
        faults.append("BLOG_DEVELOPMENT is on for a public address, where everybody could read mail: unset it.")
    return faults


def missing_secret() -> str:
    """Return the sentence about a missing secret key."""
    return "BLOG_SECRET_KEY is missing: set it to 32 or more random characters."


def secret_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of the secret key and of the debug switch."""
    faults = []
    if not config["SECRET_KEY"]:
        faults.append(missing_secret())
    elif len(config["SECRET_KEY"]) < MINIMUM_SECRET_LENGTH or len(set(config["SECRET_KEY"])) < 10:
        faults.append("BLOG_SECRET_KEY is too weak: set it to 32 or more random characters.")
    if config["DEBUG"]:
        faults.append("Debug mode is on: unset FLASK_DEBUG.")
    return faults


def address_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of the public address."""
    base = urlsplit(config["BASE_URL"])
    if not base.hostname:
        return ["BLOG_BASE_URL is missing: set it to the public address, such as https://news.example.org."]
    if base.scheme != "https":
        return ["BLOG_BASE_URL must start with https://: sessions and signed links need an encrypted connection."]
    if base.path or base.query or base.fragment:
        return ["BLOG_BASE_URL must end after the host name: the site cannot live below a path."]
    return []


def returning_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of the ways in for bounces; none repeats the setting, which is a secret."""
    faults = []
    secret = config["BOUNCE_WEBHOOK_SECRET"]
    if config["BOUNCE_IMAP_URL"] and not is_mailbox(config["BOUNCE_IMAP_URL"]):
        faults.append("BLOG_BOUNCE_IMAP_URL must be written as imaps://name:password@host/INBOX.")
    if secret and len(secret) < MINIMUM_SECRET_LENGTH:
        faults.append("BLOG_BOUNCE_WEBHOOK_SECRET is too weak: set it to 32 or more random characters.")
    return faults


def is_mailbox(url: str) -> bool:
    """Return whether *url* names an encrypted mailbox, and who may read it."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme == "imaps" and bool(parts.hostname and parts.username and parts.password) and parts.port != 0
        )
    except ValueError:
        return False


def mail_faults(config: Mapping[str, Any]) -> list[str]:
    """Return what is missing to send mail."""
    faults = []
    if not config["MAIL_SERVER"]:
        faults.append("BLOG_MAIL_SERVER is missing: set it to the host name of your SMTP relay.")
    if not config["MAIL_DEFAULT_SENDER"]:
        faults.append("BLOG_MAIL_DEFAULT_SENDER is missing: set it to the address that readers see as sender.")
    if config["MAIL_USE_TLS"] and config["MAIL_USE_SSL"]:
        faults.append("BLOG_MAIL_USE_TLS and BLOG_MAIL_USE_SSL are both on: set BLOG_MAIL_USE_TLS=0 for port 465.")
    return faults


def sender_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of the addresses under which mail leaves."""
    faults = []
    sender, bounces = config["MAIL_DEFAULT_SENDER"], config["MAIL_BOUNCE_ADDRESS"]
    if sender and not ADDRESS.fullmatch(parseaddr(sender)[1]):
        faults.append(f"BLOG_MAIL_DEFAULT_SENDER must be like IFBG News <news@news.example.org>, not {sender!r}.")
    if bounces and not ADDRESS.fullmatch(bounces):
        faults.append(f"BLOG_MAIL_BOUNCE_ADDRESS must be like bounces@news.example.org, not {bounces!r}.")
    elif bounces and len(bounces.partition("@")[0]) > LONGEST_BOUNCE_NAME:
        faults.append(f"BLOG_MAIL_BOUNCE_ADDRESS is too long: {LONGEST_BOUNCE_NAME} letters may stand before the @.")
    return faults


def signing_faults(config: Mapping[str, Any]) -> list[str]:
    """Return faults of the DKIM key; without a selector the relay signs, and there is nothing to find."""
    selector, file = config["DKIM_SELECTOR"], config["DKIM_KEY_FILE"]
    if not selector and not file:
        return []
    if not selector:
        return ["BLOG_DKIM_SELECTOR is missing: set it to the name under which the DKIM key stands in DNS."]
    if not file:
        return ["BLOG_DKIM_KEY_FILE is missing: set it to the file with the private key, or unset BLOG_DKIM_SELECTOR."]
    if not SELECTOR.fullmatch(selector):
        return [f"BLOG_DKIM_SELECTOR must be a name in DNS such as news2026, not {selector!r}."]
    return key_faults(file)


def key_faults(file: str) -> list[str]:
    """Return faults of the file with the DKIM key."""
    try:
        read_signing_key(file)
    except UnusableKey as unusable:
        return [f"BLOG_DKIM_KEY_FILE: {unusable}"]
    if is_open_to_all(file):
        return [f"BLOG_DKIM_KEY_FILE can be read by every account of this machine: run chmod 600 {file}."]
    return []


def database_faults(config: Mapping[str, Any]) -> list[str]:
    """Return the fault of a SQLite file that every account of the machine can read."""
    try:
        url = make_url(config["SQLALCHEMY_DATABASE_URI"])
    except (ArgumentError, ValueError):
        return []  # Another sentence says so.
    file = Path(url.database or "")
    if url.get_backend_name() == "sqlite" and file.is_file() and file.stat().st_mode & stat.S_IROTH:
        return [f"The database {file.name} can be read by every account of this machine: run chmod 600 on it."]
    return []
