"""Addresses of files of the library, and what articles need to know of those that they offer."""

from collections.abc import Collection

from babel import Locale, UnknownLocaleError
from babel.units import format_unit
from flask_babel import force_locale, gettext
from sqlalchemy import Connection, select

from blog.database import AnySession
from blog.models import Attachment
from blog.pictures.inspection.file_kinds import KINDS
from blog.text.language import content_language
from blog.text.markdown import InlineFile
from blog.text.slug_words import latin_slug

MAX_SLUG = 80
KILO = 1000
MINUTE_MS, HOUR_MS = 60_000, 3_600_000


def file_slug(attachment: Attachment) -> str:
    """Return the last part of the addresses of *attachment*: its title in Latin letters, and the suffix of its kind."""
    name = latin_slug(attachment.title, content_language("").tag, MAX_SLUG) or "file"
    return f"{name}.{attachment.kind}"


def file_path(attachment: Attachment) -> str:
    """Return the path that stays when the file is replaced; it leads to the present version."""
    return f"/files/{attachment.key}/{file_slug(attachment)}"


def version_path(attachment: Attachment) -> str:
    """Return the path of the present version, whose bytes never change."""
    return f"/files/{attachment.key}/{attachment.version}/{file_slug(attachment)}"


def describe_kind(attachment: Attachment, locale: Locale) -> str:
    """Return kind and size, and the duration of sound, such as "MP3, 24 MB, 31 min"."""
    facts = [KINDS[attachment.kind].label, format_size(attachment.size_bytes, locale)]
    if attachment.duration_ms is not None:
        facts.append(format_duration(attachment.duration_ms, locale))
    return ", ".join(facts)


def format_size(size_bytes: int, locale: Locale) -> str:
    """Return a size in the unit that leaves one to three digits before the point."""
    for unit, size in (("kilobyte", size_bytes / KILO), ("megabyte", size_bytes / KILO**2)):
        if round(size) < KILO:
            return format_unit(max(1, round(size)) if size >= 10 or unit == "kilobyte" else round(size, 1),
                               f"digital-{unit}", "short", locale=locale)  # fmt: skip
    return format_unit(round(size_bytes / KILO**3, 1), "digital-gigabyte", "short", locale=locale)


def format_duration(duration_ms: int, locale: Locale) -> str:
    """Return a duration in seconds, minutes, or hours and minutes."""
    if duration_ms < MINUTE_MS:
        return format_unit(max(1, round(duration_ms / KILO)), "duration-second", "short", locale=locale)
    hours, minutes = divmod(round(duration_ms / MINUTE_MS), 60)
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(format_unit(count, f"duration-{unit}", "short", locale=locale) for count, unit in parts if count)


def locale_of(tag: str) -> Locale:
    """Return the locale of an article with the language *tag*; "" is that of the site's articles."""
    try:
        return Locale.parse(content_language(tag).tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def find_inline_files(
    session: AnySession | Connection, keys: Collection[str], language: str = ""
) -> dict[str, InlineFile]:
    """Return the files with these *keys* as a body in *language* needs them; unknown keys are missing."""
    if not keys:
        return {}
    columns = Attachment.__table__.c
    rows = session.execute(select(*columns).where(columns.key.in_(keys))).mappings()
    locale = locale_of(language)
    with force_locale(str(locale)):
        label = gettext("Transcript")
    return {row["key"]: to_inline_file(Attachment(**row), locale, label) for row in rows}


def to_inline_file(attachment: Attachment, locale: Locale, transcript_label: str) -> InlineFile:
    """Return *attachment* as a body needs it."""
    kind = KINDS[attachment.kind]
    return InlineFile(
        key=attachment.key,
        path=file_path(attachment),
        version_path=version_path(attachment),
        title=attachment.title,
        facts=describe_kind(attachment, locale),
        kind=attachment.kind,
        description=attachment.description,
        is_sound=kind.is_sound,
        transcript_url=attachment.transcript_url,
        transcript_label=transcript_label,
    )
