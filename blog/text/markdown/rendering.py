"""Rendering of an author's Markdown to safe HTML and plain text, once, when it is saved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog.text.cleaning import NONCHARACTERS
from blog.text.markdown import syntax_rules
from blog.text.markdown.block_transforms import extend_blocks
from blog.text.markdown.components.containers import extend_containers
from blog.text.markdown.components.figures import InlinePicture, read_plain
from blog.text.markdown.components.files import InlineFile, find_file_keys
from blog.text.markdown.inline_rules import extend_inline
from blog.text.markdown.sanitizer import sanitize
from blog.text.quotation_marks import ENGLISH, NARROW_SPACE, QuotationMarks

__all__ = ["InlineFile", "InlinePicture", "Rendered", "TooLong", "find_file_keys", "find_picture_keys", "render"]

MAX_LENGTH = 200_000
PICTURE = re.compile(r"\]\(\s*<?picture:([A-Za-z0-9_-]{1,64})")


NONCHARACTER = re.compile(f"[{NONCHARACTERS}]")


class TooLong(Exception):
    """The text has more characters than an article may have."""


@dataclass(frozen=True)
class Rendered:
    """A body in the three forms that are stored: safe HTML, words without markup, number of words.

    *lines* are not stored: on which line of the Markdown, from 0, each block of
    the HTML begins, so that a preview can stand beside the text.
    """

    html: str
    text: str
    word_count: int
    lines: tuple[int, ...] = field(default=(), compare=False)


def render(
    text: str,
    pictures: Mapping[str, InlinePicture] | None = None,
    marks: QuotationMarks = ENGLISH,
    files: Mapping[str, InlineFile] | None = None,
) -> Rendered:
    """Return *text* as safe HTML and as plain words; the same input always gives the same result.

    Headings start at h2, whatever level the author starts with, and skip none.
    HTML in the text is shown, not obeyed. An image is a picture of *pictures*,
    by key, as ![alt](picture:KEY "caption"); of any other image only the
    alternative text stays. A link to file:KEY leads to a file of *files*; to
    any other, its words stay. Straight quotes become *marks*. A block that is built to keep the parser busy
    comes out as it was typed, and no other block with it.

    Raises:
        TooLong: *text* has more than 200,000 characters.
    """
    if len(text) > MAX_LENGTH:
        raise TooLong(f"{len(text)} of {MAX_LENGTH} characters")
    text = NONCHARACTER.sub("", text)
    env: dict[str, Any] = {"pictures": dict(pictures or {}), "files": dict(files or {}), "marks": marks}
    tokens = FULL.parse(text, env)
    words = "\n".join(filter(None, (read_words(token) for token in tokens)))
    html = sanitize(FULL.renderer.render(tokens, FULL.options, env))
    count = len(words.replace(NARROW_SPACE, "").split())
    return Rendered(html, words, count, tuple(list_starts(tokens)))


def list_starts(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the line on which each block of the outermost level begins; one without a place of its own follows on."""
    depth, line = 0, 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if depth == 0 and token.nesting >= 0:
            yield line
        depth += token.nesting


def find_picture_keys(text: str) -> set[str]:
    """Return the keys of the pictures that *text* shows, whether they exist or not."""
    return set(PICTURE.findall(text))


def read_words(token: Token) -> str:
    """Return what a reader reads of one block token, with line breaks as spaces; empty for mere structure."""
    if token.children is None:
        return token.content.strip() if token.type in {"fence", "code_block"} else ""
    return "".join(read_inline(child) for child in token.children).strip()


def read_inline(token: Token) -> str:
    """Return the words of one inline token; those of a picture are its alternative text."""
    is_shown = token.type in {"text", "code_inline", "image", "softbreak", "hardbreak"}
    return read_plain(token) if is_shown else ""


def make_parser() -> MarkdownIt:
    """Return the parser for articles: CommonMark without HTML, plus tables, footnotes, tasks and typography."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "linkify": True, "xhtmlOut": False})
    parser.enable(["table", "strikethrough", "smartquotes"])
    return syntax_rules.add_rules(extend_inline(extend_containers(extend_blocks(parser))))


FULL = make_parser()
