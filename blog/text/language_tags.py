"""Language tags (BCP 47): their standard form, the direction of writing, and how a language calls itself."""

from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from langcodes import Language, standardize_tag, tag_is_valid

MAX_LENGTH = 35
"""Characters for which software should make room (RFC 5646 4.4.1)."""
RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
"""Scripts in use that are written from right to left (ISO 15924; Unicode, Bidi_Class R and AL)."""
USUAL = (
    "ar", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "de-AT", "de-CH", "el", "en", "en-GB", "en-US", "es",
    "es-419", "et", "eu", "fa", "fi", "fr", "fr-CA", "fr-CH", "ga", "gl", "he", "hi", "hr", "hu", "id", "is", "it",
    "ja", "ka", "kk", "ko", "lb", "lt", "lv", "mk", "mt", "nb", "nl", "nn", "pl", "pt", "pt-BR", "rm", "ro", "ru",
    "sk", "sl", "sq", "sr", "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant",
)  # fmt: skip
"""Languages that a newsroom chooses from a list; any other is named by its tag."""


def read_tag(text: str) -> str | None:
    """Return the standard form of the tag *text*, such as pt-BR for pt_br; None for what names no language.

    Source: RFC 5646 4.5 (canonical form) and the IANA registry of subtags.
    """
    if not (text.isascii() and tag_is_valid(text)):
        return None
    tag = standardize_tag(text)
    return tag if len(tag) <= MAX_LENGTH else None


@lru_cache
def direction_of(tag: str) -> str:
    """Return "rtl" or "ltr": the direction of the script in which the language of *tag* is usually written."""
    return "rtl" if script_of(tag) in RIGHT_TO_LEFT else "ltr"


@lru_cache
def script_of(tag: str) -> str:
    """Return the script of *tag* (ISO 15924), such as Cyrl for uk: the one it names, or the usual one (CLDR)."""
    return Language.get(tag).maximize().script or "Latn"


@lru_cache
def native_name(tag: str) -> str:
    """Return what the language of *tag* calls itself, such as Deutsch (Schweiz); the tag itself if CLDR has no name."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        name = None
    return name[:1].title() + name[1:] if name else tag


@lru_cache(maxsize=1)
def usual_languages() -> Sequence[tuple[str, str]]:
    """Return tag and native name of the usual languages, by name."""
    return sorted(((tag, native_name(tag)) for tag in USUAL), key=lambda pair: pair[1].casefold())
