"""Which letters stand in which file of the typeface, and which of its features."""

from collections.abc import Iterable
from dataclasses import dataclass

from blog.web.site_identity.look.typefaces import Typeface


@dataclass(frozen=True)
class Subset:
    """One file: its *characters* as ranges of code points, ends included, and its OpenType *features*."""

    name: str
    characters: tuple[tuple[int, int], ...]
    features: tuple[str, ...]
    script: str = ""
    """Script (ISO 15924) that is written with it, "" where it only completes another file."""

    @property
    def unicode_range(self) -> str:
        """Return the characters as CSS names them, such as U+0-FF, U+2026."""
        return ", ".join(
            f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in self.characters
        )

    @property
    def code_points(self) -> Iterable[int]:
        """Yield each character's number."""
        return (number for first, last in self.characters for number in range(first, last + 1))


def one(*numbers: int) -> tuple[tuple[int, int], ...]:
    """Return single characters as ranges."""
    return tuple((number, number) for number in numbers)


PUNCTUATION = (
    *((0x2012, 0x2014), (0x2018, 0x201A), (0x201C, 0x201E)),
    *one(0x2010, 0x2022, 0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212),
)
"""Dashes, quotation marks, bullet, ellipsis, narrow space, primes, single guillemets, euro, trade mark, minus."""
LATIN = (
    *((0x20, 0x7E), (0xE0, 0xE2), (0xE7, 0xEF), (0xF1, 0xF4), (0xF9, 0xFC)),
    *one(0xA0, 0xA1, 0xA3, 0xA7, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, 0xBF, 0xC4, 0xC9, 0xD6, 0xDC, 0xDF, 0xE4, 0xF6, 0x153),
)
"""What English, German, French, Spanish and Italian texts hold on nearly every page: every page waits for it."""
LATIN_EXTENDED = (
    *((0xA2, 0xA2), (0xA5, 0xA5), (0xAA, 0xAA), (0xAE, 0xAE), (0xB1, 0xB3), (0xB5, 0xB6), (0xB9, 0xBA), (0xBC, 0xBE)),
    *((0xC0, 0xC3), (0xC5, 0xC8), (0xCA, 0xD5), (0xD7, 0xDB), (0xDD, 0xDE), (0xE3, 0xE3), (0xE5, 0xE6)),
    *((0xF0, 0xF0), (0xF5, 0xF5), (0xF7, 0xF8), (0xFD, 0xFF), (0x152, 0x152)),
    *((0x100, 0x12B), (0x12E, 0x131), (0x134, 0x148), (0x14A, 0x151), (0x154, 0x165), (0x168, 0x17F)),
    *((0x218, 0x21B), (0x1E80, 0x1E85), (0x1E9E, 0x1E9E)),
)
GREEK = (*((0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x3CE)), *one(0x37E, 0x38C))
ALL_LETTERS = ("kern", "locl", "ccmp", "mark")
SUBSETS = (
    Subset("latin", (*LATIN, *PUNCTUATION), ("kern", "liga"), "Latn"),
    Subset("latin-extended", LATIN_EXTENDED, ALL_LETTERS),
    Subset("cyrillic", ((0x400, 0x45F), (0x490, 0x491), (0x4B0, 0x4B1), (0x2116, 0x2116)), ALL_LETTERS, "Cyrl"),
    Subset("greek", GREEK, ALL_LETTERS, "Grek"),
)  # fmt: skip


def subsets_of(face: Typeface) -> tuple[Subset, ...]:
    """Return the subsets that *face* has letters for."""
    return tuple(subset for subset in SUBSETS if subset.name not in face.lacks)
