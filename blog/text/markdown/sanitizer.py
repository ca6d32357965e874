"""HTML sanitiser: an allow-list of tags, attributes and schemes for the HTML of every article (defences D2)."""

import re

import nh3

from blog.text.markdown.components.cards.players import PLAYER

CODE_LANGUAGE = re.compile(r"language-[\w+#.-]{1,40}")
OWN_PICTURE = re.compile(r"/media/[\w-]{1,64}/[0-9]{1,5}\.(?:avif|webp|jpg)")
OWN_SOUND = re.compile(r"/files/[0-9a-f]{32}/[0-9a-f]{16}/[^\s\"'<>/?#]{1,200}")
OWN_ID = re.compile(r"note(?:-from)?-[0-9:-]{1,24}|section(?:-(?:[a-z0-9-]|[^\x00-\x7f\s]){1,80})?")

TAGS = {
    "a", "aside", "audio", "blockquote", "br", "code", "details", "div", "em", "figcaption", "figure", "h2", "h3", "h4",
    "h5", "h6", "hr", "img", "li", "ol", "p", "picture", "pre", "s", "source", "span", "strong", "summary", "sup",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "aside": {"class"},
    "audio": {"class", "src", "aria-label"},
    "blockquote": {"class"},
    "code": {"class"},
    "details": {"class"},
    "div": {"class", "aria-label"},
    "figure": {"class", "data-player"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "img": {"src", "srcset", "sizes", "width", "height", "alt"},
    "li": {"id", "class"},
    "ol": {"start"},
    "p": {"class"},
    "source": {"srcset", "sizes"},
    "span": {"class"},
    "sup": {"class"},
    "td": {"class"},
    "th": {"class"},
    "ul": {"class"},
}
VALUES = {
    "a": {"rel": {"noopener external"}},
    "audio": {"controls": {""}, "preload": {"none"}},
    "div": {"tabindex": {"0"}, "role": {"region", "doc-endnotes"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
    "pre": {"tabindex": {"0"}},
    "source": {"type": {"image/avif", "image/webp"}},
    "th": {"scope": {"col"}},
}
CLASSES = {
    "a": {"note-link", "note-back", "video__link", "embed__link", "gallery__link", "action__link", "file__link",
          "file-link"},
    "aside": {"information"},
    "audio": {"file__player"},
    "blockquote": {"embed__text"},
    "details": {"question"},
    "div": {
        "notes", "table-scroll", "picture-row", "wide", "full", "gallery", "gallery--strip", "comparison", "questions",
    },
    "figure": {
        "figure", "wide", "full", "pull", "video", "embed", "file", "file--sound",
        *(f"embed--{kind}" for kind in ("post", "sound", "map", "chart", "page")),
        *(f"shape-{name}" for name in ("slim", "tall", "square", "broad", "long", "panorama")),
    },
    "li": {"note", "task"},
    "p": {"action", "file__description", "file__transcript"},
    "span": {"task__mark", "figure__credit", "file__facts", "file-facts"},
    "sup": {"note-ref"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
    "ul": {"tasks"},
}  # fmt: skip


def keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Return *value* as it may stay, or None to drop the attribute."""
    if name == "class":
        known = CLASSES.get(tag, set())
        kept = [word for word in value.split() if word in known or (tag == "code" and CODE_LANGUAGE.fullmatch(word))]
        return " ".join(kept) or None
    if name == "id":
        return value if OWN_ID.fullmatch(value) else None
    if name == "data-player":
        return value if PLAYER.fullmatch(value) else None
    if tag == "audio" and name == "src":
        return value if OWN_SOUND.fullmatch(value) else None
    if name in {"src", "srcset"}:
        addresses = [part.split()[0] for part in value.split(",") if part.strip()]
        return value if all(map(OWN_PICTURE.fullmatch, addresses)) else None
    return value


CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    tag_attribute_values=VALUES,
    attribute_filter=keep_attribute,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def sanitize(html: str) -> str:
    """Return *html* with nothing but the tags, attributes, classes and schemes named above."""
    return CLEANER.clean(html)
