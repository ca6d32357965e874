"""Tables in plain text: aligned columns where they fit, else one "heading: value" line for each cell."""

import textwrap
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

from blog.text.markdown.pasting.html_tree import Node

GAP = "  "
ALIGN_RIGHT = "align-right"


def width_of(text: str) -> int:
    """Return the columns that *text* takes in a monospaced font (UAX 11, East Asian width)."""
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def find_rows(table: Node) -> list[list[Node]]:
    """Return the cells of *table*, row by row, the headings first."""
    rows = [row for part in table.elements for row in ([part] if part.tag == "tr" else part.elements)]
    return [[cell for cell in row.elements if cell.tag in {"td", "th"}] for row in rows if row.tag == "tr"]


def write_table(rows: Sequence[Sequence[str]], alignments: Sequence[str], width: int) -> str:
    """Return *rows*, the headings first, in at most *width* columns where that is possible.

    Args:
        rows: the texts of the cells.
        alignments: of each column; all but "align-right" mean left.
        width: of the text, in columns.
    """
    widths = [max(map(width_of, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + len(GAP) * (len(widths) - 1) > width:
        return write_stacked(rows, width)
    lines = [GAP.join(map(pad, row, widths, alignments)).rstrip() for row in rows]
    return "\n".join([lines[0], GAP.join("-" * size for size in widths), *lines[1:]])


def pad(text: str, width: int, alignment: str) -> str:
    """Return *text* filled up to *width* columns."""
    space = " " * (width - width_of(text))
    return space + text if alignment == ALIGN_RIGHT else text + space


def write_stacked(rows: Sequence[Sequence[str]], width: int) -> str:
    """Return a table that is too wide: one "heading: value" line for each cell, a blank line between rows."""
    heads, *others = rows
    records = [[f"{head}: {cell}" if head else cell for head, cell in zip(heads, row, strict=True)] for row in others]
    return "\n\n".join("\n".join(wrap_line(line, width) for line in record) for record in records or [list(heads)])


def wrap_line(line: str, width: int) -> str:
    """Return *line* wrapped with a hanging indent."""
    lines = textwrap.wrap(line, width, subsequent_indent=GAP, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines)
