"""Words without accents and case, as both databases compare them."""

import unicodedata

CODE_PAGE = "cp1252"
"""What most texts in Latin letters are written with, typographic signs among it: there a letter is a byte."""


class Folding(dict[int, str]):
    """What each character becomes without accent and case, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        """Return what the character *code* becomes."""
        bare = (part for part in unicodedata.normalize("NFD", chr(code)) if unicodedata.category(part) != "Mn")
        self[code] = "".join(bare).casefold()
        return self[code]


FOLDING = Folding()


def fold(text: str) -> str:
    """Return *text* without accents and case."""
    if text.isascii():
        return text.lower()
    if not any(letter in text for letter in UNFIT):
        try:
            # Several times as fast as looking up each letter.
            return text.encode(CODE_PAGE).translate(BYTES).decode(CODE_PAGE)
        except UnicodeEncodeError:
            pass
    return text.translate(FOLDING)


def fold_byte(code: int) -> bytes:
    """Return what the letter with the number *code* in the code page becomes there; b"" where that is no one letter."""
    folded = FOLDING[ord(bytes([code]).decode(CODE_PAGE, "replace"))].encode(CODE_PAGE, "ignore")
    return folded if len(folded) == 1 else b""


BYTES = b"".join(fold_byte(code) or bytes([code]) for code in range(256))
LETTERS = (bytes([code]).decode(CODE_PAGE, "ignore") for code in range(256))
UNFIT = [letter for code, letter in enumerate(LETTERS) if letter and not fold_byte(code)]
"""Letters of the code page that become two, or one that is not in it."""
