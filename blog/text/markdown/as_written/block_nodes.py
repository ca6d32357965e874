"""Block tokens as JSON of ProseMirror's block nodes, for the rich sheet."""

from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from blog.text.markdown.as_written.inline_nodes import PICTURE_ADDRESS, Node, Unsupported, read_inline
from blog.text.markdown.components.figures import read_alt

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
        if pictures := read_pictures(inline.children or []):
            return pictures
        return [node_of("paragraph", self.words(block))]

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
        return [node_of("list_item", self.read_all(item.children) or [EMPTY_PARAGRAPH]) for item in block.children]

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
        """Return the card of an address; its text is Markdown, paragraphs apart by an empty line."""
        card = block.meta["card"]
        quotes = [child for child in block.children if child.type == "blockquote"]
        text = "\n\n".join(read_source(paragraph) for quote in quotes for paragraph in quote.children)
        return node_of("card", [], address=card.address, title=card.title, text=text)


def node_of(kind: str, content: Sequence[Node], **attributes: object) -> Node:
    """Return a node; what is empty is left out."""
    return {
        "type": kind,
        **({"attrs": attributes} if attributes else {}),
        **({"content": list(content)} if content else {}),
    }


def code_node(code: str, language: str) -> Node:
    """Return a block of *code* without its last line end; *language* is all that stands behind its fence."""
    text = code.removesuffix("\n")
    return node_of("code_block", [{"type": "text", "text": text}] if text else [], language=language)


def read_source(paragraph: SyntaxTreeNode) -> str:
    """Return the Markdown of a paragraph in the text of a card.

    Raises:
        Unsupported: it is another block, or its first sign would begin one when it is written anew.
    """
    if paragraph.type != "paragraph":
        raise Unsupported
    return token_of(paragraph.children[0]).content


def token_of(inline: SyntaxTreeNode) -> Token:
    """Return the token of an inline node."""
    if inline.token is None or inline.type != "inline":
        raise Unsupported
    return inline.token


def is_tight(block: SyntaxTreeNode) -> bool:
    """Return whether no paragraph of the items stands apart (CommonMark 5.3)."""
    paragraphs = [child for item in block.children for child in item.children if child.type == "paragraph"]
    return all(paragraph.hidden for paragraph in paragraphs)


def read_pictures(children: Sequence[Token]) -> list[Node]:
    """Return the pictures of a paragraph that has one on each line and nothing else, [] of any other.

    Raises:
        Unsupported: pictures stand beside each other, or one is from elsewhere.
    """
    images, breaks = children[::2], children[1::2]
    if not images or any(image.type != "image" for image in images):
        return []
    if any(token.type != "softbreak" for token in breaks):
        return []
    return list(map(read_picture, images))


def read_picture(image: Token) -> Node:
    """Return a picture of this site with its alternative text and its caption as they were typed."""
    found = PICTURE_ADDRESS.fullmatch(str(image.attrGet("src")))
    if not found:
        raise Unsupported
    caption = str(image.attrGet("title") or "")
    return node_of("picture", [], key=found[1], alt=read_alt(image), caption=caption)


def find_references(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the labels of the footnotes that *nodes* refer to."""
    for node in nodes:
        if node["type"] == "footnote":
            yield node["attrs"]["label"]
        yield from find_references(node.get("content", ()))
