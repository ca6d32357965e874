"""Elements as strings, and the addresses in them: what mail programs know, which is little and old."""

from collections.abc import Iterable
from html import escape

from blog.text.markdown.pasting.html_tree import Node
from blog.web.addresses.links import Links, is_local

TABLE = {"role": "presentation", "cellpadding": "0", "cellspacing": "0"}


def element(tag: str, content: str, **attributes: str) -> str:
    """Return the element with *content*, which is HTML; empty attributes are left out, class_ is class."""
    written = "".join(f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>{content}</{tag}>"


def row(cells: Iterable[str], name: str = "row") -> str:
    """Return a table of one row, of the width of the column, around *cells*."""
    return element("table", element("tr", "".join(cells)), class_=name, **TABLE)


def boxed(content: str, name: str, direction: str = "") -> str:
    """Return *content* in a table of one cell of the class *name*: Outlook knows grounds and edges of cells alone."""
    return row([element("td", content, class_=name, dir=direction)], "row t-block")


def absolute(address: str, links: Links, base: str) -> str:
    """Return *address* as it works in a mail: local ones with the host of the site, fragments behind *base*."""
    if address.startswith("#"):
        return base + address
    return links.absolute(address) if is_local(address) else address


def classes_of(node: Node) -> set[str]:
    """Return the classes of *node*."""
    return set(node.attributes.get("class", "").split())


def find(node: Node, tag: str) -> Node | None:
    """Return the first element of this name inside *node*, or None."""
    for child in node.elements:
        found = child if child.tag == tag else find(child, tag)
        if found:
            return found
    return None
