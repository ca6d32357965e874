"""HTML of Substack: parts that name what they show in data-attrs, footnotes, and what only subscribers got."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from html import escape, unescape
from typing import Any

from blog.operations.moving_in.imported_items import Loss, LossKind

OPENING = re.compile(
    r"""<(?P<tag>\w+)\b(?P<head>[^>]*?)\bdata-attrs=(?:"(?P<one>[^"]*)"|'(?P<two>[^']*)')(?P<rest>[^>]*)>""", re.DOTALL
)
CLASS = re.compile(r"""\bclass=["']([^"']*)["']""")
PAYWALL = re.compile(r"""<div\b[^>]*\bclass=["'][^"']*\bpaywall(?:-jump)?\b[^>]*>""")
NOTE = re.compile(
    r"""<div\b[^>]*\bclass=["']footnote["'][^>]*>\s*<a\b[^>]*\bid=["'](?P<id>footnote-[\w-]+)["'][^>]*>.*?</a>\s*"""
    r"""<div\b[^>]*\bclass=["']footnote-content["'][^>]*>(?P<words>.*?)</div>\s*</div>""",
    re.DOTALL,
)
ANCHOR = re.compile(
    r"""<a\b[^>]*\bclass=["']footnote-anchor["'][^>]*\bhref=["'][^"'\#]*\#(?P<id>footnote-[\w-]+)["'][^>]*>(?P<label>.*?)</a>""",
    re.DOTALL,
)
SILENT = {
    "poll-embed": LossKind.WIDGET, "native-video-embed": LossKind.MEDIA, "native-audio-embed": LossKind.MEDIA,
    "install-substack-app-embed": LossKind.WIDGET, "community-chat": LossKind.WIDGET,
}  # fmt: skip
"""Parts that hold nothing but what Substack shows in their place."""
Values = dict[str, Any]


def clean_substack_html(html: str, losses: list[Loss]) -> str:
    """Return *html* with its parts as plain elements; what cannot be shown is added to *losses*."""
    html = OPENING.sub(lambda found: replace_part(found, losses), html)
    notes = [found.groupdict() for found in NOTE.finditer(html)]
    if not notes:
        return html
    items = "".join(
        f'<li id="{note["id"]}">{note["words"]} <a href="#{note["id"]}-anchor">↩</a></li>' for note in notes
    )
    html = ANCHOR.sub(write_anchor, NOTE.sub("", html))
    return f"{html}<ol>{items}</ol>"


def write_anchor(found: re.Match[str]) -> str:
    """Return the mark of a footnote."""
    return f'<sup id="{found["id"]}-anchor"><a href="#{found["id"]}">{found["label"]}</a></sup>'


def replace_part(found: re.Match[str], losses: list[Loss]) -> str:
    """Return one opening tag, with what its values say before it where nothing stands in it."""
    name = CLASS.search(found[0])
    classes = set(name[1].split()) if name else set[str]()
    for silent in classes & SILENT.keys():
        losses.append(Loss(SILENT[silent], silent))
    writer = next((PARTS[one] for one in classes if one in PARTS), None)
    made = writer(read_values(found)) if writer else ""
    # Without its values the part is an element like any other, which shows what is in it.
    return f"{made}<{found['tag']}{found['head']}{found['rest']}>" if made else found[0]


def read_values(found: re.Match[str]) -> Values:
    """Return the values of a part, none where they cannot be read."""
    with suppress(ValueError, RecursionError):
        values = json.loads(unescape(found["one"] or found["two"] or ""))
        return values if isinstance(values, dict) else {}
    return {}


def mention(values: Values) -> str:
    """Return the name of a person or publication."""
    return escape(str(values.get("name") or ""))


def gallery(values: Values) -> str:
    """Return several pictures with one caption."""
    found = values.get("gallery")
    inner: Values = found if isinstance(found, dict) else {}
    images = inner.get("images")
    shown = [one for one in images if isinstance(one, dict)] if isinstance(images, list) else []
    alt = escape(str(inner.get("alt") or ""))
    figures = [f'<figure><img src="{escape(str(one["src"]))}" alt="{alt}"></figure>' for one in shown if one.get("src")]
    words = escape(str(inner.get("caption") or ""))
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f'<figure class="gallery">{"".join(figures)}{caption}</figure>' if figures else ""


def formula(values: Values) -> str:
    """Return a formula as it was typed."""
    text = str(values.get("persistentExpression") or "")
    return f"<p><code>{escape(text)}</code></p>" if text else ""


PARTS: dict[str, Callable[[Values], str]] = {
    "mention-wrap": mention, "image-gallery-embed": gallery, "latex-rendered": formula,
}  # fmt: skip
