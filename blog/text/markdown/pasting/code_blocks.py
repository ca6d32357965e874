"""Listings of pasted HTML as fenced code, with their language."""

import re

from blog.text.markdown.pasting.html_tree import Node

LANGUAGE_CLASS = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|highlight-text-|brush:\s*)([\w+#.-]{1,40})", re.IGNORECASE
)
LANGUAGE = re.compile(r"[\w+#.-]{1,40}")
NAMED_BY = ("data-lang", "data-language")


def language_of(node: Node) -> str:
    """Return the language of a listing as its page names it, by class or attribute, or ""."""
    for element in (node, *node.elements[:1]):
        if found := LANGUAGE_CLASS.search(element.attributes.get("class", "")):
            return found[1]
        for name in NAMED_BY:
            if LANGUAGE.fullmatch(element.attributes.get(name, "")):
                return element.attributes[name]
    return ""


def read_code(node: Node) -> str:
    """Return the lines of a listing; a line may be a block of its own."""
    text, is_ended = "", False
    for child in node.children:
        is_block = isinstance(child, Node) and child.is_block
        if text and not text.endswith("\n") and (is_block or is_ended):
            text += "\n"
        text += child if isinstance(child, str) else "\n" if child.tag == "br" else read_code(child)
        is_ended = is_block
    return text


def write_code_block(code: str, language: str = "") -> str:
    """Return *code* between fences that nothing in it ends."""
    longest = max((len(found) for found in re.findall("`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"
