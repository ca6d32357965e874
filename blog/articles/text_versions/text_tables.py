"""Tables in plain text: aligned where they fit, else one line for each cell."""

import textwrap
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from blog.text.markdown.pasting.html_tree import Node

GAP = "  "
RIGHT = "align-right"


def width_of(text: str) -> int:
    """Return how many columns *text* takes where every letter is as wide as any other (UAX 11)."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def find_rows(table: Node) -> list[list[Node]]:
    """Return the cells of *table*, row by row; the first row holds the headings."""
    rows = [row for part in table.elements for row in ([part] if part.tag == "tr" else part.elements)]
    return [[cell for cell in row.elements if cell.tag in {"td", "th"}] for row in rows if row.tag == "tr"]


def write_table(rows: Sequence[Sequence[str]], sides: Sequence[str], width: int) -> str:
    """Return *rows*, the headings first, in at most *width* columns where that is possible.

    Args:
        rows: the words of the cells.
        sides: "align-right" for each column that stands at its right side.
        width: columns.
    """
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + len(GAP) * (len(widths) - 1) > width:
        return write_cards(rows, width)
    lines = [GAP.join(map(pad, row, widths, sides)).rstrip() for row in rows]
    return "\n".join([lines[0], GAP.join("-" * size for size in widths), *lines[1:]])


def pad(text: str, width: int, side: str) -> str:
    """Return *text* filled up to *width* columns."""
    space = " " * (width - width_of(text))
    return space + text if side == RIGHT else text + space


def write_cards(rows: Sequence[Sequence[str]], width: int) -> str:
    """Return a table that is too wide: each cell behind its heading, a blank line between rows."""
    heads, *others = rows
    cards = [[f"{head}: {cell}" if head else cell for head, cell in zip(heads, row, strict=True)] for row in others]
    return "\n\n".join("\n".join(fold(line, width) for line in card) for card in cards or [list(heads)])


def fold(line: str, width: int) -> str:
    """Return *line* wrapped, with its later lines set in."""
    lines = textwrap.wrap(line, width, subsequent_indent=GAP, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)
