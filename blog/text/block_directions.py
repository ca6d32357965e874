"""The direction of each block of a body: an Arabic article may quote English, and begin with the name of a product."""

import re
import unicodedata
from dataclasses import dataclass
from html import unescape

PIECES = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
NAME = re.compile(r"<(/?)([a-z0-9]+)")
BLOCKS = frozenset(
    {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "th", "td", "figcaption", "pre"}
)
FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Blocks of Unicode whose letters are read from right to left."""
DIRECTION_OF_CLASS = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""By Bidi_Class: the letters that decide (UAX 9, rule P2)."""


@dataclass
class Block:
    """One element: the place of its start tag in the pieces of the HTML, its parent, its direction once it is known."""

    place: int
    parent: "Block | None"
    direction: str | None = None

    def outer(self, base: str) -> str:
        """Return the direction in which this stands: that of the nearest block around it that has one, or *base*."""
        if self.parent is None:
            return base
        return self.parent.direction or self.parent.outer(base)


def orient_blocks(html: str, base: str) -> str:
    """Return the safe HTML of a body with dir on each block whose first letter runs against what is around it.

    *base* is the direction of what the body stands in. As with dir="auto",
    the first letter decides, also in lists and tables, which that attribute
    cannot do around blocks with directions of their own; code runs from left
    to right. Most bodies come back as they are.
    """
    if base == "ltr" and not FROM_THE_RIGHT.search(html):
        return html
    pieces = PIECES.split(html)
    for block in read_blocks(pieces):
        if block.direction and block.direction != block.outer(base):
            pieces[block.place] = f'{pieces[block.place][:-1]} dir="{block.direction}">'
    return "".join(pieces)


def read_blocks(pieces: list[str]) -> list[Block]:
    """Return the blocks of HTML in *pieces*, which are texts and tags by turns, each with its direction."""
    blocks: list[Block] = []
    open_blocks: list[Block] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            decide(open_blocks, first_direction(unescape(piece)))
        elif (name := NAME.match(piece)) and name[2] in BLOCKS:
            if name[1]:
                open_blocks.pop()
            else:
                block = Block(place, open_blocks[-1] if open_blocks else None, "ltr" if name[2] == "pre" else None)
                blocks.append(block)
                open_blocks.append(block)
    return blocks


def decide(open_blocks: list[Block], direction: str | None) -> None:
    """Give *direction* to those of *open_blocks* that have none yet."""
    for block in open_blocks if direction else ():
        block.direction = block.direction or direction


def first_direction(text: str) -> str | None:
    """Return the direction of the first letter of *text*; None where it has none, such as in numbers."""
    classes = (unicodedata.bidirectional(character) for character in text)
    return next((DIRECTION_OF_CLASS[one] for one in classes if one in DIRECTION_OF_CLASS), None)
