"""Removal of accents and case, as the indexes of both engines compare words."""

import unicodedata

CODE_PAGE = "cp1252"
"""Covers most texts in Latin letters, with typographic signs; one byte a letter."""


class FoldingTable(dict[int, str]):
    """Maps each character to itself without accent and case, filled on first use."""

    def __missing__(self, code: int) -> str:
        """Return the character *code* folded."""
        bare = (part for part in unicodedata.normalize("NFD", chr(code)) if unicodedata.category(part) != "Mn")
        self[code] = "".join(bare).casefold()
        return self[code]


FOLDING = FoldingTable()


def fold(text: str) -> str:
    """Return *text* without accents and case."""
    if text.isascii():
        return text.lower()
    if not any(letter in text for letter in UNFOLDABLE):
        try:
            # Several times as fast as looking up each letter.
            return text.encode(CODE_PAGE).translate(BYTES).decode(CODE_PAGE)
        except UnicodeEncodeError:
            pass
    return text.translate(FOLDING)


def fold_byte(code: int) -> bytes:
    """Return the byte *code* of the code page folded; b"" where the result is not one of its bytes."""
    folded = FOLDING[ord(bytes([code]).decode(CODE_PAGE, "replace"))].encode(CODE_PAGE, "ignore")
    return folded if len(folded) == 1 else b""


BYTES = b"".join(fold_byte(code) or bytes([code]) for code in range(256))
_letters = (bytes([code]).decode(CODE_PAGE, "ignore") for code in range(256))
UNFOLDABLE = [letter for code, letter in enumerate(_letters) if letter and not fold_byte(code)]
"""Letters of the code page that become two, or one that is not in it."""
