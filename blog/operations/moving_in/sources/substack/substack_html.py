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
BUTTON = re.compile(r"""<a class=["']button primary["']""")
SILENT = {
    "poll-embed": LossKind.WIDGET, "native-video-embed": LossKind.MEDIA, "native-audio-embed": LossKind.MEDIA,
    "install-substack-app-embed": LossKind.WIDGET, "community-chat": LossKind.WIDGET,
}  # fmt: skip
"""Parts that hold nothing but what Substack shows in their place."""
CARDS = frozenset({"embedded-post-wrap", "digest-post-embed", "embedded-publication-wrap", "comment",
                   "instagram-embed-wrap", "bluesky-wrap", "instagram", "tiktok-wrap", "soundcloud-wrap"})  # fmt: skip
ADDRESSES = ("url", "canonical_url", "base_url")
ENDS_AT_ONCE = re.compile(r"\s*(?:<div class=.instagram-top-bar.>\s*</div>\s*)?</")
SERVICES = re.compile(r"/subscribe\b|action=share|/comments\b|/leaderboard|/refer|%%|/chat\b|donate|coupon=")
Values = dict[str, Any]


def clean_substack_html(html: str, losses: list[Loss]) -> str:
    """Return *html* with its parts as plain elements; what cannot be shown is added to *losses*."""
    html = OPENING.sub(lambda found: replace_part(found, losses), BUTTON.sub('<a class="kg-btn"', html))
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
    writer, values = next((PARTS[one] for one in classes if one in PARTS), None), read_values(found)
    if "button-wrapper" in classes and is_own_button(values):
        return f"<{found['tag']}>"
    if found["tag"] == "iframe" and (title := join_words(values, "title", "subtitle")):
        return f'<iframe title="{escape(title)}"{found["head"]}{found["rest"]}>'
    made = writer(values) if writer else ""
    made = made or (card(values) if classes & CARDS and ENDS_AT_ONCE.match(found.string, found.end()) else "")
    # Without its values the part is an element like any other, which shows what is in it.
    return f"{made}<{found['tag']}{found['head']}{found['rest']}>" if made else found[0]


def read_values(found: re.Match[str]) -> Values:
    """Return the values of a part, none where they cannot be read."""
    with suppress(ValueError, RecursionError):
        values = json.loads(unescape(found["one"] or found["two"] or ""))
        return values if isinstance(values, dict) else {}
    return {}


def is_own_button(values: Values) -> bool:
    """Return whether a button leads where the author wanted, and not to a form or a menu of Substack."""
    address = str(values.get("url") or "")
    return address.startswith("http") and not SERVICES.search(address)


def join_words(values: Values, *names: str) -> str:
    """Return those of the named values that are words, the first alone where the second repeats it."""
    return " · ".join(dict.fromkeys(str(values[name]).strip() for name in names if isinstance(values.get(name), str)))


def card(values: Values) -> str:
    """Return what a part that holds nothing but values shows: title, words and link of a post, a song, a note."""
    inner = values.get("comment")
    if isinstance(inner, dict):
        values = {**values, "title": inner.get("name"), "description": inner.get("body")}
    if values.get("instagram_id"):
        values = {"url": f"https://www.instagram.com/p/{values['instagram_id']}/", **values}
    if values.get("authorHandle"):
        post = f"https://bsky.app/profile/{values['authorHandle']}/post/{values.get('postId')}"
        values = {"url": post, "title": values.get("authorName"), "description": values.get("text")}
    address = next((str(values[name]) for name in ADDRESSES if values.get(name)), "")
    title = join_words(values, "title") or join_words(values, "name") or join_words(values, "publication_name")
    words = join_words(values, "description", "subtitle", "truncated_body_text", "hero_text", "author_name")
    if not address.startswith("http"):
        return "".join(f"<p>{escape(text)}</p>" for text in (title, words) if text)
    named = f'<div class="kg-bookmark-title">{escape(title)}</div>' if title else ""
    return (
        f'<figure class="kg-bookmark-card"><a href="{escape(address)}">{named}<div>{escape(words)}</div></a></figure>'
    )


def chart(values: Values) -> str:
    """Return the words of a chart, whose frame follows."""
    return "".join(f"<p>{escape(str(values[name]))}</p>" for name in ("title", "description") if values.get(name))


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
    "datawrapper-wrap": chart,
    "mention-wrap": mention, "image-gallery-embed": gallery, "latex-rendered": formula,
}  # fmt: skip
