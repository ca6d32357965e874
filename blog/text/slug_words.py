"""Words as the part of an address that names a page: in Latin letters, or in those of their script."""

import re
import unicodedata

from slugify import slugify

from blog.config.settings import current_settings
from blog.text.language import content_language
from blog.text.romanization import drop_apostrophes, romanize

WORD_CATEGORIES = ("L", "M", "N")
"""Letters, the marks on them, and digits, in every script (Unicode 4.5)."""
KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
JAPANESE = re.compile("[\u3005\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]")
"""Kana and kanji."""
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)(?!\d{3}(?!\d))")
"""That of 5,2 per cent, which is not 52; the one of 1,000 only parts its digits."""
DOTTED_I = "i\u0307"
"""What the small letter of İ is in Unicode; Turkish writes i."""


def address_slug(text: str, limit: int, *, language: str = "") -> str:
    """Return *text* as a slug in the letters that the settings want, perhaps empty; at most *limit* characters.

    Latin letters follow the rule of *language*: a tag, or "" for the language of the site's articles.
    Japanese keeps its script: how kanji are read is not in them.
    """
    tag = content_language(language).tag
    if is_japanese(text, tag):
        return native_slug(unicodedata.normalize("NFKC", text), limit)
    if current_settings().unicode_addresses:
        return native_slug(text, limit)
    return latin_slug(text, tag, limit)


def is_japanese(text: str, tag: str) -> bool:
    """Return whether *text*, in the language *tag*, is in Japanese letters; in another language, whether most are."""
    count = len(JAPANESE.findall(text))
    if tag.partition("-")[0].lower() == "ja":
        return count > 0
    return KANA.search(text) is not None and 2 * count > sum(map(str.isalpha, text))


def latin_slug(text: str, tag: str, limit: int) -> str:
    """Return *text* in ASCII letters by the rule of the language *tag*, with hyphens; at most *limit* characters.

    The letters of Japanese are left out.
    """
    if is_japanese(text, tag):
        text = JAPANESE.sub(" ", unicodedata.normalize("NFKC", text))
    return str(
        slugify(romanize(DECIMAL_COMMA.sub(" ", text), tag), max_length=limit, word_boundary=True, save_order=True)
    )


def native_slug(text: str, limit: int) -> str:
    """Return *text* in small letters of its script (NFC) with hyphens, cut at a word; at most *limit* characters."""
    letters = unicodedata.normalize("NFC", drop_apostrophes(text)).lower().replace(DOTTED_I, "i")
    spaced = "".join(letter if unicodedata.category(letter)[0] in WORD_CATEGORIES else " " for letter in letters)
    name = "-".join(spaced.split())
    return name if len(name) <= limit else name[: limit + 1].rpartition("-")[0] or name[:limit]
