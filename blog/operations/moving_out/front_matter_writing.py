"""An article as a file of Markdown with front matter in YAML, as Hugo, Jekyll and Eleventy read it."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from blog.articles.text_versions.article_markdown import PICTURE, split_code
from blog.models import Article, ArticleState, Picture
from blog.text.markdown.components.files import FILE_LINK

SHOWN = frozenset({ArticleState.PUBLISHED, ArticleState.ENDED, ArticleState.PAGE_PUBLISHED})
"""States of what is no draft elsewhere; the rest would be shown if it were not called one."""


def write_file(
    article: Article, facts: Mapping[str, Any], pictures: Mapping[str, str], files: Mapping[str, str]
) -> str:
    """Return the file of *article*: front matter and body, whose pictures and files are found below /media/.

    Args:
        article: with its topics and authors.
        facts: what else the front matter says: aliases, corrections.
        pictures: paths of pictures by their keys; what is unknown is left as it is.
        files: paths of attachments by their keys.
    """
    fields = {**read_fields(article, pictures), **facts}
    lines = [f"{name}: {write_yaml(value)}" for name, value in fields.items() if value not in ("", [], None)]
    return "\n".join(["---", *lines, "---", "", rewrite(article.body_markdown, pictures, files).strip("\n")]) + "\n"


def read_fields(article: Article, pictures: Mapping[str, str]) -> dict[str, Any]:
    """Return the names that generators of sites share, and after them our own."""
    lead = article.lead_picture
    image = pictures.get(lead.key, "") if lead else ""
    shared = pictures.get(article.social_picture, "")
    folder = "" if article.is_page else "articles/"
    return {
        "title": article.headline,
        "date": article.published_at or (None if article.is_page else article.created_at),
        "lastmod": article.updated_at,
        "expiryDate": article.ends_at,
        "draft": article.state not in SHOWN,
        "slug": article.address_slug,
        "url": f"/{folder}{quote(article.address_slug)}",
        "description": article.standfirst,
        "authors": [] if article.is_page else [person.name for person in article.bylines],
        "categories": [topic.name for topic in article.topics],
        "series": [topic.name for topic in article.topics if topic.is_series],
        "language": article.language,
        "image": image,
        # What Hugo's own template names to services that show links: the first counts.
        "images": list(dict.fromkeys(filter(None, (shared, image)))),
        "social_image": shared,
        "image_alt": article.lead_alt if image else "",
        "image_caption": article.lead_caption if image else "",
        "image_credit": article.lead_credit if image else "",
        "canonical_url": article.canonical_url,
        "kind": article.kind.key if article.kind else "",
        "broadsheet_id": article.id,
        "broadsheet_state": article.state.value,
    }


def write_yaml(value: Any) -> str:
    """Return *value* in YAML's own flow style, which JSON is a part of (YAML 1.2, chapter 1.2)."""
    if isinstance(value, datetime):
        return value.isoformat()
    written = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else escape(letter) for letter in written)


def escape(letter: str) -> str:
    """Return what stands for *letter* between double quotes of YAML."""
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def rewrite(markdown: str, pictures: Mapping[str, str], files: Mapping[str, str]) -> str:
    """Return *markdown* with paths of pictures and files, outside fenced code."""

    def picture(found: re.Match[str]) -> str:
        return found[1] + pictures.get(found[2], f"picture:{found[2]}")

    def file(found: re.Match[str]) -> str:
        return found[0].replace(f"file:{found[1]}", files.get(found[1], f"file:{found[1]}"))

    parts = split_code(markdown.replace("\r\n", "\n"))
    return "".join(part if is_code else FILE_LINK.sub(file, PICTURE.sub(picture, part)) for part, is_code in parts)


def path_of_picture(picture: Picture) -> str:
    """Return the path of the widest JPEG of *picture*, the one that every program shows."""
    return f"/media/{picture.path(max(picture.widths), 'jpg')}"
