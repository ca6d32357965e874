"""What a text consists of for its reader: blocks, their places in lists and quotes, and their words with marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

CONTAINERS = frozenset({"blockquote", "ul", "ol", "li"})
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
MARKS = frozenset({"strong", "em"})
BREAK = "/"
Chain = tuple[str, ...]


class Word(NamedTuple):
    """A word, or the break of a line, and the marks that it bears, in the order of the alphabet."""

    words: str
    marks: tuple[str, ...] = ()


@dataclass
class Block:
    """A paragraph, heading or item: the lists and quotes in which it stands, outermost first, and its words."""

    chain: Chain = ()
    is_heading: bool = False
    words: list[Word] = field(default_factory=list)


def outline(blocks: Iterable[Block]) -> list[tuple[Chain, bool, list[Word]]]:
    """Return the blocks that hold words, with items numbered as they come and without breaks at the edges."""
    numbers: dict[str, str] = {}
    found = []
    for block in blocks:
        words = strip_breaks(block.words)
        if words:
            known = (one.rstrip("0123456789") if one[:2] != "li" else one for one in block.chain)
            items = [numbers.setdefault(one, f"li{len(numbers)}") if one[:2] == "li" else one for one in known]
            found.append((tuple(items), block.is_heading, words))
    return found


def strip_breaks(words: Sequence[Word]) -> list[Word]:
    """Return *words* without breaks at the beginning and the end, where readers see none."""
    filled = [at for at, word in enumerate(words) if word.words != BREAK]
    return list(words[filled[0] : filled[-1] + 1]) if filled else []


class BlockReader(HTMLParser):
    """Reads the blocks of a body in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.chain: list[str] = []
        self.marks: list[str] = []
        self.items = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in CONTAINERS:
            self.items += 1
            self.chain.append(f"li{self.items}" if tag == "li" else tag)
        if tag in CONTAINERS or tag in HEADINGS or tag in {"p", "pre", "figure", "table"}:
            self.blocks.append(Block(tuple(self.chain), tag in HEADINGS))
        if tag in MARKS:
            self.marks.append(tag)
        if tag == "br":
            self.blocks[-1].words.append(Word(BREAK))

    def handle_endtag(self, tag: str) -> None:
        if tag in CONTAINERS:
            self.chain.pop()
            self.blocks.append(Block(tuple(self.chain)))
        if tag in MARKS:
            self.marks.remove(tag)

    def handle_data(self, data: str) -> None:
        for words in data.split():
            self.blocks[-1].words.append(Word(words, tuple(sorted(self.marks))))


def read_outline(html: str) -> list[tuple[Chain, bool, list[Word]]]:
    """Return the outline of a body in HTML."""
    reader = BlockReader()
    reader.blocks.append(Block())
    reader.feed(html)
    return outline(reader.blocks)
