"""XML building blocks of Atom, RSS and the sitemap: elements, links, RFC 3339 times, valid characters."""

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


def add_element(parent: Element, name: str, text: str, namespace: str = "") -> Element:
    """Append an element that holds *text*, and return it."""
    element = SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    element.text = strip_invalid(text)
    return element


def add_link(parent: Element, address: str, relation: str, mimetype: str, **more: str) -> None:
    """Append an Atom link; *more* are further attributes of it."""
    attributes = {"rel": relation, "type": mimetype, "href": address, **more}
    SubElement(parent, f"{{{ATOM}}}link", {name: strip_invalid(value) for name, value in attributes.items()})


def strip_invalid(text: str) -> str:
    """Return *text* without the characters that XML cannot hold (XML 1.0 2.2)."""
    return NOT_XML.sub("", text)


def format_rfc3339(moment: datetime) -> str:
    """Return *moment*, in UTC, as an RFC 3339 date-time in seconds."""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def serialize(root: Element) -> bytes:
    """Return the document as UTF-8 with an XML declaration."""
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def serialize_atom(root: Element) -> bytes:
    """Return the document with Atom as the default namespace: some feed readers look for unprefixed names."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{ATOM}}}")
    root.set("xmlns", ATOM)
    return serialize(root)
