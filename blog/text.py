"""Text as it comes from outside, made fit to be stored and shown."""

import re
import unicodedata

NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
SPACES = re.compile(r"\s+")
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Overrides and isolates: they make a name read as another. Marks such as U+200F stay: scripts need them."""


def clean_text(value: str | None) -> str:
    """Return *value* in NFC, with newlines as LF and without controls, lone surrogates and bidi overrides."""
    if not value:
        return ""
    lines = NEWLINES.sub("\n", value)
    return "".join(filter(is_kept, unicodedata.normalize("NFC", lines)))


def is_kept(character: str) -> bool:
    """Return whether *character* may be stored."""
    if character in "\n\t":
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and character not in BIDI_CONTROLS


def clean_line(value: str | None) -> str:
    """Return *value* cleaned and on one line, without space at the ends."""
    return SPACES.sub(" ", clean_text(value)).strip()
