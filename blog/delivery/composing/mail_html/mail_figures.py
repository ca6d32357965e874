"""Pictures, galleries, cards and pull quotes in a mail: JPEG at absolute addresses, and links where a page plays."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from flask_babel import ngettext

from blog.delivery.composing.mail_html.elements import absolute, boxed, classes_of, element, find, row
from blog.text.markdown.pasting.html_tree import Node, Part
from blog.web.addresses.links import Links

COLUMN = 600
"""CSS pixels: the width of a mail."""
HALF = 292
"""Of a picture beside another."""
MAX_TILES = 6
"""Pictures of one gallery in a mail; the article shows all."""

Write = Callable[[Iterable[Part]], str]


class FigureWriter:
    """Writes the figures of the article at *address*; *write* writes what stands inside their captions and quotes."""

    def __init__(self, address: str, links: Links, write: Write) -> None:
        self.address, self.links, self.write = address, links, write

    def figure(self, node: Node) -> str:
        """Return one figure by its class: a pull quote, a card of another site, or a picture."""
        classes = classes_of(node)
        if "pull" in classes:
            return self.pull_quote(node)
        if classes & {"video", "embed"}:
            return self.card(node)
        return element("div", self.picture(node, COLUMN), class_="t-figure")

    def picture(self, node: Node, width: int) -> str:
        """Return the picture of a figure with its caption, as a link to the article."""
        image = find(node, "img")
        if image is None:
            return self.write(node.children)
        shown = element("a", self.image(image, width), href=self.address)
        return shown + self.caption(node)

    def image(self, image: Node, width: int) -> str:
        """Return <img> at the rendition that is sharp at *width* on a fine screen, and never wider than that."""
        source, size = choose_rendition(image.attributes.get("srcset", ""), image.attributes.get("src", ""), 2 * width)
        alt = escape(image.attributes.get("alt", ""))
        address = escape(absolute(source, self.links, self.address))
        return f'<img src="{address}" alt="{alt}" width="{min(width, size or width)}">'

    def caption(self, node: Node) -> str:
        """Return the caption of a figure; "" without one."""
        found = find(node, "figcaption")
        words = self.write(found.children) if found else ""
        return element("div", words, class_="caption", dir=found.attributes.get("dir", "")) if found and words else ""

    def tiles(self, node: Node) -> str:
        """Return the pictures of a gallery, a row or a comparison two by two, and what else stands among them."""
        figures = [child for child in node.elements if child.tag == "figure"]
        others = [child for child in node.children if child not in figures and not is_blank(child)]
        shown = figures[:MAX_TILES]
        rows = "".join(self.pair(shown[place : place + 2]) for place in range(0, len(shown), 2))
        left = len(figures) - MAX_TILES
        return rows + self.more(left) + (self.write(others) if others else "")

    def pair(self, figures: Sequence[Node]) -> str:
        """Return one or two pictures beside each other; one alone is as wide as those in pairs."""
        names = ("t-tile", "t-tile t-tile2")
        shown = [self.picture(one, HALF) for one in figures] + [""] * (len(names) - len(figures))
        return row(element("td", one, class_=name, valign="top") for one, name in zip(shown, names, strict=True))

    def more(self, count: int) -> str:
        """Return the link to the pictures that the mail does not show; "" when it shows all."""
        if count <= 0:
            return ""
        words = ngettext("See %(num)s more picture", "See %(num)s more pictures", count)
        return element("p", element("a", escape(str(words)), href=self.address), class_="t-p")

    def card(self, node: Node) -> str:
        """Return a card: the link that the author wrote, its quote, and the name of the site; nothing is loaded."""
        title, quote = find(node, "a"), find(node, "blockquote")
        link = element("a", self.write(title.children), href=title.attributes.get("href", "")) if title else ""
        parts = [
            element("div", link, class_="t-card-title"),
            self.write(quote.children) if quote else "",
            self.caption(node),
        ]
        return boxed("".join(parts), "t-card")

    def pull_quote(self, node: Node) -> str:
        """Return a pull quote with its speaker."""
        quote, speaker = find(node, "blockquote") or node, find(node, "figcaption")
        words = [child for child in quote.children if child is not speaker]
        named = element("div", f"— {self.write(speaker.children)}", class_="caption") if speaker else ""
        return boxed(self.write(words) + named, "t-pull", node.attributes.get("dir", ""))


def choose_rendition(srcset: str, usual: str, wanted: int) -> tuple[str, int]:
    """Return address and width of the smallest of *srcset* that has *wanted* pixels, else of the largest."""
    found = [part.split() for part in srcset.split(",")]
    widths = sorted((int(parts[1][:-1]), parts[0]) for parts in found if len(parts) == 2 and parts[1][:-1].isdecimal())
    if not widths:
        return usual, 0
    width, address = next((one for one in widths if one[0] >= wanted), widths[-1])
    return address, width


def is_blank(part: Part) -> bool:
    """Return whether *part* is space between elements."""
    return isinstance(part, str) and not part.strip()
