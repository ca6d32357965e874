"""Cleaning of text from outside: Unicode normalisation, newlines, control characters."""

import re
import unicodedata

NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
SPACES = re.compile(r"((?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›;:!?]))|\s+")
"""The first are kept: they belong to the sign beside them, as French wants it."""
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
)
"""What is never to be interchanged (Unicode 23.7); HTML must not hold it (HTML Standard 13.2.3.5)."""
UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters but newline and tab
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069"  # bidi overrides and isolates: they make a name read as another
    f"{NONCHARACTERS}"
    "]"
)
"""Marks such as U+200F stay: scripts need them."""


def clean_text(value: str | None) -> str:
    """Return *value* in NFC, with newlines as LF and without controls, lone surrogates and bidi overrides."""
    if not value:
        return ""
    return UNWANTED.sub("", unicodedata.normalize("NFC", NEWLINES.sub("\n", value)))


def clean_line(value: str | None) -> str:
    """Return *value* cleaned and on one line, without space at the ends."""
    return collapse_spaces(clean_text(value)).strip()


def collapse_spaces(text: str) -> str:
    """Return *text* with one space where there are several or a line ends; those of French punctuation stay."""
    return SPACES.sub(lambda found: found[1] or " ", text)
