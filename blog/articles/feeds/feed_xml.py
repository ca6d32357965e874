"""What the feeds in XML are written with: elements, links, times, and characters that XML can hold."""

import re
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GENERATOR = "Broadsheet"
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

for prefix, namespace in (("atom", ATOM), ("content", CONTENT), ("dc", CREATOR), ("media", MEDIA)):
    register_namespace(prefix, namespace)


def add(parent: Element, name: str, text: str, namespace: str = "") -> Element:
    """Add an element that holds *text*, and return it."""
    element = SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    element.text = clean(text)
    return element


def link(parent: Element, address: str, relation: str, mimetype: str) -> None:
    """Add an Atom link."""
    SubElement(parent, f"{{{ATOM}}}link", rel=relation, type=mimetype, href=address)


def clean(text: str) -> str:
    """Return *text* without the characters that XML cannot hold (XML 1.0 2.2)."""
    return NOT_XML.sub("", text)


def stamp(moment: datetime) -> str:
    """Return *moment* as RFC 3339 writes it."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def write(root: Element) -> bytes:
    """Return the document."""
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def write_as_atom(root: Element) -> bytes:
    """Return the document with Atom's elements unprefixed: some feed readers look for them by their bare names."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{ATOM}}}")
    root.set("xmlns", ATOM)
    return write(root)
