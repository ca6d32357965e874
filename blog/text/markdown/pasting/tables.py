"""Pasted tables as GitHub Flavored Markdown: one line a row, the first row the heading."""

from collections.abc import Iterator

from blog.text.markdown.pasting.html_tree import Node
from blog.text.markdown.pasting.inlines import STRONG, write_inline

CELLS = frozenset({"td", "th"})
MAX_COLUMNS = 50
SIDES = {"left": ":---", "center": ":---:", "right": "---:"}


def rows_of(table: Node) -> Iterator[Node]:
    """Yield the rows of *table*, not those of tables inside its cells."""
    for child in table.elements:
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "tfoot", "thead"}:
            yield from rows_of(child)


def is_layout(table: Node) -> bool:
    """Return whether *table* only puts things in place: one cell, or tables and lists inside of cells."""
    cells = [cell for row in rows_of(table) for cell in row.elements if cell.tag in CELLS]
    return len(cells) < 2 or any(holds(cell, {"table", "ul", "ol", "h1", "h2"}) for cell in cells)


def holds(node: Node, tags: set[str]) -> bool:
    """Return whether an element of *tags* is anywhere inside."""
    return any(child.tag in tags or holds(child, tags) for child in node.elements)


def write_table(table: Node) -> str:
    """Return *table*; cells over several columns leave the others empty, and short rows are filled up."""
    rows = [[*read_row(row, is_heading=not place)] for place, row in enumerate(rows_of(table))]
    rows = [row[:MAX_COLUMNS] for row in rows if any(words for words, _ in row)]
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    filled = [[*row, *[("", "")] * (width - len(row))] for row in rows]
    sides = [next((row[column][1] for row in filled[1:] if row[column][1]), "") for column in range(width)]
    rule = [SIDES.get(side, "---") for side in sides]
    lines = [[words for words, _ in row] for row in filled]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (lines[0], rule, *lines[1:]))


def read_row(row: Node, *, is_heading: bool) -> Iterator[tuple[str, str]]:
    """Yield the words of each cell and the side to which they are set."""
    for cell in row.elements:
        if cell.tag not in CELLS:
            continue
        excluded = frozenset({STRONG}) if is_heading or cell.tag == "th" else frozenset()
        words = write_inline(spaced(cell), excluded).replace("\n", " ").replace("|", "\\|")
        yield words, side_of(cell)
        span = cell.attributes.get("colspan", "1")
        for _ in range(min(int(span), MAX_COLUMNS) - 1 if span.isascii() and span.isdecimal() and span else 0):
            yield "", ""


def spaced(cell: Node) -> list[Node | str]:
    """Return what is in *cell*, with a space between its paragraphs."""
    return [part for child in cell.children for part in (child, " ")]


def side_of(cell: Node) -> str:
    """Return left, center or right if the cell or its one paragraph says so."""
    for node in (cell, *cell.elements[:1]):
        side = node.styles.get("text-align") or node.attributes.get("align", "").lower()
        if side in SIDES:
            return side
    return ""
