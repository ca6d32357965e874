"""Conversion of clipboard HTML to Markdown, block by block."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from blog.text.cleaning import clean_text
from blog.text.markdown.components.cards.addresses import find_cards
from blog.text.markdown.pasting.code_blocks import language_of, read_code, write_code_block
from blog.text.markdown.pasting.escaping import escape_heading, escape_starts
from blog.text.markdown.pasting.footnotes import take_notes
from blog.text.markdown.pasting.html_tree import EMBEDS, MISSED, Node, Omission, Part, read_tree
from blog.text.markdown.pasting.inline_runs import STRONG
from blog.text.markdown.pasting.inlines import write_inline
from blog.text.markdown.pasting.link_cleaning import clean_address
from blog.text.markdown.pasting.nesting import move_inline_inside
from blog.text.markdown.pasting.pasted_lists import (
    is_counted,
    is_office_item,
    numbers_of,
    task_mark,
    write_item,
    write_office_list,
)
from blog.text.markdown.pasting.tables import is_layout, write_table
from blog.text.markdown.pasting.tracked_changes import resolve_changes

HEADING = re.compile(r"h([1-6])")
OFFICE_HEADING = re.compile(r"(?:mso)?heading ?([1-6])", re.IGNORECASE)
PARAGRAPHS = re.compile(r"\n{2,}")
PEERTUBE_FRAME = re.compile(r"^(https?://[^/]+)/videos/embed/([^/?#]+).*")
LISTS = frozenset({"ol", "ul"})
ROWS_AND_CELLS = frozenset({"td", "th", "tr"})
"""They stand apart where a table only puts things in place."""


class Pasted(NamedTuple):
    """What comes out, and what does not."""

    markdown: str
    pictures: int
    """Pictures that were left out, since they stand on another site until they are uploaded here."""
    omissions: frozenset[Omission] = frozenset()


def to_markdown(html: str, first_note: int = 1) -> Pasted:
    """Return *html* as Markdown: headings, paragraphs, marks, links, lists, quotes, code, tables, notes, videos.

    Looks, scripts, unsafe addresses and what only tracks are dropped; text
    that Markdown would take for a sign is escaped. Tracked changes are
    accepted. Footnotes are numbered from *first_note*.

    Raises:
        PasteTooLong: it is too long, or built to keep the parser busy.
    """
    return write_tree(read_tree(clean_text(html)), first_note)


def write_tree(root: Node, first_note: int = 1) -> Pasted:
    """Return the tree below *root*, which is changed, as to_markdown does."""
    omissions = {MISSED[tag] for tag in root.attributes.get("skipped", "").split() if tag in MISSED}
    omissions |= resolve_changes(root)
    pictures = count_pictures(root)
    omissions |= {Omission.PICTURES} if pictures else set()
    omissions |= {Omission.EMBEDS} if holds_embed(root) else set()
    notes = take_notes(root, first_note)
    omissions |= {Omission.NOTES} if notes.has_orphans else set()
    for part in (root, *notes.bodies.values()):
        move_inline_inside(part)
    blocks = [*write_blocks(root.children), *(write_note(*note) for note in notes.bodies.items())]
    return Pasted("\n\n".join(blocks), pictures, frozenset(omissions))


def count_pictures(node: Node) -> int:
    """Return how many pictures are inside; one pixel wide ones only track."""
    own = node.tag == "img" and node.attributes.get("width") not in {"0", "1"}
    return own + sum(count_pictures(child) for child in node.elements)


def holds_embed(node: Node) -> bool:
    """Return whether something inside is played or framed, and is no video whose address can be kept."""
    return any(
        child.tag in EMBEDS or (child.tag == "iframe" and not video_address(child)) or holds_embed(child)
        for child in node.elements
    )


def video_address(frame: Node) -> str:
    """Return the address of the video that *frame* plays, which alone in a paragraph is a card; "" of any other."""
    source = frame.attributes.get("src", "").strip() or frame.attributes.get("data-src", "").strip()
    address = clean_address(f"https:{source}" if source.startswith("//") else source) or ""
    address = PEERTUBE_FRAME.sub(r"\1/w/\2", address)
    return address if address and find_cards(address) else ""


def write_note(label: str, body: Node) -> str:
    """Return the note *label*, its further lines set in below it (Markdown Extra: footnotes)."""
    first, *others = "\n\n".join(write_blocks(body.children)).split("\n")
    return "\n".join([f"[^{label}]: {first}".rstrip(), *(f"    {line}".rstrip() for line in others)])


def write_blocks(parts: Iterable[Part]) -> list[str]:
    """Return the blocks of *parts*; words between blocks are paragraphs of their own."""
    blocks: list[str] = []
    for kind, group in groupby(without_gaps(list(parts)), kind_of):
        found = list(group)
        if kind == "inline":
            blocks += write_paragraphs(found)
        elif kind == "office list":
            blocks.append(write_office_list([node for node in found if isinstance(node, Node)]))
        else:
            for node in found:
                blocks += write_block(node) if isinstance(node, Node) else []
    return [block for block in blocks if block]


def without_gaps(parts: Sequence[Part]) -> list[Part]:
    """Return *parts* without what is hidden, and without the white space that stands beside a block."""
    shown = [part for part in parts if isinstance(part, str) or not part.is_hidden]
    kinds = ["block", *map(kind_of, shown), "block"]
    return [
        part
        for part, before, after in zip(shown, kinds, kinds[2:], strict=False)
        if not isinstance(part, str) or part.strip() or before == after == "inline"
    ]


def kind_of(part: Part) -> str:
    """Return how *part* is written: as words, as an item of Word's lists, or as a block."""
    if isinstance(part, str):
        return "inline"
    if is_office_item(part):
        return "office list"
    return "block" if part.is_block or part.tag in ROWS_AND_CELLS or part.holds_blocks else "inline"


def write_paragraphs(parts: Sequence[Part]) -> list[str]:
    """Return words as paragraphs; two line breaks end one."""
    return [
        escape_starts(text.strip("\n")).replace("\n", "\\\n") for text in PARAGRAPHS.split(write_inline(parts)) if text
    ]


def write_block(node: Node) -> list[str]:
    """Return the blocks of one element."""
    level = heading_level(node)
    if level and not any(child.tag in LISTS or child.tag == "table" for child in node.elements):
        words = write_inline(node.children, frozenset({STRONG})).replace("\n", " ")
        return [f"{'#' * level} {escape_heading(words)}"] if words else []
    match node.tag:
        case "ul" | "ol":
            block = write_list(node)
        case "blockquote":
            block = write_quote(node)
        case "pre":
            block = write_code_block(read_code(node).strip("\n"), language_of(node))
        case "hr":
            block = "---"
        case "table" if not is_layout(node):
            return write_table(node)
        case "iframe":
            block = video_address(node)
        case _:
            return write_blocks(node.children)
    return [block]


def write_quote(node: Node) -> str:
    """Return a quotation, each line of its blocks marked."""
    lines = "\n\n".join(write_blocks(node.children)).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines) if lines != [""] else ""


def heading_level(node: Node) -> int:
    """Return 1 to 6 for a heading, also for one that Word calls so by its class or outline, else 0."""
    if found := HEADING.fullmatch(node.tag):
        return int(found[1])
    if node.tag != "p":
        return 0
    if found := OFFICE_HEADING.fullmatch(node.attributes.get("class", "")):
        return int(found[1])
    outline = node.styles.get("mso-outline-level", "")
    return int(outline) if outline in set("123456") and outline else 0


def write_list(node: Node) -> str:
    """Return a list, its items numbered if they were; lists that stand between items belong to the one before.

    Numbers that do not rise by one, as those of a countdown, stand before paragraphs: no list of Markdown has them.
    """
    items = read_items(node)
    if node.tag != "ol":
        return "\n".join(write_item("-", blocks) for _, blocks in items)
    if is_counted([number for number, _ in items if number is not None]):
        first = next((number for number, _ in items if number is not None), 1)
        return "\n".join(write_item(f"{first + place}.", blocks) for place, (_, blocks) in enumerate(items))
    return "\n\n".join(
        "\n\n".join([f"{number}\\. {blocks[0]}" if number is not None else blocks[0], *blocks[1:]])
        for number, blocks in items
    )


def read_items(node: Node) -> list[tuple[int | None, list[str]]]:
    """Return the items of a list with their numbers, if they have some, and their blocks; empty ones are left out."""
    items: list[tuple[int | None, list[str]]] = []
    numbers = iter(numbers_of(node))
    for child in node.children:
        if isinstance(child, Node) and child.tag in LISTS and items:
            items[-1][1].append(write_list(child))
        elif isinstance(child, Node) and child.tag == "li":
            first, *others = write_blocks(child.children) or [""]
            items.append((next(numbers), [task_mark(child) + first, *others]))
        else:
            items.append((None, write_blocks([child])))
    return [(number, blocks) for number, blocks in items if any(blocks)]
