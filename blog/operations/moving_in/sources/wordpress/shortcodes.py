"""Shortcodes of WordPress: captions, galleries, players; of a plugin's code what it surrounds stays."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from blog.operations.moving_in.imported_items import Loss, LossKind

CODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<name>[A-Za-z][\w-]{1,60})(?P<rest>(?:\s[^\[\]]*)?)(?P<own>/?)\](?P<after>\]?)"
)
PAIR = r"\[/{name}\]"
ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
PLAYERS = frozenset({"audio", "video", "playlist", "embed", "youtube", "vimeo", "soundcloud", "wpvideo"})
MEDIA_NAMES = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "url", "id")
WORDS = frozenset({"sic", "note", "update", "editor"})
"""Words in brackets that authors write."""
Gallery = Callable[[Mapping[str, str]], str]
"""Returns the HTML of the gallery that attributes ask for."""


def replace_shortcodes(text: str, gallery: Gallery, losses: list[Loss]) -> str:
    """Return *text* with HTML in place of shortcodes; what is left out is added to *losses*."""
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
    losses.append(Loss(LossKind.SHORTCODE, name))
    return "", match.end()


def is_code(match: re.Match[str], attributes: Mapping[str, str], *, has_end: bool) -> bool:
    """Return whether brackets are a code, and not words that an author put into them."""
    name = match["name"]
    if name.lower() in WORDS or match.string[match.end() : match.end() + 1] == "(":
        return False
    return bool(attributes) or has_end or bool(match["own"]) or "_" in name or ("-" in name and name.islower())


def read_attributes(text: str) -> dict[str, str]:
    """Return the attributes of a code."""
    plain = unescape(text).replace("”", '"').replace("″", '"').replace("“", '"')
    return {name.lower(): one or two or three for name, one, two, three in ATTRIBUTE.findall(plain)}


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
    names = {loss.detail for loss in losses if loss.kind is LossKind.SHORTCODE}
    for name in names:
        text = re.sub(PAIR.format(name=re.escape(name)), "", text, flags=re.IGNORECASE)
    return text
