"""Convert safe HTML to wrapped plain text with quotes, lists, tables and numbered references."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from blog.text.markdown.pasting.html_tree import BLOCKS, Node, Part, TreeBuilder
from blog.web.addresses.links import Links, is_local
from blog.web.formatting.text_tables import find_rows, width_of, write_table

WIDTH = 72
"""Columns of a line; longer words, such as addresses, are not broken."""
MIN_WIDTH = 24
SPACES = re.compile(r"[ \t\r\n\f]+")
AROUND_BREAK = re.compile(r" *\n *")
HEADING = re.compile("h[2-6]")
BLOCK_TAGS = BLOCKS | {"figcaption"}
MARKERS = {"em": "_", "strong": "*", "s": "~~", "code": "`"}


@dataclass
class PlainTextWriter:
    """Converts the HTML of one article and collects the addresses of its links in *references*."""

    address: str
    """Absolute address of the article."""
    links: Links
    references: list[str] = field(default_factory=list)
    is_flowing: bool = False
    """Leaves paragraphs in one line each, for mail programs that wrap them (RFC 3676); tables keep to the width."""

    def write(self, html: str, width: int = WIDTH) -> str:
        """Return *html* as text."""
        reader = TreeBuilder()
        reader.feed(html)
        reader.close()
        return "\n\n".join(self.blocks(reader.root.children, width))

    def blocks(self, parts: Iterable[Part], width: int) -> list[str]:
        """Return *parts* block by block; what stands between blocks is a paragraph."""
        blocks: list[str] = []
        inline: list[Part] = []
        for part in parts:
            if isinstance(part, str) or part.tag not in BLOCK_TAGS:
                inline.append(part)
            else:
                blocks += [*self.paragraph(inline, width), *self.block(part, width)]
                inline = []
        return [*blocks, *self.paragraph(inline, width)]

    def block(self, node: Node, width: int) -> list[str]:
        """Return one block element as zero or more blocks of text."""
        writers = {
            "blockquote": self.quote,
            "div": self.division,
            "figure": self.figure,
            "hr": lambda *_: ["* * *"],
            "ol": self.list_items,
            "pre": lambda node, _: [textwrap.indent(node.words.strip("\n"), "    ")],
            "section": self.division,
            "table": self.table,
            "ul": self.list_items,
        }
        write = self.heading if HEADING.fullmatch(node.tag) else writers.get(node.tag, self.child_blocks)
        return write(node, max(width, MIN_WIDTH))

    def child_blocks(self, node: Node, width: int) -> list[str]:
        """Return the blocks inside an element without a text form of its own."""
        return self.blocks(node.children, width)

    def quote(self, node: Node, width: int) -> list[str]:
        """Return a quote, each line prefixed with ">"."""
        quoted = "\n\n".join(self.blocks(node.children, width - 2))
        return ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))] if quoted else []

    def figure(self, node: Node, width: int) -> list[str]:
        """Return a picture, a card or a pull quote as one block; a dash stands before the speaker of the quote."""
        if "pull" in node.attributes.get("class", ""):
            speakers = [child for child in node.elements if child.tag == "figcaption"]
            quote = self.blocks((child for child in node.elements if child not in speakers), width)
            return ["\n".join([*quote, *(f"> — {self.inline_text(speaker.children)}" for speaker in speakers)])]
        return ["\n".join(self.blocks(node.children, width))]

    def division(self, node: Node, width: int) -> list[str]:
        """Return the blocks of a division; footnotes get a heading."""
        heading = [underline(str(_("Notes")), "-")] if node.attributes.get("class") == "notes" else []
        return [*heading, *self.child_blocks(node, width)]

    def paragraph(self, parts: Sequence[Part], width: int) -> list[str]:
        """Return inline *parts* as a wrapped paragraph, [] when they are blank."""
        lines = self.inline_text(parts).split("\n")
        text = "\n".join(lines if self.is_flowing else (wrap(line, width) for line in lines)).strip("\n")
        return [text] if text else []

    def heading(self, node: Node, width: int) -> list[str]:
        """Return a heading, underlined."""
        return [underline(text, "-") for text in self.paragraph(node.children, width)]

    def list_items(self, node: Node, width: int) -> list[str]:
        """Return a list with dashes, or with numbers from its start attribute on."""
        start = int(node.attributes.get("start", "1")) if node.attributes.get("start", "1").isdecimal() else 1
        written: list[str] = []
        for number, item in enumerate((child for child in node.elements if child.tag == "li"), start):
            marker = f"{number}. " if node.tag == "ol" else "- "
            parts = self.blocks(item.children, width - len(marker))
            text = "\n".join(parts) if is_tight(item) else "\n\n".join(parts)
            written.append(marker + textwrap.indent(text, " " * len(marker)).lstrip(" "))
        return ["\n".join(written)] if written else []

    def table(self, node: Node, width: int) -> list[str]:
        """Return a table, its rows filled up to the number of headings."""
        rows = find_rows(node)
        if not rows or not rows[0]:
            return []
        column_count = len(rows[0])
        texts = [[self.inline_text(cell.children).replace("\n", " ") for cell in row[:column_count]] for row in rows]
        filled = [row + [""] * (column_count - len(row)) for row in texts]
        return [write_table(filled, [cell.attributes.get("class", "") for cell in rows[0]], width)]

    def inline_text(self, parts: Iterable[Part]) -> str:
        """Return inline *parts* as text on one line, or on several where there are line breaks."""
        text = "".join(SPACES.sub(" ", part) if isinstance(part, str) else self.inline(part) for part in parts)
        return re.sub(" {2,}", " ", AROUND_BREAK.sub("\n", text)).strip()

    def inline(self, node: Node) -> str:
        """Return one inline element; spaces at its ends are kept outside its markers."""
        match node.tag:
            case "br":
                return "\n"
            case "img":
                return str(_("[Picture: %(words)s]", words=SPACES.sub(" ", node.attributes.get("alt", ""))))
            case "a":
                return self.link(node)
        content = "".join(
            SPACES.sub(" ", part) if isinstance(part, str) else self.inline(part) for part in node.children
        )
        marker = MARKERS.get(node.tag, "")
        text = content.strip(" ")
        return content.replace(text, f"{marker}{text}{marker}", 1) if marker and text else content

    def link(self, node: Node) -> str:
        """Return a link with the number of its reference; the addresses are listed at the end of the text."""
        classes, address = node.attributes.get("class", ""), node.attributes.get("href", "")
        text = self.inline_text(node.children)
        if "note-back" in classes:
            return ""
        if "note-link" in classes:
            return str(_(" [note %(number)s]", number=text))
        is_enlargement = "gallery__link" in classes
        if not address or is_enlargement or address.startswith("#") or text == address.removeprefix("mailto:"):
            return text
        return f"{text} [{self.reference_number(address)}]"

    def reference_number(self, address: str) -> int:
        """Return the number of *address* in the references, which grow by it when it is new."""
        absolute = self.links.absolute(address) if is_local(address) else address
        if absolute not in self.references:
            self.references.append(absolute)
        return self.references.index(absolute) + 1


def is_tight(item: Node) -> bool:
    """Return whether a list item holds at most one block beside nested lists (CommonMark 5.3, tight list)."""
    return sum(child.tag not in {"ol", "ul"} for child in item.elements if child.tag in BLOCK_TAGS) < 2


def wrap(line: str, width: int = WIDTH) -> str:
    """Return *line* wrapped at *width* columns; longer words are not broken."""
    return "\n".join(textwrap.wrap(line, max(width, MIN_WIDTH), break_long_words=False, break_on_hyphens=False))


def underline(text: str, marker: str) -> str:
    """Return *text* above a line of *marker* as wide as its widest line."""
    return f"{text}\n{marker * min(WIDTH, max(map(width_of, text.splitlines())))}"
