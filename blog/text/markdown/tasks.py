"""Tasks: items of a list that begin with "[ ]" or "[x]" (GFM 5.3); here one may have no words yet."""

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TASK = re.compile(r"\[([ xX])\](?:[ \t]+|\Z)")
SIGNS = {False: "☐ ", True: "☑ "}


def mark_tasks(state: StateCore) -> None:
    """Show "[ ]" and "[x]" at the start of a list item as a box: a sign, not a control that does nothing."""
    for item, paragraph, inline in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if (item.type, paragraph.type, inline.type) != ("list_item_open", "paragraph_open", "inline"):
            continue
        is_done = take_box(inline)
        if is_done is not None and inline.children:
            item.attrSet("class", "task")
            inline.children[0].content = SIGNS[is_done] + inline.children[0].content


def take_box(inline: Token) -> bool | None:
    """Take the box away from the words of an item; return whether it is ticked, None where there is none.

    Signs that are escaped or stand in a link or in emphasis are no box.
    """
    first = inline.children[0] if inline.children else None
    box = TASK.match(inline.content)
    if first is None or box is None or first.type != "text" or not first.content.startswith(box[0]):
        return None
    first.content = first.content[box.end() :]
    return box[1] != " "
