"""Texts and addresses of a feed as HTML with whole addresses, in whichever of its ways they are written."""

import re
from html import escape, unescape
from urllib.parse import urljoin

from lxml import etree

from blog.operations.moving_in.files.xml_reading import split_name

ADDRESS = re.compile(
    r"""(<(?:a|img|source|video|audio|iframe|embed)\b[^>]{0,2000}?\s(?:href|src)\s*=\s*["'])([^"']{1,2000})"""
)


def markup_of(element: etree._Element) -> str:
    """Return the HTML of an element: as a text, or as the elements of XHTML."""
    if not len(element):
        text = str(element.text or "")
        return plain_html(text) if element.get("type") == "text" else resolve_addresses(element, text)
    for one in element.iter():
        if isinstance(one.tag, str):
            one.tag = split_name(one.tag)[1]
    etree.cleanup_namespaces(element)
    inside = "".join(etree.tostring(one, encoding="unicode", method="html") for one in element)
    return resolve_addresses(element, escape(str(element.text or "")) + inside)


def resolve_addresses(element: etree._Element, html: str) -> str:
    """Return *html* with whole addresses where the feed says what they begin at."""
    if not (element.base or "").startswith("http"):
        return html
    return ADDRESS.sub(lambda found: found[1] + escape(resolve_address(element, unescape(found[2]))), html)


def plain_html(text: str) -> str:
    """Return a text without marks as HTML that shows its lines and paragraphs."""
    parts = (part.strip("\n") for part in re.split(r"\n{2,}", text.replace("\r\n", "\n")))
    shown = [escape(part).replace("\n", "<br>") for part in parts if part.strip()]
    return "".join(f"<p>{part}</p>" for part in shown) if len(shown) > 1 else "".join(shown)


def resolve_address(element: etree._Element, address: str) -> str:
    """Return *address* as the base of *element* completes it."""
    try:
        return urljoin(element.base, address) if address and (element.base or "").startswith("http") else address
    except ValueError:
        return address
