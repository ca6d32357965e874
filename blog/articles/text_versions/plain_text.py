"""Safe HTML as plain text that reads well: wrapped, with quotes, lists, tables, and links numbered at the end."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from blog.articles.feeds.feed_content import is_local
from blog.articles.text_versions.text_tables import find_rows, width_of, write_table
from blog.text.markdown.pasting.html_tree import BLOCKS, Node, Part, Reader
from blog.web.links import Links

WIDTH = 72
"""Columns of a line; longer words, such as addresses, stand as they are."""
NARROWEST = 24
SPACES = re.compile(r"[ \t\r\n\f]+")
AROUND_BREAK = re.compile(r" *\n *")
HEADING = re.compile("h[2-6]")
OWN_BLOCKS = BLOCKS | {"figcaption"}
SIGNS = {"em": "_", "strong": "*", "s": "~~", "code": "`"}


@dataclass
class Plain:
    """Writes the HTML of one article, and remembers to where its links lead."""

    address: str
    """Of the article, for links within it."""
    links: Links
    references: list[str] = field(default_factory=list)

    def write(self, html: str, width: int = WIDTH) -> str:
        """Return *html* as text."""
        reader = Reader()
        reader.feed(html)
        reader.close()
        return "\n\n".join(self.blocks(reader.root.children, width))

    def blocks(self, parts: Iterable[Part], width: int) -> list[str]:
        """Return *parts* block by block; what stands between blocks is a paragraph."""
        found: list[str] = []
        loose: list[Part] = []
        for part in parts:
            if isinstance(part, str) or part.tag not in OWN_BLOCKS:
                loose.append(part)
            else:
                found += [*self.paragraph(loose, width), *self.block(part, width)]
                loose = []
        return [*found, *self.paragraph(loose, width)]

    def block(self, node: Node, width: int) -> list[str]:
        """Return one block element, as none, one or several blocks of text."""
        writers = {
            "blockquote": self.quote,
            "div": self.division,
            "figure": self.figure,
            "hr": lambda *_: ["* * *"],
            "ol": self.items,
            "pre": lambda node, _: [textwrap.indent(node.words.strip("\n"), "    ")],
            "section": self.division,
            "table": self.table,
            "ul": self.items,
        }
        write = self.heading if HEADING.fullmatch(node.tag) else writers.get(node.tag, self.inner)
        return write(node, max(width, NARROWEST))

    def inner(self, node: Node, width: int) -> list[str]:
        """Return the blocks within an element that says nothing itself."""
        return self.blocks(node.children, width)

    def quote(self, node: Node, width: int) -> list[str]:
        """Return a quote, each line behind its sign."""
        quoted = "\n\n".join(self.blocks(node.children, width - 2))
        return ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))] if quoted else []

    def figure(self, node: Node, width: int) -> list[str]:
        """Return a picture, a video or a pull quote as one block; a dash stands before the speaker of the quote."""
        if "pull" in node.attributes.get("class", ""):
            speakers = [child for child in node.elements if child.tag == "figcaption"]
            quote = self.blocks((child for child in node.elements if child not in speakers), width)
            return ["\n".join([*quote, *(f"> — {self.words(speaker.children)}" for speaker in speakers)])]
        return ["\n".join(self.blocks(node.children, width))]

    def division(self, node: Node, width: int) -> list[str]:
        """Return what is in a division; the notes stand under a heading of their own."""
        heading = [underline(str(_("Notes")), "-")] if node.attributes.get("class") == "notes" else []
        return [*heading, *self.inner(node, width)]

    def paragraph(self, parts: Sequence[Part], width: int) -> list[str]:
        """Return inline *parts* wrapped; nothing when they say nothing."""
        lines = self.words(parts).split("\n")
        text = "\n".join(wrap(line, width) for line in lines).strip("\n")
        return [text] if text else []

    def heading(self, node: Node, width: int) -> list[str]:
        """Return a heading with a line below it."""
        found = self.paragraph(node.children, width)
        return [underline(text, "-") for text in found]

    def items(self, node: Node, width: int) -> list[str]:
        """Return a list: dashes, or the numbers that it counts."""
        start = int(node.attributes.get("start", "1")) if node.attributes.get("start", "1").isdecimal() else 1
        written: list[str] = []
        for number, item in enumerate((child for child in node.elements if child.tag == "li"), start):
            mark = f"{number}. " if node.tag == "ol" else "- "
            parts = self.blocks(item.children, width - len(mark))
            text = "\n".join(parts) if is_tight(item) else "\n\n".join(parts)
            written.append(mark + textwrap.indent(text, " " * len(mark)).lstrip(" "))
        return ["\n".join(written)] if written else []

    def table(self, node: Node, width: int) -> list[str]:
        """Return a table."""
        rows = find_rows(node)
        if not rows or not rows[0]:
            return []
        most = len(rows[0])
        words = [[self.words(cell.children).replace("\n", " ") for cell in row[:most]] for row in rows]
        whole = [row + [""] * (most - len(row)) for row in words]
        return [write_table(whole, [cell.attributes.get("class", "") for cell in rows[0]], width)]

    def words(self, parts: Iterable[Part]) -> str:
        """Return inline *parts* on one line, or on several where the author broke them."""
        text = "".join(SPACES.sub(" ", part) if isinstance(part, str) else self.inline(part) for part in parts)
        return re.sub(" {2,}", " ", AROUND_BREAK.sub("\n", text)).strip()

    def inline(self, node: Node) -> str:
        """Return one inline element, with a space kept on either side of it."""
        match node.tag:
            case "br":
                return "\n"
            case "img":
                return str(_("[Picture: %(words)s]", words=SPACES.sub(" ", node.attributes.get("alt", ""))))
            case "a":
                return self.link(node)
        inner = "".join(SPACES.sub(" ", part) if isinstance(part, str) else self.inline(part) for part in node.children)
        sign = SIGNS.get(node.tag, "")
        words = inner.strip(" ")
        return inner.replace(words, f"{sign}{words}{sign}", 1) if sign and words else inner

    def link(self, node: Node) -> str:
        """Return a link with the number of its address, which stands at the end of the text."""
        kinds, address = node.attributes.get("class", ""), node.attributes.get("href", "")
        words = self.words(node.children)
        if "note-back" in kinds:
            return ""
        if "note-link" in kinds:
            return str(_(" [note %(number)s]", number=words))
        if not address or address.startswith("#") or words == address.removeprefix("mailto:"):
            return words
        return f"{words} [{self.refer(address)}]"

    def refer(self, address: str) -> int:
        """Return the number of *address*, the same for the same one."""
        whole = self.links.absolute(address) if is_local(address) else address
        if whole not in self.references:
            self.references.append(whole)
        return self.references.index(whole) + 1


def is_tight(item: Node) -> bool:
    """Return whether a list item holds one paragraph at most, perhaps with a list below it."""
    return sum(child.tag not in {"ol", "ul"} for child in item.elements if child.tag in OWN_BLOCKS) < 2


def wrap(line: str, width: int = WIDTH) -> str:
    """Return *line* in lines of at most *width* columns, but for words that are longer."""
    return "\n".join(textwrap.wrap(line, max(width, NARROWEST), break_long_words=False, break_on_hyphens=False))


def underline(text: str, sign: str) -> str:
    """Return *text* above a line of *sign* that is as long as its longest line."""
    return f"{text}\n{sign * min(WIDTH, max(map(width_of, text.splitlines())))}"
