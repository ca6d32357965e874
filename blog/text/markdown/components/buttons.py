"""Button: a link alone in its paragraph with {.button} behind it."""

from markdown_it.rules_core import StateCore


def convert_buttons(state: StateCore) -> None:
    """Give a paragraph that is a button, and its link, their classes."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        link = inline.children[0] if inline.children else None
        if opening.type == "paragraph_open" and link and link.meta.get("is_button"):
            opening.attrSet("class", "action")
            link.attrSet("class", "action__link")
