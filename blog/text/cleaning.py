"""Cleaning of text from outside: Unicode normalisation, newlines, control characters, tracking parameters."""

import re
import unicodedata

NEWLINES = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
SPACES = re.compile(r"((?<=[«‹])[\u00a0\u202f]|[\u00a0\u202f](?=[»›;:!?]))|\s+")
"""The first are kept: they belong to the sign beside them, as French wants it."""
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + end) for plane in range(0, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF)
)
"""What is never to be interchanged (Unicode 23.7); HTML must not hold it (HTML Standard 13.2.3.5)."""
UNWANTED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters but newline and tab
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069"  # bidi overrides and isolates: they make a name read as another
    f"{NONCHARACTERS}"
    "]"
)
"""Marks such as U+200F stay: scripts need them."""
UNSEEN_CATEGORIES = {"Mn", "Mc", "Me", "Zs", "Zl", "Zp", "Cc", "Cf"}
"""Marks, which need a letter to stand on, spaces, controls, and what only forms others, such as a zero-width space."""
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and a braille pattern that are empty (Unicode 18.6, 21.1)."""
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gad_\w+|gbraid|wbraid|srsltid|msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|igshid"
    r"|igsh|epik|rdt_cid|mc_[ce]id|mkt_tok|ml_subscriber(?:_hash)?|vero_id|oly_(?:anon|enc)_id|s_cid|wickedid"
    r"|_hs(?:enc|mi)|hsctatracking|_ga|_gl|_kx|_openstat|ref_src|pk_\w+|mtm_\w+|matomo_\w+|at_(?:campaign|medium)"
)
"""Parameters that networks, mail programs and analytics add to links, and that no page reads."""

JOINING = "\u200d"
"""Joins emoji into one."""
EXTENDING = re.compile("[\u0e33\u0eb3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Vowels of Thai and Lao behind their letter, colours of skin, and tags that make a flag of a region."""
FLAG_LETTERS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
"""Two of them make the flag of a country."""
VIRAMA = 9
"""Class of the signs that join a letter of Indic scripts to the next one."""


def clean_text(value: str | None) -> str:
    """Return *value* in NFC, with newlines as LF and without controls, lone surrogates and bidi overrides."""
    if not value:
        return ""
    return UNWANTED.sub("", unicodedata.normalize("NFC", NEWLINES.sub("\n", value)))


def is_tracking_parameter(name: str) -> bool:
    """Return whether the query parameter *name* tells only where a visitor came from."""
    return TRACKING.fullmatch(name.lower()) is not None


def clean_line(value: str | None) -> str:
    """Return *value* cleaned and on one line, without space at the ends; "" where nothing of it would be seen."""
    return empty_unseen(collapse_spaces(clean_text(value)).strip())


def empty_unseen(text: str) -> str:
    """Return *text*, or "" where nothing of it would be seen, such as of a zero-width space or an accent alone."""
    is_seen = any(unicodedata.category(one) not in UNSEEN_CATEGORIES and one not in FILLERS for one in text)
    return text if is_seen else ""


def collapse_spaces(text: str) -> str:
    """Return *text* with one space where there are several or a line ends; those of French punctuation stay."""
    return SPACES.sub(lambda found: found[1] or " ", text)


def clip(text: str, limit: int) -> str:
    """Return the first *limit* characters of *text*, or some fewer: no letter loses a mark, no emoji a part.

    Source: Unicode Standard Annex 29 (grapheme clusters), in its main rules.
    """
    if len(text) <= limit:
        return text
    end = limit
    while end and is_inside_sign(text, end):
        end -= 1
    return text[: end or limit]


def is_inside_sign(text: str, place: int) -> bool:
    """Return whether what readers see as one sign lies on both sides of *place*."""
    before, behind = text[place - 1], text[place]
    if before in JOINING or behind in JOINING or EXTENDING.match(behind) or unicodedata.category(behind)[0] == "M":
        return True
    flags = len(text[:place]) - len(text[:place].rstrip(FLAG_LETTERS))
    return unicodedata.combining(before) == VIRAMA or (behind in FLAG_LETTERS and flags % 2 == 1)


def clip_words(text: str, limit: int) -> str:
    """Return *text*, or its first words and an ellipsis, within *limit* characters; a single word is clipped."""
    if len(text) <= limit:
        return text
    head = clip(text, limit - 1)
    is_word_end = text[len(head)].isspace()
    return f"{(head if is_word_end else head.rpartition(' ')[0] or head).rstrip(' ,;:–—-')}…"
