"""A text cut at its outermost blocks: their source, the node of each for the rich sheet, and what stands between."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from blog.text.markdown.as_written.block_nodes import BlockReader, find_references
from blog.text.markdown.as_written.inline_nodes import Node, Unsupported, read_inline
from blog.text.markdown.as_written.outer_blocks import NOTE, NOTE_END, OuterBlock, find_blocks, is_open
from blog.text.markdown.rendering import MAX_LENGTH, TooLong

LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
LINE_END = re.compile(r"(?:\r\n?|\n)?\Z")


@dataclass(frozen=True)
class Piece:
    """One outermost block: its exact *source*, and what stands *after* it, up to the next one or the end.

    *node* is its ProseMirror node as JSON. A footnote that is edited where it
    is used has a *note* instead: its label and its content. A block that is
    *open*, a fence without end, takes in all that follows it.
    """

    source: str
    after: str
    node: Node | None = None
    note: Node | None = None
    open: bool = False


@dataclass(frozen=True)
class SplitText:
    """A text in its outermost blocks; *before* stands before the first."""

    before: str
    pieces: Sequence[Piece]

    def join(self) -> str:
        """Return the text, byte for byte."""
        return self.before + "".join(piece.source + piece.after for piece in self.pieces)

    def to_json(self) -> dict[str, Any]:
        """Return the text as the sheet's script opens it: docs/editor.md."""
        return asdict(self)


def split_blocks(text: str) -> SplitText:
    """Return *text* in its outermost blocks; joined they are the text.

    A block that the schema does not know, or that would mean something else
    when written again, is a `source_block`.

    Raises:
        TooLong: *text* has more than 200,000 characters.
    """
    if len(text) > MAX_LENGTH:
        raise TooLong(f"{len(text)} of {MAX_LENGTH} characters")
    lines = LINE.findall(text)
    blocks = find_blocks(text, lines)
    before = "".join(lines[: blocks[0].start]) if blocks else text
    return SplitText(before, list(make_pieces(blocks, lines)))


def make_pieces(blocks: Sequence[OuterBlock], lines: Sequence[str]) -> Iterator[Piece]:
    """Yield a piece for each block; of pictures or videos below each other, one for each line."""
    notes = read_notes(blocks)
    nodes = [read_nodes(block, BlockReader(notes)) for block in blocks]
    used = set(find_references([node for found in nodes for node in found]))
    ends = [*(block.start for block in blocks), len(lines)][1:]
    for block, found, end in zip(blocks, nodes, ends, strict=True):
        source, line_end = part_end("".join(lines[block.start : block.end]))
        after = line_end + "".join(lines[block.end : end])
        if block.label in used & notes.keys():
            yield Piece(source, after, note={"label": block.label, "content": notes[str(block.label)]})
        elif len(found) > 1 and len(found) == block.end - block.start:
            yield from part_lines(found, lines[block.start : block.end], after)
        else:
            is_known = len(found) == 1
            yield Piece(source, after, found[0] if is_known else source_node(source), open=is_open(block, source))


def part_lines(nodes: Sequence[Node], lines: Sequence[str], after: str) -> Iterator[Piece]:
    """Yield a piece for each of *lines*; *after* stands after the last one."""
    for node, (source, line_end) in zip(nodes, map(part_end, lines), strict=True):
        yield Piece(source, after if node is nodes[-1] else line_end, node)


def part_end(lines: str) -> tuple[str, str]:
    """Return *lines* without their last line end, and that."""
    found = LINE_END.search(lines)
    end = found.start() if found else len(lines)
    return lines[:end], lines[end:]


def read_notes(blocks: Sequence[OuterBlock]) -> dict[str, list[Node]]:
    """Return by label what the footnotes say that can be edited where they are used: words of one paragraph."""
    opened = [token for block in blocks for token in block.tokens if token.type == NOTE]
    times = Counter(token.meta["label"] for token in opened)
    notes = {block.label: read_note(block) for block in blocks if block.label and times[block.label] == 1}
    return {label: words for label, words in notes.items() if label and words is not None}


def read_note(block: OuterBlock) -> list[Node] | None:
    """Return the words of a footnote of one paragraph without notes in it, or of an empty one; None for any other."""
    if [token.type for token in block.tokens] == [NOTE, NOTE_END]:
        return []
    if [token.type for token in block.tokens] != [NOTE, "paragraph_open", "inline", "paragraph_close", NOTE_END]:
        return None
    try:
        words = read_inline(block.tokens[2], {})
    except Unsupported:
        return None
    return None if any(find_references(words)) else words


def read_nodes(block: OuterBlock, reader: BlockReader) -> list[Node]:
    """Return the nodes of *block*; [] where the schema does not know it."""
    try:
        return reader.read(block.tokens) if block.tokens else []
    except Unsupported:
        return []


def source_node(source: str) -> Node:
    """Return the node of a block that is shown as its source."""
    return {"type": "source_block", "attrs": {"source": source}}
