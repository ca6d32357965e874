"""The first sentence of an article: its description wherever it has no standfirst."""

import re
from html import unescape

from blog.text.cleaning import collapse_spaces
from blog.text.quotation_marks import CLOSING, NARROW_SPACE

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
NOTE = re.compile(r'<sup class="note-ref">.*?</sup>')
TAG = re.compile(r"<[^>]*>")
END = re.compile(rf"[。！？｡][{CLOSING}]*|[.!?…؟।]+(?:{NARROW_SPACE}?[{CLOSING}])*(?=\s+[^\sa-z])")
"""A full stop of any script; one with a small letter behind it only shortens a word."""
SHORTENED = re.compile(r"(?:^|[\s(.])(?:\w|Mr|Mrs|Ms|Dr|Prof|St|No|vs|bzw|Nr)\.$")
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
    for found in END.finditer(text, 0, MAX_LENGTH):
        if not SHORTENED.search(text, max(0, found.end() - 8), found.end()):
            return text[: found.end()]
    return text


def shorten(text: str) -> str:
    """Return *text*, or its first words and an ellipsis when it is longer than MAX_LENGTH."""
    if len(text) <= MAX_LENGTH:
        return text
    head = text[: MAX_LENGTH - 1]
    return f"{head.rsplit(' ', 1)[0].rstrip(' ,;:')}…"
