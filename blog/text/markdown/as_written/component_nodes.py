"""Pictures, rows, galleries, boxes, buttons and cards as JSON of ProseMirror's block nodes, for the rich sheet."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, takewhile

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from blog.text.markdown.as_written.inline_nodes import PICTURE_ADDRESS, Node, Unsupported
from blog.text.markdown.components.figures import read_alt
from blog.text.markdown.components.picture_rows import MAX_IN_ROW, is_blank

BOXES = {"information": "information_box", "questions": "question_list"}
COMPARED = 2
BLOCK_SIGN = re.compile(
    r"^(?:#{1,6}(?:\s|$)|>|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|:{3}|~{3}|`{3}|\[[^\]]+\]:"
    r"|=+[ \t]*$|[-:|][-:| \t]*$|([-*_])(?:[ \t]*\1){2,}[ \t]*$)",
    re.MULTILINE,
)
"""What begins another block than a paragraph at the start of a line."""


def node_of(kind: str, content: Sequence[Node], **attributes: object) -> Node:
    """Return a node; what is empty is left out."""
    return {
        "type": kind,
        **({"attrs": attributes} if attributes else {}),
        **({"content": list(content)} if content else {}),
    }


def token_of(inline: SyntaxTreeNode) -> Token:
    """Return the token of an inline node."""
    if inline.token is None or inline.type != "inline":
        raise Unsupported
    return inline.token


def read_picture_lines(children: Sequence[Token]) -> list[Node]:
    """Return for each line of a paragraph of pictures its picture or its row; [] for any other paragraph.

    Raises:
        Unsupported: more pictures stand beside each other than a row has, or one is from elsewhere.
    """
    groups = groupby(children, key=lambda child: child.type == "softbreak")
    lines = [[child for child in group if not is_blank(child)] for is_end, group in groups if not is_end]
    if not children or not all(line and all(child.type == "image" for child in line) for line in lines):
        return []
    return list(map(read_line, lines))


def read_line(images: Sequence[Token]) -> Node:
    """Return the picture or the row of one line."""
    if len(images) > MAX_IN_ROW:
        raise Unsupported
    if len(images) == 1:
        return read_picture(images[0])
    pictures = [read_picture(image) for image in images]
    if any(picture["attrs"]["width"] for picture in pictures[1:]):
        raise Unsupported
    width, pictures[0]["attrs"]["width"] = pictures[0]["attrs"]["width"], ""
    return node_of("picture_row", pictures, width=width)


def read_picture(image: Token) -> Node:
    """Return a picture of this site with its alternative text and its caption as they were typed."""
    found = PICTURE_ADDRESS.fullmatch(str(image.attrGet("src")))
    if not found:
        raise Unsupported
    caption, width = str(image.attrGet("title") or ""), str(image.meta.get("width", ""))
    return node_of("picture", [], key=found[1], alt=read_alt(image), caption=caption, width=width)


def read_container(block: SyntaxTreeNode, read_all: Callable[[Sequence[SyntaxTreeNode]], list[Node]]) -> Node:
    """Return a gallery, a comparison, or a box; *read_all* reads what it holds.

    Raises:
        Unsupported: words stand between the pictures of a gallery, or it has none.
    """
    content = read_all(block.children)
    if kind := BOXES.get(block.info):
        return node_of(kind, content or [{"type": "paragraph"}])
    pictures = list(takewhile(lambda node: node["type"] == "picture", content))
    is_complete = len(pictures) == COMPARED if block.info == "comparison" else bool(pictures)
    if not is_complete or any(node["type"] != "paragraph" for node in content[len(pictures) :]):
        raise Unsupported
    return node_of(block.info, content, **({"form": block.meta["form"]} if block.info == "gallery" else {}))


def read_card(block: SyntaxTreeNode) -> Node:
    """Return the card of an address; its text is Markdown, paragraphs apart by an empty line."""
    card = block.meta["card"]
    quotes = [child for child in block.children if child.type == "blockquote"]
    text = "\n\n".join(paragraph for quote in quotes for paragraph in read_sources(quote.children))
    return node_of("card", [], address=card.address, title=card.title, text=text)


def read_sources(paragraphs: Sequence[SyntaxTreeNode]) -> Iterator[str]:
    """Yield the Markdown of the paragraphs of a card's text.

    Raises:
        Unsupported: one is another block, or has a line that would begin one when it is written again.
    """
    for paragraph in paragraphs:
        source = token_of(paragraph.children[0]).content if paragraph.type == "paragraph" else None
        if source is None or BLOCK_SIGN.search(source):
            raise Unsupported
        yield source
