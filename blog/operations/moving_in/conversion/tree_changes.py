"""One walk over the HTML of a body: what our Markdown has other forms for is replaced, addresses are made ours."""

import re
from urllib.parse import urlsplit

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, TextBlock
from blog.operations.moving_in.conversion.file_blocks import replace_file_block, replace_sound_card
from blog.operations.moving_in.conversion.known_blocks import (
    BUTTONS,
    CHROME,
    LINES,
    PULLED,
    WIDGETS,
    Handler,
    replace_attributes,
    replace_bookmark,
    replace_button,
    replace_callout,
    replace_chrome,
    replace_embed,
    replace_frame,
    replace_lines,
    replace_media,
    replace_portal,
    replace_pull_quote,
    replace_widget,
)
from blog.operations.moving_in.conversion.linked_files import is_file_path
from blog.operations.moving_in.conversion.own_links import OwnLinks
from blog.operations.moving_in.conversion.picture_nodes import classes_of, find_all, replace_figure, replace_image
from blog.operations.moving_in.conversion.question_blocks import replace_accordion, replace_details, replace_toggle
from blog.operations.moving_in.imported_items import LossKind
from blog.text.markdown.components.cards.addresses import find_cards
from blog.text.markdown.pasting.html_tree import SKIPPED, Node, Part

FIGURES = frozenset(
    {"wp-caption", "captioned-image-container", "tr-caption-container", "kg-image-card", "kg-gallery-card", "gallery",
     "blocks-gallery-grid", "wp-block-gallery", "wp-block-image"}
)  # fmt: skip
BY_CLASS: tuple[tuple[frozenset[str], Handler], ...] = (
    (WIDGETS, replace_widget),
    (frozenset({"kg-toggle-card"}), replace_toggle),
    (frozenset({"kg-callout-card"}), replace_callout),
    (frozenset({"kg-bookmark-card"}), replace_bookmark),
    (PULLED, replace_pull_quote),
    (frozenset({"wp-block-file", "kg-file-card", "file-embed-wrapper"}), replace_file_block),
    (frozenset({"kg-audio-card"}), replace_sound_card),
    (frozenset({"wp-block-accordion-item"}), replace_accordion),
    (CHROME, replace_chrome),
    (BUTTONS, replace_button),
    (LINES, replace_lines),
)
BY_TAG: dict[str, Handler] = {
    "details": replace_details,
    "iframe": replace_frame,
    "video": replace_media,
    "audio": replace_media,
    "embed": replace_media,
}
UNSEEN = frozenset({"head", "noscript", "style", "template", "title"})
"""Elements that the parser leaves out and that no reader saw."""
PORTAL = "#/portal"
"""Within a link of Ghost: its forms for signing up, which are not here."""
SCENES = frozenset({"kg-header-card", "wp-block-cover"})
"""Blocks whose picture may stand behind their words."""
BACKGROUND = re.compile(r"url\(\s*[\"']?([^\"')]{1,2000})", re.IGNORECASE)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def change_tree(node: Node, collected: CollectedBlocks, links: OwnLinks) -> None:
    """Change the tree below *node*; what is replaced, and lost, is in *collected*."""
    changed: list[Part] = []
    for child in node.children:
        changed += [child] if isinstance(child, str) else replace(child, collected, links)
    node.children = changed


def replace(node: Node, collected: CollectedBlocks, links: OwnLinks) -> list[Part]:
    """Return what stands for *node*, all below it changed."""
    if node.tag == "a" and PORTAL in node.attributes.get("href", ""):
        return replace_portal(node, collected)
    make_addresses_ours(node, links)
    if node.tag == "del":  # Readers saw it struck: it is no change to be accepted.
        node.tag = "s"
    if SCENES & classes_of(node):
        show_background(node)
    if (found := replace_whole(node, collected, links)) is not None:
        return found
    if node.tag == "p" and find_cards(node.words.strip()):
        collected.addresses.append(node.words)  # The old program made a player of it, too.
        return [collected.add(TextBlock(node.words.strip()))]
    change_tree(node, collected, links)
    if (handler := find_handler(node)) is not None:
        return handler(node, collected)
    if node.tag in HEADINGS or (node.tag == "a" and holds_token(node)):
        return move_tokens_out(node)
    return [node]


def show_background(node: Node) -> None:
    """Put the picture that stands behind the words of *node* before them, unless one is there."""
    found = BACKGROUND.search(node.attributes.get("style", ""))
    address = node.attributes.get("data-kg-background-image") or (found[1] if found else "")
    if address and next(find_all(node, "img"), None) is None:
        node.children.insert(0, Node("img", {"src": address}))


def find_handler(node: Node) -> Handler | None:
    """Return what makes a component of *node*; None for what is written as it stands."""
    classes = classes_of(node)
    return next((handler for names, handler in BY_CLASS if names & classes), BY_TAG.get(node.tag))


def replace_whole(node: Node, collected: CollectedBlocks, links: OwnLinks) -> list[Part] | None:
    """Return what stands for a picture, a figure or an embed, whose inner parts are not looked at; None of others."""
    classes = classes_of(node)
    if node.tag == "img":
        return replace_image(node, collected)
    if node.tag == "a" and (image := only_image(node)) is not None:
        make_addresses_ours(image, links)
        return replace_image(image, collected, node.attributes.get("href", ""))
    if "kg-bookmark-card" in classes or classes & WIDGETS:
        return None
    if "data-attrs" in node.attributes:
        return replace_attributes(node, collected)
    return replace_framed(node, collected, links)


def replace_framed(node: Node, collected: CollectedBlocks, links: OwnLinks) -> list[Part] | None:
    """Return what stands for an embed or a figure with pictures; None of anything else."""
    classes = classes_of(node)
    if "wp-block-embed" in classes or any(name.startswith("wp-embed") for name in classes):
        return replace_embed(node, collected)
    if (node.tag == "figure" and not classes & PULLED) or classes & FIGURES:
        for inner in (*find_all(node, "img"), *find_all(node, "a")):
            make_addresses_ours(inner, links)
        return replace_figure(node, collected)
    return None


def only_image(link: Node) -> Node | None:
    """Return the picture that *link* is around, if it is around nothing else."""
    images = list(find_all(link, "img"))
    return images[0] if len(images) == 1 and not link.words.strip() else None


def make_addresses_ours(node: Node, links: OwnLinks) -> None:
    """Write the addresses of *node* as they lead on here."""
    if node.tag == "a" and "href" in node.attributes:
        node.attributes["href"] = links.rewrite(node.attributes["href"])
    for name in ("src", "data-src", "data-orig-file", "data-large-file", "data-full-url", "data-lazy-src"):
        if node.attributes.get(name) and node.tag in {"img", "iframe", "video", "audio", "source", "embed"}:
            whole = links.complete(node.attributes[name])
            is_sound = node.tag in {"audio", "video", "source", "embed"} and is_file_path(urlsplit(whole).path)
            node.attributes[name] = links.note_file(whole) if is_sound else whole


def holds_token(node: Node) -> bool:
    """Return whether a picture or another block stands somewhere in *node*."""
    return "importedblock" in node.words


def move_tokens_out(node: Node) -> list[Part]:
    """Return *node* and the blocks that stood in it, behind it."""
    moved: list[Part] = []
    for child in list(node.children):
        if isinstance(child, Node) and child.tag == "p" and child.words.startswith("importedblock"):
            node.children.remove(child)
            moved.append(child)
    return [*([node] if node.words.strip() else []), *moved]


def note_skipped(root: Node, collected: CollectedBlocks) -> None:
    """Note elements that the parser leaves out with all that is in them."""
    kinds = {"math": LossKind.FORMULA, "script": LossKind.SCRIPT, "object": LossKind.EMBED, "svg": LossKind.PICTURE}
    for line in root.attributes.get("left-out", "").split("\n"):
        tag, _space, words = line.partition(" ")
        if tag in SKIPPED - UNSEEN and (words.strip() or tag != "button"):
            shown = "" if tag == "script" else words.strip()
            collected.lose(kinds.get(tag, LossKind.WIDGET), f"<{tag}> {shown}".strip())
