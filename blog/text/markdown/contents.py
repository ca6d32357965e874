"""The contents of a long article: its main headings, for links at its beginning."""

import re
from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from blog.text.first_sentence import read_paragraph

MAIN_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
MIN_HEADINGS = 5
MIN_WORDS = 1500
"""About seven minutes: below that a reader has soon seen where everything is."""


class ContentsEntry(NamedTuple):
    """One heading: the id to link to, and its words."""

    id: str
    words: str


def list_contents(html: str, word_count: int) -> Sequence[ContentsEntry]:
    """Return the main headings of a body in safe HTML; none where it is short or has few.

    A body that was saved before headings had ids gets its contents with the next save.
    """
    if word_count < MIN_WORDS:
        return ()
    found = [ContentsEntry(unescape(id), read_paragraph(words)) for id, words in MAIN_HEADING.findall(html)]
    return found if len(found) >= MIN_HEADINGS else ()
