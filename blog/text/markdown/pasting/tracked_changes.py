"""Reviewed manuscripts: tracked changes are accepted and comments left out."""

import re

from blog.text.markdown.pasting.html_tree import Node, Omission

DELETED_CLASS = re.compile(r"\bmso-?del\b", re.IGNORECASE)
COMMENT_CLASS = re.compile(
    r"\bmsocom(?:anchor|txt|off)\b|\bMsoComment(?:Reference|Text|Subject)\b|\bAnnotation\b", re.IGNORECASE
)
COMMENT_ELEMENTS = frozenset({"comment", "comment-list"})
COMMENT_LINK = re.compile(r".*#(?:cmnt|_msocom_|_msoanchor_)\w*", re.DOTALL)


def resolve_changes(root: Node) -> set[Omission]:
    """Drop deleted text and comments below *root*, keep inserted text, and return what was dropped.

    A <del> is a tracked change if it says by whom or when, or if an <ins>
    stands in the same text; any other is text struck for all to see.
    """
    dropped: set[Omission] = set()
    drop_below(root, dropped, has_insertions=holds_insertion(root))
    return dropped


def holds_insertion(node: Node) -> bool:
    """Return whether an <ins> is anywhere inside."""
    return any(child.tag == "ins" or holds_insertion(child) for child in node.elements)


def drop_below(node: Node, dropped: set[Omission], *, has_insertions: bool) -> None:
    """Drop deletions and comments inside of *node*, and add their kinds to *dropped*."""
    gone = set[int]()
    for child in node.elements:
        if is_deletion(child, has_insertions=has_insertions):
            dropped.add(Omission.DELETIONS)
        elif is_comment(child):
            dropped.add(Omission.COMMENTS)
        else:
            drop_below(child, dropped, has_insertions=has_insertions)
            continue
        gone.add(id(child))
    if gone:
        node.children = [part for part in node.children if id(part) not in gone]


def is_deletion(node: Node, *, has_insertions: bool) -> bool:
    """Return whether *node* holds text that a tracked change deletes."""
    is_tracked = has_insertions or not {"cite", "datetime"}.isdisjoint(node.attributes)
    is_deleted = node.tag == "del" and is_tracked
    return is_deleted or DELETED_CLASS.search(node.attributes.get("class", "")) is not None


def is_comment(node: Node) -> bool:
    """Return whether *node* is a comment, its mark in the text, or the line that holds it (Google Docs)."""
    styles = node.styles
    return (
        COMMENT_CLASS.search(node.attributes.get("class", "")) is not None
        or styles.get("mso-element") in COMMENT_ELEMENTS
        or styles.get("mso-special-character") == "comment"
        or is_comment_link(node)
        or (node.tag in {"p", "div"} and bool(node.elements) and starts_with_comment(node))
    )


def is_comment_link(node: Node) -> bool:
    """Return whether *node* is the link from a text to its comment, or back."""
    return node.tag == "a" and COMMENT_LINK.fullmatch(node.attributes.get("href", "")) is not None


def starts_with_comment(node: Node) -> bool:
    """Return whether the first words of *node* are the link from a comment back to the text."""
    for child in node.children:
        if isinstance(child, str) and not child.strip():
            continue
        if isinstance(child, str):
            return False
        return "cmnt_ref" in child.attributes.get("href", "") if child.tag == "a" else starts_with_comment(child)
    return False
