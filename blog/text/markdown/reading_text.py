"""The words of a body as readers see them, block by block: what the history of an article compares."""

import re
from functools import lru_cache
from html import unescape
from itertools import pairwise

from blog.text.markdown.paragraphs import BREAK, SPACES, TAG
from blog.text.markdown.rendering import render
from blog.text.quotation_marks import QuotationMarks

BLOCK = re.compile(r"<(?:p|h[2-6]|li|pre|tr|figure|hr)[\s>]")
NOTE_NUMBER = re.compile(r'<sup class="note-ref">.*?>(\d+)</a></sup>')
NOTE_BACK = re.compile(r'<a class="note-back".*?</a>')


@lru_cache(16)  # The history renders two revisions for each address that a visitor makes up.
def read_blocks(markdown: str, marks: QuotationMarks) -> str:
    """Return the words that *markdown* shows, without markup and addresses, with an empty line between blocks.

    Straight quotes become the quotation *marks* of the language.

    Raises:
        TooLong: see render.
    """
    html = NOTE_NUMBER.sub(r" [\1]", NOTE_BACK.sub("", render(markdown, marks=marks).html))
    starts = [match.start() for match in BLOCK.finditer(html)]
    blocks = (html[start:end] for start, end in pairwise([*starts, len(html)]))
    return "\n\n".join(filter(None, map(read_block, blocks)))


def read_block(html: str) -> str:
    """Return the words of one block; those of code keep their lines."""
    text = unescape(TAG.sub("", BREAK.sub(r" \g<0>", html)))
    return text.strip("\n") if html.startswith("<pre") else SPACES.sub(" ", text).strip()
