"""Attributes in braces behind a picture or a link: {.wide}, {.full} and {.button}."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

WIDTH = re.compile(r"\{\.(wide|full)\}")
BUTTON = "{.button}"


def read_attributes(state: StateCore) -> None:
    """Take attributes out of the words: those behind a picture of ours, and that of a link that stands alone."""
    for block in state.tokens:
        if block.children:
            block.children = list(mark_button(block.children) or mark_pictures(block.children))


def mark_pictures(children: Sequence[Token]) -> Iterator[Token]:
    """Yield *children*, in which a picture with a width has it in its meta."""
    image: Token | None = None
    for child in children:
        found = WIDTH.match(child.content) if image and child.type == "text" else None
        if image and found:
            image.meta["width"] = found[1]
            yield hidden(found[0])
            child.content = child.content[found.end() :]
        image = child if child.type == "image" and str(child.attrGet("src")).startswith("picture:") else None
        if child.content or child.type != "text":
            yield child


def mark_button(children: Sequence[Token]) -> list[Token]:
    """Return *children* with the link marked as a button where they are nothing but that; else []."""
    is_link = len(children) > 2 and (children[0].type, children[-2].type) == ("link_open", "link_close")
    is_alone = sum(child.type == "link_open" for child in children) == 1
    last = children[-1]
    if not (is_link and is_alone and last.type == "text" and last.content.rstrip() == BUTTON):
        return []
    children[0].meta["is_button"] = True
    return [*children[:-1], hidden(last.content)]


def hidden(source: str) -> Token:
    """Return a token that shows nothing and stands for *source*."""
    return Token("attributes", "", 0, markup=source)
