"""Forms of one letter, digit or syllable that readers of a script take for each other."""

import re
import unicodedata

SIMILAR = {
    "ŀ": "l", "Ŀ": "l", "ґ": "г", "Ґ": "г", "ى": "ي", "ة": "ه", "ہ": "ه", "ۃ": "ه",
    "\u093c": "", "\u0a3c": "", "\u0901": "\u0902",
    "\u05be": " ", "\u05c0": " ", "\u05c3": " ", "\u05c6": " ", "\u200b": "", "№": " ",
}  # fmt: skip
"""What is often written for a letter or sign: Catalan ela geminada, Ukrainian ge, Arabic endings, Urdu he, dots and
nasal signs of Hindi; marks of Hebrew that part words; the invisible place where a long word may break; the number sign.
"""
ARABIC, KATAKANA, TONES, LAO_TONES = "\u0620-\u06ff", "\u30a1-\u30fa\u30fc-\u30ff", "\u0e48-\u0e4b", "\u0ec8-\u0ecb"
NASALS = "ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])"
IN_CONTEXT = (
    ("\u200c", re.compile(f"(?<=[{ARABIC}])\u200c"), " "),
    ("・", re.compile(f"(?<=[{KATAKANA}])・(?=[{KATAKANA}])"), ""),
    ("เเ", re.compile("เเ"), "แ"),
    ("\u0e4d", re.compile(f"\u0e4d([{TONES}]?)\u0e32|([{TONES}])\u0e4d\u0e32"), "\\1\\2\u0e33"),
    ("\u0ecd", re.compile(f"\u0ecd([{LAO_TONES}]?)\u0eb2|([{LAO_TONES}])\u0ecd\u0eb2"), "\\1\\2\u0eb3"),
    ("\u094d", re.compile(NASALS), "\u0902"),
)
"""A sign without which the pattern is not looked for, the pattern, and what stands for it: the joint within a Persian
word, the dot within a foreign name in Japanese, vowels of Thai and Lao in another order, nasals of Hindi by two signs.
"""


def unify(text: str) -> str:
    """Return *text* with one form for what is written in several ways within a word, by what stands beside it."""
    for sign, pattern, form in IN_CONTEXT:
        if sign in text:
            text = pattern.sub(form, text)
    return text


def similar_form(character: str) -> str:
    """Return the form by which *character* is sought: digits of all scripts are those of ASCII."""
    if not character.isascii() and unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    return SIMILAR.get(character, character)
