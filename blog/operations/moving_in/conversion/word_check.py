"""Which words of a text are missing after its conversion: none may be lost that no report names."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from blog.text.markdown.pasting.html_tree import Node, read_tree

WORD = re.compile(r"[^\W_]+")
MAX_JOINED = 4
"""Words that are looked for as one."""
MAX_NAMED = 40
"""Missing words that are named."""
BREAKS = frozenset({"br", "td", "th", "tr", "option", "dt", "dd"})


def read_words(text: str) -> list[str]:
    """Return the words of *text* as they are compared: raised figures are figures, and case does not count."""
    return WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def html_text(html: str) -> str:
    """Return the text that *html* shows."""
    return node_text(read_tree(html))


def node_text(node: Node) -> str:
    """Return the text below *node*, blocks apart."""
    parts = [child if isinstance(child, str) else "" if child.is_hidden else framed(child) for child in node.children]
    return "".join(parts)


def framed(node: Node) -> str:
    """Return the text of *node* with a space around it where it begins a line."""
    text = node_text(node)
    return f" {text} " if node.is_block or node.tag in BREAKS else text


def find_missing(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the words that *after* lacks, each as often as it is missing.

    Words that are only joined or parted otherwise, such as 10⁶ for 10 and 6, are not missing.
    """
    missing = Counter(before) - Counter(after)
    if not missing or not Counter("".join(before)) - Counter("".join(after)):
        return []
    missing -= Counter(joined_words(before, after)) + Counter(parted_words(before, after))
    return [word for word in before if missing[word] > 0 and not missing.subtract([word])]


def joined_words(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield the words of *before* that *after* has in one word with their neighbours."""
    more = Counter(after) - Counter(before)
    for size in range(2, MAX_JOINED + 1):
        for place in range(len(before) - size + 1):
            run = before[place : place + size]
            if more["".join(run)] > 0:
                more["".join(run)] -= 1
                yield from run


def parted_words(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield the words of *before* that *after* has in parts."""
    missing = Counter(before) - Counter(after)
    for size in range(2, MAX_JOINED + 1):
        for place in range(len(after) - size + 1):
            word = "".join(after[place : place + size])
            if missing[word] > 0:
                missing[word] -= 1
                yield word


def without_words(words: Sequence[str], left_out: Sequence[str]) -> list[str]:
    """Return *words* without those of *left_out*, each as often as it stands there."""
    counts = Counter(left_out)
    kept = list[str]()
    for word in words:
        if counts[word] > 0:
            counts[word] -= 1
        else:
            kept.append(word)
    return kept
