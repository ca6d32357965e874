"""Blocks that pasted HTML has no words for: pictures, cards, boxes; each stands in the text as a word until the end."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from blog.operations.moving_in.imported_items import Loss, LossKind, PictureItem
from blog.text.markdown.pasting.html_tree import Node

TOKEN = re.compile(r"importedblock(\d+)x")
MARKS = r"[*_~\\ ]*"
ALONE = re.compile(rf"^(?P<lead>(?:[ >]|[-*] |\d+[.)] )*){MARKS}importedblock(?P<number>\d+)x{MARKS}$")
COMPONENT = ":::"
QUESTION = re.compile(r"^### (.+)$", re.MULTILINE)
SEVERAL = re.compile(r"\n{3,}")

WritePicture = Callable[[PictureItem], str]
"""Returns the Markdown of one picture, "" of one that is not to be had."""


@dataclass(frozen=True)
class PictureBlock:
    """One picture or several, with the *words* that belong to all."""

    pictures: Sequence[PictureItem]
    words: str = ""
    mark: str = ""
    """Of a wider picture, such as {.wide}."""


@dataclass(frozen=True)
class TextBlock:
    """Markdown as it is; it may hold the words of further blocks."""

    markdown: str


@dataclass
class CollectedBlocks:
    """The blocks of one body, and what is lost of it."""

    blocks: list[PictureBlock | TextBlock] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    """Addresses in the text of which the old program made players, so that no reader saw them as words."""
    shown: list[str] = field(default_factory=list)
    """Texts that were left out with the block around them, and that are words all the same."""

    def add(self, block: PictureBlock | TextBlock) -> Node:
        """Keep *block*, and return the paragraph that stands for it."""
        self.blocks.append(block)
        return Node("p", {}, [f"importedblock{len(self.blocks) - 1}x"])

    def lose(self, kind: LossKind, detail: str) -> None:
        """Note a loss."""
        self.losses.append(Loss(kind, " ".join(detail.split())[:300]))

    def fill(self, markdown: str, write: WritePicture, *, is_inside: bool = False) -> str:
        """Return *markdown* with the blocks in their places; no component stands *is_inside* another one."""
        lines: list[str] = []
        waiting: list[str] = []
        for line in [*markdown.split("\n"), ""]:
            shown, below = self.fill_line(line, write, is_inside=is_inside)
            waiting += below
            if not line.strip() and waiting:
                lines += ["", *waiting]
                waiting = []
            lines += shown
        return SEVERAL.sub("\n\n", "\n".join(lines)).strip()

    def fill_line(self, line: str, write: WritePicture, *, is_inside: bool) -> tuple[list[str], list[str]]:
        """Return *line* with its block, and what stands below its paragraph: blocks amid words, as in tables."""
        if not TOKEN.search(line):
            return [line], []
        if match := ALONE.fullmatch(line):
            lead = match["lead"]
            block = self.write_block(int(match["number"]), write, is_outermost=not lead, is_inside=is_inside)
            further = re.sub(r"[^> ]", " ", lead)
            shown = [f"{further if place else lead}{text}".rstrip() for place, text in enumerate(block.split("\n"))]
            return (shown if block else [lead.rstrip()]), []
        numbers = map(int, TOKEN.findall(line))
        blocks = [self.write_block(number, write, is_outermost=True, is_inside=is_inside) for number in numbers]
        return [TOKEN.sub("", line)], [text for block in blocks if block for text in [*block.split("\n"), ""]]

    def write_block(self, number: int, write: WritePicture, *, is_outermost: bool, is_inside: bool) -> str:
        """Return the Markdown of one block; only an outermost one may be a gallery, and none inside of another."""
        if number >= len(self.blocks):
            return f"importedblock{number}x"
        block = self.blocks[number]
        if isinstance(block, TextBlock):
            markdown = open_component(block.markdown) if is_inside else block.markdown
            return self.fill(markdown, write, is_inside=is_inside or markdown.startswith(COMPONENT))
        written = [text for item in block.pictures if (text := write(item))]
        pictures = [text for text in written if text.startswith("![")]
        words = [text for text in written if not text.startswith("![")]
        if len(pictures) > 1 and is_outermost and not is_inside:
            inside = "\n".join(pictures) + (f"\n\n{block.words}" if block.words else "")
            return "\n\n".join([f"::: gallery\n{inside}\n:::", *words])
        shown = [f"{text}{block.mark}" for text in pictures]
        return "\n\n".join([*shown, *words, *([block.words] if block.words else [])])


def open_component(markdown: str) -> str:
    """Return what stands within a component, a question as bold words; anything else as it is."""
    if not markdown.startswith(COMPONENT):
        return markdown
    inside = "\n".join(markdown.split("\n")[1:-1])
    return QUESTION.sub(r"**\1**", inside, count=1) if markdown.startswith("::: questions") else inside
