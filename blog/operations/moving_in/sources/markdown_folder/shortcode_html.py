"""Codes of Hugo and Jekyll that show something, as Markdown or HTML: films, figures, posts of other services."""

import re
from collections.abc import Mapping
from html import escape

from blog.operations.moving_in.conversion.markdown_body import markdown_html

ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
LOOSE = re.compile(r"""(?<![=\w])(?:"([^"]*)"|'([^']*)'|([^\s"'=]+)(?!\S*=))""")
PLAYERS = frozenset({"youtube", "vimeo", "video", "embed", "youtubeplayer"})
FIGURES = frozenset({"figure", "image", "img", "picture", "photo", "responsive-image", "caption"})
SOURCES = ("src", "url", "image_path", "path", "img", "image", "file", "link")
CAPTIONS = ("title", "caption", "description", "attr")
OPENING = frozenset({"details", "expand", "collapse", "spoiler"})


def read_code(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the named and the other values of a code."""
    named = {name.lower(): one or two or three for name, one, two, three in ATTRIBUTE.findall(text)}
    rest = ATTRIBUTE.sub(" ", text)
    return named, [one or two or three for one, two, three in LOOSE.findall(rest)]


def show_code(name: str, text: str) -> str | None:
    """Return what stands for the code *name* with *text* behind its name; None of one that says nothing to us."""
    values, loose = read_code(text)
    name = name.lower()
    if name in {"include", "include_relative", "partial"} and loose:
        name, loose = re.sub(r"\.\w+$", "", loose[0].lower()).rsplit("/", 1)[-1], loose[1:]
    if name in PLAYERS:
        return write_video(values.get("provider", name).lower(), values, loose)
    if name in FIGURES:
        return write_figure(values, loose)
    return write_post(name, values, loose)


def write_video(service: str, values: Mapping[str, str], loose: list[str]) -> str | None:
    """Return the address of a film on a line of its own."""
    found = values.get("id") or values.get("url") or values.get("src") or (loose[0] if loose else "")
    if found.startswith(("https://", "http://")):
        return f"\n\n{found}\n\n"
    if not re.fullmatch(r"[\w-]{4,20}", found) or service not in {"youtube", "youtubeplayer", "vimeo"}:
        return None
    return f"\n\n{'https://vimeo.com/' if service == 'vimeo' else 'https://www.youtube.com/watch?v='}{found}\n\n"


def write_figure(values: Mapping[str, str], loose: list[str]) -> str | None:
    """Return a figure as HTML."""
    source = next((values[name] for name in SOURCES if values.get(name)), loose[0] if loose else "")
    if not source or source.startswith("{"):
        return None
    caption = " ".join(values[name] for name in CAPTIONS if values.get(name))
    shown = re.sub(r"</?p>|\n", "", markdown_html(caption))
    words = f"<figcaption>{shown}</figcaption>" if caption else ""
    return f'\n\n<figure><img src="{escape(source)}" alt="{escape(values.get("alt", ""))}">{words}</figure>\n\n'


def write_post(name: str, values: Mapping[str, str], loose: list[str]) -> str | None:
    """Return the address of what was shown of another service."""
    last = values.get("id") or (loose[-1] if loose else "")
    if name in {"tweet", "x", "twitter"} and last.isdigit():
        return f"\n\nhttps://twitter.com/{values.get('user') or 'i'}/status/{last}\n\n"
    if name == "instagram" and re.fullmatch(r"[\w-]{5,20}", last):
        return f"\n\nhttps://www.instagram.com/p/{last}/\n\n"
    if name == "gist" and len(loose) > 1:
        return f"\n\nhttps://gist.github.com/{loose[0]}/{loose[1]}\n\n"
    return None
