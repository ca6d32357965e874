"""Tolerant HTML parser for clipboards: a small tree of elements and text."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from html.parser import HTMLParser
from typing import TypeAlias

MAX_DEPTH = 60
"""Deeper elements are attached at this depth."""
MAX_LENGTH = 1_000_000
MAX_UNCLOSED = 1000
"""Unclosed tags: for each of them the parser reads to the end of the text."""
DECLARATION = re.compile(r"<[!?][^>]{0,1000}>")
"""Among them Word's <![if !supportLists]>, which stand around the marks of lists."""
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
SKIPPED = frozenset(
    {"button", "head", "math", "noscript", "object", "script", "select", "style", "svg", "template", "title"}
)
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
        "hr", "iframe", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
        "table", "ul",
    }
)  # fmt: skip
ENDED_BY = {
    "li": {"li"}, "tr": {"tr"}, "td": {"td", "th", "tr"}, "th": {"td", "th", "tr"}, "p": BLOCKS,
    "caption": {"col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"},
}  # fmt: skip
"""Which open elements a start tag ends, as HTML has it (HTML Standard 13.1.2.4)."""
FENCES = frozenset({"ol", "table", "ul"})
DECORATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*)")


class Omission(StrEnum):
    """One kind of content that a paste cannot keep, so that the person who pastes can be told."""

    PICTURES = "pictures"
    """They stand on another site until they are uploaded here."""
    EMBEDS = "embeds"
    """Frames, objects, sound and players that this blog does not know."""
    FORMULAS = "formulas"
    DELETIONS = "deletions"
    COMMENTS = "comments"
    NOTES = "notes"
    """Footnotes whose marks were copied without their text."""


MISSED = {"math": Omission.FORMULAS, "object": Omission.EMBEDS}
"""Elements that the parser leaves out and a reader would miss."""
EMBEDS = frozenset({"audio", "embed", "video"})


class PasteTooLong(Exception):
    """The clipboard holds more than a million characters, or what no program would put there."""


@dataclass(eq=False)
class Node:
    """One element."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Part"] = field(default_factory=list)

    @property
    def styles(self) -> dict[str, str]:
        """Return the inline style, property by property, in small letters."""
        found = DECORATION.findall(self.attributes.get("style", "").lower())
        return {name: value.strip() for name, value in found}

    @property
    def elements(self) -> list["Node"]:
        """Return the elements among the children."""
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def words(self) -> str:
        """Return all text inside, as it stands."""
        return "".join(child if isinstance(child, str) else child.words for child in self.children)

    @property
    def is_hidden(self) -> bool:
        """Return whether its page does not show it."""
        return "hidden" in self.attributes or self.styles.get("display") == "none"

    @property
    def is_block(self) -> bool:
        """Return whether it begins on a line of its own."""
        return self.tag in BLOCKS

    @property
    def holds_blocks(self) -> bool:
        """Return whether any element inside begins on a line of its own."""
        return any(child.is_block or child.holds_blocks for child in self.elements)


Part: TypeAlias = Node | str


class TreeBuilder(HTMLParser):
    """Builds the tree below *root*."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("body")
        self.open = [self.root]
        self.skipping = 0
        self.skipped: set[str] = set()
        self.left_out: list[str] = []
        """Words of buttons, formulas and the like, each after its element."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and end those that cannot hold it."""
        if self.skipping or tag in SKIPPED:
            if not self.skipping:
                self.left_out.append(f"\n{tag} ")
            self.skipping += tag in SKIPPED
            self.skipped.add(tag)
            return
        self.end_before(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID and len(self.open) < MAX_DEPTH:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element that ends at once."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def end_before(self, tag: str) -> None:
        """End the innermost element that *tag* ends, within the list or table in which it stands."""
        for place in range(len(self.open) - 1, 0, -1):
            if tag in ENDED_BY.get(self.open[place].tag, ()):
                del self.open[place:]
            elif self.open[place].tag in FENCES:
                return

    def handle_endtag(self, tag: str) -> None:
        """End the innermost element of this name, if one is open."""
        if tag in SKIPPED:
            self.skipping = max(0, self.skipping - 1)
            return
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Take in text."""
        if self.skipping:
            self.left_out.append(" ".join(data.split()) + " ")
        elif self.open[-1].tag != "iframe":
            self.open[-1].children.append(data)


def read_tree(html: str) -> Node:
    """Return the tree of *html*; the attribute "skipped" of its root names the elements that were left out.

    Its attribute "left-out" has a line for each of them, with its words.

    Raises:
        PasteTooLong: there are more than a million characters, or a thousand tags without end.
    """
    html = DECLARATION.sub("", without_comments(html)) if len(html) <= MAX_LENGTH else html
    if len(html) > MAX_LENGTH or html.count("<") > html.count(">") + MAX_UNCLOSED:
        raise PasteTooLong
    reader = TreeBuilder()
    reader.feed(html)
    reader.close()
    reader.root.attributes["skipped"] = " ".join(sorted(reader.skipped))
    lines = "".join(reader.left_out).split("\n")[1:] if reader.left_out else []
    reader.root.attributes["left-out"] = "\n".join(lines)
    return reader.root


def without_comments(html: str) -> str:
    """Return *html* without comments, within which Word hides whole documents; one without end hides the rest."""
    first, *others = html.split("<!--")
    return first + "".join(other.partition("-->")[2] for other in others)
