"""Superscripts and subscripts as Unicode characters, which plain Markdown can hold."""

import re

SUPERSCRIPT, SUBSCRIPT = "superscript", "subscript"
PLAIN = "0123456789+-−–=()n"
TABLES = {
    SUPERSCRIPT: str.maketrans(PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ"),
    SUBSCRIPT: str.maketrans(PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙ"),
}
SIGNS = {SUPERSCRIPT: "^", SUBSCRIPT: "_"}
RAISED = re.compile(rf"[{re.escape(PLAIN)}, ]+")
ORDINAL = re.compile(
    r"st|nd|rd|th|er|re|ère|e|è|ème|ième|nde?|d|o|a|os|as|me|mes|lle|lles|gr|r|te|ste|tm|sm|\W+", re.IGNORECASE
)
"""Ends of ordinals and abbreviations, and signs: what keeps its meaning on the line."""
MAX_LENGTH = 20
"""Characters; longer text is set high or low for its looks."""


def raise_text(text: str, kind: str, *, is_attached: bool) -> str:
    """Return *text* as superscript or subscript characters, or in words that keep the meaning.

    10 and a raised 6 are 10⁶, 1 and a raised st are 1st, x and a raised a+b are x^(a+b).

    Args:
        text: what is raised or lowered.
        kind: SUPERSCRIPT or SUBSCRIPT.
        is_attached: whether it follows a letter or digit.
    """
    words = text.strip()
    if RAISED.fullmatch(words) and any(character.isalnum() for character in words):
        return text.translate(TABLES[kind])
    is_bracketed = words[:1] == "[" and words[-1:] == "]"
    if not (is_attached and words) or is_bracketed or len(words) > MAX_LENGTH or ORDINAL.fullmatch(words):
        return text
    return (
        f"{SIGNS[kind]}{words}"
        if len(words) == 1 or (kind == SUBSCRIPT and words.isalnum())
        else f"{SIGNS[kind]}({words})"
    )
