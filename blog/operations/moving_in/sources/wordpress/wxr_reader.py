"""The items of a WXR file as plain values, whatever its version and prefixes are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

from blog.operations.moving_in.files.xml_reading import read_elements, split_name, text_of

PARTS = frozenset({"item", "author", "category", "tag", "term"})
REPEATED = frozenset({"category", "postmeta", "comment"})


@dataclass
class WxrItem:
    """One <item>: its values by name, its terms, its further values and its comments."""

    values: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    """Domain, nicename and name."""
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: list[dict[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return a value, "" where there is none."""
        return self.values.get(name, "").strip()

    def first(self, key: str) -> str:
        """Return the first further value called *key*."""
        return next(iter(self.meta.get(key, [])), "").strip()


@dataclass(frozen=True)
class WxrPart:
    """What stands beside the items: an author or term, or a value of the channel."""

    name: str
    values: dict[str, str]
    text: str = ""


def read_wxr(stream: IO[bytes]) -> Iterator[WxrItem | WxrPart]:
    """Yield the parts of a WXR file in their order.

    Raises:
        ExportRefused: see read_elements.
    """
    for name, space, element in read_elements(stream, PARTS):
        if name == "item":
            yield read_item(element)
        elif name in PARTS and len(element):
            yield WxrPart(name, read_values(element))
        elif (
            name in {"title", "link", "base_blog_url", "base_site_url", "wxr_version", "language"}
            and "atom" not in space.lower()
        ):
            yield WxrPart(name, {}, text_of(element).strip())


def read_item(element: etree._Element) -> WxrItem:
    """Return an item."""
    item = WxrItem()
    for child in element:
        if not isinstance(child.tag, str):
            continue
        space, name = split_name(child.tag)
        if name == "category" and not len(child):
            attributes = {split_name(str(key))[1]: str(value) for key, value in child.attrib.items()}
            item.terms.append((attributes.get("domain", "category"), attributes.get("nicename", ""), text_of(child)))
        elif name == "postmeta":
            values = read_values(child)
            item.meta.setdefault(values.get("meta_key", ""), []).append(values.get("meta_value", ""))
        elif name == "comment" and len(child):
            item.comments.append(read_values(child))
        else:
            item.values[name_in(space, name)] = text_of(child)
    return item


def name_in(space: str, name: str) -> str:
    """Return the name under which a value is kept: text and excerpt are both called "encoded"."""
    if name == "encoded":
        return "excerpt" if "excerpt" in space else "content"
    return name


def read_values(element: Any) -> dict[str, str]:
    """Return the values inside of *element* by name; those that are nested themselves are left out."""
    return {
        split_name(str(child.tag))[1]: text_of(child)
        for child in element
        if isinstance(child.tag, str) and not len(child)
    }
