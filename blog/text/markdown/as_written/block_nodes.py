"""Block tokens as JSON of ProseMirror's block nodes, for the rich sheet."""

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from blog.text.markdown.as_written.component_nodes import (
    node_of,
    read_card,
    read_container,
    read_picture_lines,
    token_of,
)
from blog.text.markdown.as_written.inline_nodes import Node, Unsupported, join_alike, read_children, read_inline
from blog.text.markdown.tasks import take_box

EMPTY_PARAGRAPH: Node = {"type": "paragraph"}
ALIGNMENTS = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}


class BlockReader:
    """Makes nodes of block tokens; *notes* are the contents of footnotes by label, see read_inline."""

    def __init__(self, notes: Mapping[str, Sequence[Node]]) -> None:
        self.notes = notes

    def read(self, tokens: Sequence[Token]) -> list[Node]:
        """Return the nodes of one or several blocks.

        Raises:
            Unsupported: one of the blocks has no node in the schema.
        """
        return self.read_all(SyntaxTreeNode(tokens).children)

    def read_all(self, blocks: Sequence[SyntaxTreeNode]) -> list[Node]:
        """Return the nodes of *blocks*; those that are hidden and empty are left out."""
        return [node for block in blocks for node in self.read_block(block)]

    def read_block(self, block: SyntaxTreeNode) -> list[Node]:
        """Return the node of one block; of pictures below each other one for each."""
        reader = getattr(self, f"read_{block.type}", None)
        if reader is None:
            raise Unsupported
        found = reader(block)
        return found if isinstance(found, list) else [found]

    def words(self, block: SyntaxTreeNode) -> list[Node]:
        """Return the inline content of a block that holds nothing else."""
        return [node for child in block.children for node in read_inline(token_of(child), self.notes)]

    def read_paragraph(self, block: SyntaxTreeNode) -> list[Node]:
        """Return a paragraph, or the pictures that it consists of."""
        inline = token_of(block.children[0])
        if block.hidden and not inline.content:
            return []
        children = inline.children or []
        if children and children[0].meta.get("is_button"):
            return [self.read_button(inline)]
        return read_picture_lines(children) or [node_of("paragraph", self.words(block))]

    def read_button(self, inline: Token) -> Node:
        """Return a button: the words and the address of a link that stands alone."""
        link = (inline.children or [])[0]
        if link.attrGet("title"):
            raise Unsupported
        label = read_children((inline.children or [])[1:-2], self.notes)
        return node_of("button_card", list(join_alike(label)), address=link.attrGet("href"))

    def read_heading(self, block: SyntaxTreeNode) -> Node:
        """Return a heading of the level that its author chose; it has one line."""
        words = self.words(block)
        if any(node["type"] == "hard_break" for node in words):
            raise Unsupported
        return node_of("heading", words, level=int(block.tag[1:]))

    def read_blockquote(self, block: SyntaxTreeNode) -> Node:
        """Return a quote."""
        return node_of("blockquote", self.read_all(block.children) or [EMPTY_PARAGRAPH])

    def read_pull(self, block: SyntaxTreeNode) -> Node:
        """Return a pull quote; its speaker, if it names one, is its last child."""
        quote, *speakers = block.children
        words = self.read_all(quote.children) or [EMPTY_PARAGRAPH]
        return node_of("pull_quote", [*words, *(node_of("speaker", self.words(speaker)) for speaker in speakers)])

    def read_bullet_list(self, block: SyntaxTreeNode) -> Node:
        """Return a list, with the sign of its items."""
        return node_of("bullet_list", self.items(block), marker=block.markup, tight=is_tight(block))

    def read_ordered_list(self, block: SyntaxTreeNode) -> Node:
        """Return a numbered list, with its first number and the sign behind it."""
        order = int(block.attrs.get("start", 1))
        return node_of("ordered_list", self.items(block), order=order, delimiter=block.markup, tight=is_tight(block))

    def items(self, block: SyntaxTreeNode) -> list[Node]:
        """Return the items of a list, each with one block at least."""
        return [self.read_item(item) for item in block.children]

    def read_item(self, item: SyntaxTreeNode) -> Node:
        """Return an item; a task is *checked* or not, and begins with words."""
        first = item.children[0] if item.children else None
        is_done = take_box(token_of(first.children[0])) if first and first.type == "paragraph" else None
        content = self.read_all(item.children) or [EMPTY_PARAGRAPH]
        if is_done is None:
            return node_of("list_item", content)
        if content[0]["type"] != "paragraph":
            raise Unsupported
        return node_of("list_item", content, checked=is_done)

    def read_fence(self, block: SyntaxTreeNode) -> Node:
        """Return a block of code."""
        return code_node(block.content, block.info.strip())

    def read_code_block(self, block: SyntaxTreeNode) -> Node:
        """Return an indented block of code."""
        return code_node(block.content, "")

    def read_hr(self, _block: SyntaxTreeNode) -> Node:
        """Return a rule."""
        return {"type": "horizontal_rule"}

    def read_table(self, block: SyntaxTreeNode) -> Node:
        """Return a table; its first row holds the heads."""
        rows = [row for part in block.children for row in part.children]
        return node_of("table", [node_of("table_row", [self.read_cell(cell) for cell in row.children]) for row in rows])

    def read_cell(self, cell: SyntaxTreeNode) -> Node:
        """Return a cell with the alignment of its column."""
        kind = "table_header" if cell.type == "th" else "table_cell"
        return node_of(kind, self.words(cell), alignment=ALIGNMENTS.get(str(cell.attrs.get("style"))))

    def read_card(self, block: SyntaxTreeNode) -> Node:
        """Return the card of an address."""
        return read_card(block)

    def read_container(self, block: SyntaxTreeNode) -> Node:
        """Return a gallery, a comparison or a box."""
        return read_container(block, self.read_all)


def code_node(code: str, language: str) -> Node:
    """Return a block of *code* without its last line end; *language* is all that stands behind its fence."""
    text = code.removesuffix("\n")
    return node_of("code_block", [{"type": "text", "text": text}] if text else [], language=language)


def is_tight(block: SyntaxTreeNode) -> bool:
    """Return whether no paragraph of the items stands apart (CommonMark 5.3)."""
    paragraphs = [child for item in block.children for child in item.children if child.type == "paragraph"]
    return all(paragraph.hidden for paragraph in paragraphs)


def find_references(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the labels of the footnotes that *nodes* refer to."""
    for node in nodes:
        if node["type"] == "footnote":
            yield node["attrs"]["label"]
        yield from find_references(node.get("content", ()))
