"""How far two colours stand apart, and which tokens have to (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11)."""

from collections.abc import Iterator, Mapping

from blog.web.themes.token_colours import ColourPair

WORDS, READING, EDGES = 4.5, 7.0, 3.0
"""Least contrast of words, of the text of an article, and of what is no word, such as the edge of a field."""
GROUNDS = ("paper", "paper-raised", "paper-sunk", "field")
TEXTS = ("ink", "ink-soft", "accent", "good", "warn")
RULES: tuple[tuple[str, str, float], ...] = (
    *((text, ground, WORDS) for text in TEXTS for ground in GROUNDS),
    *(("ink", ground, READING) for ground in GROUNDS),
    *((edge, ground, EDGES) for edge in ("field-border", "outline-edge", "focus") for ground in GROUNDS[:3]),
    ("primary-ink", "primary", WORDS),
    ("primary-ink", "primary-hover", WORDS),
    ("accent-ink", "accent", WORDS),
    ("ink", "mark", WORDS),
    ("accent", "accent-wash", WORDS),
    ("good", "good-wash", WORDS),
    ("warn", "warn-wash", WORDS),
    ("outline", "paper-sunk", WORDS),
    ("ink", "hover", WORDS),
)
"""Foreground, ground and the least contrast between them."""


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1, of *colour* written as #rrggbb."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours written as #rrggbb, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def contrast_faults(colours: Mapping[str, ColourPair]) -> Iterator[str]:
    """Yield a sentence for each two tokens of *colours* that stand too close together, in light or dark."""
    for front, ground, least in RULES:
        if front in colours and ground in colours:
            for scheme, one, other in zip(ColourPair._fields, colours[front], colours[ground], strict=True):
                found = contrast(one, other)
                if found < least:
                    yield (
                        f"--{front} on --{ground} has a contrast of {found:.2f} in the {scheme} scheme,"
                        f" and {least:g} is the least."
                    )
