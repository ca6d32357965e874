"""Inline elements around blocks, such as a link around paragraphs: moved inside, where Markdown can write them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.inline_runs import TAGS

STRUCTURE = frozenset({"colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"})
LOOKS = frozenset({"font-style", "font-weight", "text-decoration"})
CLOSED = frozenset({"iframe", "pre"})
"""Blocks whose words take no marks."""


def move_inline_inside(root: Node) -> None:
    """Change the tree below *root* so that no link and no mark stands around a block."""
    outside: set[int] = set()
    if find_outside(root, outside):
        root.children = list(settle(root.children, (), outside))


def find_outside(node: Node, outside: set[int]) -> bool:
    """Return whether a block is inside of *node*; add to *outside* the ids of inline elements that hold one."""
    has_blocks = [find_outside(child, outside) or stands_apart(child) for child in node.elements]
    if any(has_blocks) and not stands_apart(node):
        outside.add(id(node))
    return any(has_blocks)


def stands_apart(node: Node) -> bool:
    """Return whether *node* is a block or a part of a table."""
    return node.is_block or node.tag in STRUCTURE


def settle(parts: Iterable[Part], marks: tuple[Node, ...], outside: set[int]) -> Iterator[Part]:
    """Yield *parts*, what is inline in them inside of copies of *marks*, the outermost first."""

    def is_line(part: Part) -> bool:
        return isinstance(part, str) or not (stands_apart(part) or id(part) in outside)

    for is_inline, group in groupby(parts, is_line):
        if is_inline:
            yield from wrap(list(group), marks)
            continue
        for part in group:
            if not isinstance(part, Node):
                continue
            if id(part) in outside and has_mark(part):
                yield from settle(part.children, add(marks, part), outside)
            else:
                part.children = list(settle(part.children, () if part.tag in CLOSED else marks, outside))
                yield part


def wrap(parts: list[Part], marks: tuple[Node, ...]) -> list[Part]:
    """Return *parts* inside of copies of *marks*, but white space as it is."""
    if all(isinstance(part, str) and not part.strip() for part in parts):
        return parts
    for mark in reversed(marks):
        parts = [Node(mark.tag, mark.attributes, parts)]
    return parts


def add(marks: tuple[Node, ...], node: Node) -> tuple[Node, ...]:
    """Return *marks* with *node* innermost, unless it says what another one says already."""

    def effect(mark: Node) -> tuple[str, str | None, str | None]:
        return mark.tag, mark.attributes.get("href"), mark.attributes.get("style")

    return marks if any(effect(mark) == effect(node) for mark in marks[-1:]) else (*marks, node)


def has_mark(node: Node) -> bool:
    """Return whether *node* is a link or marks its words."""
    return node.tag == "a" or node.tag in TAGS or (node.tag in {"span", "font"} and not LOOKS.isdisjoint(node.styles))
