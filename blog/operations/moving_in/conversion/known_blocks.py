"""Blocks of WordPress, Ghost, Substack and Medium by their classes, as our components."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from blog.operations.moving_in.conversion.collected_blocks import TOKEN, CollectedBlocks, TextBlock
from blog.operations.moving_in.conversion.linked_files import title_of_address
from blog.operations.moving_in.conversion.own_links import OURS
from blog.operations.moving_in.conversion.picture_nodes import classes_of, find_all
from blog.operations.moving_in.conversion.question_blocks import join_blocks, walk
from blog.operations.moving_in.conversion.word_check import node_text
from blog.operations.moving_in.imported_items import LossKind
from blog.text.cleaning import clean_line
from blog.text.markdown.components.cards.addresses import find_cards
from blog.text.markdown.pasting.escaping import escape
from blog.text.markdown.pasting.html_to_markdown import video_address
from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.link_cleaning import clean_address

Handler = Callable[[Node, CollectedBlocks], list[Part]]
WIDGETS = frozenset(
    {
        "button-wrapper", "subscription-widget-wrap", "subscription-widget", "kg-signup-card", "kg-email-cta-card",
        "sharedaddy", "install-substack-app-embed", "jp-relatedposts",
        "addtoany_share_save_container",
    }
)  # fmt: skip
BUTTONS = frozenset(
    {"wp-block-button__link", "kg-btn", "kg-product-card-button", "kg-header-card-button", "kg-cta-button"}
)
CHROME = frozenset({"kg-video-player-container", "kg-video-overlay", "hide-text"})
"""Times and signs of a player, and hints for authors."""
LINES = frozenset({"wp-block-verse", "wp-block-preformatted"})
PULLED = frozenset({"wp-block-pullquote", "kg-blockquote-alt", "pullquote"})


def replace_widget(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Leave out what only the old program could do."""
    collected.lose(LossKind.WIDGET, TOKEN.sub(" ", node.words))
    return []


def replace_chrome(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Leave out what a player says of itself, which is no word of the article."""
    collected.addresses.append(node_text(node))
    return []


def replace_callout(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make an information box of Ghost's callout, whose sign stands before its first words."""
    signs = [child for child in node.elements if "kg-callout-emoji" in classes_of(child)]
    texts = [child for child in node.elements if child not in signs]
    if signs and texts:
        node.children = [child for child in node.children if child not in signs]
        inner = next(iter(texts[0].elements), None)
        first = inner if inner is not None and inner.is_block else texts[0]
        first.children.insert(0, f"{signs[0].words.strip()} ")
    body = join_blocks(node.children)
    return [collected.add(TextBlock(f"::: information\n{body}\n:::" if ":::" not in body else body))] if body else []


def replace_bookmark(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a card with text of Ghost's bookmark; its caption stands below."""
    captions = [child for child in node.elements if child.tag == "figcaption"]
    node = without_tags(node, {"figcaption"})
    links = [link for link in find_all(node, "a") if link.attributes.get("href")]
    address = clean_address(links[0].attributes["href"]) if links else None
    titles = [child for child in walk(node) if "kg-bookmark-title" in classes_of(child)]
    title = clean_line(titles[0].words) if titles else ""
    rest = " · ".join(
        words for words in map(clean_line, texts_without(node, titles)) if words and not TOKEN.search(words)
    )
    if not address:
        return [*(Node("p", {}, [text]) for text in (title, rest) if text), *captions]
    quote = f"\n> {escape(rest)}" if rest else ""
    return [collected.add(TextBlock(f"[{escape(title or urlsplit(address).netloc)}]({address}){quote}")), *captions]


def texts_without(node: Node, left_out: Sequence[Node]) -> list[str]:
    """Return the texts below *node*, but for those of *left_out*."""
    found: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
        elif child not in left_out:
            found += texts_without(child, left_out)
    return found


def replace_pull_quote(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a pull quote, whose <cite> is the speaker."""
    speakers = [clean_line(cite.words) for cite in find_all(node, "cite")]
    words = without_tags(node, {"cite"})
    quotes = list(find_all(words, "blockquote"))
    body = join_blocks(quotes[0].children if quotes else words.children)
    lines = [*body.split("\n"), *(["", f"-- {escape(speakers[0])}"] if speakers and speakers[0] else [])]
    return [collected.add(TextBlock("\n".join(["> [!pull]", *(f"> {line}".rstrip() for line in lines)])))]


def without_tags(node: Node, tags: set[str]) -> Node:
    """Return a copy of *node* without the elements that have *tags*."""
    kept = [
        child if isinstance(child, str) else without_tags(child, tags)
        for child in node.children
        if isinstance(child, str) or child.tag not in tags
    ]
    return Node(node.tag, node.attributes, list(kept))


def replace_button(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a button of a link that looked like one."""
    address, words = clean_address(node.attributes.get("href", "")), clean_line(node.words)
    if not address or not words:
        return [Node("p", {}, list(node.children))] if words else []
    return [collected.add(TextBlock(f"[{escape(words)}]({address}){{.button}}"))]


def replace_portal(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Leave the words of a link to a form for signing up, and nothing of a button that led there."""
    if BUTTONS & classes_of(node):
        return replace_widget(node, collected)
    collected.lose(LossKind.LINK, node.attributes.get("href", ""))
    return list(node.children)


def replace_lines(node: Node, _collected: CollectedBlocks) -> list[Part]:
    """Keep the lines of a poem: <pre> would make a listing of it."""
    return [Node("p", {}, break_lines(node.children))]


def break_lines(children: Sequence[Part]) -> list[Part]:
    """Return *children* with <br> for each line end."""
    found: list[Part] = []
    for child in children:
        if isinstance(child, Node):
            found.append(Node(child.tag, child.attributes, break_lines(child.children)))
            continue
        for place, line in enumerate(child.split("\n")):
            found += [Node("br"), line] if place else [line]
    return found


def replace_frame(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a card of a known player, and a link of any other frame."""
    if address := video_address(node):
        return [collected.add(TextBlock(address))]
    source = node.attributes.get("src", "") or node.attributes.get("data-src", "")
    collected.lose(LossKind.EMBED, source or node.attributes.get("title", ""))
    address = clean_address(f"https:{source}" if source.startswith("//") else source) or ""
    return [write_link(address, node.attributes.get("title", ""), collected)] if address else []


def replace_media(node: Node, collected: CollectedBlocks) -> list[Part]:
    """Make a link of a recording or a film."""
    sources = [node.attributes.get("src", ""), *(one.attributes.get("src", "") for one in find_all(node, "source"))]
    source = next(filter(None, sources), "")
    address = clean_address(source)
    if not source.startswith(OURS):
        collected.lose(LossKind.MEDIA, source)
    tracks = {"source", "track"}
    rest = [child for child in node.children if isinstance(child, str) or child.tag not in tracks]
    return [*([write_link(address, title_of_address(address), collected)] if address else []), *rest]


def write_link(address: str, title: str, collected: CollectedBlocks) -> Node:
    """Return a paragraph that is a link to *address*, or a card."""
    if find_cards(address):
        return collected.add(TextBlock(address))
    words = clean_line(title) or name_of_address(address)
    return collected.add(TextBlock(f"[{escape(words)}]({address})"))


def name_of_address(address: str) -> str:
    """Return the words of a link without any: the last part of its path, or all of it where that is a number."""
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rsplit("/", 1)[-1]
    return last if any(sign.isalpha() for sign in last) else f"{parts.netloc}{parts.path}".rstrip("/")


def replace_embed(node: Node, collected: CollectedBlocks) -> list[Part] | None:
    """Make a card of an address that the old program would have turned into a player; None of anything else."""
    address, captions = clean_line(without_tags(node, {"figcaption"}).words), list(find_all(node, "figcaption"))
    if next(find_all(node, "iframe"), None) or " " in address or not address.startswith("http"):
        return None
    found = clean_address(address)
    collected.addresses += [address] if found else []
    if not find_cards(address):
        collected.lose(LossKind.EMBED, address)
    return [*([write_link(found, "", collected)] if found else [address]), *captions]


def replace_attributes(node: Node, collected: CollectedBlocks) -> list[Part] | None:
    """Make a card of Substack's players and posts, which name what they show in data-attrs; None of anything else."""
    values: Any = None
    with suppress(ValueError):
        values = json.loads(node.attributes.get("data-attrs", ""))
    if not isinstance(values, dict):
        return None
    if (video := values.get("videoId")) and "vimeo-wrap" in classes_of(node):
        return [collected.add(TextBlock(f"https://vimeo.com/{video}"))] if str(video).isdigit() else []
    if video:
        return [collected.add(TextBlock(f"https://www.youtube.com/watch?v={video}"))] if str(video).isascii() else []
    address = clean_address(str(values.get("url") or ""))
    text = clean_line(unescape(str(values.get("full_text") or values.get("body_html") or "")))
    if not address or "tweet" not in classes_of(node):
        return None
    title = clean_line(str(values.get("name") or values.get("username") or "")) or urlsplit(address).netloc
    return [collected.add(TextBlock(f"[{escape(title)}]({address})" + (f"\n> {escape(text)}" if text else "")))]
