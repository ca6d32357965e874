"""Shortcodes of WordPress: captions, galleries, players; of a plugin's code what it surrounds stays."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from urllib.parse import unquote

from blog.operations.moving_in.conversion.picture_nodes import PICTURE_FILE
from blog.operations.moving_in.imported_items import Loss, LossKind

CODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<name>[A-Za-z][\w-]{1,60})(?P<rest>(?:\s[^\[\]]*)?)(?P<own>/?)\](?P<after>\]?)"
)
PAIR = r"\[/{name}\]"
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
PLAYERS = frozenset({"audio", "video", "playlist", "embed", "youtube", "vimeo", "soundcloud", "wpvideo"})
MEDIA_NAMES = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "url", "id")
NEXT = re.compile(r"(\[/[\w-]{1,60}\])[ \t\n]*(?=\[[A-Za-z])")
"""Where one code ends and another begins: words of both stood apart."""
SHOWN = re.compile(r"title|heading|text|caption|cite|author|name|label|content|question|answer|description|button")
PICTURE_IDS = ("image", "images", "image_id", "ids", "include", "attachment_id", "id")
PICTURE_CODE = re.compile(r"image|img|galler|photo|pic|slide|carousel")
NUMBERS = re.compile(r"\s*\d{1,12}(?:\s*,\s*\d{1,12})*\s*")
MAX_DETAIL = 300
WORDS = frozenset({"sic", "note", "update", "editor"})
"""Words in brackets that authors write."""
Gallery = Callable[[Mapping[str, str]], str]
"""Returns the HTML of the gallery that attributes ask for."""


def replace_shortcodes(text: str, gallery: Gallery, losses: list[Loss]) -> str:
    """Return *text* with HTML in place of shortcodes; what is left out is added to *losses*."""
    text = NEXT.sub(r"\1\n\n", text)
    made, place = [], 0
    while match := CODE.search(text, place):
        made.append(text[place : match.start()])
        place = match.end()
        if match["escaped"] and match["after"]:
            made.append(match[0][1:-1])
            continue
        code, place = replace_code(text, match, gallery, losses)
        made.append(code)
    return drop_closings("".join([*made, text[place:]]), losses)


def replace_code(text: str, match: re.Match[str], gallery: Gallery, losses: list[Loss]) -> tuple[str, int]:
    """Return what stands for one code, and where the text goes on."""
    name, attributes = match["name"].lower(), read_attributes(match["rest"])
    closing = re.compile(PAIR.format(name=re.escape(match["name"])), re.IGNORECASE).search(text, match.end())
    inside = text[match.end() : closing.start()] if closing else ""
    end = closing.end() if closing else match.end()
    if name in {"caption", "wp_caption"} and closing:
        return write_caption(inside, attributes), end
    if name == "gallery":
        return gallery(attributes), match.end()
    if name in PLAYERS:
        return write_player(name, attributes, inside or match["rest"].strip(' ="'), losses), end
    if not is_code(match, attributes, has_end=closing is not None):
        return match[0], match.end()
    losses.append(Loss(LossKind.SHORTCODE, " ".join([name, *shown_words(attributes)])[:MAX_DETAIL]))
    if name == "vc_raw_html" and closing:
        return decode_raw(inside), end
    return write_pictures(name, attributes, gallery), match.end()


def shown_words(attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the attributes that may hold words which readers saw, as they stand in the code."""
    for name, words in attributes.items():
        if SHOWN.search(name) and any(sign.isalpha() for sign in words) and "://" not in words:
            yield f'{name}="{words}"'


def write_pictures(name: str, attributes: Mapping[str, str], gallery: Gallery) -> str:
    """Return the pictures that the code of a plugin shows, by their numbers or addresses."""
    source = attributes.get("src") or attributes.get("image") or attributes.get("image_url") or attributes.get("img")
    if source and "://" in source and PICTURE_FILE.search(source.partition("?")[0]):
        return f'<figure><img src="{escape(source)}" alt="{escape(attributes.get("alt", ""))}"></figure>'
    numbers = next((attributes[key] for key in PICTURE_IDS if NUMBERS.fullmatch(attributes.get(key, ""))), "")
    return gallery({"ids": numbers}) if numbers and PICTURE_CODE.search(name) else ""


def decode_raw(inside: str) -> str:
    """Return the HTML that WPBakery keeps in base64; what is none stays as it is."""
    try:
        return unquote(b64decode(inside.strip(), validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        return inside


def is_code(match: re.Match[str], attributes: Mapping[str, str], *, has_end: bool) -> bool:
    """Return whether brackets are a code, and not words that an author put into them."""
    name = match["name"]
    if name.lower() in WORDS or match.string[match.end() : match.end() + 1] == "(":
        return False
    return bool(attributes) or has_end or bool(match["own"]) or "_" in name or ("-" in name and name.islower())


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a code."""
    plain = text if '="' in text else unescape(text)
    plain = plain.replace("”", '"').replace("″", '"').replace("“", '"')
    return {name.lower(): unescape(one or two or three) for name, one, two, three in ATTRIBUTE.findall(plain)}


def write_caption(inside: str, attributes: Mapping[str, str]) -> str:
    """Return a figure; the caption is an attribute in old texts."""
    images = IMAGE.findall(inside)
    words = attributes.get("caption") or IMAGE.sub("", inside).strip()
    return f'<figure class="wp-caption">{"".join(images)}<figcaption>{words}</figcaption></figure>'


def write_player(name: str, attributes: Mapping[str, str], inside: str, losses: list[Loss]) -> str:
    """Return what our converter makes a card or a link of."""
    source = next((attributes[key] for key in MEDIA_NAMES if attributes.get(key)), "") or unescape(inside).strip()
    if name == "youtube" and source and "/" not in source:
        source = f"https://www.youtube.com/watch?v={source}"
    if name == "vimeo" and source.isdigit():
        source = f"https://vimeo.com/{source}"
    if "://" not in source or " " in source:
        losses.append(Loss(LossKind.SHORTCODE, f"{name} {source}".strip()))
        return ""
    if name in {"audio", "video"}:
        return f'<{name} src="{escape(source)}"></{name}>'
    return f'<figure class="wp-block-embed">{escape(source)}</figure>'


def drop_closings(text: str, losses: list[Loss]) -> str:
    """Return *text* without the ends of codes that were left out."""
    names = {loss.detail.partition(" ")[0] for loss in losses if loss.kind is LossKind.SHORTCODE}
    for name in names:
        text = re.sub(PAIR.format(name=re.escape(name)), "", text, flags=re.IGNORECASE)
    return text
