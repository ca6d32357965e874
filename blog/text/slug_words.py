"""Words as the part of an address that names a page: in Latin letters, or in those of their script."""

import unicodedata

from slugify import slugify

from blog.config.settings import current_settings
from blog.text.language import content_language
from blog.text.romanization import drop_apostrophes, romanize

WORD_CATEGORIES = ("L", "M", "N")
"""Letters, the marks on them, and digits, in every script (Unicode 4.5)."""


def address_slug(text: str, limit: int, *, language: str = "") -> str:
    """Return *text* as a slug in the letters that the settings want, perhaps empty; at most *limit* characters.

    Latin letters follow the rule of *language*: a tag, or "" for the language of the site's articles.
    """
    if current_settings().unicode_addresses:
        return native_slug(text, limit)
    return latin_slug(text, content_language(language).tag, limit)


def latin_slug(text: str, tag: str, limit: int) -> str:
    """Return *text* in ASCII letters by the rule of the language *tag*, with hyphens; at most *limit* characters."""
    return str(slugify(romanize(text, tag), max_length=limit, word_boundary=True, save_order=True))


def native_slug(text: str, limit: int) -> str:
    """Return *text* in small letters of its script (NFC) with hyphens, cut at a word; at most *limit* characters."""
    letters = unicodedata.normalize("NFC", drop_apostrophes(text)).lower()
    spaced = "".join(letter if unicodedata.category(letter)[0] in WORD_CATEGORIES else " " for letter in letters)
    name = "-".join(spaced.split())
    return name if len(name) <= limit else name[: limit + 1].rpartition("-")[0] or name[:limit]
