"""Rewrite the safe HTML of a body for mail programs: tables, inline text, absolute addresses, nothing that plays.

What comes in has passed blog.text.markdown.sanitizer, so that the tags are
few and known; of an unknown one the content stays. Looks come from
templates/mail/_body.css, which mail_rendering puts into each element.
"""

import re
from collections.abc import Iterable
from html import escape

from flask_babel import gettext as _

from blog.delivery.composing.mail_html.elements import TABLE, absolute, boxed, classes_of, element
from blog.delivery.composing.mail_html.mail_figures import FigureWriter
from blog.text.block_directions import orient_blocks
from blog.text.markdown.pasting.html_tree import Node, Part, TreeBuilder
from blog.web.addresses.links import Links

HEADING = re.compile("h[2-6]")
PLAIN = frozenset({"em", "strong", "s", "sup", "sub", "code"})
TILED = frozenset({"gallery", "comparison", "picture-row"})
ALIGNED = {"align-left": "left", "align-center": "center", "align-right": "right"}


class MailHtmlWriter:
    """Rewrites the HTML of what stands at the absolute *address*, written in *direction*: "ltr" or "rtl"."""

    def __init__(self, address: str, links: Links, direction: str = "ltr") -> None:
        self.address, self.links, self.direction = address, links, direction
        self.figures = FigureWriter(address, links, self.parts)

    def write(self, html: str) -> str:
        """Return *html* for mail."""
        reader = TreeBuilder()
        reader.feed(orient_blocks(html, self.direction))
        reader.close()
        return self.parts(reader.root.children)

    def parts(self, parts: Iterable[Part]) -> str:
        """Return *parts* one after the other."""
        return "".join(escape(part, quote=False) if isinstance(part, str) else self.node(part) for part in parts)

    def node(self, node: Node) -> str:
        """Return one element."""
        if HEADING.fullmatch(node.tag):
            return self.block(node, node.tag, f"t-{'h2' if node.tag == 'h2' else 'h3'}")
        if node.tag in PLAIN:
            return element(node.tag, self.parts(node.children), class_="t-code" if node.tag == "code" else "")
        write = getattr(self, f"write_{node.tag}", None)
        return write(node) if write else self.parts(node.children)

    def block(self, node: Node, tag: str, name: str) -> str:
        """Return a block as *tag* of the class *name*, with its own direction."""
        return element(tag, self.parts(node.children), class_=name, dir=node.attributes.get("dir", ""))

    def write_p(self, node: Node) -> str:
        """Return a paragraph; one that is a button has none of a paragraph's looks."""
        return self.parts(node.children) if "action" in classes_of(node) else self.block(node, "p", "t-p")

    def write_a(self, node: Node) -> str:
        """Return a link; marks of footnotes lead nowhere in a mail, so that their numbers stay alone."""
        classes, address = classes_of(node), node.attributes.get("href", "")
        words = self.parts(node.children)
        if "note-back" in classes:
            return ""
        if not address or "note-link" in classes:
            return words
        link = element("a", words, href=absolute(address, self.links, self.address))
        if "action__link" in classes:
            cell = element("td", link, class_="button")
            return element("div", element("table", element("tr", cell), **TABLE), class_="t-action")
        return link

    def write_br(self, node: Node) -> str:
        """Return a line break."""
        return "<br>"

    def write_hr(self, node: Node) -> str:
        """Return a rule between two parts."""
        return boxed("&nbsp;", "t-rule")

    def write_img(self, node: Node) -> str:
        """Return a picture within a text."""
        return self.figures.image(node, 600)

    def write_figure(self, node: Node) -> str:
        """Return a picture, a card or a pull quote."""
        return self.figures.figure(node)

    def write_div(self, node: Node) -> str:
        """Return a division: pictures beside each other, the footnotes, or what it holds."""
        classes = classes_of(node)
        if classes & TILED:
            return self.figures.tiles(node)
        if "notes" in classes:
            return element("h3", escape(str(_("Notes"))), class_="t-h3") + element(
                "div", self.parts(node.children), class_="t-notes"
            )
        return self.parts(node.children)

    def write_blockquote(self, node: Node) -> str:
        """Return a quote behind a rule."""
        return boxed(self.parts(node.children), "t-quote", node.attributes.get("dir", ""))

    def write_aside(self, node: Node) -> str:
        """Return an information box."""
        return boxed(self.parts(node.children), "t-box", node.attributes.get("dir", ""))

    def write_summary(self, node: Node) -> str:
        """Return the question of an answer that a page folds away and a mail shows."""
        return self.block(node, "h3", "t-h3")

    def write_pre(self, node: Node) -> str:
        """Return code in its lines, which may break."""
        return boxed(element("pre", escape(node.words.strip("\n"), quote=False), class_="t-pre"), "t-box", "ltr")

    def write_ul(self, node: Node) -> str:
        """Return a list."""
        return element("ul", self.parts(node.children), class_="t-list")

    def write_ol(self, node: Node) -> str:
        """Return a numbered list."""
        return element("ol", self.parts(node.children), class_="t-list", start=node.attributes.get("start", ""))

    def write_li(self, node: Node) -> str:
        """Return an item; a single paragraph inside stands without distance."""
        paragraphs = [child for child in node.elements if child.tag == "p"]
        if len(paragraphs) == 1:
            paragraphs[0].tag = "span"
        return self.block(node, "li", "t-li t-task" if "task" in classes_of(node) else "t-li")

    def write_table(self, node: Node) -> str:
        """Return a table of data, which a mail program may read out with its headings."""
        return element(
            "table", self.parts(node.children), class_="t-table", cellpadding="0", cellspacing="0", border="0"
        )

    def write_tr(self, node: Node) -> str:
        """Return a row of a table of data."""
        return element("tr", self.parts(node.children))

    def write_th(self, node: Node) -> str:
        """Return a heading of a column."""
        return self.cell(node, "t-th", scope="col")

    def write_td(self, node: Node) -> str:
        """Return a cell."""
        return self.cell(node, "t-td")

    def cell(self, node: Node, name: str, **more: str) -> str:
        """Return a cell of a table of data, aligned as the author wrote it."""
        aligned = next((ALIGNED[one] for one in classes_of(node) if one in ALIGNED), "")
        return element(node.tag, self.parts(node.children), class_=name, align=aligned, valign="top", **more)
