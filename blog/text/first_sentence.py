"""The first sentence of an article: its description wherever it has no standfirst."""

import re
from html import unescape

from blog.text.cleaning import clip_words, collapse_spaces
from blog.text.quotation_marks import CLOSING, NARROW_SPACE

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
NOTE = re.compile(r'<sup class="note-ref">.*?</sup>')
TAG = re.compile(r"<[^>]*>")
END = re.compile(
    rf"[。！？｡።။។]+[{CLOSING}]*"
    rf"|[.!?…؟।۔։]+(?:{NARROW_SPACE}?[{CLOSING}])*(?=\s+\S)"
    rf"|(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e][{CLOSING}]*(?=\s+\S)"
)
"""A full stop of any script, also the Greek question mark; one with a small letter behind it only shortens a word."""
ABBREVIATIONS = (
    "mr mrs ms dr prof st no vs rev gen gov sen rep col lt sgt capt hon messrs jan feb mar apr jun jul aug sept sep oct"
    " nov dec mt ft vol fig approx dept pp"
    " bzw nr ca hr fr abs abb art bd evtl ggf gegr inkl kap mio mrd tsd str tel med phil jur rer nat"
    " mme mlle mm mgr av apr env sr sra srta dña núm pág sig dott gen hab ul"
    " вул просп бул пл обл ім им млн млрд тис тыс грн руб проф акад доц див рр гг"
)
SHORTENED = re.compile(rf"(?:^|[\s(.„“«])(?:\w|\d{{1,2}}|[IVXL]+|(?i:{ABBREVIATIONS.replace(' ', '|')}))\.$")
"""The point of a word, an initial, an ordinal (13. Dezember) or a Roman number."""
LONGEST_SHORTENED = 9
MAX_LENGTH = 300
"""Characters: what search engines and cards show at most."""


def first_sentence(html: str) -> str:
    """Return the first sentence of the safe HTML of a body, cut at a word; "" when no paragraph has words."""
    paragraphs = (read_paragraph(found[1]) for found in PARAGRAPH.finditer(html))
    text = next(filter(None, paragraphs), "")
    return shorten(cut_sentence(text))


def read_paragraph(html: str) -> str:
    """Return the words of one paragraph without the numbers of its notes."""
    return collapse_spaces(unescape(TAG.sub("", NOTE.sub("", html)))).strip()


def cut_sentence(text: str) -> str:
    """Return *text* up to the end of its first sentence."""
    ends = (found.end() for found in END.finditer(text, 0, MAX_LENGTH))
    return next((text[:end] for end in ends if is_end(text, end)), text)


def is_end(text: str, end: int) -> bool:
    """Return whether the sentence of *text* whose full stop ends at *end* does not go on after it."""
    behind = text[end:].lstrip()
    is_inside = text[end - 1] in CLOSING and behind == text[end:] and behind[:1].isalpha()
    is_shortened = SHORTENED.search(text, max(0, end - LONGEST_SHORTENED), end)
    return not (behind[:1].islower() or is_inside or is_shortened)


def shorten(text: str) -> str:
    """Return *text*, or its first words and an ellipsis when it is longer than MAX_LENGTH."""
    return clip_words(text, MAX_LENGTH)
