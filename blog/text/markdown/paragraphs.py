"""Numbered paragraphs of an article, by which error reports and remarks name a place; scripts number them alike."""

import re
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from blog.text.cleaning import clip

START = re.compile(r"<(?:p|h[2-6]|li|pre|tr)[\s>]")
"""What begins a paragraph; the selector in static/js/error_report_links.js names the same elements."""
BREAK = re.compile(r"<(?:br|td|th|figcaption)[\s/>]")
TAG = re.compile(r"<[^>]*>")
SPACES = re.compile(r"\s+")
MAX_QUOTE = 500
MAX_LABEL = 70


class Paragraph(NamedTuple):
    """One paragraph; *number* is its place in the body, from 1."""

    number: int
    text: str

    @property
    def quote(self) -> str:
        """Return the paragraph as a report keeps it."""
        return clip(self.text, MAX_QUOTE)

    @property
    def label(self) -> str:
        """Return its first words."""
        if len(self.text) <= MAX_LABEL:
            return self.text
        return f"{clip(self.text, MAX_LABEL).rsplit(' ', 1)[0]} …"


def list_paragraphs(html: str) -> list[Paragraph]:
    """Return the paragraphs of a body in safe HTML; those without words, such as a picture alone, are left out."""
    starts = [match.start() for match in START.finditer(html)]
    parts = [html[start:end] for start, end in pairwise([*starts, len(html)])]
    texts = (SPACES.sub(" ", unescape(TAG.sub("", BREAK.sub(r" \g<0>", part)))).strip() for part in parts)
    return [Paragraph(number, text) for number, text in enumerate(texts, 1) if text]
