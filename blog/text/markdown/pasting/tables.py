"""Pasted tables as GitHub Flavored Markdown: one line a row, the first row the heading."""

from collections.abc import Iterator
from typing import NamedTuple

from blog.text.markdown.pasting.escaping import escape_starts
from blog.text.markdown.pasting.html_tree import Node
from blog.text.markdown.pasting.inline_runs import STRONG
from blog.text.markdown.pasting.inlines import write_inline

CELLS = frozenset({"td", "th"})
MAX_COLUMNS = 50
MAX_ROWS = 10_000
SIDES = {"left": ":---", "center": ":---:", "right": "---:"}


class Cell(NamedTuple):
    """The words of a cell, the side to which they are set or "", and over how many columns it reaches."""

    words: str
    side: str = ""
    columns: int = 1


def rows_of(table: Node) -> Iterator[Node]:
    """Yield the rows of *table*, not those of tables inside its cells."""
    for child in table.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "tfoot", "thead"}:
            yield from rows_of(child)


def is_layout(table: Node) -> bool:
    """Return whether *table* only puts things in place: one cell, tables or headings inside, lists side by side."""
    rows = [[cell for cell in row.elements if cell.tag in CELLS] for row in rows_of(table)]
    cells = [cell for row in rows for cell in row]
    is_line = len(rows) < 2 or max(map(len, rows)) < 2
    inside = {"table", "h1", "h2"} | ({"ul", "ol"} if is_line else set())
    return len(cells) < 2 or any(holds(cell, inside) for cell in cells)


def holds(node: Node, tags: set[str]) -> bool:
    """Return whether an element of *tags* is anywhere inside."""
    return any(child.tag in tags or holds(child, tags) for child in node.elements)


def write_table(table: Node) -> list[str]:
    """Return the captions of *table* as paragraphs, then the table.

    A cell over several rows is in each of them, one over several columns in
    each of them at the head and in the first elsewhere; short rows are filled up.
    """
    rows = [row for row in lay_out(table) if any(cell.words for cell in row)]
    captions = [write_inline(child.children) for child in table.elements if child.tag == "caption"]
    while len(rows) > 2 and is_title(rows[0], max(map(len, rows))):
        captions.append(rows.pop(0)[0].words)
    blocks = [escape_starts(caption.replace("\n", " ")) for caption in captions if caption]
    return [*blocks, "\n".join(write_lines(rows))] if rows else blocks


def is_title(row: list[Cell], width: int) -> bool:
    """Return whether *row* is one cell over all columns."""
    return len(row) == width > 1 and row[0].columns >= width


def write_lines(rows: list[list[Cell]]) -> Iterator[str]:
    """Yield the lines of a table: the heads, the rule, the other rows."""
    width = max(len(row) for row in rows)
    filled = [[*row, *[Cell("")] * (width - len(row))] for row in rows]
    sides = [next((row[column].side for row in filled[1:] if row[column].side), "") for column in range(width)]
    lines = [[cell.words for cell in row] for row in filled]
    for cells in (lines[0], [SIDES.get(side, "---") for side in sides], *lines[1:]):
        yield f"| {' | '.join(cells)} |"


def lay_out(table: Node) -> Iterator[list[Cell]]:
    """Yield the rows of *table*, each with the cells that reach down into it (HTML Standard 4.9.12)."""
    pending: dict[int, tuple[int, Cell]] = {}
    for place, row in enumerate(rows_of(table)):
        laid: list[Cell] = []
        for node in (cell for cell in row.elements if cell.tag in CELLS):
            take_pending(laid, pending)
            is_head = not place or node.tag == "th"
            cell = read_cell(node, is_head=is_head)
            for column in range(min(cell.columns, MAX_COLUMNS - len(laid))):
                shown = cell if is_head or not column else cell._replace(words="")
                pending[len(laid)] = (span_of(node, "rowspan") - 1, shown)
                laid.append(shown)
        take_pending(laid, pending)
        yield laid


def take_pending(row: list[Cell], pending: dict[int, tuple[int, Cell]]) -> None:
    """Add to *row* the cells from above that reach down to its next columns."""
    while len(row) < MAX_COLUMNS and pending.get(len(row), (0,))[0] > 0:
        left, cell = pending[len(row)]
        pending[len(row)] = (left - 1, cell)
        row.append(cell)


def read_cell(node: Node, *, is_head: bool) -> Cell:
    """Return one cell; heads are bold by themselves."""
    excluded = frozenset({STRONG}) if is_head else frozenset[str]()
    words = write_inline(node.children, excluded).replace("\n", " ").replace("|", "\\|")
    return Cell(words.removeprefix("• ") if words.count("• ") == 1 else words, side_of(node), span_of(node, "colspan"))


def span_of(cell: Node, name: str) -> int:
    """Return over how many columns or rows *cell* reaches; 0 rows are all that follow."""
    span = cell.attributes.get(name, "").strip()
    number = int(span) if span.isascii() and span.isdecimal() and len(span) < 9 else 1
    return number or (MAX_ROWS if name == "rowspan" else 1)


def side_of(cell: Node) -> str:
    """Return left, center or right if the cell or its one paragraph says so."""
    for node in (cell, *cell.elements[:1]):
        side = node.styles.get("text-align") or node.attributes.get("align", "").lower()
        if side in SIDES:
            return side
    return ""
