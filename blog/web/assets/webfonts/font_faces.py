"""The typeface in CSS: where its files are, and system faces set to its widths until they have come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from blog.text.language import content_language
from blog.text.language_tags import script_of
from blog.web.assets.webfonts.subsets import SUBSETS

FAMILY = "Source Serif 4"
FAMILY_FILE = "source-serif-4-{}.woff2"
"""Plain name of the file of a subset."""
ASCENT, DESCENT = 1.036, 0.335
"""Of the typeface, in em."""
ITALICS = (
    "Source Serif 4 Italic",
    "Georgia Italic",
    "Noto Serif Italic",
    "Liberation Serif Italic",
    "DejaVu Serif Italic",
)
BOLD_ITALICS = tuple(name.replace(" Italic", " Bold Italic") for name in ITALICS)


@dataclass(frozen=True)
class Fallback:
    """A face of the system under names by which it may be there; *scale* makes a line of it as long as ours."""

    family: str
    locals: tuple[str, ...]
    scale: float


FALLBACKS = (
    Fallback("Fallback Georgia", ("Georgia", "Gelasio"), 0.996),
    Fallback("Fallback Noto", ("Noto Serif", "Noto Serif Regular"), 0.938),
    Fallback("Fallback Times", ("Times New Roman", "Liberation Serif", "Tinos"), 1.11),
    Fallback("Fallback DejaVu", ("DejaVu Serif", "DejaVuSerif"), 0.869),
)
"""Scales are the ratios of the mean width of a letter in English text."""


def needed_subsets() -> list[str]:
    """Return the subsets of every page: Latin, and the script of the site's articles."""
    scripts = {"Latn", script_of(content_language("").tag)}
    return [subset.name for subset in SUBSETS if subset.script in scripts]


def font_face_css(addresses: Mapping[str, str]) -> str:
    """Return the rules of all faces; *addresses* says where the file of each subset is. None without a file."""
    own = [own_face(subset.unicode_range, addresses[subset.name]) for subset in SUBSETS if addresses]
    italics = (italic_face(ITALICS, "400 500"), italic_face(BOLD_ITALICS, "501 700"))
    return "\n".join([*own, *italics, *map(fallback_face, FALLBACKS)]) if own else ""


def own_face(unicode_range: str, address: str) -> str:
    """Return the rule of one file."""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: url("{address}") format("woff2"); font-weight: 400 600;'
        f" font-style: normal; font-display: swap; unicode-range: {unicode_range}; }}"
    )


def italic_face(names: Iterable[str], weight: str) -> str:
    """Return the rule of an italic, which is one of the system: a slanted roman is none."""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; src: {list_locals(names)};'
        f" font-weight: {weight}; font-style: italic; }}"
    )


def fallback_face(fallback: Fallback) -> str:
    """Return the rule of a face of the system at the size and line height of ours."""
    return (
        f'@font-face {{ font-family: "{fallback.family}"; src: {list_locals(fallback.locals)};'
        f" size-adjust: {fallback.scale:.1%}; ascent-override: {ASCENT / fallback.scale:.1%};"
        f" descent-override: {DESCENT / fallback.scale:.1%}; line-gap-override: 0%; }}"
    )


def list_locals(names: Iterable[str]) -> str:
    """Return faces of the system as the value of src."""
    return ", ".join(f'local("{name}")' for name in names)
