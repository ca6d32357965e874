"""Where the content of each block stands in the lines of a Markdown text."""

from collections.abc import Iterator
from itertools import accumulate

from markdown_it.token import Token

from blog.text.wording.source_characters import Placed


class ContentPlaces:
    """Finds the contents of the blocks of one text, which are asked for in the order of the parser."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.row, self.column = -1, 0
        self.range = (0, len(self.lines))

    def enter(self, token: Token) -> None:
        """Note the lines of a block, so that what it holds is sought there."""
        if token.map:
            self.range = (token.map[0], token.map[1])

    def place_words(self, content: str) -> Placed:
        """Return the place of the words of a paragraph or heading; no place where they are not found."""
        spans: list[tuple[int, int]] = []
        line = self.range[0]
        for words in content.split("\n"):
            line, column = self.find_words(words.strip(), line)
            if column < 0:
                return Placed(content, [])
            start = self.starts[line] + max(0, column - (len(words) - len(words.lstrip())))
            spans += [(start + at, start + at + 1) for at in range(len(words) + 1)]
            line += 1
        return Placed(content, spans[:-1])

    def find_words(self, words: str, first: int) -> tuple[int, int]:
        """Return the line at *first* or later that ends with *words*, and their column; else where they stand."""
        lines = range(first, min(self.range[1], len(self.lines)))
        for line in lines:
            for whole in (self.lines[line].rstrip(), self.lines[line].rstrip().rstrip("#").rstrip()):
                if whole.endswith(words):
                    return line, len(whole) - len(words)
        return next(((line, found) for line in lines if (found := self.lines[line].find(words)) >= 0), (first, -1))

    def place_cell(self, content: str) -> Placed:
        """Return the place of the words of one cell; cells of one row follow each other."""
        row = self.range[0]
        if row != self.row:
            self.row, self.column = row, 0
        raw = content.replace("|", "\\|")
        found = self.lines[row].find(raw, self.column)
        if found < 0:
            return Placed(content, [])
        self.column = found + len(raw)
        return Placed(content, list(cell_spans(content, self.starts[row] + found)))

    def place_code(self, token: Token) -> Placed:
        """Return the place of a block of code, whose lines are kept as they are."""
        first = self.range[0] + (1 if token.type == "fence" else 0)
        spans: list[tuple[int, int]] = []
        for line, words in enumerate(token.content.removesuffix("\n").split("\n"), first):
            start = self.starts[line] + max(0, len(self.lines[line]) - len(words))
            spans += [(start + at, start + at + 1) for at in range(len(words) + 1)]
        return Placed(token.content, spans)


def cell_spans(content: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the place of each character of a cell, in which a bar is written with a backslash."""
    for sign in content:
        end = start + (2 if sign == "|" else 1)
        yield start, end
        start = end
