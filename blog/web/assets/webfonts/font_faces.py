"""A typeface in CSS: where its files are, and system faces set to its widths until they have come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from blog.text.language import content_language
from blog.text.language_tags import script_of
from blog.web.assets.webfonts.subsets import SUBSETS, subsets_of
from blog.web.site_identity.look.site_tokens import LAYER
from blog.web.site_identity.look.typefaces import SOURCE_SERIF, Typeface

SERIF_ITALICS = ("Georgia Italic", "Noto Serif Italic", "Liberation Serif Italic", "DejaVu Serif Italic")
SANS_ITALICS = ("Helvetica Neue Italic", "Arial Italic", "Noto Sans Italic", "Liberation Sans Italic", "Roboto Italic")


@dataclass(frozen=True)
class Fallback:
    """A face of the system under names by which it may be there; *width* is the mean one of its letters in em."""

    family: str
    locals: tuple[str, ...]
    width: float


SERIFS = (
    Fallback("Fallback Georgia", ("Georgia", "Gelasio"), 0.4459),
    Fallback("Fallback Noto", ("Noto Serif", "Noto Serif Regular"), 0.4735),
    Fallback("Fallback Times", ("Times New Roman", "Liberation Serif", "Tinos"), 0.4001),
    Fallback("Fallback DejaVu", ("DejaVu Serif", "DejaVuSerif"), 0.5111),
)
SANS = (
    Fallback("Fallback Arial", ("Arial", "Helvetica", "Liberation Sans", "Arimo"), 0.443),
    Fallback("Fallback Roboto", ("Roboto", "Roboto Regular"), 0.4411),
    Fallback("Fallback Noto", ("Noto Sans", "Noto Sans Regular"), 0.4683),
    Fallback("Fallback DejaVu", ("DejaVu Sans", "DejaVuSans"), 0.5044),
)
"""A line of each is made as long as one of the typeface, by the ratio of their widths."""


def needed_subsets(face: Typeface = SOURCE_SERIF) -> list[str]:
    """Return the subsets of every page: Latin, and the script of the site's articles, as far as *face* has it."""
    scripts = {"Latn", script_of(content_language("").tag)}
    return [subset.name for subset in subsets_of(face) if subset.script in scripts]


def font_face_css(addresses: Mapping[str, str], face: Typeface = SOURCE_SERIF) -> str:
    """Return the rules of all faces; *addresses* says where the file of each subset is. None without a file."""
    own = [own_face(face, one.unicode_range, addresses[one.name]) for one in SUBSETS if one.name in addresses]
    names = (f"{face.family} Italic", *(SERIF_ITALICS if face.is_serif else SANS_ITALICS))
    bold = tuple(name.replace(" Italic", " Bold Italic") for name in names)
    italics = (italic_face(face, names, "400 500"), italic_face(face, bold, "501 700"))
    return "\n".join([*own, *italics, *(fallback_face(face, one) for one in fallbacks_of(face))]) if own else ""


def fallbacks_of(face: Typeface) -> tuple[Fallback, ...]:
    """Return the faces of the system that can stand in for *face*."""
    return SERIFS if face.is_serif else SANS


def fallback_family(face: Typeface, fallback: Fallback) -> str:
    """Return the family of *fallback* with the widths of *face*; ours has the names that tokens.css knows."""
    return fallback.family if face is SOURCE_SERIF else f"{face.family} {fallback.family}"


def family_css(face: Typeface, selector: str = ":root") -> str:
    """Return the rule that sets what *selector* names in *face*: headlines and text, and all of it without serifs."""
    standing_in = ", ".join(f'"{fallback_family(face, one)}"' for one in fallbacks_of(face))
    last = "charter, georgia, serif" if face.is_serif else "system-ui, sans-serif"
    system = f"{standing_in}, {last}"
    whole = f'"{face.family}", {system}'
    sans = "" if face.is_serif else f" --sans: {whole};"
    tokens = f"--serif: {whole}; --serif-of-system: {system}; --reading-face: var(--serif);{sans}"
    return f"@layer {LAYER} {{ {selector} {{ {tokens} }} }}"


def own_face(face: Typeface, unicode_range: str, address: str) -> str:
    """Return the rule of one file."""
    return (
        f'@font-face {{ font-family: "{face.family}"; src: url("{address}") format("woff2"); font-weight: 400 600;'
        f" font-style: normal; font-display: swap; unicode-range: {unicode_range}; }}"
    )


def italic_face(face: Typeface, names: Iterable[str], weight: str) -> str:
    """Return the rule of an italic, which is one of the system: a slanted roman is none."""
    return (
        f'@font-face {{ font-family: "{face.family}"; src: {list_locals(names)};'
        f" font-weight: {weight}; font-style: italic; }}"
    )


def fallback_face(face: Typeface, fallback: Fallback) -> str:
    """Return the rule of a face of the system at the size and line height of *face*."""
    scale = face.width / fallback.width
    return (
        f'@font-face {{ font-family: "{fallback_family(face, fallback)}"; src: {list_locals(fallback.locals)};'
        f" size-adjust: {scale:.1%}; ascent-override: {face.ascent / scale:.1%};"
        f" descent-override: {face.descent / scale:.1%}; line-gap-override: 0%; }}"
    )


def list_locals(names: Iterable[str]) -> str:
    """Return faces of the system as the value of src."""
    return ", ".join(f'local("{name}")' for name in names)
