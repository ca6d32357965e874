"""Endings of Ukrainian nouns and adjectives, for which Snowball has no stemmer."""

import re

MIN_STEM = 3
"""Letters that are left of a word at least."""
ENDINGS = (
    "ами ями ові еві єві ого ього ому ьому ими іми ією єю ою ею ів їв ам ям ах ях ом ем єм им ім їм их іх їх ій ої"
    " ую юю ия ії ії ий а я у ю і ї и е є о ь й"
)
ENDING = re.compile(f"(?<=.{{{MIN_STEM}}})(?:{'|'.join(sorted(ENDINGS.split(), key=len, reverse=True))})$")


def strip_ending(word: str) -> str:
    """Return the small-lettered *word* without its case ending, if it has one that is known."""
    return ENDING.sub("", word)
