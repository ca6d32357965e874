"""A post of WordPress as an article: its text in whichever of three ways it was written, its times and addresses."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import tzinfo
from html import escape
from urllib.parse import quote, urlsplit

from blog.operations.moving_in.conversion.plain_words import path_of, plain, read_moment, slug_of
from blog.operations.moving_in.imported_items import ArticleItem, Loss, LossKind, PictureItem
from blog.operations.moving_in.sources.wordpress.automatic_paragraphs import add_paragraphs
from blog.operations.moving_in.sources.wordpress.block_comments import MORE, has_blocks, read_blocks_html
from blog.operations.moving_in.sources.wordpress.shortcodes import replace_shortcodes
from blog.operations.moving_in.sources.wordpress.wxr_reader import WxrItem
from blog.operations.moving_in.sources.wordpress.wxr_survey import DOMAINS, WxrSurvey

REASONS = {"draft": "draft", "pending": "waiting for review", "future": "scheduled", "private": "private"}
HIDDEN_COMMENTS = frozenset({"spam", "trash", "post-trashed"})
KEPT_TYPES = frozenset({"", "comment"})
"""Types of comments that are kept: no pingbacks, and no notes of editors."""
PLACE = '<div class="imported-footnotes"></div>'
IMAGE_ID = re.compile(r"<img\b[^>]*?\bwp-image-(\d+)[^>]*>")


def read_post(item: WxrItem, survey: WxrSurvey, zone: tzinfo) -> ArticleItem:
    """Return *item* as an article or page."""
    losses: list[Loss] = []
    status, password = item.get("status") or "publish", item.get("post_password")
    lead = survey.attachments.get(item.first("_thumbnail_id"))
    if item.first("_thumbnail_id") not in {"", "0"} and lead is None:
        losses.append(Loss(LossKind.PICTURE, f"attachment {item.first('_thumbnail_id')}"))
    moment = read_moment(item.get("post_date_gmt")) or read_moment(item.get("pubDate"))
    moment = moment or read_moment(item.get("post_date"), zone)
    return ArticleItem(
        key=item.get("post_id") or item.get("guid") or item.get("link"),
        title=plain(item.values.get("title", "")),
        body=read_body(item, survey, losses),
        original=item.values.get("content", ""),
        standfirst=plain(item.values.get("excerpt", "")) or plain(item.first("_yoast_wpseo_metadesc")),
        slug=slug_of(item.get("post_name")),
        language=survey.languages.language_of(item),
        created_at=moment or read_moment(item.get("post_modified_gmt")),
        published_at=moment,
        updated_at=read_moment(item.get("post_modified_gmt")) or read_moment(item.get("post_modified"), zone),
        is_public=status == "publish" and not password,
        hidden_reason="password" if password else REASONS.get(status, "" if status == "publish" else status),
        is_page=item.get("post_type") == "page",
        authors=list(find_authors(item, survey)),
        topics=list(find_terms(item, is_tag=False)),
        tags=list(find_terms(item, is_tag=True)),
        lead=lead,
        paths=list(find_paths(item, survey.site)),
        losses=losses,
        comments=list(read_comments(item.comments)),
    )


def read_body(item: WxrItem, survey: WxrSurvey, losses: list[Loss]) -> str:
    """Return the text of *item* as HTML."""
    text = item.values.get("content", "")

    def gallery(attributes: Mapping[str, str]) -> str:
        return write_gallery(attributes, survey, item.get("post_id"))

    if has_blocks(text):
        text = read_blocks_html(text, lambda number: survey.blocks.get(number, ""), losses)
        text = replace_shortcodes(text, gallery, losses)
    else:
        text = add_paragraphs(replace_shortcodes(MORE.sub("\n\n", text), gallery, losses))
    return add_alts(add_footnotes(text, item.first("footnotes")) + write_enclosures(item, text), survey)


def write_enclosures(item: WxrItem, text: str) -> str:
    """Return players of the recordings that belong to a post and that its *text* does not name."""
    lines = [value.split() for value in item.meta.get("enclosure", [])]
    addresses = dict.fromkeys(line[0] for line in lines if line and "://" in line[0])
    return "".join(f'<audio src="{escape(one)}"></audio>' for one in addresses if one not in text)


def write_gallery(attributes: Mapping[str, str], survey: WxrSurvey, post: str) -> str:
    """Return the gallery that a shortcode asks for: the pictures it names, or all that belong to the post."""
    named = re.findall(r"\d+", attributes.get("ids") or attributes.get("include", ""))
    shown = [
        survey.attachments[number] for number in named or survey.children.get(post, []) if number in survey.attachments
    ]
    return f'<figure class="wp-block-gallery">{"".join(map(write_picture, shown))}</figure>' if shown else ""


def write_picture(picture: PictureItem) -> str:
    """Return *picture* as HTML."""
    caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    return f'<figure><img src="{escape(picture.address)}" alt="{escape(picture.alt)}">{caption}</figure>'


def add_alts(text: str, survey: WxrSurvey) -> str:
    """Return *text* with the description of its attachment where a picture has none of its own."""

    def add(found: re.Match[str]) -> str:
        picture = survey.attachments.get(found[1])
        tag = found[0]
        if picture is None or not picture.alt or re.search(r"""\balt=(?:"[^"]+"|'[^']+')""", tag):
            return tag
        return f'<img alt="{escape(picture.alt)}" ' + re.sub(r"""\salt=(?:""|'')""", "", tag).removeprefix("<img")

    return IMAGE_ID.sub(add, text)


def add_footnotes(text: str, notes: str) -> str:
    """Return *text* with the footnotes that WordPress keeps beside it."""
    found = []
    with suppress(ValueError, TypeError):
        found = [note for note in json.loads(notes or "[]") if isinstance(note, dict)]
    items = "".join(
        f'<li id="{escape(str(note.get("id", "")))}">{note.get("content", "")}'
        f' <a href="#{escape(str(note.get("id", "")))}-link">↩</a></li>'
        for note in found
    )
    block = f"<ol>{items}</ol>" if items else ""
    return text.replace(PLACE, block) if PLACE in text else text + block


def find_authors(item: WxrItem, survey: WxrSurvey) -> Iterator[str]:
    """Yield the keys of the authors: those of Co-Authors Plus, else the one who wrote it."""
    several = [survey.find_author(slug, plain(name)) for domain, slug, name in item.terms if domain == "author"]
    creator = item.get("creator")
    yield from dict.fromkeys(several or ([creator] if creator else []))


def find_terms(item: WxrItem, *, is_tag: bool) -> Iterator[str]:
    """Yield the names of categories, or of tags."""
    for domain, _slug, words in item.terms:
        if DOMAINS.get(domain) is is_tag and (name := plain(words)):
            yield name


def find_paths(item: WxrItem, site: str) -> Iterator[str]:
    """Yield the addresses that the post ever had, as far as the export knows."""
    base, number = urlsplit(site).path.rstrip("/"), item.get("post_id")
    link = path_of(item.get("link"))
    name = "page_id" if item.get("post_type") == "page" else "p"
    yield from filter(None, [link, path_of(item.get("guid")) if "?" in item.get("guid") else ""])
    if number:
        yield f"{base}/?{name}={number}"
    if "?" not in link and (slug := item.get("post_name")):
        yield from (replaced for old in old_slugs(item) if (replaced := replace_slug(link, slug, old)))


def old_slugs(item: WxrItem) -> Sequence[str]:
    """Return the slugs that the post had before."""
    return [slug.strip() for slug in item.meta.get("_wp_old_slug", []) if slug.strip()]


def replace_slug(path: str, slug: str, old: str) -> str:
    """Return *path* with *old* in place of its last part, *slug*."""
    head, _slash, last = path.rstrip("/").rpartition("/")
    return f"{head}/{old if '%' in old else quote(old)}/" if last and slug else ""


def read_comments(comments: Sequence[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the comments that are kept aside: no spam, no pingbacks, no internal notes; no mail and no IP addresses."""
    for comment in comments:
        state = comment.get("comment_approved", "1")
        if state not in HIDDEN_COMMENTS and comment.get("comment_type", "").strip() in KEPT_TYPES:
            names = ("id", "parent", "author", "author_url", "date_gmt", "content")
            yield {name: comment.get(f"comment_{name}", "") for name in names} | {"approved": state}
