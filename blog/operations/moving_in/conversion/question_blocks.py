"""Questions with their answers: details, and the toggles and accordions of WordPress and Ghost."""

from collections.abc import Sequence

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, TextBlock
from blog.operations.moving_in.conversion.picture_nodes import classes_of
from blog.text.cleaning import clean_line
from blog.text.markdown.pasting.escaping import escape
from blog.text.markdown.pasting.html_to_markdown import write_blocks
from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.nesting import move_inline_inside


def join_blocks(children: Sequence[Part]) -> str:
    """Return *children* as Markdown."""
    root = Node("body", {}, list(children))
    move_inline_inside(root)
    return "\n\n".join(write_blocks(root.children))


def walk(node: Node) -> list[Node]:
    """Return all elements below *node*, in their order."""
    return [found for child in node.elements for found in (child, *walk(child))]


def replace_details(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a question with its answer of <details>."""
    summaries = [child for child in node.elements if child.tag == "summary"]
    answer = [child for child in node.children if child not in summaries]
    return [write_question(clean_line(" ".join(one.words for one in summaries)), answer, collected)]


def replace_toggle(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a question with its answer of Ghost's toggle."""
    titles = [child for child in walk(node) if "kg-toggle-heading-text" in classes_of(child)]
    answers = [child for child in walk(node) if "kg-toggle-content" in classes_of(child)]
    title = clean_line(" ".join(one.words for one in titles))
    return [write_question(title, [part for one in answers for part in one.children], collected)]


def replace_accordion(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a question with its answer of an item of WordPress' accordion."""
    headings = [child for child in node.elements if "wp-block-accordion-heading" in classes_of(child)]
    answer = [child for child in node.children if child not in headings]
    return [write_question(clean_line(" ".join(one.words for one in headings)), answer, collected)]


def write_question(title: str, answer: Sequence[Part], collected: CollectedBlocks) -> Node:
    """Return what stands for a question; without answer it is a paragraph."""
    body = join_blocks(answer)
    if not body or not title or ":::" in body:
        return collected.add(TextBlock("\n\n".join(filter(None, [f"**{escape(title)}**" if title else "", body]))))
    return collected.add(TextBlock(f"::: questions\n### {escape(title)}\n\n{body}\n:::"))
