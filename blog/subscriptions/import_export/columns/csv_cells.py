"""Parsers and writers of CSV cells; a parser raises ValueError with a message for people."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from blog.models import Frequency
from blog.models.email_address import NotAnAddress, parse_address
from blog.text.cleaning import clean_line, clean_text
from blog.text.language_tags import read_tag

KEY = re.compile(r"[\w-]{1,32}", re.ASCII)


def line_reader(limit: int) -> Callable[[str], str | None]:
    """Return the reader of one line of at most *limit* characters; None for nothing."""

    def read(text: str) -> str | None:
        return require_max_length(clean_line(text), limit) or None

    return read


def text_reader(limit: int) -> Callable[[str], str | None]:
    """Return the reader of text with newlines; None for nothing."""

    def read(text: str) -> str | None:
        return require_max_length(clean_text(text), limit) or None

    return read


def require_max_length(text: str, limit: int) -> str:
    """Return *text* if it has at most *limit* characters."""
    if len(text) > limit:
        raise ValueError(_("This is longer than %(limit)d characters.", limit=limit))
    return text


def enum_reader(members: type[StrEnum]) -> Callable[[str], StrEnum]:
    """Return the reader of one of *words*."""

    def read(text: str) -> StrEnum:
        try:
            return members(text.strip().casefold())
        except ValueError:
            raise ValueError(_("This is none of: %(words)s.", words=", ".join(members))) from None

    return read


def read_frequency(text: str) -> Frequency | None:
    """Return how soon the reader is told about the whole site; "none" means not at all."""
    return None if text.strip().casefold() == "none" else Frequency(enum_reader(Frequency)(text))


def read_moment(text: str) -> datetime:
    """Return the time that *text* says as ISO 8601 has it; without a zone it is UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(_("This is no time such as 2026-05-04T09:30:00Z.")) from None
    if moment.year < 1970:
        raise ValueError(_("This is before 1970."))
    return moment


def write_moment(moment: datetime) -> str:
    """Return *moment* to the microsecond."""
    return moment.isoformat().replace("+00:00", "Z")


def read_minutes(text: str) -> int:
    """Return the minutes after midnight that a time of day such as 22:30 says."""
    try:
        read = time.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(_("This is no time of day such as 22:30.")) from None
    return read.hour * 60 + read.minute


def write_minutes(minutes: int) -> str:
    """Return the time of day that is *minutes* after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@lru_cache(1024)
def read_zone(text: str) -> str:
    """Return the name of a time zone that exists."""
    try:
        return ZoneInfo(text.strip()).key
    except (OSError, ValueError, LookupError):
        raise ValueError(_("This is no time zone such as Europe/Berlin.")) from None


def read_language_tag(text: str) -> str:
    """Return the BCP 47 tag of a language, such as de or pt-BR."""
    tag = read_tag(text.strip())
    if tag is None:
        raise ValueError(_("This is no language such as de or pt-BR."))
    return tag


def read_yes(text: str) -> bool:
    """Return whether *text* says yes."""
    word = text.strip().casefold()
    if word not in {"yes", "no"}:
        raise ValueError(_("This is none of: %(words)s.", words="yes, no"))
    return word == "yes"


def write_yes(is_so: bool) -> str:
    """Return "yes", or nothing for what holds of most."""
    return "yes" if is_so else ""


def number_reader(limit: int) -> Callable[[str], int]:
    """Return the reader of a whole number from 0 to *limit*."""

    def read(text: str) -> int:
        text = text.strip()
        if not (text.isascii() and text.isdigit() and len(text) < 12) or int(text) > limit:
            raise ValueError(_("This is no number from 0 to %(limit)d.", limit=limit))
        return int(text)

    return read


def read_key(text: str) -> str:
    """Return the random part of a signed link."""
    if not KEY.fullmatch(text.strip()):
        raise ValueError(_("This is no key from our own export."))
    return text.strip()


def read_address(text: str) -> str:
    """Return an address as mail carries it."""
    try:
        return parse_address(clean_line(text)).mail
    except NotAnAddress:
        raise ValueError(_("This is not an e-mail address.")) from None
