"""Blocks of WordPress and Ghost that offer a file or play a recording, as a link that stands alone."""

from blog.operations.moving_in.conversion.collected_blocks import TOKEN, CollectedBlocks, TextBlock
from blog.operations.moving_in.conversion.linked_files import title_of_address
from blog.operations.moving_in.conversion.picture_nodes import classes_of, find_all
from blog.operations.moving_in.conversion.word_check import node_text
from blog.text.cleaning import clean_line
from blog.text.markdown.pasting.escaping import escape
from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.link_cleaning import clean_address

TITLES = frozenset({"kg-file-card-title", "kg-audio-title", "file-embed-details-h1"})
CAPTIONS = frozenset({"kg-file-card-caption", "file-embed-description"})
BOXES = frozenset({"kg-file-card", "file-embed-wrapper"})
BUTTON = "wp-block-file__button"


def replace_file_block(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make one link of a file block: its words are the file's, and the button beside it said the same."""
    links = [link for link in find_all(node, "a") if link.attributes.get("href")]
    named = [link for link in links if BUTTON not in classes_of(link)] or links
    address = clean_address(named[0].attributes["href"]) if named else None
    if not address:
        return list(node.children)
    title = words_of(node, TITLES) or (clean_line(named[0].words) if not BOXES & classes_of(node) else "")
    shown = [title, words_of(node, CAPTIONS)]
    count_words(node, shown, collected)
    return [write_alone(address, title, collected), *paragraphs(shown[1:])]


def replace_sound_card(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make one link of Ghost's player, whose times and buttons are no words of the article.

    By now its recording is a block of its own, which the title takes the place of.
    """
    title = words_of(node, TITLES)
    tokens = [child for child in find_all(node, "p") if child.words.startswith("importedblock")]
    count_words(node, [title], collected)
    block = next((find_block(token, collected) for token in tokens if find_block(token, collected)), None)
    if block is not None and title:
        place, address = block
        collected.blocks[place] = TextBlock(f"[{escape(title)}]({address})")
    return [*tokens, *([] if block is not None else paragraphs([title]))]


def find_block(token: Node, collected: CollectedBlocks) -> tuple[int, str] | None:
    """Return the place and the address of the link that *token* stands for; None of anything else."""
    place = int(token.words.removeprefix("importedblock").removesuffix("x"))
    block = collected.blocks[place]
    if not isinstance(block, TextBlock) or not block.markdown.startswith("[") or not block.markdown.endswith(")"):
        return None
    return place, block.markdown.rpartition("](")[2][:-1]


def words_of(node: Node, classes: frozenset[str]) -> str:
    """Return the words of the first element below *node* with one of *classes*."""
    for child in node.elements:
        if classes & classes_of(child):
            return clean_line(child.words)
        if found := words_of(child, classes):
            return found
    return ""


def count_words(node: Node, shown: list[str], collected: CollectedBlocks) -> None:
    """Count of the block *node* the texts that are *shown* alone, not those of its buttons and sizes."""
    collected.addresses.append(TOKEN.sub(" ", node_text(node)))
    collected.shown += shown


def write_alone(address: str, title: str, collected: CollectedBlocks) -> Node:
    """Return a paragraph that is a link to the file at *address*."""
    return collected.add(TextBlock(f"[{escape(title or title_of_address(address) or address)}]({address})"))


def paragraphs(texts: list[str]) -> list[Part]:
    """Return a paragraph of each text that is not empty."""
    return [Node("p", {}, [text]) for text in texts if text]
