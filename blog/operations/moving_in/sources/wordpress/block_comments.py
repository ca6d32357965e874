"""Gutenberg blocks: the HTML between their comments, and the names of those that have none."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from blog.operations.moving_in.conversion.word_check import html_text
from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.sources.wordpress.automatic_paragraphs import add_paragraphs

COMMENT = re.compile(r"<!--\s+(/)?wp:([a-z][\w-]*(?:/[a-z][\w-]*)?)\s+(\{(?:(?!-->).)*\}\s+)?(/)?-->", re.DOTALL)
SILENT = frozenset({"spacer", "more", "nextpage", "separator", "page-break", "columns", "column", "group"})
MORE = re.compile(r"<!--(?:more.*?|nextpage|noteaser)-->", re.DOTALL)
FindBlock = Callable[[str], str]
"""Returns the text of a reusable block by its id."""
MAX_NESTED = 5
MAX_DETAIL = 2_000
TOGGLE = re.compile(r"<button\b(?=[^>]{0,2000}\baccordion-heading__toggle\b)")
TOGGLE_SIGN = re.compile(r'<span class="wp-block-accordion-heading__toggle-icon"[^>]{0,500}>[^<]{0,20}</span>')
"""Parts of the accordion of WordPress 6.9, whose titles stand in buttons."""


def has_blocks(text: str) -> bool:
    """Return whether *text* was written in the block editor."""
    return "<!-- wp:" in text


def read_blocks_html(text: str, find_block: FindBlock, losses: list[Loss], depth: int = 0) -> str:
    """Return the HTML of *text*; words between blocks are classic text. What has no HTML is added to *losses*."""
    made, place, open_blocks = list[str](), 0, 0
    for match in COMMENT.finditer(text):
        between, place = text[place : match.start()], match.end()
        made.append(between if open_blocks else add_paragraphs(between) if between.strip() else "\n")
        is_end, name, values, is_single = match.groups()
        if is_single:
            made.append(read_single(name, read_json(values), find_block, losses, depth))
        else:
            open_blocks = max(0, open_blocks + (-1 if is_end else 1))
    rest = text[place:]
    made.append(add_paragraphs(rest) if rest.strip() else "")
    return TOGGLE.sub("<span", TOGGLE_SIGN.sub("", MORE.sub("", "".join(made))))


def read_json(text: str | None) -> dict[str, Any]:
    """Return the values of a block; none where they cannot be read."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def read_single(name: str, values: dict[str, Any], find_block: FindBlock, losses: list[Loss], depth: int) -> str:
    """Return what stands for a block without HTML of its own: another text, a player, or nothing."""
    if name == "block" and depth < MAX_NESTED and (text := find_block(str(values.get("ref", "")))):
        return read_blocks_html(text, find_block, losses, depth + 1)
    if name.removeprefix("core-").startswith("embed") and values.get("url"):
        return f'<figure class="wp-block-embed">{values["url"]}</figure>'
    if name == "footnotes":
        return '<div class="imported-footnotes"></div>'
    if name == "separator":
        return "<hr>"
    if name not in SILENT:
        what = (values.get(key) for key in ("ref", "url", "label", "slug"))
        said = [name, *(str(value) for value in what if value), *words_in(values.get("data"))]
        losses.append(Loss(LossKind.BLOCK, " ".join(said)[:MAX_DETAIL]))
    return ""


def words_in(data: Any) -> Iterator[str]:
    """Yield the texts among the values of a plugin's block, which readers saw in a form that only it knows."""
    for name, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, str) and not name.startswith("_") and any(sign.isalpha() for sign in value):
            yield html_text(value).strip() if "<" in value else value
