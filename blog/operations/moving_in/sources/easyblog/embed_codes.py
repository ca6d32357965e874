"""[embed=…]{…}[/embed] in texts of EasyBlog: films, recordings and folders of pictures."""

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from html import escape, unescape
from typing import Any

from blog.operations.moving_in.imported_items import Loss, LossKind
from blog.operations.moving_in.sources.easyblog.media_addresses import join_media

CODE = re.compile(r"\[embed=(?P<kind>\w{1,30})\](?P<values>.{0,4000}?)\[/embed\]", re.IGNORECASE | re.DOTALL)
OLD = re.compile(r"""\{(?:"|&quot;)?video(?:"|&quot;)?\s*:\s*(?:"|&quot;).{1,2000}?\}""", re.DOTALL)
"""A film before EasyBlog 3.5."""
TAGS = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"https?://[^\s\"'<>\\}]+")

FindMedia = Callable[[str], str]
"""Returns the address of a file by its short one."""
ListFolder = Callable[[str], Iterable[tuple[str, str]]]
"""Returns the pictures of a folder by its short address: address and title of each."""


def replace_embeds(html: str, find: FindMedia, list_folder: ListFolder, losses: list[Loss]) -> str:
    """Return *html* with players and pictures in place of codes; what cannot be shown is added to *losses*."""

    def replace(found: re.Match[str]) -> str:
        kind, text = found["kind"].lower(), unescape(TAGS.sub("", found["values"]))
        values = read_values(text)
        made = write_embed(kind, values, find, list_folder) or fallback(text)
        if not made:
            losses.append(Loss(LossKind.SHORTCODE, f"embed {kind} {text}".strip()[:200]))
        return made

    def replace_old(found: re.Match[str]) -> str:
        return fallback(unescape(found[0])) or found[0]

    return OLD.sub(replace_old, CODE.sub(replace, html))


def read_values(text: str) -> dict[str, Any]:
    """Return the values of a code, none where they cannot be read."""
    with suppress(ValueError, RecursionError):
        found = json.loads(text.replace("\xa0", " ").strip())
        return found if isinstance(found, dict) else {}
    return {}


def write_embed(kind: str, values: dict[str, Any], find: FindMedia, list_folder: ListFolder) -> str:
    """Return what stands for one code, "" where it names nothing that is known."""
    file = str(values.get("file") or values.get("url") or "")
    place = str(values.get("place") or "")
    if kind == "videolink" and (address := str(values.get("video") or values.get("url") or "")):
        return f'<figure class="wp-block-embed">{escape(address)}</figure>'
    if kind in {"video", "audio"} and file and (address := find(join_media(place, file))):
        return f'<{kind} src="{escape(address)}"></{kind}>'
    if kind in {"gallery", "album"} and place:
        return write_gallery(list_folder(join_media(place, file)))
    return ""


def write_gallery(pictures: Iterable[tuple[str, str]]) -> str:
    """Return a figure of several pictures, "" of none."""
    images = [f'<figure><img src="{escape(address)}" alt="{escape(title)}"></figure>' for address, title in pictures]
    return f'<figure class="gallery">{"".join(images)}</figure>' if images else ""


def fallback(text: str) -> str:
    """Return a card of the first address in a code that cannot be read."""
    found = ADDRESS.search(text)
    return f'<figure class="wp-block-embed">{escape(found[0])}</figure>' if found else ""
