"""Umlauts written as two letters, as in addresses, older type and from keyboards without them."""

import re
from collections.abc import Iterator

TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)
UMLAUT = re.compile("[äöüåøÄÖÜÅØ]")
WITH_UMLAUT = re.compile(rf"\b[^\W_äöüåøÄÖÜÅØ]*{UMLAUT.pattern}[^\W_]*")


def respellings(text: str) -> Iterator[str]:
    """Yield the words of *text* that have umlauts with two letters for each: Müller is Mueller, Århus Aarhus."""
    if UMLAUT.search(text):
        chunks = " ".join(chunk for chunk in text.split() if not chunk.isascii() and UMLAUT.search(chunk))
        yield from (match.translate(TWO_LETTERS) for match in WITH_UMLAUT.findall(chunks))
