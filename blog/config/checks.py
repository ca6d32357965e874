"""What keeps the blog from starting: settings that cannot work, and unsafe ones on a production run (D20)."""

import re
import stat
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from blog.config.dkim_key import UnusableKey, is_world_readable, read_signing_key
from blog.config.optional_packages import package_faults
from blog.config.settings import SETTINGS, Settings
from blog.config.value_checks import MINIMUM_SECRET_LENGTH

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SELECTOR = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,60}[A-Za-z0-9])?")


def find_faults(settings: Settings, *, is_testing: bool = False, is_debug: bool = False) -> list[str]:
    """Return what keeps the blog from starting, a sentence each; a development run may be unsafe, but not broken."""
    faults = [*value_faults(settings), *signing_faults(settings), *package_faults(settings)]
    if settings.development or is_testing:
        return [*faults, *development_faults(settings)]
    return [*faults, *production_faults(settings, is_debug=is_debug)]


def value_faults(settings: Settings) -> list[str]:
    """Return faults of settings that are wrong by themselves, whatever the others are."""
    found = (setting.fault(getattr(settings, setting.field)) for setting in SETTINGS)
    return [fault for fault in found if fault]


def production_faults(settings: Settings, *, is_debug: bool) -> list[str]:
    """Return what makes a production run unsafe, or unable to send mail."""
    faults = [*secret_faults(settings), *debug_faults(is_debug=is_debug), *address_faults(settings)]
    return [*faults, *mail_faults(settings), *database_faults(settings)]


def development_faults(settings: Settings) -> list[str]:
    """Return the faults that even a development run has."""
    faults = [] if settings.secret_key else [missing_secret()]
    base = urlsplit(settings.base_url)
    if settings.development and base.scheme == "https" and base.hostname not in LOOPBACK:
        faults.append("BLOG_DEVELOPMENT is on for a public address, where everybody could read mail: unset it.")
    return faults


def missing_secret() -> str:
    """Return the sentence about a missing secret key."""
    return "BLOG_SECRET_KEY is missing: set it to 32 or more random characters."


def secret_faults(settings: Settings) -> list[str]:
    """Return faults of the secret key."""
    faults = []
    if not settings.secret_key:
        faults.append(missing_secret())
    elif len(settings.secret_key) < MINIMUM_SECRET_LENGTH or len(set(settings.secret_key)) < 10:
        faults.append("BLOG_SECRET_KEY is too weak: set it to 32 or more random characters.")
    return faults


def debug_faults(*, is_debug: bool) -> list[str]:
    """Return the fault of Flask's debug mode."""
    return ["Debug mode is on: unset FLASK_DEBUG."] if is_debug else []


def address_faults(settings: Settings) -> list[str]:
    """Return faults of the public address."""
    base = urlsplit(settings.base_url)
    if not base.hostname:
        return ["BLOG_BASE_URL is missing: set it to the public address, such as https://news.example.org."]
    if base.scheme != "https":
        return ["BLOG_BASE_URL must start with https://: sessions and signed links need an encrypted connection."]
    if base.path or base.query or base.fragment:
        return ["BLOG_BASE_URL must end after the host name: the site cannot live below a path."]
    return []


def mail_faults(settings: Settings) -> list[str]:
    """Return what is missing to send mail."""
    faults = []
    if not settings.mail_server:
        faults.append("BLOG_MAIL_SERVER is missing: set it to the host name of your SMTP relay.")
    if not settings.mail_default_sender:
        faults.append("BLOG_MAIL_DEFAULT_SENDER is missing: set it to the address that readers see as sender.")
    if settings.mail_use_tls and settings.mail_use_ssl:
        faults.append("BLOG_MAIL_USE_TLS and BLOG_MAIL_USE_SSL are both on: set BLOG_MAIL_USE_TLS=0 for port 465.")
    return faults


def signing_faults(settings: Settings) -> list[str]:
    """Return faults of the DKIM key; without a selector the relay signs, and there is nothing to find."""
    selector, file = settings.dkim_selector, settings.dkim_key_file
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
    if is_world_readable(file):
        return [f"BLOG_DKIM_KEY_FILE can be read by every account of this machine: run chmod 600 {file}."]
    return []


def database_faults(settings: Settings) -> list[str]:
    """Return the fault of a SQLite file that every account of the machine can read."""
    try:
        url = make_url(settings.database_url)
    except (ArgumentError, ValueError):
        return []  # Another sentence says so.
    file = Path(url.database or "")
    if url.get_backend_name() == "sqlite" and file.is_file() and file.stat().st_mode & stat.S_IROTH:
        return [f"The database {file.name} can be read by every account of this machine: run chmod 600 on it."]
    return []
