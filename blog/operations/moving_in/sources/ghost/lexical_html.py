"""Texts of Ghost 5 and later, in Lexical, as HTML."""

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.ghost.ghost_cards import card_html

MARKS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
"""Bits of a text's format."""
BLOCKS = {"paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "listitem": "li"}
TEXTS = frozenset({"text", "extended-text", "code-highlight"})
MAX_NESTED = 60


def lexical_html(text: str, losses: list[Loss]) -> str:
    """Return a document in Lexical as HTML; "" for what is none."""
    try:
        root = json.loads(text).get("root", {})
    except (ValueError, AttributeError, RecursionError):
        return ""
    return write_children(root, losses, 0) if isinstance(root, dict) else ""


def write_children(node: dict[str, Any], losses: list[Loss], depth: int) -> str:
    """Return what is in *node*."""
    children = node.get("children")
    if depth > MAX_NESTED or not isinstance(children, list):
        return ""
    nodes = [child for child in children if isinstance(child, dict)]
    if node.get("type") == "list":
        return write_items(nodes, losses, depth)
    return "".join(write_node(child, losses, depth + 1) for child in nodes)


def write_items(items: Sequence[dict[str, Any]], losses: list[Loss], depth: int) -> str:
    """Return the items of a list; one that holds a list alone belongs to the item before it."""
    made = list[str]()
    for item in items:
        inner = item.get("children")
        is_nested = isinstance(inner, list) and bool(inner) and all(is_list(child) for child in inner)
        if is_nested and made:
            made[-1] = made[-1].removesuffix("</li>") + write_children(item, losses, depth + 1) + "</li>"
        else:
            made.append(write_node(item, losses, depth + 1))
    return "".join(made)


def is_list(node: Any) -> bool:
    """Return whether *node* is a list."""
    return isinstance(node, dict) and node.get("type") == "list"


def write_node(node: dict[str, Any], losses: list[Loss], depth: int) -> str:
    """Return one node as HTML."""
    kind = str(node.get("type", ""))
    if kind == "tab":
        return " "
    if kind in TEXTS:
        return write_text(node)
    if kind == "linebreak":
        return "<br>"
    if "children" not in node:
        return gate_of(node) + card_html(kind, node, losses)
    tag, attributes = tag_of(kind, node)
    inside = write_children(node, losses, depth)
    return f"<{tag}{attributes}>{inside}</{tag}>" if tag else inside


def gate_of(node: dict[str, Any]) -> str:
    """Return the mark of a card that visitors without an account do not see, as Ghost writes it."""
    seen = node.get("visibility")
    web = seen.get("web") if isinstance(seen, dict) else None
    is_hidden = isinstance(web, dict) and web.get("nonMember") is False
    return "<!--kg-gated-block:begin nonMember:false -->" if is_hidden else ""


def tag_of(kind: str, node: dict[str, Any]) -> tuple[str, str]:
    """Return the element of a node that holds others, and its attributes."""
    if kind in {"link", "autolink"}:
        return "a", f' href="{escape(str(node.get("url") or ""))}"'
    if kind in {"heading", "extended-heading"} and str(node.get("tag")) in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return str(node["tag"]), ""
    if kind == "list":
        start = node.get("start")
        is_numbered = node.get("listType") == "number"
        return (
            ("ol", f' start="{start}"')
            if is_numbered and isinstance(start, int)
            else ("ol" if is_numbered else "ul", "")
        )
    if kind == "aside":
        return "blockquote", ' class="kg-blockquote-alt"'
    return BLOCKS.get(kind, ""), ""


def write_text(node: dict[str, Any]) -> str:
    """Return a text with its marks."""
    bits, text = node.get("format"), escape(str(node.get("text") or ""))
    for bit, tag in MARKS:
        if isinstance(bits, int) and bits & bit:
            text = f"<{tag}>{text}</{tag}>"
    return text
