"""The outermost blocks of a text by their lines, with their tokens as the author wrote them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token

from blog.text.markdown.rendering import NONCHARACTER, make_parser

AFTER_INLINE = [
    "footnote_tail", "smartquotes", "text_join", "drop_empty_headings", "level_headings", "name_headings",
    "link_files", "mark_links", "mark_tables", "mark_tasks", "replace_dashes", "convert_figures", "convert_buttons",
    "arrange_galleries", "wrap_questions",
]  # fmt: skip
"""Rules that make what readers see of what the author wrote."""
NOTE, NOTE_END, DEFINITION = "footnote_reference_open", "footnote_reference_close", "definition"


@dataclass(frozen=True)
class OuterBlock:
    """An outermost block: its lines from *start* and before *end*, and its tokens, if it has any."""

    start: int
    end: int
    tokens: Sequence[Token] = ()

    @property
    def kind(self) -> str:
        """Return the type of its first token."""
        return self.tokens[0].type if self.tokens else ""

    @property
    def label(self) -> str | None:
        """Return the label of the footnote that it is; None for any other block."""
        return str(self.tokens[0].meta["label"]) if self.kind == NOTE else None


def find_blocks(text: str, lines: Sequence[str]) -> list[OuterBlock]:
    """Return the outermost blocks of *text*, whose *lines* are given; all that is not blank is in one."""
    tokens = SOURCE_PARSER.parse(NONCHARACTER.sub("", text), {"pictures": {}})
    return list(join_definitions(fill_gaps(group_blocks(tokens), lines)))


def group_blocks(tokens: Sequence[Token]) -> Iterator[OuterBlock]:
    """Yield the outermost blocks; those that share their lines, such as videos below each other, as one."""
    depth, whole = 0, [list[Token]()]
    for token in tokens:
        depth += token.nesting
        whole[-1].append(token)
        if depth == 0:
            whole.append([])
    for (start, end), group in groupby(whole[:-1], key=lambda block: tuple(block[0].map or (0, 0))):
        yield OuterBlock(start, end, [token for block in group for token in block])


def fill_gaps(blocks: Iterator[OuterBlock], lines: Sequence[str]) -> Iterator[OuterBlock]:
    """Yield *blocks* without the blank lines at their ends, and between them what belongs to none."""
    at = 0
    for block in blocks:
        yield from trim_block(OuterBlock(at, block.start), lines)
        yield from trim_block(block, lines)
        at = block.end
    yield from trim_block(OuterBlock(at, len(lines)), lines)


def trim_block(block: OuterBlock, lines: Sequence[str]) -> Iterator[OuterBlock]:
    """Yield *block* without the blank lines around it, unless it has no others; those of code belong to it."""
    filled = [number for number in range(block.start, min(block.end, len(lines))) if lines[number].strip(" \t\r\n")]
    if block.kind == "fence":
        yield block
    elif filled:
        yield OuterBlock(filled[0], filled[-1] + 1, block.tokens)


def join_definitions(blocks: Iterator[OuterBlock]) -> Iterator[OuterBlock]:
    """Yield *blocks*, of which definitions of links that stand below each other are one."""
    held: OuterBlock | None = None
    for block in blocks:
        if held and (held.kind, block.kind, held.end) == (DEFINITION, DEFINITION, block.start):
            held = OuterBlock(held.start, block.end, [*held.tokens, *block.tokens])
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def is_open(block: OuterBlock, source: str) -> bool:
    """Return whether *block* is a fence without an end (CommonMark 4.5)."""
    if block.kind != "fence":
        return False
    mark = block.tokens[0].markup
    end = re.fullmatch(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*", source.splitlines()[-1])
    return not end or block.end - block.start < 2


def make_source_parser() -> MarkdownIt:
    """Return the parser of articles without the rules that change words and blocks for readers."""
    parser = make_parser()
    parser.options.update({"store_labels": True, "inline_definitions": True})
    parser.core.ruler.disable(AFTER_INLINE)
    return parser


SOURCE_PARSER = make_source_parser()
