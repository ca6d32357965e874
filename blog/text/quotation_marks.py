"""Quotation marks of each language.

Source: CLDR 48, common/main, delimiters; Swiss German and Liechtenstein as the
Swiss press and the Federal Chancellery write. French marks keep their
narrow no-break space (Imprimerie nationale), which CLDR leaves out.
"""

from functools import lru_cache
from typing import NamedTuple

from blog.text.language_tags import script_of


class QuotationMarks(NamedTuple):
    """The marks around a quotation, and around one inside of it."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


NARROW_SPACE = "\u202f"
CLOSING = "\"'”’“‘»›«‹」』)\\]"
"""What may stand behind the end of a sentence, for a character class: in one language or the other each closes."""
ENGLISH = QuotationMarks("“", "”", "‘", "’")
STRAIGHT = QuotationMarks('"', '"', "'", "'")
FRENCH = QuotationMarks(*(f"«{NARROW_SPACE}", f"{NARROW_SPACE}»") * 2)
CANADIAN = QuotationMarks(*FRENCH[:2], "“", "”")
LANGUAGES = {
    "„“‚‘": "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "„”‘’": "bs",
    "„“„“": "bg lt prg sgs",
    "„”’’": "sr",
    "„”«»": "pl ro",
    "„”»«": "hu szl",
    "„“«»": "ka",
    "«»„“": "be bua ky os ru sah tyv uk",
    "«»“”": (
        "ast bm br ca cv dyo el eu ie it kab kk lij mg mua nnh pms sc sg ti"
        " pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU pt-MO pt-MZ pt-PT pt-ST pt-TL"
    ),
    "«»‹›": "am az-Arab az-Cyrl de-CH de-LI fa fr-CH gsw mzn rm sdh wae",
    "«»‘’": "dua ksf nb nn no rw",
    "«»«»": "ht hy oc yav",
    "»«›‹": "kk-Arab ug",
    "””’’": "fi he lag rn se sn sv yi",
    "”“’‘": "ar lld syr ur",
    "“”«»": "eo",
    "“”’‘": "uz",
    "‘’‘’": "nl",
    "‘’“”": "fur ia tn",
    "「」『』": "ja yue zh-Hant",
}
"""Tags by their four marks; all others write as English does."""
MARKS = {
    **{tag: QuotationMarks(*marks) for marks, tags in LANGUAGES.items() for tag in tags.split()},
    "fr": FRENCH,
    "fr-CA": CANADIAN,
}


@lru_cache
def marks_of(tag: str) -> QuotationMarks:
    """Return the quotation marks of the language that *tag* names: of its script, region and variants the nearest.

    Source: RFC 4647 3.4 (lookup).
    """
    language, *more = tag.split("-")
    scripted = f"{language}-{script_of(tag)}"
    named = ["-".join((language, *more[:length])) for length in range(len(more), 0, -1)]
    return next((MARKS[name] for name in (*named, scripted, language) if name in MARKS), ENGLISH)
