"""Lists on the clipboard: numbers, tasks and blocks of items; Word's, whose style (mso-list) gives the level."""

import re
from collections.abc import Sequence
from itertools import pairwise

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


def numbers_of(node: Node) -> list[int]:
    """Return the numbers that the items of the ordered list *node* have in print (HTML Standard 4.4.5)."""
    items = [child for child in node.elements if child.tag == "li"]
    step = -1 if "reversed" in node.attributes else 1
    number = number_in(node.attributes.get("start", ""), len(items) if step < 0 else 1)
    numbers = []
    for item in items:
        number = number_in(item.attributes.get("value", ""), number)
        numbers.append(number)
        number += step
    return numbers


def number_in(text: str, usual: int) -> int:
    """Return the number that *text* is, or *usual*."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else usual


def is_counted(numbers: Sequence[int]) -> bool:
    """Return whether *numbers* rise by one, as those of Markdown's lists do (CommonMark 5.3)."""
    return all(after == before + 1 for before, after in pairwise(numbers))


def task_mark(item: Node) -> str:
    """Return "[x] " or "[ ] " for a task that is done or not, as GitHub and Google Docs write it, else ""."""
    if item.attributes.get("role") == "checkbox":
        return "[x] " if item.attributes.get("aria-checked") == "true" else "[ ] "
    for child in item.elements[:1]:
        if child.tag == "input" and child.attributes.get("type") == "checkbox":
            return "[x] " if "checked" in child.attributes else "[ ] "
        if child.tag in {"label", "p"}:
            return task_mark(child)
    return ""


def write_item(mark: str, blocks: Sequence[str]) -> str:
    """Return one item; what follows its first paragraph is set in below it.

    A list may follow without an empty line if it is one with signs, or begins with 1 (CommonMark 5.3).
    """
    gap = "\n" if all(block.startswith(("- ", "1. ")) for block in blocks[1:]) else "\n\n"
    indent = " " * (len(mark) + 1)
    first, *others = gap.join(blocks).split("\n")
    return "\n".join([f"{mark} {first}", *(f"{indent}{line}".rstrip() for line in others)])
