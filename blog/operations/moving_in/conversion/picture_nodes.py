"""Pictures in the HTML of other programs: figures, captions, galleries, and where the largest file is."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, PictureBlock
from blog.operations.moving_in.imported_items import LossKind, PictureItem
from blog.text.cleaning import clean_line
from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.inlines import write_inline

SOURCES = ("data-orig-file", "data-large-file", "data-full-url", "data-lazy-src", "data-src", "data-original", "src")
PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|tiff?|bmp)$", re.IGNORECASE)
GOOGLE_PICTURE = re.compile(r"^https?://[\w.-]+\.googleusercontent\.com/img/")
"""A picture of Blogger, which has no name of a file."""
PLAYER_SIGN = "kg-audio-thumbnail"
EMOJI = frozenset({"emoji", "wp-smiley"})
WIDE = {"alignwide": "{.wide}", "kg-width-wide": "{.wide}", "alignfull": "{.full}", "kg-width-full": "{.full}"}
CAPTION_CLASSES = frozenset({"wp-caption-text", "tr-caption", "image-caption", "gallery-caption", "imageCaption"})
MAX_CAPTION = 500


def classes_of(node: Node) -> set[str]:
    """Return the classes of *node*."""
    return set(node.attributes.get("class", "").split())


def find_all(node: Node, tag: str) -> Iterator[Node]:
    """Yield all elements with *tag* below *node*, in their order."""
    for child in node.elements:
        if child.tag == tag:
            yield child
        yield from find_all(child, tag)


def is_caption(node: Node) -> bool:
    """Return whether *node* holds the caption of a picture."""
    return node.tag == "figcaption" or bool(classes_of(node) & CAPTION_CLASSES)


def find_captions(node: Node) -> Iterator[Node]:
    """Yield the captions below *node*, not those of figures inside."""
    for child in node.elements:
        if is_caption(child):
            yield child
        elif child.tag != "figure":
            yield from find_captions(child)


def address_of(image: Node) -> str:
    """Return where the file of *image* is: the original before a copy that a script would load."""
    with suppress(ValueError, AttributeError, TypeError):
        if source := json.loads(image.attributes.get("data-attrs", "{}")).get("src"):
            return str(source).strip()
    for name in SOURCES:
        value = image.attributes.get(name, "").strip()
        if value and not value.startswith("data:"):
            return value
    return ""


def is_tracker(image: Node) -> bool:
    """Return whether *image* is one pixel that only counts visitors."""
    return image.attributes.get("width") in {"0", "1"} or image.attributes.get("height") in {"0", "1"}


def is_picture_file(address: str) -> bool:
    """Return whether *address* is that of a picture alone."""
    try:
        return bool(PICTURE_FILE.search(urlsplit(address).path) or GOOGLE_PICTURE.search(address))
    except ValueError:
        return False


def make_picture(image: Node, link: str = "", caption: str = "") -> PictureItem:
    """Return the picture of *image*; a *link* to a picture leads to the larger one."""
    source = address_of(image)
    address = link if is_picture_file(link) and not source.startswith("data:") else source
    alt = clean_line(image.attributes.get("alt", ""))[:MAX_CAPTION]
    words = caption or clean_line(image.attributes.get("data-caption", ""))[:MAX_CAPTION]
    return PictureItem(address or source, alt, words)


def replace_image(image: Node, collected: CollectedBlocks, link: str = "") -> list[Part]:
    """Return what stands for an *image* within words: nothing for a tracker, its sign for an emoji."""
    if classes_of(image) & EMOJI:
        return [image.attributes.get("alt", "")]
    picture = make_picture(image, link)
    if is_tracker(image) or PLAYER_SIGN in classes_of(image):
        return []
    if not picture.address:
        collected.lose(LossKind.PICTURE, picture.alt or "data:")
        return []
    if link and picture.address != link:
        collected.lose(LossKind.LINK, link)
    return [collected.add(PictureBlock([picture]))]


def replace_figure(figure: Node, collected: CollectedBlocks) -> list[Part] | None:
    """Return what stands for a *figure* of pictures, None for one of anything else."""
    images = [image for image in find_all(figure, "img") if not is_tracker(image)]
    if not images or any(next(find_all(figure, tag), None) for tag in ("table", "iframe", "video", "audio", "pre")):
        return None
    captions = [words for node in find_captions(figure) if (words := write_words(node))]
    inner = [find_figure_caption(figure, image) for image in images]
    outer = [words for words in captions if words not in inner]
    pictures = [make_picture(image, link_around(figure, image)) for image in images]
    pictures = [with_caption(one, inner[place]) for place, one in enumerate(pictures) if one.address]
    if len(pictures) == 1 and outer and not pictures[0].caption:
        pictures, outer = [with_caption(pictures[0], " ".join(outer))], []
    note_links(figure, images, collected)
    mark = next((WIDE[name] for name in classes_of(figure) if name in WIDE), "")
    rest: list[Part] = [Node("p", {}, [text]) for text in loose_words(figure)]
    return [collected.add(PictureBlock(pictures, "\n\n".join(outer), mark)), *rest] if pictures else rest


def write_words(node: Node) -> str:
    """Return the words of a caption on one line, without marks and links."""
    return clean_line(node.words)


def with_caption(picture: PictureItem, caption: str) -> PictureItem:
    """Return *picture* with *caption*."""
    return PictureItem(picture.address, picture.alt, caption[:MAX_CAPTION])


def lineage_of(node: Node, target: Node) -> list[Node]:
    """Return the elements between *node* and *target* inside of it, both included."""
    if node is target:
        return [node]
    for child in node.elements:
        if below := lineage_of(child, target):
            return [node, *below]
    return []


def find_figure_caption(figure: Node, image: Node) -> str:
    """Return the caption of the figure within *figure* that holds *image* alone."""
    inner = [node for node in lineage_of(figure, image)[1:] if node.tag in {"figure", "li", "dl"}]
    return next((write_words(node) for outer in reversed(inner) for node in find_captions(outer)), "")


def link_around(figure: Node, image: Node) -> str:
    """Return the address of the link around *image*."""
    return next((node.attributes.get("href", "") for node in lineage_of(figure, image) if node.tag == "a"), "")


def note_links(figure: Node, images: list[Node], collected: CollectedBlocks) -> None:
    """Note links of pictures and in captions, which lead nowhere here."""
    for image in images:
        link = link_around(figure, image)
        if link and not is_picture_file(link):
            collected.lose(LossKind.LINK, link)
    for caption in find_captions(figure):
        for inner in find_all(caption, "a"):
            collected.lose(LossKind.LINK, inner.attributes.get("href", ""))


def loose_words(node: Node) -> Iterator[str]:
    """Yield the words of a figure that stand neither in a caption nor in a link of a picture."""
    for child in node.children:
        if isinstance(child, str):
            if child.strip():
                yield child.strip()
        elif not is_caption(child) and child.tag not in {"figcaption", "img"}:
            yield from loose_words(child)


def inline_markdown(node: Node) -> str:
    """Return the words of *node* with their marks, on one line."""
    return write_inline(node.children).replace("\n", " ")
