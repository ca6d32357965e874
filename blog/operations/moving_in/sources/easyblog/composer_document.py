"""Documents of EasyBlog's composer ("ebd"): blocks in JSON, nested in each other, as HTML."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from typing import Any

from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.sources.easyblog.embed_codes import FindMedia

Block = Mapping[str, Any]
PLACE = re.compile(r"<!--\s*block([\w-]{1,60})\s*-->", re.IGNORECASE)
MAX_NESTED = 30
SERVICES = frozenset(
    {"apple", "behance", "codepen", "dailymotion", "facebook", "gist", "giphy", "instagram", "metacafe", "pinterest",
     "slideshare", "soundcloud", "spotify", "ted", "tiktok", "tweet", "twitch", "twitter", "vimeo", "youtube"}
)  # fmt: skip
SILENT = frozenset({"module", "polls", "sendy", "easysocial", "lottie"})
"""Blocks that the old site filled when a page was shown, or that need its scripts."""
READ_MORE = "readmore"
ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+|(?<=[\"'])//[^\s\"'<>\\]+")


def document_html(text: str, find: FindMedia, losses: list[Loss]) -> str:
    """Return the HTML of a document; "" of what is none. What is left out is added to *losses*."""
    with suppress(ValueError, AttributeError, RecursionError):
        blocks = json.loads(text).get("blocks")
        return write_blocks(blocks, ComposerBlocks(find, losses), 0)
    return ""


def write_blocks(blocks: Any, writer: "ComposerBlocks", depth: int) -> str:
    """Return what the blocks of one level show."""
    if not isinstance(blocks, list) or depth > MAX_NESTED:
        return ""
    return "\n".join(writer.write(block, depth) for block in blocks if isinstance(block, dict))


class ComposerBlocks:
    """Writes blocks; what is left out is added to *losses*."""

    def __init__(self, find: FindMedia, losses: list[Loss]) -> None:
        self.find, self.losses = find, losses
        self.writers: Mapping[str, Callable[[Block, Block, int], str]] = {
            "image": self.image,
            "gallery": self.gallery,
            "thumbnails": self.gallery,
            "video": self.media,
            "audio": self.media,
            "links": self.links,
            "file": self.file,
            "pdf": self.file,
            "alerts": self.box,
            "notes": self.box,
            "note": self.box,
            "pagebreak": self.pagebreak,
            "rule": lambda _block, _data, _depth: "<hr>",
        }

    def write(self, block: Block, depth: int) -> str:
        """Return one block with those nested in it."""
        kind, data = str(block.get("type", "")), block.get("data")
        values: Block = data if isinstance(data, dict) else {}
        if kind == READ_MORE:
            return ""
        if kind in SILENT:
            self.losses.append(Loss(LossKind.BLOCK, kind))
            return self.plain(block, depth)
        if kind in SERVICES:
            return self.player(block, values, kind)
        writer = self.writers.get(kind)
        return (writer(block, values, depth) if writer else "") or self.plain(block, depth)

    def plain(self, block: Block, depth: int) -> str:
        """Return the HTML of a block, with the nested blocks at their places, or behind it."""
        html = text_in(block, "html") or text_in(block, "editableHtml")
        nested = block.get("blocks")
        if not isinstance(nested, list):
            return html
        found = {str(one.get("uid")): one for one in nested if isinstance(one, dict)}
        used: set[str] = set()

        def fill(place: re.Match[str]) -> str:
            used.add(place[1])
            return self.write(found[place[1]], depth + 1) if place[1] in found and depth < MAX_NESTED else ""

        shown = PLACE.sub(fill, html)
        rest = [one for one in nested if isinstance(one, dict) and str(one.get("uid")) not in used]
        # A block whose HTML has its children in it already has no places; one without HTML shows its children alone.
        return shown if used or shown.strip() else write_blocks(rest, self, depth + 1)

    def image(self, _block: Block, data: Block, _depth: int) -> str:
        """Return a picture: by its own short address first, since the other names a smaller copy."""
        address = self.find(text_in(data, "uri")) if not data.get("isurl") else ""
        address = address or self.find(text_in(data, "url"))
        if not address:
            return ""
        words = text_in(data, "caption_text")
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        picture = f'<img src="{escape(address)}" alt="{escape(text_in(data, "alt_text"))}">'
        if link := text_in(data, "link_url"):
            picture = f'<a href="{escape(link)}">{picture}</a>'
        return f"<figure>{picture}{caption}</figure>"

    def gallery(self, block: Block, data: Block, depth: int) -> str:
        """Return several pictures: nested blocks, or the list of an older gallery."""
        nested = block.get("blocks")
        images = [one for one in nested if isinstance(one, dict)] if isinstance(nested, list) else []
        found = [self.write(one, depth + 1) for one in images if depth < MAX_NESTED]
        if not any(found):
            items = data.get("itemsArray")
            listed = [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []
            found = [self.listed(one) for one in listed]
        inside = "".join(dict.fromkeys(filter(None, found)))
        return f'<figure class="gallery">{inside}</figure>' if inside else ""

    def listed(self, item: Block) -> str:
        """Return a picture of the list of an older gallery."""
        address = self.find(next(filter(None, (text_in(item, name) for name in ("uri", "url", "iconUrl"))), ""))
        return (
            f'<figure><img src="{escape(address)}" alt="{escape(text_in(item, "title"))}"></figure>' if address else ""
        )

    def media(self, block: Block, data: Block, _depth: int) -> str:
        """Return a film or a recording."""
        tag = "audio" if block.get("type") == "audio" else "video"
        address = self.find(text_in(data, "url") or text_in(data, "uri"))
        return f'<{tag} src="{escape(address)}"></{tag}>' if address else ""

    def player(self, block: Block, data: Block, kind: str) -> str:
        """Return what a service shows: its address, which becomes a card where the service is known."""
        fields = [text_in(data, name) for name in ("url", "source", "link", "embed", "embedded", "code")]
        texts = [*fields, text_in(block, "html"), text_in(block, "editableHtml")]
        found = next((match[0] for text in texts if (match := ADDRESS.search(text))), "")
        if not found:
            self.losses.append(Loss(LossKind.EMBED, kind))
            return text_in(block, "html")
        address = f"https:{found}" if found.startswith("//") else found
        if any("<blockquote" in text for text in texts):
            return next(text for text in texts if "<blockquote" in text)
        return f'<figure class="wp-block-embed">{escape(address)}</figure>'

    def links(self, _block: Block, data: Block, _depth: int) -> str:
        """Return a card with text."""
        url, title = text_in(data, "url"), text_in(data, "title")
        if not url:
            return ""
        if data.get("showImage") and text_in(data, "image"):
            self.losses.append(Loss(LossKind.PICTURE, text_in(data, "image")))
        head = f'<div class="kg-bookmark-title">{title or escape(url)}</div>'
        inside = f"{head}<div>{text_in(data, 'content')}</div>"
        return f'<figure class="kg-card kg-bookmark-card"><a href="{escape(url)}">{inside}</a></figure>'

    def file(self, _block: Block, data: Block, _depth: int) -> str:
        """Return a link to a file."""
        address = self.find(text_in(data, "url") or text_in(data, "uri"))
        name = text_in(data, "name") or address.rsplit("/", 1)[-1]
        return f'<p><a href="{escape(address)}">{escape(name)}</a></p>' if address else ""

    def box(self, block: Block, _data: Block, depth: int) -> str:
        """Return a box."""
        return f'<div class="kg-card kg-callout-card">{self.plain(block, depth)}</div>'

    def pagebreak(self, _block: Block, data: Block, _depth: int) -> str:
        """Return the heading of a further page."""
        title = text_in(data, "title")
        return f"<h2>{escape(title)}</h2>" if title else "<hr>"


def text_in(values: Block, name: str) -> str:
    """Return a text of a block, "" where there is none."""
    value = values.get(name)
    return value if isinstance(value, str) else ""
