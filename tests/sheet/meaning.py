"""What a document of the sheet says, without what readers cannot tell apart."""

import re
from collections.abc import Sequence
from typing import Any

from blog.text.markdown.as_written.block_splitting import split_blocks

Node = dict[str, Any]
Mark = tuple[Any, ...]
UNSEEN = {"place", "marker", "delimiter", "elsewhere", "colspan", "rowspan", "colwidth"}
"""How a block was written, where it stood, and what tables of Markdown cannot have."""
LINES = {"paragraph", "heading", "speaker", "table_cell", "table_header", "footnote", "button_card"}
CODE: Mark = ("code",)
QUOTE: Mark = ("straight quote",)


def read_meaning(text: str) -> list[Node]:
    """Return what the outermost blocks of *text* say, as the server reads it."""
    return meaning_of([piece.node for piece in split_blocks(text).pieces if piece.node])


def meaning_of(nodes: Sequence[Node]) -> list[Node]:
    """Return *nodes* without unseen attributes, escapes, spaces at the ends of lines, and empty paragraphs."""
    return [node for node in map(simplify, nodes) if node]


def simplify(node: Node) -> Node:
    """Return one block as readers see it; {} for nothing."""
    kind = node["type"]
    content = node.get("content", [])
    found: Node = {"type": kind, **seen_attributes(node)}
    inner = simplify_line(content) if kind in LINES else content if kind == "code_block" else meaning_of(content)
    if inner:
        found["content"] = inner
    is_empty = kind == "paragraph" or (kind == "pull_quote" and all(child["type"] == "speaker" for child in inner))
    return {} if is_empty and (not inner or kind == "pull_quote") else found


def seen_attributes(node: Node) -> dict[str, Any]:
    """Return what readers see of the attributes; a list of one paragraph has no items to part."""
    attributes = {
        name: value for name, value in node.get("attrs", {}).items() if name not in UNSEEN and value is not None
    }
    items = node.get("content", [])
    if node["type"] in {"bullet_list", "ordered_list"} and len(items) == 1 and len(items[0].get("content", [])) <= 1:
        attributes["tight"] = True
    if node["type"] == "footnote":
        attributes = {}
    if node["type"] == "source_block":
        attributes["source"] = attributes["source"].strip()
    return {"attrs": attributes} if attributes else {}


def simplify_line(content: Sequence[Node]) -> list[Node]:
    """Return the words of a line: spaces are one space without marks, and none at the ends."""
    parts: list[Node] = []
    for node in content:
        for part in simplify_inline(node):
            if parts and part["type"] == parts[-1]["type"] == "text" and part["marks"] == parts[-1]["marks"]:
                parts[-1] = {**parts[-1], "text": parts[-1]["text"] + part["text"]}
            else:
                parts.append(part)
    joined = [trim(part, parts[at - 1 : at], parts[at + 1 : at + 2]) for at, part in enumerate(parts)]
    kept = [part for part in joined if part.get("text") != ""]
    while kept and kept[-1]["type"] == "hard_break":
        kept.pop()
        kept = [trim(part, kept[at - 1 : at], kept[at + 1 : at + 2]) for at, part in enumerate(kept)]
        kept = [part for part in kept if part.get("text") != ""]
    return kept


def simplify_inline(node: Node) -> list[Node]:
    """Return one inline node; words and the spaces between them apart, since marks on a space are not seen."""
    marks = simplify_marks(node)
    if node["type"] != "text":
        held = simplify_line(node.get("content", []))
        shown = [mark for mark in marks if node["type"] == "footnote" and mark[0] not in {"link", "code"}]
        return [{"type": node["type"], "marks": shown, **({"content": held} if held else {})}]
    if CODE in marks:
        return [{"type": "text", "text": node["text"], "marks": marks}]
    links = [mark for mark in marks if mark[0] == "link"]
    parts = [part for part in re.split(r"(\s+)", node["text"]) if part]
    return [
        {"type": "text", "text": " " if part.isspace() else part, "marks": links if part.isspace() else marks}
        for part in parts
    ]


def simplify_marks(node: Node) -> list[Mark]:
    """Return the marks of an inline node: an escape is seen of a straight quote alone."""
    marks = [read_mark(mark, node) for mark in node.get("marks", ())]
    found = {mark for mark in marks if mark}
    return sorted(found - {QUOTE} if CODE in found else found, key=str)


def read_mark(mark: Node, node: Node) -> Mark | None:
    """Return one mark; how a link was written is not seen."""
    if mark["type"] == "literal":
        return QUOTE if node.get("text", "")[:1] in {'"', "'"} else None
    if mark["type"] == "link":
        return ("link", mark["attrs"]["href"], mark["attrs"].get("title"))
    return (mark["type"],)


def trim(part: Node, before: Sequence[Node], after: Sequence[Node]) -> Node:
    """Return *part* with one space where there are several, and none at the end of a line."""
    if part["type"] != "text" or CODE in part["marks"]:
        return part
    text = re.sub(r"\s+", " ", part["text"])
    text = text.lstrip() if not before or before[0]["type"] == "hard_break" else text
    return {**part, "text": text.rstrip() if not after or after[0]["type"] == "hard_break" else text}
