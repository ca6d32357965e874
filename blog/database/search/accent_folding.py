"""Folding of letters: without case, accents and points, and with one form for letters that readers take for another."""

import unicodedata

from blog.database.search.orthography.script_forms import similar_form, unify

CODE_PAGE = "cp1252"
"""Covers most texts in Latin letters, with typographic signs; one byte a letter."""
OPTIONAL_MARKS = (
    (0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670),
    (0x6D6, 0x6ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
)  # fmt: skip
"""Accents, points of Hebrew and Arabic, selectors of emoji. Vowel signs of Indic and Thai letters are no accents."""
IGNORED = "\u00ad\u0640\u200c\u200d\u2060\ufeff"
"""Stand inside words without being read: soft hyphen, Arabic lengthening, joiners."""
LETTER_APOSTROPHES = "\u02bb\u02bc"
"""Apostrophes that Unicode counts as letters: of Hawaiian, and of Ukrainian."""
ALIKE = {
    "æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "ŧ": "t", "þ": "th",
    "ٱ": "ا", "ی": "ي", "ک": "ك",
}  # fmt: skip
"""Letters that Unicode does not take apart; the last two are Persian forms of Arabic letters."""


class FoldingTable(dict[int, str]):
    """Maps each character to its folded form, and what is no letter, digit or mark to a space; filled on first use."""

    def __missing__(self, code: int) -> str:
        """Return the character *code* folded."""
        self[code] = fold_character(chr(code))
        return self[code]


def fold_character(character: str) -> str:
    """Return *character* folded: letters, digits and marks, a space, or nothing."""
    if character in IGNORED or is_optional_mark(character):
        return ""
    if character in LETTER_APOSTROPHES:
        return " "
    folded = "".join(ALIKE.get(part, part) for part in decompose(character).casefold())
    # Again, since a small letter may be one with an accent.
    folded = unicodedata.normalize("NFC", decompose(folded))
    return "".join(part if unicodedata.category(part)[0] in "LNM" else " " for part in folded)


def decompose(text: str) -> str:
    """Return *text* without compatibility forms and optional marks."""
    return "".join(part for part in unicodedata.normalize("NFKD", text) if not is_optional_mark(part))


def is_optional_mark(character: str) -> bool:
    """Return whether *character* is a mark that readers leave out."""
    return any(first <= ord(character) <= last for first, last in OPTIONAL_MARKS)


class SearchTable(FoldingTable):
    """Maps each character to its folded form, with one form for what readers of its script take for another."""

    def __missing__(self, code: int) -> str:
        """Return the character *code* folded."""
        folded = "".join(map(fold_character, similar_form(chr(code))))
        self[code] = "".join(map(similar_form, folded))
        return self[code]


FOLDING = FoldingTable()
SEARCH_FOLDING = SearchTable()


def fold(text: str) -> str:
    """Return *text* as text and query are compared, with spaces for what is no letter, digit or mark."""
    return fold_quickly(text) or unify(text).translate(SEARCH_FOLDING)


def fold_letters(text: str) -> str:
    """Return *text* with each letter folded, as keys of names are kept and as the search of the static site does."""
    return fold_quickly(text) or text.translate(FOLDING)


def fold_quickly(text: str) -> str:
    """Return *text* folded where it is in the code page; "" where it is not."""
    if text.isascii() or not any(letter in text for letter in UNFOLDABLE):
        try:
            # Several times as fast as looking up each letter.
            return text.encode(CODE_PAGE).translate(BYTES).decode(CODE_PAGE)
        except UnicodeEncodeError:
            pass
    return ""


def fold_byte(code: int) -> bytes:
    """Return the byte *code* of the code page folded; b"" where the result is not one of its bytes."""
    folded = FOLDING[ord(bytes([code]).decode(CODE_PAGE, "replace"))].encode(CODE_PAGE, "ignore")
    return folded if len(folded) == 1 else b""


BYTES = b"".join(fold_byte(code) or bytes([code]) for code in range(256))
_letters = (bytes([code]).decode(CODE_PAGE, "ignore") for code in range(256))
UNFOLDABLE = [letter for code, letter in enumerate(_letters) if letter and not fold_byte(code)]
"""Letters of the code page that become none, two, or one that is not in it."""
