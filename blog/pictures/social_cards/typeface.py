"""Typefaces of social cards, and which characters they lack."""

import unicodedata
from functools import lru_cache

from PIL import ImageFont

from blog.web.site_identity.look.typefaces import SOURCE_SERIF, typeface_of

LARGEST_OPTICAL, SMALLEST_OPTICAL = 60, 8
"""Points between which the letters change their shape with their size."""
NO_LETTER = "\uffff"
ORNAMENT = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn", "Me"})
"""Categories of Unicode that a headline keeps its meaning without, such as emoji and signs of direction."""
SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))


@lru_cache(64)
def font(pixels: int, weight: int, name: str = SOURCE_SERIF.name) -> ImageFont.FreeTypeFont:
    """Return the typeface *name* at this size, with the shapes made for it; *weight* is 200 to 900."""
    typeface = typeface_of(name)
    face = ImageFont.truetype(typeface.source, pixels)
    wanted = {"wght": weight, "opsz": min(max(pixels, SMALLEST_OPTICAL), LARGEST_OPTICAL)}
    face.set_variation_by_axes([wanted[axis] for axis in typeface.axes])
    return face


@lru_cache(4096)
def has_letter(letter: str, name: str = SOURCE_SERIF.name) -> bool:
    """Return whether the typeface *name* has *letter*, and does not draw the sign for a missing one."""
    face = font(32, 400, name)
    drawn, missing = face.getmask(letter), face.getmask(NO_LETTER)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def drawable(text: str) -> str:
    """Return *text* on one line without ornaments that the typeface lacks; "" when it lacks a letter."""
    letters = [letter for letter in unicodedata.normalize("NFC", text) if letter not in SELECTORS]
    kept = [letter for letter in letters if unicodedata.category(letter) not in ORNAMENT or is_drawn(letter)]
    line = " ".join("".join(kept).split())
    return line if all(has_letter(letter) for letter in set(line) - {" "}) else ""


def is_drawn(letter: str) -> bool:
    """Return whether an ornament can be seen and stands in the typeface."""
    return unicodedata.category(letter) in {"So", "Sk"} and has_letter(letter)


def has_letters(text: str, name: str) -> bool:
    """Return whether the typeface *name* has all letters of *text*."""
    return all(has_letter(letter, name) for letter in set(text) - {" "})
