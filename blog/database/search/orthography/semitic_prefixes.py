"""Prefixes that Arabic and Hebrew write together with a word: and, the, in, to, from, that."""

import re
from collections.abc import Iterator

ARABIC_AND = re.compile("^[وف](?=ال..)")
"""And, before the article: Snowball leaves it."""
HEBREW_PREFIX = re.compile("[ושהכלבמ](?=[א-ת]{3})")
"""One letter before a word, of which enough is left; Snowball knows no Hebrew."""
MAX_PREFIXES = 3
"""Such as in "and that the"."""


def strip_arabic_and(word: str) -> str:
    """Return *word* without "and" before its article."""
    return ARABIC_AND.sub("", word)


def hebrew_stems(word: str) -> Iterator[str]:
    """Yield *word*, and what is left of it without each letter that may be a prefix."""
    yield word
    for _ in range(MAX_PREFIXES):
        if not HEBREW_PREFIX.match(word):
            return
        word = word[1:]
        yield word
