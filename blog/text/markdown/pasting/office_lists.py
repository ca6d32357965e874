"""Word's lists on the clipboard: paragraphs whose style (mso-list) gives their level."""

import re
from collections.abc import Sequence

from blog.text.markdown.pasting.escaping import escape_starts
from blog.text.markdown.pasting.html_tree import Node
from blog.text.markdown.pasting.inlines import write_inline

LEVEL = re.compile(r"\blevel([1-9])\b")
NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxlcdm]{1,6})[.)]", re.IGNORECASE)


def is_office_item(node: Node) -> bool:
    """Return whether *node* is such a paragraph."""
    return node.tag == "p" and LEVEL.search(node.styles.get("mso-list", "")) is not None


def write_office_list(items: Sequence[Node]) -> str:
    """Return consecutive paragraphs as one list, nested as their levels say and set in below their parents."""
    lines: list[str] = []
    counts: list[int] = []
    indents = [""]
    for item in items:
        level = min(level_of(item), len(counts) + 1)
        del counts[level:], indents[level:]
        if level > len(counts):
            counts.append(0)
        counts[level - 1] += 1
        mark = f"{counts[level - 1]}." if NUMBERED.fullmatch(mark_of(item)) else "-"
        lines.append(f"{indents[level - 1]}{mark} {escape_starts(write_inline(item.children).replace(chr(10), ' '))}")
        indents.append(f"{indents[level - 1]}{' ' * (len(mark) + 1)}")
    return "\n".join(lines)


def level_of(item: Node) -> int:
    """Return the level of *item*, from 1."""
    found = LEVEL.search(item.styles.get("mso-list", ""))
    return int(found[1]) if found else 1


def mark_of(node: Node) -> str:
    """Return the mark that Word has put before the words, such as "1." or "·"."""
    for child in node.elements:
        if child.styles.get("mso-list") == "ignore":
            return "".join(child.words.split())
        if mark := mark_of(child):
            return mark
    return ""
