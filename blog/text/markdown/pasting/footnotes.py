"""Footnotes of Word, LibreOffice, Google Docs and the web: links that lead to each other become notes of Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from blog.text.markdown.pasting.html_tree import Node
from blog.text.markdown.pasting.inline_runs import NOTE_REFERENCE

MARK = re.compile(r"\W*+(?:note ?)?(?:\w{1,4})?\W*")
"""The words of a reference: a number, a letter or a sign, perhaps in brackets."""
ORPHAN = re.compile(r"(?:_ftn|_edn|ftnt|sdfootnote|sdendnote)\w*")
CONTAINERS = frozenset({"aside", "div", "li"})
HEADING = re.compile(r"h[1-6]")
MAX_BACKS = 100
"""Links to one reference that are looked through for the one in its note."""


@dataclass
class Notes:
    """The notes of a paste by label; *has_orphans* if marks came without their text."""

    bodies: dict[str, Node] = field(default_factory=dict)
    has_orphans: bool = False


class Document:
    """The tree with the ways that notes are found by: parents, names, links."""

    def __init__(self, root: Node) -> None:
        self.parents: dict[int, Node] = {}
        self.anchors: dict[str, Node] = {}
        self.links: list[Node] = []
        self.read(root)
        self.fragments = {fragment_of(link) for link in self.links}
        self.leading: dict[int, list[Node]] = {}
        for link in self.links:
            if anchor := self.anchors.get(fragment_of(link)):
                for target in {id(found): found for found in (anchor, *self.line_of(anchor))}:
                    self.leading.setdefault(target, []).append(link)

    def read(self, node: Node) -> None:
        """Take in all elements below *node*, in their order."""
        for child in node.elements:
            self.parents[id(child)] = node
            for name in names_of(child):
                self.anchors.setdefault(name, child)
            if child.tag == "a" and fragment_of(child):
                self.links.append(child)
            self.read(child)

    def lineage(self, node: Node) -> Iterator[Node]:
        """Yield *node* and all elements around it, the root last."""
        found: Node | None = node
        while found is not None:
            yield found
            found = self.parents.get(id(found))

    def line_of(self, node: Node) -> list[Node]:
        """Return *node* and the inline elements around it."""
        return list(takewhile(lambda found: not found.is_block and id(found) in self.parents, self.lineage(node)))

    def block_of(self, node: Node) -> Node:
        """Return the innermost block around *node*."""
        return next((found for found in self.lineage(node) if found.is_block), node)

    def links_to(self, node: Node) -> Iterator[Node]:
        """Yield the links that lead to *node* or to what is around it in its line."""
        for found in self.line_of(node):
            yield from self.leading.get(id(found), ())


def names_of(node: Node) -> set[str]:
    """Return the names by which a link may lead to *node*."""
    return {node.attributes[name] for name in ("id", "name") if node.attributes.get(name)}


def fragment_of(link: Node) -> str:
    """Return the part of the address of *link* behind its #, "" without one."""
    return link.attributes.get("href", "").partition("#")[2]


def take_notes(root: Node, first: int = 1) -> Notes:
    """Move the notes out of the tree below *root*, put references in place of their marks, and return them.

    Labels are numbers from *first* in the order of the references.
    """
    document, notes = Document(root), Notes()
    labels: dict[int, str] = {}
    inside: set[int] = set()
    for link in document.links:
        back = None if id(link) in inside else find_back_link(document, link)
        if back is None:
            continue
        body = find_body(document, back)
        if id(body) not in labels:
            inside |= {id(found) for found in links_below(body)}
            labels[id(body)] = str(first + len(labels))
            notes.bodies[labels[id(body)]] = body
        link.tag, link.attributes, link.children = NOTE_REFERENCE, {"label": labels[id(body)]}, []
    for body in notes.bodies.values():
        remove_body(document, body)
    notes.has_orphans = any(ORPHAN.fullmatch(fragment_of(link)) for link in links_below(root))
    return notes


def find_back_link(document: Document, link: Node) -> Node | None:
    """Return the link that leads from the note of *link* back to it, None if *link* is no reference."""
    target = document.anchors.get(fragment_of(link))
    if target is None or not MARK.fullmatch(link.words.strip()):
        return None
    block = document.block_of(target)
    if HEADING.fullmatch(block.tag) or any(found is block for found in document.lineage(link)):
        return None
    backs = (back for back in islice(document.links_to(link), MAX_BACKS) if back is not link)
    return next((back for back in backs if any(found is block for found in document.lineage(back))), None)


def find_body(document: Document, back: Node) -> Node:
    """Return the block that holds the whole note in which *back* stands."""
    body = document.block_of(back)
    parent = document.parents.get(id(body))
    while parent is not None and parent.tag in CONTAINERS and is_note_box(document, parent, body):
        body, parent = parent, document.parents.get(id(parent))
    return body


def is_note_box(document: Document, box: Node, body: Node) -> bool:
    """Return whether *box* is the element of one note: named as one, or around *body* alone."""
    is_alone = not any(child is not body and (isinstance(child, Node) or child.strip()) for child in box.children)
    is_named = not document.fragments.isdisjoint(names_of(box))
    return is_alone or is_named or box.styles.get("mso-element") in {"footnote", "endnote"}


def remove_body(document: Document, body: Node) -> None:
    """Take *body* out of its tree with its links back, and the rule above it."""
    for link in list(links_below(body)):
        anchor = document.anchors.get(fragment_of(link))
        if anchor and (any(found.tag == NOTE_REFERENCE for found in document.line_of(anchor)) or refers(anchor)):
            link.tag, link.children = "span", []
    parent = document.parents[id(body)]
    parent.children = [child for child in parent.children if child is not body]
    for box in document.lineage(parent):
        while box.children and is_empty_end(box.children[-1]):
            box.children.pop()


def refers(node: Node) -> bool:
    """Return whether a reference to a note is inside of *node*."""
    return any(child.tag == NOTE_REFERENCE or refers(child) for child in node.elements)


def is_empty_end(part: Node | str) -> bool:
    """Return whether nothing but lines is left in *part*, the end of a text whose notes were taken."""
    if isinstance(part, str):
        return not part.strip()
    return part.tag in {"br", "hr"} or (
        part.is_block and part.tag != "iframe" and all(map(is_empty_end, part.children))
    )


def links_below(node: Node) -> Iterator[Node]:
    """Yield the links inside of *node*."""
    for child in node.elements:
        if child.tag == "a":
            yield child
        yield from links_below(child)
