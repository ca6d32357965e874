"""Headings, links, pictures and words of a Markdown text, for the checks before publication."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from blog.text.markdown.components.figures import picture_key, read_alt
from blog.text.markdown.rendering import make_parser, read_inline, read_words
from blog.text.quotation_marks import CLOSING, NARROW_SPACE

MAX_QUOTED = 60
"""Characters of a passage by which its author finds it."""
SENTENCE_END = re.compile(rf"[.!?…。！？](?:{NARROW_SPACE}?[{CLOSING}])*\s*$")
CODE_BLOCKS = frozenset({"fence", "code_block"})


@dataclass(frozen=True)
class Heading:
    """A heading as its author wrote it; *level* is the number of its marks, 1 to 6."""

    level: int
    words: str


@dataclass(frozen=True)
class Link:
    """A link: its address, empty when it leads nowhere, and the words to press."""

    address: str
    words: str


@dataclass(frozen=True)
class ShownPicture:
    """A picture in the text, with the words for readers who do not see it, and those below it."""

    key: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class ContentInspection:
    """Content of a text, each kind in its order; *words* leaves blocks of code out."""

    headings: Sequence[Heading]
    links: Sequence[Link]
    pictures: Sequence[ShownPicture]
    words: str
    prose: str = ""
    """The words without inline code: what readers take for sentences."""
    foreign_images: Sequence[str] = ()
    """The alternative texts, or else the addresses, of images of other sites: readers see the words alone."""
    orphan_notes: Sequence[str] = ()
    """The names of footnotes that no place in the text refers to: readers do not see them."""
    raw_blocks: Sequence[str] = ()
    """The beginnings of blocks with more signs than are read: readers see them as they were typed."""
    line_ends: Sequence[str] = ()
    """The beginnings of paragraphs in which each line ends a sentence: their author meant several paragraphs."""


def inspect_content(text: str) -> ContentInspection:
    """Return the content of the Markdown *text* as written, before the rules of this blog change it."""
    env: dict[str, Any] = {"pictures": {}}
    tokens = AS_WRITTEN.parse(text, env)
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    return ContentInspection(
        headings=list(find_headings(tokens)),
        links=[link for children in inlines for link in find_links(children)],
        pictures=[picture for children in inlines for picture in find_pictures(children)],
        words="\n".join(read_words(token) for token in tokens if token.type not in CODE_BLOCKS),
        prose="\n".join(map(read_prose, inlines)),
        foreign_images=[words for children in inlines for words in find_foreign_images(children)],
        orphan_notes=[name[1:] for name, number in env.get("footnotes", {}).get("refs", {}).items() if number < 0],
        raw_blocks=[token.content[:MAX_QUOTED] for token in tokens if token.meta.get("is_intricate")],
        line_ends=[words for children in inlines if (words := read_unparted(children))],
    )


def find_headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Yield the headings."""
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            yield Heading(int(opening.tag[1:]), read_words(inline))


def find_links(children: Sequence[Token]) -> Iterator[Link]:
    """Yield the links of one paragraph; none stands within another."""
    address, words = None, ""
    for child in children:
        if child.type == "link_open":
            address, words = str(child.attrGet("href") or ""), ""
        elif child.type == "link_close" and address is not None:
            yield Link(address, words.strip())
            address = None
        elif address is not None:
            words += read_inline(child)


def find_pictures(children: Sequence[Token]) -> Iterator[ShownPicture]:
    """Yield the pictures of one paragraph; an image from elsewhere is none."""
    for child in children:
        if child.type == "image" and str(child.attrGet("src")).startswith("picture:"):
            yield ShownPicture(picture_key(child), read_alt(child).strip(), str(child.attrGet("title") or ""))


def find_foreign_images(children: Sequence[Token]) -> Iterator[str]:
    """Yield the alternative text, or else the address, of each image that is no picture of this site."""
    for child in children:
        if child.type == "image" and not str(child.attrGet("src")).startswith("picture:"):
            yield read_alt(child).strip() or str(child.attrGet("src"))


def read_prose(children: Sequence[Token]) -> str:
    """Return the words of one paragraph without inline code, a line for each of its lines; a sign for each address."""
    words, is_address = "", False
    for child in children:
        if child.type in {"link_open", "link_close"}:
            is_address = child.type == "link_open" and child.info == "auto"
            words += BARE_ADDRESS * is_address
        elif child.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif child.type == "text" and not is_address:
            words += child.content
    return words


def read_unparted(children: Sequence[Token]) -> str:
    """Return the beginning of a paragraph of several lines of which each ends a sentence; empty for any other.

    The words of pictures are none of its sentences.
    """
    if any(child.type == "image" for child in children):
        return ""
    lines = "".join("\n" if child.type == "softbreak" else read_inline(child) for child in children).split("\n")
    is_unparted = len(lines) > 1 and all(SENTENCE_END.search(line) for line in lines[:-1])
    return lines[0][:MAX_QUOTED] if is_unparted else ""


BARE_ADDRESS = "\ufffc"
"""The object replacement character of Unicode."""
AS_WRITTEN = make_parser()
AS_WRITTEN.core.ruler.disable(["drop_empty_headings", "level_headings", "convert_figures", "wrap_questions"])
