"""Headings, links, pictures and words of a Markdown text, for the checks before publication."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it.token import Token

from blog.text.markdown.rendering import make_parser, read_inline, read_words
from blog.text.markdown.syntax_rules import picture_key, read_alt

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


AS_WRITTEN = make_parser()
AS_WRITTEN.core.ruler.disable(["level_headings", "convert_figures"])
