"""Texts of Ghost 1 to 4, in Mobiledoc, as HTML."""

import json
from html import escape
from typing import Any

from blog.operations.moving_in.imported_items import Loss
from blog.operations.moving_in.sources.ghost.ghost_cards import card_html

MARKUP, IMAGE, LIST, CARD = 1, 2, 3, 10
"""Kinds of sections. Source: Mobiledoc 0.3."""
BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "aside", "pull-quote"})
INLINE = frozenset({"a", "b", "strong", "i", "em", "s", "u", "code", "sub", "sup", "del", "mark"})


def mobiledoc_html(text: str, losses: list[Loss]) -> str:
    """Return a document in Mobiledoc as HTML; "" for what is none."""
    try:
        document = json.loads(text)
        sections = document["sections"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    made = []
    for section in sections if isinstance(sections, list) else ():
        try:
            made.append(write_section(section, document, losses))
        except (IndexError, KeyError, TypeError, ValueError):
            continue
    return "".join(made)


def write_section(section: list[Any], document: dict[str, Any], losses: list[Loss]) -> str:
    """Return one section as HTML."""
    kind = section[0]
    if kind == MARKUP:
        tag = str(section[1]).lower()
        return wrap(tag if tag in BLOCKS else "p", write_markers(section[2], document))
    if kind == LIST:
        items = "".join(f"<li>{write_markers(item, document)}</li>" for item in section[2])
        return f"<ol>{items}</ol>" if section[1] == "ol" else f"<ul>{items}</ul>"
    if kind == IMAGE:
        return f'<img src="{escape(str(section[1]))}">'
    name, values = document["cards"][section[1]][:2]
    return card_html(str(name), values, losses) if kind == CARD else ""


def wrap(tag: str, inside: str) -> str:
    """Return *inside* in a block."""
    if tag in {"aside", "pull-quote"}:
        return f'<blockquote class="kg-blockquote-alt">{inside}</blockquote>'
    return f"<{tag}>{inside}</{tag}>"


def write_markers(markers: list[Any], document: dict[str, Any]) -> str:
    """Return texts with the marks that open before and close after each."""
    made, opened = [], list[str]()
    for kind, opens, closes, value in markers:
        for place in opens:
            tag, attributes = open_markup(document["markups"][place])
            made.append(f"<{tag}{attributes}>")
            opened.append(tag)
        made.append(escape(str(value)) if kind == 0 else write_atom(document["atoms"][value]))
        made += [f"</{opened.pop()}>" for _number in range(closes) if opened]
    return "".join([*made, *(f"</{tag}>" for tag in reversed(opened))])


def open_markup(markup: list[Any]) -> tuple[str, str]:
    """Return element and attributes of a mark."""
    tag = str(markup[0]).lower()
    pairs = markup[1] if len(markup) > 1 and isinstance(markup[1], list) else []
    values = dict(zip(pairs[::2], pairs[1::2], strict=False))
    return (tag if tag in INLINE else "span"), f' href="{escape(str(values["href"]))}"' if values.get("href") else ""


def write_atom(atom: list[Any]) -> str:
    """Return a line break, or the words of another atom."""
    return "<br>" if atom[0] == "soft-return" else escape(str(atom[1]))
