"""Texts of a photo as XMP (ISO 16684-1), read from any file and written into ours."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from PIL import Image

NAMESPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}
PROPERTIES = {
    "alt": ("Iptc4xmpCore:AltTextAccessibility", "Alt"),
    "caption": ("dc:description", "Alt"),
    "creator": ("dc:creator", "Seq"),
    "credit": ("photoshop:Credit", ""),
    "copyright": ("dc:rights", "Alt"),
}
"""The name of each text, and the kind of list that it is in; an Alt has one text for each language."""
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
FRAME = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>%s<?xpacket end="r"?>'


def read_xmp(image: Image.Image) -> dict[str, str]:
    """Return the texts of the XMP packet of *image*.

    Raises:
        ParseError: the packet is no XML.
    """
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = (packet.encode() if isinstance(packet, str) else packet).strip(b"\0 \r\n\t")
    if not packet or DECLARES.search(packet):
        return {}
    root = ElementTree.fromstring(packet)  # noqa: S314  It declares no entities, and this process is limited.
    return {name: ", ".join(read_property(root, spell(tag))) for name, (tag, _) in PROPERTIES.items()}


def spell(tag: str) -> str:
    """Return *tag*, such as dc:rights, as ElementTree spells it."""
    prefix, name = tag.split(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def read_property(root: ElementTree.Element, tag: str) -> list[str]:
    """Return the values of the property *tag*: the first of several languages, and all of several names."""
    for element in root.iter():
        if tag in element.attrib:
            return [element.attrib[tag]]
        if element.tag == tag:
            items = list(element.iter(spell("rdf:li")))
            texts = [item.text or "" for item in items] or [element.text or ""]
            return texts[:1] if any(LANGUAGE in item.attrib for item in items) else texts
    return []


def write_xmp(texts: Mapping[str, str]) -> bytes:
    """Return an XMP packet with those of *texts* that are not empty."""
    for prefix, address in NAMESPACES.items():
        ElementTree.register_namespace(prefix, address)
    root = ElementTree.Element(spell("x:xmpmeta"))
    rdf = ElementTree.SubElement(root, spell("rdf:RDF"))
    description = ElementTree.SubElement(rdf, spell("rdf:Description"), {spell("rdf:about"): ""})
    for name, text in texts.items():
        if text:
            add_property(description, *PROPERTIES[name], text)
    packet: bytes = ElementTree.tostring(root, "utf-8")
    return FRAME % packet


def add_property(description: ElementTree.Element, tag: str, container: str, text: str) -> None:
    """Add one property with its one value."""
    element = ElementTree.SubElement(description, spell(tag))
    if container:
        element = ElementTree.SubElement(element, spell(f"rdf:{container}"))
        element = ElementTree.SubElement(
            element, spell("rdf:li"), {LANGUAGE: "x-default"} if container == "Alt" else {}
        )
    element.text = text
