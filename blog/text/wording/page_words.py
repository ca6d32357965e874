"""The words of an article's HTML on one line, as a copy from the page holds them."""

import re
from html import unescape

from blog.text.wording.folding import fold

NOTE = re.compile(r'<sup class="note-ref">.*?</sup>|<a class="note-back".*?</a>', re.DOTALL)
INLINE = re.compile(r"</?(?:a|em|strong|s|code|sup|picture|source|img)(?:\s[^>]*)?>")
TAG = re.compile(r"<[^>]*>")
BREAK = re.compile(r"<br\s*/?>")
EMPTY = re.compile(r"<(a|em|strong|s|code|p|li|blockquote|figcaption|ul|ol|h[2-6])(?:\s[^>]*)?>\s*</\1>")


def read_page(html: str) -> str:
    """Return the folded words of a body in safe *html*, without the numbers of notes."""
    return squeeze(unescape(TAG.sub(" ", INLINE.sub("", NOTE.sub("", html)))))


def read_lines(html: str) -> list[str]:
    """Return the folded words of a body in safe *html*, a line for each block, without the numbers of notes."""
    blocks = TAG.sub("\n", BREAK.sub(" ", INLINE.sub("", NOTE.sub("", html.replace("\n", " ")))))
    return squeeze_lines(unescape(blocks))


def squeeze_lines(text: str) -> list[str]:
    """Return the lines of *text* that hold anything, each folded."""
    return [words for line in text.split("\n") if (words := squeeze(line))]


def squeeze(text: str) -> str:
    """Return *text* folded, with one space where there is any."""
    return " ".join(fold(text).text.split())


def count_empty(html: str) -> int:
    """Return how many elements of *html* hold nothing, such as an item of a list that was emptied; not cells."""
    return len(EMPTY.findall(html))
