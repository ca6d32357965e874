"""Endings of Ukrainian nouns and adjectives, for which Snowball has no stemmer."""

import re
from collections.abc import Iterator

MIN_STEM = 3
"""Letters that are left of a word at least."""
ENDINGS = (
    "ами ями ові еві єві ого ього ому ьому ими іми ією єю ою ею ів їв ам ям ах ях ей ом ем єм им ім їм их іх їх ій ої"
    " ую юю ия ії ії ий а я у ю і ї и е є о ь й"
)
ENDING = re.compile(f"(?<=.{{{MIN_STEM}}})(?:{'|'.join(sorted(ENDINGS.split(), key=len, reverse=True))})$")
DOUBLED = re.compile(r"(?<=..)(.)\1$")
"""Of стаття and the like, which have one consonant in the plural, as статей."""
CLOSED_SYLLABLE = re.compile("(?<=.)([ії])(?=[бвгґджзклмнпрстфхцчшщ]{1,2}ь?$)")
"""Its vowel is another one where an ending follows: Київ, Києва; Харків, Харкова; ніч, ночі."""
LOCATIVE = re.compile("(.+[оеє]в)і")
"""The ending of Харкові, which others have as a whole: закон, законові."""
OPEN_VOWELS = {"і": "ое", "ї": "є"}


def strip_ending(word: str) -> str:
    """Return the small-lettered *word* without its case ending, if it has one that is known."""
    return DOUBLED.sub(r"\1", ENDING.sub("", word))


def ukrainian_stems(word: str) -> Iterator[str]:
    """Yield the stem of the small-lettered *word*, and where it ends in a closed syllable those of its other forms."""
    yield strip_ending(word)
    if found := CLOSED_SYLLABLE.search(word):
        before, after = word[: found.start()], word[found.end() :].removesuffix("ь")
        yield from (before + vowel + after for vowel in OPEN_VOWELS[found[1]])
    if found := LOCATIVE.fullmatch(word):
        yield found[1]
