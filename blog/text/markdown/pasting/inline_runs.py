"""Inline content of pasted HTML as a sequence of runs: text with the marks and the link that hold for it."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.link_cleaning import clean_address
from blog.text.markdown.pasting.superscripts import SUBSCRIPT, SUPERSCRIPT

STRONG, EMPHASIS, STRUCK, CODE, NOTE = "strong", "emphasis", "struck", "code", "note"
TAGS = {
    "b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "cite": EMPHASIS, "dfn": EMPHASIS, "s": STRUCK,
    "strike": STRUCK, "del": STRUCK, "code": CODE, "kbd": CODE, "samp": CODE, "tt": CODE, "sup": SUPERSCRIPT,
    "sub": SUBSCRIPT,
}  # fmt: skip
STYLES = (
    (STRONG, "font-weight", re.compile(r"bold|bolder|[6-9]00")),
    (EMPHASIS, "font-style", re.compile("italic|oblique")),
    (STRUCK, "text-decoration", re.compile(".*line-through.*")),
    (SUPERSCRIPT, "vertical-align", re.compile("super")),
    (SUBSCRIPT, "vertical-align", re.compile("sub")),
)
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
NOTE_REFERENCE = "note-reference"
"""Tag of the node that stands for a reference to a footnote; its attribute "label" names the note."""


class Run(NamedTuple):
    """Text of one kind; a line break in it is one that the author made."""

    text: str
    marks: frozenset[str] = frozenset()
    address: str | None = None

    @property
    def is_verbatim(self) -> bool:
        """Return whether it is written whole: code, or the reference to a note."""
        return CODE in self.marks or NOTE in self.marks


def read_runs(parts: Iterable[Part], outer: Run) -> Iterator[Run]:
    """Yield the text in *parts*, which stand inside of what *outer* says."""
    for part in parts:
        if isinstance(part, str):
            yield outer._replace(text=SPACES.sub(" ", part))
        elif part.tag == "br":
            yield outer._replace(text="\n")
        elif part.tag == NOTE_REFERENCE:
            yield Run(f"[^{part.attributes['label']}]", frozenset({NOTE}))
        elif part.styles.get("mso-list") != "ignore" and not part.is_hidden:
            yield from read_element(part, outer)


def read_element(node: Node, outer: Run) -> Iterator[Run]:
    """Yield the text in *node*; blocks within a line stand apart, items of lists have a bullet, quotations quotes."""
    before, after = edges_of(node)
    yield from [outer._replace(text=before)] if before else []
    yield from read_runs(node.children, inherit(node, outer))
    yield from [outer._replace(text=after)] if after else []


def edges_of(node: Node) -> tuple[str, str]:
    """Return what stands before and behind the words of *node*, though it is not among them."""
    if node.tag == "q":
        return '"', '"'
    if node.tag == "li":
        return " • ", " "
    return (" ", " ") if node.is_block else ("", "")


def inherit(node: Node, outer: Run) -> Run:
    """Return what holds inside of *node*: its tag counts, and its style has the last word."""
    marks = set(outer.marks)
    if node.tag in TAGS:
        marks.add(TAGS[node.tag])
    styles = node.styles
    for mark, name, sign in STYLES:
        if styles.get(name):
            is_marked = sign.fullmatch(styles[name]) is not None
            marks = marks | {mark} if is_marked else marks - {mark}
    address = clean_address(node.attributes.get("href", "")) if node.tag == "a" else outer.address
    return Run("", frozenset(marks), address)
