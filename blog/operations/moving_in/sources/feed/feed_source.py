"""The source feed: whatever a site publishes as RSS, Atom or JSON Feed."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from flask_babel import gettext as _

from blog.operations.moving_in.conversion.plain_words import path_of, plain, read_moment, slug_of
from blog.operations.moving_in.conversion.word_check import html_text
from blog.operations.moving_in.door import ReadingOptions, read_beginning
from blog.operations.moving_in.files.export_files import Bundle
from blog.operations.moving_in.imported_items import (
    ArticleItem,
    ExportRefused,
    Loss,
    LossKind,
    PersonItem,
    PictureItem,
    SourceContents,
    TopicItem,
)
from blog.operations.moving_in.sources.feed.feed_entries import FeedHead, SyndicatedItem, read_feed
from blog.operations.moving_in.sources.feed.json_entries import read_json_feed

SIGNS = ("<rss", "<feed", "<rdf:rdf", "<rdf ")
JSON_SIGN = "jsonfeed.org/version"
TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid)=", re.IGNORECASE)
MAX_KEY = 300


class FeedSource:
    """Reads any feed."""

    name = "feed"

    def recognise(self, bundle: Bundle) -> bool:
        """Return whether a file of *bundle* begins as a feed."""
        return next(list_files(bundle), None) is not None

    def read(self, bundle: Bundle, options: ReadingOptions) -> SourceContents:
        """Return what the feeds hold."""
        files = list(list_files(bundle))
        if not files:
            raise ExportRefused(_("There is no feed in it."))
        head, count, tags, authors = dict[str, str](), 0, Counter[str](), dict[str, None]()
        for part in read_all(bundle, files):
            if isinstance(part, FeedHead):
                head.setdefault(part.name, part.value)
                continue
            count += 1
            tags.update(list(dict.fromkeys(part.tags)))
            authors |= dict.fromkeys(part.authors or [head["author"]] if "author" in head else part.authors)
        parts = urlsplit(head.get("link", ""))
        site = options.site or (f"{parts.scheme}://{parts.netloc}" if parts.netloc else "")

        def articles() -> Iterator[ArticleItem]:
            found = (part for part in read_all(bundle, files) if isinstance(part, SyndicatedItem))
            return (read_entry(part, head.get("author", ""), head.get("language", "")) for part in found)

        return SourceContents(
            program=self.name,
            site=site,
            title=head.get("title", "") or "Feed",
            people=[PersonItem(name, name) for name in authors],
            topics=[TopicItem(name, is_tag=True, uses=uses) for name, uses in tags.most_common()],
            articles=articles,
            count=count,
        )


def list_files(bundle: Bundle) -> Iterator[tuple[str, bool]]:
    """Yield the files that are feeds, and whether they are JSON."""
    for name in bundle.names:
        end = PurePosixPath(name).suffix.lower()
        text = read_beginning(bundle, name, 2_000).lower() if end in {".xml", ".rss", ".atom", ".rdf", ".json"} else ""
        if end == ".json" and JSON_SIGN in text:
            yield name, True
        elif end != ".json" and any(sign in text for sign in SIGNS):
            yield name, False


def read_all(bundle: Bundle, files: list[tuple[str, bool]]) -> Iterator[SyndicatedItem | FeedHead]:
    """Yield what all feeds hold."""
    for name, is_json in files:
        yield from read_json_feed(bundle, name) if is_json else read_feed(bundle, name)


def read_entry(entry: SyndicatedItem, author: str = "", language: str = "") -> ArticleItem:
    """Return *entry* as an article; one without a text has its summary as such, and says so.

    *author* and *language* are those of the feed, of entries that name none.
    """
    losses = [] if entry.content.strip() else [Loss(LossKind.ITEM, "the feed has a summary alone")]
    published = read_moment(entry.published) or read_moment(entry.updated)
    body, summary = entry.content or entry.summary, plain(entry.summary)
    is_part = not entry.content or words(body).startswith(words(entry.summary)[:120].rstrip("….[] "))
    players = "".join(f'<audio src="{escape(address)}"></audio>' for address in entry.sounds)
    if entry.elsewhere.startswith("http"):
        players += f'<p><a href="{escape(entry.elsewhere)}">{escape(entry.title or entry.elsewhere)}</a></p>'
    paths = paths_of(entry.link or entry.guid_link)
    return ArticleItem(
        key=key_of(entry, body),
        title=entry.title,
        body=body + players,
        standfirst="" if is_part else summary,
        slug=slug_of(paths[0].partition("?")[0]) if paths else "",
        language=entry.language or language,
        created_at=published,
        published_at=published,
        updated_at=read_moment(entry.updated),
        is_public=True,
        authors=entry.authors or ([author] if author else []),
        tags=list(dict.fromkeys(entry.tags)),
        lead=read_lead(entry, body),
        paths=paths,
        losses=losses,
    )


def read_lead(entry: SyndicatedItem, body: str) -> PictureItem | None:
    """Return the picture of an entry, None where there is none, or where it stands in the text."""
    if not entry.image.startswith(("http", "/")) or entry.image in body:
        return None
    return PictureItem(entry.image, "", entry.caption[:500], entry.credit[:200])


def key_of(entry: SyndicatedItem, body: str) -> str:
    """Return what tells an entry from all others; of one that names nothing, its words."""
    said = entry.id or entry.link or entry.title
    return said[:MAX_KEY] if said else sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def paths_of(link: str) -> list[str]:
    """Return the addresses of an entry: without parameters that only count visitors, and as the feed has it."""
    path = path_of(link)
    if not path:
        return []
    path = f"/{path.lstrip('/')}"
    head, _mark, query = path.partition("?")
    kept = [pair for pair in query.split("&") if pair and not TRACKING.match(pair)]
    plain_path = f"{head}?{'&'.join(kept)}" if kept else head
    return list(dict.fromkeys([plain_path, path] if plain_path != "/" else [path]))


def words(html: str) -> str:
    """Return the words of *html* as they are compared."""
    return " ".join(html_text(html).split()).casefold()
